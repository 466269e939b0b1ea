"""A fan or a lamp that blinks comes too evenly for a heart, and nothing else moves its wave."""

import numpy as np

from biofeedback.signals.detection.interference.machines import STEADY_S, are_of_a_machine
from biofeedback.signals.detection.pulse_review import review_pulse_beats
from tests.rigs.hearts.made_pulses import heart_of, pulse_of
from tests.rigs.serial.oximeter_wave import PULSE, wave_of

RATE_HZ = 50.0
EVERY_S = 0.75
STEADY_BEATS_S = np.arange(0.3, STEADY_S, EVERY_S)


def looked_at(beats_s, *, breath=0.0, heights=1.0, wave=None):
    """Return whether these beats are of a machine, by the last six seconds of their wave, which is a fan's if none."""
    t_s = np.arange(round(STEADY_S * RATE_HZ)) / RATE_HZ
    if wave is None:
        wave = pulse_of(t_s, beats_s, mean_s=EVERY_S, dicrotic=0.0, heights=heights)
    wave = wave + breath * np.sin(2 * np.pi * 0.25 * t_s)
    last = t_s >= STEADY_S - 6.0
    return are_of_a_machine(t_s[last], wave[last], RATE_HZ, np.asarray(beats_s))


def fan(seed, length_s=150.0):
    """Return the light that falls on a bare sensor behind a fan, whose rate wanders by 1 %."""
    random = np.random.default_rng(seed)
    t_s = np.arange(round(length_s * RATE_HZ)) / RATE_HZ
    knots = np.arange(0.0, length_s + 10.0, 5.0)
    turns = np.cumsum(random.uniform(0.9, 2.5) * (1.0 + 0.01 * np.interp(t_s, knots, random.normal(size=knots.size))))
    return np.exp(-0.5 * (((turns / RATE_HZ) % 1.0 - 0.5) / 0.08) ** 2) + 0.01 * random.normal(size=t_s.size)


def believed(wave):
    found = review_pulse_beats(wave, RATE_HZ)
    return np.sum(found.quality >= 0.5) / found.t_s.size


def test_what_comes_as_steadily_as_only_a_machine_does_is_no_heart():
    assert looked_at(STEADY_BEATS_S)


def test_what_a_heart_does_is_of_no_machine():
    random = np.random.default_rng(2)
    assert not looked_at(STEADY_BEATS_S, breath=0.1), "a pacemaker drives it, and it breathes"
    breathing = 1.0 + 0.05 * np.sin(2 * np.pi * 0.25 * STEADY_BEATS_S)
    assert not looked_at(STEADY_BEATS_S, heights=breathing), "and where only its height shows that"
    assert not looked_at(STEADY_BEATS_S + 0.02 * random.normal(size=STEADY_BEATS_S.size)), "it varies"
    assert not looked_at(STEADY_BEATS_S[-27:]), "too few"


def test_a_phantom_on_which_a_sensor_is_tried_counts_for_a_heart():
    t_s = np.arange(round(STEADY_S * RATE_HZ)) / RATE_HZ
    assert not looked_at(STEADY_BEATS_S, wave=wave_of(STEADY_BEATS_S, t_s, PULSE))


def test_of_a_fan_few_beats_are_believed():
    # Half to all of them were before; those of the first minute count, until it is known how steady they are.
    assert np.median([believed(fan(seed)) for seed in range(4)]) <= 0.5


def test_a_finger_whose_heart_is_nearly_even_is_believed():
    random = np.random.default_rng(3)
    beats_s, heights = heart_of(random, 40.0, EVERY_S, swing=0.0)
    steady_s = 0.5 + EVERY_S * np.arange(beats_s.size)
    steady_s = steady_s[steady_s < 39.0]
    t_s = np.arange(round(40 * RATE_HZ)) / RATE_HZ
    breath = 0.08 * np.sin(2 * np.pi * 0.23 * t_s)
    wave = pulse_of(t_s, steady_s, mean_s=EVERY_S, dicrotic=0.3, heights=heights[: steady_s.size]) + breath
    assert believed(wave) > 0.9
