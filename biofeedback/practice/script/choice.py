"""How a person chose to have their breath led, where that is not as the practice says."""

import math
from dataclasses import dataclass

from biofeedback.error_codes import BreathErrorCode
from biofeedback.errors import UsageError
from biofeedback.practice.pacing.pattern import LARGEST_RAMP_S, BreathPattern
from biofeedback.practice.script.model import BreathGuidance
from biofeedback.practice.script.presets import preset_named

GENTLEST_RAMP_S = 0.05
"""The least ``ramp_s`` that a person can choose: a choice; with less, many a practice ends before its aim."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BreathChoice:
    """What a person chose; what is ``None`` is left to the practice.

    Attributes
    ----------
    breaths_per_min : float or None
        The pace to ease to, 3 to 12.
    preset : str or None
        A shape of breath by its name.
    in_share : float or None
        Share of the moving time that belongs to the in-breath.
    hold_in_s, hold_out_s : float or None
        Holds after the in-breath and after the out-breath, in seconds.
    ramp_s : float or None
        How much longer than the one before a breath may be, 0.05 to 0.2 s.
    from_own_pace : bool
        Whether leading may begin at the person's own pace, if they tell it; else it begins easily.
    """

    breaths_per_min: float | None = None
    preset: str | None = None
    in_share: float | None = None
    hold_in_s: float | None = None
    hold_out_s: float | None = None
    ramp_s: float | None = None
    from_own_pace: bool = True

    def guidance(self, own: BreathGuidance, *, breaths_per_min: float | None = None) -> BreathGuidance:
        """Return how breath is led in a practice that would lead it like ``own``.

        ``breaths_per_min`` goes before the pace that was chosen here. Where a shape is chosen, leading begins without
        its holds and grows into them.

        Raises
        ------
        UsageError
            When that cannot be breathed, or the ramp is out of its range.
        """
        aim = own.aim if self.preset is None else preset_named(self.preset).pattern
        aim = BreathPattern(
            breaths_per_min=_or(breaths_per_min, _or(self.breaths_per_min, aim.breaths_per_min)),
            in_share=_or(self.in_share, aim.in_share),
            hold_in_s=_or(self.hold_in_s, aim.hold_in_s),
            hold_out_s=_or(self.hold_out_s, aim.hold_out_s),
        )
        start = own.start
        if _shape(aim) != _shape(own.aim):
            start = BreathPattern(own.start.breaths_per_min, aim.in_share)
        ramp_s = _or(self.ramp_s, own.ramp_s)
        if self.ramp_s is not None and not GENTLEST_RAMP_S <= self.ramp_s <= LARGEST_RAMP_S:
            raise UsageError(
                BreathErrorCode.RAMP_OUT_OF_RANGE,
                ramp_s=float(ramp_s),
                smallest_s=GENTLEST_RAMP_S,
                largest_s=LARGEST_RAMP_S,
            )
        return BreathGuidance(start, aim, ramp_s)


def _shape(pattern: BreathPattern) -> tuple[float, float, float]:
    """Return everything of a pattern but its pace; long holds need not be possible at the practice's own."""
    return (pattern.in_share, pattern.hold_in_s, pattern.hold_out_s)


def _or(chosen: float | None, own: float) -> float:
    if chosen is None:
        return own
    if not math.isfinite(chosen):
        raise UsageError(BreathErrorCode.NO_NUMBER)
    return chosen
