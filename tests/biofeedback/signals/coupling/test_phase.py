"""The breath as an angle: position is always (1 - cos) / 2 of it, whatever the pattern."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.practice.pacing.breath import BreathPlan, ends_s
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.signals.coupling.phase import FULL_TURN_RAD, breath_phase, breath_phases

patterns = st.builds(
    BreathPattern,
    breaths_per_min=st.floats(3.0, 10.0),
    in_share=st.floats(0.3, 0.7),
    hold_in_s=st.floats(0.0, 0.5),
    hold_out_s=st.floats(0.0, 0.5),
)


def planned(pattern: BreathPattern, count: int):
    breaths = [pattern.breath(1.0)]
    while len(breaths) < count:
        breaths.append(pattern.breath(ends_s(breaths[-1])))
    plan = BreathPlan()
    for breath in breaths:
        plan.apply(breath)
    return plan, breaths


@given(patterns, st.floats(0.0, 3.0))
def test_position_is_one_sinusoid_of_the_angle(pattern, breaths_in):
    plan, _ = planned(pattern, 4)
    t_s = 1.0 + breaths_in * pattern.cycle_s
    assert (1.0 - math.cos(breath_phase(plan, t_s))) / 2.0 == pytest.approx(plan.position(t_s), abs=1e-9)


@given(patterns, st.lists(st.floats(-5.0, 100.0)))
def test_many_moments_agree_with_one_by_one(pattern, t_s):
    plan, breaths = planned(pattern, 4)
    one_by_one = [breath_phase(plan, moment_s) for moment_s in t_s]
    assert breath_phases(breaths, t_s) == pytest.approx(one_by_one, abs=1e-9, nan_ok=True)


def test_the_angle_of_a_breath_of_forty_to_sixty():
    plan, _ = planned(BreathPattern(6.0, in_share=0.4), 2)
    angles_rad = [breath_phase(plan, t_s) for t_s in (1.0, 3.0, 5.0, 8.0, 11.0, 13.0)]
    assert angles_rad == pytest.approx([0.0, 0.5 * math.pi, math.pi, 1.5 * math.pi, 0.0, 0.5 * math.pi])


def test_the_angle_waits_in_the_rests():
    plan, _ = planned(BreathPattern(4.0, hold_in_s=2.0, hold_out_s=3.0), 1)
    assert breath_phase(plan, 1.0 + 4.0 + 0.1) == math.pi
    assert breath_phase(plan, 1.0 + 4.0 + 1.9) == math.pi
    assert breath_phase(plan, 1.0 + 12.5) == FULL_TURN_RAD


def test_no_breath_has_no_angle():
    plan, breaths = planned(BreathPattern(6.0), 1)
    assert math.isnan(breath_phase(plan, 0.5))
    assert math.isnan(breath_phase(plan, 11.5))
    assert all(math.isnan(angle_rad) for angle_rad in breath_phases(breaths, [0.5, 11.5]))
    assert all(math.isnan(angle_rad) for angle_rad in breath_phases([], [0.5]))


def test_a_breath_takes_over_inside_another():
    pattern = BreathPattern(6.0)
    breaths = [pattern.breath(0.0), pattern.breath(7.0)]
    assert breath_phases(breaths, [6.9, 7.0])[1] == 0.0
