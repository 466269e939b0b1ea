import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.signals.timing.clock_skew import LARGEST_SKEW
from biofeedback.signals.timing.device_clock import COUNTED_SKEW, JUMP_S, DeviceClock

LATEST_S = 0.15


def packets(length_s, *, skew=0.0, every_s=0.25, late_s=LATEST_S, seed=0, began_s=500.0):
    """Return when packets left by our clock and by a sensor's that falls behind by ``skew``, and when they came."""
    random = np.random.default_rng(seed)
    true_s = np.arange(1.0, length_s, every_s)
    arrived_s = np.maximum.accumulate(true_s + late_s * random.random(true_s.size))
    return true_s, began_s + true_s * (1.0 - skew), arrived_s


def session_times(device_s, arrived_s, *, largest_skew=LARGEST_SKEW):
    """Return the session times of a whole record of packets."""
    clock = DeviceClock(largest_skew)
    return np.array([clock.at(*packet) for packet in zip(device_s.tolist(), arrived_s.tolist(), strict=True)])


def bunched(arrived_s, every_s):
    """Return arrivals that are handed over only every so often."""
    return np.ceil(arrived_s / every_s) * every_s


def test_late_packets_are_put_where_the_least_late_ones_say():
    clock = DeviceClock()
    mapped_s = [
        clock.at(device_s, arrived_s) for device_s, arrived_s in ((10.0, 3.2), (11.0, 4.1), (12.0, 5.9), (13.0, 6.3))
    ]
    assert mapped_s == pytest.approx([3.2, 4.1, 5.1, 6.1])


@pytest.mark.parametrize("skew", [1e-4, -1e-4, 3e-5])
def test_a_crystal_is_followed_through_an_hour(skew):
    true_s, device_s, arrived_s = packets(3600.0, skew=skew)
    error_s = session_times(device_s, arrived_s) - true_s
    assert error_s.min() > -0.02
    assert error_s[true_s > 10.0].max() < 0.06
    assert np.ptp(error_s[true_s > 600.0]) < 0.03


@pytest.mark.parametrize("skew", [0.03, -0.03, 0.002])
@pytest.mark.parametrize("every_s", [0.02, 0.1])
def test_a_counted_clock_is_learnt_within_twenty_seconds(skew, every_s):
    _, device_s, arrived_s = packets(180.0, skew=skew, every_s=every_s)
    clock, scale = DeviceClock(COUNTED_SKEW), []
    for packet in zip(device_s.tolist(), bunched(arrived_s, 0.016).tolist(), strict=True):
        clock.at(*packet)
        scale.append(clock.host_per_device)
    error = np.array(scale) * (1.0 - skew) - 1.0
    assert np.abs(error[arrived_s > 20.0]).max() < 0.005
    assert np.abs(error[arrived_s > 60.0]).max() < 0.001


@pytest.mark.parametrize("skew", [0.03, -0.03])
def test_samples_of_a_counted_clock_are_placed(skew):
    true_s, device_s, arrived_s = packets(600.0, skew=skew)
    error_s = session_times(device_s, arrived_s, largest_skew=COUNTED_SKEW) - true_s
    assert np.abs(error_s[true_s > 20.0]).max() < LATEST_S


def test_a_crystal_leaves_intervals_as_they_are():
    clock = DeviceClock()
    _, device_s, arrived_s = packets(900.0, skew=9e-5)
    for packet in zip(device_s, arrived_s, strict=True):
        clock.at(*packet)
        assert clock.host_per_device == 1.0


def jumps(clock, device_s, arrived_s):
    """Return at which packets a clock was found to have jumped."""
    found = []
    for at, packet in enumerate(zip(device_s, arrived_s, strict=True)):
        clock.at(*packet)
        found += [at] if clock.jumped else []
    return found


SECONDS = np.arange(60.0)


@pytest.mark.parametrize(
    ("device_moved_s", "arrival_moved_s", "found"),
    [
        (0.0, 3.0, [34]),  # nothing is early, and it stays so for four seconds
        (3.0, 0.0, [30]),  # earlier than any packet can be
        (-29.0, 0.0, [30]),  # the board began again at 0
        (-2.0, 0.0, [30]),  # it went back by a second
        (2.0, 0.0, []),  # perhaps all packets so far were late
        (-1.4, 0.0, []),
        (0.0, 2.0, []),
        (3600.0, 3600.0, []),  # both slept
    ],
)
def test_a_jump_of_the_sensors_clock_is_found(device_moved_s, arrival_moved_s, found):
    device_s = SECONDS + np.where(SECONDS >= 30, device_moved_s, 0.0)
    arrived_s = SECONDS + 0.1 + np.where(SECONDS >= 30, arrival_moved_s, 0.0)
    assert jumps(DeviceClock(), device_s, arrived_s) == found


def test_a_counted_clock_finds_a_sleep_of_the_machine_at_once():
    arrived_s = SECONDS + np.where(SECONDS >= 30, 3600.0, 0.0)
    clock = DeviceClock(COUNTED_SKEW)
    assert jumps(clock, SECONDS, arrived_s) == [30]
    assert clock.at(60.0, 3660.0) == pytest.approx(3660.0)


def test_a_stall_that_ends_in_a_burst_is_no_jump_and_moves_nothing():
    true_s = SECONDS
    arrived_s = true_s + 0.1 + np.clip(34.0 - true_s, 0.0, None) * (true_s >= 30)
    mapped_s = session_times(true_s, arrived_s)
    assert jumps(DeviceClock(), true_s, arrived_s) == []
    assert mapped_s == pytest.approx(true_s + 0.1)


def test_after_a_gap_time_goes_on_where_it_was():
    clock = DeviceClock()
    assert clock.at(100.0, 50.0) == 50.0
    clock.clear()
    assert clock.at(0.0, 80.0) == 80.0
    assert not clock.jumped


steps = st.lists(
    st.tuples(st.floats(-5.0, 5.0), st.floats(0.0, 5.0)),
    min_size=1,
    max_size=200,
)


@given(steps, st.sampled_from([1e-4, COUNTED_SKEW]))
def test_whatever_the_stamps_time_never_goes_back_nor_ahead_of_arrival(steps, largest_skew):
    device_s = np.cumsum([device for device, _ in steps])
    arrived_s = np.cumsum([arrived for _, arrived in steps])
    mapped_s = session_times(device_s, arrived_s, largest_skew=largest_skew)
    assert np.all(np.diff(mapped_s) >= 0.0)
    assert np.all(mapped_s <= arrived_s)
    assert mapped_s.tolist() == session_times(device_s, arrived_s, largest_skew=largest_skew).tolist()


@settings(max_examples=30)
@given(
    st.floats(-1e-4, 1e-4),
    st.floats(0.001, 0.5),
    st.floats(0.02, 1.0),
    st.integers(0, 1000),
)
def test_late_and_bunched_packets_are_placed_within_how_late_they_are(skew, late_s, every_s, seed):
    true_s, device_s, arrived_s = packets(400.0, skew=skew, every_s=every_s, late_s=late_s, seed=seed)
    arrived_s = bunched(arrived_s, every_s)
    error_s = session_times(device_s, arrived_s) - true_s
    assert math.isfinite(error_s.sum())
    assert error_s.max() <= late_s + every_s + 1e-9
    # Before the drift is known it may gather for three minutes.
    assert error_s.min() >= -1e-4 * 400.0
    assert error_s.max() < JUMP_S
