"""Tells in which block of a protocol a moment lies, and how far into it, from the events alone."""

from biofeedback.events import BlockBegan, Event, Paused, Resumed, StepBegan


class BlockTime:
    """Follows a practice.

    Attributes
    ----------
    block : int
        The block that holds, by its place among the steps from 1; 0 in a step that is none.
    """

    def __init__(self) -> None:
        self.block = 0
        self._began_s = 0.0
        self._origin_s: float | None = None
        self._waits_since_s: float | None = None

    @property
    def waits(self) -> bool:
        """Whether the practice waits, so that no time of it passes."""
        return self._waits_since_s is not None

    def apply(self, event: Event) -> None:
        """Take in an event."""
        match event:
            case StepBegan(t_s=t_s):
                self.block, self._began_s = 0, t_s
                self._origin_s = t_s if self._origin_s is None else self._origin_s
            case BlockBegan(block=block):
                self.block = block
            case Paused(t_s=t_s) if self._waits_since_s is None:
                self._waits_since_s = t_s
            case Resumed(t_s=t_s) if self._waits_since_s is not None:
                waited_s = t_s - self._waits_since_s
                self._began_s += waited_s
                self._origin_s = (self._origin_s or 0.0) + waited_s
                self._waits_since_s = None
            case _:
                pass

    def at_s(self, t_s: float) -> float:
        """Return how many seconds of its block have passed at ``t_s``, without those for which it waited."""
        return self._until_s(t_s) - self._began_s

    def practised_s(self, t_s: float) -> float:
        """Return how many seconds of the practice have passed at ``t_s``, without those for which it waited."""
        return self._until_s(t_s) - (self._origin_s or 0.0)

    def _until_s(self, t_s: float) -> float:
        return t_s if self._waits_since_s is None else min(t_s, self._waits_since_s)
