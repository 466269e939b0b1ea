"""How lights change without a jump: from one shade to another, and from hidden to visible."""

import math
from collections.abc import Sequence

from ui.desktop.light.shade import Shade

TRANSITION_S = 6.0
"""Seconds from one shade to another; a choice: slow enough not to draw the eye."""

_SEEN_STEP = 0.01  # a smaller difference of a share is not drawn anew: it is 2.5 of 255 levels at most


class ShadeTransition:
    """The change of the light from one shade to another.

    Attributes
    ----------
    before, after : Shade
        The light goes from the one to the other; they are the same while it stays.
    """

    def __init__(self, shade: Shade) -> None:
        self.before = shade
        self.after = shade
        self._target = shade
        self._began_s = -math.inf

    def change_to(self, shade: Shade) -> None:
        """Go to this shade, as soon as the one before it is reached."""
        self._target = shade

    def advance(self, now_s: float) -> bool:
        """Move on to ``now_s`` and return whether one of the two shades is another now."""
        shades = (self.before, self.after)
        if self._passed(now_s) >= 1.0:
            self.before = self.after
        if self.before == self.after != self._target:
            self.after = self._target
            self._began_s = now_s
        return shades != (self.before, self.after)

    def share(self, now_s: float) -> float:
        """Return how far the light is from `before` (0) to `after` (1), with a soft beginning and end."""
        passed = self._passed(now_s)
        return passed * passed * (3.0 - 2.0 * passed)

    def _passed(self, now_s: float) -> float:
        return min(1.0, max(0.0, (now_s - self._began_s) / TRANSITION_S))


class SoftShares:
    """A share from 0 to 1 for each of several lights, and those that were drawn last.

    Parameters
    ----------
    number : int
        How many lights; each begins at 0.
    """

    def __init__(self, number: int) -> None:
        self.here = [0.0] * number
        self.drawn = [0.0] * number

    def move(self, aims: Sequence[float], step: float) -> None:
        """Move each toward its aim, by ``step`` at most."""
        self.here = [here + max(-step, min(step, aim - here)) for here, aim in zip(self.here, aims, strict=True)]

    def draw_anew(self) -> bool:
        """Return whether the difference to what was drawn can be seen, which then counts as drawn.

        A light that has arrived is always drawn as it is.
        """
        apart = any(
            was != now and (abs(was - now) >= _SEEN_STEP or now in (0.0, 1.0))
            for was, now in zip(self.drawn, self.here, strict=True)
        )
        if apart:
            self.drawn = list(self.here)
        return apart
