"""The course of the warmth of another recording, the donor, block by block."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from biofeedback.events import Event, Metric
from biofeedback.practice.guide.block_time import BlockTime

WARMTH = "warmth_share"
"""The metric that says how warm the light is."""

_NEAR_S = 1.5
"""A warmth holds for a moment of its block that is no further away, in seconds: it is computed once a second, and half
as much again bridges a late one."""


class DonorWarmth:
    """The warmth of a donor at each moment of each block.

    Parameters
    ----------
    events : iterable of Event
        What was recorded of its protocol and its warmth, in order; none for no donor.
    source : str
        The heart whose warmth it is.
    """

    def __init__(self, events: Iterable[Event] = (), source: str = "") -> None:
        self._courses: defaultdict[int, list[tuple[float, float]]] = defaultdict(list)
        time = BlockTime()
        for event in events:
            time.apply(event)
            match event:
                case Metric(name="warmth_share", source=of, t_s=t_s, value=value) if of == source and value == value:
                    if time.block and not time.waits:
                        self._courses[time.block].append((time.at_s(t_s), value))
                case _:
                    pass

    @property
    def blocks(self) -> frozenset[int]:
        """The blocks of which there is any warmth."""
        return frozenset(self._courses)

    def at(self, block: int, block_s: float) -> float:
        """Return the warmth so many seconds into a block, 0 to 1; ``nan`` where there was none."""
        course = self._courses.get(block, [])
        place = bisect_left(course, (block_s, 0.0))
        near = course[max(0, place - 1) : place + 1]
        if not near:
            return math.nan
        at_s, warmth = min(near, key=lambda each: abs(each[0] - block_s))
        return warmth if abs(at_s - block_s) <= _NEAR_S else math.nan
