"""How seldom a heart's rhythm repeats itself: sample and approximate entropy, and sample entropy at many scales.

A ``nan`` is an interval set aside or a place where beats are missing; nothing reaches across it. The numbers of other
programs differ from these where their tolerances, edges and lengths do.
"""

import math
from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.timing.beats import FloatArray
from biofeedback.signals.variability.alike import AlikeCounts, alike_counts, alike_pairs
from biofeedback.signals.variability.fuzzy_entropy import fuzzy_entropy
from biofeedback.signals.variability.hrv import sdnn_ms

FEWEST_BEATS_ENTROPY = 100
"""With fewer intervals hardly a template of two beats finds its like. A choice."""

# Of Richman and Moorman 2000, and of Pincus 1991: the beats of a template, and how alike two must be, in units of SDNN.
TEMPLATE_BEATS = 2
TOLERANCE_SDNN = 0.2

MULTISCALE_TOLERANCE_SDNN = 0.15
"""Of Costa, Goldberger and Peng 2002, in units of the SDNN of the whole record at every scale."""

SHORT_SCALES, LONG_SCALES = range(1, 6), range(6, 21)
"""Beats that are averaged: Costa and others went to 20, and Ho and others 2011 take 1 to 5 apart from 6 to 20."""

FEWEST_AVERAGES = 200
"""Averages there must be at a scale: twice as many as intervals for sample entropy, as each scale has the tolerance of
the first. Costa and others kept 1000. A choice."""

_TOO_FEW = Reason.of(ReasonCode.TOO_FEW_REPEATING_BEATS, needed_beats=FEWEST_BEATS_ENTROPY)

ENTROPY_REASONS: Mapping[str, Reason] = MappingProxyType(
    {
        "sample_entropy": _TOO_FEW,
        "approximate_entropy": Reason.of(ReasonCode.TOO_FEW_VARYING_BEATS, needed_beats=FEWEST_BEATS_ENTROPY),
        "fuzzy_entropy": Reason.of(ReasonCode.TOO_FEW_VARYING_BEATS, needed_beats=FEWEST_BEATS_ENTROPY),
        "multiscale_entropy_short": Reason.of(
            ReasonCode.TOO_FEW_REPEATING_BEATS, needed_beats=FEWEST_AVERAGES * SHORT_SCALES[-1]
        ),
        "multiscale_entropy_long": Reason.of(
            ReasonCode.TOO_FEW_REPEATING_BEATS, needed_beats=FEWEST_AVERAGES * LONG_SCALES[-1]
        ),
    }
)
"""Why each of `entropy_numbers` is unknown, where it is."""


def entropy_numbers(nn_ms: ArrayLike) -> dict[str, float]:
    """Return all numbers of repetition by the names of their definitions.

    Parameters
    ----------
    nn_ms : array of float, shape (beats,)
        Intervals in ms.
    """
    by_scale = multiscale_entropy(nn_ms)
    alike = _alike(nn_ms)
    return {
        "sample_entropy": _entropy_of(*alike.pairs) if alike else math.nan,
        "approximate_entropy": _approximate_entropy(alike) if alike else math.nan,
        "fuzzy_entropy": fuzzy_entropy(nn_ms),
        "multiscale_entropy_short": _area(by_scale, SHORT_SCALES),
        "multiscale_entropy_long": _area(by_scale, LONG_SCALES),
    }


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

    Records of more than 65,536 beats with more than 2048 different intervals, as only waves give them, are rounded to
    the finest grid that has no more; in 70,000 simulated beats this moved the number by 6e-6 of itself.

    It falls when a drift makes SDNN, and so the tolerance, large; the number needs a few hundred beats at rest.
    """
    return template_entropy(nn_ms, template_beats=TEMPLATE_BEATS, tolerance_ms=TOLERANCE_SDNN * sdnn_ms(nn_ms))


def template_entropy(nn_ms: ArrayLike, *, template_beats: int, tolerance_ms: float) -> float:
    """Return the sample entropy for templates and a tolerance of one's own; see `sample_entropy`."""
    intervals_ms = np.asarray(nn_ms, dtype=np.float64)
    if not _enough(intervals_ms) or not tolerance_ms > 0.0:
        return math.nan
    return _entropy_of(*alike_pairs(intervals_ms, template_beats, tolerance_ms))


