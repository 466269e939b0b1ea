"""How a light changes without a jump: one shade after another over several seconds, and small lights that come and go.

It knows the time it is told and paints nothing.
"""

import math
from collections.abc import Sequence

from ui.desktop.light.shade import Shade

GLIDE_S = 6.0
"""How long the light takes from one shade to another."""

_SEEN_STEP = 0.01


class Gliding:
    """A shade on its way.

    Attributes
    ----------
    before, after : Shade
        The light goes from the one to the other; they are the same while it stays.
    """

    def __init__(self, shade: Shade) -> None:
        self.before = shade
        self.after = shade
        self._wanted = shade
        self._began_s = -math.inf

    def want(self, shade: Shade) -> None:
        """Go to this shade, as soon as the one before it is reached."""
        self._wanted = shade

    def advance(self, now_s: float) -> bool:
        """Let time go on and return whether one of the two shades is another now."""
        shades = (self.before, self.after)
        if self._passed(now_s) >= 1.0:
            self.before = self.after
        if self.before == self.after != self._wanted:
            self.after = self._wanted
            self._began_s = now_s
        return shades != (self.before, self.after)

    def share(self, now_s: float) -> float:
        """Return how far the light is from `before` (0) to `after` (1), with a soft beginning and end."""
        passed = self._passed(now_s)
        return passed * passed * (3.0 - 2.0 * passed)

    def _passed(self, now_s: float) -> float:
        return min(1.0, max(0.0, (now_s - self._began_s) / GLIDE_S))


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
        """Let each go toward its aim, by ``step`` at most."""
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
