"""Which maxima of an ECG may be beats, so that the search for them need not look at the others one by one."""

import math

import numpy as np
from scipy.signal import lfilter

from biofeedback.signals.detection.qrs_maxima import Maxima
from biofeedback.signals.timing.beats import FloatArray

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
