"""The host clock: session seconds, scaled."""

import time

import pytest

from biofeedback.clock import HostClock


def test_a_session_begins_near_nought_and_goes_on():
    clock = HostClock()
    first = clock.now_s()
    assert 0 <= first < 1
    assert clock.now_s() >= first


@pytest.mark.parametrize("speed", [1.0, 30.0])
def test_session_time_is_real_time_times_the_speed(speed, monkeypatch):
    now_ns = 5_000_000_000
    monkeypatch.setattr(time, "perf_counter_ns", lambda: now_ns)
    clock = HostClock(speed)
    now_ns += 2_000_000_000
    assert clock.now_s() == pytest.approx(2 * speed)
    assert clock.until_s(2 * speed + 3) == pytest.approx(3 / speed)
    assert clock.until_s(1.0) == 0
