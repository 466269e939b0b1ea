"""What noise adds to the RMSSD of a pulse is told about as large as it is."""

import math

import numpy as np
import pytest

from biofeedback.signals.detection.pulse_beats import PulseBeatFinder
from biofeedback.signals.detection.pulse_timing import TimingNoise, timing_error_s

RATE_HZ, LENGTH_S = 100.0, 120.0


def even_pulse(seed, noise):
    """Return a pulse of a perfectly regular heart that breath makes higher and lower, with noise of such a share."""
    chance = np.random.default_rng(seed)
    t_s = np.arange(0.0, LENGTH_S, 1.0 / RATE_HZ)
    since_s = np.mod(t_s, chance.uniform(0.7, 1.05))
    wave = np.exp(-0.5 * ((since_s - 0.2) / 0.07) ** 2) + 0.35 * np.exp(-0.5 * ((since_s - 0.45) / 0.09) ** 2)
    return (1.0 + 0.15 * np.sin(2.0 * np.pi * 0.2 * t_s)) * wave + noise * chance.standard_normal(t_s.size)


@pytest.mark.parametrize("noise", [0.01, 0.03, 0.06])
def test_it_is_about_what_is_found_of_a_perfectly_regular_heart(noise):
    for seed in range(3):
        found = PulseBeatFinder(RATE_HZ).feed(even_pulse(seed, noise))
        told = TimingNoise()
        for beat in found:
            told.add(beat.timing_error_s)
        intervals_ms = 1000.0 * np.diff([beat.t_s for beat in found])
        really_ms = math.sqrt(np.mean(np.diff(intervals_ms) ** 2))
        assert 0.6 * really_ms < told.rmssd_ms < 1.5 * really_ms, seed


def test_a_clean_pulse_has_next_to_none():
    told = TimingNoise()
    for beat in PulseBeatFinder(RATE_HZ).feed(even_pulse(0, 0.0)):
        told.add(beat.timing_error_s)
    assert told.rmssd_ms < 4.0


def test_it_is_told_when_it_is_known_and_again_when_it_is_another():
    told = TimingNoise()
    for _ in range(23):
        told.add(0.004)
    told.add(math.nan)
    assert math.isnan(told.rmssd_ms)
    told.add(0.004)
    assert told.rmssd_ms == pytest.approx(9.8, abs=0.01)
    told.add(0.006)
    assert told.rmssd_ms == pytest.approx(9.8, abs=0.01), "a little more is not told again"
    for _ in range(40):
        told.add(0.012)
    assert told.rmssd_ms > 15.0


def test_of_a_few_beats_nothing_is_known():
    assert math.isnan(timing_error_s(np.ones((5, 41)), np.ones(5), np.zeros(5), RATE_HZ))
    assert math.isnan(timing_error_s(np.ones((6, 41)), np.ones(6), np.zeros(6), RATE_HZ)), "nothing bends"
    assert math.isnan(timing_error_s(np.ones((6, 41)), np.zeros(6), np.zeros(6), RATE_HZ))
