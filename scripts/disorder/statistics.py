"""The statistics of irregularity that the field knows, to compare ours with."""

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from biofeedback.signals.artefacts.irregularity import irregularity

Floats = NDArray[np.float64]


def turning_point_ratio(rr_ms: Floats) -> float:
    """Return the share of intervals that are larger or smaller than both neighbours (Dash et al. 2009)."""
    steps = np.diff(rr_ms)
    return float(np.mean(steps[1:] * steps[:-1] < 0.0))


def normalised_rmssd(rr_ms: Floats) -> float:
    """Return RMSSD over the mean interval (Dash et al. 2009)."""
    return float(np.sqrt(np.mean(np.diff(rr_ms) ** 2)) / np.mean(rr_ms))


def occupancy(rr_ms: Floats) -> float:
    """Return how many cells of 25 ms of the plot of steps against intervals are taken, over the beats (Lian 2011)."""
    cells = {*zip((rr_ms[1:] // 25.0).tolist(), (np.diff(rr_ms) // 25.0).tolist(), strict=True)}
    return len(cells) / (rr_ms.size - 1)


def cosen(rr_ms: Floats) -> float:
    """Return the coefficient of sample entropy of Lake and Moorman 2011: m 1, five alike at least, from 15 ms on."""
    apart = np.abs(rr_ms[:, None] - rr_ms)
    one, both = _pairs(apart[:-1, :-1]), _pairs(np.maximum(apart[:-1, :-1], apart[1:, 1:]))
    tolerance_ms = max(15.0, float(np.sort(both)[min(5, both.size - 1)]))
    alike, alike_next = np.count_nonzero(one <= tolerance_ms), np.count_nonzero(both <= tolerance_ms)
    return math.log(alike / alike_next) + math.log(2.0 * tolerance_ms / float(np.mean(rr_ms)))


def sample_entropy_of(tolerance_share: float) -> Callable[[Floats], float]:
    """Return the sample entropy (m 2) with a tolerance of a share of the median interval, as a function."""

    def entropy(rr_ms: Floats) -> float:
        apart = np.abs(rr_ms[:, None] - rr_ms) / np.median(rr_ms)
        before = np.maximum(apart[:-2, :-2], apart[1:-1, 1:-1])
        after = np.maximum(before, apart[2:, 2:])
        alike, alike_next = (np.count_nonzero(_pairs(each) <= tolerance_share) for each in (before, after))
        # Half a pair where there is none: the usual way to keep the logarithm finite.
        return math.log(max(alike, 0.5) / max(alike_next, 0.5))

    return entropy


# Units: a share, without a unit, cells a beat, and nats; the tolerances are those that are published or near them.
STATISTICS: Mapping[str, Callable[[Floats], float]] = {
    "turning point ratio": turning_point_ratio,
    "RMSSD over the mean": normalised_rmssd,
    "Poincaré occupancy, 25 ms": occupancy,
    "COSEn": cosen,
    "sample entropy, 5 % of the median": sample_entropy_of(0.05),
    "sample entropy, 8 % of the median": sample_entropy_of(0.08),
    "sample entropy, 10 % of the median": sample_entropy_of(0.10),
    "irregularity (ours)": irregularity,
}


def _pairs(apart: Floats) -> Floats:
    return np.asarray(apart[np.triu_indices(apart.shape[0], 1)], dtype=np.float64)
