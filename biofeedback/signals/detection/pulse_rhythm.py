"""The rise of a pulse wave and its rhythm: after how long it comes back, and which rises can be dicrotic waves."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from biofeedback.signals.numerics.small_steps import median
from biofeedback.signals.timing.beats import FloatArray

CLOSEST_S = 0.25
"""The least time between two beats: 240 a minute. Elgendi's 0.3 s halves a heart of more than 200. A choice."""

FINE_RATE_HZ = 60.0
"""A wave with fewer samples a second is drawn finer first: its rise lasts about 0.1 s, which is then six samples. A
choice."""

PERIODS_FROM_S = 5.0
"""Of the rise, to know after how long it comes back. A choice: three intervals of a slow heart."""

_SMOOTH_S = 0.03
"""Standard deviation of the Gaussian that smooths the wave: its rise is then passed from about 2.6 to 8.7 Hz (half of
the power). A choice."""

_LONGEST_PERIOD_S = 1.5
"""So slow a heart is not looked for there: 40 a minute. A choice: its windows need not be shorter anyway."""

_COMES_BACK = 0.5
"""The least correlation with which a wave comes back. A choice."""

_NEARLY_BEST = 0.85
"""Of the best correlation, so that not two periods are taken for one. A choice: half a period with a strong dicrotic
wave has less."""

_FEW_INTERVALS = 3
"""With so many beats or fewer there is no usual interval, and 1 s is taken for it. A choice."""

_COMPARED = 12
"""Beats that the next one is compared with. A choice: about ten seconds."""

# A rise so soon after a beat, and so much less steep, is its dicrotic wave. Choices: at rest that wave follows the rise
# by 0.2 to 0.4 s. It comes sooner in a fast heart, whose ejection is shorter, so a share of the interval bounds it.
_DICROTIC_S = 0.5
_DICROTIC_SHARE = 0.7
DICROTIC_RATIO = 0.75

_STEEP_QUANTILE = 0.75
"""Of the last steepnesses: so steep is a beat also where every second rise is a dicrotic wave. A choice."""


@dataclass(slots=True)
class LastBeats:
    """The last dozen beats, to compare the next one with."""

    at: deque[float] = field(default_factory=lambda: deque(maxlen=_COMPARED))
    steepness: deque[float] = field(default_factory=lambda: deque(maxlen=_COMPARED))
    shape: deque[FloatArray] = field(default_factory=lambda: deque(maxlen=_COMPARED))

    @property
    def has_rhythm(self) -> bool:
        """Whether there are intervals enough for a usual one."""
        return len(self.at) > _FEW_INTERVALS

    def usual_steepness(self) -> float:
        """Return the median steepness; 0 when there is too little to say."""
        return median(self.steepness) if len(self.steepness) > 1 else 0.0

    def usual_interval_s(self, rate_hz: float) -> float:
        """Return the median interval in seconds; 1 when there is too little to say."""
        return _usual_step(self.at) / rate_hz if self.has_rhythm else 1.0

    def steep_interval_s(self, rate_hz: float) -> float:
        """Return the median interval between steep beats, which no dicrotic wave halves, as `usual_interval_s` does."""
        at = np.array(self.at)[is_steep(np.array(self.steepness))].tolist()
        return _usual_step(at) / rate_hz if len(at) > _FEW_INTERVALS else 1.0


def _usual_step(at: Iterable[float]) -> float:
    return median(after - before for before, after in pairwise(at))


class Repetition(NamedTuple):
    """How a wave comes back: after how many seconds (``nan``: not clearly), and with which correlation at best."""

    period_s: float
    likeness: float


NO_REPETITION = Repetition(float("nan"), 0.0)
"""Of what does not come back at all, or is too short to tell."""


def repetition(rise: FloatArray, rate_hz: float) -> Repetition:
    """Return after how long a rise comes back, by its autocorrelation, and how clearly.

    A strong dicrotic wave halves the interval between rises, but it does not come back alike: the period is the
    shortest, of 0.25 s or more, that is nearly as good as the best.
    """
    thinning = max(1, int(rate_hz / FINE_RATE_HZ))
    thin, thin_hz = rise[::thinning], rate_hz / thinning
    longest = min(round(_LONGEST_PERIOD_S * thin_hz), thin.size // 2)
    shortest = int(CLOSEST_S * thin_hz)
    if longest <= shortest + 1:
        return NO_REPETITION
    whole = np.correlate(thin, thin, mode="full")[thin.size - 1 : thin.size + longest + 1]
    if not whole[0] > 0.0:
        return NO_REPETITION
    likeness = whole / whole[0] / (1.0 - np.arange(whole.size) / thin.size)
    middle = likeness[shortest:-1]
    tops = np.flatnonzero((middle >= likeness[shortest - 1 : -2]) & (middle > likeness[shortest + 1 :]))
    best = float(middle[tops].max()) if tops.size else 0.0
    if best < _COMES_BACK:
        return Repetition(float("nan"), max(best, 0.0))
    return Repetition((shortest + float(tops[np.argmax(middle[tops] >= _NEARLY_BEST * best)])) / thin_hz, best)


@lru_cache(maxsize=32)
def smooth_rise_kernel(rate_hz: float) -> FloatArray:
    """Return the kernel of the rise per second of a wave smoothed by a Gaussian; it passes about 2.6 to 8.7 Hz."""
    reach = max(2, round(4.0 * _SMOOTH_S * rate_hz))
    at_s = np.arange(-reach, reach + 1) / rate_hz
    kernel = -at_s * np.exp(-0.5 * (at_s / _SMOOTH_S) ** 2)
    return np.asarray(kernel / -float(np.sum(kernel * at_s)), dtype=np.float64)


def is_dicrotic(since_s: float, steepness: float, before: float, usual_s: float) -> bool:
    """Return whether a rise so soon after a beat is its dicrotic wave, which is less steep.

    Parameters
    ----------
    since_s, usual_s : float
        Since the beat before, and the usual interval, in seconds.
    steepness, before : float
        Of the rise, and of the beat before.
    """
    return since_s < min(_DICROTIC_S, _DICROTIC_SHARE * usual_s) and steepness < DICROTIC_RATIO * before


def is_steep(steepness: FloatArray) -> NDArray[np.bool_]:
    """Return which of these rises are too steep for dicrotic waves."""
    return steepness >= DICROTIC_RATIO * np.quantile(steepness, _STEEP_QUANTILE)
