"""Whether somebody may be taking in too much air with a slow breath: a hint, and no more than that.

Air that is too much lowers carbon dioxide, which beats do not tell. What they can tell is weak: the heart quickens
while breath is slow, and its swing with the breath shrinks. Both together bring the hint; an effort, a thought or a
strap that slips may bring it as well, and many who take too much air show neither. Hence the hint asks nothing and
finds nothing out; the words of every practice say "soft and small" in any case.

The size of the two signs is ours. That slow breathing in its first sessions often is too much, and that such words
help: Szulczewski 2019, doi 10.1371/journal.pone.0218550 and 10.1007/s10484-019-09438-y.

This module must not say anything.
"""

import math
from collections import deque
from statistics import median

from biofeedback.events import Metric

SLOW_PER_MIN = 8.0
QUICKENED_BPM = 5.0
SHRUNK_SHARE = 0.6

_FEWEST_SWINGS = 6
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

    def hear(self, metric: Metric, led_per_min: float) -> bool:
        """Take in a number while breath is led at ``led_per_min`` (``nan``: not led) and return whether it is so.

        Breath that is not led, or not slowly, begins the comparison anew.
        """
        if not led_per_min <= SLOW_PER_MIN:
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
