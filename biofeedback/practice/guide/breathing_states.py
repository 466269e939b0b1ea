"""The states of the breath in a practice: whether it is led, and by whom.

::

    NOT_LED <--hand moves, hand rests--> BY_HAND (hand moves: the same again)
       |
       +--breath begins--> LED <--breaths end, breath begins--> LET_GO

Once a breath was led, the hand leads the light no more. A pause keeps the state: the guide knows of it.
"""

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType


class BreathingState(Enum):
    """Whether breath is led."""

    NOT_LED = auto()
    """No breath was led yet."""

    BY_HAND = auto()
    """The light follows the hand of the person, and nothing else leads it."""

    LED = auto()
    """One breath follows another."""

    LET_GO = auto()
    """Breath was led before and is not any more, or not for now."""


class BreathingTrigger(Enum):
    """What may happen to the breath."""

    HAND_MOVES = auto()
    HAND_RESTS = auto()
    BREATH_BEGINS = auto()
    BREATHS_END = auto()


BREATHING_TRANSITIONS: Mapping[tuple[BreathingState, BreathingTrigger], BreathingState] = MappingProxyType(
    {
        (BreathingState.NOT_LED, BreathingTrigger.HAND_MOVES): BreathingState.BY_HAND,
        (BreathingState.BY_HAND, BreathingTrigger.HAND_MOVES): BreathingState.BY_HAND,
        (BreathingState.BY_HAND, BreathingTrigger.HAND_RESTS): BreathingState.NOT_LED,
        (BreathingState.NOT_LED, BreathingTrigger.BREATH_BEGINS): BreathingState.LED,
        (BreathingState.LED, BreathingTrigger.BREATHS_END): BreathingState.LET_GO,
        (BreathingState.LET_GO, BreathingTrigger.BREATH_BEGINS): BreathingState.LED,
    }
)
