"""Whether times and intervals know each other: over stretches without a gap, intervals add up to what times say."""

import math
from collections.abc import Sequence
from itertools import pairwise

_STRETCH_BEATS = 20  # beats of a stretch over which sums and times are compared: a choice; single delays even out
_AGREES = 0.25  # share of a stretch by which times may differ from sums: a choice, below the smallest step of units

_STEPS_OF_CLOCK = 1.5  # and by how many of the smallest steps of the times, for clocks of whole seconds
_EQUAL = 0.02  # share of an interval by which its step may differ and be as long; rounding to 10 ms is within. A choice

_EQUAL_SHARE = 0.2  # of steps that are as long as their interval where most beats are missing: a choice
_FEWEST_STEPS = 20  # from which on that is no chance: a choice

_FAR_S = 86_400.0
"""A day: seconds from one beat to the next after which one of two times is mistyped, where it stands alone."""


def agreement(t_s: Sequence[float | None], rr_ms: Sequence[float]) -> float:
    """Return the share of stretches over which the intervals add up to the time that passed.

    Where beats are missing again and again, steps are longer than their intervals: it is enough that hardly one is
    shorter, and that a good part is as long, as in no other unit and in no other column.
    """
    known = [(t, rr) for t, rr in zip(t_s, rr_ms, strict=True) if t is not None and not math.isnan(rr)]
    lengths_ms = [rr for _, rr in known]
    steps = [after - before for (before, _), (after, _) in pairwise(known)]
    smallest_s = min((step for step in steps if step > 0), default=0.0)
    length = max(1, min(_STRETCH_BEATS, len(steps) // 3))
    agreeing = 0
    if _agree_singly(steps, lengths_ms):
        return 1.0
    stretches = range(0, len(steps) - length + 1, length)
    for at in stretches:
        passed_s = sum(steps[at : at + length])
        # A time may be that of the beginning or of the end of its interval.
        sums_s = [sum(lengths_ms[at + late : at + late + length]) / 1000 for late in (0, 1)]
        allowed_s = [max(_AGREES * total_s, _STEPS_OF_CLOCK * min(smallest_s, total_s)) for total_s in sums_s]
        agreeing += any(abs(passed_s - total_s) <= allowed for total_s, allowed in zip(sums_s, allowed_s, strict=True))
    return agreeing / len(stretches) if len(stretches) else 0.0


def _agree_singly(steps_s: Sequence[float], lengths_ms: Sequence[float]) -> bool:
    """Return whether steps are as long as the intervals at their end, or longer where beats are missing."""
    if len(steps_s) < _FEWEST_STEPS:
        return False
    lengths_s = [each / 1000 for each in lengths_ms[1:]]
    equal = sum(abs(step - each) <= _EQUAL * each for step, each in zip(steps_s, lengths_s, strict=True))
    shorter = sum(step < (1 - _EQUAL) * each for step, each in zip(steps_s, lengths_s, strict=True))
    return equal >= _EQUAL_SHARE * len(steps_s) and shorter <= _EQUAL * len(steps_s)


def mistyped(t_s: Sequence[float | None]) -> list[int]:
    """Return the places of times that lie alone a day or more away from those on either side."""
    known = [(at, t) for at, t in enumerate(t_s) if t is not None]
    if all(abs(after - before) <= _FAR_S for (_, before), (_, after) in pairwise(known)):
        return []
    far = []
    for index, (at, t) in enumerate(known):
        before = known[index - 1][1] if index else None
        after = known[index + 1][1] if index + 1 < len(known) else None
        beside = [each for each in (before, after) if each is not None]
        alone = all(abs(t - each) > _FAR_S for each in beside)
        if beside and alone and (len(beside) < 2 or abs(beside[1] - beside[0]) <= _FAR_S):
            far.append(at)
    return far
