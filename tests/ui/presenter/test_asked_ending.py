"""The end of a room waits a moment in which it can be taken back."""

import math

from ui.presenter.asked_ending import WAIT_S, AskedEnding


def test_it_comes_once_when_it_has_waited():
    ending = AskedEnding()
    assert not ending.comes(100.0)
    ending.ask(10.0)
    assert ending.left_s(12.0) == WAIT_S - 2.0
    assert not ending.comes(10.0 + WAIT_S - 0.1)
    assert ending.comes(10.0 + WAIT_S)
    assert not ending.is_asked
    assert not ending.comes(1000.0)


def test_a_second_wish_takes_it_back_and_a_third_asks_anew():
    ending = AskedEnding()
    ending.ask(10.0)
    ending.ask(10.2)
    assert math.isnan(ending.left_s(10.2))
    assert not ending.comes(60.0)
    ending.ask(70.0)
    assert ending.comes(70.0 + WAIT_S)
