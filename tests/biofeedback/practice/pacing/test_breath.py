"""Breath as a pure function of time: continuous, bounded, and replaced or withdrawn as announced."""

import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import UsageError
from biofeedback.events import BreathPlanned, Paused, Tick
from biofeedback.practice.pacing.breath import BreathPlan, ends_s, out_begins_s
from biofeedback.practice.pacing.pattern import BreathPattern
from tests.rigs.words.said_errors import raises_saying

patterns = st.builds(
    BreathPattern,
    breaths_per_min=st.floats(3.0, 12.0),
    in_share=st.floats(0.25, 0.75),
    hold_in_s=st.floats(0.0, 0.5),
    hold_out_s=st.floats(0.0, 0.5),
)


def chained(many: list[BreathPattern], begins_s: float) -> list[BreathPlanned]:
    breaths = []
    for pattern in many:
        breaths.append(pattern.breath(begins_s))
        begins_s = ends_s(breaths[-1])
    return breaths


def plan_of(breaths: list[BreathPlanned]) -> BreathPlan:
    plan = BreathPlan()
    for breath in breaths:
        plan.apply(breath)
    return plan


chains = st.builds(chained, st.lists(patterns, min_size=1, max_size=8), st.floats(0.0, 5000.0))


def test_a_breath_goes_through_its_phases():
    plan = plan_of([BreathPlanned(t_s=10.0, in_s=4.0, hold_in_s=1.0, out_s=6.0, hold_out_s=2.0)])
    assert plan.at(9.0) == ("still", 0.0, 0.0, 10.0)
    assert plan.at(10.0) == ("in", 0.0, 0.0, 14.0)
    assert plan.at(12.0) == ("in", pytest.approx(0.5), 0.5, 14.0)
    assert plan.at(14.5) == ("hold_in", 1.0, 0.5, 15.0)
    assert plan.at(18.0) == ("out", pytest.approx(0.5), 0.5, 21.0)
    assert plan.at(22.0) == ("hold_out", 0.0, 0.5, 23.0)
    after = plan.at(23.0)
    assert after[:3] == ("still", 0.0, 0.0)
    assert math.isnan(after.next_turn_s)


def test_the_shape_is_a_raised_cosine():
    plan = plan_of([BreathPattern(6.0).breath(0.0)])
    for share in (0.1, 0.25, 0.7):
        assert plan.position(4.0 * share) == pytest.approx(0.5 - 0.5 * math.cos(math.pi * share))
        assert plan.position(4.0 + 6.0 * share) == pytest.approx(0.5 + 0.5 * math.cos(math.pi * share))


@given(chains, st.floats(0.0, 1.0))
def test_position_and_shares_stay_in_bounds(breaths, where):
    plan = plan_of(breaths)
    begin_s, end_s = breaths[0].t_s - 1.0, ends_s(breaths[-1]) + 1.0
    moment = plan.at(begin_s + where * (end_s - begin_s))
    assert 0.0 <= moment.position <= 1.0
    assert 0.0 <= moment.phase_share <= 1.0


@given(chains, st.floats(0.0, 1.0))
def test_position_is_continuous_and_no_faster_than_its_steepest_movement(breaths, where):
    plan = plan_of(breaths)
    begin_s, end_s = breaths[0].t_s - 1.0, ends_s(breaths[-1]) + 1.0
    t_s = begin_s + where * (end_s - begin_s)
    steepest_per_s = math.pi / 2.0 / min(min(breath.in_s, breath.out_s) for breath in breaths)
    dt_s = 1e-3
    assert abs(plan.position(t_s + dt_s) - plan.position(t_s)) <= steepest_per_s * dt_s + 1e-9


@given(chains)
def test_breath_stands_still_at_every_turn(breaths):
    plan = plan_of(breaths)
    dt_s = 1e-3
    for breath in breaths:
        for turn_s in (breath.t_s, breath.t_s + breath.in_s, out_begins_s(breath), ends_s(breath)):
            for t_s in (turn_s - dt_s, turn_s, turn_s + dt_s):
                # Velocity 0 at the turn: within 1 ms of it the position moves by less than 1e-5.
                assert abs(plan.position(t_s) - plan.position(turn_s)) < 1e-5


@given(chains)
def test_a_chain_has_no_holes(breaths):
    plan = plan_of(breaths)
    for breath in breaths[1:]:
        assert plan.at(breath.t_s).phase == "in"
        assert plan.at(math.nextafter(breath.t_s, 0.0)).phase != "still"


@given(chains, st.data())
def test_a_breath_replaces_all_that_begin_from_then_on(breaths, data):
    index = data.draw(st.integers(0, len(breaths) - 1))
    other = replace(breaths[index], in_s=breaths[index].in_s + 0.5)
    plan = plan_of([*breaths, other])
    assert plan.finished_before(math.inf) == (*breaths[:index], other)


@given(chains, st.data())
def test_a_pause_withdraws_what_begins_after_it(breaths, data):
    index = data.draw(st.integers(0, len(breaths) - 1))
    within = breaths[index].t_s + data.draw(st.sampled_from((0.0, 0.5, 1.0)))
    plan = plan_of(breaths)
    plan.apply(Paused(t_s=within, mode="pause"))
    assert plan.finished_before(math.inf) == tuple(breaths[: index + 1])
    assert plan.at(ends_s(breaths[index])).phase == "still"


def test_pausing_steps_and_other_events_withdraw_nothing():
    breaths = chained([BreathPattern(6.0)] * 3, 0.0)
    plan = plan_of(breaths)
    plan.apply(Paused(t_s=1.0, mode="rest"))
    plan.apply(Tick(t_s=2.0))
    assert plan.finished_before(math.inf) == tuple(breaths)


def test_finished_breaths_are_those_that_have_ended():
    plan = plan_of(chained([BreathPattern(6.0)] * 3, 0.0))
    assert [breath.t_s for breath in plan.finished_before(20.0)] == [0.0, 10.0]
    assert [breath.t_s for breath in plan.finished_before(19.9)] == [0.0]


def test_breaths_are_remembered_for_three_minutes():
    plan = plan_of(chained([BreathPattern(6.0)] * 100, 0.0))
    assert plan.at(990.0 - 179.0).phase != "still"
    assert plan.at(990.0 - 195.0).phase == "still"
    assert len(plan.finished_before(math.inf)) < 25


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"breaths_per_min": 2.9}, "3 to 12"),
        ({"breaths_per_min": 12.1}, "3 to 12"),
        ({"breaths_per_min": math.nan}, "3 to 12"),
        ({"in_share": 0.1}, "0.2 to 0.8"),
        ({"hold_in_s": -1.0}, "0 seconds"),
        ({"hold_out_s": math.inf}, "0 seconds"),
        ({"breaths_per_min": 12.0, "hold_in_s": 4.0}, "too little time"),
    ],
)
def test_impossible_patterns_are_refused_in_words(values, words):
    with raises_saying(UsageError, words):
        BreathPattern(**values)


@given(patterns, st.floats(0.0, 1e5))
def test_a_pattern_makes_a_breath_of_its_length_and_ratio(pattern, t_s):
    breath = pattern.breath(t_s)
    assert breath.t_s == t_s
    assert breath.in_s + breath.hold_in_s + breath.out_s + breath.hold_out_s == pytest.approx(
        60.0 / pattern.breaths_per_min
    )
    assert breath.in_s / (breath.in_s + breath.out_s) == pytest.approx(pattern.in_share)
