"""How a heart's rhythm scales and repeats itself: DFA alpha 1 and sample entropy.

A ``nan`` is an interval set aside or a place where beats are missing; nothing reaches across it. The numbers of other
programs differ from these, because their windows, tolerances and lengths do.
"""

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike, NDArray

from biofeedback.signals.timing.beats import FloatArray
from biofeedback.signals.variability.alike import MOST_VALUES, alike_pairs, distinct_values, on_grid
from biofeedback.signals.variability.hrv import sdnn_ms

SHORTEST_BOX, LONGEST_BOX = 4, 16  # beats; the short-term range of alpha 1 (Peng et al. 1995)

FEWEST_BEATS_DFA = 64
"""Four of the longest boxes. A choice."""

FEWEST_BEATS_ENTROPY = 100
"""With fewer intervals hardly a template of two beats finds its like. A choice."""

# Of Richman and Moorman 2000: the beats of a template, and how alike two must be, in units of SDNN.
TEMPLATE_BEATS = 2
TOLERANCE_SDNN = 0.2

# Beats. Up to here comparing everything with everything is quicker than building a tree.
_ALL_PAIRS = 1024

_LARGEST_TREE = 20_000
"""Beats. A tree takes half a second for so many, and the square of that for more."""


def dfa_alpha1(nn_ms: ArrayLike) -> float:
    """Return the short-term scaling exponent of detrended fluctuation analysis.

    Parameters
    ----------
    nn_ms : array of float, shape (beats,)
        Intervals in ms.

    Returns
    -------
    float
        About 0.5 for noise without memory, 1 for 1/f, 1.5 for a random walk; ``nan`` with fewer than 64 intervals, or
        when they do not vary.

    Notes
    -----
    After Peng, Havlin, Stanley and Goldberger 1995, doi 10.1063/1.166141. The intervals less their mean are summed up;
    boxes of n = 4, 5 ... 16 beats side by side from the beginning (the rest is left over); a straight line taken out of
    each box; ``F(n)`` the root mean square of what is left in all boxes; alpha 1 the slope of ``log F`` over ``log n``.
    Each unbroken stretch is summed up by itself.

    Slow paced breathing puts a wave of ten beats into these boxes and raises the number towards 1.4 without any change
    in the heart. Libraries differ by 10 % and more, because their boxes do.
    """
    fluctuation = fluctuations(nn_ms)
    if fluctuation.size == 0 or not np.all(fluctuation > 0.0):
        return math.nan
    slope, _ = np.polyfit(np.log(np.arange(SHORTEST_BOX, LONGEST_BOX + 1)), np.log(fluctuation), 1)
    return float(slope)


def fluctuations(nn_ms: ArrayLike) -> FloatArray:
    """Return ``F(n)`` for n = 4, 5 ... 16 in ms; empty with fewer than 64 intervals."""
    intervals_ms = np.asarray(nn_ms, dtype=np.float64)
    taken = ~np.isnan(intervals_ms)
    if np.count_nonzero(taken) < FEWEST_BEATS_DFA:
        return np.empty(0)
    centred_ms = intervals_ms - np.mean(intervals_ms[taken])
    profiles = [np.cumsum(run) for run in _runs(centred_ms) if run.size >= LONGEST_BOX]
    if not profiles:
        return np.empty(0)
    # Rounding of a long sum must not look like a wave.
    if float(np.max(np.abs(centred_ms[taken]))) < 1e-9 * float(np.mean(intervals_ms[taken])):
        return np.zeros(LONGEST_BOX - SHORTEST_BOX + 1)
    return np.array([_fluctuation(profiles, beats) for beats in range(SHORTEST_BOX, LONGEST_BOX + 1)])


