"""Where the breath is that the light shows: the led one, or the one that the person shows by hand."""

import math

from biofeedback.events import Event
from biofeedback.practice.pacing.breath import BreathPlan
from biofeedback.practice.pacing.hand_light import HandLight
from biofeedback.practice.pacing.pattern import BreathMoment


class BreathPosition(BreathPlan):
    """A breath plan that follows the hand while no breath is led.

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
        """Return where the light is at ``t_s``, which is not before the newest event while it follows the hand."""
        led = self.led_at(t_s)
        if led.phase != "still" or not self._hand.follows_at(t_s):
            return led
        return BreathMoment("still", self._hand.position(t_s), 0.0, math.nan)

    def led_at(self, t_s: float) -> BreathMoment:
        """Return where the led breath is at ``t_s``, at any time that a plan remembers."""
        return super().at(t_s)
