"""Counts the pairs of templates of two and three beats that are alike in a long record, without comparing each pair."""

import numpy as np
from numpy.typing import NDArray

from biofeedback.signals.timing.beats import FloatArray, IntArray

MOST_VALUES = 2048
"""Different intervals that the tables hold, 16 MB each: more than a grid of 1/1024 s has from 300 to 2000 ms."""

_PRECISION_MS = 1e-6
"""Intervals that differ by less than this differ by rounding."""

_STEPS_OF_TOLERANCE = (256, 128, 64, 32, 16, 8, 4, 2, 1)  # how fine a grid may be, the finest first: a choice

_GATHERED_AT_ONCE = 1 << 18  # places in the tables that are looked up together: some MB. A choice


def on_grid(values_ms: FloatArray, tolerance_ms: float) -> FloatArray:
    """Return intervals rounded to a grid just coarse enough that there are at most `MOST_VALUES` different ones.

    Parameters
    ----------
    values_ms : array of float, shape (beats,)
        Intervals in ms; ``nan`` stays.
    tolerance_ms : float
        How far two beats that are alike may lie apart. It is half a step more than a whole number of steps of the grid,
        so that as many pairs come within it by rounding as leave it.
    """
    for steps in _STEPS_OF_TOLERANCE:
        step_ms = tolerance_ms / (steps + 0.5)
        rounded: FloatArray = np.round(values_ms / step_ms) * step_ms
        if distinct_values(rounded) <= MOST_VALUES:
            break
    return rounded


def distinct_values(values_ms: FloatArray) -> int:
    """Return how many different intervals there are, but for rounding."""
    return int(np.unique(np.round(values_ms[~np.isnan(values_ms)] / _PRECISION_MS)).size)


def alike_pairs(templates_ms: FloatArray, tolerance_ms: float) -> tuple[int, int]:
    """Return how many ordered pairs of templates are alike without their last beat, and with it, each with itself too.

    Parameters
    ----------
    templates_ms : array of float, shape (templates, 3)
        Three consecutive intervals each, without ``nan``, of at most `MOST_VALUES` different values.
    tolerance_ms : float
        How far two beats may lie apart, edge included.

    Notes
    -----
    The values are passed through in order. Those templates whose first beat is near the present value lie in a table by
    their second and third beat; summed up along the third, it answers how many of them are like another in both.
    """
    values, ranks = np.unique(np.round(templates_ms / _PRECISION_MS), return_inverse=True)
    ranks = ranks.reshape(templates_ms.shape)
    reach = tolerance_ms / _PRECISION_MS
    below = np.searchsorted(values, values - reach, side="left")
    above = np.searchsorted(values, values + reach, side="right")
    ranks = ranks[np.argsort(ranks[:, 0], kind="stable")]
    first, second, third = (np.ascontiguousarray(column) for column in ranks.T)
    begins = np.searchsorted(first, np.arange(values.size + 1))
    near_second = np.zeros(values.size, dtype=np.int64)
    table = np.zeros((values.size, values.size), dtype=np.int32)
    sums = np.zeros((values.size, values.size + 1), dtype=np.int32)
    alike = stay_alike = 0
    held_from = held_until = 0
    for value in range(values.size):
        until, since = int(begins[above[value]]), int(begins[below[value]])
        come, gone = slice(held_until, until), slice(held_from, since)
        for change, step in ((come, 1), (gone, -1)):
            np.add.at(table, (second[change], third[change]), step)
            np.add.at(near_second, second[change], step)
        rows = np.unique(np.concatenate((second[come], second[gone])))
        sums[rows, 1:] = np.cumsum(table[rows], axis=1)
        held_from, held_until = since, until
        present = slice(int(begins[value]), int(begins[value + 1]))
        two, three = second[present], third[present]
        up_to = np.concatenate(([0], np.cumsum(near_second)))
        alike += int(np.sum(up_to[above[two]] - up_to[below[two]]))
        stay_alike += _looked_up(sums, below, above, two, three)
    return alike, stay_alike


def _looked_up(sums: NDArray[np.int32], below: IntArray, above: IntArray, two: IntArray, three: IntArray) -> int:
    """Return how many templates of the table are like these in their second and their third beat."""
    if not two.size:
        return 0
    width = int(np.max(above[two] - below[two]))
    at_once = max(1, _GATHERED_AT_ONCE // width)
    found = 0
    for begin in range(0, two.size, at_once):
        some = slice(begin, begin + at_once)
        rows = below[two[some]][:, None] + np.arange(width)
        within = rows < above[two[some]][:, None]
        rows = np.where(within, rows, 0)
        counts = sums[rows, above[three[some]][:, None]] - sums[rows, below[three[some]][:, None]]
        found += int(np.sum(counts, where=within, dtype=np.int64))
    return found
