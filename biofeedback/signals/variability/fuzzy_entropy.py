"""Fuzzy entropy: how seldom a rhythm repeats itself, where alike is a matter of degree."""

import math

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.timing.beats import BoolArray, FloatArray

STRETCH_BEATS = 300
"""Intervals that are compared with each other: about five minutes, in which the tolerance means something. A choice."""

FEWEST_TEMPLATES = 98
"""Of three beats in a stretch: as many as a hundred intervals have, as for sample entropy. A choice."""

EVEN_MS = 1e-6
"""A spread below this is what rounding leaves of a clock."""

TOLERANCE = 0.2
"""Of Chen and others 2007, for intervals in units of their standard deviation: ``exp(-d ** 2 / 0.2)``."""

_STRETCHES_AT_ONCE = 96
"""30,000 intervals, which stay near the processor, and enough for a step of NumPy to be cheap. A choice."""


def fuzzy_entropy(nn_ms: ArrayLike) -> float:
    """Return the fuzzy entropy of the intervals, the median of stretches of 300.

    Parameters
    ----------
    nn_ms : array of float, shape (beats,)
        Intervals in ms, ``nan`` where one is set aside.

    Returns
    -------
    float
        ``nan`` with fewer than 100 intervals in a row of which hardly one is set aside, or when they do not vary.

    Notes
    -----
    After Chen, Wang, Xie and Yu 2007, doi 10.1109/TNSRE.2007.897025. Intervals are in units of their standard deviation
    (n - 1); templates of 2 and of 3 have their own mean taken out; two are alike by ``exp(-d ** 2 / 0.2)``, with d the
    largest difference of their beats; the number is the logarithm of the mean of this over all pairs of templates of 2,
    less that of 3. The same n - 2 templates serve for both, none is compared with itself.

    Stretches lie side by side from the beginning, and what is left over is left out; fewer than 600 intervals are one.
    """
    intervals_ms = np.asarray(nn_ms, dtype=np.float64)
    count = intervals_ms.size // STRETCH_BEATS
    if count < 2:
        found = _of_stretches(intervals_ms[None, :]) if intervals_ms.size > FEWEST_TEMPLATES else np.empty(0)
    else:
        rows = intervals_ms[: count * STRETCH_BEATS].reshape(count, STRETCH_BEATS)
        parts = range(0, count, _STRETCHES_AT_ONCE)
        found = np.concatenate([_of_stretches(rows[part : part + _STRETCHES_AT_ONCE]) for part in parts])
    known = found[~np.isnan(found)]
    return float(np.median(known)) if known.size else math.nan


def _of_stretches(rows_ms: FloatArray) -> FloatArray:
    """Return the fuzzy entropy of each stretch, shape (stretches, beats); ``nan`` where there is none."""
    taken = ~np.isnan(rows_ms)
    whole = taken[:, :-2] & taken[:, 1:-1] & taken[:, 2:]
    enough = np.flatnonzero(np.count_nonzero(whole, axis=1) >= FEWEST_TEMPLATES)
    spread_ms = np.nanstd(rows_ms[enough], axis=1, ddof=1)
    enough, spread_ms = enough[spread_ms > EVEN_MS], spread_ms[spread_ms > EVEN_MS]
    found = np.full(len(rows_ms), np.nan)
    whole, units = whole[enough], rows_ms[enough] / spread_ms[:, None]
    first, second, third = units[:, :-2], units[:, 1:-1], units[:, 2:]
    mean = (first + second + third) / 3.0
    of_two, of_three = ((second - first) / 2.0,), (first - mean, second - mean, third - mean)
    two, three = np.zeros(len(units)), np.zeros(len(units))
    everywhere = bool(np.all(whole))
    for back in range(1, whole.shape[1]):
        both = None if everywhere else whole[:, back:] & whole[:, :-back]
        two += _alike(of_two, back, both)
        three += _alike(of_three, back, both)
    with np.errstate(divide="ignore", invalid="ignore"):
        found[enough] = np.log(two / three)
    return np.where(np.isfinite(found), found, np.nan)


def _alike(parts: tuple[FloatArray, ...], back: int, both: BoolArray | None) -> FloatArray:
    """Return how much templates are like those so many before them, summed up for each stretch."""
    squares = _squares(parts[0], back)
    for part in parts[1:]:
        np.maximum(squares, _squares(part, back), out=squares)
    squares /= -TOLERANCE
    np.exp(squares, out=squares)
    total: FloatArray = np.sum(squares, axis=1) if both is None else np.sum(squares, axis=1, where=both)
    return total


def _squares(part: FloatArray, back: int) -> FloatArray:
    apart = part[:, back:] - part[:, :-back]
    apart *= apart
    return apart
