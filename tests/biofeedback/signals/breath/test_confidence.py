"""A breath and its double are told apart, or neither is stated."""

import numpy as np
import pytest

from biofeedback.signals.breath.record_breath import record_breath
from biofeedback.signals.breath.respiration import breath_from_rr
from biofeedback.signals.timing.beats import JudgedBeats

GRID_HZ = 16.0


def beats(waves_ms, length_s):
    """Return the beats of a heart whose interval is 900 ms and what these waves add, with the noise of a sensor."""
    intervals_ms = 900.0 + waves_ms
    passed = np.concatenate(([0.0], np.cumsum(1000.0 / intervals_ms)[:-1])) / GRID_HZ
    t_s = np.interp(np.arange(1.0, np.floor(passed[-1])), passed, np.arange(intervals_ms.size) / GRID_HZ)
    noise_ms = np.random.default_rng(intervals_ms.size).normal(0.0, 4.0, t_s.size)
    return t_s[1:], np.diff(t_s) * 1000.0 + noise_ms[1:]


def phase(chance, rate_per_min, length_s, *, varying):
    """Return the phase of breaths of about this rate, in turns."""
    each_s = 4.0
    turns = rate_per_min / 60.0 * each_s * (1.0 + varying * chance.standard_normal(round(length_s / each_s) + 1))
    return np.interp(
        np.arange(0.0, length_s, 1.0 / GRID_HZ), each_s * np.arange(turns.size), chance.uniform() + np.cumsum(turns)
    )


def answering_twice(seed, second, length_s=90.0):
    """Return the beats of a heart that answers a slow breath with a second wave so much higher, and the rate."""
    chance = np.random.default_rng(700_000 + seed)
    rate_per_min = chance.uniform(3.5, 10.0)
    turns = phase(chance, rate_per_min, length_s, varying=0.04)
    later = chance.uniform(0.0, 2.0 * np.pi)
    waves = np.sin(2.0 * np.pi * turns) + second * np.sin(4.0 * np.pi * turns + later)
    slow = np.cumsum(chance.standard_normal(waves.size))
    slow -= np.linspace(slow[0], slow[-1], slow.size)
    return *beats(chance.uniform(20.0, 60.0) * waves + 8.0 * slow / np.std(slow), length_s), rate_per_min


@pytest.mark.parametrize("second", [1.0, 1.2, 1.6])
def test_the_double_of_a_breath_is_not_stated(second):
    said = []
    for seed in range(40):
        t_s, nn_ms, rate_per_min = answering_twice(seed, second)
        found = breath_from_rr(t_s, nn_ms)
        if abs(found.rate_per_min - rate_per_min) > 1.0:
            said.append(found.confidence)
    assert np.sum(np.array(said) >= 0.8) <= 1
    assert len(said) <= 4


@pytest.mark.parametrize("second", [1.2, 1.6])
def test_nor_that_of_the_breath_of_a_whole_record(second):
    for seed in range(8):
        t_s, nn_ms, rate_per_min = answering_twice(seed, second, 240.0)
        nobody = np.zeros(t_s.size, dtype=np.int64)
        found = record_breath(JudgedBeats(t_s, nn_ms, nobody, nobody.astype(bool)))
        assert found.reason or found.rate_per_min == pytest.approx(rate_per_min, abs=1.0)


@pytest.mark.parametrize("second", [0.0, 0.4])
def test_a_slow_breath_is_stated_though_it_has_an_overtone(second):
    found = [(breath_from_rr(t_s, nn_ms), rate) for t_s, nn_ms, rate in (answering_twice(n, second) for n in range(40))]
    right = [abs(breath.rate_per_min - rate) <= 1.0 for breath, rate in found]
    assert np.mean(right) > 0.95


def test_a_breath_beside_a_wave_of_the_blood_pressure_at_half_its_rate_is_stated():
    right = []
    for seed in range(40):
        chance = np.random.default_rng(800_000 + seed)
        rate_per_min = chance.uniform(11.0, 13.0)
        breath = np.sin(2.0 * np.pi * phase(chance, rate_per_min, 90.0, varying=0.04))
        pressure = np.sin(2.0 * np.pi * phase(chance, 0.5 * rate_per_min, 90.0, varying=0.25))
        found = breath_from_rr(*beats(40.0 * breath + 25.0 * pressure, 90.0))
        right.append(found.confidence > 0.5 and abs(found.rate_per_min - rate_per_min) <= 1.0)
    assert np.mean(right) > 0.8
