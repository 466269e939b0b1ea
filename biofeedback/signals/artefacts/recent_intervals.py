"""The last intervals of one heart, with running counts of those that leap, so that few windows need a closer look."""

import math
from bisect import bisect_right
from itertools import pairwise

import numpy as np

from biofeedback.signals.artefacts.irregularity import TOLERANCE_SHARE
from biofeedback.signals.timing.beats import FloatArray


class RecentIntervals:
    """Intervals as they came, oldest first."""

    def __init__(self) -> None:
        self._t_s: list[float] = []
        self._rr_ms: list[float] = []
        self._segment: list[int] = []
        # How many intervals up to each were compared with the one before, and how many of these leap.
        self._compared: list[int] = []
        self._leaping: list[int] = []

    def add(self, t_s: float, rr_ms: float, segment: int) -> None:
        """Take in an interval (ms; ``nan`` where it is none) that ended at ``t_s`` seconds, and its segment."""
        compared = leaping = 0
        if self._t_s:
            compared, leaping = self._compared[-1], self._leaping[-1]
            before_ms = self._rr_ms[-1]
            if segment == self._segment[-1] and not (math.isnan(before_ms) or math.isnan(rr_ms)):
                compared += 1
                # As `irregularity.leaps` has it.
                leaping += abs(rr_ms - before_ms) > TOLERANCE_SHARE / 2.0 * (rr_ms + before_ms)
        self._t_s.append(t_s)
        self._rr_ms.append(rr_ms)
        self._segment.append(segment)
        self._compared.append(compared)
        self._leaping.append(leaping)

    def forget_until(self, t_s: float) -> None:
        """Forget what ended at ``t_s`` or before."""
        count = 0
        while count < len(self._t_s) and self._t_s[count] <= t_s:
            count += 1
        for column in (self._t_s, self._rr_ms, self._segment, self._compared, self._leaping):
            del column[:count]

    def after(self, t_s: float) -> int:
        """Return the place of the first interval that ended after ``t_s``."""
        return bisect_right(self._t_s, t_s)

    def count(self, first: int = 0) -> int:
        """Return how many there are from a place on."""
        return len(self._t_s) - first

    def leaping_share(self, first: int = 0) -> float:
        """Return how many of those from a place on leap, of those that can be compared; ``nan`` where none can."""
        if first >= len(self._t_s):
            return math.nan
        compared = self._compared[-1] - self._compared[first]
        return (self._leaping[-1] - self._leaping[first]) / compared if compared else math.nan

    def covered_s(self) -> float:
        """Return how many seconds of intervals there are."""
        return float(np.nansum(self._rr_ms)) / 1000.0

    def broken_ms(self, first: int = 0) -> FloatArray:
        """Return the intervals from a place on, with a ``nan`` where a segment begins."""
        rr_ms = np.array(self._rr_ms[first:], dtype=np.float64)
        breaks = [index + 1 for index, (one, other) in enumerate(pairwise(self._segment[first:])) if one != other]
        return np.insert(rr_ms, breaks, np.nan) if breaks else rr_ms
