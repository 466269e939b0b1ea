"""Finds and mends artefacts in a whole record, each interval judged from both sides.

The method of Lipponen and Tarvainen. The results are reported beside those of `causal_correction`, which sees two beats
ahead at most, and never mixed with them. The time that passed stays the same, and what is returned points back to the
raw intervals.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import get_args

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.events import BeatKind
from biofeedback.signals.artefacts.rolling import Scales
from biofeedback.signals.artefacts.rules import (
    LONGEST_MS,
    PATTERN_BEATS,
    SHORTEST_MS,
    Verdict,
    is_clear,
    is_early_aside,
    judge,
    mended,
)
from biofeedback.signals.artefacts.scale import FLOOR_SHARE
from biofeedback.signals.artefacts.too_close import JoinedRecord
from biofeedback.signals.timing.beats import BoolArray, FloatArray, IntArray, JudgedBeats

FEWEST_BEATS = 12
"""In a shorter stretch nothing is decided: there is nothing to compare with. A choice, one more than the median has."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """A record after correction.

    Attributes
    ----------
    kind : tuple of BeatKind, shape (raw beats,)
        What is thought of each raw interval; ``missed``: a beat is missing inside it.
    t_s : array of float, shape (corrected beats,)
        When each interval ends, in seconds.
    nn_ms : array of float, shape (corrected beats,)
        The interval to compute with, in ms; ``nan`` where it was set aside (out of range, or wrong and not to be
        mended because its neighbour is missing).
    segment : array of int, shape (corrected beats,)
        Differences between neighbours mean something within a segment only.
    source_index : array of int, shape (corrected beats,)
        The raw interval that each one ends with. An inserted beat has the index of the interval it halves, so that
        one comes twice; that of a beat merged away does not come at all.
    is_corrected : array of bool, shape (corrected beats,)
        Which are not as they came: inserted, moved, merged or set aside.
    """

    kind: tuple[BeatKind, ...]
    t_s: FloatArray
    nn_ms: FloatArray
    segment: IntArray
    source_index: IntArray
    is_corrected: BoolArray

    @property
    def beats(self) -> JudgedBeats:
        """The corrected beats, to look at in windows."""
        return JudgedBeats(self.t_s, self.nn_ms, self.segment, self.is_corrected)

    def counts(self) -> dict[BeatKind, int]:
        """Return how many raw intervals are of each kind, ``normal`` left out."""
        kinds: tuple[BeatKind, ...] = get_args(BeatKind)
        return {kind: self.kind.count(kind) for kind in kinds if kind != "normal"}

    def corrected_ratio(self) -> float:
        """Return the share of raw intervals that are not normal, 0 to 1; ``nan`` without intervals."""
        if not self.kind:
            return float("nan")
        return 1.0 - self.kind.count("normal") / len(self.kind)


def correct(rr_ms: ArrayLike, *, t_s: ArrayLike | None = None, segment: ArrayLike | None = None) -> Corrected:
    """Return a record corrected, each beat judged from both sides.

    Parameters
    ----------
    rr_ms : array of float, shape (beats,)
        Raw intervals in ms; ``nan`` or 0 where there was none.
    t_s : array of float, shape (beats,) or None
        When each ended, in seconds. None: each follows the one before, from 0; one without a length takes no time.
    segment : array of int, shape (beats,) or None
        Which unbroken segment each belongs to, rising. None: all to one.

    Raises
    ------
    ValueError
        When the arrays differ in length.

    Notes
    -----
    After Lipponen and Tarvainen 2019, doi 10.1080/03091902.2019.1640306: changes between intervals and distances from a
    level, in units of 5.2 quartile deviations of the 91 around, sorted by a decision tree. ``extra``: a beat goes, its
    interval is merged with the next, or two go; ``missed``: as many beats are put in, evenly, as make the intervals
    like those around; ``ectopic``, ``long``, ``short``: the beat is moved to the middle between its neighbours, or two
    early ones are, where the pause after them makes up for it; else the interval is set aside. The time that passed
    stays the same.

    Our deviations: the units are a share of the level at least and at most, so that neither frequent extra beats
    nor a coarse sensor shapes them (`scale`), and in a bout of extra beats the quieter time beside it counts
    (`rolling`); the level is the median of eleven pairs; one verdict settles an early
    and its late interval, and is of one beat; in a pattern of extra beats (every second to fourth) smaller changes are
    enough; a single pause is ordinary up to 1.5 of the level; intervals outside 300 to 2000 ms are set aside first
    (``range``) and no change is taken across them. At the ends of a segment and beside what is out of range only
    what is far from the level is told, and nothing in a segment of fewer than 12. The paper interpolates with cubic
    splines; moving beats keeps time exactly.
    """
    intervals_ms, times_s, segments = whole_record(rr_ms, t_s, segment)
    in_range = (intervals_ms >= SHORTEST_MS) & (intervals_ms <= LONGEST_MS)
    odd: dict[int, Verdict] = dict.fromkeys(np.flatnonzero(~in_range).tolist(), Verdict("range"))
    bounds = [0, *(np.flatnonzero(np.diff(segments)) + 1).tolist(), intervals_ms.size]
    for first, last in pairwise(bounds):
        rows = np.flatnonzero(in_range[first:last]) + first
        if rows.size < FEWEST_BEATS:
            continue
        around = Scales(intervals_ms[rows])
        joined = JoinedRecord(intervals_ms, rows, segments, around.level_ms)
        for index, verdict in _judge(intervals_ms[rows], np.diff(rows, prepend=rows[0] - 1) > 1, around, joined):
            odd[int(rows[index])] = verdict
        joined.decide(odd)
    return mend(odd, intervals_ms, times_s, segments)


def whole_record(
    rr_ms: ArrayLike, t_s: ArrayLike | None, segment: ArrayLike | None
) -> tuple[FloatArray, FloatArray, IntArray]:
    """Return intervals (ms), times (s) and segments as arrays, those that were not given filled in."""
    intervals_ms = np.asarray(rr_ms, dtype=np.float64)
    segments = np.zeros(intervals_ms.size, dtype=np.int64) if segment is None else np.asarray(segment, dtype=np.int64)
    if t_s is None:
        lengths_ms = np.where(np.isfinite(intervals_ms) & (intervals_ms > 0.0), intervals_ms, 0.0)
        times_s = np.cumsum(lengths_ms) / 1000.0
    else:
        times_s = np.asarray(t_s, dtype=np.float64)
    if not intervals_ms.shape == times_s.shape == segments.shape:
        raise ValueError("rr_ms, t_s and segment are not of the same length.")
    return intervals_ms, times_s, segments


def mend(verdicts: Mapping[int, Verdict], rr_ms: FloatArray, t_s: FloatArray, segment: IntArray) -> Corrected:
    """Return what follows from the verdicts on all raw intervals that are not ordinary, by their index."""
    nn_ms, times_s = rr_ms.copy(), t_s.copy()
    is_corrected = np.zeros(rr_ms.size, dtype=np.bool_)
    kinds: list[BeatKind] = ["normal"] * rr_ms.size
    times = np.ones(rr_ms.size, dtype=np.int64)
    rows_of: dict[tuple[BeatKind, int], list[int]] = {}
    for row, verdict in verdicts.items():
        kind, span = verdict.kind, verdict.span
        rows_of.setdefault((kind, span), []).append(row)
        before = 1 if kind == "missed" else max(1, span - 1)
        kinds[row : row + before] = [kind] * before
    # Each verdict is of rows of its own, so that all of one form are mended together.
    for (kind, span), rows in rows_of.items():
        at = np.array(rows)
        is_corrected[at] = True
        if kind == "missed":
            nn_ms[at] /= span
            times[at] = span
            continue
        if span == 1:
            nn_ms[at] = np.nan
            continue
        places = at + np.arange(span)[:, None]
        last_ms = np.add.reduce(rr_ms[places])
        before_last, last = places[:-1], places[-1]
        is_corrected[before_last] = True
        if kind == "extra":
            nn_ms[last], is_corrected[last], times[before_last] = last_ms, True, 0
        else:
            nn_ms[places] = last_ms = last_ms / span
            times_s[before_last] = t_s[last] - last_ms * np.arange(span - 1, 0, -1)[:, None] / 1000.0
    source_index = np.arange(rr_ms.size)
    if np.any(times != 1):
        # An interval that is split is listed as often as it has parts; all but the last end with an inserted beat.
        split = np.flatnonzero(times > 1)
        source_index = np.repeat(source_index, times)
        times_s, nn_ms, is_corrected = times_s[source_index], nn_ms[source_index], is_corrected[source_index]
        for row, first in zip(split.tolist(), np.searchsorted(source_index, split).tolist(), strict=True):
            last = first + int(times[row]) - 1
            times_s[first:last] -= nn_ms[last] * np.arange(last - first, 0, -1) / 1000.0
            is_corrected[last] = False
    # Of two beats that are too close either may be none: the first is as little as it came as the second.
    too_close = np.flatnonzero((rr_ms[1:] > 0.0) & (rr_ms[1:] < SHORTEST_MS) & (np.diff(segment) == 0))
    too_close = too_close[[kinds[row + 1] == "range" for row in too_close.tolist()]]
    is_corrected[np.isin(source_index, too_close) & (np.diff(source_index, append=-1) != 0)] = True
    return Corrected(tuple(kinds), times_s, nn_ms, segment[source_index], source_index, is_corrected)


def _judge(
    rr_ms: FloatArray, after_range: BoolArray, around: Scales, joined: JoinedRecord
) -> Iterator[tuple[int, Verdict]]:
    """Yield what is not ordinary in one stretch of intervals that are in range: index and verdict.

    What is one with an interval that is too short is known, and stands apart.
    """
    level_ms, after_unknown = around.level_ms, after_range.copy()
    for place, together_ms in joined.settled_ms.items():
        rr_ms[place], after_range[place], after_unknown[place] = together_ms, True, True
    for place in joined.settled_ms:
        if not math.isnan(joined.known_ms(place)):
            after_unknown[place + 1] = False
    change_ms = np.diff(rr_ms, prepend=rr_ms[0])
    change_ms[after_unknown] = (rr_ms - level_ms)[after_unknown]
    # No scale finds a smaller change odd.
    odd = np.abs(change_ms) > FLOOR_SHARE * level_ms
    around.prepare(np.flatnonzero(odd))
    odd &= np.abs(change_ms) > around.change_ms
    # A beat that is early by little leaps afterwards.
    odd |= np.append(odd[1:], False)
    # All of these are judged, and what comes after an odd one.
    around.prepare(with_next(np.flatnonzero(odd), PATTERN_BEATS, rr_ms.size))
    candidates = [*np.flatnonzero(odd).tolist(), rr_ms.size]
    padded = [*rr_ms.tolist(), math.nan, math.nan]
    breaks, unknowns = [*after_range.tolist(), True, True], after_unknown.tolist()
    next_candidate, row, before_ms, set_aside, odd_until = 0, 0, math.nan, False, -rr_ms.size
    while True:
        while candidates[next_candidate] < row:
            next_candidate += 1
        if candidates[next_candidate] > row and not math.isnan(before_ms) and row - odd_until > PATTERN_BEATS:
            row = candidates[next_candidate]
            before_ms = padded[row - 1] if row else math.nan
        if row >= rr_ms.size:
            return
        if unknowns[row]:
            before_ms = math.nan
        after_ms = math.nan if breaks[row + 1] else padded[row + 1]
        after_next_ms = math.nan if breaks[row + 1] or breaks[row + 2] else padded[row + 2]
        here_ms = padded[row]
        if row in joined.settled_ms:
            before_ms, set_aside, row = here_ms, False, row + 1
            continue
        around_ms = before_ms, here_ms, after_ms, after_next_ms
        in_pattern = row - odd_until <= PATTERN_BEATS
        scale = around.at(row)
        verdict = judge(around_ms, scale, follows_early=set_aside, in_pattern=in_pattern)
        set_aside = is_early_aside(verdict)
        before_ms, settled = here_ms, 1
        if verdict is not None:
            before_ms, settled = mended(verdict, (here_ms, after_ms, after_next_ms))
            if is_clear(verdict, here_ms, scale):
                odd_until = row + settled - 1
            yield row, verdict
        row += settled


def with_next(rows: IntArray, count: int, size: int) -> IntArray:
    """Return these rows and so many after each, in order, each once."""
    return np.unique((rows[:, None] + np.arange(count + 1)).clip(0, size - 1))
