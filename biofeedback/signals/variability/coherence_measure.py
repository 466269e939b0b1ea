"""Measures the rhythm coherence of spectra: where the peak is, how far it reaches, and its share of the power."""

import math
from dataclasses import dataclass

import numpy as np

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.timing.beats import BoolArray, FloatArray, IntArray
from biofeedback.signals.variability.even_series import RATE_HZ
from biofeedback.signals.variability.spectral_peaks import peak_bins

PEAK_BAND_HZ = (0.04, 0.26)
"""Where the peak is looked for, as in McCraty and Zayas 2014, doi 10.3389/fpsyg.2014.01090."""

TOTAL_BAND_HZ = (0.0033, 0.4)
"""What the peak is compared with: VLF, LF and HF together. White noise of 20 ms on a wave of 60 ms gives a ratio of 3.7
so, and 5.6 where only the band of the peak counts."""

PEAK_HALF_WIDTH_HZ = 0.015
"""On either side of the peak, as in McCraty and Zayas 2014; about the width of a line in 64 s."""

NO_WAVE = Reason(ReasonCode.EVEN_HEART)
NO_PEAK = Reason.of(  # Hz times 60 s: how often a minute
    ReasonCode.NO_WAVE_IN_BAND, slowest_per_min=60.0 * PEAK_BAND_HZ[0], quickest_per_min=60.0 * PEAK_BAND_HZ[1]
)

POINTS = 4096
"""Of the transform: bins of 0.001 Hz, fifteen on either side of a peak."""

_STEP_HZ = RATE_HZ / POINTS
_HALF_WIDTH_BINS = PEAK_HALF_WIDTH_HZ / _STEP_HZ

HIGHEST_BIN = math.ceil(2.0 * PEAK_BAND_HZ[1] / _STEP_HZ)
"""What is looked at of a spectrum: an octave beyond the band of the peak, where hills may stand beside it."""

_LARGEST_PRODUCT = 1e9
"""Where next to nothing lies below or above the peak, the product would grow without end; its logarithm is then 21."""

# A heart that beats like a clock has no wave; what is left (ms2) is rounding.
_NO_WAVE_MS2 = 1e-9


@dataclass(frozen=True, slots=True)
class MeasuredRows:
    """What was measured in many spectra.

    Attributes
    ----------
    table : array of float, shape (4, spectra)
        Share, ratio, score and frequency of the peak as in `Coherence`; ``nan`` where there is no wave or no peak.
    has_wave : array of bool, shape (spectra,)
        Whether there is any wave at all.
    """

    table: FloatArray
    has_wave: BoolArray

    def reason_of(self, row: int) -> Reason | None:
        """Return why a row is ``nan``; None where it is not."""
        if not math.isnan(self.table[0, row]):
            return None
        return NO_PEAK if self.has_wave[row] else NO_WAVE


def measured(density: FloatArray) -> MeasuredRows:
    """Return the rhythm coherence of spectral densities, a row each, of transforms of 4096 points.

    Parameters
    ----------
    density : array of float, shape (spectra, bins)
        From 0 Hz on, to `HIGHEST_BIN` at least.
    """
    density = density[:, : HIGHEST_BIN + 1]
    lowest_hz, highest_hz = TOTAL_BAND_HZ
    power_ms2 = _PowerUpTo(density)
    up_to_lowest_ms2, up_to_highest_ms2 = power_ms2.at(lowest_hz), power_ms2.at(highest_hz)
    total_ms2 = up_to_highest_ms2 - up_to_lowest_ms2
    has_wave = total_ms2 > _NO_WAVE_MS2
    tops = np.where(has_wave, peak_bins(density, _STEP_HZ, *PEAK_BAND_HZ), -1)
    known = np.flatnonzero(tops >= 0)
    table = np.full((4, density.shape[0]), math.nan)
    if known.size:
        top = tops[known]
        from_hz, until_hz = _edges_hz(density[known], top)
        up_to_peak_ms2, up_to_end_ms2 = power_ms2.at(from_hz, known), power_ms2.at(until_hz, known)
        peak_ms2 = up_to_end_ms2 - up_to_peak_ms2
        around_ms4 = (up_to_peak_ms2 - up_to_lowest_ms2[known]) * (up_to_highest_ms2[known] - up_to_end_ms2)
        with np.errstate(divide="ignore", over="ignore"):
            product = np.where(around_ms4 > 0.0, peak_ms2**2 / around_ms4, _LARGEST_PRODUCT)
        total_ms2 = total_ms2[known]
        table[:, known] = (
            peak_ms2 / total_ms2,
            peak_ms2 / (total_ms2 - peak_ms2),
            np.log1p(np.minimum(product, _LARGEST_PRODUCT)),
            top * _STEP_HZ,
        )
    return MeasuredRows(table, has_wave)


class _PowerUpTo:
    """The power from 0 Hz up to a frequency: trapezoids, the density interpolated between bins."""

    def __init__(self, density: FloatArray) -> None:
        self._density = density
        self._sums = np.zeros(density.shape)
        np.cumsum((density[:, 1:] + density[:, :-1]) * (_STEP_HZ / 2.0), axis=1, out=self._sums[:, 1:])

    def at(self, frequency_hz: FloatArray | float, rows: IntArray | slice = slice(None)) -> FloatArray:
        """Return the power in ms2 of these rows, each up to its frequency."""
        position = np.asarray(frequency_hz, dtype=np.float64) / _STEP_HZ
        bins = np.floor(position).astype(np.int64)
        part = position - bins
        density, next_density = self._density[rows, bins], self._density[rows, bins + 1]
        within = part * (density + 0.5 * part * (next_density - density)) * _STEP_HZ
        return np.asarray(self._sums[rows, bins] + within, dtype=np.float64)


def _edges_hz(density: FloatArray, top: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return how far each peak reaches: 0.015 Hz to either side, and not up the slope of a hill outside the band."""
    rows = np.arange(top.size)[:, None]
    edges_hz = []
    for side, reach in ((-1, math.floor(_HALF_WIDTH_BINS)), (1, math.ceil(_HALF_WIDTH_BINS))):
        bins = top[:, None] + side * np.arange(reach + 1)
        slope = density[rows, bins]
        higher = slope > slope[:, :1]
        hill = np.where(np.any(higher, axis=1), np.argmax(higher, axis=1), 0)
        valley = np.argmin(np.where(np.arange(reach + 1) < hill[:, None], slope, math.inf), axis=1)
        edges_hz.append(
            np.where(hill > 0, (top + side * valley) * _STEP_HZ, top * _STEP_HZ + side * PEAK_HALF_WIDTH_HZ)
        )
    return edges_hz[0], edges_hz[1]
