"""Turns the beats of a record into the waves of many windows at once, each as `waves` would make it."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from biofeedback.signals.breath.lines import RATE_HZ
from biofeedback.signals.breath.peaks import HIGHEST_HZ
from biofeedback.signals.breath.waves import (
    FEWEST_BEATS,
    LARGEST_SET_ASIDE_SHARE,
    SMALLEST_UNBROKEN_SHARE,
    WINDOW_S,
)
from biofeedback.signals.numerics.many_splines import many_splines
from biofeedback.signals.timing.beats import LONGEST_BRIDGE_S, FloatArray, IntArray


@dataclass(frozen=True, slots=True)
class WaveRows:
    """The waves of windows that have as many samples.

    Attributes
    ----------
    row : array of int, shape (waves,)
        Which window each is of.
    samples : array of float, shape (waves, samples)
        As in `waves.BreathWave`.
    highest_hz : array of float, shape (waves,)
        As in `waves.BreathWave`.
    """

    row: IntArray
    samples: FloatArray
    highest_hz: FloatArray


def whole_waves(t_s: FloatArray, nn_ms: FloatArray, until_s: FloatArray) -> Iterator[WaveRows]:
    """Yield the waves of those windows of 64 s that hold one unbroken run and enough beats; others are left out.

    Parameters
    ----------
    t_s, nn_ms : array of float, shape (beats,)
        Ends of the intervals in seconds, strictly rising, and the intervals in ms, ``nan`` where set aside.
    until_s : array of float, shape (windows,)
        Where each window ends, in seconds.
    """
    taken = np.isfinite(nn_ms)
    taken_s, taken_ms = t_s[taken], nn_ms[taken]
    since_s = until_s - WINDOW_S
    begin, end = (np.searchsorted(taken_s, edge_s, side="right") for edge_s in (since_s, until_s))
    beats = np.searchsorted(t_s, until_s, side="right") - np.searchsorted(t_s, since_s, side="right")
    kept = end - begin
    enough = (kept >= FEWEST_BEATS) & (beats - kept <= LARGEST_SET_ASIDE_SHARE * beats)
    rows = np.flatnonzero(enough)
    if not rows.size:
        return
    begin, end = begin[rows], end[rows]
    median_s, longest_s = _steps(taken_s, begin, end)
    unbroken_s = taken_s[end - 1] - taken_s[begin]
    whole = (longest_s <= LONGEST_BRIDGE_S + median_s) & (unbroken_s >= SMALLEST_UNBROKEN_SHARE * WINDOW_S)
    highest_hz = np.minimum(HIGHEST_HZ, 0.5 / median_s)
    counts = np.where(whole, np.floor(unbroken_s * RATE_HZ).astype(np.int64) + 1, 0)
    for count in np.unique(counts[whole]).tolist():
        some = np.flatnonzero(counts == count)
        grid_s = taken_s[end[some] - 1][:, None] - np.arange(count - 1, -1, -1, dtype=np.float64) / RATE_HZ
        places_s = np.maximum(grid_s, taken_s[begin[some]][:, None])
        samples = many_splines(taken_s, taken_ms, begin[some], end[some], places_s)
        yield WaveRows(rows[some], samples, highest_hz[some])


def _steps(t_s: FloatArray, begin: IntArray, end: IntArray) -> tuple[FloatArray, FloatArray]:
    """Return the median and the longest step from beat to beat of each window."""
    counts = end - begin - 1
    places = np.arange(int(np.max(counts)))
    inside = places < counts[:, None]
    at = np.where(inside, begin[:, None] + places, 0)
    steps_s = np.sort(np.where(inside, t_s[at + 1] - t_s[at], math.inf), axis=1)
    rows = np.arange(counts.size)
    median_s = (steps_s[rows, (counts - 1) // 2] + steps_s[rows, counts // 2]) / 2.0
    return median_s, steps_s[rows, counts - 1]
