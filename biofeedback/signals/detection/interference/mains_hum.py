"""Tells hum of the mains that comes out as slowly as a heart."""

import numpy as np

from biofeedback.signals.detection.interference.machines import is_steady, is_still
from biofeedback.signals.timing.beats import FloatArray

_MAINS_HZ = np.array([50.0, 60.0, 100.0, 120.0])
"""Of the grids of the world, and of lamps on them, which shine twice a period."""

_FOLDED_WITHIN_HZ = 0.4
"""So near to where a mains comes out its hum is found. A choice: a mains is off by some hundredths of a hertz, and the
clock of a cheap board by 0.3 % and more."""

_FEWEST_BEATS = 4
"""Fewer say nothing of how steady they are. A choice."""


def is_mains_hum(t_s: FloatArray, wave: FloatArray, rate_hz: float, beats_s: FloatArray) -> bool:
    """Return whether the beats in some seconds of a wave are periods of hum.

    Sampled ``rate_hz`` times a second, a tone of ``f`` comes out as ``f`` less the nearest multiple of that rate. Where
    beats come as often as a mains does so, as steadily as only a generator turns, and nothing moves the wave more
    slowly than they come, it is not a finger. At rates that divide a mains evenly, as 25, 50 and 100 do, none comes out
    as slowly as a heart, and nothing is asked of a pulse.

    Parameters
    ----------
    t_s, wave : array of float, shape (samples,)
        About six seconds of it, with times in seconds, rising.
    rate_hz : float
        Samples a second.
    beats_s : array of float, shape (beats,)
        When beats were found there, in seconds, rising.
    """
    if beats_s.size < _FEWEST_BEATS:
        return False
    beat_hz = 1.0 / float(np.median(np.diff(beats_s)))
    comes_out_hz = np.abs(_MAINS_HZ - rate_hz * np.round(_MAINS_HZ / rate_hz))
    if not np.any(np.abs(comes_out_hz - beat_hz) <= _FOLDED_WITHIN_HZ):
        return False
    return is_steady(beats_s) and is_still(t_s, wave, rate_hz, beat_hz)
