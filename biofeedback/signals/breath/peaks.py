"""Which rhythms a slow signal holds, each with the features by which a breath is recognised.

A signal that the breath moves (intervals, R amplitudes, a leaning chest) also holds waves that are no breath. Here the
candidates are listed, and each is described by a few physical features; `confidence` weighs them.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from biofeedback.signals.breath.doubles import double_features
from biofeedback.signals.timing.beats import FloatArray

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

_OVERTONES = 2.5
"""Times the frequency of a candidate: up to here its wave keeps its shape when its turns are counted. A choice."""

_MAYER_HZ, _MAYER_WIDTH_HZ = 0.1, 0.02  # centre and width of the waves of the blood pressure; the width is a choice

_USUAL_HZ = 13.0 / 60.0
"""13 breaths a minute, about what is usual at rest. A choice; the weights are fitted for it."""

_RELEVANT_SHARE = 0.2
"""Of the third quartile of all maxima; lower ones are no breaths. Of Schäfer and Kratky 2008."""

_LENGTH_TOLERANCE = 0.25
"""A wave counts for a candidate when its length is within so much of the candidate's. A choice."""

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
    centred = _without_parabola(samples)
    spread = float(np.std(centred))
    first, last = int(np.ceil(LOWEST_HZ / _STEP_HZ)), int(min(highest_hz, HIGHEST_HZ) / _STEP_HZ)
    if spread <= _STILL * float(np.max(np.abs(samples))) or last <= first:
        return NO_PEAKS
    centred = centred / spread
    density = _density(centred * _hann(centred.size))
    frequency_hz = np.arange(density.size) * _STEP_HZ
    tops = _tops(density * frequency_hz, first, last)
    total = float(np.sum(density[first : last + 1]))
    lasting = _lasting(centred, tops, first, last)
    rates_hz, rows = [], []
    for top, lasted in zip(tops.tolist(), lasting.tolist(), strict=True):
        near = slice(max(1, top - _REACH), top + _REACH + 1)
        power = float(np.sum(density[near]))
        rate_hz = float(density[near] @ frequency_hz[near]) / power
        share = min(1.0, power / total)
        above = slice(int(np.ceil(_FASTER * rate_hz / _STEP_HZ)), last + 1)
        wave = np.cos(2.0 * np.pi / rate_hz * frequency_hz[above])
        rates_hz.append(rate_hz)
        rows.append(
            (
                np.log((share + _SHARE_MARGIN) / (1.0 + _SHARE_MARGIN - share)),
                np.log(lasted + _LASTING_MARGIN),
                _counted_share(centred, rate_hz, highest_hz),
                float(density[above] @ wave) / float(np.sum(density[above])),
                np.exp(-0.5 * ((rate_hz - _MAYER_HZ) / _MAYER_WIDTH_HZ) ** 2),
                np.log2(rate_hz / _USUAL_HZ) ** 2,
            )
        )
    if not rows:
        return NO_PEAKS
    doubles = double_features(centred, density, np.array(rates_hz), (first, last), RATE_HZ)
    return BreathPeaks(60.0 * np.array(rates_hz), np.column_stack((np.array(rows), doubles)))


def _tops(levelled: FloatArray, first: int, last: int) -> NDArray[np.intp]:
    inside = levelled[first - 1 : last + 2]
    tops = first + np.flatnonzero((inside[1:-1] > inside[:-2]) & (inside[1:-1] >= inside[2:]))
    return np.sort(tops[np.argsort(-levelled[tops], kind="stable")[:_MOST_PEAKS]])


def _lasting(centred: FloatArray, tops: NDArray[np.intp], first: int, last: int) -> FloatArray:
    """Return the density at each top over the mean density, the lowest of three overlapping halves."""
    half = centred.size // 2
    halves = np.stack([centred[begin : begin + half] for begin in (0, (centred.size - half) // 2, centred.size - half)])
    densities = _density((halves - np.mean(halves, axis=1, keepdims=True)) * _hann(half))
    usual = np.maximum(np.mean(densities[:, first : last + 1], axis=1, keepdims=True), _STILL)
    return np.asarray(np.min(densities[:, tops] / usual, axis=0), dtype=np.float64)


def _counted_share(centred: FloatArray, rate_hz: float, highest_hz: float) -> float:
    """Return the share of the window made of whole waves of about the length ``1 / rate_hz``.

    Notes
    -----
    Advanced counting after Schäfer and Kratky 2008, doi 10.1007/s10439-007-9428-1: from one maximum to the next with
    one minimum between, the maxima above a fifth of the third quartile of all, the minimum below zero. Ours counts for
    each candidate in its own band, from two thirds of its frequency to two and a half times it.
    """
    spectrum = np.fft.rfft(centred)
    frequency_hz = np.arange(spectrum.size) * (RATE_HZ / centred.size)
    spectrum[(frequency_hz < _FASTER * rate_hz) | (frequency_hz > min(highest_hz, _OVERTONES * rate_hz))] = 0.0
    wave = np.fft.irfft(spectrum, centred.size)
    slope = np.diff(wave)
    turns = 1 + np.flatnonzero(slope[1:] * slope[:-1] < 0.0)
    is_maximum = slope[turns - 1] > 0.0
    heights = wave[turns]
    if np.count_nonzero(is_maximum) < 2:
        return 0.0
    relevant = _RELEVANT_SHARE * float(np.quantile(heights[is_maximum], 0.75))
    whole = is_maximum[:-2] & (heights[:-2] > relevant) & (heights[1:-1] < 0.0) & (heights[2:] > relevant)
    lengths_s = (turns[2:] - turns[:-2])[whole] / RATE_HZ
    alike = np.abs(lengths_s * rate_hz - 1.0) <= _LENGTH_TOLERANCE
    return float(np.sum(lengths_s[alike])) * RATE_HZ / centred.size


def _density(tapered: FloatArray) -> FloatArray:
    transform = np.fft.rfft(tapered, _POINTS)
    return np.asarray(transform.real**2 + transform.imag**2, dtype=np.float64)


def _hann(count: int) -> FloatArray:
    return np.asarray(0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(count) / count), dtype=np.float64)


def _without_parabola(samples: FloatArray) -> FloatArray:
    basis, _ = np.linalg.qr(np.vander(np.linspace(-1.0, 1.0, samples.size), 3))
    return np.asarray(samples - basis @ (basis.T @ samples), dtype=np.float64)
