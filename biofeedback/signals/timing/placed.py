"""What a timeline says of beats: when each happened, and where some are missing.

A whole record can be placed with hindsight, which a practice does not have.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from biofeedback.reasons import GapReason
from biofeedback.signals.timing.beats import FloatArray, IntArray

DOUBTFUL_BELOW = 0.5
"""A beat of a lower quality is likelier wrong than right: it counts as one that is not as it came. A choice."""


@dataclass(frozen=True, slots=True)
class TimedBeat:
    """A beat with its time.

    Attributes
    ----------
    index : int
        The sensor's count, as in `Beat`.
    t_s : float
        When the interval ended, in seconds of the session clock, less the unknown smallest delay of the sensor.
    rr_ms : float
        The interval as sent; ``nan`` where the sensor gave none or more intervals came than time allows.
    segment : int
        Counts from 0. Times are exact relative to one another within a segment, and only there.
    moved_s : float
        So much earlier than the segment before says this one begins, in seconds, though no beat is missing between; 0
        otherwise.
    """

    index: int
    t_s: float
    rr_ms: float
    segment: int
    moved_s: float = 0.0


@dataclass(frozen=True, slots=True)
class MissingBeats:
    """Beats are missing between two moments of the timeline; ``reason`` says why."""

    from_s: float
    until_s: float
    reason: GapReason


Placed = TimedBeat | MissingBeats


class PlacedRecord:
    """Takes in what a timeline says of a whole record, in little memory, and places it with hindsight."""

    def __init__(self) -> None:
        self._t_s, self._rr_ms, self._moved_s = array("d"), array("d"), array("d")
        self._segment = array("q")
        self._gaps: list[tuple[int, MissingBeats]] = []

    def add(self, placed: Sequence[Placed]) -> None:
        """Take in what came next."""
        for item in placed:
            if isinstance(item, TimedBeat):
                self._t_s.append(item.t_s)
                self._rr_ms.append(item.rr_ms)
                self._moved_s.append(item.moved_s)
                self._segment.append(item.segment)
            else:
                self._gaps.append((len(self._t_s), item))

    def with_hindsight(self) -> tuple[FloatArray, FloatArray, IntArray, tuple[MissingBeats, ...]]:
        """Return times, intervals, segments and gaps; what a chain had to move back is moved back from its beginning.

        A stretch before a broken link is left where it is, as long as there is room between; a sensor that is connected
        anew may have another delay.
        """
        t_s, rr_ms, moved_s = (np.array(each, dtype=np.float64) for each in (self._t_s, self._rr_ms, self._moved_s))
        segment = np.array(self._segment, dtype=np.int64) - np.cumsum(moved_s > 0.0)
        gaps: list[MissingBeats] = []
        # How far what comes later was moved back, without and with the newest move.
        until_back_s = back_s = 0.0
        end = t_s.size
        for place, gap in (*reversed(self._gaps), (0, None)):
            if place < end:
                backs_s = np.cumsum(np.concatenate(([back_s], moved_s[place:end][::-1])))
                t_s[place:end] -= backs_s[:-1][::-1]
                until_back_s, back_s = float(backs_s[-2]), float(backs_s[-1])
                end = place
            if gap is None:
                break
            if gap.reason is GapReason.LINK_BROKEN and back_s < gap.until_s - gap.from_s:
                gaps.append(replace(gap, until_s=gap.until_s - until_back_s))
                back_s = 0.0
            else:
                gaps.append(replace(gap, from_s=gap.from_s - back_s, until_s=gap.until_s - until_back_s))
        return t_s, rr_ms, segment, tuple(reversed(gaps))
