"""How likely each candidate is the breath: a small model whose confidence is meant literally.

It is fitted on generated bodies by ``scripts/fit_breath_confidence.py``, which prints the numbers below, and checked
on others and on real belts. It knows a candidate by its features alone.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from biofeedback.signals.breath.peaks import FEATURES, BreathPeaks
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
    {"base": 0.26, "share": 0.52, "lasting": 0.47, "counted": 1.93, "mayer": -1.22, "unusual": -0.71}
)
FROM_AMPLITUDE: Weights = MappingProxyType(
    {"base": 0.73, "share": 0.88, "lasting": 0.64, "counted": 0.78, "unusual": -0.47}
)
FROM_ACCELERATION: Weights = MappingProxyType(
    {"base": -0.61, "share": 0.39, "lasting": 0.6, "counted": 1.89, "regular": 1.2, "unusual": -0.69}
)

SHARED_DOUBT = 0.02
"""How much of a confidence is taken off for each signal beyond the first: when the breath itself changes within the
window, all of them are off together. Fitted with the weights."""


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
    near 0.1 Hz beside a clear one at 0.25 Hz is seldom believed.
    """
    if not peaks.rate_per_min.size:
        return ()
    slopes = np.array([weights.get(name, 0.0) for name in FEATURES])
    return _shared(peaks.rate_per_min, weights["base"] + peaks.features @ slopes)


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
