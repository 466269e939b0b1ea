"""How loud the breath is from moment to moment: silent at the turns and in holds, full between them."""

import math
from collections.abc import Sequence
from typing import Literal

from biofeedback.practice.pacing.pattern import BreathMoment
from ui.sound.grains import Eased

FULLER_LATER = 1.25
"""Power of the share of the way; a choice: the in-breath is fullest after its middle, as lungs fill."""

FULLER_EARLIER = 0.8
"""Power of the share of the way; a choice: the out-breath is fullest before its middle, and lets go for long."""

# Shares of full a second. A breath of 0.9 s, the quickest there is, changes by less than 5 a second; what is quicker is
# a plan that changed.
_MOST_PER_S = 20.0


def loudness(share: float, skew: float) -> float:
    """Return how loud a breath is, 0 to 1, when this share of the way is done: a raised cosine, leaning by ``skew``."""
    return math.sin(math.pi * min(1.0, max(0.0, share)) ** skew) ** 2


class Swell:
    """Follows the in-breath or the out-breath alone.

    Parameters
    ----------
    phase : {"in", "out"}
        Which one.
    rate_hz : float
        Frames a second.
    """

    def __init__(self, phase: Literal["in", "out"], rate_hz: float) -> None:
        self._phase = phase
        self._skew = FULLER_LATER if phase == "in" else FULLER_EARLIER
        self._level = Eased(rate_hz, _MOST_PER_S)
        self._position = 0.0 if phase == "in" else 1.0

    def follow(self, moments: Sequence[BreathMoment]) -> tuple[list[float], list[float]]:
        """Move on through one grain a moment.

        Returns
        -------
        levels, positions : list of float
            How loud and how full the breath is, 0 to 1 each, before the first and after every grain. While the breath
            goes the other way the level goes to 0 and the position stays.
        """
        levels, positions = [self._level.value], [self._position]
        for moment in moments:
            target = 0.0
            if moment.phase == self._phase:
                target = loudness(moment.phase_share, self._skew)
                self._position = moment.position
            levels.append(self._level.toward(target))
            positions.append(self._position)
        return levels, positions
