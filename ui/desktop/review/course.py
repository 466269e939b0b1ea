"""A curve drawn in the same time at any zoom: below a pixel it is the least and the greatest of what is there."""

import math
import struct
import sys
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

Points = list[tuple[float, float]]
"""Points ``(t_s, value)`` in order."""

_BRANCHES = 2  # points or pairs that the next coarser level puts together: a pixel has half a pair at least


_POINT = struct.Struct(">dd")  # a point as Qt reads it: two big-endian numbers


class Line(NamedTuple):
    """Points that belong together; where it is ``dense`` they are pairs, a pixel or less from one to the next.

    They are bytes as `QDataStream` reads them, so that a frame makes no objects of them: what is left behind of
    thousands of objects a frame would be looked for now and then, for longer than a frame takes.
    """

    data: bytes
    dense: bool

    @property
    def size(self) -> int:
        """How many points there are."""
        return len(self.data) // _POINT.size

    @property
    def points(self) -> Points:
        """The points as numbers, for a few of them."""
        return list(_POINT.iter_unpack(self.data))

    def piece(self, first: int, count: int) -> bytes:
        """Return the bytes of some of its points."""
        return self.data[_POINT.size * first : _POINT.size * (first + count)]


class Course:
    """A curve of points in order of time.

    Parameters
    ----------
    points : iterable of (t_s, value)
        The points; one whose value is ``nan`` is a break in the line.
    longest_s : float
        Two points further apart than this are not joined.
    breaks : sequence of (from_s, until_s)
        Stretches across which nothing is joined, in order.
    """

    def __init__(
        self, points: Iterable[tuple[float, float]], longest_s: float, breaks: Sequence[tuple[float, float]] = ()
    ) -> None:
        self._stretches: list[_Stretch] = []
        stretch: Points = []
        last_s, at = -math.inf, 0
        for t_s, value in points:
            if math.isnan(value):
                last_s = -math.inf
                continue
            while at < len(breaks) and breaks[at][1] <= last_s:
                at += 1
            broken = at < len(breaks) and breaks[at][0] < t_s and last_s < breaks[at][1]
            if stretch and (t_s - last_s > longest_s or broken):
                self._stretches.append(_Stretch(stretch))
                stretch = []
            stretch.append((t_s, value))
            last_s = t_s
        if stretch:
            self._stretches.append(_Stretch(stretch))
        self._begin_s = [each.times[0] for each in self._stretches]

    def lines(self, from_s: float, until_s: float, pixel_s: float) -> list[Line]:
        """Return what lies between two moments, with a point beyond either end, for pixels of ``pixel_s`` seconds."""
        first = max(0, bisect_right(self._begin_s, from_s) - 1)
        last = bisect_right(self._begin_s, until_s)
        found = (stretch.line(from_s, until_s, pixel_s) for stretch in self._stretches[first:last])
        return [line for line in found if line.data]

    def nearest(self, t_s: float, within_s: float) -> tuple[float, float] | None:
        """Return the point that is nearest to a moment, if there is one within so many seconds."""
        at = bisect_right(self._begin_s, t_s)
        near = [point for stretch in self._stretches[max(0, at - 1) : at + 1] for point in stretch.beside(t_s)]
        best = min(near, key=lambda point: abs(point[0] - t_s), default=None)
        return best if best is not None and abs(best[0] - t_s) <= within_s else None

    def values(self) -> list[float]:
        """Return every value there is."""
        return [value for stretch in self._stretches for value in stretch.values]


class _Stretch:
    """A line without a break, with coarser levels of it."""

    def __init__(self, points: Points) -> None:
        self.times = [t_s for t_s, _ in points]
        self.values = [value for _, value in points]
        self._whole = _data(number for point in points for number in point)
        self._levels: list[bytes] = []
        lowest, highest, size = self.values, self.values, 1
        while len(lowest) > _BRANCHES:
            even, odd = slice(0, None, 2), slice(1, None, 2)
            last = len(lowest) - len(lowest) % 2  # one that is left over stays by itself
            lowest = [*map(min, lowest[even], lowest[odd]), *lowest[last:]]
            highest = [*map(max, highest[even], highest[odd]), *highest[last:]]
            size *= _BRANCHES
            self._levels.append(self._pairs(lowest, highest, size))

    def _pairs(self, lowest: list[float], highest: list[float], size: int) -> bytes:
        """Return a level: the least and the greatest of each ``size`` points, in the middle of their time."""
        pairs = array("d", bytes(8 * 4 * len(lowest)))
        middle = self.times[size // 2 :: size]
        middle += self.times[-1:] * (len(lowest) - len(middle))
        pairs[0::4] = pairs[2::4] = array("d", middle)
        # Up one time and down the next, so that no line runs back.
        up, down = array("d", highest), array("d", lowest)
        up[1::2], down[1::2] = down[1::2], up[1::2]
        pairs[1::4], pairs[3::4] = up, down
        return _data(pairs)

    def line(self, from_s: float, until_s: float, pixel_s: float) -> Line:
        times = self.times
        first = max(0, bisect_left(times, from_s) - 1)
        last = min(len(times), bisect_right(times, until_s) + 1)
        if last <= first:
            return Line(b"", dense=False)
        seen_s = times[last - 1] - times[first]
        level, size = -1, 1
        # As fine as it can be with one pair a pixel at most.
        while level + 1 < len(self._levels) and (last - first) * pixel_s > seen_s * size:
            level, size = level + 1, size * _BRANCHES
        if level < 0:
            return Line(self._whole[_POINT.size * first : _POINT.size * last], dense=False)
        pair = 2 * _POINT.size
        return Line(self._levels[level][pair * (first // size) : pair * ((last - 1) // size + 1)], dense=True)

    def beside(self, t_s: float) -> Points:
        at = bisect_left(self.times, t_s)
        return [(self.times[place], self.values[place]) for place in (at - 1, at) if 0 <= place < len(self.times)]


def _data(numbers: Iterable[float]) -> bytes:
    found = array("d", numbers)
    if sys.byteorder == "little":
        found.byteswap()
    return found.tobytes()
