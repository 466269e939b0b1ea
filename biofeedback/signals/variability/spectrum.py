"""How the heart's rhythm is spread over frequency: spectra in ms2, and their power between two frequencies.

`periodogram` takes one unbroken run of beats without ``nan``; `welch` finds the runs itself.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from biofeedback.signals.timing.beats import FloatArray, unbroken_runs
from biofeedback.signals.variability.detrend import Detrend, detrended, lines_removed
from biofeedback.signals.variability.even_series import RATE_HZ, even_series, tachogram

REPORT_SEGMENT_S = 256.0
"""Segments of the preset for a report: ten of the slowest waves of the LF band."""

_PARABOLA_PADDING = 8
"""Points of a transform to each sample, at least: a peak then has eight bins or more, enough for a parabola."""

_FEWEST_POINTS = 4096
"""Of any transform: bins of 0.001 Hz, also for a short run."""

_WELCH_POINTS = 1024
"""Of Welch's transforms: the longest segment, 256 s at 4 Hz."""

_TAPERS_KEPT = 64
"""Tapers that are kept: those of the hearts of a room, whose stretches differ by a few samples. A choice."""

_SERIES_AT_ONCE = 16
"""Series that `densities` transforms together: those of windows of coherence stay near the processor. A choice."""

_SEGMENTS_AT_ONCE = 2048
"""Segments of Welch's that are transformed together: three days, and 50 MB. A choice."""


@dataclass(frozen=True, slots=True)
class Spectrum:
    """A one-sided power spectral density.

    Attributes
    ----------
    frequency_hz : array of float, shape (bins,)
        Evenly spaced.
    psd_ms2_per_hz : array of float, shape (bins,)
        Power density; its integral over frequency is the variance of the detrended intervals in ms2.
    """

    frequency_hz: FloatArray
    psd_ms2_per_hz: FloatArray


EMPTY = Spectrum(np.empty(0), np.empty(0))
"""The spectrum that could not be computed."""


def periodogram(
    t_s: ArrayLike,
    nn_ms: ArrayLike,
    *,
    longest_s: float = math.inf,
    points: int | None = None,
    until_hz: float = math.inf,
) -> Spectrum:
    """Return the spectrum of one run of beats, up to 2 Hz or a little beyond ``until_hz``.

    Parameters
    ----------
    t_s, nn_ms, longest_s
        As for `tachogram`.
    points : int or None
        Length of the Fourier transform, at least the number of samples; None: 8 times them and a power of two.
    until_hz : float
        The highest frequency that is asked for.

    Notes
    -----
    Linear trend removed, periodic Hann taper, zero-padded, one-sided density. No averaging, so that a steady rhythm
    stands as sharp as the length of the record allows.
    """
    samples = tachogram(t_s, nn_ms, longest_s=longest_s)
    size = points if points is not None else padded_points(samples.size)
    bins = None if until_hz >= 0.5 * RATE_HZ else math.floor(until_hz * size / RATE_HZ) + 2
    density = densities(samples[None, :], size, bins=bins)[0]
    frequency_hz: FloatArray = np.arange(density.size, dtype=np.float64) * (RATE_HZ / size)
    return Spectrum(frequency_hz, density)


def densities(samples: FloatArray, points: int, *, bins: int | None = None) -> FloatArray:
    """Return the one-sided spectral densities of even series at 4 Hz, a row each, as `periodogram` has them.

    Parameters
    ----------
    samples : array of float, shape (series, samples)
        In ms.
    points : int
        Length of the transforms.
    bins : int or None
        How many bins are wanted, fewer than half the points; None: all.
    """
    taper = _hann(samples.shape[1])
    tapered, power_hz = lines_removed(samples) * taper, RATE_HZ * float(np.sum(taper**2))
    parts = []
    for begin in range(0, len(tapered), _SERIES_AT_ONCE):
        transform = np.fft.rfft(tapered[begin : begin + _SERIES_AT_ONCE], points, axis=1)[:, :bins]
        parts.append((transform.real**2 + transform.imag**2) / power_hz)
    density = np.concatenate(parts) if len(parts) > 1 else parts[0]
    density[:, 1 : None if bins else -1] *= 2.0
    return density


