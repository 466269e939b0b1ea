"""Which rhythms a slow signal holds, each with the features by which a breath is recognised.

A signal that the breath moves (intervals, R amplitudes, a leaning chest) also holds waves that are no breath. Here the
candidates are listed, and each is described by a few physical features; `confidence` weighs them.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np

from biofeedback.signals.breath.band_waves import positive_half
from biofeedback.signals.breath.counting import counted_shares
from biofeedback.signals.breath.cycles import cycles
from biofeedback.signals.breath.doubles import double_features
from biofeedback.signals.breath.lines import (
    MOST_LINES,
    RATE_HZ,
    SMALLEST_POWER,
    STEP_HZ,
    balanced_hz,
    density_of,
    highest_lines,
    lasting,
    line_shares,
)
from biofeedback.signals.timing.beats import BoolArray, FloatArray, IntArray

LOWEST_HZ = 0.05
"""3 breaths a minute: slower ones are not led, and slower waves are drift. A choice."""

HIGHEST_HZ = 0.5
"""30 breaths a minute: quicker ones are not those of somebody at rest. A choice."""

FEATURES = (
    *("share", "line", "even", "lasting", "counted", "apart", "uneven", "steady"),
    *("mayer", "pitch", "unusual", "near_end"),
    *("whole", "between", "locked", "halved", "beneath"),
)
"""The features of a peak, in the order of `BreathPeaks.features`:

share
    Log odds of the power from two thirds to one and a half times its frequency, out of all power from 0.05 Hz to the
    upper limit: one clear wave is likely the breath.
line
    Log odds of the power within 0.02 Hz of the peak, out of that: a breath that is even is a line.
even
    1 for a candidate that is an even breath, 0 for one that may vary. They are two where their rates differ.
lasting
    Log of the density there over the mean density, the lowest of three overlapping halves of the window: a breath goes
    on, noise has its peaks now here, now there.
counted
    Share of the window, 0 to 1, made of whole waves of about this length, counted from turn to turn.
apart
    How far the rate that its phase counts is from the balance of its line, in breaths a minute, at most 3.
uneven, steady
    How much its frequency changes over time, and how little its height does, 0 to 1: see `cycles`.
mayer
    1 at 0.1 Hz, falling to 0 over a few hundredths: there the blood pressure has waves of its own.
pitch, unusual
    Distance from 13 breaths a minute, in octaves, and its square.
near_end
    Its frequency over the upper limit: what is near half the rate of the beats may be a faster wave, sampled too
    seldom.
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
beneath
    The power at half its frequency over that at the peak; 0 where that would be no breath.
