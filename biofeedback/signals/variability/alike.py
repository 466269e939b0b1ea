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
"""Different intervals that the table holds, 16 MB: more than a grid of 1/1024 s has from 300 to 2000 ms."""

MOST_COMPARED = 65_536
"""Templates. Up to here comparing those whose first beats are near is quick, a third of a second at most; the time
grows with the square of their number, and that of the tables does not."""

_PAIRS_A_PLACE = 16
"""Pairs that are compared in the time that one place in the tables takes. Measured: 8 ns a place while the tables are
small, and half a ns a pair."""

_PRECISION_MS = 1e-6
"""Intervals that differ by less than this differ by rounding."""

_STEPS_OF_TOLERANCE = (64, 32, 16, 8, 4, 2, 1)  # how fine a grid may be, the finest first: a choice

_ROWS_AT_ONCE = 128  # templates compared together at most: neighbours, whose number one byte holds. A choice
_AT_ONCE = 1 << 17  # pairs of templates, or places in the tables, that are looked at together: some MB. A choice

_BEHIND = np.triu(np.ones((_ROWS_AT_ONCE, _ROWS_AT_ONCE), dtype=np.bool_))  # others after a row's, from one after all

_BESIDE_FIRST = 2  # beats of a template, and the one that follows, without the first: as the tables have them

_ONE = np.int32(1)  # of the kind of the table, for what is added in another kind is added slowly


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
    ranked = _ranked(intervals_ms, template_beats, tolerance_ms)
    ranked = ranked.only(ranked.columns[-1] < ranked.values)
    if _is_for_tables(ranked):
        near, stays = _tabled(ranked)
        return (int(np.sum(near)) - near.size) // 2, (int(np.sum(stays)) - near.size) // 2
    alike = stay_alike = 0
    for _, _, is_near, stays_near in _compared(ranked):
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
    ranked = _ranked(np.append(intervals_ms, np.nan), 2, tolerance_ms)
    near, stays = _tabled(ranked) if _is_for_tables(ranked) else _counted(ranked)
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


def _ranked(intervals_ms: FloatArray, template_beats: int, tolerance_ms: float) -> _Ranked:
    """Return the templates whose beats are all there, each with the beat that follows, which may be missing."""
    there = ~np.isnan(intervals_ms)
    values, ranks = np.unique(np.round(intervals_ms[there] / _PRECISION_MS), return_inverse=True)
    kind = np.uint16 if values.size < np.iinfo(np.uint16).max else np.uint32
    places = np.full(intervals_ms.size, values.size, dtype=kind)
    places[there] = ranks
    templates = sliding_window_view(places, template_beats + 1)
    templates = templates[(templates[:, :-1] < values.size).all(axis=1)]
    reach = tolerance_ms / _PRECISION_MS
    below = np.append(np.searchsorted(values, values - reach, side="left"), 0)
    above = np.append(np.searchsorted(values, values + reach, side="right"), 0)
    order = np.argsort(templates[:, 0], kind="stable")
    return _Ranked(tuple(np.ascontiguousarray(column) for column in templates[order].T), below, above)


def _is_for_tables(ranked: _Ranked) -> bool:
    """Return whether tables tell sooner than comparing which templates are alike; both tell the same."""
    first, others = ranked.columns[0], ranked.columns[1:]
    if first.size > MOST_COMPARED or len(others) != _BESIDE_FIRST or ranked.values > MOST_VALUES:
        return first.size > MOST_COMPARED
    pairs = int(np.sum(_until(ranked))) - first.size * (first.size + 1) // 2
    near = ranked.above - ranked.below
    places = int(np.sum(near[others[0]])) + 2 * int(np.sum(near[others[1]]))
    return pairs > _PAIRS_A_PLACE * places


def _until(ranked: _Ranked) -> IntArray:
    """Return for each template, in their order, the first one behind it that is not near in the first beat."""
    first = ranked.columns[0]
    begins = np.searchsorted(first, np.arange(ranked.values + 1))
    until: IntArray = begins[ranked.above[first]].astype(np.int32)
    return until


