"""Estimates at which pace the heart would answer most, from how it answered at a few.

A resonance curve is laid through amplitudes whose uncertainty is known, and every curve that they allow is weighed.
"""

import math
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

import numpy as np

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.timing.beats import FloatArray

Confidence: TypeAlias = Literal["clear", "fair", "open", "none"]
"""``clear``: the interval is at most 0.6 a minute wide. ``fair``: at most 1.4. ``open``: wider, or the answer lies at
the edge of what was tried. ``none``: there is no answer."""

FEWEST_RATES = 3
"""As many as the curve has unknowns."""

Place: TypeAlias = Literal["within", "slowest", "quickest", "several", "none"]
"""``within``: between the paces that were tried. ``slowest``, ``quickest``: beyond the edge of them.
``several``: several paces are much alike. ``none``: there is no answer."""

INTERVAL_SHARE = 0.9
"""Of what the measurements allow lies in the interval that is given. A choice."""

# Breaths a minute. So wide at most is the interval of an answer that is called clear, or fair. Choices: the usual paces
# lie half a breath a minute apart, and all of them within two.
_CLEAR_PER_MIN = 0.6
_FAIR_PER_MIN = 1.4

_MARGIN_PER_MIN = 0.25
"""So far beyond the paces that were tried an answer is looked for: half a step of the usual assessment. A choice."""

_GRID_PER_MIN = 0.02
"""Steps in which it is looked for: a fifth of the decimal that is shown. A choice."""

_SHARPNESS = np.geomspace(0.7, 8.0, 12)
"""Values of Q, without unit: from an answer that is hardly a peak to one much sharper than hearts are simulated with
(1.5 to 5). A choice."""

# No heart is exactly a second-order resonance; of the largest amplitude. A choice.
_SHAPE_ERROR_SHARE = 0.05

_ASTRAY_SHARE = 0.3
"""Of assessments have an amplitude that something else made, a cough or a shifted strap; one at most. Tried from 0.1 to
0.4 on made hearts with one trial of twice or a third of its size."""

_CURVE_UNKNOWNS = 3  # the height, the pace and the sharpness

_FEWEST_FREEDOM = 5
"""With so many paces beyond the unknowns the misfit of the best curve says something of the error. A choice."""

TOO_FEW_PACES = Reason.of(ReasonCode.TOO_FEW_PACES, needed_paces=FEWEST_RATES)


@dataclass(frozen=True, slots=True)
class ResonanceEstimate:
    """At which pace the heart answered most today.

    Attributes
    ----------
    per_min : float
        Breaths a minute; the middle of what the measurements allow. Show one decimal. ``nan`` when there is no answer.
    low_per_min, high_per_min : float
        Nine in ten of what they allow lie between these; nothing is looked for more than 0.25 beyond the paces tried.
    confidence : Confidence
        In a word.
    place : Place
        Where the answer lies among the paces that were tried.
    reason : Reason or None
        Why there is no answer; None when there is one.
    """

    per_min: float
    low_per_min: float
    high_per_min: float
    confidence: Confidence
    place: Place
    reason: Reason | None


def no_estimate(reason: Reason) -> ResonanceEstimate:
    """Return the estimate that could not be made."""
    return ResonanceEstimate(math.nan, math.nan, math.nan, "none", "none", reason)


def resonance_estimate(
    rates_per_min: FloatArray, amplitudes: FloatArray, error: float, slowing_per_min_s: FloatArray
) -> ResonanceEstimate:
    """Return at which pace the amplitude is largest.

    Parameters
    ----------
    rates_per_min : array of float, shape (rates,)
        Paces, at least three different ones.
    amplitudes : array of float, shape (rates,)
        How large the heart's wave was at each, in any unit.
    error : float
        Standard error of an amplitude, in the same unit.
    slowing_per_min_s : array of float, shape (rates,)
        How fast the pace was slowing there, in breaths a minute per second; 0 in a step.

    Notes
    -----
    The curve is that of a second-order resonance, ``a / sqrt(1 + Q**2 * (r / r0 - r0 / r)**2)``, as Vaschillo et al.
    2006, doi 10.1007/s10484-006-9009-3, found the heart to follow paced breath; it is a parabola in
    ``1 / amplitude**2``. Each resonance ``r0`` from 0.25 a minute below the slowest pace to 0.25 above the quickest,
    with each sharpness ``Q`` from 0.7 to 8 (evenly in its logarithm), is weighed by how well its curve fits. The height
    is free, and 5 % of the largest amplitude are allowed for a heart that is no such resonance. One amplitude may be
    astray, any of them, as in three assessments of ten: curves that pass it by count for so much less (a mixture of
    errors with outliers, as in Hogg, Bovy and Lang 2010, arXiv:1008.4686). The answer is the median of the weights, the
    interval their middle nine tenths. With eight paces or more the error is raised to the misfit of the best curve.
    While the pace slides, a sharp resonance answers late: to the pace of ``Q / (pi r0)`` minutes before.

    Ours, in place of the parabola through the largest amplitude and its neighbours. In 400 simulated responders who had
    no part in any choice (25 to 70 ms, 15 ms white and 25 ms 1/f noise), median error and 90 % in breaths a minute at
    Q 1.5, 3 and 5: step 0.20 (0.46), 0.12 (0.30), 0.08 (0.20), a parabola on the same beats 0.31 (0.66), 0.14 (0.39),
    0.08 (0.27); slide 0.19 (0.43), 0.09 (0.27), 0.05 (0.16). The interval held the truth in 93 to 98 % (steps) and 91
    to 97 % (slide). Of 200 more each, with one step of twice its size it held in 88 %, with one of a third in 97 % (31
    and 73 % where every amplitude counts alike). These hearts are of the very shape that is fitted; with a simulated
    heart that saturates it held in 92 and 88 %. A broad or noisy answer lies nearer to the middle of the paces, and its
    interval says so.
    """
    if np.unique(rates_per_min).size < FEWEST_RATES:
        return no_estimate(TOO_FEW_PACES)
    slowest, quickest = float(rates_per_min.min()), float(rates_per_min.max())
    grid = np.arange(slowest - _MARGIN_PER_MIN, quickest + _MARGIN_PER_MIN + _GRID_PER_MIN / 2.0, _GRID_PER_MIN)
    weights = _weights(grid, rates_per_min, amplitudes, error, slowing_per_min_s)
    reached = np.cumsum(weights)
    outside = (1.0 - INTERVAL_SHARE) / 2.0
    low, middle, high = (float(v) for v in np.interp((outside, 0.5, 1.0 - outside), reached, grid))
    # An answer beyond what was tried is a guess at where the curve goes on; it may lie further out.
    place: Place = "slowest" if middle < slowest else "quickest" if middle > quickest else "within"
    return _in_words(ResonanceEstimate(middle, low, high, "open", place, None))


