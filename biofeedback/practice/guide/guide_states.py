"""The states of a practice that is guided, and what leads from one to another.

::

    NOT_BEGUN --begin--> GOING --------end-------> ENDED
                         |  ^ |                      ^
                 pause,  |  | +----close---> CLOSING-+ end
           pause steps   |  | resume
                         v  |
        STEPS_PAUSED <--pause, pause steps--> PAUSED

A practice that is to close while it is paused is resumed first.
"""

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType

from biofeedback.events import PAUSE_STEPS, PauseMode


class GuideState(Enum):
    """Where a practice stands."""

    NOT_BEGUN = auto()
    GOING = auto()
    STEPS_PAUSED = auto()
    """Words and steps wait; breath goes on at the pace it has."""

    PAUSED = auto()
    """Everything waits; the running breath completes and no other follows."""

    CLOSING = auto()
    """The person asked for the end; a few breaths follow."""

    ENDED = auto()


class GuideTrigger(Enum):
    """What may happen to a practice."""

    BEGIN = auto()
    PAUSE = auto()
    PAUSE_STEPS = auto()
    RESUME = auto()
    CLOSE = auto()
    END = auto()


GUIDE_TRANSITIONS: Mapping[tuple[GuideState, GuideTrigger], GuideState] = MappingProxyType(
    {
        (GuideState.NOT_BEGUN, GuideTrigger.BEGIN): GuideState.GOING,
        (GuideState.GOING, GuideTrigger.PAUSE): GuideState.PAUSED,
        (GuideState.GOING, GuideTrigger.PAUSE_STEPS): GuideState.STEPS_PAUSED,
        (GuideState.STEPS_PAUSED, GuideTrigger.PAUSE): GuideState.PAUSED,
        (GuideState.PAUSED, GuideTrigger.PAUSE_STEPS): GuideState.STEPS_PAUSED,
        (GuideState.STEPS_PAUSED, GuideTrigger.RESUME): GuideState.GOING,
        (GuideState.PAUSED, GuideTrigger.RESUME): GuideState.GOING,
        (GuideState.GOING, GuideTrigger.CLOSE): GuideState.CLOSING,
        (GuideState.GOING, GuideTrigger.END): GuideState.ENDED,
        (GuideState.CLOSING, GuideTrigger.END): GuideState.ENDED,
    }
)

PAUSES: Mapping[PauseMode, GuideTrigger] = MappingProxyType(
    {"pause": GuideTrigger.PAUSE, PAUSE_STEPS: GuideTrigger.PAUSE_STEPS}
)
"""What each kind of pause does to a practice."""

WAITING: Mapping[GuideState, PauseMode] = MappingProxyType(
    {GuideState.PAUSED: "pause", GuideState.STEPS_PAUSED: PAUSE_STEPS}
)
"""The states in which a practice waits, in the word that events have for them."""
