"""How the heart's rhythm is spread over frequency: even series, spectra in ms2, power between two frequencies.

`tachogram` and `periodogram` take one unbroken run of beats without ``nan``; `welch` finds the runs itself.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import ArrayLike

from biofeedback.signals.numerics.cubic_spline import cubic_spline
from biofeedback.signals.numerics.many_splines import splines_of
from biofeedback.signals.timing.beats import FloatArray, IntArray, unbroken_runs
from biofeedback.signals.variability.detrend import Detrend, detrended, lines_removed

RATE_HZ = 4.0
"""Of every even series, as most of the field has it: ten times the highest frequency of HF."""

LIVE_SEGMENT_S = 64.0
"""Segments of the preset for the moment: the window of the live numbers."""

REPORT_SEGMENT_S = 256.0
"""Segments of the preset for a report: ten of the slowest waves of the LF band."""

SMALLEST_PEAK_SHARE = 0.005
"""Of the highest density near by, without unit. The first side lobe of a Hann taper has 0.0007 (Harris 1978, doi
10.1109/PROC.1978.10837); beside pure waves of 0.005 to 0.04 Hz, less their line, up to 0.002 were found."""

_PARABOLA_PADDING = 8
"""Points of a transform to each sample, at least: a peak then has eight bins or more, enough for a parabola."""

_FEWEST_POINTS = 4096
"""Of any transform: bins of 0.001 Hz, also for a short run."""

_WELCH_POINTS = 1024
"""Of Welch's transforms: the longest segment, 256 s at 4 Hz."""

_TAPERS_KEPT = 64
"""Tapers that are kept: those of the hearts of a room, whose stretches differ by a few samples. A choice."""

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


def tachogram(t_s: ArrayLike, nn_ms: ArrayLike, *, longest_s: float = math.inf) -> FloatArray:
    """Return the intervals as an even series at 4 Hz that ends with the newest beat, in ms.

    Parameters
    ----------
    t_s, nn_ms : array of float, shape (beats,)
        Ends of the intervals in seconds, strictly rising, and the intervals in ms; at least two.
    longest_s : float
        How many seconds back from the newest beat to sample at most.

    Raises
    ------
    ValueError
        When there are fewer than two beats, a ``nan``, or times that do not rise.

    Notes
    -----
    A cubic spline through (end of interval, interval), sampled where there are beats on both sides. Beats before the
    sampled stretch shape its beginning; a few suffice, their influence falls fourfold with each.
    """
    times_s = np.asarray(t_s, dtype=np.float64)
    curve = cubic_spline(times_s, nn_ms)
    count = int(tachogram_samples(times_s[-1:] - times_s[:1], longest_s)[0])
    grid_s = times_s[-1] - np.arange(count - 1, -1, -1, dtype=np.float64) / RATE_HZ
    return curve(grid_s)


def tachograms(runs: Sequence[tuple[FloatArray, FloatArray]], *, longest_s: float) -> FloatArray:
    """Return the tachograms of many runs, a row each, to the bit as `tachogram` has them.

    Parameters
    ----------
    runs : sequence of (array of float, array of float)
        The times (s) and intervals (ms) of each, with as many samples as all the others (`tachogram_samples`).
    longest_s : float
        As for `tachogram`.
    """
    count = int(tachogram_samples(runs[0][0][-1:] - runs[0][0][:1], longest_s)[0])
    newest_s = np.array([times_s[-1] for times_s, _ in runs])
    grids_s = newest_s[:, None] - np.arange(count - 1, -1, -1, dtype=np.float64) / RATE_HZ
    return splines_of(runs, grids_s)


def tachogram_samples(span_s: FloatArray, longest_s: float) -> IntArray:
    """Return how many samples the tachograms of runs of these lengths in seconds have."""
    # The small addition keeps a span that is a whole number of samples but for rounding.
    fitting = np.floor(span_s * RATE_HZ + 1e-9) + 1.0
    return np.minimum(fitting, np.floor(np.minimum(longest_s, span_s + 1.0) * RATE_HZ)).astype(np.int64)


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
    transform = np.fft.rfft(lines_removed(samples) * taper, points, axis=1)[:, :bins]
    density: FloatArray = (transform.real**2 + transform.imag**2) / (RATE_HZ * float(np.sum(taper**2)))
    density[:, 1 : None if bins else -1] *= 2.0
    return density


def padded_points(samples: int) -> int:
    """Return the length of transform that gives a peak at least eight bins: enough to refine it by a parabola."""
    return max(_FEWEST_POINTS, 1 << (_PARABOLA_PADDING * samples - 1).bit_length())


def even_series(t_s: ArrayLike, nn_ms: ArrayLike) -> tuple[FloatArray, FloatArray]:
    """Return the times (s) and values (ms) of one run of beats as an even series at 4 Hz that begins with its first.

    The same curve as `tachogram`, which begins at the other end: here numbers must not depend on beats still to come.
    """
    times_s = np.asarray(t_s, dtype=np.float64)
    curve = cubic_spline(times_s, nn_ms)
    # Samples before the last beat, as numpy.arange counts them: a sample on the beat itself is left out.
    grid_s = np.arange(times_s[0], times_s[-1], 1.0 / RATE_HZ)
    return grid_s, curve(grid_s)


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
        Length of a segment in seconds, at most 256: `LIVE_SEGMENT_S` or `REPORT_SEGMENT_S`. Where no unbroken run is so
        long, the longest run is the segment. Numbers of different lengths are not comparable.
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


@lru_cache(maxsize=_TAPERS_KEPT)
def _hann(samples: int) -> FloatArray:
    """Return the periodic Hann taper, which nobody writes into."""
    taper = np.asarray(0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(samples) / samples), dtype=np.float64)
    taper.flags.writeable = False
    return taper
