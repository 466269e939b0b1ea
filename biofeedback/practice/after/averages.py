"""Means and medians of a practice, which are given only where enough is known for them."""

import math
from collections.abc import Iterable

FEWEST_BEATS = 10
"""A mean heart rate of fewer beats is not given: a choice, some ten seconds."""

FEWEST_SWINGS = 3
"""A median swing of fewer breaths is not given: a choice, the least number that has a middle."""


def mean_rate_bpm(intervals_ms: Iterable[float]) -> float:
    """Return beats per minute of the beats that have an interval; ``nan`` where there are too few."""
    nn_ms = [each for each in intervals_ms if not math.isnan(each)]
    return 60_000.0 * len(nn_ms) / math.fsum(nn_ms) if len(nn_ms) >= FEWEST_BEATS else math.nan


def median(values: Iterable[float], fewest: int = 1) -> float:
    """Return the median of the values that are known; ``nan`` where there are fewer than ``fewest``."""
    known = sorted(value for value in values if not math.isnan(value))
    if len(known) < fewest:
        return math.nan
    middle = len(known) // 2
    return known[middle] if len(known) % 2 else (known[middle - 1] + known[middle]) / 2.0
