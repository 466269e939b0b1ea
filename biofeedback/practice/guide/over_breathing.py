"""Finds signs in the heart that somebody takes in too much air with slow breath: a hint, and no more than that.

Too much air lowers carbon dioxide, which heartbeats do not show. What they show is weak: the heart quickens while
breath is slow, and its swing with the breath shrinks. Both together bring the hint. An effort, a thought or a strap
that slips may bring it as well, and many who take too much air show neither. Hence it is a hint and not a finding; the
words of every practice say "soft and small" in any case.

The size of the two signs is ours. That slow breathing in its first sessions often is too much, and that such words
help: Szulczewski 2019, doi 10.1371/journal.pone.0218550 and 10.1007/s10484-019-09438-y.
"""

import math
from collections import deque
from statistics import median

from biofeedback.events import Metric

SLOW_PER_MIN = 8.0
"""Led breath counts as slow up to so many breaths a minute: a choice, between a paced 6 and an easy start at 9."""

QUICKENED_BPM = 5.0
"""The median heart rate has risen by so much: a choice; no published threshold is known to us."""

SHRUNK_SHARE = 0.6
"""The median swing is at most this share of the first: a choice; no published threshold is known to us."""

_FEWEST_SWINGS = 6  # one a breath: a minute at 6 breaths a minute, as long as the heart rates beside them
_MINUTE = 60  # heart rates, one a second


class _Compared:
    """The first numbers of a kind beside the latest as many."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._first: list[float] = []
        self._latest: deque[float] = deque(maxlen=count)

    def take(self, value: float) -> None:
        """Take in the next number; one that is not known is left out."""
        if math.isnan(value):
            return
        if len(self._first) < self._count:
            self._first.append(value)
        else:
            self._latest.append(value)

    def medians(self) -> tuple[float, float]:
        """Return the medians of the first and of the latest, both ``nan`` until there are as many of each."""
        if len(self._latest) < self._count:
            return math.nan, math.nan
        return median(self._first), median(self._latest)


class OverBreathing:
    """Compares the first minute of slow breath with the latest."""

    def __init__(self) -> None:
        self._rate_bpm, self._swing_bpm = _Compared(_MINUTE), _Compared(_FEWEST_SWINGS)

    def on_metric(self, metric: Metric, led_per_min: float | None) -> bool:
        """Take in a metric while breath is led at ``led_per_min`` (or None); return whether both signs are there.

        Breath that is not led, or not slowly, begins the comparison anew.
        """
        if led_per_min is None or not led_per_min <= SLOW_PER_MIN:
            self._rate_bpm, self._swing_bpm = _Compared(_MINUTE), _Compared(_FEWEST_SWINGS)
            return False
        match metric.name:
            case "heart_rate_bpm":
                self._rate_bpm.take(metric.value)
                return False
            case "swing_bpm":
                self._swing_bpm.take(metric.value)
            case _:
                return False
        first_bpm, latest_bpm = self._rate_bpm.medians()
        first_swing_bpm, latest_swing_bpm = self._swing_bpm.medians()
        return latest_bpm - first_bpm >= QUICKENED_BPM and latest_swing_bpm <= SHRUNK_SHARE * first_swing_bpm
