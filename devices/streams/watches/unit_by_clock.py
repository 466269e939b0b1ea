"""Tells by our clock alone that a strap without a heart rate of its own sends milliseconds for 1/1024 s.

Lost beats make the sum of the intervals fall behind the clock too, but by whole beats, as a stair; a unit that is off
does so evenly. How wide the arrivals lie about an even line says which it is.
"""

import math
from collections import deque
from collections.abc import Sequence
from statistics import fmean, quantiles
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from devices.protocols.heart_rate_service import TICKS_PER_S

TOO_SHORT = 1000 / TICKS_PER_S
"""Milliseconds read as ticks, as a share of their true length: 0.9766; no crystal is off by more than 0.0005."""

LONGEST_STEP_S = 5.0
"""Longer than this between two packets was a stall or a loss; three beats of a slow heart take 4 s."""

_LOOK_BACK_S = 240.0
"""Four stairs of the slowest heart; a line through arrivals that are 2 s coarse is then good to 0.1 %. A choice."""

_STEP_S = 60.0
"""It is judged anew after so long. A choice, so that the work per packet stays small."""

_FEWEST_PACKETS = 60
"""Fewer in the look back are not judged: no strap sends more seldom than every 4 s."""

_CLOCK_WITHIN = 0.0025
"""So near must the clock say it: five times what a crystal is off by, and twice the line's error; a choice."""

_STAIRS_WORSE = 1.15
"""So many times farther from the best stair of beats than from the line have the arrivals to be, in squares. Ours: of
1,465 stretches of made straps that lose beats or packets, none has more than 1.01. Of a real night, read as if it were
in milliseconds, one in ten has 1.08, for its beats come up to 2.5 s late."""

_OFFSETS = 8
"""Heights of the first stair that are tried, from beat to beat. A choice."""

_PILED_SHARE = 0.85
"""Of the packets: where more of them hold as many beats as any does and follow one another at one step, a strap that
sends no more than so many may leave beats out. It falls behind evenly then, while a heart keeps just ahead of its
packets; made straps of such a kind, whose hearts vary by a fifth, have 0.9. A choice."""

_SAME_STEP = 1.5
"""Times a short step between packets: a longer one is two, with a packet without beats between. Half-way."""

_FOLLOWED = 0.25
"""Of how the steps between packets vary, so little may be left when the beats in them are taken off, where packets that
all hold as many come when their last beat does. A choice."""


class _Seen(NamedTuple):
    arrived_s: float
    sent_s: float  # the sum of all intervals up to this packet
    intervals_s: float  # of this packet
    beats: int  # in this packet


class UnitByClock:
    """Waits for four minutes in which the intervals fall behind our clock evenly, as milliseconds do."""

    def __init__(self) -> None:
        self.shown = False
        self.restart()

    def restart(self) -> None:
        """Begin anew."""
        self._seen: deque[_Seen] = deque()

    def see(self, rr_ticks: Sequence[int], arrived_s: float) -> None:
        """Take in the next packet."""
        if self._seen and arrived_s - self._seen[-1].arrived_s > LONGEST_STEP_S:
            self.restart()
        if self.shown or not rr_ticks:
            return
        intervals_s = sum(rr_ticks) / TICKS_PER_S
        sent_s = self._seen[-1].sent_s + intervals_s if self._seen else 0.0
        self._seen.append(_Seen(arrived_s, sent_s, intervals_s, len(rr_ticks)))
        if arrived_s - self._seen[0].arrived_s >= _LOOK_BACK_S:
            self.shown = _falls_behind_evenly(self._seen)
            until_s = self._seen[0].arrived_s + _STEP_S
            while self._seen[0].arrived_s < until_s:
                self._seen.popleft()


def slope_of(points: Sequence[tuple[float, float]]) -> float:
    """Return how far the second number rises for one of the first: the slope of the line nearest to all points."""
    middle_s, middle_sent_s = (fmean(each) for each in zip(*points, strict=True))
    spread = sum((arrived_s - middle_s) ** 2 for arrived_s, _ in points)
    return sum((arrived_s - middle_s) * (sent_s - middle_sent_s) for arrived_s, sent_s in points) / spread


def _falls_behind_evenly(seen: Sequence[_Seen]) -> bool:
    if len(seen) < _FEWEST_PACKETS:
        return False
    slope = slope_of([each[:2] for each in seen])
    if abs(slope - TOO_SHORT) > _CLOCK_WITHIN:
        return False
    beat_s = fmean(each.intervals_s for each in seen) / fmean(each.beats for each in seen)
    times_s, sent_s = np.array([each[:2] for each in seen]).T
    lags_s = times_s - sent_s
    even_s = lags_s - (1.0 - slope) * times_s
    if _off_stairs(lags_s - np.min(lags_s), beat_s) < _STAIRS_WORSE * np.var(even_s) * len(seen):
        return False
    steps_s = np.diff(times_s).tolist()
    stepped = list(zip(steps_s, list(seen)[1:], strict=True))
    most, longest_s = max(each.beats for each in seen), _SAME_STEP * quantiles(steps_s, n=4)[0]
    piled = sum(each.beats == most and step_s < longest_s for step_s, each in stepped)
    if piled < _PILED_SHARE * len(stepped):
        return True
    return _spread([step_s - each.intervals_s / slope for step_s, each in stepped]) < _FOLLOWED * _spread(steps_s)


def _off_stairs(lags_s: NDArray[np.float64], beat_s: float) -> float:
    """Return how far lags are from the nearest stair that rises by whole beats and never falls, as a sum of squares."""
    heights_s = beat_s * np.arange(math.ceil(np.ptp(lags_s) / beat_s) + 1)
    least = math.inf
    for offset_s in np.arange(_OFFSETS) * beat_s / _OFFSETS:
        sums = np.zeros(heights_s.size)
        for lag_s in lags_s:
            sums = np.minimum.accumulate(sums) + (lag_s - offset_s - heights_s) ** 2
        least = min(least, float(np.min(sums)))
    return least


def _spread(values: Sequence[float]) -> float:
    middle = fmean(values)
    return sum((value - middle) ** 2 for value in values)
