"""Which rhythms a slow signal holds, each with the features by which a breath is recognised.

A signal that the breath moves (intervals, R amplitudes, a leaning chest) also holds waves that are no breath. Here the
candidates are listed, and each is described by a few physical features; `confidence` weighs them.
"""

from dataclasses import dataclass

import numpy as np

from biofeedback.signals.breath.counting import counted_shares
from biofeedback.signals.breath.doubles import double_features
from biofeedback.signals.timing.beats import FloatArray, IntArray

RATE_HZ = 4.0
"""Of the even series, as in `variability.spectrum`."""

LOWEST_HZ = 0.05
"""3 breaths a minute: slower ones are not led, and slower waves are drift. A choice."""

HIGHEST_HZ = 0.5
"""30 breaths a minute: quicker ones are not those of somebody at rest. A choice."""

FEATURES = ("share", "lasting", "counted", "regular", "mayer", "unusual", "whole", "between", "locked", "halved")
"""The features of a peak, in the order of `BreathPeaks.features`:

share
    Log odds of the power within 0.02 Hz of the peak, out of all power from 0.05 Hz to the upper limit: one clear wave
    is likely the breath.
lasting
    Log of the density there over the mean density, the lowest of three overlapping halves of the window: a breath goes
    on, noise has its peaks now here, now there.
counted
    Share of the window, 0 to 1, made of whole waves of about this length, counted from turn to turn.
regular
    Autocorrelation, at the period of the peak, of everything faster than two thirds of its frequency; -1 to 1.
mayer
    1 at 0.1 Hz, falling to 0 over a few hundredths: there the blood pressure has waves of its own.
unusual
    Square of the distance from 13 breaths a minute, in octaves.
whole
    Log odds of the power near the peak, its double and its triple, out of all power: a breath of any shape.
between
    Log of the power at one and a half times its frequency over that at the peak, each times its frequency: a peak
    that is the double of another has an overtone of that one there.
locked
    How firmly the wave at its double goes along with it, 0 to 1: an overtone of its own does.
halved
    How firmly it goes along with the wave at half its frequency, 0 to 1; 0 where that would be no breath: an overtone
    of another does.
"""

_MOST_PEAKS = 6
"""Candidates; the breath is seldom lower than the sixth peak. A choice; the weights are fitted for so many."""

_POINTS = 2048
"""Of the transform: bins of 0.002 Hz, a tenth of a breath a minute, for any window of up to 256 s."""

_STEP_HZ = RATE_HZ / _POINTS

_REACH = round(0.02 / _STEP_HZ)
"""Bins on either side of a peak that count to it: 0.02 Hz, over which a breath that varies is spread in a minute. A
choice."""

_FASTER = 1.0 / 1.5
"""Times the frequency of a candidate: from here on waves count as its own or faster. A choice, half an octave below."""

_MAYER_HZ, _MAYER_WIDTH_HZ = 0.1, 0.02  # centre and width of the waves of the blood pressure; the width is a choice

_USUAL_HZ = 13.0 / 60.0
"""13 breaths a minute, about what is usual at rest. A choice; the weights are fitted for it."""

_SHARE_MARGIN, _LASTING_MARGIN = 0.005, 0.01  # choices; they keep the logarithms of the features finite

# What rounding leaves of a signal that stands still, beside its own size.
_STILL = 1e-9


@dataclass(frozen=True, slots=True)
class BreathPeaks:
    """Candidates for the breath.

    Attributes
    ----------
    rate_per_min : array of float, shape (peaks,)
        Their rates in breaths a minute, rising.
    features : array of float, shape (peaks, 10)
        What is seen of each, in the order of `FEATURES`.
    """

    rate_per_min: FloatArray
    features: FloatArray


NO_PEAKS = BreathPeaks(np.empty(0), np.empty((0, len(FEATURES))))


def breath_peaks(samples: FloatArray, *, highest_hz: float = HIGHEST_HZ) -> BreathPeaks:
    """Return the rhythms from 0.05 Hz to ``highest_hz`` that an even series at 4 Hz holds.

    Parameters
    ----------
    samples : array of float, shape (samples,)
        A signal that the breath moves, in any unit, without ``nan``; 20 to 256 s of it.
    highest_hz : float
        Where to stop looking, at most 0.5 Hz.

    Returns
    -------
    BreathPeaks
        Six at most; none when the signal stands still.

    Notes
    -----
    Parabola removed, periodic Hann, transform of 2048 points. The candidates are the highest local maxima of density
    times frequency, which levels a background of 1/f. The rate of each is the centroid of the density within 0.02 Hz:
    breaths that vary spread over several bins, and their mean rate lies at the balance rather than at the summit.
    """
    found = peak_rows(samples[None, :], np.array([highest_hz]))
    return BreathPeaks(found.rate_per_min, found.features)


@dataclass(frozen=True, slots=True)
class PeakRows:
    """Candidates for the breath in many windows, a row each, window by window.

    Attributes
    ----------
    window : array of int, shape (peaks,)
        The window that each belongs to.
    rate_per_min, features
        As in `BreathPeaks`.
    """

    window: IntArray
    rate_per_min: FloatArray
    features: FloatArray