def widened(estimate: ResonanceEstimate, per_min: float) -> ResonanceEstimate:
    """Return the estimate with its interval widened until it holds a pace, and the words that follow from that."""
    if estimate.reason is not None or estimate.low_per_min <= per_min <= estimate.high_per_min:
        return estimate
    low_per_min, high_per_min = min(per_min, estimate.low_per_min), max(per_min, estimate.high_per_min)
    return _in_words(replace(estimate, low_per_min=low_per_min, high_per_min=high_per_min))


def _in_words(estimate: ResonanceEstimate) -> ResonanceEstimate:
    """Return the estimate with the words of place and confidence that the width of its interval allows."""
    width_per_min = estimate.high_per_min - estimate.low_per_min
    if estimate.place != "within":
        return estimate
    if width_per_min > _FAIR_PER_MIN:
        return replace(estimate, place="several", confidence="open")
    return replace(estimate, confidence="clear" if width_per_min <= _CLEAR_PER_MIN else "fair")


def parabola_per_min(rates_per_min: FloatArray, amplitudes: FloatArray) -> FloatArray:
    """Return the top of the parabola through the largest amplitude and its neighbours, for many draws at once.

    Parameters
    ----------
    rates_per_min : array of float, shape (rates,)
        Different paces in order, at least three.
    amplitudes : array of float, shape (draws, rates)

    Returns
    -------
    array of float, shape (draws,)
        Never beyond the paces that were tried: an amplitude that is largest at the edge answers with the edge.
    """
    draws = np.arange(amplitudes.shape[0])
    largest = np.argmax(amplitudes, axis=1)
    top = np.clip(largest, 1, rates_per_min.size - 2)
    left, at, right = (rates_per_min[top + step] for step in (-1, 0, 1))
    a, b, c = (amplitudes[draws, top + step] for step in (-1, 0, 1))
    before, after = (at - left) * (b - c), (at - right) * (b - a)
    bent = before - after
    inside = (largest == top) & (np.abs(bent) > 0.0)
    shift = 0.5 * ((at - left) * before - (at - right) * after) / np.where(inside, bent, 1.0)
    return np.asarray(np.where(inside, at - shift, rates_per_min[largest]), dtype=np.float64)


def _weights(
    grid: FloatArray, rates: FloatArray, amplitudes: FloatArray, error: float, slowing: FloatArray
) -> FloatArray:
    """Return how well each resonance of the grid fits, whichever amplitude may be astray; the weights sum to 1."""
    shapes = _shapes(grid, rates, slowing)
    # Every amplitude counts in the first row; in each other, one is left out.
    kept = np.vstack((np.ones(rates.size), 1.0 - np.eye(rates.size)))
    size = np.einsum("kr,sgr->ksg", kept, shapes**2)
    explained = np.einsum("kr,sgr->ksg", kept * amplitudes, shapes) ** 2 / size
    left = np.sum(kept * amplitudes**2, axis=1)[:, None, None] - explained
    variance = error**2 + (_SHAPE_ERROR_SHARE * float(amplitudes.max())) ** 2
    # With paces enough, the misfit of the best curve tells whether the errors are larger than they seemed.
    freedom = rates.size - _CURVE_UNKNOWNS
    if freedom >= _FEWEST_FREEDOM:
        variance = max(variance, float(left[0].min()) / freedom)
    # The height is free: its likelihood is integrated, which leaves the root of the shape's size.
    logarithm = -0.5 * left / variance - 0.5 * np.log(size)
    # What is astray may be anything up to twice the largest.
    anywhere = math.sqrt(2.0 * math.pi * variance) / (2.0 * float(amplitudes.max()))
    logarithm[1:] += math.log(_ASTRAY_SHARE / (1.0 - _ASTRAY_SHARE) / rates.size * anywhere)
    weights = np.exp(logarithm - logarithm.max()).sum(axis=(0, 1))
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def _shapes(grid: FloatArray, rates: FloatArray, slowing: FloatArray) -> FloatArray:
    """Return the curve of each sharpness and resonance at the paces, (sharpness, grid, rates), 1 at its top."""
    sharpness, resonance = _SHARPNESS[:, None, None], grid[None, :, None]
    answered = rates + slowing * (60.0 * sharpness / (math.pi * resonance))
    return np.asarray(1.0 / np.sqrt(1.0 + (sharpness * (answered / resonance - resonance / answered)) ** 2))
