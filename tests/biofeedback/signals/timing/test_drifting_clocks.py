"""Times on the timeline stay true however a sensor's clock drifts and the radio sways."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.signals.timing.clock_skew import ClockSkew
from biofeedback.signals.timing.timeline import rebuild_timeline
from tests.rigs.radio.late_beats import heart, late, once_a_second


def worst_within_s(error_s, t_s, segment, span_s):
    """Return the largest relative error of two beats of one segment that are at most ``span_s`` apart."""
    worst = 0.0
    for its in np.unique(segment):
        error, at = error_s[segment == its], t_s[segment == its]
        until = np.searchsorted(at, at + span_s, side="right")
        worst = max(worst, *(np.ptp(error[row:last]) for row, last in enumerate(until)))
    return worst


@pytest.mark.parametrize("drift", [1e-4, -1e-4])
def test_times_follow_a_drifting_clock_for_hours(drift):
    t_s, rr_ms = heart(8000)
    host_s = t_s * (1.0 + drift)
    timeline = rebuild_timeline(late(host_s, spread_s=0.3), rr_ms)
    error_s = timeline.t_s - host_s
    assert set(timeline.segment) == {0}
    assert np.ptp(error_s) < 0.4 * abs(drift) * t_s[-1]
    stretch = np.diff(timeline.t_s) - rr_ms[1:] / 1000.0
    assert np.max(np.abs(stretch) / rr_ms[1:] * 1000.0) <= 6.51e-5


def test_a_segment_begins_to_follow_the_clock_by_its_own_beats():
    t_s, rr_ms = heart(1600)
    kept = ~((t_s > 1200.0) & (t_s < 1212.0))
    timeline = rebuild_timeline(late(t_s * (1.0 + 1e-4), spread_s=0.3)[kept], rr_ms[kept])
    followed_s = np.diff(timeline.t_s) - timeline.rr_ms[1:] / 1000.0
    later = np.flatnonzero((timeline.segment[1:] == 1) & (timeline.segment[:-1] == 1))
    assert np.max(np.abs(followed_s[later[0] - 100 : later[0] - 2])) > 1e-6
    assert np.max(np.abs(followed_s[later[:100]])) < 1e-9


@given(
    seed=st.integers(0, 10_000),
    mean_s=st.floats(0.5, 1.3),
    drift=st.floats(-1e-4, 1e-4),
    arrive=st.sampled_from(["late", "once a second", "bunched"]),
    lost=st.lists(st.integers(60, 900), max_size=2),
    away=st.none() | st.integers(100, 800),
)
@settings(deadline=None, max_examples=40)
def test_two_minutes_are_true_within_20_ms_whatever_the_radio_does(seed, mean_s, drift, arrive, lost, away):
    t_s, rr_ms = heart(1000, seed=seed, mean_s=mean_s)
    host_s = t_s * (1.0 + drift)
    match arrive:
        case "late":
            arrived_s = late(host_s, seed=seed)
        case "once a second":
            arrived_s = once_a_second(host_s, seed=seed)
        case _:
            newest = np.minimum(np.arange(1000) // 3 * 3 + 2, 999)
            arrived_s = late(host_s, seed=seed, spread_s=0.5)[newest]
    kept = np.ones(1000, dtype=bool)
    kept[lost] = False
    if away is not None:
        kept[away : away + 10] = False
    timeline = rebuild_timeline(arrived_s[kept], rr_ms[kept])
    error_s = timeline.t_s - host_s[kept]
    # Where a beat was lost, the segment ends when that is noticed; until then times after it are early by that beat.
    truth = np.cumsum(~kept)[kept]
    pieces = timeline.segment * 10_000 + truth
    assert worst_within_s(error_s, host_s[kept], pieces, 120.0) < 0.02


@pytest.mark.parametrize("arrive", [late, once_a_second])
@pytest.mark.parametrize("drift", [1e-4, -1e-4])
def test_a_quarter_of_an_hour_is_true_within_100_ms(arrive, drift):
    t_s, rr_ms = heart(1060)
    host_s = t_s * (1.0 + drift)
    timeline = rebuild_timeline(arrive(host_s), rr_ms)
    assert set(timeline.segment) == {0}
    assert np.ptp(timeline.t_s - host_s) < 0.1


def test_the_skew_of_a_clock_does_not_depend_on_when_it_is_measured():
    def behind_s(began_s):
        random, skew = np.random.default_rng(3), ClockSkew()
        for second in range(900):
            skew.add(began_s + second, 0.5 + 8e-5 * second + 0.2 * random.random())
        return skew.behind_s(began_s + 900.0)

    assert behind_s(7200.0) == pytest.approx(behind_s(0.0), abs=1e-6)


def test_the_skew_of_a_clock_is_believed_slowly_and_never_from_a_wandering_edge():
    random = np.random.default_rng(3)
    skewed, wandering = ClockSkew(), ClockSkew()
    for second in range(1200):
        skewed.add(float(second), 0.5 + 8e-5 * second + 0.2 * random.random())
        wandering.add(float(second), 0.5 + 0.4 * abs(math.sin(second / 150.0)))
        if second < 180:
            assert skewed.behind_s(float(second)) == 0.0
    assert skewed.behind_s(1200.0) == pytest.approx(8e-5 * 1200.0, abs=0.01)
    assert abs(wandering.behind_s(1200.0)) < 0.02
