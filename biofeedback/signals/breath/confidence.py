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

from biofeedback.signals.breath.peaks import FEATURES, SAME_WITHIN_PER_MIN, BreathPeaks, PeakRows, slowness
from biofeedback.signals.timing.beats import FloatArray


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
        "base": -0.32,
        "share": 0.41,
        "lasting": 0.29,
        "counted": 0.69,
        "uneven": -0.83,
        "steady": 1.86,
        "mayer": -0.75,
        "pitch": 0.81,
        "near_end": -0.54,
        "between": -0.37,
        "locked": 0.54,
        "halved": -0.3,
        "slow_base": 0.05,
        "slow_share": -0.4,
        "slow_counted": -0.5,
        "slow_whole": 0.6,
        "slow_between": 0.15,
        "slow_locked": 0.87,
        "fast_line": 0.46,
        "fast_counted": 0.33,
        "fast_apart": -0.27,
        "fast_uneven": -0.54,
        "fast_steady": 0.68,
        "fast_unusual": -2.02,
        "even_base": -0.22,
        "even_counted": -0.4,
        "even_steady": -0.58,
    }
)
FROM_AMPLITUDE: Weights = MappingProxyType(
    {
        "base": -0.37,
        "share": 0.86,
        "line": 0.41,
        "counted": 1.16,
        "apart": -0.38,
        "uneven": -0.99,
        "steady": 1.79,
        "pitch": -0.45,
        "near_end": -0.4,
        "slow_base": 0.14,
        "slow_unusual": -0.48,
        "slow_whole": 0.41,
        "fast_line": 0.35,
        "fast_counted": 0.43,
        "fast_uneven": -0.73,
        "fast_steady": 0.72,
        "fast_unusual": -1.06,
        "even_base": -0.04,
        "even_counted": -0.31,
        "even_apart": -0.25,
        "even_steady": -0.36,
    }
)
FROM_ACCELERATION: Weights = MappingProxyType(
    {
        "base": -0.76,
        "share": 0.56,
        "line": 0.57,
        "counted": 1.65,
        "uneven": -0.7,
        "steady": 2.55,
        "pitch": 1.5,
        "slow_base": -0.2,
        "slow_whole": 0.13,
        "slow_steady": 1.35,
        "fast_base": -0.98,
        "fast_counted": 0.39,
        "fast_apart": -0.38,
        "fast_steady": 0.74,
        "fast_unusual": -1.55,
        "even_base": 0.08,
        "even_counted": -0.84,
        "even_apart": -0.31,
        "even_steady": -0.66,
    }
)

_FAST_PER_MIN, _FAST_STEEPNESS = 12.5, 8.0
"""Where a candidate is half fast, in breaths a minute, and how fast that turns: a tenth at 9.5, nine tenths at 16. A
choice."""

DOUBT = 0.03
"""How much of every confidence is taken off: what is fitted holds over all rates together, and this much less holds
within each band of rates (`docs/accuracy.md` has them). Chosen on generated bodies, not on belts."""

SHARED_DOUBT = 0.01
"""How much of a confidence is taken off for each signal beyond the first: when the breath itself changes within the
window, all of them are off together. The fit finds 0 to 0.02."""

OF_A_RECORD = (-0.08, 1.14, 0.5)
"""What a whole record makes of its windows, in log odds: a base, for each log odd of the mean confidence they give to
its rate, and for each log by which that is ahead of the next likely. Fitted on generated records."""

_HALVED_FROM, _BENEATH_FROM = 0.9, 0.25
"""A candidate that goes along with its half so firmly, and has so much of its own power beneath it, may be the double
of a breath. Where the second wave of a heart is 1.2 and 1.6 times its first, 37 and 66 % of windows told the double at
0.8 or more, and with 0.9 and 0.25 it is 4 and 6 %. With 0.8 it is 1 %, but beside waves of the blood pressure at half
the rate of a breath 14 to 41 % of what was stated is lost, and with 0.9 it is 4 to 22 %."""

_EITHER = 0.5
"""Of a double whose half is no candidate: it or that one is the breath."""

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
    features of `doubles` say which of them is the breath. A heart may answer a breath twice, so in a signal that weighs
    ``halved`` a peak that goes along with its half is no surer than that. `DOUBT` is taken off.
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
    shares = odds / np.repeat(summed, counts)
    if "halved" in weights:
        shares = _shared_with_halves(peaks, shares)
    confidences = (1.0 - DOUBT) * shares
    order = np.lexsort((-confidences, peaks.window))
    ordered = zip(peaks.rate_per_min[order].tolist(), confidences[order].tolist(), strict=True)
    candidates = [Candidate(rate, confidence) for rate, confidence in ordered]
    bounds = pairwise([*begins.tolist(), len(candidates)])
    return {
        window: tuple(candidates[first:last])
        for window, (first, last) in zip(peaks.window[begins].tolist(), bounds, strict=True)
    }


def _shared_with_halves(peaks: PeakRows, shares: FloatArray) -> FloatArray:
    """Return the shares in which none that may be the double of a breath has more than the one at half its rate."""
    halved, beneath = (peaks.features[:, FEATURES.index(name)] for name in ("halved", "beneath"))
    evened = shares.copy()
    for double in np.flatnonzero((halved >= _HALVED_FROM) & (beneath >= _BENEATH_FROM)).tolist():
        first, last = np.searchsorted(peaks.window, (peaks.window[double], peaks.window[double] + 1))
        apart = np.abs(peaks.rate_per_min[first:last] - 0.5 * peaks.rate_per_min[double])
        half = int(first + np.argmin(apart))
        if apart[half - first] > SAME_WITHIN_PER_MIN:
            evened[double] = min(evened[double], _EITHER)
        elif evened[half] < evened[double]:
            evened[[half, double]] = 0.5 * (evened[half] + evened[double])
    return evened


def described(peaks: BreathPeaks | PeakRows) -> tuple[FloatArray, tuple[str, ...]]:
    """Return all that may be weighed of each candidate, a row each, and the name of each column.

    Parameters
    ----------
    peaks : BreathPeaks or PeakRows
        What a window holds, or many.

    Returns
    -------
    tuple of array and tuple of str
        ``base`` (1), each of `peaks.FEATURES`, and each of these once more as ``slow``, ``fast`` and ``even`` and
        its name: times how slow and how fast the candidate is, 0 to 1, and whether it is an even one. Overtones, and
        waves that are alike, mean another thing at 5 a minute than at 15.
    """
    rates = peaks.rate_per_min
    fast = 1.0 / (1.0 + (_FAST_PER_MIN / rates) ** _FAST_STEEPNESS)
    usual = np.column_stack((np.ones(rates.size), peaks.features))
    names = ("base", *FEATURES)
    even = peaks.features[:, FEATURES.index("even")]
    kinds = {"": np.ones(rates.size), "slow_": slowness(rates), "fast_": fast, "even_": even}
    columns = np.hstack([share[:, None] * usual for share in kinds.values()])
    return columns, tuple(f"{kind}{name}" for kind in kinds for name in names)


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
            if abs(entry[2].rate_per_min - leading.rate_per_min) <= SAME_WITHIN_PER_MIN:
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
