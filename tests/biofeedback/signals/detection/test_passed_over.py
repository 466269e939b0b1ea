"""A gentle rise in a long pause: a beat in its middle, none close to the beat before it."""

import numpy as np
import pytest

from biofeedback.signals.detection.pulse_beats import pulse_beats

RATE_HZ = 100.0
EVERY_S = 1.2
PAUSE_AFTER = 29
"""The beat after this one is missing."""


def wave_with_a_rise(share, height):
    """A minute of even pulses with one missing, a rise so far into its pause, and when the rise is steepest."""
    beats_s = np.arange(0.5, 60.0, EVERY_S)
    rise_s = beats_s[PAUSE_AFTER] + share * EVERY_S
    t_s = np.arange(round(60.0 * RATE_HZ)) / RATE_HZ
    tops = [(1.0, beat_s) for beat_s in np.delete(beats_s, PAUSE_AFTER + 1)] + [(height, rise_s)]
    wave = sum(of_height * np.exp(-0.5 * ((t_s - at_s - 0.13) / 0.07) ** 2) for of_height, at_s in tops)
    noise = 0.001 * np.random.default_rng(1).normal(size=t_s.size)
    return wave + noise, rise_s + 0.13 - 0.07


@pytest.mark.parametrize(("share", "is_beat"), [(0.45, False), (0.55, False), (0.9, True), (1.0, True)])
def test_a_gentle_rise_is_a_beat_only_in_the_middle_of_a_pause(share, is_beat):
    wave, rise_s = wave_with_a_rise(share, 0.2)
    found = pulse_beats(wave, RATE_HZ)
    assert (np.abs(found.t_s - rise_s).min() < 0.05) == is_beat
    assert found.t_s.size == 49 + is_beat
