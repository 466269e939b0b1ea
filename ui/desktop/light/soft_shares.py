"""Shares that go softly to where they are wanted, for small lights that come and go. Pure."""

from collections.abc import Sequence

_SEEN_STEP = 0.01


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
