"""Counts which templates of consecutive intervals are alike, as every entropy of repetition needs it.

Templates are alike when no beat of one lies further from that of the other than a tolerance, edge included. Memory
stays within some MB, however long a record is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from biofeedback.signals.timing.beats import BoolArray, FloatArray, IntArray

MOST_VALUES = 2048
"""Different intervals that the tables hold, 16 MB each: more than a grid of 1/1024 s has from 300 to 2000 ms."""

MOST_COMPARED = 65_536
"""Templates. Up to here comparing those whose first beats are near is quick, a third of a second at most; the time
grows with the square of their number, and that of the tables does not."""

_PRECISION_MS = 1e-6
"""Intervals that differ by less than this differ by rounding."""

_STEPS_OF_TOLERANCE = (256, 128, 64, 32, 16, 8, 4, 2, 1)  # how fine a grid may be, the finest first: a choice

_ROWS_AT_ONCE = 64  # templates that are compared together at most: neighbours, which share most others. A choice
_AT_ONCE = 1 << 17  # pairs of templates, or places in the tables, that are looked at together: some MB. A choice


@dataclass(frozen=True, slots=True)
class _Ranked:
    """Templates in the order of their first beats, their values given as ranks among all values there are.

    ``columns`` are the ranks of each beat, ``below`` and ``above`` the first rank that is near a rank and the first one
    that is no longer; a beat that is not there has the rank behind all others, which is near none.
    """

    columns: tuple[NDArray[np.integer], ...]
    below: IntArray
    above: IntArray

    @property
    def values(self) -> int:
        """How many different values there are."""
        return self.below.size - 1

    def only(self, taken: BoolArray) -> "_Ranked":
        """Return these templates alone."""
        return _Ranked(tuple(column[taken] for column in self.columns), self.below, self.above)


def alike_pairs(intervals_ms: FloatArray, template_beats: int, tolerance_ms: float) -> tuple[int, int]:
    """Return how many pairs of templates are alike, and how many stay alike with the beat that follows.

    Parameters
    ----------
    intervals_ms : array of float, shape (beats,)
        Intervals in ms, ``nan`` where one is set aside; templates that hold one, or are followed by one, are left out.
    template_beats : int
        How many beats a template has: two where there are more than `MOST_COMPARED`.
    tolerance_ms : float
        How far two beats that are alike may lie apart.

    Notes
    -----
    None is compared with itself, and each pair counts once.
    """
    if intervals_ms.size <= template_beats:
        return 0, 0
    if intervals_ms.size > MOST_COMPARED:
        intervals_ms = gridded(intervals_ms, tolerance_ms)
    templates = sliding_window_view(intervals_ms, template_beats + 1)
    ranked = _ranked(templates[~np.isnan(templates).any(axis=1)], tolerance_ms)
    if ranked.columns[0].size > MOST_COMPARED:
        near, stays = _tabled(ranked)
        return (int(np.sum(near)) - near.size) // 2, (int(np.sum(stays)) - near.size) // 2
    alike = stay_alike = 0
    for _, is_near, stays_near in _compared(ranked, each_once=True):
        alike += int(np.count_nonzero(is_near))
        stay_alike += int(np.count_nonzero(stays_near))
    return alike, stay_alike


@dataclass(frozen=True, slots=True)
class AlikeCounts:
    """To how many others templates are alike, themselves included.

    Attributes
    ----------
    two, three : array of int, shape (templates of two beats,), (templates of three beats,)
        Of each template; one of two beats need not be followed by a third.
    pairs : tuple of int
        What `alike_pairs` says of templates of two beats.
    """

    two: IntArray
    three: IntArray
    pairs: tuple[int, int]


def alike_counts(intervals_ms: FloatArray, tolerance_ms: float) -> AlikeCounts:
    """Return to how many others each template of two and of three beats is alike.

    Parameters and rounding are those of `alike_pairs`.
    """
    if intervals_ms.size > MOST_COMPARED:
        intervals_ms = gridded(intervals_ms, tolerance_ms)
    templates = sliding_window_view(np.append(intervals_ms, np.nan), 3) if intervals_ms.size > 1 else np.empty((0, 3))
    ranked = _ranked(templates[~np.isnan(templates[:, :2]).any(axis=1)], tolerance_ms)
    near, stays = _tabled(ranked) if ranked.columns[0].size > MOST_COMPARED else _counted(ranked)
    followed = ranked.columns[2] < ranked.values
    # Those that are not followed count as neighbours of the others, but in no pair.
    lone, _ = _counted(ranked.only(~followed))
    pairs = int(np.sum(near[followed])) - int(np.sum(near[~followed])) + int(np.sum(lone))
    three = stays[followed]
    return AlikeCounts(near, three, ((pairs - three.size) // 2, (int(np.sum(three)) - three.size) // 2))


def gridded(values_ms: FloatArray, tolerance_ms: float) -> FloatArray:
    """Return intervals rounded to a grid just coarse enough that there are at most `MOST_VALUES` different ones.

    Parameters
    ----------
    values_ms : array of float, shape (beats,)
        Intervals in ms; ``nan`` stays. Where they have no more different values they stay as they are.
    tolerance_ms : float
        How far two beats that are alike may lie apart. It is half a step more than a whole number of steps of the grid,
        so that as many pairs come within it by rounding as leave it.
    """
    rounded = values_ms
    for steps in _STEPS_OF_TOLERANCE:
        if distinct_values(rounded) <= MOST_VALUES:
            break
        step_ms = tolerance_ms / (steps + 0.5)
        rounded = np.round(values_ms / step_ms) * step_ms
    return rounded


def distinct_values(values_ms: FloatArray) -> int:
    """Return how many different intervals there are, but for rounding."""
    return int(np.unique(np.round(values_ms[~np.isnan(values_ms)] / _PRECISION_MS)).size)


def _ranked(templates_ms: FloatArray, tolerance_ms: float) -> _Ranked:
    """Return templates, shape (templates, beats), as ranks; the last beat of one may be ``nan``."""
    whole = ~np.isnan(templates_ms)
    values, ranks = np.unique(np.round(templates_ms[whole] / _PRECISION_MS), return_inverse=True)
    kind = np.uint16 if values.size < np.iinfo(np.uint16).max else np.uint32
    places = np.full(templates_ms.shape, values.size, dtype=kind)
    places[whole] = ranks
    reach = tolerance_ms / _PRECISION_MS
    below = np.append(np.searchsorted(values, values - reach, side="left"), 0)
    above = np.append(np.searchsorted(values, values + reach, side="right"), 0)
    order = np.argsort(places[:, 0], kind="stable")
    return _Ranked(tuple(np.ascontiguousarray(column) for column in places[order].T), below, above)


def _compared(ranked: _Ranked, *, each_once: bool) -> Iterator[tuple[slice, BoolArray, BoolArray]]:
    """Yield rows of templates, which others each is alike to without its last beat, and which with it.

    Notes
    -----
    In the order of their first beats those that are near in it lie side by side, and only these are compared. With
    ``each_once`` a template is compared with those behind it.
    """
    first = ranked.columns[0]
    begins = np.searchsorted(first, np.arange(ranked.values + 1))
    since, until = begins[ranked.below[first]], begins[ranked.above[first]]
    if each_once:
        since = np.arange(1, first.size + 1)
    # A rank is near when it is at least `below` and before `above`; unsigned, one comparison tells both.
    kind = first.dtype
    floors = [ranked.below[column].astype(kind) for column in ranked.columns]
    widths = [(ranked.above[column] - ranked.below[column]).astype(kind) for column in ranked.columns]
    begin = 0
    while begin < first.size:
        end = min(first.size, begin + _ROWS_AT_ONCE)
        end = begin + max(1, min(end - begin, _AT_ONCE // max(1, int(until[end - 1] - since[begin]))))
        rows, others = slice(begin, end), slice(int(since[begin]), int(until[end - 1]))
        is_near = np.ones((end - begin, others.stop - others.start), dtype=np.bool_)
        for column, floor, width in zip(ranked.columns[1:-1], floors[1:-1], widths[1:-1], strict=True):
            is_near &= column[others] - floor[rows, None] < width[rows, None]
        # All others in between are near in the first beat.
        early = slice(0, max(0, int(since[end - 1]) - others.start))
        late = slice(max(0, int(until[begin]) - others.start), None)
        places = np.arange(others.start, others.stop)
        is_near[:, early] &= places[early] >= since[rows, None]
        is_near[:, late] &= places[late] < until[rows, None]
        last = ranked.columns[-1][others] - floors[-1][rows, None] < widths[-1][rows, None]
        last &= is_near
        yield rows, is_near, last
        begin = end


def _counted(ranked: _Ranked) -> tuple[IntArray, IntArray]:
    """Return what `_tabled` does, by comparing."""
    near, stays = (np.zeros(ranked.columns[0].size, dtype=np.int64) for _ in range(2))
    for rows, is_near, stays_near in _compared(ranked, each_once=False):
        near[rows] = np.count_nonzero(is_near, axis=1)
        stays[rows] = np.count_nonzero(stays_near, axis=1)
    return near, stays


def _tabled(ranked: _Ranked) -> tuple[IntArray, IntArray]:
    """Return to how many each template of three is alike without its last beat, and with it; itself counts.

    Notes
    -----
    The values are passed through in order. Those templates whose first beat is near the present value lie in a table by
    their second and third beat; summed up along the third, it answers how many of them are like another in both.
    """
    first, second, third = ranked.columns
    below, above, values = ranked.below, ranked.above, ranked.values
    begins = np.searchsorted(first, np.arange(values + 1))
    near_second = np.zeros(values, dtype=np.int64)
    # One more column for those without a third beat.
    table = np.zeros((values, values + 1), dtype=np.int32)
    sums = np.zeros((values, values + 2), dtype=np.int32)
    near, stays = (np.zeros(first.size, dtype=np.int64) for _ in range(2))
    held_from = held_until = 0
    for value in range(values):
        until, since = int(begins[above[value]]), int(begins[below[value]])
        come, gone = slice(held_until, until), slice(held_from, since)
        for change, step in ((come, 1), (gone, -1)):
            np.add.at(table, (second[change], third[change]), step)
            np.add.at(near_second, second[change], step)
        rows = np.unique(np.concatenate((second[come], second[gone])))
        sums[rows, 1:] = np.cumsum(table[rows], axis=1)
        held_from, held_until = since, until
        present = slice(int(begins[value]), int(begins[value + 1]))
        up_to = np.concatenate(([0], np.cumsum(near_second)))
        near[present] = up_to[above[second[present]]] - up_to[below[second[present]]]
        stays[present] = _looked_up(sums, below, above, second[present], third[present])
    return near, stays


def _looked_up(
    sums: NDArray[np.int32], below: IntArray, above: IntArray, two: NDArray[np.integer], three: NDArray[np.integer]
) -> IntArray:
    """Return for each how many templates of the table are like it in its second and its third beat."""
    found = np.zeros(two.size, dtype=np.int64)
    width = int(np.max(above[two] - below[two], initial=1))
    at_once = max(1, _AT_ONCE // width)
    for begin in range(0, two.size, at_once):
        some = slice(begin, begin + at_once)
        rows = below[two[some]][:, None] + np.arange(width)
        within = rows < above[two[some]][:, None]
        rows = np.where(within, rows, 0)
        counts = sums[rows, above[three[some]][:, None]] - sums[rows, below[three[some]][:, None]]
        found[some] = np.sum(counts, axis=1, where=within, dtype=np.int64)
    return found
