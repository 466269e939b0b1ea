"""Learns the usual lags of a sensor's beats, and finds a lost beat by a rise of them all.

The lag of a beat is its arrival less its place on the chain of intervals. Every beat bounds the lag of its packet from
above, so minima need no packets and beats may come one by one.
"""

import math
from collections import deque
from itertools import pairwise

RECENT_S = 30.0
"""The lags of now are those of so many seconds. A choice: some thirty packets, of which some are hardly late."""

LONG_S = 150.0
"""What is usual for a sensor is taken from so many seconds. A choice: two minutes before the lags of now."""

# Seconds. The Bluetooth heart rate service notifies once a second, whenever the heart beats.
_CADENCE_S = 1.0

_CADENCE_TOLERANCE_S = 0.1
"""So far from a whole second a packet still belongs to the cadence. A choice; radios shift packets by tens of ms."""

_CADENCE_SHARE = 0.8
"""A sensor keeps the cadence when so many of its packets do. A choice; a stall and its burst may break it."""

_TIGHT_S = 0.2
"""Lags within so narrow a band belong to a sensor that sends each beat when it comes, with no cadence to allow for. A
choice."""

_BAND_QUANTILE = 0.9
"""The upper edge of the band leaves out one lag in ten: a few packets are late for reasons of their own. A choice."""

_FEWEST_BEATS = 10
"""With fewer earlier beats there is no band to compare with: its edge would be the largest of them all. A choice."""

# In intervals. A lost beat raises both by a whole one. Chosen by trial on the two Polar H10 records of `Lags.lost_s`.
_FLOOR_RISE = 0.7
_EDGE_RISE = 0.35


class Lags:
    """The lags of the last 150 s of one segment."""

    def __init__(self) -> None:
        self._all: deque[tuple[float, float]] = deque()
        self._recent = _Floor(RECENT_S)
        self._long = _Floor(LONG_S)

    @property
    def recent_floor_s(self) -> float:
        """The smallest lag of the last 30 s; ``nan`` without one."""
        return self._recent.lag_s

    def add(self, arrived_s: float, lag_s: float) -> None:
        """Add the lag of a beat."""
        self._recent.add(arrived_s, lag_s)
        self._long.add(arrived_s, lag_s)
        self._all.append((arrived_s, lag_s))
        while self._all[0][0] < arrived_s - LONG_S:
            self._all.popleft()

    def clear(self) -> None:
        """Forget everything."""
        self._recent.clear()
        self._long.clear()
        self._all.clear()

    def lost_s(self, interval_s: float) -> float:
        """Return how much time was lost with a beat that never came; 0 when nothing says so.

        Parameters
        ----------
        interval_s : float
            A typical interval of this heart.

        Notes
        -----
        The smallest lag of the last 30 s must lie 0.7 intervals above that of the last 150 s, and the upper edge of the
        band (its 90 % quantile) 0.35 intervals above what the earlier lags and the cadence of the sensor explain.

        Half an interval of the smallest lag alone cries wolf. A sensor that sends once a second to a heart near 60
        beats a minute drifts through all lags up to one second and jumps from the smallest to the largest when a beat
        first misses its packet; and the smallest lag of real straps wanders by half a second and more, it seems with
        the heart rate. In two Polar H10 records whose intervals add up to the time that passed (47 min) that rule
        finds 19 lost beats, this one 1; the factors were chosen on these two. In two that had no part in the choice
        (112 min, one of them a run) that rule finds 49, this one none.

        The price: a lost beat much shorter than usual, or one lost while beats and packets run in step, is noticed
        late or not at all.
        """
        risen_s = self._recent.lag_s - self._long.lag_s
        if not (interval_s > 0.0 and risen_s > _FLOOR_RISE * interval_s):
            return 0.0
        since_s = self._all[-1][0] - RECENT_S
        earlier = [(arrived_s, lag_s) for arrived_s, lag_s in self._all if arrived_s < since_s]
        recent = [lag_s for arrived_s, lag_s in self._all if arrived_s >= since_s]
        if len(earlier) < _FEWEST_BEATS:
            return 0.0
        width_s = _quantile([lag_s for _, lag_s in earlier], _BAND_QUANTILE) - self._long.lag_s
        if width_s > _TIGHT_S and _sent_by_the_second([arrived_s for arrived_s, _ in earlier]):
            width_s = max(_CADENCE_S, width_s)
        edge_s = self._long.lag_s + width_s + _EDGE_RISE * interval_s
        return risen_s if _quantile(recent, _BAND_QUANTILE) > edge_s else 0.0


class _Floor:
    """The smallest lag of the last so many seconds (a monotonic queue: constant cost a beat on average)."""

    def __init__(self, span_s: float) -> None:
        self._span_s = span_s
        self._rising: deque[tuple[float, float]] = deque()

    @property
    def lag_s(self) -> float:
        return self._rising[0][1] if self._rising else math.nan

    def add(self, arrived_s: float, lag_s: float) -> None:
        while self._rising and self._rising[-1][1] >= lag_s:
            self._rising.pop()
        self._rising.append((arrived_s, lag_s))
        while self._rising[0][0] < arrived_s - self._span_s:
            self._rising.popleft()

    def clear(self) -> None:
        self._rising.clear()


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]


def _sent_by_the_second(arrived_s: list[float]) -> bool:
    """Return whether most packets come a whole number of seconds after the one before."""
    steps_s = [after - before for before, after in pairwise(arrived_s) if after > before]
    even = sum(abs(step_s - _CADENCE_S * max(1, round(step_s))) <= _CADENCE_TOLERANCE_S for step_s in steps_s)
    return even >= _CADENCE_SHARE * len(steps_s)
