"""The host clock: session seconds, scaled."""

import sys
import time

import pytest

from biofeedback.clock import HostClock, PatientCounter, awake_or_asleep_ns


def test_a_session_begins_near_nought_and_goes_on():
    clock = HostClock()
    first = clock.now_s()
    assert 0 <= first < 1
    assert clock.now_s() >= first


@pytest.mark.parametrize("speed", [1.0, 30.0])
def test_session_time_is_real_time_times_the_speed(speed):
    now_ns = 5_000_000_000
    clock = HostClock(speed, lambda: now_ns)
    now_ns += 2_000_000_000
    assert clock.now_s() == pytest.approx(2 * speed)
    assert clock.until_s(2 * speed + 3) == pytest.approx(3 / speed)
    assert clock.until_s(1.0) == 0


def test_the_clock_never_goes_back():
    readings = [awake_or_asleep_ns() for _ in range(1000)]
    assert readings == sorted(readings)


@pytest.mark.skipif(sys.platform != "linux", reason="the clock that goes on in sleep has another name elsewhere")
def test_the_clock_is_the_one_that_goes_on_in_sleep():
    before, now, after = (
        time.clock_gettime_ns(time.CLOCK_BOOTTIME),
        awake_or_asleep_ns(),
        time.clock_gettime_ns(time.CLOCK_BOOTTIME),
    )
    assert before <= now <= after


def test_patient_time_is_real_time_while_everybody_comes_round():
    now_ns = 7_000
    counter = PatientCounter(10, lambda: now_ns)
    for _ in range(50):
        now_ns += 9
        assert counter() == now_ns
        counter.come_round()
    assert counter() == now_ns


def test_patient_time_waits_for_whoever_is_late_and_leaves_the_wait_out():
    now_ns = 0
    counter = PatientCounter(10, lambda: now_ns)
    now_ns = 500
    assert counter() == 10
    counter.come_round()
    assert counter() == 10
    now_ns = 503
    assert counter() == 13
    now_ns = 900
    assert counter() == 20


def test_patient_time_never_goes_back():
    now_ns, seen = 0, []
    counter = PatientCounter(10, lambda: now_ns)
    for step in (1, 30, 2, 9, 400, 0, 10, 11, 3):
        now_ns += step
        seen.append(counter())
        counter.come_round()
        seen.append(counter())
    assert seen == sorted(seen)
