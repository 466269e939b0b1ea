"""Real ECGs and pulse waves whose beats are known from people, from another sensor or from a publication."""

import csv
from functools import cache

import numpy as np

from biofeedback.signals.detection.ecg_beats import ecg_beats
from tests.rigs.hearts.labelled_beats import labels
from tests.rigs.signals.beat_matching import matched
from tests.rigs.suite.shared_data import column


@cache
def annotated_ecgs(recordings):
    """Return ECGs at 360 Hz with the times of their annotated beats."""
    samples = column(recordings / "mitdb-100" / "ecg_first5min.csv.gz")
    beats = [at for at, kind in labels(recordings, "mitdb-100") if kind in "NAV" and at < samples.size]
    found = {"mitdb-100": (samples, np.array(beats) / 360.0)}
    for path in sorted((recordings / "nstdb-118-shared").glob("*_ann.csv")):
        name = path.name.removesuffix("_ann.csv")
        found[name] = (column(path.with_name(f"{name}.csv.gz")), np.loadtxt(path) / 360.0)
    return found


def camera_against_strap(recordings, find):
    """Return for each recording its name, the trust in its beats, sensitivity, precision and interval errors in ms.

    The colour with the most trusted beats is taken, without looking at the strap.
    """
    rows = []
    for name, beats, rr_ms in _camera_pulses(recordings, find):
        rows.append((name, float(np.nanmean(beats.quality)), *_against_strap(beats.t_s, rr_ms)))
    return rows


def camera_beats(recordings, find):
    """Return of each recording the beats of the most trusted colour, and those of the strap on the same clock."""
    return [(beats, _strap_beats_s(beats.t_s, rr_ms)) for _, beats, rr_ms in _camera_pulses(recordings, find)]


def _camera_pulses(recordings, find):
    for path in sorted((recordings / "welltory-ppg-shared").glob("*_PPG.csv.gz")):
        name = path.name.removesuffix("_PPG.csv.gz")
        table = np.genfromtxt(path, delimiter=",", skip_header=1)
        rr_ms = np.array(path.with_name(f"{name}_RR.txt").read_text().split(), dtype=float)
        colours = [find(table[:, n], 30.0, t_s=table[:, 0] / 1000, falls_at_beat=True) for n in (1, 2, 3)]
        yield name, max((c for c in colours if c.t_s.size > 20), key=lambda c: np.nanmean(c.quality)), rr_ms


def _strap_beats_s(found_s, rr_ms):
    """Return the beats of a strap at the offset at which they agree best with those that were found."""
    strap_s = np.concatenate(([0.0], np.cumsum(rr_ms / 1000.0)))
    span_s = strap_s[-1]
    offsets = np.arange(found_s[0] - 0.3 * span_s, found_s[-1] - 0.6 * span_s, 0.02)

    def agreement(some_s):
        at_s = strap_s + some_s[:, np.newaxis]
        after = np.clip(np.searchsorted(found_s, at_s), 1, found_s.size - 1)
        near = np.minimum(np.abs(found_s[after] - at_s), np.abs(found_s[after - 1] - at_s))
        return np.sum(np.maximum(0.0, 1.0 - (near / 0.1) ** 2), axis=1)

    # A hundred at a time: one by one the calls cost more than the arithmetic, all at once too much memory.
    agreements = [agreement(some_s) for some_s in np.split(offsets, range(100, offsets.size, 100))]
    return strap_s + offsets[np.argmax(np.concatenate(agreements))]


def _against_strap(found_s, rr_ms):
    """Return sensitivity, precision and interval errors in ms, on the offset at which both series agree best."""
    strap_s = _strap_beats_s(found_s, rr_ms)
    pairs = dict(matched(found_s, strap_s, 0.15))
    shared = np.sum((strap_s > found_s[0] - 0.3) & (strap_s < found_s[-1] + 0.3))
    inside = np.sum((found_s > strap_s[0] - 0.3) & (found_s < strap_s[-1] + 0.3))
    return len(pairs) / shared, len(pairs) / inside, _interval_errors_ms(found_s, strap_s, pairs)


def _interval_errors_ms(found_s, true_s, pairs):
    return np.array(
        [
            1000 * (found_s[pairs[n + 1]] - found_s[pairs[n]] - true_s[n + 1] + true_s[n])
            for n in range(true_s.size - 1)
            if n in pairs and n + 1 in pairs
        ]
    )


def finger_against_ecg(recordings, find):
    """Return sensitivity, precision and interval errors in ms of a finger's pulse against the ECG of five minutes."""
    table = np.genfromtxt(recordings / "neurokit-rest5" / "bio_resting_5min_100hz.csv.gz", delimiter=",", skip_header=1)
    heart_beats, found_s = ecg_beats(table[:, 0], 100.0), find(table[:, 1], 100.0).t_s
    trusted_s = heart_beats.t_s[heart_beats.quality > 0.5]
    late_s = np.median([found_s[np.searchsorted(found_s, t)] - t for t in trusted_s[:-3]])
    pairs = dict(matched(found_s, trusted_s + late_s, 0.15))
    return len(pairs) / trusted_s.size, len(pairs) / found_s.size, _interval_errors_ms(found_s, trusted_s, pairs)


def published_pulses(recordings):
    """Return name, times, pulse wave and published mean rate of people who rest, or breathe at four a minute."""
    folder = recordings / "paced4-ppg-belt-shared"
    with (folder / "published.csv").open() as file:
        published = {row["p_id"]: float(row["MeanBPM"]) for row in csv.DictReader(file)}
    for path in sorted(folder.glob("*_ppg.csv.gz")):
        name = path.name.removesuffix("_ppg.csv.gz")
        t_s, pulse = np.genfromtxt(path, delimiter=",", skip_header=1).T[:2]
        yield name, t_s, pulse, published[f"py{name.replace('_', '')}PPG.csv"]


def mean_rate_bpm(found_s):
    """Return the mean of the rates of all believable intervals, as the publication has it."""
    intervals_s = np.diff(found_s)
    return float(np.mean(60.0 / intervals_s[(intervals_s > 0.3) & (intervals_s < 2.0)]))


def low_cost_pulses(recordings):
    """Return name, pulse wave, sampling rate and roughly counted median rate of two low-cost sensors."""
    folder = recordings / "heartpy-samples"
    return [
        ("heartpy data", column(folder / "data.csv", skip=0), 100.0, 60.0),
        ("heartpy data3", column(folder / "data3.csv.gz", 1), 100.42, 98.7),
    ]
