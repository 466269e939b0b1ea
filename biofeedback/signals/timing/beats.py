"""Judged beats as arrays: which lie in a window, how much of it they cover, and where they break off."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]
BoolArray: TypeAlias = NDArray[np.bool_]

LONGEST_BRIDGE_S = 2.5
"""Seconds. A longer stretch without taken beats is a gap, and no curve is drawn across it; a shorter one (a beat or
two set aside) may be interpolated. A choice: longer than any interval that is computed with (2 s)."""


@dataclass(frozen=True, slots=True)
class JudgedBeats:
    """Beats in order of time.

    Attributes
    ----------
    t_s : array of float, shape (beats,)
        When each interval ended, in seconds.
    nn_ms : array of float, shape (beats,)
        The interval to compute with, in ms; ``nan`` where it was set aside.
    segment : array of int, shape (beats,)
        Differences between neighbours mean something within a segment only.
    is_corrected : array of bool, shape (beats,), or None
        Which are not as they came from the sensor. None: those that were set aside.
    """

    t_s: FloatArray
    nn_ms: FloatArray
    segment: IntArray
    is_corrected: BoolArray | None = None

    @classmethod
    def none(cls) -> "JudgedBeats":
        """Return no beats at all."""
        return cls(np.empty(0), np.empty(0), np.empty(0, dtype=np.int64), np.empty(0, dtype=np.bool_))

    def between(self, from_s: float, until_s: float) -> "JudgedBeats":
        """Return the beats after ``from_s`` up to and including ``until_s``."""
        first, last = np.searchsorted(self.t_s, (from_s, until_s), side="right")
        within = slice(first, last)
        corrected = None if self.is_corrected is None else self.is_corrected[within]
        return JudgedBeats(self.t_s[within], self.nn_ms[within], self.segment[within], corrected)

    def broken_nn_ms(self) -> FloatArray:
        """Return the intervals with a ``nan`` put in wherever a new segment begins."""
        breaks = np.flatnonzero(np.diff(self.segment)) + 1
        return np.insert(self.nn_ms, breaks, np.nan) if breaks.size else self.nn_ms

    def as_they_came_ms(self) -> FloatArray:
        """Return the intervals between beats that are as they came, ``nan`` for those that end or begin elsewhere."""
        if self.is_corrected is None:
            return self.nn_ms
        begins_elsewhere = np.concatenate((self.is_corrected[:1], self.is_corrected[:-1]))
        return np.where(self.is_corrected | begins_elsewhere, np.nan, self.nn_ms)

    def as_they_came(self) -> "JudgedBeats":
        """Return the same beats with the intervals that end or begin at one that is not as it came set aside."""
        return JudgedBeats(self.t_s, self.as_they_came_ms(), self.segment, self.is_corrected)

    def corrected_ratio(self) -> float:
        """Return how many of the beats are not as they came, 0 to 1; ``nan`` without beats."""
        if not self.t_s.size:
            return float("nan")
        return float(np.mean(np.isnan(self.nn_ms) if self.is_corrected is None else self.is_corrected))


class RecentBeats:
    """The last beats, a bounded number of them.

    Parameters
    ----------
    most : int
        How many are kept at most.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._first = self._end = 0
        self._begin_anew(JudgedBeats.none())

    def add(self, t_s: float, nn_ms: float, segment: int, is_corrected: bool) -> None:
        """Add the newest beat."""
        if self._end == self._t_s.size:
            self._begin_anew(self.beats())
        at = self._end
        self._t_s[at], self._nn_ms[at], self._segment[at], self._is_corrected[at] = t_s, nn_ms, segment, is_corrected
        self._end += 1
        self._first = max(self._first, self._end - self._most)

    def forget_before(self, t_s: float) -> None:
        """Forget what lies before ``t_s``."""
        while self._first < self._end and self._t_s[self._first] < t_s:
            self._first += 1

    @property
    def newest_s(self) -> float:
        """When the newest beat was, in seconds; ``nan`` without one."""
        return float(self._t_s[self._end - 1]) if self._first < self._end else float("nan")

    def beats(self) -> JudgedBeats:
        """Return them as arrays, which stay as they are."""
        kept = slice(self._first, self._end)
        return JudgedBeats(self._t_s[kept], self._nn_ms[kept], self._segment[kept], self._is_corrected[kept])

    def _begin_anew(self, kept: JudgedBeats) -> None:
        """Put what is kept at the beginning of new columns: nothing is written into those that somebody has."""
        room = 2 * self._most
        self._t_s, self._nn_ms = np.empty(room), np.empty(room)
        self._segment, self._is_corrected = np.empty(room, dtype=np.int64), np.empty(room, dtype=np.bool_)
        self._first, self._end = 0, kept.t_s.size
        filled = slice(0, self._end)
        self._t_s[filled], self._nn_ms[filled], self._segment[filled] = kept.t_s, kept.nn_ms, kept.segment
        self._is_corrected[filled] = kept.is_corrected


def covered_share(t_s: FloatArray, nn_ms: FloatArray, from_s: float, until_s: float) -> float:
    """Return the share of a stretch of time that is covered by taken intervals, 0 to 1."""
    covered_s = np.minimum(t_s, until_s) - np.maximum(t_s - nn_ms / 1000.0, from_s)
    total_s = float(np.sum(covered_s[covered_s > 0.0]))
    return min(1.0, total_s / (until_s - from_s))


def run_starts(t_s: FloatArray, nn_ms: FloatArray) -> IntArray:
    """Return where unbroken runs of taken beats begin (the first is 0); ``nan`` is not allowed in ``nn_ms``."""
    empty_s = (t_s[1:] - nn_ms[1:] / 1000.0) - t_s[:-1]
    return np.concatenate(([0], np.flatnonzero(empty_s > LONGEST_BRIDGE_S) + 1))


def unbroken_runs(t_s: ArrayLike, nn_ms: ArrayLike) -> list[tuple[FloatArray, FloatArray]]:
    """Return the unbroken runs of taken beats, two beats at least, as times (s) and intervals (ms) without ``nan``."""
    times_s, intervals_ms = np.asarray(t_s, dtype=np.float64), np.asarray(nn_ms, dtype=np.float64)
    taken = ~np.isnan(intervals_ms)
    times_s, intervals_ms = times_s[taken], intervals_ms[taken]
    if times_s.size < 2:
        return []
    starts = run_starts(times_s, intervals_ms)
    runs = zip(np.split(times_s, starts[1:]), np.split(intervals_ms, starts[1:]), strict=True)
    return [(times, intervals) for times, intervals in runs if times.size > 1]
