"""Rows of the tables on how well the breath is estimated, and on what a heart at known paces shows."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from biofeedback.signals.breath.respiration import LOWEST_CONFIDENCE
from biofeedback.signals.resonance.resonance import SteppedAnswer
from biofeedback.signals.timing.beats import FloatArray
from biofeedback.signals.variability.coherence import rhythm_coherence
from scripts.accuracy.text_tables import Row, median, number, share
from tests.rigs.breath_tallies import RIGHT_WITHIN_PER_MIN, Tally, by_kind, estimates_at_pace

BINS = (0.0, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.95, 1.01)
"""The edges of the bins of confidence: a choice, finer where pace is offered; the last takes in 1."""

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
