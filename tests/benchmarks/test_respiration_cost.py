"""What an estimate of the breath costs; it may run once a second in a live practice."""

import pytest

from biofeedback.signals.breath.respiration import breath_from_acceleration, breath_from_amplitude, breath_from_rr, fuse
from tests.rigs.hearts.breathing_bodies import body, chest_motion

CHEST_HZ = 50.0


@pytest.fixture(scope="module")
def person():
    return body(3)


@pytest.fixture(scope="module")
def motion(person):
    return chest_motion(person.breathing, 3, rate_hz=CHEST_HZ)


def test_a_breath_from_intervals(benchmark, person):
    benchmark(breath_from_rr, person.t_s, person.nn_ms)


def test_a_breath_from_amplitudes(benchmark, person):
    benchmark(breath_from_amplitude, person.t_s, person.amplitude)


def test_a_breath_from_the_chest(benchmark, motion):
    benchmark(breath_from_acceleration, motion, CHEST_HZ)


def test_three_breaths_in_one(benchmark, person, motion):
    estimates = (
        breath_from_rr(person.t_s, person.nn_ms),
        breath_from_amplitude(person.t_s, person.amplitude),
        breath_from_acceleration(motion, CHEST_HZ),
    )
    benchmark(fuse, estimates)
