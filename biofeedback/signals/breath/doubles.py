"""Tells a rhythm from its double: what stands at its overtones, what stands between them, and whose phases go together.

A heart often answers a slow breath twice, once to the air that comes and once to the air that goes. Then the highest
peak lies at twice the rate of the breath. Whoever looks at each peak alone cannot know that.
"""

import numpy as np

from biofeedback.signals.breath.band_waves import ComplexArray, band_waves
from biofeedback.signals.timing.beats import BoolArray, FloatArray, IntArray

_REACH_HZ = 0.012
"""On either side of a line: what a taper of Hann spreads a pure wave over in a minute. A choice."""

_OVERTONES = (1.0, 2.0, 3.0)
"""Times the frequency of a candidate: a breath of any shape has little above its third. A choice."""

_BETWEEN = 1.5
"""Times the frequency of a candidate: the third overtone of a rhythm of half its rate; it has none there itself."""

_OWN_BAND, _DOUBLE_BAND = (0.7, 1.35), (1.5, 2.6)
"""Times a frequency: where its wave and that of its double are taken from, without touching one another. A choice."""

_HALF_DOUBLE_BAND = (0.75, 1.3)
"""Times the frequency of a candidate that is looked at as the double of another: the double of that, narrower than
above, so that it leaves the waves between alone. A choice."""

_SLOWEST_HALF_HZ = 0.048
"""A half slower than that, 2.9 breaths a minute, is not looked for: it would be no breath. A choice."""

_EDGE_SHARE = 0.08
"""Of the window at either end, where a filtered wave is bent; its phase is not used there. A choice."""

_SHARE_MARGIN, _RATIO_MARGIN = 0.005, 0.03  # choices; they keep the logarithms finite


def double_features(
    spectra: ComplexArray,
    size: int,
    density: FloatArray,
    window: IntArray,
    rates_hz: FloatArray,
    band: tuple[int, IntArray],
    rate_hz: float,
) -> FloatArray:
    """Return for each candidate what speaks for or against its being the double of another.

    Parameters
    ----------
    spectra : array of complex, shape (peaks, size // 2)
        The transform of the window of each candidate, without its mean and slow drift, as `positive_half` gives it.
    size : int
        Samples of a window.
    density : array of float, shape (windows, bins)
        Their power, from 0 Hz to half the sampling rate.
    window : array of int, shape (peaks,)
        The window of each candidate.
    rates_hz : array of float, shape (peaks,)
        The candidates.
    band : tuple of int and array of int, shape (windows,)
        The first place of ``density`` at which a breath is looked for, and the last of each window.
    rate_hz : float
        Samples a second.

    Returns
    -------
    array of float, shape (peaks, 5)
        ``whole``, ``between``, ``locked``, ``halved`` and ``beneath``, as `peaks.FEATURES` describes them.

    Notes
    -----
    The phases of a wave and of its double belong together as in a bispectrum: the mean direction of the double against
    the square of the wave (Kim and Powers 1979, doi 10.1109/TPS.1979.4317207), here over time in one window.
    """
    bins = density.shape[1]
    step_hz = 0.5 * rate_hz / (bins - 1)
    summed = np.zeros((density.shape[0], bins + 1))
    np.cumsum(density, axis=1, out=summed[:, 1:])
    first, last = band[0], band[1][window]

    def power(at_hz: FloatArray, first: int = 1, last: IntArray | int = bins - 1) -> FloatArray:
        low = np.clip(np.round((at_hz - _REACH_HZ) / step_hz).astype(np.int64), first, last + 1)
        high = np.clip(np.round((at_hz + _REACH_HZ) / step_hz).astype(np.int64) + 1, first, last + 1)
        return np.asarray(summed[window, high] - summed[window, low], dtype=np.float64)

    own = power(rates_hz)
    total = summed[window, last + 1] - summed[window, first]
    whole = np.minimum(1.0, np.sum([power(times * rates_hz, first, last) for times in _OVERTONES], axis=0) / total)
    locked, halved = _locked(spectra, size, rates_hz, rate_hz)
    return np.column_stack(
        (
            np.log((whole + _SHARE_MARGIN) / (1.0 + _SHARE_MARGIN - whole)),
            np.log(_BETWEEN * power(_BETWEEN * rates_hz) / own + _RATIO_MARGIN),
            locked,
            halved,
            np.where(_may_be_breath(0.5 * rates_hz), power(0.5 * rates_hz) / own, 0.0),
        )
    )


def _locked(spectra: ComplexArray, size: int, rates_hz: FloatArray, rate_hz: float) -> tuple[FloatArray, FloatArray]:
    """Return how firmly the double of each candidate goes along with it, and it with its half; 0 to 1."""
    frequency_hz = np.arange(size // 2) * (rate_hz / size)
    edge = int(_EDGE_SHARE * size)

    def wave(rates_hz: FloatArray, edges: tuple[float, float]) -> ComplexArray:
        inside = (frequency_hz >= edges[0] * rates_hz[:, None]) & (frequency_hz <= edges[1] * rates_hz[:, None])
        return band_waves(spectra, inside, size)[:, edge : size - edge]

    half_hz = 0.5 * rates_hz
    locked = _together(wave(rates_hz, _OWN_BAND), wave(rates_hz, _DOUBLE_BAND))
    halved = _together(wave(half_hz, _OWN_BAND), wave(rates_hz, _HALF_DOUBLE_BAND))
    return locked, np.where(_may_be_breath(half_hz), halved, 0.0)


def _may_be_breath(half_hz: FloatArray) -> BoolArray:
    return half_hz >= _SLOWEST_HALF_HZ


def _together(wave: ComplexArray, double: ComplexArray) -> FloatArray:
    turned = double * np.conj(wave * wave)
    sizes = np.sum(np.sqrt(turned.real**2 + turned.imag**2), axis=1)
    return np.asarray(np.abs(np.sum(turned, axis=1)) / np.where(sizes > 0.0, sizes, 1.0), dtype=np.float64)
