"""The grain of 64 frames in which all sound is made, with values that move in straight lines between grains.

However a device asks for its blocks, sound is made in whole grains, so that the same practice gives the same samples.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

GRAIN = 64
"""Frames a grain: a little more than a millisecond at 48 kHz, finer than an ear can time."""

Samples: TypeAlias = NDArray[np.float64]

_RAMP = np.arange(GRAIN) / GRAIN


def spread(values: Sequence[float] | Samples) -> Samples:
    """Return the samples of ``len(values) - 1`` grains that lead in straight lines from each value to the next."""
    at = np.asarray(values, dtype=np.float64)
    return (at[:-1, None] + np.diff(at)[:, None] * _RAMP).ravel()


class Eased:
    """A value that moves toward where it is wanted no faster than it may, so that nothing clicks.

    Parameters
    ----------
    rate_hz : float
        Frames a second.
    most_per_s : float
        How much it may change in a second.
    value : float
        Where it begins.

    Notes
    -----
    A straight line has no lag: as long as the target moves slower than this, it is followed exactly.
    """

    def __init__(self, rate_hz: float, most_per_s: float, value: float = 0.0) -> None:
        self._step = most_per_s * GRAIN / rate_hz
        self.value = value

    def toward(self, target: float) -> float:
        """Move on by one grain and return the value."""
        self.value += min(self._step, max(-self._step, target - self.value))
        return self.value

    def line(self, target: Sequence[float]) -> list[float]:
        """Move on through one grain a wanted value; return the value before and after each."""
        return [self.value, *(self.toward(value) for value in target)]
