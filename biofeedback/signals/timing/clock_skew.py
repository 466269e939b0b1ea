"""Estimates how much faster or slower a sensor's clock runs than ours, from packets that may come late."""

import math
from collections.abc import Sequence
from typing import TypeAlias

LARGEST_SKEW = 1e-4
"""Seconds a second. Crystals differ by 10 to 100 millionths; more is something else than a clock."""

LOWS_EVERY_S = 20.0
"""For a crystal the smallest lag of so long a time is one point of the lower edge. A choice: a score of packets, of
which one is likely to be hardly late."""

FEWEST_LOWS = 9
"""With fewer points no slope is believed: three minutes of a crystal. A choice."""

MOST_LOWS = 90
"""So many points are kept: 30 minutes of a crystal. A choice; what is held does not grow."""

_DOUBT_FACTOR = 10.0
"""How much is taken off a slope, in units of its mean height a point and second. A choice: large enough that a heart in
step with the packets, whose smallest lags wander by half a second, is not taken for a clock that drifts."""

Low: TypeAlias = tuple[float, float]
"""When a smallest lag arrived, and that lag, both in seconds."""


class ClockSkew:
    """The slope of the smallest lags over up to 30 minutes of one segment.

    Notes
    -----
    Packets can be late and never early, so the clock is in the lower edge of the lags, taken over the smallest lag of
    every 20 s. It is the edge of their convex hull below that spans the middle of the time: the line under all points
    that is nearest to them (Moon, Skelly and Towsley 1999, doi 10.1109/INFCOM.1999.749287). What the edge cannot be
    sure of is taken off its slope: with the mean height ``h`` of the points above the line, ``n`` of them and ``T``
    seconds, ``10 h / (n T)``. So nothing is believed in the first minutes, nor from a heart in step with the packets,
    whose smallest lags wander by half a second.
    """

    def __init__(self) -> None:
        self._lows: list[Low] = []
        self._bin_until_s = math.nan
        self._began_s = math.nan
        self._settled_s = 0.0
        self._skew = 0.0

    def add(self, arrived_s: float, lag_s: float) -> None:
        """Add the lag of a beat."""
        if math.isnan(self._began_s):
            self._began_s = arrived_s
        if self._lows and arrived_s < self._bin_until_s:
            self._lows[-1] = lower(self._lows[-1], (arrived_s, lag_s))
            return
        if len(self._lows) >= FEWEST_LOWS:
            self._skew = believed_slope(self._lows)
        if len(self._lows) == MOST_LOWS:
            # From here on what was followed so far stands, and new estimates count for the time to come.
            self._settled_s += self._skew * (arrived_s - self._began_s)
            self._began_s = arrived_s
            del self._lows[0]
        self._lows.append((arrived_s, lag_s))
        self._bin_until_s = arrived_s + LOWS_EVERY_S

    def behind_s(self, arrived_s: float) -> float:
        """Return how far the sensor's clock has fallen behind ours since the segment began, in seconds."""
        return 0.0 if math.isnan(self._began_s) else self._settled_s + self._skew * (arrived_s - self._began_s)


def lower(first: Low, second: Low) -> Low:
    """Return the one with the smaller lag; of equal ones, the first."""
    return second if second[1] < first[1] else first


def believed_slope(lows: Sequence[Low], largest: float = LARGEST_SKEW) -> float:
    """Return what can be believed of the slope of the lower edge of these lags, as `ClockSkew` says.

    Parameters
    ----------
    lows : sequence of Low
        Smallest lags, two or more, in order of arrival.
    largest : float
        The slope is held between this and its negative.
    """
    hull: list[Low] = []
    for point in lows:
        x3, y3 = point
        while len(hull) > 1:
            (x1, y1), (x2, y2) = hull[-2], hull[-1]
            # Where the edge does not turn upwards, the point between lies above it.
            if (x2 - x1) * (y3 - y1) > (y2 - y1) * (x3 - x1):
                break
            hull.pop()
        hull.append(point)
    middle_s = (lows[0][0] + lows[-1][0]) / 2.0
    at = next(index for index in range(1, len(hull)) if hull[index][0] >= middle_s)
    (from_s, from_lag_s), (until_s, until_lag_s) = hull[at - 1], hull[at]
    slope = (until_lag_s - from_lag_s) / (until_s - from_s)
    height_s = sum(lag_s - (from_lag_s + slope * (t_s - from_s)) for t_s, lag_s in lows) / len(lows)
    doubt = _DOUBT_FACTOR * height_s / (len(lows) * (lows[-1][0] - lows[0][0]))
    return math.copysign(min(largest, max(0.0, abs(slope) - doubt)), slope)