"""

MOST_CANDIDATES = 2 * MOST_LINES
"""Each peak is a breath that may vary, and an even one where that would have another rate."""

SAME_WITHIN_PER_MIN = 1.0
"""Breaths a minute. Rates this close are the same breath: the tolerance in which a confidence is meant. A choice."""

_SLOW_PER_MIN, _SLOW_STEEPNESS = 10.0, 8.0
"""Where a candidate is half slow, in breaths a minute, and how fast that turns: a tenth at 13, nine tenths at 7.6. A
choice."""

_LARGEST_APART_PER_MIN = 3.0  # breaths a minute; beyond it is no more apart. A choice

_MAYER_HZ, _MAYER_WIDTH_HZ = 0.1, 0.02  # centre and width of the waves of the blood pressure; the width is a choice

_USUAL_HZ = 13.0 / 60.0
"""13 breaths a minute, about what is usual at rest. A choice; the weights are fitted for it."""

_SHARE_MARGIN, _LASTING_MARGIN = 0.005, 0.01  # choices; they keep the logarithms of the features finite


_WINDOWS_TOGETHER = 8
"""Windows that `peaks_of_each` looks at together. From 256 KB on NumPy multiplies complex numbers in place and rounds
otherwise; of six candidates in each of these a table has 180."""

_SIZES = 16  # lengths of windows whose parabolas are kept: those of 64 s differ by a few samples. A choice


@dataclass(frozen=True, slots=True)
class BreathPeaks:
    """Candidates for the breath.

    Attributes
    ----------
    rate_per_min : array of float, shape (peaks,)
        Their rates in breaths a minute, rising.
    features : array of float, shape (peaks, 17)
        What is seen of each, in the order of `FEATURES`.
    """

    rate_per_min: FloatArray
    features: FloatArray


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
        Twelve at most; none when the signal stands still.

    Notes
    -----
    Parabola removed, periodic Hann, transform of 2048 points. The candidates are the highest local maxima of density
    times frequency, which levels a background of 1/f. Breaths that vary spread over several lines, and their mean
    rate is what the phase counts (`cycles`); an even breath in noise is one line, at its centroid within 0.02 Hz. The
    rate of each candidate lies halfway; where the two are more than 2 a minute apart, each is a candidate. Of
    candidates within 1 a minute of one another, lines of one breath, the highest is kept.
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


def peak_rows(samples: FloatArray, highest_hz: FloatArray) -> PeakRows:
    """Return the rhythms of many windows at once, as `breath_peaks` finds them in each.

    Parameters
    ----------
    samples : array of float, shape (windows, samples)
        A signal each.
    highest_hz : array of float, shape (windows,)
        Where to stop looking.
    """
    return _rows(samples, _without_parabola(samples), highest_hz)


def peaks_of_each(samples: FloatArray, highest_hz: FloatArray) -> list[BreathPeaks]:
    """Return the rhythms of each of many windows, to the bit as `breath_peaks` finds them.

    Parameters
    ----------
    samples, highest_hz
        As for `peak_rows`.
    """
    found: list[BreathPeaks] = []
    for begin in range(0, len(samples), _WINDOWS_TOGETHER):
        some = samples[begin : begin + _WINDOWS_TOGETHER]
        # A product of matrices of many rows rounds otherwise than one of a single row.
        centred = np.vstack([_without_parabola(row[None, :]) for row in some])
        rows = _rows(some, centred, highest_hz[begin : begin + _WINDOWS_TOGETHER])
        edges = np.searchsorted(rows.window, np.arange(len(some) + 1)).tolist()
        found += [
            BreathPeaks(rows.rate_per_min[first:last], rows.features[first:last]) for first, last in pairwise(edges)
        ]
    return found


def _rows(samples: FloatArray, centred: FloatArray, highest_hz: FloatArray) -> PeakRows:
    spread = np.std(centred, axis=1)
    first = int(np.ceil(LOWEST_HZ / STEP_HZ))
    last = (np.minimum(highest_hz, HIGHEST_HZ) / STEP_HZ).astype(np.int64)
    moving = np.flatnonzero((spread > SMALLEST_POWER * np.max(np.abs(samples), axis=1)) & (last > first))
    if not moving.size:
        return PeakRows(np.empty(0, dtype=np.int64), np.empty(0), np.empty((0, len(FEATURES))))
    centred, last, highest_hz = centred[moving] / spread[moving, None], last[moving], highest_hz[moving]
    density = density_of(centred)
    window, top = highest_lines(density, first, last)
    lines_hz = balanced_hz(density, window, top)
    spectra = positive_half(centred)[window]
    over_time = cycles(spectra, centred.shape[1], lines_hz, highest_hz[window], RATE_HZ)
    apart_per_min = 60.0 * np.abs(over_time.rates_hz - lines_hz)
    share, line_share = line_shares(density, window, lines_hz, first, last)
    pitch = np.log2(lines_hz / _USUAL_HZ)
    columns = [
        _log_odds(share),
        _log_odds(line_share),
        np.zeros(top.size),
        np.log(lasting(centred, window, top, first, last) + _LASTING_MARGIN),
        counted_shares(centred, window, lines_hz, highest_hz[window], RATE_HZ),
        np.minimum(_LARGEST_APART_PER_MIN, apart_per_min),
        over_time.uneven,
        over_time.steady,
        np.exp(-0.5 * ((lines_hz - _MAYER_HZ) / _MAYER_WIDTH_HZ) ** 2),
        pitch,
        pitch**2,
        lines_hz / highest_hz[window],
    ]
    doubles = double_features(spectra, centred.shape[1], density, window, lines_hz, (first, last), RATE_HZ)
    features = np.column_stack((*columns, doubles))
    two = apart_per_min > 2.0 * SAME_WITHIN_PER_MIN
    rates_hz = np.where(two, over_time.rates_hz, 0.5 * (over_time.rates_hz + lines_hz))
    found = PeakRows(moving[window], 60.0 * rates_hz, features)
    return _distinct(found, density[window, top] * top, 60.0 * lines_hz, two)


def slowness(rates_per_min: FloatArray) -> FloatArray:
    """Return how slow each rate is, 0 to 1."""
    return np.asarray(1.0 / (1.0 + (rates_per_min / _SLOW_PER_MIN) ** _SLOW_STEEPNESS), dtype=np.float64)


def _distinct(found: PeakRows, heights: FloatArray, lines_per_min: FloatArray, apart: BoolArray) -> PeakRows:
    """Return the peaks with those of even breaths beside them, without those that a higher one has the rate of."""
    even = found.features[apart].copy()
    even[:, FEATURES.index("even")] = 1.0
    window = np.concatenate((found.window, found.window[apart]))
    rate_per_min = np.concatenate((found.rate_per_min, lines_per_min[apart]))
    features = np.vstack((found.features, even))
    order = np.lexsort((features[:, FEATURES.index("even")], -np.concatenate((heights, heights[apart])), window))
    begins = np.flatnonzero(np.diff(window[order], prepend=-1))
    row = np.repeat(np.arange(begins.size), np.diff(begins, append=order.size))
    rank = np.arange(order.size) - begins[row]
    rates = np.full((begins.size, MOST_CANDIDATES), np.nan)
    rates[row, rank] = rate_per_min[order]
    kept = np.isfinite(rates)
    for later in range(1, MOST_CANDIDATES):
        same = np.abs(rates[:, :later] - rates[:, later, None]) <= SAME_WITHIN_PER_MIN
        kept[:, later] &= ~np.any(same & kept[:, :later], axis=1)
    chosen = order[kept[row, rank]]
    chosen = chosen[np.lexsort((rate_per_min[chosen], window[chosen]))]
    return PeakRows(window[chosen], rate_per_min[chosen], features[chosen])


def _log_odds(share: FloatArray) -> FloatArray:
    return np.asarray(np.log((share + _SHARE_MARGIN) / (1.0 + _SHARE_MARGIN - share)), dtype=np.float64)


def _without_parabola(samples: FloatArray) -> FloatArray:
    basis = _parabolas(samples.shape[1])
    return np.asarray(samples - (samples @ basis) @ basis.T, dtype=np.float64)


@lru_cache(maxsize=_SIZES)
def _parabolas(samples: int) -> FloatArray:
    """Return three columns at right angles to one another of which every parabola of so many samples is made."""
    basis, _ = np.linalg.qr(np.vander(np.linspace(-1.0, 1.0, samples), 3))
    return basis
