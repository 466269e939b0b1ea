"""Rows of the tables on how well the breath is estimated, and on what a heart at known paces shows."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.breath.record_breath import record_confidence, window_breaths, windows_agree
from biofeedback.signals.breath.respiration import LOWEST_CONFIDENCE, breath_from_rr
from biofeedback.signals.resonance.resonance import SteppedAnswer
from biofeedback.signals.timing.beats import FloatArray
from biofeedback.signals.variability.coherence import rhythm_coherence
from scripts.accuracy.text_tables import Row, median, number, share
from tests.rigs.hearts.breathing_bodies import body
from tests.rigs.hearts.recorded_breaths import RecordedBreath, recorded_breaths
from tests.rigs.signals.breath_tallies import (
    RIGHT_WITHIN_PER_MIN,
    STEP_S,
    WINDOW_S,
    Tally,
    by_kind,
    estimates_at_pace,
    likeliest,
)

BINS = (0.0, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 1.01)
"""The edges of the bins of confidence: a choice, finer where pace is offered; the last takes in 1."""

BANDS_PER_MIN = (3.0, 4.5, 6.0, 8.0, 10.0, 14.0, 20.0, 27.0)
"""Bands of true rates, finer where breaths are led: a choice."""

PACED_PER_MIN = 3.98
"""What the people of paced4 were led at; the truth of their breath, for the belt of slow breaths is seldom clear."""

LISTENED_S = (30.0, 45.0, 60.0)
"""After so many seconds of arriving the breath is compared: a choice, up to the minute that practices listen."""

SURE_FROM = 0.8
"""From here on a practice offers the pace (`biofeedback.practice.guide.metric_offers.SURE_SHARE`)."""

SOURCES = {
    "rr": "RR",
    "amplitude": "amplitude",
    "acceleration": "chest motion",
    "beats": "RR and amplitude fused",
    "all": "all three fused",
}


def belt_rows(tallies: dict[str, dict[str, Tally]]) -> Iterator[Row]:
    """Yield for each record how often the breath is estimated, and how rightly, from each source it has."""
    for name, by_source in [*tallies.items(), ("together", by_kind(tallies))]:
        for kind, tally in by_source.items():
            _, errors = tally.between(LOWEST_CONFIDENCE)
            right = float(np.mean(errors <= RIGHT_WITHIN_PER_MIN)) if errors.size else math.nan
            spoken = errors.size / tally.windows if tally.windows else math.nan
            yield name, SOURCES[kind], tally.windows, share(spoken), share(right), number(median(errors), 2)


def listened_rows(tallies: dict[str, dict[float, Tally]]) -> Iterator[Row]:
    """Yield for each record and length of listening how often the heart shows the breath, and how rightly."""
    for name, by_length in tallies.items():
        for length_s, tally in by_length.items():
            said, errors = tally.between(LOWEST_CONFIDENCE)
            sure_said, sure_errors = tally.between(SURE_FROM)
            yield (
                name,
                f"{length_s:.0f} s",
                tally.windows,
                *_how_right(said, errors, tally.windows),
                number(median(errors), 2),
                *_how_right(sure_said, sure_errors, tally.windows),
            )


def _how_right(said: FloatArray, errors: FloatArray, windows: int) -> Iterator[str]:
    yield share(said.size / windows if windows else math.nan)
    yield share(float(np.mean(said)) if said.size else math.nan)
    yield share(float(np.mean(errors <= RIGHT_WITHIN_PER_MIN)) if errors.size else math.nan)


def band_rows(recordings: Path, seeds: range) -> Iterator[Row]:
    """Yield for each band of true rates how much is stated surely from the heart alone, and how rightly."""
    bodies, belts = [], []
    for seed in seeds:
        person = body(seed)
        estimate = breath_from_rr(person.t_s, person.nn_ms)
        bodies.append((person.breathing.rate_per_min(0.0, 64.0), estimate.confidence, likeliest(estimate)))
    for record in recorded_breaths(recordings):
        for end_s in np.arange(record.t_s[0] + WINDOW_S, record.t_s[-1], STEP_S):
            estimate = breath_from_rr(record.t_s, record.nn_ms, now_s=end_s)
            belts.append((true_breath(record, end_s), estimate.confidence, likeliest(estimate)))
    for whose, found in (("generated bodies", np.array(bodies)), ("belts and pacers", np.array(belts))):
        for low, high in (*pairwise(BANDS_PER_MIN), (3.5, 20.0)):
            within = found[(found[:, 0] >= low) & (found[:, 0] < high)]
            stated = within[within[:, 1] >= SURE_FROM]
            right = np.abs(stated[:, 2] - stated[:, 0]) <= RIGHT_WITHIN_PER_MIN
            if len(within):
                cells = (len(stated) / len(within), _mean(stated[:, 1]), _mean(right))
                yield whose, f"{low:g} to {high:g}", len(within), len(stated), *map(share, cells)


def record_rows(recordings: Path) -> Iterator[Row]:
    """Yield what each whole record is told to breathe, and how sure that is."""
    for record in recorded_breaths(recordings):
        breaths = window_breaths(record.t_s, record.nn_ms)
        agreed = windows_agree([breath.candidates for _, breath in breaths])
        truths = np.array([true_breath(record, end_s) for end_s, _ in breaths])
        truth = median(truths[np.isfinite(truths)])
        if agreed is not None:
            confidence = record_confidence(agreed)
            told = agreed.rate_per_min if confidence >= LOWEST_CONFIDENCE else math.nan
            yield record.name, number(truth), number(told), number(confidence, 2), number(agreed.share, 2)


def true_breath(record: RecordedBreath, end_s: float) -> float:
    """Return the breaths a minute of the window that ends there: of the pacer, or of the belt where it is clear."""
    return PACED_PER_MIN if "boat" in record.name else float(record.belt.rate_per_min(end_s - WINDOW_S, end_s))


def _mean(values: ArrayLike) -> float:
    return float(np.mean(values)) if np.size(values) else math.nan


def calibration_rows(tallies: dict[str, Tally]) -> Iterator[Row]:
    """Yield for each bin of confidence what was stated on average and how often it was right."""
    for kind, tally in tallies.items():
        for low, high in pairwise(BINS):
            said, errors = tally.between(low, high)
            if said.size:
                right = share(float(np.mean(errors <= RIGHT_WITHIN_PER_MIN)))
                yield SOURCES[kind], f"{low:.2f} to {min(high, 1.0):.2f}", said.size, share(float(np.mean(said))), right


def paced_rows(trials: Sequence[tuple[float, FloatArray]], answer: SteppedAnswer) -> Iterator[Row]:
    """Yield what the heart of each trial at a known pace shows."""
    for (pace, rr_ms), row in zip(trials, answer.rates, strict=True):
        peak_hz = rhythm_coherence(np.cumsum(rr_ms) / 1000.0, rr_ms).peak_hz
        estimates = estimates_at_pace(rr_ms)
        spoken = [each.rate_per_min for each in estimates if not each.reason]
        right = sum(abs(rate - pace) <= RIGHT_WITHIN_PER_MIN for rate in spoken)
        wave = number(row.amplitude_bpm), number(row.amplitude_ms, 0), number(row.r2, 2), row.rank
        yield number(pace), number(60.0 * peak_hz, 2), f"{len(spoken)} of {len(estimates)}", right, *wave
