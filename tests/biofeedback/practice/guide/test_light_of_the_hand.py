"""The light that a hand moves is followed where no breath is led."""

import itertools

import pytest

from biofeedback.events import HandMoved
from biofeedback.practice.pacing.hand_light import HandLight
from biofeedback.practice.pacing.pattern import BreathPattern


def test_the_light_of_the_hand_neither_jumps_nor_is_seen_while_breath_is_led():
    light = HandLight()
    assert light.position(3.0) == 0.0
    turns = [(1.0, True), (2.5, False), (4.0, True), (4.5, False), (9.0, True)]
    previous = 0.0
    for (t_s, inward), (until_s, _) in itertools.pairwise([*turns, (20.0, False)]):
        assert light.position(t_s) == pytest.approx(previous)
        light.apply(HandMoved(t_s=t_s, inward=inward))
        assert light.position(t_s) == pytest.approx(previous)
        previous = light.position(until_s)
    assert previous == 1.0
    light.apply(BreathPattern(6.0).breath(21.0))
    assert light.follows_at(20.9)
    assert not light.follows_at(21.0)


def test_the_light_of_the_hand_is_followed_again_after_breath_was_led():
    light = HandLight()
    light.apply(BreathPattern(6.0).breath(1.0))
    assert light.position(2.0) == 0.0
    light.apply(HandMoved(t_s=30.0, inward=True))
    assert light.follows_at(31.0)
    assert light.position(31.25) == pytest.approx(0.5)


def test_the_light_of_the_hand_takes_as_long_as_the_breath_before():
    light = HandLight()
    for t_s, inward in ((0.0, True), (3.0, False), (8.0, True)):
        light.apply(HandMoved(t_s=t_s, inward=inward))
    assert light.position(9.5) == pytest.approx(0.5)
    assert light.position(11.0) == pytest.approx(1.0)
    light.apply(HandMoved(t_s=11.0, inward=False))
    assert light.position(13.5) == pytest.approx(0.5)
