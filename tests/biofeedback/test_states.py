"""A state machine changes as its table says, and in no other way."""

from enum import Enum, auto

import pytest

from biofeedback.states import StateMachine


class Door(Enum):
    OPEN = auto()
    SHUT = auto()


class Act(Enum):
    PUSH = auto()
    PULL = auto()


def test_it_goes_where_the_table_says_and_what_the_table_lacks_is_a_bug():
    door = StateMachine(Door.OPEN, {(Door.OPEN, Act.PUSH): Door.SHUT, (Door.SHUT, Act.PULL): Door.OPEN})
    door.change(Act.PUSH)
    assert door.state is Door.SHUT
    with pytest.raises(AssertionError, match=r"Door\.SHUT has no Act\.PUSH"):
        door.change(Act.PUSH)
    assert door.state is Door.SHUT
