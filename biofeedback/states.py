"""A state that has a name and changes only as its table says."""

from collections.abc import Mapping
from enum import Enum
from typing import Generic, TypeVar

State = TypeVar("State", bound=Enum)
Trigger = TypeVar("Trigger", bound=Enum)


class StateMachine(Generic[State, Trigger]):
    """The state that something is in.

    Parameters
    ----------
    state : State
        The first one.
    transitions : mapping of (State, Trigger) to State
        Which state follows on which when something happens; nothing else may happen there.
    """

    def __init__(self, state: State, transitions: Mapping[tuple[State, Trigger], State]) -> None:
        self._state = state
        self._transitions = transitions

    @property
    def state(self) -> State:
        """The state it is in."""
        return self._state

    def change(self, trigger: Trigger) -> None:
        """Go into the state that follows when this happens.

        Raises
        ------
        AssertionError
            The table does not have it, which is a bug.
        """
        following = self._transitions.get((self._state, trigger))
        if following is None:
            raise AssertionError(f"{self._state} has no {trigger}")
        self._state = following
