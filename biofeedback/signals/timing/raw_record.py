"""Puts the intervals of a whole record on a timeline, with or without times of arrival."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.progress import OnProgress, no_progress
from biofeedback.signals.timing.beats import BoolArray, FloatArray, IntArray
from biofeedback.signals.timing.timeline import rebuild_timeline


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record as it was sent, on its timeline.

    Attributes
    ----------
    t_s : array of float, shape (beats,)
        When each interval ended, in seconds.
    rr_ms : array of float, shape (beats,)
        The intervals as they were sent, in ms; ``nan`` or 0 where there was none.
    segment : array of int, shape (beats,)
        Differences between neighbours mean something within a segment only.
    """

    t_s: FloatArray
    rr_ms: FloatArray
    segment: IntArray

    @property
    def began_s(self) -> float:
        """Where the first interval begins, in seconds."""
        if not self.t_s.size:
            return 0.0
        first_ms = float(self.rr_ms[0])
        return float(self.t_s[0]) - (first_ms / 1000.0 if 0.0 < first_ms < math.inf else 0.0)

    def only(self, within: BoolArray) -> "RawRecord":
        """Return these beats alone."""
        return RawRecord(self.t_s[within], self.rr_ms[within], self.segment[within])


def raw_record(
    rr_ms: ArrayLike,
    arrived_s: ArrayLike | None,
    told_s: ArrayLike | None = None,
    *,
    on_progress: OnProgress = no_progress,
) -> RawRecord:
    """Return a record on its timeline.

    Parameters
    ----------
    rr_ms : array of float, shape (beats,)
        Intervals as the sensor sent them, in ms; ``nan`` or 0 where there was none.
    arrived_s : array of float, shape (beats,) or None
        When they arrived, in seconds. None: every interval follows the one before.
    told_s : array of float, shape (beats,) or None
        When each beat was, where its source tells that; ``nan``, or None for all, where it does not.
    on_progress : callable
        Called now and then with the share that is done, 0 to 1.

    Raises
    ------
    ValueError
        When the arrays differ in length, or the times of arrival fall.
    """
    intervals_ms = np.asarray(rr_ms, dtype=np.float64)
    if arrived_s is not None:
        if np.any(np.diff(np.asarray(arrived_s, dtype=np.float64)) < 0.0):
            raise ValueError("Heartbeats cannot arrive before the ones before them; please sort the record.")
        timeline = rebuild_timeline(arrived_s, intervals_ms, told_s, on_progress=on_progress)
        return RawRecord(timeline.t_s, timeline.rr_ms, timeline.segment)
    lengths_s = np.where(np.isfinite(intervals_ms) & (intervals_ms > 0.0), intervals_ms, 0.0) / 1000.0
    return RawRecord(np.cumsum(lengths_s), intervals_ms, np.zeros(intervals_ms.size, dtype=np.int64))
