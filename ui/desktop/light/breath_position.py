"""The breath that the light shows: the one that is led, or the one that the person's hand tells. Pure.

This module must not paint; `light` does.
"""

import math

from biofeedback.events import Event
from biofeedback.practice.pacing.breath import BreathMoment, BreathPlan
from biofeedback.practice.pacing.hand_light import HandLight


class BreathPosition(BreathPlan):
    """A plan that follows the hand while the hand tells the breath.

    Nothing is led then, so that the phase is ``still`` and no word is said; the position is the hand's.
    """

    def __init__(self) -> None:
        super().__init__()
        self._hand = HandLight()

    def apply(self, event: Event) -> None:
        """Take in an event: a planned breath, a pause or a turn of the hand; every other event changes nothing."""
        super().apply(event)
        self._hand.apply(event)

    def at(self, t_s: float) -> BreathMoment:
        """Return where the light is at ``t_s``; where the hand tells it, not before the newest event."""
        led = super().at(t_s)
        if led.phase != "still" or not self._hand.follows_at(t_s):
            return led
        return BreathMoment("still", self._hand.position(t_s), 0.0, math.nan)