def _fluctuation(profiles: list[FloatArray], beats: int) -> float:
    ramp = np.arange(beats) - 0.5 * (beats - 1)
    ramp /= math.sqrt(float(np.sum(ramp**2)))
    squares, points = 0.0, 0
    for profile in profiles:
        boxes = profile[: profile.size // beats * beats].reshape(-1, beats)
        left = boxes - np.mean(boxes, axis=1, keepdims=True)
        left -= np.outer(left @ ramp, ramp)
        squares += float(np.vdot(left, left))
        points += left.size
    return math.sqrt(squares / points)


def sample_entropy(nn_ms: ArrayLike) -> float:
    """Return the sample entropy of the intervals (templates of 2 beats, tolerance a fifth of SDNN).

    Parameters
    ----------
    nn_ms : array of float, shape (beats,)
        Intervals in ms.

    Returns
    -------
    float
        0 for what repeats itself exactly; 2 and more for noise. ``nan`` with fewer than 100 intervals, when they do not
        vary, or when nothing repeats.

    Notes
    -----
    After Richman and Moorman 2000, doi 10.1152/ajpheart.2000.278.6.H2039: ``-ln(A / B)``. ``B`` counts the pairs of
    templates of 2 beats that are alike (no beat further apart than the tolerance, edge included), ``A`` those that stay
    alike with the beat that follows; the same n - 2 templates serve for both, none is compared with itself. Templates
    that hold a ``nan`` are left out.

    Records of more than 20,000 beats with more than 2048 different intervals, as only waves give them, are rounded to
    the finest grid that has no more; in a simulated day this moved the number by 4e-5 of itself.

    It falls when a drift makes SDNN, and so the tolerance, large; the number needs a few hundred beats at rest.
    """
    return template_entropy(nn_ms, template_beats=TEMPLATE_BEATS, tolerance_ms=TOLERANCE_SDNN * sdnn_ms(nn_ms))


def template_entropy(nn_ms: ArrayLike, *, template_beats: int, tolerance_ms: float) -> float:
    """Return the sample entropy for templates and a tolerance of one's own; see `sample_entropy`."""
    intervals_ms = np.asarray(nn_ms, dtype=np.float64)
    if np.count_nonzero(~np.isnan(intervals_ms)) < FEWEST_BEATS_ENTROPY or not tolerance_ms > 0.0:
        return math.nan
    templates = sliding_window_view(intervals_ms, template_beats + 1)
    whole = ~np.any(np.isnan(templates), axis=1)
    few_values = template_beats == TEMPLATE_BEATS and distinct_values(intervals_ms) <= MOST_VALUES
    if whole.size <= _ALL_PAIRS:
        alike, stay_alike = _compare_all(intervals_ms, whole, template_beats, tolerance_ms)
    elif few_values:
        alike, stay_alike = alike_pairs(templates[whole], tolerance_ms)
    elif template_beats == TEMPLATE_BEATS and whole.size > _LARGEST_TREE:
        rounded = sliding_window_view(on_grid(intervals_ms, tolerance_ms), template_beats + 1)
        alike, stay_alike = alike_pairs(rounded[whole], tolerance_ms)
    else:
        alike, stay_alike = (_pairs(points, tolerance_ms) for points in (templates[whole, :-1], templates[whole]))
    # Every template is like itself, and that is not counted.
    count = int(np.count_nonzero(whole))
    return math.log((alike - count) / (stay_alike - count)) if stay_alike > count else math.nan


def _compare_all(
    values: FloatArray, whole: NDArray[np.bool_], template_beats: int, tolerance: float
) -> tuple[int, int]:
    """Return how many ordered pairs are alike without their last beat, and with it."""
    differences = np.subtract.outer(values, values)
    close = np.abs(differences, out=differences) <= tolerance
    count = whole.size
    near = close[:count, :count] & whole[:, None] & whole
    for beat in range(1, template_beats):
        near &= close[beat : beat + count, beat : beat + count]
    alike = int(np.count_nonzero(near))
    near &= close[template_beats:, template_beats:]
    return alike, int(np.count_nonzero(near))


def _pairs(points: FloatArray, tolerance_ms: float) -> int:
    from scipy.spatial import KDTree  # late, as only long records need it

    tree = KDTree(points)
    return int(tree.count_neighbors(tree, tolerance_ms, p=math.inf))


def _runs(values: FloatArray) -> list[FloatArray]:
    breaks = np.flatnonzero(np.isnan(values))
    return [run[~np.isnan(run)] for run in np.split(values, breaks)]
