"""Tells where beats come without order, live and in a whole record; numbers of variability mean nothing there.

It says nothing of why: a contact that is loose, a wave that is noise, or a rhythm that is irregular by nature.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.artefacts.irregularity import SMALLEST_LEAPING_SHARE, irregularity, leaps
from biofeedback.signals.artefacts.recent_intervals import RecentIntervals
from biofeedback.signals.artefacts.rules import LONGEST_MS, SHORTEST_MS, is_in_range
from biofeedback.signals.timing.beats import BoolArray, FloatArray, IntArray, JudgedBeats

WINDOW_S = 64.0
"""That of the numbers that are withheld."""

DISORDER = 0.85
"""An irregularity of so much in 64 s is disorder, in nats. No window of 12,000 of large breathing (20 to 250 ms, 3.5 to
20 a minute) reached 0.8, and of 1000 windows of simulated fibrillation 13 stay below (`docs/disorder.md`)."""

QUICK_DISORDER, QUICK_BEATS = 0.75, 90
"""The same in windows of 90 beats or more, where irregularity scatters less; and a heart so quick swings little. The
first 190 s of record 07859 of the MIT-BIH Atrial Fibrillation Database, at 103 a minute, have 0.73 to 1.03."""

ORDER = 0.65
"""What was disorder stays so until it falls to this: the irregularity of one window scatters by 0.1. A choice."""

LASTING_S = 8.0
"""For so long disorder must last before it is said: of seven times that uneven breathing seemed disorder in eleven
hours, five were shorter, and so were 33 of 62 with up to 25 % ectopic beats."""

SHORT_WINDOW_S = 32.0
"""Half a window shows clear disorder sooner: a regular stretch beside it hides it for most of its length. A choice."""

SHORT_DISORDER = 1.4
"""What is disorder in half a window, where irregularity scatters more: none of 2,400 of uneven breathing reached 1.1,
but 32 s of one real heart at rest reached 1.3."""

MOSTLY_SHARE = 0.5
"""Of a record without order: its numbers would be those of a lesser part of it, and there are none. A choice."""

IRREGULAR_RECORD = Reason(ReasonCode.IRREGULAR_RECORD)

QUICK_WINDOWS: Mapping[float, float] = MappingProxyType(
    {20.0: 1.7, 24.0: 1.5, 28.0: 1.45, SHORT_WINDOW_S: SHORT_DISORDER}
)
"""Live, where disorder has just begun: in windows of so many seconds what is disorder in each. Chosen on 180 simulated
beginnings: no healthy record (106 h) and no large or uneven breathing reached them for `QUICK_LASTING_S`."""

QUICK_LASTING_S = 4.0
"""For so long disorder must last in these before it is said: they leave little to chance, and half as long suffices. A
choice on the same; with 3 s frequent ectopic beats were taken for disorder three times as long."""

_QUICK_FEWEST_BEATS = 21
"""In these windows. A choice: 16 to 24 were much the same."""

_FEWEST_BEATS = 30
"""In either window, for fewer make too few pairs. A choice."""

_SHORTEST_WHOLE_S = 45.0
"""So many seconds of beats are as good as a whole window: none of 12,000 of large breathing reached 0.9 in 40 s."""

_NEARLY = 0.9
"""Intervals beside a gap are not compared, so that the share of leaps is known but nearly without a closer look."""

_SHORT_LEAPING_SHARE = 0.5
"""Of successive intervals leap wherever half a window is clear disorder: 0.58 in 99 of 100 of simulated
fibrillation."""

_STEP_S = QUICK_LASTING_S
"""From window to window of a whole record, so that two in a row show that quick disorder lasts, and three the other."""

_LASTING_WINDOWS = round(LASTING_S / _STEP_S) + 1
"""So many in a row last for `LASTING_S`, from the first to the last."""

_QUICK_LASTING_WINDOWS = round(QUICK_LASTING_S / _STEP_S) + 1
"""The same for `QUICK_LASTING_S`."""

_REACH_S = 16.0
"""So far from the middle of a window its disorder reaches: half of half a window, and where noise was put into
simulated hearts, its ends were found within 12 s so."""


class DisorderWatch:
    """Follows the intervals of one sensor as they came, and says whether they come without order just now."""

    def __init__(self) -> None:
        self._last = RecentIntervals()
        self._is_disordered = False
        self._ordered_s = self._quick_ordered_s = -math.inf
        self._until_s = -math.inf

    def add(self, t_s: float, rr_ms: float, segment: int) -> None:
        """Take in an interval (ms) that ended at ``t_s`` seconds, and the unbroken segment it belongs to."""
        self._last.add(t_s, rr_ms if is_in_range(rr_ms) else math.nan, segment)
        self._last.forget_until(t_s - WINDOW_S)

    def judge(self, now_s: float) -> bool:
        """Return whether beats without order lie in the last 64 s, as of ``now_s``: now, or until not long ago."""
        self._last.forget_until(now_s - WINDOW_S)
        quickly = self._quickly(now_s)
        self._is_disordered = self._lastingly()
        if not quickly:
            self._quick_ordered_s = now_s
        if not (quickly or self._is_disordered):
            self._ordered_s = now_s
        if now_s >= min(self._ordered_s + LASTING_S, self._quick_ordered_s + QUICK_LASTING_S):
            self._until_s = now_s + WINDOW_S
        return now_s < self._until_s

    def _lastingly(self) -> bool:
        last = self._last
        enough = ORDER if self._is_disordered else _enough(last.count())
        if last.count() < _FEWEST_BEATS or not self._leaps() or last.covered_s() < _SHORTEST_WHOLE_S:
            return False
        return irregularity(last.broken_ms()) >= enough

    def _quickly(self, now_s: float) -> bool:
        for window_s, enough in QUICK_WINDOWS.items():
            first = self._last.after(now_s - window_s)
            if self._last.count(first) < _QUICK_FEWEST_BEATS or not self._leaps(first):
                continue
            if irregularity(self._last.broken_ms(first)) >= enough:
                return True
        return False

    def _leaps(self, first: int = 0) -> bool:
        """Return whether so many leap that the irregularity, which is 0 without, needs to be measured."""
        return self._last.leaping_share(first) >= SMALLEST_LEAPING_SHARE


@dataclass(frozen=True, slots=True)
class DisorderedStretches:
    """Where the beats of a record come without order.

    Attributes
    ----------
    from_s, until_s : array of float, shape (stretches,)
        Where each begins and ends, in seconds, in order and apart.
    """

    from_s: FloatArray
    until_s: FloatArray

    def share_of(self, from_s: float, until_s: float) -> float:
        """Return how much of a stretch of time they fill, 0 to 1."""
        if not self.from_s.size or not until_s > from_s:
            return 0.0
        inside_s = np.minimum(self.until_s, until_s) - np.maximum(self.from_s, from_s)
        return min(1.0, float(np.sum(inside_s[inside_s > 0.0])) / (until_s - from_s))

    def holds(self, t_s: FloatArray) -> BoolArray:
        """Return which moments lie in one of them."""
        return np.searchsorted(self.from_s, t_s, side="left") > np.searchsorted(self.until_s, t_s, side="left")

    def left_out_of(self, beats: JudgedBeats, from_s: float, until_s: float) -> tuple[JudgedBeats, Reason | None]:
        """Return beats with those of these stretches set aside, and what is to be said of it, if anything.

        Where the stretches fill half or more of the time from ``from_s`` to ``until_s``, all are set aside.
        """
        irregular_share = self.share_of(from_s, until_s)
        if not irregular_share:
            return beats, None
        if irregular_share >= MOSTLY_SHARE:
            left_out, caution = np.ones(beats.t_s.size, dtype=np.bool_), IRREGULAR_RECORD
        else:
            left_out = self.holds(beats.t_s)
            caution = Reason.of(ReasonCode.IRREGULAR_STRETCHES, irregular_share=irregular_share)
        nn_ms = np.where(left_out, np.nan, beats.nn_ms)
        return JudgedBeats(beats.t_s, nn_ms, beats.segment, beats.is_corrected), caution


def disordered_stretches(t_s: FloatArray, rr_ms: FloatArray, segment: IntArray) -> DisorderedStretches:
    """Return where the beats of a whole record come without order.

    Parameters
    ----------
    t_s, rr_ms : array of float, shape (beats,)
        When each interval ended, in seconds, rising, and the interval as it came, in ms.
    segment : array of int, shape (beats,)
        Which unbroken segment each belongs to.

    Notes
    -----
    Windows of 64 s and those of `QUICK_WINDOWS`, every 4 s, asked as they are live: what reaches `DISORDER` is
    disorder, and what lies next to that until it falls to `ORDER`, to either side, if it lasts; so is what lasts half
    as long in the short ones. Of 120 simulated bouts of fibrillation of 45 s it misses 17, of 60 s 3 (29 and 6 with
    windows every 8 s); it costs 0.5 to 1.1 % of the time of two records of a day with 10 to 25 % extra beats (0.3 to
    0.6), and nothing of healthy ones.
    """
    in_range_ms = np.where((rr_ms >= SHORTEST_MS) & (rr_ms <= LONGEST_MS), rr_ms, np.nan)
    if rr_ms.size < _FEWEST_BEATS:
        return DisorderedStretches(np.empty(0), np.empty(0))
    began_s, ended_s = float(t_s[0] - np.nan_to_num(in_range_ms[0]) / 1000.0), float(t_s[-1])
    half_s = min(WINDOW_S, ended_s - began_s) / 2.0
    middles_s = np.arange(began_s + half_s, max(began_s + half_s, ended_s - half_s) + _STEP_S, _STEP_S)
    middles_s[-1] = max(began_s + half_s, ended_s - half_s)
    record = _Record(t_s, in_range_ms, segment)
    whole = np.full(middles_s.size, 2.0 * half_s >= _SHORTEST_WHOLE_S)
    measured = record.irregularity(middles_s, half_s, whole, SMALLEST_LEAPING_SHARE, _FEWEST_BEATS)
    beats = record.beats(middles_s, half_s)
    seeds = measured >= np.where(beats >= QUICK_BEATS, QUICK_DISORDER, DISORDER)
    reach_s = np.full(middles_s.size, _REACH_S)
    quick = np.zeros(middles_s.size, dtype=np.bool_)
    for window_s, enough in sorted(QUICK_WINDOWS.items(), reverse=True):
        short = record.irregularity(
            middles_s, window_s / 2.0, ~(seeds | quick), _SHORT_LEAPING_SHARE, _QUICK_FEWEST_BEATS
        )
        reach_s[short >= enough] = window_s / 2.0
        quick |= short >= enough
    lasting, quick = _runs(seeds | (measured >= ORDER), _LASTING_WINDOWS), _runs(quick, _QUICK_LASTING_WINDOWS)
    disordered = _spread(seeds & lasting | quick, lasting | quick)
    edges = np.flatnonzero(np.diff(disordered, prepend=False, append=False))
    first, last = edges[::2], edges[1::2] - 1
    from_s, until_s = middles_s[first] - reach_s[first], middles_s[last] + reach_s[last]
    # A window at an end speaks for all of its time there.
    from_s[from_s <= middles_s[0] - _REACH_S] = began_s
    until_s[until_s >= middles_s[-1] + _REACH_S] = ended_s
    together = np.flatnonzero(from_s[1:] <= until_s[:-1])
    from_s, until_s = np.delete(from_s, together + 1), np.delete(until_s, together)
    return DisorderedStretches(from_s, until_s)


class _Record:
    """The intervals of a whole record, to look at in windows."""

    def __init__(self, t_s: FloatArray, rr_ms: FloatArray, segment: IntArray) -> None:
        self._t_s = t_s
        self._rr_ms = rr_ms
        self._segment = segment
        # Most windows of a heart have no leaps to speak of, and need no closer look.
        self._leaps = np.concatenate(([0], np.cumsum(leaps(rr_ms))))
        self._known = np.concatenate(([0], np.cumsum(~np.isnan(rr_ms))))

    def irregularity(
        self, middles_s: FloatArray, half_s: float, wanted: BoolArray, leaping_share: float, fewest_beats: int
    ) -> FloatArray:
        """Return the irregularity of the windows around these moments; 0 where it is not wanted or little leaps."""
        first, last = self._rows(middles_s, half_s)
        known = self._known[last] - self._known[first]
        leaping = self._leaps[last] - self._leaps[first] >= _NEARLY * leaping_share * known
        measured = np.zeros(middles_s.size)
        for window in np.flatnonzero(wanted & leaping & (known >= fewest_beats)).tolist():
            rows = slice(int(first[window]), int(last[window]))
            measured[window] = irregularity(_broken(self._rr_ms[rows], self._segment[rows]))
        return measured

    def beats(self, middles_s: FloatArray, half_s: float) -> IntArray:
        """Return how many beats the windows around these moments hold."""
        first, last = self._rows(middles_s, half_s)
        return last - first

    def _rows(self, middles_s: FloatArray, half_s: float) -> tuple[IntArray, IntArray]:
        first, last = (
            np.searchsorted(self._t_s, edges_s, side="right") for edges_s in (middles_s - half_s, middles_s + half_s)
        )
        return first, last


def _enough(beats: int) -> float:
    return QUICK_DISORDER if beats >= QUICK_BEATS else DISORDER


def _runs(windows: BoolArray, long: int) -> BoolArray:
    """Return the runs of so many windows in a row, or of all there are."""
    run = np.cumsum(np.diff(windows, prepend=False))
    lasting: BoolArray = np.bincount(run)[run] >= min(long, windows.size)
    return windows & lasting


def _spread(seeds: BoolArray, among: BoolArray) -> BoolArray:
    """Return the runs of ``among`` that hold a seed."""
    run = np.cumsum(np.diff(among, prepend=False))
    held: BoolArray = np.isin(run, run[seeds])
    return among & held


def _broken(rr_ms: FloatArray, segment: IntArray) -> FloatArray:
    """Return the intervals with a ``nan`` where a segment begins."""
    breaks = np.flatnonzero(np.diff(segment)) + 1
    return np.insert(rr_ms, breaks, np.nan) if breaks.size else rr_ms
