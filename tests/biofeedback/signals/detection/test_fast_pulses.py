"""Fast hearts whose dicrotic wave is strong: it rises about half-way to the next beat."""

import numpy as np
import pytest

from biofeedback.signals.detection.pulse_beats import pulse_beats
from biofeedback.signals.detection.pulse_rhythm import repetition
from tests.rigs.hearts.made_pulses import heart_of, pulse_noise, pulse_of
from tests.rigs.signals.beat_matching import matched

RATE_HZ = 100.0


def made(bpm, dicrotic, *, noise, seed=0):
    random = np.random.default_rng((seed, bpm))
    beats_s, heights = heart_of(random, 45.0, 60.0 / bpm)
    t_s = np.arange(round(45.0 * RATE_HZ)) / RATE_HZ
    wave = pulse_of(t_s, beats_s, mean_s=60.0 / bpm, dicrotic=dicrotic, heights=heights)
    return wave + 0.3 * np.sin(2 * np.pi * 0.21 * t_s) + noise * pulse_noise("white", t_s.size, RATE_HZ, seed), beats_s


def settled_figures(bpm, dicrotic, noise):
    """Return sensitivity and precision after five seconds, which the thresholds are learnt in."""
    wave, true_s = made(bpm, dicrotic, noise=noise)
    found_s = pulse_beats(wave, RATE_HZ).t_s
    true_s, found_s = true_s[(true_s > 5.0) & (true_s < 43.5)], found_s[(found_s > 4.8) & (found_s < 43.7)]
    right = len(matched(found_s, true_s, 0.05))
    return right / true_s.size, right / found_s.size


@pytest.mark.parametrize("bpm", [40, 60, 90, 120, 140, 155, 170])
@pytest.mark.parametrize("dicrotic", [0.0, 0.3, 0.6])
def test_the_dicrotic_wave_hides_no_beat_and_is_none(bpm, dicrotic):
    assert min(settled_figures(bpm, dicrotic, 0.02)) > 0.96


@pytest.mark.parametrize("bpm", [185, 200, 215])
def test_the_fastest_hearts_are_not_halved(bpm):
    assert min(settled_figures(bpm, 0.4, 0.02)) > 0.96


@pytest.mark.parametrize("bpm", [50, 75, 110, 150, 170])
@pytest.mark.parametrize("dicrotic", [0.2, 0.6])
def test_the_period_is_that_of_the_heart(bpm, dicrotic):
    wave, true_s = made(bpm, dicrotic, noise=0.02)
    rise = np.diff(wave[:: round(RATE_HZ / 50.0)])[500:750]
    near_s = np.diff(true_s)[(true_s[1:] > 10.0) & (true_s[1:] < 15.0)]
    assert repetition(rise, 50.0).period_s == pytest.approx(near_s.mean(), rel=0.1)


def test_the_flank_of_a_repetition_is_no_period():
    rise = np.sin(2.0 * np.pi * np.arange(400) / 50.0)
    assert repetition(rise, 50.0).period_s == pytest.approx(1.0, abs=0.021)


def test_noise_has_no_period():
    rise = np.random.default_rng(0).normal(size=500)
    assert np.isnan(repetition(rise, 100.0).period_s)
    assert np.isnan(repetition(np.zeros(500), 100.0).period_s)
    assert np.isnan(repetition(rise[:20], 100.0).period_s)
