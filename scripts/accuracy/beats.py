"""Rows of the tables on how well beats are corrected, and found in ECGs and pulse waves."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from scipy.signal import resample_poly

from biofeedback.signals.artefacts.causal_correction import correct_causally
from biofeedback.signals.artefacts.correction import correct
from biofeedback.signals.detection.ecg_beats import ecg_beats
from biofeedback.signals.detection.pulse_beats import pulse_beats
from biofeedback.signals.detection.pulse_review import review_pulse_beats
from scripts.accuracy.text_tables import Row, median, number, share
from scripts.ectopy import AROUND, LOCAL_SHARES, is_off
from tests.rigs.hearts.labelled_beats import RATES_HZ, breathing, found_and_spared, labelled_intervals
from tests.rigs.hearts.recorded_beats import (
    annotated_ecgs,
    camera_against_strap,
    finger_against_ecg,
    low_cost_pulses,
    mean_rate_bpm,
    published_pulses,
)
from tests.rigs.signals.beat_matching import figures, live_ecg_beats, times
from tests.rigs.suite.shared_data import RECORDINGS

PULSE_FINDERS = {"live": pulse_beats, "review": review_pulse_beats}


def correction_rows() -> Iterator[Row]:
    """Yield what offline and causal correction find in each labelled record, and spare."""
    for name in RATES_HZ:
        rr_ms, symbols = labelled_intervals(RECORDINGS, name)
        ectopic = np.count_nonzero(np.isin(symbols[1:], list("ASVF")))
        scores = [found_and_spared(how(rr_ms).kind, rr_ms, symbols) for how in (correct, correct_causally)]
        yield name, rr_ms.size, ectopic, *(share(value) for both in scores for value in both)


def local_share_rows() -> Iterator[Row]:
    """Yield what is found by how many of the beats around are ectopic, and of those that intervals show."""
    for name in RATES_HZ:
        rr_ms, symbols = labelled_intervals(RECORDINGS, name)
        ectopic = np.isin(symbols[1:], list("ASVF"))
        around, off = np.convolve(ectopic, np.ones(AROUND), "same") / AROUND, is_off(rr_ms, ectopic)
        for way, how in (("offline", correct), ("live", correct_causally)):
            flagged = np.array(how(rr_ms).kind) != "normal"
            found = flagged | np.append(flagged[1:], False)
            within = [ectopic & (around >= least) & (around < most) for least, most in LOCAL_SHARES]
            yield name, way, *(_found_of(found, those, those & off) for those in within)


def _found_of(found: np.ndarray, those: np.ndarray, seen: np.ndarray) -> str:
    if not np.any(those):
        return "-"
    of_all, of_seen = (share(float(np.mean(found[each]))) if np.any(each) else "-" for each in (those, seen))
    return f"{of_all} of {np.count_nonzero(those)} ({of_seen} of {np.count_nonzero(seen)})"


def resonance_rows(hearts: int = 300, beats: int = 400) -> Iterator[Row]:
    """Yield how many beats of clean breathing at six a minute are flagged, by the size of the wave."""
    means_ms = np.random.default_rng(7).uniform(650.0, 1200.0, hearts)
    for swing_ms in (20.0, 40.0, 60.0, 100.0, 150.0, 200.0, 250.0):
        flagged = np.array(
            [
                [sum(kind != "normal" for kind in how(rr_ms).kind) for how in (correct, correct_causally)]
                for rr_ms in (
                    breathing(beats, seed=seed, mean_ms=mean_ms, swing_ms=swing_ms)
                    for seed, mean_ms in enumerate(means_ms)
                )
            ]
        )
        touched = np.count_nonzero(flagged, axis=0)
        yield f"{swing_ms:.0f} ms each way", hearts, beats * hearts, *flagged.sum(axis=0), *touched


def r_peak_rows() -> Iterator[Row]:
    """Yield what is found of the annotated beats of ECGs, by each search and live, at two sampling rates."""
    for name, (samples, true_s) in annotated_ecgs(RECORDINGS).items():
        for rate_hz in (360.0, 130.0):
            at_rate = samples if rate_hz == 360.0 else resample_poly(samples - samples[0], 13, 36)
            live, waits_s = live_ecg_beats(at_rate, rate_hz, block=round(rate_hz / 20))
            found = {
                "offline": (ecg_beats(at_rate, rate_hz).t_s, math.nan),
                "live": (times(live), float(np.quantile(waits_s[5:], 0.95))),
            }
            for how, (found_s, late_s) in found.items():
                sensitivity, precision, error_ms = figures(found_s, true_s)
                scores = share(sensitivity), share(precision), number(error_ms), number(late_s, 2)
                yield name, f"{rate_hz:.0f} Hz", how, len(true_s), *scores


def camera_rows() -> Iterator[Row]:
    """Yield how camera pulses compare with a strap worn at the same time, each recording and the mean."""
    found = [camera_against_strap(RECORDINGS, find) for find in PULSE_FINDERS.values()]
    cells: list[list[tuple[float, float, float, float]]] = [
        [
            (sensitivity, precision, errors.std(), median(np.abs(errors)))
            for _, _, sensitivity, precision, errors in rows
        ]
        for rows in found
    ]
    names = [row[0] for row in found[0]]
    live, review = (np.array(rows) for rows in cells)
    both = np.hstack((live, review))
    for name, row in [*zip(names, both, strict=True), ("mean", both.mean(axis=0)), ("median", np.median(both, axis=0))]:
        yield name, *(share(value) if index % 4 < 2 else number(value) for index, value in enumerate(row))


def finger_rows() -> Iterator[Row]:
    """Yield how a finger's pulse compares with the ECG of the same five minutes."""
    for how, find in PULSE_FINDERS.items():
        sensitivity, precision, errors_ms = finger_against_ecg(RECORDINGS, find)
        yield how, share(sensitivity), share(precision), number(errors_ms.std()), number(median(np.abs(errors_ms)))


def pulse_rate_rows() -> Iterator[Row]:
    """Yield pulse rates beside those that were published, or roughly counted."""
    for name, t_s, wave, bpm in published_pulses(RECORDINGS):
        rates = [mean_rate_bpm(find(wave, 75.0, t_s=t_s).t_s) for find in PULSE_FINDERS.values()]
        yield f"paced4 {name}", number(bpm, 2), *pairs_with_error(rates, bpm)
    for name, wave, rate_hz, bpm in low_cost_pulses(RECORDINGS):
        rates = [60.0 / median(np.diff(find(wave, rate_hz).t_s)) for find in PULSE_FINDERS.values()]
        yield f"{name} (counted, median)", number(bpm, 2), *pairs_with_error(rates, bpm)


def pairs_with_error(rates: Sequence[float], truth: float) -> Iterator[str]:
    """Yield each rate and how far off it is."""
    for rate in rates:
        yield number(rate, 2)
        yield f"{100.0 * (rate / truth - 1.0):+.2f} %"