def peak_rows(samples: FloatArray, highest_hz: FloatArray, *, with_regular: bool = True) -> PeakRows:
    """Return the rhythms of many windows at once, as `breath_peaks` finds them in each.

    Parameters
    ----------
    samples : array of float, shape (windows, samples)
        A signal each.
    highest_hz : array of float, shape (windows,)
        Where to stop looking.
    with_regular : bool
        Whether ``regular`` is asked for, which takes long; else it is 0.
    """
    centred = _without_parabola(samples)
    spread = np.std(centred, axis=1)
    first = int(np.ceil(LOWEST_HZ / _STEP_HZ))
    last = (np.minimum(highest_hz, HIGHEST_HZ) / _STEP_HZ).astype(np.int64)
    moving = np.flatnonzero((spread > _STILL * np.max(np.abs(samples), axis=1)) & (last > first))
    if not moving.size:
        return PeakRows(np.empty(0, dtype=np.int64), np.empty(0), np.empty((0, len(FEATURES))))
    centred, last, highest_hz = centred[moving] / spread[moving, None], last[moving], highest_hz[moving]
    density = _density(centred * _hann(centred.shape[1]))
    window, top = _tops(density, first, last)
    total = _sum_to(density, first, last)
    reach = top[:, None] + np.arange(-_REACH, _REACH + 1)
    near = density[window[:, None], reach]
    power = np.sum(near, axis=1)
    rates_hz = np.sum(near * (reach * _STEP_HZ), axis=1) / power
    share = np.minimum(1.0, power / total[window])
    lasted = _lasting(centred, window, top, first, last)
    columns = [
        np.log((share + _SHARE_MARGIN) / (1.0 + _SHARE_MARGIN - share)),
        np.log(lasted + _LASTING_MARGIN),
        counted_shares(centred, window, rates_hz, highest_hz[window], RATE_HZ),
        _regular(density, window, rates_hz, last) if with_regular else np.zeros(rates_hz.size),
        np.exp(-0.5 * ((rates_hz - _MAYER_HZ) / _MAYER_WIDTH_HZ) ** 2),
        np.log2(rates_hz / _USUAL_HZ) ** 2,
    ]
    doubles = double_features(centred, density, window, rates_hz, (first, last), RATE_HZ)
    return PeakRows(moving[window], 60.0 * rates_hz, np.column_stack((*columns, doubles)))


def _tops(density: FloatArray, first: int, last: IntArray) -> tuple[IntArray, IntArray]:
    """Return the windows and the bins of the highest maxima of density times frequency, six a window at most."""
    highest = int(np.max(last))
    levelled = density[:, first - 1 : highest + 2] * (np.arange(first - 1, highest + 2) * _STEP_HZ)
    inside = levelled[:, 1:-1]
    bins = first + np.arange(inside.shape[1])
    is_top = (inside > levelled[:, :-2]) & (inside >= levelled[:, 2:]) & (bins <= last[:, None])
    heights = np.where(is_top, inside, -np.inf)
    order = np.argsort(-heights, axis=1, kind="stable")[:, :_MOST_PEAKS]
    chosen = np.zeros(heights.shape, dtype=np.bool_)
    np.put_along_axis(chosen, order, np.take_along_axis(is_top, order, axis=1), axis=1)
    window, place = np.nonzero(chosen)
    return window, first + place


def _lasting(centred: FloatArray, window: IntArray, top: IntArray, first: int, last: IntArray) -> FloatArray:
    """Return the density at each top over the mean density, the lowest of three overlapping halves."""
    size = centred.shape[1]
    half = size // 2
    lowest: FloatArray = np.full(top.size, np.inf)
    for begin in (0, (size - half) // 2, size - half):
        part = centred[:, begin : begin + half]
        density = _density((part - np.mean(part, axis=1, keepdims=True)) * _hann(half))
        usual = np.maximum(_sum_to(density, first, last) / (last + 1 - first), _STILL)
        lowest = np.minimum(lowest, density[window, top] / usual[window])
    return lowest


def _regular(density: FloatArray, window: IntArray, rates_hz: FloatArray, last: IntArray) -> FloatArray:
    """Return the autocorrelation at the period of each peak of what is faster than two thirds of its frequency."""
    bins = np.arange(int(np.max(last)) + 1)
    begin = np.ceil(_FASTER * rates_hz / _STEP_HZ)[:, None]
    powers = np.where((bins >= begin) & (bins <= last[window][:, None]), density[window, : bins.size], 0.0)
    wave = np.cos(2.0 * np.pi / rates_hz[:, None] * (bins * _STEP_HZ))
    return np.asarray(np.sum(powers * wave, axis=1) / np.sum(powers, axis=1), dtype=np.float64)


def _sum_to(density: FloatArray, first: int, last: IntArray) -> FloatArray:
    """Return the sum of each row from one bin to another, both included."""
    inside = density[:, first : int(np.max(last)) + 1]
    wanted = first + np.arange(inside.shape[1]) <= last[:, None]
    return np.asarray(np.sum(inside, axis=1, where=wanted), dtype=np.float64)


def _density(tapered: FloatArray) -> FloatArray:
    transform = np.fft.rfft(tapered, _POINTS, axis=1)
    return np.asarray(transform.real**2 + transform.imag**2, dtype=np.float64)


def _hann(count: int) -> FloatArray:
    return np.asarray(0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(count) / count), dtype=np.float64)


def _without_parabola(samples: FloatArray) -> FloatArray:
    basis, _ = np.linalg.qr(np.vander(np.linspace(-1.0, 1.0, samples.shape[1]), 3))
    return np.asarray(samples - (samples @ basis) @ basis.T, dtype=np.float64)
