"""Finds the lines of a spectrum that may be a breath, and how much of the power of a wave they hold."""

import numpy as np

from biofeedback.signals.breath.cycles import WIDTH
from biofeedback.signals.timing.beats import FloatArray, IntArray

RATE_HZ = 4.0
"""Of the even series, as in `variability.even_series`."""

MOST_LINES = 6
"""Candidates; the breath is seldom lower than the sixth peak. A choice; the weights are fitted for so many."""

_POINTS = 2048
"""Of the transform: bins of 0.002 Hz, a tenth of a breath a minute, for any window of up to 256 s."""

STEP_HZ = RATE_HZ / _POINTS

_REACH = round(0.02 / STEP_HZ)
"""Bins on either side of a peak that count to it: 0.02 Hz, over which a breath that varies is spread in a minute. A
choice."""

SMALLEST_POWER = 1e-9
"""Of a wave of deviation 1, or of its whole power: what rounding leaves of one that stands still."""


def highest_lines(density: FloatArray, first: int, last: IntArray) -> tuple[IntArray, IntArray]:
    """Return the windows and the bins of the highest maxima of density times frequency, six a window at most."""
    highest = int(np.max(last))
    levelled = density[:, first - 1 : highest + 2] * (np.arange(first - 1, highest + 2) * STEP_HZ)
    inside = levelled[:, 1:-1]
    bins = first + np.arange(inside.shape[1])
    is_top = (inside > levelled[:, :-2]) & (inside >= levelled[:, 2:]) & (bins <= last[:, None])
    heights = np.where(is_top, inside, -np.inf)
    order = np.argsort(-heights, axis=1, kind="stable")[:, :MOST_LINES]
    chosen = np.zeros(heights.shape, dtype=np.bool_)
    np.put_along_axis(chosen, order, np.take_along_axis(is_top, order, axis=1), axis=1)
    window, place = np.nonzero(chosen)
    return window, first + place


def balanced_hz(density: FloatArray, window: IntArray, top: IntArray) -> FloatArray:
    """Return the centroid of the density about each top."""
    reach = top[:, None] + np.arange(-_REACH, _REACH + 1)
    near = density[window[:, None], reach]
    return np.asarray(np.sum(near * (reach * STEP_HZ), axis=1) / np.sum(near, axis=1), dtype=np.float64)


def line_shares(
    density: FloatArray, window: IntArray, lines_hz: FloatArray, first: int, last: IntArray
) -> tuple[FloatArray, FloatArray]:
    """Return the share of the power of a window that lies about each line, and how much of that is the line."""
    summed = np.zeros((density.shape[0], density.shape[1] + 1))
    np.cumsum(density, axis=1, out=summed[:, 1:])

    def power(low_hz: FloatArray, high_hz: FloatArray) -> FloatArray:
        low = np.maximum(np.round(low_hz / STEP_HZ).astype(np.int64), first)
        high = np.minimum(np.round(high_hz / STEP_HZ).astype(np.int64), last[window])
        return np.asarray(summed[window, high + 1] - summed[window, low], dtype=np.float64)

    total = summed[window, last[window] + 1] - summed[window, first]
    about = np.maximum(power(lines_hz / WIDTH, lines_hz * WIDTH), SMALLEST_POWER * total)
    reach_hz = _REACH * STEP_HZ
    line = power(np.maximum(lines_hz - reach_hz, lines_hz / WIDTH), np.minimum(lines_hz + reach_hz, lines_hz * WIDTH))
    return np.minimum(1.0, about / total), np.clip(line / about, 0.0, 1.0)


def lasting(centred: FloatArray, window: IntArray, top: IntArray, first: int, last: IntArray) -> FloatArray:
    """Return the density at each top over the mean density, the lowest of three overlapping halves."""
    size = centred.shape[1]
    half = size // 2
    lowest: FloatArray = np.full(top.size, np.inf)
    bins = int(np.max(last)) + 1
    for begin in (0, (size - half) // 2, size - half):
        part = centred[:, begin : begin + half]
        density = density_of(part - np.mean(part, axis=1, keepdims=True), bins)
        usual = np.maximum(_sum_to(density, first, last) / (last + 1 - first), SMALLEST_POWER)
        lowest = np.minimum(lowest, density[window, top] / usual[window])
    return lowest


def _sum_to(density: FloatArray, first: int, last: IntArray) -> FloatArray:
    """Return the sum of each row from one bin to another, both included."""
    inside = density[:, first : int(np.max(last)) + 1]
    wanted = first + np.arange(inside.shape[1]) <= last[:, None]
    return np.asarray(np.sum(inside, axis=1, where=wanted), dtype=np.float64)


def density_of(waves: FloatArray, bins: int | None = None) -> FloatArray:
    """Return the power of each wave, tapered, from 0 Hz on in steps of `STEP_HZ`.

    ``bins`` is how many are wanted; None: all, to half the sampling rate.
    """
    count = waves.shape[1]
    taper = 0.5 - 0.5 * np.cos(2.0 * np.pi * np.arange(count) / count)
    transform = np.fft.rfft(waves * taper, _POINTS, axis=1)[:, :bins]
    return np.asarray(transform.real**2 + transform.imag**2, dtype=np.float64)
