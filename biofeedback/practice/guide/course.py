"""Says which step of a practice holds at a moment, on a clock that stands still while the practice waits.

A step that counts breaths has no end until its last breath is known.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence


class Course:
    """The beginnings and ends of the steps in session time.

    Parameters
    ----------
    lengths_s : sequence of float
        The length of every step; None for one whose end is not known yet, or that has none.
    """

    def __init__(self, lengths_s: Sequence[float | None]) -> None:
        self._lengths_s = [None if length_s is None or math.isinf(length_s) else length_s for length_s in lengths_s]
        self._planned_s = tuple(self._lengths_s)
        self._ends_s = _known_ends_s(self._lengths_s)
        self._origin_s = 0.0
        self._waiting_since_s: float | None = None

    def begin(self, t_s: float) -> None:
        """Let the first step begin at ``t_s``."""
        self._origin_s = t_s

    @property
    def waiting_since_s(self) -> float | None:
        """Since when it stands still; None while it goes on."""
        return self._waiting_since_s

    def wait(self, t_s: float) -> None:
        """Stand still from ``t_s`` on; if it does already, nothing changes."""
        if self._waiting_since_s is None:
            self._waiting_since_s = t_s

    def go_on(self, t_s: float) -> None:
        """Go on at ``t_s``: all that is to come moves by the time that was waited."""
        if self._waiting_since_s is not None:
            self._origin_s += t_s - self._waiting_since_s
        self._waiting_since_s = None

    def go_to(self, index: int, t_s: float) -> None:
        """Let a step begin at ``t_s``, with all of its time and that of those after it.

        The step that holds, or one before it, or the one after it: the ends of all before are known, or known now.
        """
        if index and self._lengths_s[index - 1] is None:
            self.end_at(index - 1, t_s)
        self._lengths_s[index:] = self._planned_s[index:]
        self._ends_s = _known_ends_s(self._lengths_s)
        self._origin_s = t_s - (self._ends_s[index - 1] if index else 0.0)

    def begins_s(self, index: int) -> float:
        """Return when a step begins, in session time, that began or comes after one whose end is known."""
        return self._origin_s + (self._ends_s[index - 1] if index else 0.0)

    def ends_s(self, index: int) -> float | None:
        """Return when a step ends, in session time; None when nobody knows yet, or never."""
        return self._origin_s + self._ends_s[index] if index < len(self._ends_s) else None

    def index_at(self, t_s: float) -> int:
        """Return the step that holds at ``t_s``; the number of steps when the last has ended."""
        return bisect_right(self._ends_s, t_s - self._origin_s)

    def share_at(self, index: int, t_s: float) -> float:
        """Return how much of a step has passed at ``t_s``, 0 to 1; 0 where its end is not known."""
        length_s = self._lengths_s[index]
        return 0.0 if length_s is None else min(1.0, max(0.0, (t_s - self.begins_s(index)) / length_s))

    def end_at(self, index: int, t_s: float | None) -> None:
        """Set that a step ends at ``t_s``; None when its end is open again."""
        self._lengths_s[index] = None if t_s is None else t_s - self.begins_s(index)
        self._ends_s = _known_ends_s(self._lengths_s)


def _known_ends_s(lengths_s: Sequence[float | None]) -> list[float]:
    """Return the ends of the steps before the first whose end is not known."""
    ends_s: list[float] = []
    for length_s in lengths_s:
        if length_s is None:
            break
        ends_s.append((ends_s[-1] if ends_s else 0.0) + length_s)
    return ends_s
