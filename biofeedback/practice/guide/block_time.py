"""Tells in which block of a protocol a moment lies, and how far into it, from the events alone."""

from biofeedback.events import BlockBegan, Event, Paused, Resumed, StepBegan


class BlockTime:
    """Follows a protocol.

    Attributes
    ----------
    block : int
        The block that holds, by its place among the steps from 1; 0 in a step that is none.
    waits : bool
        Whether the protocol waits, so that no time of its block passes.
    """

    def __init__(self) -> None:
        self.block = 0
        self._began_s = 0.0
        self._waits_since_s: float | None = None

    @property
    def waits(self) -> bool:
        """Whether the protocol waits, so that no time of its block passes."""
        return self._waits_since_s is not None

    def apply(self, event: Event) -> None:
        """Take in an event."""
        match event:
            case StepBegan(t_s=t_s):
                self.block, self._began_s = 0, t_s
            case BlockBegan(block=block):
                self.block = block
            case Paused(t_s=t_s) if self._waits_since_s is None:
                self._waits_since_s = t_s
            case Resumed(t_s=t_s) if self._waits_since_s is not None:
                self._began_s += t_s - self._waits_since_s
                self._waits_since_s = None
            case _:
                pass

    def at_s(self, t_s: float) -> float:
        """Return how many seconds of its block have passed at ``t_s``, without those for which it waited."""
        until_s = t_s if self._waits_since_s is None else min(t_s, self._waits_since_s)
        return until_s - self._began_s
