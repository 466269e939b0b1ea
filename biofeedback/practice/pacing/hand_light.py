"""Says how full the light is while it follows the hand of somebody who shows their own breath.

It swells while the person breathes in and sinks while they breathe out, from wherever it is and in the time the breath
before took, so that it neither jumps nor runs ahead.
"""

import math

from biofeedback.events import BreathPlanned, Event, HandMoved

_FIRST_IN_S, _FIRST_OUT_S = 2.5, 3.5
"""How long the first in-breath and out-breath are taken to last, in seconds, until the hand showed one: a choice, a
breath at 10 a minute with a longer out-breath."""

# How long a movement of the light may take, in seconds: a choice. Half a second does not look like a jump; 12 s are
# three fifths of the slowest breath that can be led.
_SHORTEST_S = 0.5
_LONGEST_S = 12.0


class HandLight:
    """Follows the events of the hand; before the first move, and once breath is led again, the light is empty."""

    def __init__(self) -> None:
        self._turned_s = math.nan
        self._inward = False
        self._from = 0.0
        self._takes_s = {True: _FIRST_IN_S, False: _FIRST_OUT_S}
        self._led_from_s = math.inf

    def apply(self, event: Event) -> None:
        """Take in an event; those that are neither of the hand nor a led breath change nothing."""
        match event:
            case HandMoved(t_s=t_s, inward=inward):
                self._from = self.position(t_s)
                if not math.isnan(self._turned_s) and inward != self._inward:
                    self._takes_s[self._inward] = min(_LONGEST_S, max(_SHORTEST_S, t_s - self._turned_s))
                self._turned_s, self._inward, self._led_from_s = t_s, inward, math.inf
            case BreathPlanned(t_s=t_s):
                self._led_from_s = min(self._led_from_s, t_s)
            case _:
                pass

    def follows_at(self, t_s: float) -> bool:
        """Return whether the light follows the hand at ``t_s``."""
        return self._turned_s <= t_s < self._led_from_s

    def position(self, t_s: float) -> float:
        """Return how full the light is at ``t_s``, not before the newest event: 0 is empty, 1 is full."""
        if not self.follows_at(t_s):
            return 0.0
        share = min(1.0, (t_s - self._turned_s) / self._takes_s[self._inward])
        eased = 0.5 - 0.5 * math.cos(math.pi * share)
        return self._from + ((1.0 if self._inward else 0.0) - self._from) * eased
