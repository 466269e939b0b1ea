"""Cubic splines through many stretches of one series at once, each as if there were nothing but its own points."""

from collections.abc import Callable, Sequence

import numpy as np

from biofeedback.signals.numerics.cubic_spline import cubic_spline
from biofeedback.signals.timing.beats import BoolArray, FloatArray, IntArray

_FEWEST_TOGETHER = 4
"""Points of a spline whose ends are "not-a-knot" and apart; what has fewer is a line or a parabola."""


def many_splines(x: FloatArray, y: FloatArray, begin: IntArray, end: IntArray, places: FloatArray) -> FloatArray:
    """Return the values of a spline through each of many stretches.

    Parameters
    ----------
    x, y : array of float, shape (points,)
        The series; ``x`` rises strictly within each stretch.
    begin, end : array of int, shape (stretches,)
        The first point of each stretch and the one behind its last; four points at least.
    places : array of float, shape (stretches, places)
        Where to take the values of each, rising.

    Returns
    -------
    array of float, shape (stretches, places)
        What `cubic_spline` would give for each stretch by itself, but for rounding.

    Notes
    -----
    The tables hold a column a stretch, pushed to the same last row, so that one pass down and one up solve all of them.
    The matrices are dominated by their diagonals but in the first and the last rows, where rows need no exchange
    either as long as neighbouring widths differ by less than a hundredfold; what is left is rounding.
    """
    count = int(np.max(end - begin))
    first = count - (end - begin)
    points = end - count + np.arange(count)[:, None]
    there = points >= begin
    points = np.maximum(points, begin)
    knots, values = x[points], y[points]
    widths = np.where(there[:-1], np.diff(knots, axis=0), 1.0)
    rises = np.where(there[:-1], np.diff(values, axis=0), 0.0) / widths
    slopes, _ = _slopes(widths, rises, first, np.square)
    bend = (slopes[:-1] + slopes[1:] - 2.0 * rises) / widths
    quadratic, cubic = (rises - slopes[:-1]) / widths - bend, bend / widths
    # A search among these stretches alone takes half the time of one among all points.
    lowest, highest = int(np.min(begin)), int(np.max(end))
    rows = np.searchsorted(x[lowest:highest], places, side="right") + (lowest - 1 - (end - count))[:, None]
    rows = np.clip(rows, first[:, None], count - 2)
    # One number for row and column finds a value in half the time that two take.
    at = rows * begin.size + np.arange(begin.size)[:, None]
    along = places - knots.take(at)
    curve: FloatArray = cubic.take(at)
    for coefficients in (quadratic, slopes, values):
        curve *= along
        curve += coefficients.take(at)
    return curve


def splines_of(series: Sequence[tuple[FloatArray, FloatArray]], places: FloatArray) -> FloatArray:
    """Return the values of a spline through each of many series, to the bit as `cubic_spline` gives them.

    Parameters
    ----------
    series : sequence of (array of float, array of float), each of shape (points,)
        The places and values of each, as `cubic_spline` takes them.
    places : array of float, shape (series, places)
        Where to take the values of each, rising.

    Raises
    ------
    ValueError
        As `cubic_spline` does.
    """
    sizes = np.array([x.size for x, _ in series])
    count = max(_FEWEST_TOGETHER, int(sizes.max()))
    first = count - sizes
    knots, values = np.zeros((2, count, sizes.size))
    for column, (x, y) in enumerate(series):
        if x.size >= _FEWEST_TOGETHER:
            knots[first[column] :, column], values[first[column] :, column] = x, y
    there = np.arange(count - 1)[:, None] >= first
    widths = np.where(there, np.diff(knots, axis=0), 1.0)
    rises = np.where(there, np.diff(values, axis=0), 0.0)
    alone = (sizes < _FEWEST_TOGETHER) | ~np.all((widths > 0.0) & np.isfinite(widths) & np.isfinite(rises), axis=0)
    first[alone], widths[:, alone], rises[:, alone] = 0, 1.0, 0.0
    rises /= widths
    slopes, exchanged = _slopes(widths, rises, first, _squares)
    bend = (slopes[:-1] + slopes[1:] - 2.0 * rises) / widths
    quadratic, cubic = (rises - slopes[:-1]) / widths - bend, bend / widths
    pieces = [np.searchsorted(x, row, side="right") - 1 for (x, _), row in zip(series, places, strict=True)]
    rows = np.clip(pieces + first[:, None], first[:, None], count - 2)
    at = rows, np.arange(sizes.size)[:, None]
    along = places - knots[at]
    square = along * along
    curves: FloatArray = values[at] + slopes[at] * along + quadratic[at] * square + cubic[at] * (square * along)
    for column in np.flatnonzero(alone | exchanged).tolist():
        curves[column] = cubic_spline(*series[column])(places[column])
    return curves


def _squares(values: FloatArray) -> FloatArray:
    """Return the squares of values as a power of each by itself has them, which is a bit off now and then."""
    return np.array([value**2 for value in values])


def _slopes(
    widths: FloatArray, rises: FloatArray, first: IntArray, squares: Callable[[FloatArray], FloatArray]
) -> tuple[FloatArray, BoolArray]:
    """Return the slope of each spline at each of its points, and for which of them `cubic_spline` would exchange rows.

    ``first`` is the row of the first point of each.
    """
    count, columns = widths.shape[0] + 1, np.arange(first.size)
    below, diagonal, above, wanted = (np.zeros((count, first.size)) for _ in range(4))
    below[1:-1] = widths[1:]
    diagonal[1:-1] = 2.0 * (widths[:-1] + widths[1:])
    above[1:-1] = widths[:-1]
    wanted[1:-1] = 3.0 * (widths[1:] * rises[:-1] + widths[:-1] * rises[1:])
    last = widths[-1] + widths[-2]
    below[-1], diagonal[-1] = last, widths[-2]
    wanted[-1] = (squares(widths[-1]) * rises[-2] + (2.0 * last + widths[-1]) * widths[-2] * rises[-1]) / last
    before = np.arange(count)[:, None] < first
    below[before], diagonal[before], above[before], wanted[before] = 0.0, 1.0, 0.0, 0.0
    width, next_width = widths[first, columns], widths[first + 1, columns]
    both = width + next_width
    rise, next_rise = rises[first, columns], rises[first + 1, columns]
    below[first, columns], diagonal[first, columns], above[first, columns] = 0.0, next_width, both
    wanted[first, columns] = ((width + 2.0 * both) * next_width * rise + squares(width) * next_rise) / both
    for row in range(1, count):
        factor = below[row] / diagonal[row - 1]
        diagonal[row] -= factor * above[row - 1]
        wanted[row] -= factor * wanted[row - 1]
    exchanged: BoolArray = np.any(np.abs(diagonal[:-1]) < np.abs(below[1:]), axis=0)
    wanted[-1] /= diagonal[-1]
    for row in range(count - 2, -1, -1):
        wanted[row] = (wanted[row] - above[row] * wanted[row + 1]) / diagonal[row]
    return wanted, exchanged
