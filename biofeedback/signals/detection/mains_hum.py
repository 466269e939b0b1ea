"""Tells hum of the mains, sampled so seldom that it comes out as slowly as a heart, by what no heart does."""

import numpy as np

from biofeedback.signals.timing.beats import FloatArray

_MAINS_HZ = np.array([50.0, 60.0, 100.0, 120.0])
"""Of the grids of the world, and of lamps on them, which shine twice a period."""

_FOLDED_WITHIN_HZ = 0.4
"""So near to where a mains comes out its hum is found. A choice: a mains is off by some hundredths of a hertz, and the
clock of a cheap board by 0.3 % and more."""

_STEADY_OCTAVES = 0.0144
"""From one interval to the next, in the middle: 1 %. A choice: 0.3 to 0.7 % in made hum, 0.9 % and more in made pulses,
1.3 % and more in recorded ones."""

_STILL_SHARE = 0.003
"""Of the power of a wave below half the rate of its beats. A choice: breath and drift make 0.01 and more of it in
recorded pulses (0.001 in one whose amplifier takes them away), and hum has none, at most 0.002 in made hum."""

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
    intervals_s = np.diff(beats_s)
    beat_hz = 1.0 / float(np.median(intervals_s))
    comes_out_hz = np.abs(_MAINS_HZ - rate_hz * np.round(_MAINS_HZ / rate_hz))
    if not np.any(np.abs(comes_out_hz - beat_hz) <= _FOLDED_WITHIN_HZ):
        return False
    if float(np.median(np.abs(np.diff(np.log2(intervals_s))))) > _STEADY_OCTAVES:
        return False
    even = np.interp(np.arange(t_s[0], t_s[-1], 1.0 / rate_hz), t_s, wave)
    power = np.abs(np.fft.rfft((even - even.mean()) * np.hanning(even.size))) ** 2
    tones_hz = np.fft.rfftfreq(even.size, 1.0 / rate_hz)
    return bool(power[tones_hz < 0.5 * beat_hz].sum() <= _STILL_SHARE * power.sum())
