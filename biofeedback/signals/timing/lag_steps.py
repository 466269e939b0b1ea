"""Tells whether lags have risen at once, as when a beat is lost, or bit by bit, as when a clock goes wrong."""

from collections.abc import Sequence
from itertools import accumulate

_CLIPPED_QUANTILES = (0.05, 0.95)
"""What lies outside is moved there: a few packets, early or late, are no part of step or line. A choice."""

_FEWEST_EACH = 12
"""Points on either side of a step. A choice; with fewer a burst would be one, and its height a guess."""

QUARTILES = (0.25, 0.5, 0.75)
"""Where two bands of lags are compared: with a beat lost the whole of one lies higher."""


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the value below which this share of the others lies; of an ordered row that is not empty."""
    return ordered[int(share * (len(ordered) - 1))]


def step_s(points: Sequence[tuple[float, float]]) -> float:
    """Return how high the step is that explains lags better than a line does, by least squares; 0 when none does.

    Parameters
    ----------
    points : sequence of (float, float)
        Arrival and lag of packets in seconds, in order of arrival, 24 at least; with fewer there is no step.

    Returns
    -------
    float
        By how many seconds the quartiles after the step lie above those before it, on average.
    """
    count = len(points)
    if count < 2 * _FEWEST_EACH:
        return 0.0
    ordered = sorted(lag_s for _, lag_s in points)
    low_s, high_s = (quantile(ordered, share) for share in _CLIPPED_QUANTILES)
    lags_s = [min(high_s, max(low_s, lag_s)) for _, lag_s in points]
    mean_s = sum(lags_s) / count
    mean_time_s = sum(t_s for t_s, _ in points) / count
    times_s = [t_s - mean_time_s for t_s, _ in points]
    by_line = sum(t_s * (lag_s - mean_s) for t_s, lag_s in zip(times_s, lags_s, strict=True)) ** 2
    by_line /= sum(t_s * t_s for t_s in times_s)
    # With their mean taken out, a step after n of them explains S^2 (1/n + 1/(count - n)), S the sum of the first n.
    sums_s = list(accumulate(lag_s - mean_s for lag_s in lags_s))
    by_step, at = max(
        (sums_s[n - 1] ** 2 * (1.0 / n + 1.0 / (count - n)), n) for n in range(_FEWEST_EACH, count - _FEWEST_EACH + 1)
    )
    if by_step <= by_line:
        return 0.0
    before, after = sorted(lag_s for _, lag_s in points[:at]), sorted(lag_s for _, lag_s in points[at:])
    return sum(quantile(after, share) - quantile(before, share) for share in QUARTILES) / len(QUARTILES)
