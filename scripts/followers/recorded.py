"""Rows of the table on steadiness and warmth of real hearts, paced and at rest."""

import math
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from biofeedback.signals.timing.beats import FloatArray
from scripts.accuracy.text_tables import Row, median, number
from tests.rigs.hearts.led_hearts import led_record, second_by_second
from tests.rigs.hearts.recorded_breaths import recorded_breaths
from tests.rigs.signals.breath_tallies import paced_trials

PACED_PER_MIN = 4.0  # breaths a minute of the recordings called "boat" (paced4), which were paced so
AS_IF_PER_MIN = 6.0  # a pace that nobody in these recordings breathed at: what does chance bring?
NAMES = ("steadiness_share", "warmth_share", "coherence_share")


def recorded_rows(recordings: Path) -> Iterator[Row]:
    """Yield for each recording what it comes to, led at its pace, without leading, or as if led at another."""
    for pace, rr_ms in paced_trials(recordings):
        ends_s = np.cumsum(rr_ms) / 1000.0
        for led_per_min in (pace, math.nan, 1.3 * pace):
            yield row(f"rf-paced {pace:g}", ends_s, rr_ms, led_per_min)
    for record in recorded_breaths(recordings):
        ends_s = record.t_s - record.t_s[0] + 1.0
        rr_ms = np.diff(record.t_s, prepend=record.t_s[0] - 0.8) * 1000.0
        if record.name.endswith("boat"):
            for led_per_min in (PACED_PER_MIN, math.nan, AS_IF_PER_MIN):
                yield row(record.name, ends_s, rr_ms, led_per_min)
        elif record.name.startswith(("paced4", "neurokit-rest5")):
            for led_per_min in (math.nan, AS_IF_PER_MIN):
                yield row(record.name, ends_s, rr_ms, led_per_min)


def row(name: str, ends_s: FloatArray, rr_ms: FloatArray, led_per_min: float) -> Row:
    """Return what one recording comes to; leading begins with it."""
    numbers = second_by_second(led_record(ends_s, rr_ms, led_per_min), NAMES)
    steadiness, warmth, coherence = (numbers[each] for each in NAMES)
    return (
        name,
        number(led_per_min),
        number(median(steadiness[~np.isnan(steadiness)]), 2),
        number(float(warmth[-1]), 2),
        number(float(warmth.max()), 2),
        number(median(coherence[~np.isnan(coherence)]), 2),
    )
