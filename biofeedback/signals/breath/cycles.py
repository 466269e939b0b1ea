"""Follows the wave of a candidate from breath to breath: how many there are, how even in time and in height.

The mean rate of breaths that vary is their number over their time. A spectrum gives each breath the weight of its
height, and may show one rhythm that varies as two lines; the phase counts every breath once.
"""

from dataclasses import dataclass

import numpy as np

from biofeedback.signals.breath.band_waves import ComplexArray, band_waves
from biofeedback.signals.numerics.small_steps import medians, quantile
from biofeedback.signals.timing.beats import FloatArray

WIDTH = 1.5
"""Times a frequency, up and down: breaths of one rhythm lie within, its half and its double do not. A choice."""

_EDGE_SHARE = 0.04
"""Of the window at either end, where a filtered wave is bent; it is not followed there. A choice."""

_LOW_QUANTILE, _HIGH_QUANTILE = 0.2, 0.8  # of the heights of a wave over time; a choice

_SMALLEST_HEIGHT = 1e-12  # of a wave of deviation 1; it keeps a ratio finite


@dataclass(frozen=True, slots=True)
class Cycles:
    """What the waves of candidates do over time.

    Attributes
    ----------
    rates_hz : array of float, shape (peaks,)
        Their mean frequency over time.
    uneven : array of float, shape (peaks,)
        Deviation of the frequency over time, weighed by the squared height, over the candidate's; 0 to 1.
    steady : array of float, shape (peaks,)
        The height that a fifth of the time stays below over that which a fifth exceeds; 0 to 1.
    """

    rates_hz: FloatArray
    uneven: FloatArray
    steady: FloatArray


def cycles(spectra: ComplexArray, size: int, rates_hz: FloatArray, highest_hz: FloatArray, rate_hz: float) -> Cycles:
    """Return what the wave of each candidate does over time.

    Parameters
    ----------
    spectra : array of complex, shape (peaks, size // 2)
        The transform of the window of each candidate, without its mean and slow drift, as `positive_half` gives it.
    size : int
        Samples of a window.
    rates_hz, highest_hz : array of float, shape (peaks,)
        The frequency of each candidate, and where to stop looking.
    rate_hz : float
        Samples a second.

    Notes
    -----
    The phase and height of the analytic signal (Gabor 1946) between two thirds and one and a half times the frequency.
    A moment counts by the height of the wave, at most by its median: each breath the same, what is between them less.
    """
    frequency_hz = np.arange(size // 2) * (rate_hz / size)
    slowest_hz, fastest_hz = rates_hz / WIDTH, np.minimum(WIDTH * rates_hz, highest_hz)
    inside = (frequency_hz >= slowest_hz[:, None]) & (frequency_hz <= fastest_hz[:, None])
    edge = int(_EDGE_SHARE * size)
    wave = band_waves(spectra, inside, size)[:, edge : size - edge]
    turned = wave[:, 1:] * np.conj(wave[:, :-1])
    steps_hz = np.angle(turned) * (rate_hz / (2.0 * np.pi))
    weights = np.maximum(np.abs(turned), _SMALLEST_HEIGHT)
    weights /= np.sum(weights, axis=1, keepdims=True)
    usual_hz = np.sum(weights * steps_hz, axis=1, keepdims=True)
    spread_hz = np.sqrt(np.sum(weights * (steps_hz - usual_hz) ** 2, axis=1))
    height = np.abs(wave)
    low, high = quantile(height, _LOW_QUANTILE), quantile(height, _HIGH_QUANTILE)
    heights = np.sqrt(weights)
    heights = np.minimum(heights, medians(heights.T)[:, None])
    counted_hz = np.sum(heights * steps_hz, axis=1) / np.sum(heights, axis=1)
    return Cycles(
        np.clip(counted_hz, slowest_hz, fastest_hz),
        np.minimum(1.0, spread_hz / rates_hz),
        low / np.maximum(high, _SMALLEST_HEIGHT),
    )
