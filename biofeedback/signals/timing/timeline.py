"""Puts heartbeats that arrive late and in bunches back on the time at which they happened.

A sensor sends intervals, not times, and a radio delivers them up to seconds late. Within a segment the beats are a
chain of their own intervals, and only the place of the whole chain is taken from arrival times. No interval is ever
made across missing beats; whether an interval is believable is judged later (`causal_correction`).
"""

import math
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.events import Beat
from biofeedback.reasons import GapReason
from biofeedback.signals.timing.beats import FloatArray, IntArray
from biofeedback.signals.timing.clock_skew import ClockSkew
from biofeedback.signals.timing.lags import Lags

ANCHOR_S = 4.0
"""For so long beats are held before a chain is given its place: several packets, so that one late one cannot set it. A
choice."""

GAP_S = 2.5
"""So much more lag than lately cannot be a late packet; radio stalls that long end in a burst, which is told apart. A
choice: longer than any interval that is computed with (2 s)."""

_MEDIAN_BEATS = 11
"""The usual interval is the median of so many, as in the artefact rules (`rules.MEDIAN_BEATS`)."""

_PLAUSIBLE_MS = (250.0, 2500.0)
"""Only intervals within this enter the median: 240 to 24 beats a minute. A choice, a little wider than the 300 to
2000 ms that are computed with."""

