"""Computes how warm the light is: it grows slowly with the steadiness of heart and breath, and has a floor."""

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

    def _target(self, steadiness_share: float) -> float:
        if math.isnan(steadiness_share):
            return self._floor
        return self._floor + (1.0 - self._floor) * min(1.0, max(0.0, steadiness_share))