def approximate_entropy(nn_ms: ArrayLike) -> float:
    """Return the approximate entropy of the intervals (templates of 2 beats, tolerance a fifth of SDNN).

    Parameters
    ----------
    nn_ms : array of float, shape (beats,)
        Intervals in ms.

    Returns
    -------
    float
        ``nan`` with fewer than 100 intervals, or when they do not vary.

    Notes
    -----
    After Pincus 1991, doi 10.1073/pnas.88.6.2297: the mean logarithm of the share of templates of 2 beats that are like
    each, less that of templates of 3. Each is like itself, which keeps the logarithm finite and draws the number
    towards 0 in short records: of equal lengths alone may it be compared. Rounded as `sample_entropy` where that is.
    """
    alike = _alike(nn_ms)
    return _approximate_entropy(alike) if alike else math.nan


def multiscale_entropy(nn_ms: ArrayLike) -> FloatArray:
    """Return the sample entropy of averages of 1, 2 ... 20 intervals side by side (multiscale entropy).

    Parameters
    ----------
    nn_ms : array of float, shape (beats,)
        Intervals in ms.

    Returns
    -------
    array of float, shape (20,)
        ``nan`` at scales with fewer than 200 averages, or at which nothing repeats.

    Notes
    -----
    Costa, Goldberger and Peng 2002, doi 10.1103/PhysRevLett.89.068102: templates of 2 averages, and at every scale the
    same tolerance, 0.15 of the SDNN of the intervals. Each unbroken stretch is averaged by itself, from its beginning.
    """
    intervals_ms = np.asarray(nn_ms, dtype=np.float64)
    tolerance_ms = MULTISCALE_TOLERANCE_SDNN * sdnn_ms(nn_ms)
    found = np.full(LONG_SCALES[-1], np.nan)
    stretches = _Stretches(intervals_ms)
    for scale in (*SHORT_SCALES, *LONG_SCALES):
        averages_ms = stretches.averages_ms(scale)
        if np.count_nonzero(~np.isnan(averages_ms)) >= FEWEST_AVERAGES:
            found[scale - 1] = template_entropy(averages_ms, template_beats=TEMPLATE_BEATS, tolerance_ms=tolerance_ms)
    return found


def coarse_grained(nn_ms: FloatArray, scale: int) -> FloatArray:
    """Return averages of so many intervals side by side, from the beginning of each unbroken stretch; ``nan`` between.

    Parameters
    ----------
    nn_ms : array of float, shape (beats,)
        Intervals in ms, ``nan`` where a stretch ends.
    scale : int
        How many intervals are averaged; what is left of a stretch is left out.
    """
    return _Stretches(nn_ms).averages_ms(scale)


class _Stretches:
    """The unbroken stretches of intervals, looked for once for all scales."""

    def __init__(self, nn_ms: FloatArray) -> None:
        self._nn_ms = nn_ms
        is_missing = np.isnan(nn_ms)
        places = np.arange(nn_ms.size, dtype=np.int32)
        self._there = np.flatnonzero(~is_missing)
        # Which beat of its stretch each is, from 1 on, and what is missing before that stretch.
        before_first = np.maximum.accumulate(np.where(is_missing, places, np.int32(-1)))
        self._nth = (places - before_first)[self._there]
        self._stretch = before_first[self._there]

    def averages_ms(self, scale: int) -> FloatArray:
        """Return what `coarse_grained` does."""
        if scale == 1:
            return self._nn_ms
        last = np.flatnonzero(self._nth % scale == 0)
        ends = self._there[last]
        averages_ms: FloatArray = np.mean(self._nn_ms[ends[:, None] - np.arange(scale - 1, -1, -1)], axis=1)
        breaks = np.flatnonzero(np.diff(self._stretch[last])) + 1
        return np.insert(averages_ms, breaks, np.nan)


def _enough(intervals_ms: FloatArray) -> bool:
    return int(np.count_nonzero(~np.isnan(intervals_ms))) >= FEWEST_BEATS_ENTROPY


def _alike(nn_ms: ArrayLike) -> AlikeCounts | None:
    """Return how templates of two beats are alike, for both entropies; None with too few intervals that vary."""
    intervals_ms = np.asarray(nn_ms, dtype=np.float64)
    tolerance_ms = TOLERANCE_SDNN * sdnn_ms(nn_ms)
    return alike_counts(intervals_ms, tolerance_ms) if _enough(intervals_ms) and tolerance_ms > 0.0 else None


def _entropy_of(alike: int, stay_alike: int) -> float:
    return math.log(alike / stay_alike) if stay_alike else math.nan


def _approximate_entropy(alike: AlikeCounts) -> float:
    two, three = alike.two, alike.three
    if not three.size:
        return math.nan
    return float(np.mean(np.log(two / two.size)) - np.mean(np.log(three / three.size)))


def _area(by_scale: FloatArray, scales: range) -> float:
    return float(np.sum(by_scale[scales[0] - 1 : scales[-1]]))
