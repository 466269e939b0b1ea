"""A fast ride and P waves as high as beats: on two shared recordings, and on made ECGs that are like them."""

import csv
import gzip

import numpy as np
import pytest

from biofeedback.signals.detection.ecg_beats import ecg_beats
from tests.rigs.hearts.recorded_waves import PMD_RATE_HZ
from tests.rigs.signals.beat_matching import figures, live_ecg_beats, times
from tests.rigs.suite.shared_data import column


def ride_ecg(recordings):
    values = []
    with gzip.open(recordings / "h10-pmd-fast-shared" / "frames.hex.gz", "rt") as lines:
        for line in lines:
            frame = bytes.fromhex(line)
            values += [int.from_bytes(frame[at : at + 3], "little", signed=True) for at in range(10, len(frame), 3)]
    return np.array(values, dtype=np.float64)


def made(beats_s, length_s, rate_hz, *, p_height, p_late_s, noise=0.03):
    t_s = np.arange(round(length_s * rate_hz)) / rate_hz
    wave = noise * np.random.default_rng(2).normal(size=t_s.size)
    for height, late_s, width_s in (
        (1.0, 0.0, 0.011),
        (-0.25, 0.03, 0.011),
        (0.25, 0.17, 0.03),
        (p_height, p_late_s, 0.02),
    ):
        wave += height * np.exp(-0.5 * ((t_s[:, np.newaxis] - beats_s - late_s) / width_s) ** 2).sum(axis=1)
    return wave


@pytest.mark.parametrize("live", [False, True])
def test_a_fast_ride_has_no_doubled_interval(recordings, live):
    samples = ride_ecg(recordings)
    found_s = times(live_ecg_beats(samples, PMD_RATE_HZ, block=73)[0]) if live else ecg_beats(samples, PMD_RATE_HZ).t_s
    intervals_s = np.diff(found_s)
    assert found_s.size > 400
    assert np.mean(intervals_s > 1.6 * np.median(intervals_s)) < 0.005
    with (recordings / "h10-pmd-fast-shared" / "flow_hr.csv").open() as file:
        strap_bpm = [float(list(row.values())[-1]) for row in csv.DictReader(file)]
    assert 60.0 / np.mean(intervals_s) == pytest.approx(np.mean(strap_bpm), abs=3.0)


@pytest.mark.parametrize("live", [False, True])
def test_a_made_fast_ride_has_no_doubled_interval(live):
    beats_s = np.cumsum(0.335 + 0.01 * np.sin(np.arange(170) / 7.0))
    samples = made(beats_s, 60.0, 130.0, p_height=0.1, p_late_s=-0.1)
    found_s = times(live_ecg_beats(samples, 130.0, block=73)[0]) if live else ecg_beats(samples, 130.0).t_s
    settled_s = beats_s[(beats_s > 4.0) & (beats_s < 56.0)]
    assert figures(found_s[(found_s > 3.9) & (found_s < 56.1)], settled_s)[:2] == (1.0, 1.0)


@pytest.mark.parametrize("live", [False, True])
def test_p_waves_are_no_beats(recordings, live):
    folder = recordings / "mitdb-105-excerpt"
    samples = column(folder / "mlii_20_to_60_s.csv.gz")
    with (folder / "beats.csv").open() as file:
        true_s = np.array([float(row["sample"]) for row in csv.DictReader(file)]) / 360.0
    found_s = times(live_ecg_beats(samples, 360.0, block=18)[0]) if live else ecg_beats(samples, 360.0).t_s
    true_s = true_s[(true_s > 3.0) & (true_s < 39.0)]
    assert figures(found_s[(found_s > 2.9) & (found_s < 39.1)], true_s)[:2] == (1.0, 1.0)


@pytest.mark.parametrize("live", [False, True])
def test_high_p_waves_of_a_made_ecg_are_no_beats(live):
    beats_s = np.arange(0.5, 59.0, 0.72)
    samples = made(beats_s, 60.0, 360.0, p_height=0.45, p_late_s=-0.14)
    found_s = times(live_ecg_beats(samples, 360.0, block=18)[0]) if live else ecg_beats(samples, 360.0).t_s
    settled_s = beats_s[(beats_s > 4.0) & (beats_s < 57.8)]
    assert figures(found_s[(found_s > 3.9) & (found_s < 57.9)], settled_s)[:2] == (1.0, 1.0)
