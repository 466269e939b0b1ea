"""Tells what turns or blinks, as fans and lamps do, by what no heart does."""

import numpy as np

from biofeedback.signals.timing.beats import FloatArray

_STEADY_OCTAVES = 0.0144
"""From one interval to the next, in the middle: 1 %. A choice: 0.3 to 0.7 % in made hum, 0.9 % and more in made pulses,
1.3 % and more in recorded ones."""

_STILL_SHARE = 0.003
"""Of the power of a wave below half the rate of its beats. A choice: breath and drift make 0.01 and more of it in
recorded pulses (0.001 in one whose amplifier takes them away), and hum has none, at most 0.002 in made hum."""

STEADY_S = 60.0
"""So many seconds of beats say how steadily they come. A choice: over 20 s no recorded pulse, and no made one of a fast
or a paced heart, came as steadily as a machine in a wave that was still; over 6 s some seemed to, by chance."""

_FEWEST_FOR_LONG = 30
"""Beats in them; fewer say nothing of how steady they are. A choice: the slowest heart has 30 in a minute."""

_FOR_LONG_SHARE = 0.8
"""Of these beats are steady. A choice: a heart of which a steady rhythm takes over is one for a while."""

_LIKE_OCTAVES = 0.04
"""From one wave to the next, in the middle, as high: 3 %. A choice: breath changes recorded pulses by more, also where
an amplifier takes away what is slow, and noise changes a fan's shadow by 0.02 to 0.04."""

_BOTH_WAYS = 0.12
"""Skewness of its slopes up to which a wave goes up as it goes down. A choice: fans and lamps have 0 to 0.1, and the
pulse of a phantom, on which sensors are tried, 0.3 and more up to 140 a minute."""

_SMOOTH_HZ = 50.0
"""Slopes are taken of so many means a second: a pulse has nothing quicker, and noise has."""


def is_steady(beats_s: FloatArray, share: float = 0.5) -> bool:
    """Return whether beats, three or more, come as steadily as only a generator turns, this share of them at least."""
    return bool(np.quantile(np.abs(np.diff(np.log2(np.diff(beats_s)))), share) <= _STEADY_OCTAVES)


def is_still(t_s: FloatArray, wave: FloatArray, rate_hz: float, beat_hz: float) -> bool:
    """Return whether nothing moves a wave more slowly than its beats come."""
    even = np.interp(np.arange(t_s[0], t_s[-1], 1.0 / rate_hz), t_s, wave)
    power = np.abs(np.fft.rfft((even - even.mean()) * np.hanning(even.size))) ** 2
    tones_hz = np.fft.rfftfreq(even.size, 1.0 / rate_hz)
    return bool(power[tones_hz < 0.5 * beat_hz].sum() <= _STILL_SHARE * power.sum())


def are_of_a_machine(t_s: FloatArray, wave: FloatArray, rate_hz: float, beats_s: FloatArray) -> bool:
    """Return whether the beats of the last seconds come from something that turns or blinks, and from no heart.

    Whatever moves a finger's pulse is absent there: intervals vary by less than 1 % from one to the next, neither
    breath nor drift moves the wave, each wave is as high as the one before, and it goes up as it goes down. A heart
    that a pacemaker drives is as steady, but its pulse breathes; a phantom, on which sensors are tried, has its form.

    Parameters
    ----------
    t_s, wave : array of float, shape (samples,)
        About six seconds of the wave, with times in seconds, rising.
    rate_hz : float
        Samples a second.
    beats_s : array of float, shape (beats,)
        When beats were found in the last `STEADY_S`, in seconds, rising.
    """
    if beats_s.size < _FEWEST_FOR_LONG or not is_steady(beats_s, _FOR_LONG_SHARE):
        return False
    if not is_still(t_s, wave, rate_hz, 1.0 / float(np.median(np.diff(beats_s)))):
        return False
    begins = np.searchsorted(t_s, beats_s[beats_s > t_s[0]])
    heights = np.array([np.ptp(each) for each in np.split(wave, begins)[1:-1] if each.size])
    if heights.size < 2 or np.median(np.abs(np.diff(np.log2(heights)))) > _LIKE_OCTAVES:
        return False
    return abs(_skewness_of_slopes(wave[begins[0] : begins[-1]], rate_hz)) <= _BOTH_WAYS


def _skewness_of_slopes(wave: FloatArray, rate_hz: float) -> float:
    """Return how much steeper some whole waves go up than down; negative where they go down more steeply."""
    thinning = max(1, int(rate_hz / _SMOOTH_HZ))
    means = wave[: wave.size - wave.size % thinning].reshape(-1, thinning).mean(axis=1)
    slopes = np.diff(means)
    spread = float(np.mean(slopes**2))
    return float(np.mean(slopes**3)) / spread**1.5 if spread > 0.0 else 0.0
