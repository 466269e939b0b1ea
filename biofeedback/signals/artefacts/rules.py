"""The rules that tell an artefact from an interval of the heart, shared by both ways of correcting.

`correction` (a whole record, both sides of a beat) and `causal_correction` (live, two beats late) differ in how they
come by thresholds; what follows from them is here, once. Numbers without a remark of their own are those of Lipponen
and Tarvainen 2019, doi 10.1080/03091902.2019.1640306.
"""

from collections.abc import Sequence

import numpy as np

from biofeedback.events import BeatKind
from biofeedback.signals.timing.beats import BoolArray, FloatArray

SHORTEST_MS = 300.0
"""200 beats a minute; what is shorter is no interval of a heart at rest. A choice."""

LONGEST_MS = 2000.0
"""30 beats a minute. A choice, and the limit of the PhysioNet toolbox (Vest et al. 2018, doi 10.1088/1361-6579/aae021),
which begins at 375 ms."""

THRESHOLD_BEATS = 91
"""Beats whose quartiles make a threshold."""

MEDIAN_BEATS = 11
"""Beats whose median an interval is compared with."""

LOWEST_THRESHOLD_MS = 10.0
"""Thresholds collapse when breathing is metronomic or intervals are coarse; then ordinary beats would be flagged. A
choice."""

COLLAPSED_THRESHOLD_MS = 20.0
"""Where the quartiles coincide the intervals are coarser than their changes: two ticks of 128 Hz are no artefact. A
choice."""

COLLAPSED_MS = 1e-6
"""Quartiles nearer to one another than this coincide but for rounding."""

THRESHOLD_FACTOR = 2.6
"""Times the distance between the quartiles: 5.2 quartile deviations."""

# c1 and c2 of the paper: how far the changes beside an ectopic beat go back, in units of the first threshold.
_SLOPE = 0.13
_OFFSET = 0.17

_FARTHEST_FROM_MEDIAN = 3.0
"""In units of the second threshold; what lies farther is long or short even without a change that shows it."""


def threshold_ms(quartile_1_ms: float, quartile_3_ms: float) -> float:
    """Return the threshold that follows from the quartiles of 91 absolute values."""
    apart_ms = quartile_3_ms - quartile_1_ms
    return max(LOWEST_THRESHOLD_MS, THRESHOLD_FACTOR * apart_ms) if apart_ms > COLLAPSED_MS else COLLAPSED_THRESHOLD_MS


def thresholds_ms(apart_ms: FloatArray) -> FloatArray:
    """Return the thresholds that follow from many distances between the quartiles."""
    ordinary_ms = np.maximum(LOWEST_THRESHOLD_MS, THRESHOLD_FACTOR * apart_ms)
    return np.where(apart_ms > COLLAPSED_MS, ordinary_ms, COLLAPSED_THRESHOLD_MS)


def is_in_range(rr_ms: float) -> bool:
    """Return whether an interval lies within 300 to 2000 ms; ``nan`` does not."""
    return SHORTEST_MS <= rr_ms <= LONGEST_MS


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return a quantile of values that are in order, on the line between the two it lies between."""
    index = share * (len(ordered) - 1)
    low = int(index)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (index - low) * (ordered[high] - ordered[low])


def is_ectopic(change: float, change_before: float, change_after: float) -> bool:
    """Return whether a change between two opposite ones shows an early or late beat; in units of the threshold."""
    if change > 1.0:
        return max(change_before, change_after) < -_SLOPE * change - _OFFSET
    if change < -1.0:
        return min(change_before, change_after) > -_SLOPE * change + _OFFSET
    return False


def are_ectopic(change: FloatArray, change_before: FloatArray, change_after: FloatArray) -> BoolArray:
    """Return the same as `is_ectopic` for many."""
    direction = np.sign(change)
    nearest = np.maximum(direction * change_before, direction * change_after)
    return (np.abs(change) > 1.0) & (nearest < -_SLOPE * np.abs(change) - _OFFSET)


def long_or_short(
    rr_ms: float,
    rr_after_ms: float,
    median_ms: float,
    threshold_from_median_ms: float,
    changes: tuple[float, float, float],
) -> BeatKind:
    """Return ``extra``, ``missed``, ``long``, ``short`` or ``normal``.

    Parameters
    ----------
    rr_ms, rr_after_ms : float
        The interval and the one after it.
    median_ms : float
        The median of the eleven around it.
    threshold_from_median_ms : float
        The second threshold.
    changes : tuple of float
        The change that leads to this interval and the two after it, in units of the first threshold.
    """
    change, change_1, change_2 = changes
    from_median_ms = rr_ms - median_ms
    weighted_ms = from_median_ms if from_median_ms >= 0.0 else -2.0 * from_median_ms
    is_long = change > 1.0 and min(change_1, change_2) < -1.0
    is_short = change < -1.0 and max(change_1, change_2) > 1.0
    if not (is_long or is_short or weighted_ms > _FARTHEST_FROM_MEDIAN * threshold_from_median_ms):
        return "normal"
    if is_short and abs(rr_ms + rr_after_ms - median_ms) < threshold_from_median_ms:
        return "extra"
    if is_long and abs(rr_ms / 2.0 - median_ms) < threshold_from_median_ms:
        return "missed"
    return "long" if from_median_ms >= 0.0 else "short"
