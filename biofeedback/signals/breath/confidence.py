"""How likely each candidate is the breath: a small model whose confidence is meant literally.

It is fitted on generated bodies by ``scripts/fit_breath_confidence.py``, which prints the numbers below, and checked
on others and on real belts. It knows a candidate by its features alone.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

import numpy as np

from biofeedback.signals.breath.peaks import FEATURES, BreathPeaks, PeakRows
from biofeedback.signals.timing.beats import FloatArray

AGREE_WITHIN_PER_MIN = 1.0
"""Breaths a minute. Rates this close are the same breath: the tolerance in which a confidence is meant. A choice."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A rate that may be the breath.

    Attributes
    ----------
    rate_per_min : float
        Breaths a minute.
    confidence : float
        How likely the mean rate of the window lies within 1 a minute of it, 0 to 1.
    """

    rate_per_min: float
    confidence: float


Weights = Mapping[str, float]

# What each feature adds to the log odds of a candidate against "none of them", for each kind of signal: fitted on
# generated bodies by scripts/fit_breath_confidence.py.
FROM_RR: Weights = MappingProxyType(
    {
        "base": 0.24,
        "lasting": 0.48,
        "counted": 1.38,
        "mayer": -1.24,
        "unusual": -0.61,
        "whole": 0.53,
        "between": -0.26,
        "locked": 0.56,
        "halved": -0.46,
        "slow_base": 0.09,
        "slow_lasting": -0.1,
        "slow_counted": -1.23,
        "slow_whole": 0.26,
        "slow_locked": 0.89,
    }
)
FROM_AMPLITUDE: Weights = MappingProxyType(
    {"base": 0.85, "share": 0.9, "lasting": 0.66, "counted": 0.6, "unusual": -0.35}
)
FROM_ACCELERATION: Weights = MappingProxyType(
    {"base": -0.69, "share": 0.39, "lasting": 0.62, "counted": 1.7, "regular": 1.27, "unusual": -0.51}
)

_SLOW_PER_MIN, _SLOW_STEEPNESS = 10.0, 8.0
"""Where a candidate is half slow, in breaths a minute, and how fast that turns: a tenth at 13, nine tenths at 7.6. A
choice."""

DOUBT = 0.06
"""How much of every confidence is taken off: what is fitted holds over all rates together, and this much less holds
within each band of rates (`docs/accuracy.md` has them). Chosen on generated bodies, not on belts."""

SHARED_DOUBT = 0.01
"""How much of a confidence is taken off for each signal beyond the first: when the breath itself changes within the
window, all of them are off together. The fit finds 0 to 0.02."""

OF_A_RECORD = (0.07, 1.08, 0.44)
"""What a whole record makes of its windows, in log odds: a base, for each log odd of the mean confidence they give to
its rate, and for each log by which that is ahead of the next likely. Fitted on generated records."""

RIVAL_MARGIN_SHARE = 0.02
"""Of all windows; it keeps the logarithm finite where no rate but one is likely. A choice."""


def weigh(peaks: BreathPeaks, weights: Weights) -> tuple[Candidate, ...]:
    """Return the candidates with their confidence, the likeliest first.

    Parameters
    ----------
    peaks : BreathPeaks
        What a window holds.
    weights : mapping of str to float
        One of the tables above: a weight for ``base`` and for each feature in use.

    Notes
    -----
    A conditional logit (McFadden 1974): each candidate has the odds ``exp(base + weights . features)``, "none of them"
    has the odds 1, and all share the certainty between them. Rivals thereby take confidence from one another: a peak
    near 0.1 Hz beside a clear one at 0.25 Hz is seldom believed. A peak and its double are rivals of this kind; the
    features of `doubles` say which of them is the breath. `DOUBT` is taken off.
    """
    window = np.zeros(peaks.rate_per_min.size, dtype=np.int64)
    return weigh_rows(PeakRows(window, peaks.rate_per_min, peaks.features), weights).get(0, ())


def weigh_rows(peaks: PeakRows, weights: Weights) -> dict[int, tuple[Candidate, ...]]:
    """Return the candidates of each window that has any, as `weigh` does for one."""
    columns, names = described(peaks)
    log_odds = columns @ np.array([weights.get(name, 0.0) for name in names])
    if not log_odds.size:
        return {}
    begins = np.flatnonzero(np.diff(peaks.window, prepend=-1))
    counts = np.diff(begins, append=peaks.window.size)
    largest = np.maximum(0.0, np.maximum.reduceat(log_odds, begins))
    odds = np.exp(log_odds - np.repeat(largest, counts))
    summed = np.add.reduceat(odds, begins) + np.exp(-largest)
    confidences = (1.0 - DOUBT) * (odds / np.repeat(summed, counts))
    order = np.lexsort((-confidences, peaks.window))
    ordered = zip(peaks.rate_per_min[order].tolist(), confidences[order].tolist(), strict=True)
    candidates = [Candidate(rate, confidence) for rate, confidence in ordered]
    bounds = pairwise([*begins.tolist(), len(candidates)])
    return {
        window: tuple(candidates[first:last])
        for window, (first, last) in zip(peaks.window[begins].tolist(), bounds, strict=True)
    }


def described(peaks: BreathPeaks | PeakRows) -> tuple[FloatArray, tuple[str, ...]]:
    """Return all that may be weighed of each candidate, a row each, and the name of each column.

    Parameters
    ----------
    peaks : BreathPeaks or PeakRows
        What a window holds, or many.

    Returns
    -------
    tuple of array and tuple of str
        ``base`` (1), each of `peaks.FEATURES`, and each of these once more as ``slow`` and its name: times how slow the
        candidate is, 0 to 1. Overtones and waves that are alike mean another thing at 5 a minute than at 15.
    """
    rates = peaks.rate_per_min
    slow = 1.0 / (1.0 + (rates / _SLOW_PER_MIN) ** _SLOW_STEEPNESS)
    usual = np.column_stack((np.ones(rates.size), peaks.features))
    names = ("base", *FEATURES)
    return np.hstack((usual, slow[:, None] * usual)), (*names, *(f"slow_{name}" for name in names))


def pool(sources: Sequence[Sequence[Candidate]]) -> tuple[Candidate, ...]:
    """Return what several signals of one body say together, the likeliest first.

    Parameters
    ----------
    sources : sequence of sequence of Candidate
        The candidates of each signal, each as `weigh` returns them.

    Notes
    -----
    Candidates of different signals within 1 a minute of one another count as one rate, the mean of theirs by weight.
    Its odds against "none of them" are the product of theirs (fitting a weight and a gain for agreement to generated
    bodies gave 1 and 0), and the shared doubt is taken off for each further signal. A single signal's
    candidates stay as they are.
    """
    known = [source for source in sources if source]
    if len(known) < 2:
        return tuple(known[0]) if known else ()
    found = [
        (_log_odds(candidate, source), number, candidate) for number, source in enumerate(known) for candidate in source
    ]
    found.sort(key=lambda entry: (-entry[0], entry[1], entry[2].rate_per_min))
    rates, odds = [], []
    while found:
        _, _, leading = found[0]
        agreeing: dict[int, tuple[float, int, Candidate]] = {}
        for entry in found:
            if abs(entry[2].rate_per_min - leading.rate_per_min) <= AGREE_WITHIN_PER_MIN:
                agreeing.setdefault(entry[1], entry)
        together = list(agreeing.values())
        found = [entry for entry in found if entry not in together]
        trust = [candidate.confidence for _, _, candidate in together]
        rates.append(sum(c.rate_per_min * c.confidence for _, _, c in together) / sum(trust))
        odds.append(sum(odd for odd, _, _ in together))
    left = (1.0 - SHARED_DOUBT) ** (len(known) - 1)
    candidates = _shared(np.array(rates), np.array(odds))
    return tuple(Candidate(candidate.rate_per_min, left * candidate.confidence) for candidate in candidates)


def _log_odds(candidate: Candidate, source: Sequence[Candidate]) -> float:
    none = max(1e-6, 1.0 - sum(other.confidence for other in source))
    return math.log(max(1e-9, candidate.confidence) / none)


def _shared(rates_per_min: FloatArray, log_odds: FloatArray) -> tuple[Candidate, ...]:
    largest = max(0.0, float(np.max(log_odds)))
    odds = np.exp(log_odds - largest)
    confidences = odds / (float(np.sum(odds)) + math.exp(-largest))
    order = np.argsort(-confidences, kind="stable")
    return tuple(Candidate(float(rates_per_min[at]), float(confidences[at])) for at in order)
