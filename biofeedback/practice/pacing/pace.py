"""Plans the next breath: from the present pace to the pace aimed at, by small steps.

A change begins only with an in-breath, and no breath is more than 0.2 s longer or shorter than the one before.
"""

from dataclasses import replace

from biofeedback.events import BreathPlanned
from biofeedback.practice.pacing.breath import ends_s
from biofeedback.practice.pacing.pattern import FASTEST_PER_MIN, LARGEST_RAMP_S, SLOWEST_PER_MIN, BreathPattern


class Pacer:
    """Plans successive breaths from a starting pattern toward an aim.

    Parameters
    ----------
    start : BreathPattern
        The first breath; may be set anew until it is planned.
    aim : BreathPattern
        The pattern to arrive at; may be set anew at any time and holds from the next breath to be planned.
    ramp_s : float
        How much longer or shorter than the one before a breath may be, in seconds, at most `LARGEST_RAMP_S`.
    """

    def __init__(self, start: BreathPattern, aim: BreathPattern, ramp_s: float = LARGEST_RAMP_S) -> None:
        self._ramp_s = min(ramp_s, LARGEST_RAMP_S)
        self.start = start
        self.aim = aim

    @property
    def ramp_s(self) -> float:
        """How much longer or shorter than the one before a breath may be, in seconds."""
        return self._ramp_s

    @ramp_s.setter
    def ramp_s(self, ramp_s: float) -> None:
        self._ramp_s = min(ramp_s, LARGEST_RAMP_S)

    def first(self, t_s: float) -> BreathPlanned:
        """Return the starting breath, beginning at ``t_s``."""
        return self.start.breath(t_s)

    def after(self, breath: BreathPlanned) -> BreathPlanned:
        """Return the breath that follows, beginning where this one ends and a step nearer to the aim.

        Notes
        -----
        In-breath, out-breath and both holds all move by the same share of their way, chosen so that their movements
        together are at most ``ramp_s``. A change of the ratio or of a hold is therefore as gentle as one of the rate.
        """
        aimed = self.aim.breath(ends_s(breath))
        way_s = (
            abs(aimed.in_s - breath.in_s)
            + abs(aimed.hold_in_s - breath.hold_in_s)
            + abs(aimed.out_s - breath.out_s)
            + abs(aimed.hold_out_s - breath.hold_out_s)
        )
        if way_s <= self._ramp_s:
            return aimed
        share = self._ramp_s / way_s
        return BreathPlanned(
            t_s=aimed.t_s,
            in_s=breath.in_s + share * (aimed.in_s - breath.in_s),
            hold_in_s=breath.hold_in_s + share * (aimed.hold_in_s - breath.hold_in_s),
            out_s=breath.out_s + share * (aimed.out_s - breath.out_s),
            hold_out_s=breath.hold_out_s + share * (aimed.hold_out_s - breath.hold_out_s),
        )


def pattern_of(breath: BreathPlanned) -> BreathPattern:
    """Return how a led breath goes, held to what can be led where rounding would leave it."""
    length_s = breath.in_s + breath.hold_in_s + breath.out_s + breath.hold_out_s
    return BreathPattern(
        breaths_per_min=min(FASTEST_PER_MIN, max(SLOWEST_PER_MIN, 60.0 / length_s)),
        in_share=breath.in_s / (breath.in_s + breath.out_s),
        hold_in_s=breath.hold_in_s,
        hold_out_s=breath.hold_out_s,
    )


def again(breath: BreathPlanned, t_s: float) -> BreathPlanned:
    """Return the same breath once more, beginning at ``t_s``."""
    return replace(breath, t_s=t_s)