# Seconds a second. Even in the wrong direction against a clock that is off by 100 ppm this is less than 20 ms in two
# minutes, the longest window.
_FOLLOWED_SHARE = 6.5e-5


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
    """

    index: int
    t_s: float
    rr_ms: float
    segment: int


@dataclass(frozen=True, slots=True)
class MissingBeats:
    """Beats are missing between two moments of the timeline; ``reason`` says why."""

    from_s: float
    until_s: float
    reason: GapReason


Placed = TimedBeat | MissingBeats


class BeatTimeline:
    """Rebuilds beat times from intervals and arrival times, beat by beat.

    Notes
    -----
    The lag of a beat is its arrival less its chain time (`lags`).

    * A segment is placed when its first 4 s (`ANCHOR_S`) of arrivals are there: the smallest lag becomes 0.
    * A beat whose lag exceeds the smallest of the last 30 s by more than ``max(2.5 s, 2 median intervals)`` is held. A
      later beat back under that limit tells a stall that ended in a burst: nothing was lost and the chain goes on.
      After 4 s without one, beats are missing, and the held ones begin a new segment.
    * When all lags of the last 30 s have risen by most of a median interval and nothing else explains it
      (`Lags.lost_s`), a single beat was lost: a new segment begins that much later.
    * The clocks of sensor and computer differ by 10 to 100 ppm, which is 12 ms in two minutes and 90 ms in a quarter of
      an hour. Within a segment times follow the estimate of `clock_skew`, by at most 0.065 ms a second, and not at
      all in the first minutes; intervals themselves are never touched.
    * A beat without an interval is placed one median interval later and begins a segment, its time being a guess.
    * A beat that would lie further in the future than the gap limit is not believed: it gets the time of the beat
      before it and no interval.
    """

    def __init__(self) -> None:
        self._segment = -1
        self._placed = False
        self._held: list[Beat] = []
        self._held_chain_s = 0.0
        self._t_s = math.nan
        self._chain_s = 0.0
        self._followed_s = 0.0
        self._lags = Lags()
        self._skew = ClockSkew()
        self._last_rr_ms: deque[float] = deque(maxlen=_MEDIAN_BEATS)
        self._median_s = 0.0

    def feed(self, beat: Beat) -> list[Placed]:
        """Take in the next beat of the sensor.

        Returns
        -------
        list of TimedBeat or MissingBeats
            What is known now, in order of time: nothing while beats are held, several when they are let go. Every beat
            comes out exactly once, in the order it went in; times never decrease.
        """
        if not self._held:
            if self._placed and not self._is_late(beat.arrived_s, self._chain_s + self._length_s(beat.rr_ms)):
                return self._place(beat)
            self._hold(beat)
            return []
        if self._placed and not self._is_late(beat.arrived_s, self._held_chain_s + self._length_s(beat.rr_ms)):
            let_go, self._held = [*self._held, beat], []
            return self._place_all(let_go)
        if beat.arrived_s - self._held[0].arrived_s < ANCHOR_S:
            self._hold(beat)
            return []
        return [*self._settle(), *self.feed(beat)]

    def break_off(self) -> list[Placed]:
        """End the segment, because the link broke or the record ended, and return what was held."""
        out = self._settle() if self._held else []
        self._placed = False
        return out

    def _hold(self, beat: Beat) -> None:
        if not self._held:
            self._held_chain_s = self._chain_s
        self._held_chain_s += self._length_s(beat.rr_ms)
        self._held.append(beat)

    def _is_late(self, arrived_s: float, chain_s: float) -> bool:
        return arrived_s - chain_s - self._lags.recent_floor_s > self._limit_s

    @property
    def _limit_s(self) -> float:
        return max(GAP_S, 2.0 * self._median_s)

    def _length_s(self, rr_ms: float) -> float:
        return rr_ms / 1000.0 if _has_length(rr_ms) else self._median_s

    def _settle(self) -> list[Placed]:
        """Begin a segment with the held beats, placed so that their smallest lag is 0."""
        held, self._held = self._held, []
        chain_s = 0.0
        smallest_lag_s = math.inf
        for beat in held:
            chain_s += self._length_s(beat.rr_ms)
            smallest_lag_s = min(smallest_lag_s, beat.arrived_s - chain_s)
        out: list[Placed] = []
        begins_s = smallest_lag_s
        if not math.isnan(self._t_s):
            begins_s = max(begins_s, self._t_s)
            if begins_s > self._t_s:
                out.append(
                    MissingBeats(self._t_s, begins_s, GapReason.NO_BEATS if self._placed else GapReason.LINK_BROKEN)
                )
        self._begin_segment(begins_s)
        return [*out, *self._place_all(held)]

    def _begin_segment(self, begins_s: float) -> None:
        self._segment += 1
        self._placed = True
        self._t_s = self._chain_s = begins_s
        self._followed_s = 0.0
        self._lags.clear()
        self._skew = ClockSkew()

    def _place_all(self, beats: Iterable[Beat]) -> list[Placed]:
        return [placed for beat in beats for placed in self._place(beat)]

    def _place(self, beat: Beat) -> list[Placed]:
        length_s = self._length_s(beat.rr_ms)
        if beat.arrived_s - (self._t_s + length_s) < -self._limit_s:
            return [TimedBeat(beat.index, self._t_s, math.nan, self._segment)]
        out: list[Placed] = []
        self._lags.add(beat.arrived_s, beat.arrived_s - (self._chain_s + length_s))
        lost_s = self._lags.lost_s(self._median_s)
        if lost_s > 0.0:
            resumes_s = self._t_s + lost_s
            out.append(MissingBeats(self._t_s, resumes_s, GapReason.BEATS_LOST))
            self._begin_segment(resumes_s)
            self._lags.add(beat.arrived_s, beat.arrived_s - (resumes_s + length_s))
        elif not _has_length(beat.rr_ms):
            self._segment += 1
        self._chain_s += length_s
        self._skew.add(beat.arrived_s, beat.arrived_s - self._chain_s)
        self._follow_clock(beat.arrived_s, length_s)
        self._t_s = self._chain_s + self._followed_s
        self._remember(beat.rr_ms)
        out.append(TimedBeat(beat.index, self._t_s, beat.rr_ms, self._segment))
        return out

    def _follow_clock(self, arrived_s: float, length_s: float) -> None:
        most_s = _FOLLOWED_SHARE * length_s
        self._followed_s += min(most_s, max(-most_s, self._skew.behind_s(arrived_s) - self._followed_s))

    def _remember(self, rr_ms: float) -> None:
        if _PLAUSIBLE_MS[0] <= rr_ms <= _PLAUSIBLE_MS[1]:
            self._last_rr_ms.append(rr_ms)
            self._median_s = sorted(self._last_rr_ms)[len(self._last_rr_ms) // 2] / 1000.0


def _has_length(rr_ms: float) -> bool:
    return 0.0 < rr_ms < math.inf


@dataclass(frozen=True, slots=True)
class Timeline:
    """A whole record on its rebuilt timeline.

    Attributes
    ----------
    t_s : array of float, shape (beats,)
        When each interval ended, in seconds; never decreasing.
    rr_ms : array of float, shape (beats,)
        The intervals as sent; ``nan`` as in `TimedBeat`.
    segment : array of int, shape (beats,)
        Which segment each beat belongs to, counted from 0.
    gaps : tuple of MissingBeats
        Where beats are missing, in order.
    """

    t_s: FloatArray
    rr_ms: FloatArray
    segment: IntArray
    gaps: tuple[MissingBeats, ...]


def rebuild_timeline(arrived_s: ArrayLike, rr_ms: ArrayLike) -> Timeline:
    """Return a record on its rebuilt timeline: the same as feeding `BeatTimeline` beat by beat.

    Parameters
    ----------
    arrived_s, rr_ms : array of float, shape (beats,)
        When each beat arrived in seconds, and the interval that ended with it in ms (``nan`` or 0: none given).

    Raises
    ------
    ValueError
        When the two differ in length.
    """
    arrivals = np.asarray(arrived_s, dtype=np.float64).tolist()
    intervals = np.asarray(rr_ms, dtype=np.float64).tolist()
    timeline = BeatTimeline()
    placed: list[Placed] = []
    for index, (arrival, interval) in enumerate(zip(arrivals, intervals, strict=True)):
        placed += timeline.feed(Beat(source="", index=index, arrived_s=arrival, rr_ms=interval))
    placed += timeline.break_off()
    beats = [item for item in placed if isinstance(item, TimedBeat)]
    return Timeline(
        t_s=np.array([beat.t_s for beat in beats], dtype=np.float64),
        rr_ms=np.array([beat.rr_ms for beat in beats], dtype=np.float64),
        segment=np.array([beat.segment for beat in beats], dtype=np.int64),
        gaps=tuple(item for item in placed if isinstance(item, MissingBeats)),
    )
