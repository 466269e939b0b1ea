"""What is ordinary around each interval of a whole record."""

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from biofeedback.signals.artefacts.rules import CLEAR_SHARE
from biofeedback.signals.artefacts.scale import (
    BROAD_FACTOR,
    BROAD_FACTOR_OF_THREE,
    CAP_SHARE,
    COARSEST_TICK_MS,
    FARTHEST_SHARE,
    FINEST_TICK_MS,
    FLOOR_SHARE,
    FLOOR_TICKS,
    LEVEL_BEATS,
    LOW_SHARES,
    MEDIAN_FACTOR,
    MEND_SHARES,
    QUARTILE_FACTOR,
    SCALE_BEATS,
    Scale,
)
from biofeedback.signals.timing.beats import BoolArray, FloatArray, IntArray

_QUARTILES = (0.25, 0.5, 0.75)  # shares of the values below them, by their name

_FEWEST_CLEAR = 4
"""Clear changes of 91 from which on extra beats may have widened a scale. Ours: one extra beat makes two or three."""

_ROWS_AT_ONCE = 4096
"""Intervals whose surroundings are sorted together: 12 MB. A choice."""


class Scales:
    """A `Scale` for each interval of one stretch, found where it is asked for.

    Parameters
    ----------
    rr_ms : array of float, shape (beats,)
        The intervals in ms.

    Attributes
    ----------
    level_ms : array of float, shape (beats,)
        What intervals are like around each.
    change_ms : array of float, shape (beats,)
        The thresholds of changes, as `Scale` has them; ``nan`` where nothing was asked for yet.

    Notes
    -----
    From the 91 around it and from the eleven pairs around it; at the ends the record is mirrored. The formulas are
    those of `scale.scale_of`. Where some of the 91 are clearly extra beats, and the 91 before or the 91 after have
    fewer of them and ask for a lower threshold of changes, that holds: extra beats only ever add to the changes of a
    heart, so the quieter side tells its own. It is no lower than what is broad on any side: a breath may begin.
    """

    def __init__(self, rr_ms: FloatArray) -> None:
        pairs_ms = (rr_ms + np.concatenate((rr_ms[:1], rr_ms[:-1]))) / 2.0
        around_ms = _around(pairs_ms, LEVEL_BEATS)
        parts = [np.partition(around_ms[part], LEVEL_BEATS // 2, axis=1) for part in in_parts(rr_ms.size)]
        self.level_ms: FloatArray = np.concatenate([part[:, LEVEL_BEATS // 2] for part in parts])
        self._changes_ms = [_around(_changes_ms(rr_ms, back), SCALE_BEATS) for back in (1, 2, 3)]
        self._distances_ms = _around(np.abs(rr_ms - self.level_ms), SCALE_BEATS)
        # What `Scale` holds, in its order.
        self._found: FloatArray = np.vstack((self.level_ms, np.full((3, rr_ms.size), np.nan)))
        self.change_ms: FloatArray = self._found[1]

    def at(self, row: int) -> Scale:
        """Return what is ordinary around one interval."""
        if math.isnan(self.change_ms[row]):
            self.prepare(np.array([row]))
        return Scale(*self._found[:, row].tolist())

    def prepare(self, rows: IntArray) -> None:
        """Find the scales at some rows at once, which is quicker than one by one."""
        rows = rows[np.isnan(self.change_ms[rows])]
        for part in in_parts(rows.size):
            self._found[1:, rows[part]] = self._scales(rows[part])

    def _scales(self, rows: IntArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        level_ms = self.level_ms[rows]
        found = self._spread(rows, level_ms)
        change_ms = found.change_ms.copy()
        clear = self._clear(rows, level_ms)
        lowest_ms = np.maximum(FLOOR_SHARE * level_ms, found.broad_ms)
        wide = np.flatnonzero((change_ms > lowest_ms) & (clear >= _FEWEST_CLEAR))
        quieter_ms, broadest_ms = change_ms[wide], found.broad_ms[wide]
        for places in (self._beside(rows[wide], -1), self._beside(rows[wide], 1)) if wide.size else ():
            beside = self._spread(places, level_ms[wide])
            has_fewer = self._clear(places, level_ms[wide]) < clear[wide]
            quieter_ms = np.where(has_fewer, np.minimum(quieter_ms, beside.change_ms), quieter_ms)
            broadest_ms = np.maximum(broadest_ms, beside.broad_ms)
        change_ms[wide] = np.minimum(change_ms[wide], np.maximum(quieter_ms, broadest_ms))
        return change_ms, found.distance_ms, found.mend_ms

    def _clear(self, places: IntArray, level_ms: FloatArray) -> IntArray:
        """Return how many of the 91 changes around some places are clearly those of extra beats."""
        clear: IntArray = np.count_nonzero(self._changes_ms[0][places] > CLEAR_SHARE * level_ms[:, None], axis=1)
        return clear

    def _beside(self, rows: IntArray, side: int) -> IntArray:
        """Return the middle of the 91 that end with each row or begin with it; the row itself where there are none."""
        half = SCALE_BEATS // 2
        middle = rows + side * half
        return np.where((middle >= half) & (middle < self.level_ms.size - half), middle, rows)

    def _spread(self, places: IntArray, level_ms: FloatArray) -> "Spread":
        """Return how the 91 around some places are spread, for intervals of these levels."""
        changes_ms, second_ms, third_ms, distances_ms = (
            np.sort(values_ms[places], axis=1) for values_ms in (*self._changes_ms, self._distances_ms)
        )
        is_tick = changes_ms > FINEST_TICK_MS
        return spread(level_ms, changes_ms, second_ms, third_ms, distances_ms, is_tick=is_tick)


class Spread(NamedTuple):
    """The thresholds of some rows, in ms, each of shape (rows,): as `Scale` has them, and what is broad there."""

    change_ms: FloatArray
    distance_ms: FloatArray
    mend_ms: FloatArray
    broad_ms: FloatArray


def spread(
    level_ms: FloatArray,
    changes_ms: FloatArray,
    second_ms: FloatArray,
    third_ms: FloatArray,
    distances_ms: FloatArray,
    *,
    is_tick: BoolArray,
) -> Spread:
    """Return the thresholds of changes and of distances, and how near what is mended comes, as `scale.scale_of` does.

    Parameters
    ----------
    level_ms : array of float, shape (rows,)
        The levels.
    changes_ms, second_ms, third_ms, distances_ms : array of float, shape (rows, 91)
        Changes from one, two and three beats before, and distances from the level, each row in order.
    is_tick : array of bool, shape (rows, 91)
        Which of the changes are no rounding of computers.
    """
    low_ms, quartile_1_ms, median_ms, quartile_3_ms = (
        _quantile(changes_ms, share) for share in (LOW_SHARES[0], *_QUARTILES)
    )
    near_ms, far_ms = (_quantile(distances_ms, share) for share in (LOW_SHARES[1], _QUARTILES[-1]))
    broad_ms = np.minimum.reduce(
        (
            BROAD_FACTOR * np.maximum(low_ms, near_ms),
            BROAD_FACTOR * _quantile(second_ms, LOW_SHARES[1]),
            BROAD_FACTOR_OF_THREE * _quantile(third_ms, LOW_SHARES[1]),
        )
    )
    # Where nothing changes there is no tick to see.
    tick_ms = np.min(changes_ms, axis=1, initial=np.inf, where=is_tick)
    tick_ms = np.where(np.isfinite(tick_ms), np.minimum(tick_ms, COARSEST_TICK_MS), 0.0)
    floor_ms = np.maximum(FLOOR_SHARE * level_ms, FLOOR_TICKS * tick_ms)
    cap_ms = np.maximum(CAP_SHARE * level_ms, np.minimum(broad_ms, FARTHEST_SHARE * level_ms))
    quartiles_ms = np.minimum(QUARTILE_FACTOR * (quartile_3_ms - quartile_1_ms), MEDIAN_FACTOR * median_ms)
    change_ms = np.maximum(floor_ms, np.minimum(quartiles_ms, cap_ms))
    distance_ms = np.maximum(CAP_SHARE * level_ms, np.minimum(QUARTILE_FACTOR * (far_ms - near_ms), broad_ms))
    least_ms, most_ms = (share * level_ms for share in MEND_SHARES)
    return Spread(change_ms, distance_ms, np.clip(BROAD_FACTOR * low_ms, least_ms, most_ms), broad_ms)


def in_parts(count: int) -> Iterator[slice]:
    """Yield slices that are worked on one after the other; one where there is nothing."""
    for begin in range(0, max(1, count), _ROWS_AT_ONCE):
        yield slice(begin, min(count, begin + _ROWS_AT_ONCE))


def _around(values_ms: FloatArray, beats: int) -> FloatArray:
    """Return the values around each, a row each; beyond the ends they are mirrored."""
    return windows(np.pad(values_ms, beats // 2, mode="symmetric"), beats)


def windows(values_ms: FloatArray, beats: int) -> FloatArray:
    """Return each so many neighbours, a row each, without a copy of them."""
    return sliding_window_view(values_ms, beats)


def _changes_ms(rr_ms: FloatArray, back: int) -> FloatArray:
    """Return how far each interval is from the one so many before it; the first ones from the first."""
    before_ms = np.concatenate((rr_ms[:1].repeat(min(back, rr_ms.size)), rr_ms[:-back]))
    result: FloatArray = np.abs(rr_ms - before_ms)
    return result


def _quantile(ordered_ms: FloatArray, share: float) -> FloatArray:
    """Return a quantile of each row, on the line between the two values it lies between."""
    index = share * (SCALE_BEATS - 1)
    low = int(index)
    part = index - low
    low_ms: FloatArray = ordered_ms[:, low]
    return low_ms if part == 0.0 else low_ms + part * (ordered_ms[:, low + 1] - low_ms)
