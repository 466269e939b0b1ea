"""The host clock: session seconds, scaled."""

import sys
import time

import pytest

from biofeedback.clock import HostClock, awake_or_asleep_ns


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
