"""The signal around heartbeats in an ECG, in the band of the QRS complex."""

from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from scipy.signal import butter, sosfilt

from biofeedback.signals.detection.qrs_maxima import BAND_HZ
from biofeedback.signals.timing.beats import FloatArray, IntArray

_KERNEL_S = 0.25
"""Of the response of the band-pass, on either side: beyond it is less than a hundredth of its height."""

_SHAPE_S = 0.08
"""Of the signal on either side of a beat, for comparing beats: a QRS complex. A choice."""

NUDGE_SAMPLES = 2
"""So far from the sample that the search gives the top may lie. A choice."""

_SHARP_BAND_HZ = (12.0, 35.0)
"""A QRS complex has twice as much here as a P wave of its height: in 60 made ECGs with a P wave of 0.6 to 1.5 times
the R the complex was higher in 59, and in 54 of them in the 5 to 30 Hz in which beats are found. Of T waves up to twice
as high as the R, half have a fifth as much as it, and nine of ten less than 0.41."""

SHARP_REACH_S = 0.04
"""Seconds on either side of a top that are its own: half of a complex, which is 80 to 100 ms long."""

_SMALL_PRODUCT = 1 << 18
"""Multiplications up to which a matrix product stays on one core; more cores cost more here than they bring."""


class LocalBand:
    """A band of an ECG around given samples only, which costs little beside filtering all.

    Parameters
    ----------
    rate_hz : float
        Samples a second.
    band_hz : tuple of float
        From where to where.
    reach_s : float
        Seconds of the signal on either side of the sample asked for.

    Attributes
    ----------
    shape_reach : int
        Samples on either side of the one asked for.
    thinning : int
        One sample in so many still says all there is about a shape of this band.
    """

    def __init__(self, rate_hz: float, band_hz: tuple[float, float] = BAND_HZ, reach_s: float = _SHAPE_S) -> None:
        self._kernel_reach = round(_KERNEL_S * rate_hz)
        self.shape_reach = max(NUDGE_SAMPLES + 1, round(reach_s * rate_hz))
        # Twice the highest says all there is about a shape of no more.
        self.thinning = max(1, int(rate_hz / (2.0 * band_hz[1])))
        impulse = np.zeros(4 * self._kernel_reach)
        impulse[0] = 1.0
        once = sosfilt(butter(2, band_hz, "bandpass", fs=rate_hz, output="sos"), impulse)
        # Forwards and backwards through a filter is once through its response correlated with itself.
        kernel = np.correlate(once, once[: impulse.size - 2 * self._kernel_reach], mode="valid")
        kernel = np.concatenate((kernel[self._kernel_reach : 0 : -1], kernel[: self._kernel_reach + 1]))
        width = 2 * self.shape_reach + 1
        self._margin = self._kernel_reach + self.shape_reach
        # What is cut off its ends would let a constant through, and a constant can be a thousand times a beat.
        kernel -= kernel.mean()
        self._matrix = np.zeros((2 * self._margin + 1, width))
        for column in range(width):
            self._matrix[column : column + kernel.size, column] = kernel

    def shapes(self, ecg: FloatArray, at: IntArray) -> FloatArray:
        """Return the band-passed signal around these samples, one row each."""
        shapes = np.empty((at.size, self._matrix.shape[1]))
        inside = (at >= self._margin) & (at < ecg.size - self._margin)
        edge = np.flatnonzero(~inside)
        if edge.size:
            # Beyond its ends the signal is taken to stand still.
            span = at[edge, np.newaxis] + np.arange(-self._margin, self._margin + 1)
            shapes[edge] = ecg[np.clip(span, 0, ecg.size - 1)] @ self._matrix
        middle = np.flatnonzero(inside)
        if middle.size:
            windows = sliding_window_view(ecg, self._matrix.shape[0])
            step = max(1, _SMALL_PRODUCT // self._matrix.size)
            for begin in range(0, middle.size, step):
                rows = middle[begin : begin + step]
                shapes[rows] = windows[at[rows] - self._margin] @ self._matrix
        return shapes


def sharpness(ecg: FloatArray, at: IntArray, rate_hz: float) -> FloatArray:
    """Return how far the signal goes in a band above that of P and T waves around each of these samples."""
    reach: FloatArray = np.ptp(_sharp_band(rate_hz).shapes(ecg, at), axis=1)
    return reach


@lru_cache(maxsize=8)
def _sharp_band(rate_hz: float) -> LocalBand:
    return LocalBand(rate_hz, _SHARP_BAND_HZ, SHARP_REACH_S)
