"""How a heart's rhythm scales: the exponent of detrended fluctuation analysis (DFA alpha 1).

A ``nan`` is an interval set aside or a place where beats are missing; nothing reaches across it. The numbers of other
programs differ from these, because their windows, tolerances and lengths do.
"""

import math

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.timing.beats import FloatArray

SHORTEST_BOX, LONGEST_BOX = 4, 16  # beats; the short-term range of alpha 1 (Peng et al. 1995)

FEWEST_BEATS_DFA = 64
"""Four of the longest boxes. A choice."""


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


def _runs(values: FloatArray) -> list[FloatArray]:
    breaks = np.flatnonzero(np.isnan(values))
    return [run[~np.isnan(run)] for run in np.split(values, breaks)]
