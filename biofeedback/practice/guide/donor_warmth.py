"""The course of the warmth of another recording, the donor: block by block, or as a whole where it has no blocks."""

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
        self._whole: list[tuple[float, float]] = []
        time = BlockTime()
        for event in events:
            time.apply(event)
            match event:
                case Metric(name="warmth_share", source=of, t_s=t_s, value=value) if of == source and value == value:
                    if time.waits:
                        continue
                    self._whole.append((time.practised_s(t_s), value))
                    if time.block:
                        self._courses[time.block].append((time.at_s(t_s), value))
                case _:
                    pass

    @property
    def known(self) -> bool:
        """Whether there is any warmth."""
        return bool(self._whole)

    def at(self, time: BlockTime, t_s: float) -> float:
        """Return the warmth at the same time of the same block, 0 to 1; ``nan`` where there was none.

        That of a donor without blocks is the one at the same time of its practice.

        Parameters
        ----------
        time : BlockTime
            Where the practice is that is shown its warmth.
        t_s : float
            The moment of that practice, in seconds.
        """
        course, at_s = self._whole, time.practised_s(t_s)
        if self._courses:
            course, at_s = self._courses.get(time.block, []), time.at_s(t_s)
        place = bisect_left(course, (at_s, 0.0))
        near = course[max(0, place - 1) : place + 1]
        then_s, warmth = min(near, key=lambda each: abs(each[0] - at_s), default=(math.inf, math.nan))
        return warmth if abs(then_s - at_s) <= _NEAR_S else math.nan
