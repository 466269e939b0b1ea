"""A pace that leans: never by more than a fifth of a second, never late, never drifting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.events import BreathPlanned
from biofeedback.practice.pacing.breath import ends_s
from biofeedback.practice.pacing.pace import Pacer, again
from biofeedback.practice.pacing.pattern import LARGEST_RAMP_S, BreathPattern

patterns = st.builds(
    BreathPattern,
    breaths_per_min=st.floats(3.0, 12.0),
    in_share=st.floats(0.25, 0.75),
    hold_in_s=st.floats(0.0, 0.5),
    hold_out_s=st.floats(0.0, 0.5),
)
ramps_s = st.floats(0.01, LARGEST_RAMP_S)


def cycle_s(breath: BreathPlanned) -> float:
    return breath.in_s + breath.hold_in_s + breath.out_s + breath.hold_out_s


@given(patterns, st.lists(patterns, min_size=1, max_size=4), ramps_s)
def test_no_breath_differs_from_the_one_before_by_more_than_the_ramp(start, aims, ramp_s):
    pacer = Pacer(start, aims[0], ramp_s)
    breath = pacer.first(3.0)
    for aim in aims:
        pacer.aim = aim
        for _ in range(10):
            following = pacer.after(breath)
            assert following.t_s == ends_s(breath)
            assert abs(cycle_s(following) - cycle_s(breath)) <= ramp_s + 1e-9
            assert abs(following.in_s - breath.in_s) <= ramp_s + 1e-9
            assert abs(following.out_s - breath.out_s) <= ramp_s + 1e-9
            breath = following


@given(patterns, patterns)
def test_the_aim_is_reached_exactly_and_kept(start, aim):
    pacer = Pacer(start, aim)
    breath = pacer.first(0.0)
    for _ in range(200):
        breath = pacer.after(breath)
    assert breath == aim.breath(breath.t_s)


def test_slowing_takes_a_fifth_of_a_second_a_breath():
    pacer = Pacer(BreathPattern(8.0), BreathPattern(6.0))
    breath = pacer.first(0.0)
    lengths_s = []
    for _ in range(15):
        lengths_s.append(cycle_s(breath))
        assert breath.in_s == pytest.approx(0.4 * cycle_s(breath))
        breath = pacer.after(breath)
    assert lengths_s[:3] == pytest.approx([7.5, 7.7, 7.9])
    assert lengths_s[-2:] == [10.0, 10.0]


def test_a_pace_may_quicken_as_gently():
    pacer = Pacer(BreathPattern(6.0), BreathPattern(8.0))
    assert cycle_s(pacer.after(pacer.first(0.0))) == pytest.approx(9.8)


def test_a_new_ratio_at_the_same_rate_keeps_the_length():
    pacer = Pacer(BreathPattern(6.0, in_share=0.4), BreathPattern(6.0, in_share=0.5))
    following = pacer.after(pacer.first(0.0))
    assert cycle_s(following) == pytest.approx(10.0)
    assert following.in_s == pytest.approx(4.1)


def test_a_ramp_beyond_the_largest_is_held_to_it():
    pacer = Pacer(BreathPattern(12.0), BreathPattern(3.0), ramp_s=5.0)
    assert cycle_s(pacer.after(pacer.first(0.0))) == pytest.approx(5.0 + LARGEST_RAMP_S)


def test_again_is_the_same_breath_later():
    breath = BreathPattern(7.0).breath(1.0)
    assert again(breath, 50.0) == BreathPattern(7.0).breath(50.0)
