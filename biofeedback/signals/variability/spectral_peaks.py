"""The highest peak of a spectrum between two frequencies."""

import math

import numpy as np

from biofeedback.signals.timing.beats import FloatArray, IntArray
from biofeedback.signals.variability.spectrum import Spectrum

SMALLEST_PEAK_SHARE = 0.005
"""Of the highest density near by, without unit. The first side lobe of a Hann taper has 0.0007 (Harris 1978, doi
10.1109/PROC.1978.10837); beside pure waves of 0.005 to 0.04 Hz, less their line, up to 0.002 were found."""


def peak_hz(spectrum: Spectrum, from_hz: float, until_hz: float, *, refine: bool = True) -> float:
    """Return the frequency of the highest peak between two frequencies, both included.

    Parameters
    ----------
    refine : bool
        Put a parabola through the highest bin and its neighbours, for an answer between bins.

    Returns
    -------
    float
        In Hz; ``nan`` when there is no peak (`peak_bin`).
    """
    top = peak_bin(spectrum, from_hz, until_hz)
    frequency_hz = spectrum.frequency_hz
    if top is None:
        return math.nan
    if not refine:
        return float(frequency_hz[top])
    before, at, after = (float(value) for value in spectrum.psd_ms2_per_hz[top - 1 : top + 2])
    curvature = before - 2.0 * at + after
    if not curvature < 0.0:
        return float(frequency_hz[top])
    shift_bins = 0.5 * (before - after) / curvature
    return min(until_hz, max(from_hz, float(frequency_hz[top]) + shift_bins * float(frequency_hz[1])))


def peak_bin(spectrum: Spectrum, from_hz: float, until_hz: float) -> int | None:
    """Return the bin of the highest peak between two frequencies, both included; None when there is none.

    A peak is higher than the bin before it and no lower than the one after it, even where these lie outside: the flank
    of a hill beyond the edge is no peak. Nor is what the taper alone throws out beside a much higher hill, looked for
    within an octave of the edges.
    """
    if spectrum.frequency_hz.size < 3:
        return None
    top = int(peak_bins(spectrum.psd_ms2_per_hz[None, :], float(spectrum.frequency_hz[1]), from_hz, until_hz)[0])
    return top if top >= 0 else None


def peak_bins(density: FloatArray, step_hz: float, from_hz: float, until_hz: float) -> IntArray:
    """Return the bin of the highest peak of each of many densities as `peak_bin` has it; -1 where there is none.

    Parameters
    ----------
    density : array of float, shape (spectra, bins)
        From 0 Hz on, at least an octave beyond ``until_hz`` or to the end of the spectrum.
    step_hz : float
        From bin to bin.
    from_hz, until_hz : float
        Where to look.
    """
    frequency_hz = np.arange(density.shape[1]) * step_hz
    first, last = np.searchsorted(frequency_hz, (from_hz, np.nextafter(until_hz, math.inf)), side="left")
    bins = slice(max(1, int(first)), min(int(last), density.shape[1] - 1))
    if bins.start >= bins.stop:
        return np.full(density.shape[0], -1)
    inside = density[:, bins]
    is_peak = (inside > density[:, bins.start - 1 : bins.stop - 1]) & (
        inside >= density[:, bins.start + 1 : bins.stop + 1]
    )
    peaks = np.where(is_peak, inside, -math.inf)
    top: IntArray = np.argmax(peaks, axis=1)
    highest = peaks[np.arange(top.size), top]
    around = np.searchsorted(frequency_hz, (from_hz / 2.0, np.nextafter(2.0 * until_hz, math.inf)), side="left")
    beside = density[:, around[0] : around[1]]
    top += bins.start
    return np.where(highest > SMALLEST_PEAK_SHARE * np.max(beside, axis=1), top, -1)
