"""The breath as an angle: how far round the circle of one breath a moment lies.

What follows the breath (a heart, a belt) is measured against this angle.
"""

import math
from bisect import bisect_right
from collections.abc import Sequence

from biofeedback.events import BreathPlanned
from biofeedback.practice.pacing.breath import BreathPlan, ends_s, out_begins_s
from biofeedback.practice.pacing.pattern import BreathMoment

FULL_TURN_RAD = 2.0 * math.pi


def breath_phase(plan: BreathPlan, t_s: float) -> float:
    """Return how far round its circle the led breath is at ``t_s``, 0 to 2 pi; ``nan`` when no breath is led.

    Notes
    -----
    0 to pi over the in-breath, pi through the hold after it, pi to 2 pi over the out-breath, 2 pi through the hold
    after that. Position is then ``(1 - cos(phase)) / 2`` at every moment and for every pattern: a heart that follows
    the breath exactly draws a pure sinusoid over this angle, be the breath 50:50, 40:60 or with holds, and one
    frequency is all that a fit needs.
    """
    return _angle_rad(plan.at(t_s))


def breath_phases(breaths: Sequence[BreathPlanned], t_s: Sequence[float]) -> list[float]:
    """Return the angle of `breath_phase` for many moments, from breaths in order of their beginning.

    A breath that begins inside another takes over at its beginning; ``nan`` where none is led.
    """
    begins_s = [breath.t_s for breath in breaths]
    return [_angle_in_rad(breaths, bisect_right(begins_s, moment_s) - 1, moment_s) for moment_s in t_s]


def _angle_rad(moment: BreathMoment) -> float:
    match moment.phase:
        case "in":
            return math.pi * moment.phase_share
        case "hold_in":
            return math.pi
        case "out":
            return math.pi * (1.0 + moment.phase_share)
        case "hold_out":
            return FULL_TURN_RAD
        case _:
            return math.nan


def _angle_in_rad(breaths: Sequence[BreathPlanned], index: int, t_s: float) -> float:
    if index < 0 or t_s >= ends_s(breaths[index]):
        return math.nan
    breath = breaths[index]
    if t_s < breath.t_s + breath.in_s:
        return math.pi * (t_s - breath.t_s) / breath.in_s
    out_share = (t_s - out_begins_s(breath)) / breath.out_s
    return math.pi * (1.0 + min(1.0, max(0.0, out_share)))
