"""A cubic spline through beats, sampled where a series is wanted.

`scipy.interpolate` brings half of SciPy with it, and a practice needs nothing of it but this.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.timing.beats import FloatArray


def cubic_spline(x: ArrayLike, y: ArrayLike) -> Callable[[ArrayLike], FloatArray]:
    """Return the cubic spline through ``(x, y)``: a function from places to its values there.

    Parameters
    ----------
    x : array of float, shape (points,)
        Strictly rising; at least two.
    y : array of float, shape (points,)
        The values to pass through.

    Raises
    ------
    ValueError
        When there are fewer than two points, their shapes differ, one is not finite, or ``x`` does not rise.

    Notes
    -----
    Two pieces at either end are one cubic ("not-a-knot"), as in `scipy.interpolate.CubicSpline`, whose values these
    are but for rounding; two points give a line, three a parabola. Beyond the ends the outermost pieces go on.
    """
    knots, values = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    if knots.ndim != 1 or knots.shape != values.shape or knots.size < 2:
        raise ValueError(f"`x` and `y` are rows of two or more, not of shape {knots.shape} and {values.shape}")
    if not (np.all(np.isfinite(knots)) and np.all(np.isfinite(values))):
        raise ValueError("`x` and `y` are finite")
    widths = np.diff(knots)
    if not np.all(widths > 0.0):
        raise ValueError("`x` rises strictly")
    rises = np.diff(values) / widths
    slopes = _slopes(widths, rises)
    bend = (slopes[:-1] + slopes[1:] - 2.0 * rises) / widths
    quadratic, cubic = (rises - slopes[:-1]) / widths - bend, bend / widths

    def at(places: ArrayLike) -> FloatArray:
        where = np.asarray(places, dtype=np.float64)
        piece = np.clip(np.searchsorted(knots, where, side="right") - 1, 0, widths.size - 1)
        along = where - knots[piece]
        square = along * along
        curve = values[piece] + slopes[piece] * along + quadratic[piece] * square + cubic[piece] * (square * along)
        return np.asarray(curve, dtype=np.float64)

    return at


def _slopes(widths: FloatArray, rises: FloatArray) -> FloatArray:
    """Return the slope of the spline at each of its points."""
    if widths.size == 1:
        return np.repeat(rises, 2)
    if widths.size == 2:
        middle = (widths[0] * rises[1] + widths[1] * rises[0]) / (widths[0] + widths[1])
        return np.array([2.0 * rises[0] - middle, middle, 2.0 * rises[1] - middle])
    first, last = widths[0] + widths[1], widths[-1] + widths[-2]
    wanted = np.empty(widths.size + 1)
    wanted[0] = ((widths[0] + 2.0 * first) * widths[1] * rises[0] + widths[0] ** 2 * rises[1]) / first
    wanted[1:-1] = 3.0 * (widths[1:] * rises[:-1] + widths[:-1] * rises[1:])
    wanted[-1] = (widths[-1] ** 2 * rises[-2] + (2.0 * last + widths[-1]) * widths[-2] * rises[-1]) / last
    return _solved(
        below=[*widths[1:].tolist(), float(last)],
        diagonal=[float(widths[1]), *(2.0 * (widths[:-1] + widths[1:])).tolist(), float(widths[-2])],
        above=[float(first), *widths[:-1].tolist()],
        wanted=wanted.tolist(),
    )


def _solved(below: list[float], diagonal: list[float], above: list[float], wanted: list[float]) -> FloatArray:
    """Return what a matrix of three diagonals makes ``wanted`` of: elimination that takes the larger pivot.

    Plain numbers, because a few hundred of them are solved here before SciPy's LAPACK would be loaded.
    """
    pivots, rights = [diagonal[0]], [wanted[0]]
    pivot, right = diagonal[0], wanted[0]
    for under, after, next_pivot, next_right in zip(below, above, diagonal[1:], wanted[1:], strict=True):
        if abs(pivot) < abs(under):
            return _solved_with_exchanges(below, diagonal, above, wanted)
        factor = under / pivot
        pivot, right = next_pivot - factor * after, next_right - factor * right
        pivots.append(pivot)
        rights.append(right)
    found = right / pivot
    solved = [found]
    for pivot, after, right in zip(pivots[-2::-1], above[::-1], rights[-2::-1], strict=True):
        found = (right - after * found) / pivot
        solved.append(found)
    return np.array(solved[::-1])


def _solved_with_exchanges(
    below: list[float], diagonal: list[float], above: list[float], wanted: list[float]
) -> FloatArray:
    """Return what `_solved` does where rows have to be exchanged, as beside a gap."""
    rows: list[tuple[float, float, float, float]] = []
    pivot, after, right = diagonal[0], above[0], wanted[0]
    for under, next_pivot, next_after, next_right in zip(
        below, diagonal[1:], [*above[1:], 0.0], wanted[1:], strict=True
    ):
        if abs(pivot) >= abs(under):
            factor = under / pivot
            rows.append((pivot, after, 0.0, right))
            pivot, after, right = next_pivot - factor * after, next_after, next_right - factor * right
        else:
            # An exchange of rows puts a value two places above the diagonal.
            factor = pivot / under
            rows.append((under, next_pivot, next_after, next_right))
            pivot, after, right = after - factor * next_pivot, -factor * next_after, right - factor * next_right
    rows.append((pivot, after, 0.0, right))
    solved = []
    first = second = 0.0
    for pivot, after, further, right in reversed(rows):
        first, second = (right - after * first - further * second) / pivot, first
        solved.append(first)
    return np.array(solved[::-1])
