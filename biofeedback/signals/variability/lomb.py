"""The Lomb-Scargle spectrum: the intervals as they fall in time, without a curve drawn between them.

Where beats were set aside or are missing, nothing is put in.
"""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from biofeedback.signals.timing.beats import FloatArray, unbroken_runs
from biofeedback.signals.variability.detrend import Detrend, detrended, without_line
from biofeedback.signals.variability.even_series import even_series
from biofeedback.signals.variability.spectrum import EMPTY, Spectrum

# From the lower end of VLF to the upper end of HF.
LOWEST_HZ = 0.0033
HIGHEST_HZ = 0.4

OVERSAMPLING = 4
"""Steps in frequency to each that the length of a record can tell apart: a peak between two loses little. A choice."""

MOST_SPREAD = 4.0
"""Times the time that beats cover: a record counts as no longer than this, so that two short stretches a day apart do
not ask for as many steps as a day. A choice."""

FEWEST_BEATS = 16
"""With fewer intervals there is hardly a wave of each band. A choice."""

# Multiplications. Smaller products are computed without threads, which on a busy machine wait for one another a hundred
# times as long as the work takes. For a day they pay.
_SMALL_PRODUCT = 200_000
_LEAST_BLOCK_BEATS, _THREADED_BLOCK_BEATS = 8, 256  # beats a product: where threads begin to pay, and how many then


def lomb_scargle(t_s: ArrayLike, nn_ms: ArrayLike, *, detrend: Detrend = "none") -> Spectrum:
    """Return the Lomb-Scargle spectrum of a record in ms2/Hz, from 0.0033 to 0.4 Hz.

    Parameters
    ----------
    t_s : array of float, shape (beats,)
        Ends of the intervals in seconds; those of taken beats strictly rising.
    nn_ms : array of float, shape (beats,)
        Intervals in ms, ``nan`` where set aside.
    detrend : {"none", "linear", "smoothness-priors"}
        Taken out of each unbroken run; the mean of what is left in any case.

    Returns
    -------
    Spectrum
        Steps of a quarter of one over the length of the record, which counts for four times the time that beats cover
        at most; `EMPTY` with fewer than 16 taken beats.

    Notes
    -----
    Lomb 1976, doi 10.1007/BF00648343, and Scargle 1982, doi 10.1086/160554. The classical periodogram ``p`` times
    ``2 T / N`` (``T`` the time from the first to the last beat less the gaps, ``N`` how many beats) is a density in
    ms2/Hz; libraries that leave the factor out are low by about a half, and with the gaps left in, power would grow
    with them. The even steps in frequency let every sine be a product of two from short tables, so the sums are those
    of the definition to the last digits and need no approximation.

    A gap makes neighbouring frequencies leak into one another. Smoothness priors, defined for an even series, are
    computed at 4 Hz, and their trend is read off at the beats.
    """
    runs = unbroken_runs(t_s, nn_ms)
    if sum(times.size for times, _ in runs) < FEWEST_BEATS:
        return EMPTY
    times_s = np.concatenate([times for times, _ in runs])
    values_ms = np.concatenate([_without_trend(times, values, detrend) for times, values in runs])
    covered_s = _covered_s([times for times, _ in runs])
    length_s = min(float(times_s[-1] - times_s[0]), MOST_SPREAD * covered_s)
    frequency_hz = np.arange(LOWEST_HZ, HIGHEST_HZ, 1.0 / (OVERSAMPLING * length_s))
    power = _periodogram(times_s, values_ms - np.mean(values_ms), frequency_hz)
    return Spectrum(frequency_hz, power * (2.0 * covered_s / times_s.size))


def _covered_s(runs_s: list[FloatArray]) -> float:
    """Return how long the runs are together, as if the gaps between them had been closed to an interval each."""
    spans_s = sum(float(run_s[-1] - run_s[0]) for run_s in runs_s)
    intervals = sum(run_s.size - 1 for run_s in runs_s)
    return spans_s * (intervals + len(runs_s) - 1) / intervals if intervals else 0.0


def _without_trend(times_s: FloatArray, values_ms: FloatArray, how: Detrend) -> FloatArray:
    if how == "none":
        return values_ms
    grid_s, samples = even_series(times_s, values_ms)
    left = without_line(samples) if how == "linear" else detrended(samples, how)
    return values_ms - np.interp(times_s, grid_s, samples - left)


def _periodogram(times_s: FloatArray, values: FloatArray, frequency_hz: FloatArray) -> FloatArray:
    """Return what the best sine of each frequency explains, halved: Scargle's classical periodogram."""
    step_hz = float(frequency_hz[1] - frequency_hz[0]) if frequency_hz.size > 1 else 0.0
    count, first_hz = frequency_hz.size, float(frequency_hz[0])
    wave = _sums(times_s, values, first_hz, step_hz, count)
    double = _sums(times_s, np.ones(times_s.size), 2.0 * first_hz, 2.0 * step_hz, count)
    beats = float(times_s.size)
    cosines, sines = 0.5 * (beats + double.real), 0.5 * (beats - double.real)
    mixed = 0.5 * double.imag
    explained = wave.real**2 * sines + wave.imag**2 * cosines - 2.0 * wave.real * wave.imag * mixed
    determinant = cosines * sines - mixed**2
    # All beats at the same two places of the wave: a sine of that frequency cannot be told from its own phase.
    known = determinant > 1e-12 * beats**2
    return np.asarray(np.divide(0.5 * explained, determinant, out=np.zeros(count), where=known), dtype=np.float64)


def _sums(
    times_s: FloatArray, weights: FloatArray, first_hz: float, step_hz: float, count: int
) -> NDArray[np.complex128]:
    """Return ``sum(w exp(2 pi i f t))`` for ``count`` frequencies in even steps."""
    fine = math.isqrt(count) + 1
    coarse = -(-count // fine)
    # Times from the middle keep the angles small, and with them their rounding.
    turns_s = times_s - 0.5 * (times_s[0] + times_s[-1])
    coarse_hz = first_hz + step_hz * fine * np.arange(coarse)
    fine_hz = step_hz * np.arange(fine)
    total = np.zeros((coarse, fine), dtype=np.complex128)
    beats = _SMALL_PRODUCT // (coarse * fine)
    if beats < _LEAST_BLOCK_BEATS:
        beats = _THREADED_BLOCK_BEATS
    for start in range(0, turns_s.size, beats):
        block = slice(start, start + beats)
        slow = np.exp(2j * np.pi * np.outer(coarse_hz, turns_s[block])) * weights[block]
        total += slow @ np.exp(2j * np.pi * np.outer(turns_s[block], fine_hz))
    return total.ravel()[:count]
