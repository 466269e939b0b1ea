"""The median and the thresholds around each interval of a whole record."""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from biofeedback.signals.artefacts.rules import MEDIAN_BEATS, THRESHOLD_BEATS, quantile, threshold_ms, thresholds_ms
from biofeedback.signals.timing.beats import FloatArray, IntArray

_HALF = THRESHOLD_BEATS // 2

# Of 91 sorted values the quartiles lie between the 23rd and 24th, and between the 68th and 69th.
_QUARTILE_INDICES = (22, 67)

_ROWS_AT_ONCE = 8192  # rows of 91 values that are sorted together: 6 MB, so that a long record does not fill the memory


def rolling_median(rr_ms: FloatArray) -> FloatArray:
    """Return the median of the eleven around each interval, of fewer at the ends."""
    from scipy.ndimage import median_filter  # late, as SciPy is not needed live

    median_ms: FloatArray = median_filter(rr_ms, size=MEDIAN_BEATS)
    half = MEDIAN_BEATS // 2
    for row in _ends(rr_ms.size, half):
        median_ms[row] = np.median(rr_ms[max(0, row - half) : row + half + 1])
    return median_ms


def rolling_threshold_ms(absolute_ms: FloatArray) -> FloatArray:
    """Return the threshold from the 91 values around each, from fewer at the ends."""
    count = absolute_ms.size
    if count >= THRESHOLD_BEATS:
        from scipy.ndimage import rank_filter  # late, as SciPy is not needed live

        low, high = (
            (
                rank_filter(absolute_ms, rank, size=THRESHOLD_BEATS)
                + rank_filter(absolute_ms, rank + 1, size=THRESHOLD_BEATS)
            )
            / 2.0
            for rank in _QUARTILE_INDICES
        )
        result: FloatArray = thresholds_ms(high - low)
    else:
        result = np.empty(count)
    for row in _ends(count, _HALF):
        result[row] = _threshold_ms_around(absolute_ms, row)
    return result


def thresholds_ms_at(absolute_ms: FloatArray, rows: IntArray) -> dict[int, float]:
    """Return the threshold for some rows alone, which is much faster than for all."""
    inner = rows[(rows >= _HALF) & (rows < absolute_ms.size - _HALF)]
    outer = rows[(rows < _HALF) | (rows >= absolute_ms.size - _HALF)]
    result = {row: _threshold_ms_around(absolute_ms, row) for row in outer.tolist()}
    if inner.size:
        windows = sliding_window_view(absolute_ms, THRESHOLD_BEATS)
        low, high = _QUARTILE_INDICES
        for first in range(0, inner.size, _ROWS_AT_ONCE):
            some = inner[first : first + _ROWS_AT_ONCE]
            ordered = np.sort(windows[some - _HALF], axis=1)
            spread_ms = (ordered[:, high] + ordered[:, high + 1] - ordered[:, low] - ordered[:, low + 1]) / 2.0
            values = thresholds_ms(spread_ms)
            result.update(zip(some.tolist(), values.tolist(), strict=True))
    return result


def _threshold_ms_around(absolute_ms: FloatArray, row: int) -> float:
    ordered = np.sort(absolute_ms[max(0, row - _HALF) : row + _HALF + 1]).tolist()
    return threshold_ms(quantile(ordered, 0.25), quantile(ordered, 0.75))


def _ends(count: int, half: int) -> list[int]:
    """Return the rows that have fewer than ``half`` others on one side."""
    return [*range(min(half, count)), *range(max(half, count - half), count)]
