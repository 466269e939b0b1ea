"""Brings samples taken at uneven times onto an even grid as they come."""

import math

import numpy as np
from numpy.typing import ArrayLike

from biofeedback.signals.numerics.small_steps import medians
from biofeedback.signals.timing.beats import FloatArray

_EITHER_SIDE = 4
"""Samples before and after, whose lateness steadies one: the median of nine sets aside up to four late stamps. A
choice."""


class EvenSampler:
    """Draws a smooth curve through uneven samples and reads it off at an even rate.

    Time stamps are steadied first: a sample keeps its place among the four before and the four after it, taken as
    regular as ``came_hz`` says, by the median of their lateness. A camera exposes its frames regularly and stamps them
    when it gets to it, so a single late stamp moves nothing, while a frame that was dropped moves all that follow it.

    A cubic between each two samples, its slope at a sample being that of the parabola through it and its neighbours,
    so that the curve follows five samples behind the newest. Times are counted from the first sample, and the same
    samples give the same curve however they are cut into blocks.

    Parameters
    ----------
    came_hz : float
        Samples a second that come, about.
    rate_hz : float
        Samples a second of the even grid.
    """

    def __init__(self, came_hz: float, rate_hz: float) -> None:
        self._came_s = 1.0 / came_hz
        self._rate_hz = rate_hz
        self.clear()

    def clear(self) -> None:
        """Forget all samples: the next one is the first."""
        self._stamps_s: FloatArray = np.empty(0)
        self._waiting: FloatArray = np.empty(0)
        self._t_s: FloatArray = np.empty(0)
        self._values: FloatArray = np.empty(0)
        self._start_s = math.nan
        self._read = 0

    @property
    def start_s(self) -> float:
        """The time of the first even sample; ``nan`` before there are any."""
        return self._start_s

    def feed(self, t_s: ArrayLike, values: ArrayLike) -> FloatArray:
        """Take samples with their times in seconds; return the even samples that are now settled.

        A sample that is not later than the one before it is left out.
        """
        steady_s, settled = self._steadied(np.asarray(t_s, dtype=np.float64), np.asarray(values, dtype=np.float64))
        times = np.concatenate((self._t_s, steady_s))
        heights = np.concatenate((self._values, settled))
        later = np.ones(times.size, dtype=bool)
        later[1:] = times[1:] > np.maximum.accumulate(times)[:-1]
        times, heights = times[later], heights[later]
        self._t_s, self._values = times[-3:], heights[-3:]
        if times.size < 3:
            return np.empty(0)
        if math.isnan(self._start_s):
            self._start_s = float(times[1])
        steps = times[1:] - times[:-1]
        rises = (heights[1:] - heights[:-1]) / steps
        slopes = (rises[:-1] * steps[1:] + rises[1:] * steps[:-1]) / (steps[1:] + steps[:-1])
        # Settled is what lies between samples that both have a neighbour on either side. A place at a sample belongs to
        # what follows it, wherever the samples are cut: rounding is not to decide, so the times are compared.
        until = math.ceil((float(times[-2]) - self._start_s) * self._rate_hz) + 1
        grid_s: FloatArray = self._start_s + np.arange(self._read, until) / self._rate_hz
        grid_s = grid_s[grid_s < times[-2]]
        self._read += grid_s.size
        if not grid_s.size:
            return grid_s
        left = times.searchsorted(grid_s, side="right") - 1
        step = steps[left]
        along = (grid_s - times[left]) / step
        left_along = 1.0 - along
        return np.asarray(
            heights[left] * left_along * left_along * (1.0 + 2.0 * along)
            + heights[left + 1] * along * along * (3.0 - 2.0 * along)
            + step * along * left_along * (slopes[left - 1] * left_along - slopes[left] * along),
            dtype=np.float64,
        )

    def _steadied(self, t_s: FloatArray, values: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return the samples that have four after them, at the times they were most likely taken."""
        if not self._stamps_s.size and t_s.size:
            # As if regular samples had come before the first.
            self._stamps_s = t_s[0] - self._came_s * np.arange(_EITHER_SIDE, 0, -1)
        stamps_s = np.concatenate((self._stamps_s, t_s))
        waiting = np.concatenate((self._waiting, values))
        ready = max(0, stamps_s.size - 2 * _EITHER_SIDE)
        self._stamps_s, self._waiting = stamps_s[ready:], waiting[ready:]
        if not ready:
            return np.empty(0), np.empty(0)
        places = range(-_EITHER_SIDE, _EITHER_SIDE + 1)
        late_s = [stamps_s[at : at + ready] - self._came_s * place for at, place in enumerate(places)]
        return medians(np.array(late_s)), waiting[:ready]
