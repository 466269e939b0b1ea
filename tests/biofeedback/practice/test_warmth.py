"""The light grows warm within tens of seconds, eases back slowly, and is never taken away."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.practice.warmth import Warmth

NAN = math.nan


def after(steadiness_share: float, length_s: int, warmth: Warmth) -> float:
    warmth.advance(0.0, steadiness_share)
    return [warmth.advance(float(t_s), steadiness_share) for t_s in range(1, length_s + 1)][-1]


def test_it_begins_held():
    assert Warmth().advance(12.0, 1.0) == 0.35


def test_it_rises_with_a_time_constant_of_twenty_seconds():
    assert after(1.0, 20, Warmth()) == pytest.approx(1.0 - 0.65 / math.e)


def test_it_eases_back_with_a_time_constant_of_ninety_seconds():
    warmth = Warmth()
    full = after(1.0, 1000, warmth)
    assert full == pytest.approx(1.0)
    assert warmth.advance(1090.0, 0.0) == pytest.approx(0.35 + 0.65 / math.e)


def test_what_cannot_be_known_eases_back():
    warmth = Warmth()
    after(1.0, 60, warmth)
    before = warmth.advance(60.0, NAN)
    later = warmth.advance(90.0, NAN)
    assert 0.35 < later < before


def test_steady_breathing_warms_within_forty_seconds_and_what_chance_gives_does_not():
    assert after(1.0, 40, Warmth()) > 0.9
    assert after(0.0, 600, Warmth()) == 0.35
    assert after(0.5, 600, Warmth()) == pytest.approx(0.675)


@given(st.lists(st.tuples(st.floats(0.0, 30.0), st.floats(-0.5, 1.5) | st.just(NAN)), max_size=40))
def test_it_never_leaves_held_to_full(course):
    warmth = Warmth()
    t_s = 0.0
    for elapsed_s, steadiness_share in course:
        t_s += elapsed_s
        assert 0.35 <= warmth.advance(t_s, steadiness_share) <= 1.0


@given(st.floats(0.0, 1.0), st.floats(0.1, 100.0), st.floats(0.1, 100.0))
def test_it_does_not_matter_how_often_it_is_asked(steadiness_share, first_s, second_s):
    once, twice = Warmth(), Warmth()
    for warmth in (once, twice):
        warmth.advance(0.0, steadiness_share)
    twice.advance(first_s, steadiness_share)
    assert once.advance(first_s + second_s, steadiness_share) == pytest.approx(
        twice.advance(first_s + second_s, steadiness_share)
    )


def test_a_time_before_the_last_changes_nothing():
    warmth = Warmth()
    warm = after(1.0, 30, warmth)
    assert warmth.advance(10.0, 0.0) == warm
