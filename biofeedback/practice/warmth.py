"""Computes how warm the light is: it grows slowly with the steadiness of heart and breath, and has a floor.

That of a room grows alike with how many of its hearts keep step.
"""

import math

HELD_SHARE = 0.35
"""The warmth called "held", 0 to 1: where the light begins, and the least it ever is: a choice, dim but clearly lit."""

ALONE_SHARE = 0.6
"""The warmth of a practice without a sensor, all through: a choice, calm and neither held nor full, for there is no
heart to follow."""

RISE_S, EASE_S = 20.0, 90.0
"""Time constants in seconds of growing warmer and of easing back: a choice. Somebody who follows sees it within 40 s,
and a loss is not felt as one (``make followers`` draws both)."""


class Warmth:
    """A share of full warmth that rises over tens of seconds, eases back more slowly and never falls below its floor.

    Parameters
    ----------
    floor : float
        The least the warmth ever is, and where it begins, 0 to 1.
    rise_s, ease_s : float
        Time constants of growing warmer and of easing back, in seconds.
    """

    def __init__(self, floor: float = HELD_SHARE, rise_s: float = RISE_S, ease_s: float = EASE_S) -> None:
        self._floor = floor
        self._rise_s = rise_s
        self._ease_s = ease_s
        self._warmth = floor
        self._t_s = math.nan

    def advance(self, t_s: float, steadiness_share: float) -> float:
        """Ease toward the warmth of this steadiness until ``t_s`` and return the warmth there.

        Parameters
        ----------
        t_s : float
            Now, in seconds; a time before the last one changes nothing.
        steadiness_share : float
            How steady heart and breath are together (`biofeedback.signals.coupling.steadiness`), 0 to 1, held since the
            last call. ``nan`` when it cannot be known: the light then eases back toward held.

        Returns
        -------
        float
            From the floor to 1.

        Notes
        -----
        The warmth aimed at grows linearly from held at 0, which is what chance gives, to full at 1. The first call sets
        the time and returns the floor.
        """
        elapsed_s = t_s - self._t_s
        if math.isnan(elapsed_s):
            self._t_s = t_s
        elif elapsed_s > 0.0:
            target = self._target(steadiness_share)
            constant_s = self._rise_s if target > self._warmth else self._ease_s
            self._warmth = target + (self._warmth - target) * math.exp(-elapsed_s / constant_s)
            self._t_s = t_s
        return self._warmth

    def hold(self, t_s: float) -> float:
        """Let time pass until ``t_s``, in seconds, and return the warmth, which stays as it is."""
        self._t_s = t_s if math.isnan(self._t_s) else max(self._t_s, t_s)
        return self._warmth

    def _target(self, steadiness_share: float) -> float:
        if math.isnan(steadiness_share):
            return self._floor
        return self._floor + (1.0 - self._floor) * min(1.0, max(0.0, steadiness_share))


class RoomWarmth:
    """The warmth of the centre of a room, made from how many are in step beyond chance.

    It rises and eases back as that of one heart does, and never falls below its floor.
    """

    def __init__(self) -> None:
        self._warmth = Warmth()

    def advance(self, t_s: float, in_step_share: float, chance_share: float) -> float:
        """Ease toward the warmth of these shares until ``t_s`` and return the warmth there, from held to 1.

        Parameters
        ----------
        t_s : float
            Now, in seconds.
        in_step_share, chance_share : float
            How many of the hearts are in step, 0 to 1, and how many of so many are by chance. Where one of them is
            ``nan`` the warmth stays as it is: nobody can know, and nobody is at fault.
        """
        beyond = beyond_chance(in_step_share, chance_share)
        return self._warmth.hold(t_s) if math.isnan(beyond) else self._warmth.advance(t_s, beyond)


def beyond_chance(in_step_share: float, chance_share: float) -> float:
    """Return how far a share in step lies from its level of chance (0) to everybody (1); ``nan`` where not known."""
    if math.isnan(in_step_share) or math.isnan(chance_share):
        return math.nan
    return max(0.0, in_step_share - chance_share) / (1.0 - chance_share) if chance_share < 1.0 else 0.0