def padded_points(samples: int) -> int:
    """Return the length of transform that gives a peak at least eight bins: enough to refine it by a parabola."""
    return max(_FEWEST_POINTS, 1 << (_PARABOLA_PADDING * samples - 1).bit_length())


def welch(
    t_s: ArrayLike, nn_ms: ArrayLike, *, segment_s: float = REPORT_SEGMENT_S, detrend: Detrend = "none"
) -> Spectrum:
    """Return the averaged spectrum of a record by Welch's method, up to 2 Hz in steps of 1/256 Hz.

    Parameters
    ----------
    t_s : array of float, shape (beats,)
        Ends of the intervals in seconds; those of taken beats strictly rising.
    nn_ms : array of float, shape (beats,)
        Intervals in ms, ``nan`` where set aside.
    segment_s : float
        Length of a segment in seconds, at most 256. Where no unbroken run is so long, the longest run is the segment.
        Numbers of different lengths are not comparable.
    detrend : {"none", "linear", "smoothness-priors"}
        Taken out of each run at 4 Hz before it is cut; the mean of each segment is taken out in any case.

    Returns
    -------
    Spectrum
        `EMPTY` without two taken beats in a run.

    Notes
    -----
    Welch 1967, doi 10.1109/TAU.1967.1161901: cubic spline through the intervals at their ends, 4 Hz; segments that
    overlap by half, less their mean, periodic Hann, padded to 1024 points; one-sided densities averaged. Nothing is
    drawn across a gap of more than 2.5 s: each unbroken run is cut by itself, and all segments count alike. Runs
    shorter than a segment are left out.
    """
    series = [even_series(*run)[1] for run in unbroken_runs(t_s, nn_ms)]
    longest = max((values.size for values in series), default=0)
    if not longest:
        return EMPTY
    size = min(round(segment_s * RATE_HZ), longest)
    taper = _hann(size)
    total: FloatArray = np.zeros(_WELCH_POINTS // 2 + 1)
    segments = 0
    for values in series:
        if values.size < size:
            continue
        whole = sliding_window_view(detrended(values, detrend), size)[:: size - size // 2]
        for begin in range(0, len(whole), _SEGMENTS_AT_ONCE):
            cut = whole[begin : begin + _SEGMENTS_AT_ONCE]
            tapered = (cut - np.mean(cut, axis=1, keepdims=True)) * taper
            transform = np.fft.rfft(tapered, _WELCH_POINTS, axis=1)
            total += np.sum(transform.real**2 + transform.imag**2, axis=0)
        segments += len(whole)
    density = total / (segments * RATE_HZ * float(np.sum(taper**2)))
    density[1:-1] *= 2.0
    return Spectrum(np.arange(density.size, dtype=np.float64) * (RATE_HZ / _WELCH_POINTS), density)


def band_power_ms2(spectrum: Spectrum, from_hz: float, until_hz: float) -> float:
    """Return the power between two frequencies in ms2: trapezoids, the density at the edges interpolated."""
    step_hz = float(spectrum.frequency_hz[1])
    first = math.floor(from_hz / step_hz) + 1
    last = math.ceil(until_hz / step_hz)
    inside = slice(first, last)
    edges = np.interp((from_hz, until_hz), spectrum.frequency_hz, spectrum.psd_ms2_per_hz)
    frequency_hz = np.concatenate(([from_hz], spectrum.frequency_hz[inside], [until_hz]))
    density = np.concatenate((edges[:1], spectrum.psd_ms2_per_hz[inside], edges[1:]))
    return float(np.sum((density[1:] + density[:-1]) * np.diff(frequency_hz)) / 2.0)


@lru_cache(maxsize=_TAPERS_KEPT)
def _hann(samples: int) -> FloatArray:
    """Return the periodic Hann taper, which nobody writes into."""
    taper = np.asarray(0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(samples) / samples), dtype=np.float64)
    taper.flags.writeable = False
    return taper
