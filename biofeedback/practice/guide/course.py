"""Says which step of a practice holds at a moment, on a clock that stands still while the practice waits.

A step that counts breaths has no end until its last breath is known.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate


class Course:
    """The beginnings and ends of the steps in session time.

    Parameters
    ----------
    lengths_s : sequence of float
        The length of every step, ``inf`` for one whose end is not known yet.
    """

    def __init__(self, lengths_s: Sequence[float]) -> None:
        self._ends_s = list(accumulate(lengths_s))
        self._lengths_s = list(lengths_s)
        self._origin_s = math.nan

    @property
    def begun(self) -> bool:
        """Whether it has begun."""
        return not math.isnan(self._origin_s)

    def begin(self, t_s: float) -> None:
        """Begin at ``t_s``."""
        self._origin_s = t_s

    def wait(self, waited_s: float) -> None:
        """Move everything by the time that was waited."""
        self._origin_s += waited_s

    def begins_s(self, index: int) -> float:
        """Return when a step begins, in session time; ``inf`` when nobody knows yet."""
        return self._origin_s + (self._ends_s[index - 1] if index else 0.0)

    def ends_s(self, index: int) -> float:
        """Return when a step ends, in session time; ``inf`` when nobody knows yet."""
        return self._origin_s + self._ends_s[index]

    def index_at(self, t_s: float) -> int:
        """Return the step that holds at ``t_s``; the number of steps when the last has ended."""
        return bisect_right(self._ends_s, t_s - self._origin_s)

    def share_at(self, index: int, t_s: float) -> float:
        """Return how much of a step has passed at ``t_s``, 0 to 1."""
        return min(1.0, max(0.0, (t_s - self.begins_s(index)) / self._lengths_s[index]))

    def end_at(self, index: int, t_s: float) -> None:
        """Set that a step ends at ``t_s``; ``inf`` when its end is open again."""
        self._lengths_s[index] = t_s - self.begins_s(index)
        self._ends_s = list(accumulate(self._lengths_s))
