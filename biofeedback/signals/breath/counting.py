"""Counts the whole waves of about a candidate's length from turn to turn: a breath is made of them."""

import numpy as np

from biofeedback.signals.timing.beats import FloatArray, IntArray

_FASTER, _OVERTONES = 1.0 / 1.5, 2.5
"""Times the frequency of a candidate: between these its wave keeps its shape when its turns are counted. A choice."""

_RELEVANT_SHARE, _RELEVANT_QUANTILE = 0.2, 0.75
"""A fifth of the third quartile of all maxima; lower ones are no breaths. Of Schäfer and Kratky 2008."""

_LENGTH_TOLERANCE = 0.25
"""A wave counts for a candidate when its length is within so much of the candidate's. A choice."""


def counted_shares(
    centred: FloatArray, window: IntArray, rates_hz: FloatArray, highest_hz: FloatArray, rate_hz: float
) -> FloatArray:
    """Return for each candidate the share of its window made of whole waves of about its length.

    Parameters
    ----------
    centred : array of float, shape (windows, samples)
        The waves.
    window : array of int, shape (peaks,)
        The window of each candidate, rising.
    rates_hz, highest_hz : array of float, shape (peaks,)
        The frequency of each candidate, and where to stop looking.
    rate_hz : float
        Samples a second.

    Notes
    -----
    Advanced counting after Schäfer and Kratky 2008, doi 10.1007/s10439-007-9428-1: from one maximum to the next with
    one minimum between, the maxima above a fifth of the third quartile of all, the minimum below zero. Ours counts for
    each candidate in its own band, from two thirds of its frequency to two and a half times it.
    """
    size = centred.shape[1]
    spectrum = np.fft.rfft(centred, axis=1)
    frequency_hz = np.arange(spectrum.shape[1]) * (rate_hz / size)
    fastest_hz = np.minimum(highest_hz, _OVERTONES * rates_hz)
    inside = (frequency_hz >= _FASTER * rates_hz[:, None]) & (frequency_hz <= fastest_hz[:, None])
    waves = np.fft.irfft(np.where(inside, spectrum[window], 0.0), size, axis=1)
    slope = np.diff(waves, axis=1)
    peak, turn = np.nonzero(slope[:, 1:] * slope[:, :-1] < 0.0)
    is_maximum, heights = slope[peak, turn] > 0.0, waves[peak, turn + 1]
    relevant = _RELEVANT_SHARE * _upper_quartiles(heights[is_maximum], peak[is_maximum], rates_hz.size)
    limits = relevant[peak]
    whole = is_maximum[:-2] & (peak[:-2] == peak[2:])
    whole &= (heights[:-2] > limits[:-2]) & (heights[1:-1] < 0.0) & (heights[2:] > limits[2:])
    whole &= np.bincount(peak[is_maximum], minlength=rates_hz.size)[peak[:-2]] > 1
    lengths_s = (turn[2:] - turn[:-2])[whole] / rate_hz
    whose = peak[:-2][whole]
    alike = np.abs(lengths_s * rates_hz[whose] - 1.0) <= _LENGTH_TOLERANCE
    summed_s = np.bincount(whose[alike], weights=lengths_s[alike], minlength=rates_hz.size)
    return np.asarray(summed_s * rate_hz / size, dtype=np.float64)


def _upper_quartiles(values: FloatArray, group: IntArray, groups: int) -> FloatArray:
    """Return the upper quartile of the values of each group as `numpy.quantile` has it; ``nan`` of an empty one.

    The groups rise.
    """
    counts = np.bincount(group, minlength=groups)
    begins = np.cumsum(counts) - counts
    table = np.full((groups, int(np.max(counts, initial=0)) + 1), np.nan)
    table[group, np.arange(group.size) - begins[group]] = values
    # What is unknown comes last, and one of it is all there is of an empty group.
    table.sort(axis=1)
    position = _RELEVANT_QUANTILE * np.maximum(counts - 1, 0)
    below = np.floor(position).astype(np.int64)
    rows = np.arange(groups)
    low, high = table[rows, below], table[rows, np.minimum(below + 1, np.maximum(counts - 1, 0))]
    quartiles: FloatArray = low + (high - low) * (position - below)
    return quartiles
