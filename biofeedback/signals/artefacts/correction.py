"""Finds and mends artefacts in a whole record, each interval judged from both sides.

The method of Lipponen and Tarvainen. The results are reported beside those of `causal_correction`, which sees two beats
ahead at most, and never mixed with them. The time that passed stays the same, and what is returned points back to the
raw intervals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import get_args

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.events import BeatKind
from biofeedback.signals.artefacts.rolling import rolling_median, rolling_threshold_ms, thresholds_ms_at
from biofeedback.signals.artefacts.rules import LONGEST_MS, SHORTEST_MS, are_ectopic, long_or_short
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
    Lipponen and Tarvainen 2019, doi 10.1080/03091902.2019.1640306: changes between intervals and distances from a
    median of eleven, in units of 5.2 quartile deviations of the 91 around, sorted by their decision tree (c1 0.13, c2
    0.17), candidates one after the other. ``extra``: the beat goes, its interval is merged with the next; ``missed``:
    a beat is put in the middle; ``ectopic``, ``long``, ``short``: the beat is moved to the middle between its
    neighbours. The time that passed stays the same.

    Our deviations: intervals outside 300 to 2000 ms are set aside first (``range``) and no change is taken across them
    (an interval right after one is compared with its median instead); thresholds are 10 ms at least, 20 ms where
    quartiles coincide; a beat that follows a moved or merged one is not moved as well, for what was odd about it is
    mended; nor is one before an interval that hides a beat; the last two intervals of a segment, and before one out of
    range, are taken as they are, and so is a whole segment of fewer than 12. The paper interpolates with cubic splines;
    moving beats keeps time exactly.
    """
    intervals_ms, times_s, segments = whole_record(rr_ms, t_s, segment)
    in_range = (intervals_ms >= SHORTEST_MS) & (intervals_ms <= LONGEST_MS)
    odd: dict[int, BeatKind] = dict.fromkeys(np.flatnonzero(~in_range).tolist(), "range")
    bounds = [0, *(np.flatnonzero(np.diff(segments)) + 1).tolist(), intervals_ms.size]
    for first, last in pairwise(bounds):
        rows = np.flatnonzero(in_range[first:last]) + first
        if rows.size < FEWEST_BEATS:
            continue
        for index, kind in _judge(intervals_ms[rows], np.diff(rows, prepend=rows[0] - 1) > 1):
            odd[int(rows[index])] = kind
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


def mend(odd: Mapping[int, BeatKind], rr_ms: FloatArray, t_s: FloatArray, segment: IntArray) -> Corrected:
    """Return what follows from a judgement: the kinds of all raw intervals that are not normal, by their index."""
    nn_ms, times_s = rr_ms.copy(), t_s.copy()
    odd_rows = sorted(odd)
    is_corrected = np.zeros(rr_ms.size, dtype=np.bool_)
    is_corrected[odd_rows] = True
    dropped: list[int] = []
    halved: list[int] = []
    mended_with_the_last = -1
    for row in odd_rows:
        kind = odd[row]
        if kind == "range":
            nn_ms[row] = np.nan
        elif row == mended_with_the_last:
            continue
        elif row > 0 and segment[row - 1] == segment[row] and odd.get(row - 1) == "range":
            nn_ms[row] = np.nan
        elif kind == "missed":
            nn_ms[row] /= 2.0
            halved.append(row)
        elif odd.get(row + 1) == "missed":
            # The next interval is far too long by itself; a part of it must not come here.
            continue
        elif not (row + 1 < rr_ms.size and segment[row + 1] == segment[row] and odd.get(row + 1) != "range"):
            nn_ms[row] = np.nan
        else:
            mended_with_the_last = row + 1
            both_ms = nn_ms[row] + nn_ms[row + 1]
            if kind == "extra":
                nn_ms[row + 1] = both_ms
                is_corrected[row + 1] = True
                dropped.append(row)
            else:
                nn_ms[row] = nn_ms[row + 1] = both_ms / 2.0
                times_s[row] = times_s[row + 1] - both_ms / 2000.0
    source_index = np.arange(rr_ms.size)
    if dropped or halved:
        # A halved interval is listed twice; the first of the two ends with the inserted beat.
        times = np.ones(rr_ms.size, dtype=np.int64)
        times[dropped], times[halved] = 0, 2
        source_index = np.repeat(source_index, times)
        inserted = np.searchsorted(source_index, halved)
        times_s, nn_ms, is_corrected = times_s[source_index], nn_ms[source_index], is_corrected[source_index]
        times_s[inserted] -= nn_ms[inserted] / 1000.0
        is_corrected[inserted + 1] = False
    kinds: list[BeatKind] = ["normal"] * rr_ms.size
    for row in odd_rows:
        kinds[row] = odd[row]
    return Corrected(tuple(kinds), times_s, nn_ms, segment[source_index], source_index, is_corrected)


def _judge(rr_ms: FloatArray, after_range: BoolArray) -> list[tuple[int, BeatKind]]:
    """Return what is not normal in one segment of intervals that are in range: index and kind, in order."""
    count = rr_ms.size
    median_ms = rolling_median(rr_ms)
    change_ms = np.diff(rr_ms, prepend=rr_ms[0])
    change_ms[after_range] = (rr_ms - median_ms)[after_range]
    from_median_ms = rr_ms - median_ms
    from_median_ms[from_median_ms < 0.0] *= -2.0
    change = change_ms / rolling_threshold_ms(np.abs(change_ms))
    before = np.concatenate(([0.0], change[:-1]))
    before[after_range] = 0.0
    # The last two before something out of range have no two after them.
    decidable = np.ones(count, dtype=np.bool_)
    decidable[-2:] = False
    for back in (1, 2):
        decidable[:-back] &= ~after_range[back:]
    candidates = np.flatnonzero((np.abs(change) > 1.0) & decidable)
    around = np.minimum(candidates[:, np.newaxis] + np.arange(4), count - 1)
    changes = change[around]
    ectopic = are_ectopic(changes[:, 0], before[candidates], changes[:, 1])
    tests_next = (np.abs(changes[:, 1]) < np.abs(changes[:, 2])) & decidable[around[:, 1]]
    limits_ms = thresholds_ms_at(
        from_median_ms, np.union1d(candidates[~ectopic], candidates[~ectopic & tests_next] + 1)
    )
    columns = (
        candidates.tolist(),
        ectopic.tolist(),
        tests_next.tolist(),
        changes.tolist(),
        rr_ms[around[:, :3]].tolist(),
        median_ms[around[:, :2]].tolist(),
    )
    found: list[tuple[int, BeatKind]] = []
    next_index = 0
    for index, is_ectopic, tests_both, four_changes, intervals_ms, medians_ms in zip(*columns, strict=True):
        if index < next_index:
            continue
        if is_ectopic:
            found.append((index, "ectopic"))
            continue
        next_index = index + 2 if tests_both else index + 1
        for step in range(next_index - index):
            kind = long_or_short(
                intervals_ms[step],
                intervals_ms[step + 1],
                medians_ms[step],
                limits_ms[index + step],
                (four_changes[step], four_changes[step + 1], four_changes[step + 2]),
            )
            if kind != "normal":
                found.append((index + step, kind))
    return found
