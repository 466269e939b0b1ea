"""Follows the usual interval of a pulse no faster than a heart changes, and tells when what is found leaps from it.

A hand that begins to move in a steady rhythm makes rises as even as a pulse. It is told from a heart where it begins:
a heart changes its rate by a few per cent a second, and a rhythm that takes over does so at once.
"""

import numpy as np

from biofeedback.signals.timing.beats import FloatArray

_OCTAVES_PER_S = 0.03
"""As fast is a rate followed: 2 % a second. A choice: a heart of 70 that is asked for more gains one to two beats a
minute each second at most, and early beats do not move the median of eight intervals."""

_FREE_OCTAVES = 0.25
"""So far from what is followed an interval may be: a fifth. A choice: half of the swing of a large slow breath, which
is up to 40 % of the interval from its shortest to its longest."""

_MOST_OCTAVES = 1.0
"""A leap of twice the rate or half of it; more says no more. A choice."""

_FORGET_S = 4.0
"""After so long without a beat what was followed says nothing of the next: as in the search (`pulse_blocks`)."""


class PulsePace:
    """The usual interval of a pulse as a heart could have changed it."""

    def __init__(self) -> None:
        self._usual_s = float("nan")
        self._at_s = float("nan")

    def leap(self, at_s: float, usual_s: float) -> float:
        """Take the usual interval at a beat; return by how many octaves more than a heart's it has leapt, 0 to 1.

        Parameters
        ----------
        at_s : float
            When the beat was, in seconds, not before the last.
        usual_s : float
            The median of the intervals up to it, in seconds; ``nan`` when there are too few.
        """
        since_s, self._at_s = at_s - self._at_s, at_s
        if not since_s <= _FORGET_S or np.isnan(self._usual_s):
            self._usual_s = usual_s
        if np.isnan(usual_s):
            return 0.0
        ahead = float(np.log2(usual_s / self._usual_s))
        reach = _OCTAVES_PER_S * since_s if since_s <= _FORGET_S else 0.0
        self._usual_s *= 2.0 ** min(max(ahead, -reach), reach)
        beyond = abs(float(np.log2(usual_s / self._usual_s))) - _FREE_OCTAVES
        return min(max(beyond, 0.0), _MOST_OCTAVES)


def leaps(at_s: FloatArray, usual_s: FloatArray) -> FloatArray:
    """Return the leap at each beat of a whole recording, as `PulsePace.leap` has it one by one."""
    pace = PulsePace()
    return np.array([pace.leap(*beat) for beat in zip(at_s.tolist(), usual_s.tolist(), strict=True)])
