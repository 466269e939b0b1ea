"""Cubic splines through many stretches of one series at once, each as if there were nothing but its own points."""

import numpy as np

from biofeedback.signals.timing.beats import FloatArray, IntArray


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
    points = end - count + np.arange(count)[:, None]
    there = points >= begin
    points = np.maximum(points, begin)
    knots, values = x[points], y[points]
    widths = np.where(there[:-1], np.diff(knots, axis=0), 1.0)
    rises = np.where(there[:-1], np.diff(values, axis=0), 0.0) / widths
    slopes = _slopes(widths, rises, count - (end - begin))
    bend = (slopes[:-1] + slopes[1:] - 2.0 * rises) / widths
    quadratic, cubic = (rises - slopes[:-1]) / widths - bend, bend / widths
    columns = np.arange(begin.size)[:, None]
    piece = np.searchsorted(x, places, side="right") - 1
    piece = np.clip(piece, begin[:, None], end[:, None] - 2)
    rows = piece - (end - count)[:, None]
    along = places - x[piece]
    curve = cubic[rows, columns] * along + quadratic[rows, columns]
    return np.asarray((curve * along + slopes[rows, columns]) * along + y[piece], dtype=np.float64)


def _slopes(widths: FloatArray, rises: FloatArray, first: IntArray) -> FloatArray:
    """Return the slope of each spline at each of its points; ``first`` is the row of its first point."""
    count, columns = widths.shape[0] + 1, np.arange(first.size)
    below, diagonal, above, wanted = (np.zeros((count, first.size)) for _ in range(4))
    below[1:-1] = widths[1:]
    diagonal[1:-1] = 2.0 * (widths[:-1] + widths[1:])
    above[1:-1] = widths[:-1]
    wanted[1:-1] = 3.0 * (widths[1:] * rises[:-1] + widths[:-1] * rises[1:])
    last = widths[-1] + widths[-2]
    below[-1], diagonal[-1] = last, widths[-2]
    wanted[-1] = (widths[-1] ** 2 * rises[-2] + (2.0 * last + widths[-1]) * widths[-2] * rises[-1]) / last
    before = np.arange(count)[:, None] < first
    below[before], diagonal[before], above[before], wanted[before] = 0.0, 1.0, 0.0, 0.0
    width, next_width = widths[first, columns], widths[first + 1, columns]
    both = width + next_width
    rise, next_rise = rises[first, columns], rises[first + 1, columns]
    below[first, columns], diagonal[first, columns], above[first, columns] = 0.0, next_width, both
    wanted[first, columns] = ((width + 2.0 * both) * next_width * rise + width**2 * next_rise) / both
    for row in range(1, count):
        factor = below[row] / diagonal[row - 1]
        diagonal[row] -= factor * above[row - 1]
        wanted[row] -= factor * wanted[row - 1]
    wanted[-1] /= diagonal[-1]
    for row in range(count - 2, -1, -1):
        wanted[row] = (wanted[row] - above[row] * wanted[row + 1]) / diagonal[row]
    return wanted
