"""Measures how far intervals come without any order: how little of each can be told from those before it."""

import math

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.numerics.small_steps import medians
from biofeedback.signals.timing.beats import BoolArray, FloatArray

TOLERANCE_SHARE = 0.08
"""Of the median interval: two intervals this near are alike. Of 5, 8 and 10 %, 8 % told simulated fibrillation, noise
and loose contacts best from healthy hearts, ectopic beats and large breathing (`docs/disorder.md`)."""

_WIDER = (1.5, 2.1, 3.1, 4.4)
"""By so many times the tolerance grows, one after the other, while too few are alike: about by half each time."""

_FEWEST_ALIKE = 10
"""So many pairs of three intervals must be alike; Lake and Moorman 2011 let the tolerance grow until five are. A
choice: with fewer the logarithm of their count is mostly chance."""

_INDEPENDENCE_WEIGHT = 0.5
"""How much it counts that the past tells nothing, in units of the entropy. Of 0 to 1.5, it lost the fewest of the
simulated fibrillation and noise at one false window in a thousand."""

_MOST_INDEPENDENCE = 0.1
"""Intervals cannot be less ordered than independent ones; what is measured beyond is chance. In nats."""

SMALLEST_LEAPING_SHARE = 0.35
"""Of successive intervals must differ by more than the tolerance, or nothing is measured: without large steps there is
no disorder. Of windows of healthy hearts 1 in 100 has 0.32, of simulated fibrillation 99 in 100 have 0.59."""


FORETOLD_SHARE = 0.15
"""Of the variance of the intervals is foretold from the four before each where they are a wave and no disorder. Of
windows of simulated fibrillation, noise and loose contacts 98 in 100 have less; of large uneven breathing, which comes
nearest to them, 99 in 100 have more."""

_FORETOLD_FROM = 4
"""So many intervals before: a breath of three beats needs two, the slower waves beneath it the others. A choice; with
six the tables are much the same."""

_FORETOLD_PLACES = np.arange(_FORETOLD_FROM + 1)

_FEWEST_FORETOLD = 15
"""With fewer intervals to foretell the fit has hardly more values than unknowns, and nothing is said. A choice."""


def irregularity(rr_ms: ArrayLike) -> float:
    """Return how far intervals come without order, in nats; 0.3 or less for nearly every heart, 1 to 3 for noise.

    Parameters
    ----------
    rr_ms : array of float, shape (intervals,)
        Intervals in ms as they came, ``nan`` where one is missing or no interval of a heart.

    Returns
    -------
    float
        0 where few successive intervals differ much, or where more of their variance can be foretold from those
        before than chance would give; ``inf`` where no two short stretches are alike.

    Notes
    -----
    Sample entropy of two intervals and the one that follows (Richman and Moorman 2000, doi
    10.1152/ajpheart.2000.278.6.H2039) with a tolerance of 8 % of the median interval, as its coefficient for short
    records has it (Lake and Moorman 2011, doi 10.1152/ajpheart.00561.2010): a tolerance that does not grow with the
    spread, so that a restless heart is not measured by its own restlessness. Where few are alike it is widened, and the
    entropy raised by the logarithm of that.

    To it comes half of what the entropy lacks of that of independent intervals of the same spread. A breath, however
    large and uneven, is a wave: the past tells what comes, also in a straight line (`foretold_share`). Ectopic beats
    come early and are made up for. Fibrillation, noise and invented beats have no memory.

    Unlike the turning point ratio (Dash et al. 2009, doi 10.1007/s10439-009-9740-z) it is not fooled by a breath of
    three beats, and unlike RMSSD over the mean not by large breathing or a few ectopic beats.
    """
    intervals_ms = np.asarray(rr_ms, dtype=np.float64)
    known = ~np.isnan(intervals_ms)
    beats = int(np.count_nonzero(known))
    leaping_share = _leaping_share(intervals_ms)
    if not leaping_share >= SMALLEST_LEAPING_SHARE or foretold_share(intervals_ms) >= FORETOLD_SHARE:
        return 0.0
    followed = known[2:]
    if np.count_nonzero(known[:-2] & known[1:-1] & followed) < 2:
        return 0.0
    tolerance_ms = TOLERANCE_SHARE * float(medians(intervals_ms[known]))
    apart_ms = np.abs(intervals_ms[:, None] - intervals_ms)
    alike = alike_next = 0
    for times in (1.0, *_WIDER):
        near = apart_ms <= times * tolerance_ms
        same_before = near[:-2, :-2] & near[1:-1, 1:-1]
        if beats < known.size:
            same_before &= followed[:, None] & followed
        alike, alike_next = _pairs(same_before), _pairs(same_before & near[2:, 2:])
        if alike_next >= _FEWEST_ALIKE:
            break
    if not alike_next:
        return math.inf
    entropy = math.log(alike / alike_next)
    independence = min(_MOST_INDEPENDENCE, entropy - math.log(beats * (beats - 1) / 2.0 / _pairs(near)))
    return entropy + math.log(times) + _INDEPENDENCE_WEIGHT * independence


def foretold_share(rr_ms: FloatArray) -> float:
    """Return how much of the variance of intervals (ms, ``nan`` where one is missing) the four before each foretell.

    Notes
    -----
    Least squares on the four intervals before; the share is adjusted for them, so that it is 0 for independent
    intervals on average, and may be below. 0 with fewer than fifteen intervals to foretell.
    """
    # Places cost a third of what a view of windows does.
    rows = rr_ms[np.arange(max(0, rr_ms.size - _FORETOLD_FROM))[:, None] + _FORETOLD_PLACES]
    is_missing = np.isnan(rows)
    if is_missing.any():
        rows = rows[~is_missing.any(axis=1)]
    if len(rows) < _FEWEST_FORETOLD:
        return 0.0
    rows -= np.add.reduce(rows, axis=None) / rows.size
    before, comes = rows[:, :-1], rows[:, -1]
    variance = float(np.add.reduce(comes**2) / comes.size)
    if not variance > 0.0:
        return 1.0
    left = comes - before @ np.linalg.lstsq(before, comes, rcond=None)[0]
    return 1.0 - float(left @ left) / (len(rows) - _FORETOLD_FROM) / variance


def leaps(rr_ms: FloatArray) -> BoolArray:
    """Return which intervals differ from the one before by more than the tolerance; the first does not."""
    leaping = np.zeros(rr_ms.size, dtype=np.bool_)
    # Of their mean, so that each can be told without the others.
    leaping[1:] = np.abs(np.diff(rr_ms)) > TOLERANCE_SHARE / 2.0 * (rr_ms[1:] + rr_ms[:-1])
    return leaping


def _leaping_share(rr_ms: FloatArray) -> float:
    compared = int(np.count_nonzero(~np.isnan(np.diff(rr_ms))))
    return float(np.count_nonzero(leaps(rr_ms))) / compared if compared else math.nan


def _pairs(alike: BoolArray) -> int:
    """Return how many pairs of different ones are alike, of a matrix that has each pair twice."""
    return (int(np.count_nonzero(alike)) - int(np.count_nonzero(alike.diagonal()))) // 2
