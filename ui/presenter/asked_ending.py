"""The end of a room as it is asked for: it waits a moment in which it can be taken back, for many would lose by it."""

import math

WAIT_S = 5.0
"""Session seconds between the wish and its being carried out: a choice, long enough to be read and answered."""


class AskedEnding:
    """Whether the end was asked for, and how long it still waits; a second wish takes the first back."""

    def __init__(self) -> None:
        self._due_s = math.nan

    @property
    def is_asked(self) -> bool:
        """Whether it waits just now."""
        return not math.isnan(self._due_s)

    def ask(self, now_s: float) -> None:
        """Ask for the end, or take that back where it still waits."""
        self._due_s = math.nan if self.is_asked else now_s + WAIT_S

    def left_s(self, now_s: float) -> float:
        """Return for how many seconds it still waits; ``nan`` when it was not asked for."""
        return max(0.0, self._due_s - now_s) if self.is_asked else math.nan

    def comes(self, now_s: float) -> bool:
        """Return whether it is to be carried out now; once for each time it was asked for."""
        if not self.is_asked or now_s < self._due_s:
            return False
        self._due_s = math.nan
        return True