def _compared(ranked: _Ranked) -> Iterator[tuple[slice, slice, BoolArray, BoolArray]]:
    """Yield templates, others, to which of these each is alike without its last beat, and to which with it.

    Notes
    -----
    In the order of their first beats those that are near in it lie side by side, and only these are compared. Each is
    compared with those behind it.
    """
    first, until = ranked.columns[0], _until(ranked)
    ends: list[int] = until.tolist()
    places = np.arange(first.size, dtype=until.dtype)
    # A rank is near when it is at least `below` and before `above`; unsigned, one comparison tells both.
    kind = first.dtype
    floors = [ranked.below[column].astype(kind) for column in ranked.columns]
    widths = [(ranked.above[column] - ranked.below[column]).astype(kind) for column in ranked.columns]
    begin = 0
    while begin < first.size:
        end = min(first.size, begin + _ROWS_AT_ONCE)
        end = begin + max(1, min(end - begin, _AT_ONCE // max(1, ends[end - 1] - begin - 1)))
        rows, others = slice(begin, end), slice(begin + 1, ends[end - 1])
        *before, last = (
            column[others] - floor[rows, None] < width[rows, None]
            for column, floor, width in zip(ranked.columns[1:], floors[1:], widths[1:], strict=True)
        )
        is_near = before.pop() if before else np.ones(last.shape, dtype=np.bool_)
        for each in before:
            is_near &= each
        # All others in between are near in the first beat.
        early, late = is_near[:, : end - begin], max(begin + 1, ends[begin])
        early &= _BEHIND[: end - begin, : early.shape[1]]
        is_near[:, late - begin - 1 :] &= places[late : others.stop] < until[rows, None]
        last &= is_near
        yield rows, others, is_near, last
        begin = end


def _counted(ranked: _Ranked) -> tuple[IntArray, IntArray]:
    """Return what `_tabled` does, by comparing."""
    # Each is like itself, and with the beat that follows where there is one.
    near = np.ones(ranked.columns[0].size, dtype=np.int64)
    stays = (ranked.columns[-1] < ranked.values).astype(np.int64)
    for rows, others, *alike in _compared(ranked):
        for counts, those in zip((near, stays), alike, strict=True):
            counts[rows] += _in_rows(those)
            counts[others] += np.add.reduce(those.view(np.uint8), axis=0, dtype=np.uint8)
    return near, stays


def _in_rows(those: BoolArray) -> IntArray:
    """Return how many of each row are true, as `numpy.count_nonzero` does in twice the time."""
    eights = those.shape[1] - those.shape[1] % 8
    counts: IntArray = np.count_nonzero(those[:, eights:], axis=1)
    if eights:
        counts += np.bitwise_count(np.ascontiguousarray(those[:, :eights]).view(np.uint64)).sum(axis=1, dtype=np.int64)
    return counts


def _tabled(ranked: _Ranked) -> tuple[IntArray, IntArray]:
    """Return to how many each template of three is alike without its last beat, and with it; itself counts.

    Notes
    -----
    The values are passed through in order. Of those templates whose first beat is near the present value a table holds,
    for each value of the second beat, how many have a third beat near each value. So the rows that are near in the
    second beat answer how many templates are like another in both.
    """
    first, second, third = (column.astype(np.int64) for column in ranked.columns)
    below, above, values = ranked.below, ranked.above, ranked.values
    begins = np.searchsorted(first, np.arange(values + 1))
    near_second = np.zeros(values, dtype=np.int32)
    # One more column for those without a third beat, which nothing is near to.
    columns = values + 1
    table = np.zeros(values * columns, dtype=np.int32)
    near, stays = (np.zeros(first.size, dtype=np.int64) for _ in range(2))
    at_once = max(1, _AT_ONCE // int(np.max(above - below, initial=1)))
    held_from = held_until = 0
    for value in range(values):
        until, since = int(begins[above[value]]), int(begins[below[value]])
        for (begin, end), step in (((held_until, until), _ONE), ((held_from, since), -_ONE)):
            for some in _pieces(begin, end, at_once):
                np.add.at(table, _ranges(second[some] * columns, below[third[some]], above[third[some]], 1), step)
                np.add.at(near_second, second[some], step)
        held_from, held_until = since, until
        up_to = np.concatenate(([0], np.cumsum(near_second)))
        for some in _pieces(int(begins[value]), int(begins[value + 1]), at_once):
            from_row, to_row = below[second[some]], above[second[some]]
            near[some] = up_to[to_row] - up_to[from_row]
            found = table[_ranges(third[some], from_row, to_row, columns)]
            stays[some] = np.add.reduceat(found, np.cumsum(to_row - from_row) - (to_row - from_row))
    return near, stays


def _pieces(begin: int, end: int, at_once: int) -> Iterator[slice]:
    for first in range(begin, end, at_once):
        yield slice(first, min(end, first + at_once))


def _ranges(offset: IntArray, begin: IntArray, end: IntArray, stride: int) -> IntArray:
    """Return ``offset + stride * (begin, begin + 1 ... end - 1)`` of each, one after the other."""
    counts = end - begin
    starts = np.cumsum(counts) - counts
    places = np.arange(int(np.sum(counts)))
    return np.repeat(offset + stride * (begin - starts), counts) + stride * places
