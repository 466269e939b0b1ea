"""Measures the person's own pace by hand: a key held while breathing in, for three breaths.

The light then begins at that very pace, without any factor.
"""

import math
from dataclasses import dataclass

from biofeedback.codes import NoticeCode
from biofeedback.practice.pacing.pattern import (
    FASTEST_PER_MIN,
    LARGEST_IN_SHARE,
    SLOWEST_PER_MIN,
    SMALLEST_IN_SHARE,
    BreathPattern,
)

BREATHS = 3
"""So many breaths give the pace: a choice, enough for a mean and over within half a minute."""

PATIENCE_S = 15.0
"""After so many seconds without a move the measuring begins anew: a choice, longer than half of a slow breath at 3 a
minute."""

_SHORTEST_TURN_S = 0.3
"""A turn sooner after the one before is a slip of the finger, in seconds: a choice, far below any half of a breath."""


@dataclass(frozen=True, slots=True)
class OwnPace:
    """How fast somebody breathes by themselves, and the in-breath's share of it."""

    breaths_per_min: float
    in_share: float

    @property
    def pattern(self) -> BreathPattern:
        """The breath to begin with: this very pace, held to what can be led."""
        return BreathPattern(
            min(FASTEST_PER_MIN, max(SLOWEST_PER_MIN, self.breaths_per_min)),
            min(LARGEST_IN_SHARE, max(SMALLEST_IN_SHARE, self.in_share)),
        )

    @property
    def notice(self) -> NoticeCode | None:
        """What is told where the pace had to be held to what can be led; None where it had not."""
        if self.breaths_per_min > FASTEST_PER_MIN:
            return NoticeCode.OWN_PACE_QUICKER
        return NoticeCode.OWN_PACE_SLOWER if self.breaths_per_min < SLOWEST_PER_MIN else None


class HandBreath:
    """Follows the hand from breath to breath."""

    def __init__(self) -> None:
        self._in_s: list[float] = []
        self._out_s: list[float] = []

    @property
    def moving_until_s(self) -> float | None:
        """Until when the hand counts as moving; None when it does not."""
        return None if self._newest_s is None else self._newest_s + PATIENCE_S

    def move(self, t_s: float, *, inward: bool) -> bool:
        """Take in a turn of the breath at ``t_s``; return whether it was one.

        A key that repeats itself is no turn. A turn after less than 0.3 s is a slip and is not taken.
        """
        until_s = self.moving_until_s
        if until_s is not None and t_s >= until_s:
            self.release()
        breathing_in = len(self._in_s) > len(self._out_s)
        if inward == breathing_in or (not inward and not self._in_s):
            return False
        if self._newest_s is not None and t_s - self._newest_s < _SHORTEST_TURN_S:
            return False
        (self._in_s if inward else self._out_s).append(t_s)
        return True

    def release(self) -> None:
        """Forget the moves of the hand."""
        self._in_s.clear()
        self._out_s.clear()

    @property
    def _newest_s(self) -> float | None:
        return max((*self._in_s, *self._out_s), default=None)

    def pace(self) -> OwnPace | None:
        """Return the pace, once the third in-breath has turned to out; the mean of the whole breaths between."""
        if len(self._out_s) < BREATHS:
            return None
        cycle_s = (self._in_s[-1] - self._in_s[0]) / (len(self._in_s) - 1)
        in_s = math.fsum(out - begun for begun, out in zip(self._in_s, self._out_s, strict=True)) / len(self._out_s)
        return OwnPace(60.0 / cycle_s, min(1.0, in_s / cycle_s))
