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
from biofeedback.signals.progress import OnProgress, no_progress
from biofeedback.signals.timing.beats import FloatArray, IntArray
from biofeedback.signals.timing.clock_skew import ClockSkew
from biofeedback.signals.timing.held import HeldBeats, chain_begin_s
from biofeedback.signals.timing.lags import LONG_S, Lags
from biofeedback.signals.timing.placed import MissingBeats, Placed, PlacedRecord, TimedBeat
from biofeedback.signals.timing.stated_times import StatedTimeline

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

_MARGIN_S = 0.1
"""So much further than it must a chain is moved back at most, so that it need not move again soon. A choice: small
beside the half second by which packets of straps wander."""

_BEATS_AT_ONCE = (
    8192  # beats of a whole record from one word on progress to the next: a twentieth of a second. A choice
)

_ROUNDING_S = 1e-6
"""So little after its arrival a beat lies by rounding alone; far below any clock of a sensor."""


class BeatTimeline:
    """Rebuilds beat times from intervals and arrival times, beat by beat.

    Notes
    -----
    The lag of a beat is its arrival less its chain time (`lags`).

    * A segment is placed when its first 4 s (`ANCHOR_S`) of arrivals are there: the smallest lag becomes 0.
    * No beat lies after its arrival. One that would shows that the chain was placed too late: from it on, a new segment
      lies that much earlier and up to 0.1 s more, with no beat missing between (`TimedBeat.moved_s`).
    * A beat whose lag exceeds the usual smallest of the last 30 s by more than ``max(2.5 s, 2 median intervals)`` is
      held. A later beat back under that limit tells a stall, after which what was kept came faster than it happened:
      nothing was lost and the chain goes on. Packets that waited so tell nothing of the usual lag. After 4 s in which
      lags fell no further, beats are missing, and the held ones begin a new segment, as late as is usual.
    * A radio may stall again before all that waited has come: where held packets lie later at once by half the limit,
      the 4 s begin anew, for a minute at most. If beats are missing after all, those that came before and after such a
      silence are placed one after the other.
    * When all lags of the last 30 s have risen by most of a median interval and nothing else explains it
      (`Lags.lost_s`), beats were lost: a new segment begins that much later.
    * The clocks of sensor and computer differ by 10 to 100 ppm, which is 12 ms in two minutes and 90 ms in a quarter of
      an hour. Within a segment times follow the estimate of `clock_skew`, by at most 0.065 ms a second, and not at
      all in the first minutes; intervals themselves are never touched.
    * A beat without an interval is placed one median interval later and begins a segment, its time being a guess.
    * When beats would have to be moved back by more than the gap limit within 150 s, more intervals came than time
      allows. They are not believed: such a beat gets the time of the one before it and no interval.
    """

    def __init__(self) -> None:
        self._stated = StatedTimeline()
        self._segment = -1
        self._placed = False
        self._held = HeldBeats()
        self._t_s = math.nan
        self._chain_s = 0.0
        self._offset_s = 0.0
        self._followed_s = 0.0
        self._moved: deque[tuple[float, float]] = deque()
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
            comes out exactly once, in the order it went in; times never decrease and never lie after the arrival.
        """
        if not math.isnan(beat.told_s):
            return self._stated.feed(beat)
        length_s = self._length_s(beat.rr_ms)
        held = self._held.beats
        chain_s = self._held.chain_s if held else self._chain_s
        if self._placed and not self._is_late(beat.arrived_s, chain_s + length_s):
            return self._place_all([*self._held.let_go(), beat])
        if held and self._has_waited(beat.arrived_s):
            return [*self._settle(), *self.feed(beat)]
        self._held.add(beat, length_s, self._chain_s, self._silence_s)
        return []

    def break_off(self) -> list[Placed]:
        """End the segment, because the link broke or the record ended, and return what was held."""
        self._stated.break_off()
        out: list[Placed] = []
        while held := self._held.beats:
            catches_up = self._placed and self._held.catch_up(held[-1].arrived_s, ANCHOR_S)
            out += self._place_all(self._held.let_go()) if catches_up else self._settle()
        self._placed = False
        return out

    def _has_waited(self, now_s: float) -> bool:
        if self._placed:
            return self._held.have_caught_up(now_s, ANCHOR_S, self._silence_s)
        return now_s - self._held.beats[0].arrived_s >= ANCHOR_S

    def _is_late(self, arrived_s: float, chain_s: float) -> bool:
        floor_s = self._lags.recent_floor_s
        return arrived_s - chain_s - (self._lags.usual_lag_s if math.isnan(floor_s) else floor_s) > self._limit_s

    @property
    def _limit_s(self) -> float:
        return max(GAP_S, 2.0 * self._median_s)

    @property
    def _silence_s(self) -> float:
        """Half the limit: whole packets in order lie an interval apart in lag at most, and what the radio wanders."""
        return self._limit_s / 2.0

    def _length_s(self, rr_ms: float) -> float:
        return rr_ms / 1000.0 if _has_length(rr_ms) else self._median_s

    def _settle(self) -> list[Placed]:
        """Begin a segment with the held beats, placed so that their smallest lag is 0, or as late as is usual.

        Beats that came after one more silence begin another if they do not go on as late.
        """
        held, later = self._held.let_go_until_silence()
        moved_s = self._offset_s + self._followed_s
        usual_s = self._lags.usual_lag_s - moved_s if self._placed else math.nan
        begins_s = chain_begin_s(held, later, self._length_s, usual_s, self._limit_s)
        out: list[Placed] = []
        if self._placed:
            self._lags.step_over()
            self._lags.move(moved_s)
        else:
            self._lags.clear()
        if not math.isnan(self._t_s):
            begins_s = max(begins_s, self._t_s)
            if begins_s > self._t_s:
                out.append(
                    MissingBeats(self._t_s, begins_s, GapReason.NO_BEATS if self._placed else GapReason.LINK_BROKEN)
                )
        self._begin_segment(begins_s)
        return [*out, *self._place_all(held), *(placed for beat in later for placed in self.feed(beat))]

    def _begin_segment(self, begins_s: float) -> None:
        self._segment += 1
        self._placed = True
        self._t_s = self._chain_s = begins_s
        self._offset_s = self._followed_s = 0.0
        self._skew = ClockSkew()

    def _place_all(self, beats: Iterable[Beat]) -> list[Placed]:
        return [placed for beat in beats for placed in self._place(beat)]

    def _place(self, beat: Beat) -> list[Placed]:
        length_s = self._length_s(beat.rr_ms)
        if self._more_than_time_allows(beat.arrived_s, self._t_s + length_s - beat.arrived_s):
            return [TimedBeat(beat.index, self._t_s, math.nan, self._segment)]
        out: list[Placed] = []
        lost_s = 0.0
        if not self._is_late(beat.arrived_s, self._chain_s + length_s):
            self._lags.add(beat.arrived_s, beat.arrived_s - (self._chain_s + length_s), length_s)
            lost_s = self._lags.lost_s(self._median_s)
        moved_s = 0.0
        if lost_s > 0.0:
            # Where the chain was placed too late, the gap ends earlier: the beat does not lie after its arrival.
            moved_s = max(0.0, self._t_s + lost_s + length_s - beat.arrived_s)
            out += self._resume(lost_s - moved_s, moved_s)
            self._lags.add(beat.arrived_s, beat.arrived_s - (self._chain_s + length_s), length_s)
        elif not _has_length(beat.rr_ms):
            self._segment += 1
        self._chain_s += length_s
        self._skew.add(beat.arrived_s, beat.arrived_s - self._chain_s)
        self._follow_clock(beat.arrived_s, length_s)
        moved_s += self._keep_before(beat.arrived_s)
        self._segment += moved_s > 0.0
        self._remember(beat.rr_ms)
        out.append(TimedBeat(beat.index, self._t_s, beat.rr_ms, self._segment, moved_s))
        return out

    def _resume(self, gap_s: float, moved_s: float) -> list[Placed]:
        """Begin a segment after lost beats, ``moved_s`` less after them than they took."""
        self._lags.step_over()
        self._lags.move(self._offset_s + self._followed_s - moved_s)
        from_s = self._t_s
        self._begin_segment(from_s + max(0.0, gap_s))
        return [MissingBeats(from_s, self._t_s, GapReason.BEATS_LOST)] if self._t_s > from_s else []

    def _more_than_time_allows(self, arrived_s: float, ahead_s: float) -> bool:
        while self._moved and self._moved[0][0] < arrived_s - LONG_S:
            self._moved.popleft()
        return ahead_s > 0.0 and ahead_s + sum([moved_s for _, moved_s in self._moved]) > self._limit_s

    def _keep_before(self, arrived_s: float) -> float:
        """Give the newest beat its time, and return by how much its chain had to move back."""
        t_s = self._chain_s + self._followed_s + self._offset_s
        ahead_s = t_s - arrived_s
        if ahead_s <= _ROUNDING_S:
            self._t_s = max(self._t_s, min(t_s, arrived_s))
            return 0.0
        lately_s = sum(moved_s for _, moved_s in self._moved)
        moved_s = ahead_s + min(max(ahead_s / 2.0, lately_s), _MARGIN_S, (arrived_s - self._t_s) / 2.0)
        self._t_s = max(self._t_s, t_s - moved_s)
        self._offset_s -= moved_s
        self._moved.append((arrived_s, moved_s))
        return moved_s

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


def rebuild_timeline(
    arrived_s: ArrayLike, rr_ms: ArrayLike, told_s: ArrayLike | None = None, *, on_progress: OnProgress = no_progress
) -> Timeline:
    """Return a record on its rebuilt timeline: as from `BeatTimeline`, but placed with hindsight.

    Parameters
    ----------
    arrived_s, rr_ms : array of float, shape (beats,)
        When each beat arrived in seconds, and the interval that ended with it in ms (``nan`` or 0: none given).
    told_s : array of float, shape (beats,), or None
        When each beat was, where its source tells that (`stated`); ``nan``, or None for all, where it does not.
    on_progress : callable
        Called now and then with the share that is done, 0 to 1.

    Raises
    ------
    ValueError
        When they differ in length.

    Notes
    -----
    Where a chain had to move back once an earlier packet came, what came before it is moved back too: so far, the
    packet shows, the chain was placed too late. What was moved so is one segment.
    """
    arrivals, intervals = (np.asarray(each, dtype=np.float64) for each in (arrived_s, rr_ms))
    stated = np.full(arrivals.size, np.nan) if told_s is None else np.asarray(told_s, dtype=np.float64)
    if not arrivals.size == intervals.size == stated.size:
        raise ValueError("rr_ms or told_s is shorter or longer than arrived_s.")
    timeline, record = BeatTimeline(), PlacedRecord()
    for begin in range(0, arrivals.size, _BEATS_AT_ONCE):
        on_progress(begin / arrivals.size)
        some = slice(begin, begin + _BEATS_AT_ONCE)
        columns = (each[some].tolist() for each in (arrivals, intervals, stated))
        for index, (arrival, interval, at_s) in enumerate(zip(*columns, strict=True), begin):
            record.add(timeline.feed(Beat(source="", index=index, arrived_s=arrival, rr_ms=interval, told_s=at_s)))
    record.add(timeline.break_off())
    return Timeline(*record.with_hindsight())
