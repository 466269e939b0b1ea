"""Learns the usual lags of a sensor's packets, and finds lost beats by a step of them all.

The lag of a beat is its arrival less its place on the chain of intervals. That of a packet is the lag of its last beat,
and the next interval bounds it from below: had the next beat happened in time, it would have come with it.
"""

import cmath
import math
from bisect import bisect_left, insort
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from biofeedback.signals.timing.lag_steps import QUARTILES, quantile, step_s

RECENT_S = 30.0
"""The lags of now are those of so many seconds. A choice: some thirty packets, of which some are hardly late."""

LONG_S = 150.0
"""What is usual for a sensor is taken from so many seconds. A choice: two minutes before the lags of now."""

_FEWEST_PACKETS = 12
"""Packets on either side of a step; with fewer no quantile means anything. So many are kept also of a sensor that sends
so seldom that they reach further back. A choice."""

_FLOOR_QUANTILE = 0.2
"""Share of the lags that may lie below their floor: packets of straps are early now and then, so the smallest lag is
one packet's own affair. A choice: ten times as many as were early in the night of `Lags.lost_s`."""

_RISEN_INTERVALS = 0.6
"""So much all quartiles must have risen, in intervals; a lost beat raises them by one. Chosen on the records of
`Lags.lost_s`."""

_RISEN_S = 0.47
"""The same in seconds: radios wander by that much, as they offer a moment to send twice a second and less often. Half
a second and the share of it that quantiles of so few packets show; also seen in the records of `Lags.lost_s`."""

_STEP_INTERVALS = 0.7
"""So high, in intervals, the step itself must be, of which the quartiles tell only once it is old. A choice, between
the most that was seen without a loss and the one interval of a lost beat."""

_STEP_S = 0.5
"""The same in seconds: no less than radios wander."""

_APART_INTERVALS = 0.3
"""So far, in intervals, the bound from below of now must lie above the earlier bound from above: about 0.7 where a beat
was lost, 0 where a heart in step with the packets drifts through them. Chosen on the records of `Lags.lost_s`."""

_BOUND_ABOVE, _BOUND_BELOW = 0.1, 0.7
"""Quantiles of the lags and of their lower bounds that stand for the two edges. A choice: early packets are rarer than
late ones."""

# Seconds. The Bluetooth heart rate service notifies once a second, whenever the heart beats.
_CADENCE_S = 1.0

_CADENCE_TOLERANCE_S = 0.1
"""So far from a whole second a packet still belongs to the cadence. A choice; radios shift packets by tens of ms."""

_CADENCE_SHARE = 0.8
"""A sensor keeps the cadence when so many of its packets do. A choice; a stall and its burst may break it."""

_KEPT_SECONDS = 0.4
"""A sensor keeps to seconds of its own when the mean of where in a second its packets come, as points of a circle, has
at least so long a vector: 0.64 where a radio that offers a moment twice a second holds them back, 0.1 by chance for a
hundred packets that keep to none. A choice."""

_SECONDS_MOVED_S = 0.25
"""When those seconds moved further, packets are later and none is lost. Half of the half second by which the mean moves
when radios hold packets back; 0.15 to 0.3 did as well on made-up straps."""

_TIGHT_S = 0.2
"""Lags within so narrow a band may be those of a sensor that sends each beat when it comes. A choice."""

_GATE_INTERVALS = 0.3
"""A smaller rise of the mean lag, in intervals, is not looked into: half of what must have risen, to save time."""


@dataclass(slots=True)
class _PacketLag:
    """The lag of one packet, all in seconds; ``ahead_s`` is the same for the beat that came next."""

    arrived_s: float
    lag_s: float
    ahead_s: float

    @property
    def middle_s(self) -> float:
        return (self.lag_s + self.ahead_s) / 2.0


class Lags:
    """The lags of the last 150 s."""

    def __init__(self) -> None:
        self._earlier: deque[_PacketLag] = deque()
        self._recent: deque[_PacketLag] = deque()
        self._ordered_s: list[float] = []
        self._newest: _PacketLag | None = None
        self._floor_s = math.nan
        self._earlier_sum_s = self._recent_sum_s = 0.0

    @property
    def recent_floor_s(self) -> float:
        """What one in five lags of the last 30 s lies below; ``nan`` without one."""
        return self._floor_s

    def add(self, arrived_s: float, lag_s: float, interval_s: float) -> None:
        """Add the lag of a beat that came ``interval_s`` after the one before."""
        newest = self._newest
        if newest is not None and arrived_s <= newest.arrived_s:
            newest.lag_s = min(newest.lag_s, lag_s)
            if not self._recent:
                self._floor_s = newest.lag_s
            return
        if newest is not None:
            newest.ahead_s = newest.lag_s - interval_s
            self._recent.append(newest)
            insort(self._ordered_s, newest.lag_s)
            self._recent_sum_s += newest.middle_s
            while self._recent[0].arrived_s < arrived_s - RECENT_S and len(self._recent) > _FEWEST_PACKETS:
                self._grow_old(self._recent.popleft())
            while len(self._earlier) > 2 * _FEWEST_PACKETS and self._earlier[0].arrived_s < arrived_s - LONG_S:
                self._earlier_sum_s -= self._earlier.popleft().middle_s
        self._newest = _PacketLag(arrived_s, lag_s, math.nan)
        self._floor_s = quantile(self._ordered_s or (lag_s,), _FLOOR_QUANTILE)

    @property
    def usual_lag_s(self) -> float:
        """The middle of the lags of packets over the last 150 s; ``nan`` without one."""
        lags = sorted(
            packet.lag_s for packet in (self._earlier if len(self._earlier) >= _FEWEST_PACKETS else self._recent)
        )
        return quantile(lags, 0.5) if lags else math.nan

    def clear(self) -> None:
        """Forget everything."""
        self._earlier.clear()
        self.step_over()

    def move(self, by_s: float) -> None:
        """Measure from a chain that lies so much later, and forget the packet that is not whole yet."""
        for packet in (*self._earlier, *self._recent):
            packet.lag_s -= by_s
            packet.ahead_s -= by_s
        self._ordered_s = sorted(packet.lag_s for packet in self._recent)
        self._newest = None
        self._floor_s -= by_s
        self._sum_up()

    def step_over(self) -> None:
        """Forget the lags of now, which lie on both sides of a step; what was usual before goes on being so."""
        self._recent.clear()
        self._ordered_s.clear()
        self._newest = None
        self._floor_s = math.nan
        self._sum_up()

    def lost_s(self, interval_s: float) -> float:
        """Return how much time was lost with beats that never came; 0 when nothing says so.

        Parameters
        ----------
        interval_s : float
            A typical interval of this heart.

        Notes
        -----
        Lags before and after are compared as bands, for the smallest of them cries wolf: straps send a packet a second
        early now and then, and all later by up to half a second for a while or for good. All of this must hold:

        * the quartiles of the lags of the last 30 s lie 0.6 intervals and 0.47 s above those of the two minutes before;
        * the edge that bounds them from below lies 0.3 intervals above the edge that bounded them from above, and above
          what it did before. So a heart in step with the packets, which drifts through all lags up to an interval and
          leaps from the smallest to the largest, is not taken for one that lost a beat. Lags within 0.2 s, of a sensor
          that does not keep to the second, are its delay alone and leave nothing to drift through;
        * the seconds at which packets come, of a sensor that keeps to its own, stayed within 0.25 s: it goes on by its
          clock when a beat is lost, while a delay moves them all;
        * a step explains lags better than a line (`lag_steps.step_s`): a clock that goes wrong loses no beat.

        Found on the four Polar H10 records in which nothing, or one pause, is missing (7 h): quartiles rose by at most
        0.5 intervals without a loss, and by 0.7 at least in nine of ten cases with one beat taken out by hand.

        The price: a lost beat shorter than half a second, or one lost while beats and packets run in step, is noticed
        late or not at all.
        """
        recent, earlier = self._recent, self._earlier
        if not interval_s > 0.0 or len(recent) < _FEWEST_PACKETS or len(earlier) < 2 * _FEWEST_PACKETS:
            return 0.0
        mean_rise_s = self._recent_sum_s / len(recent) - self._earlier_sum_s / len(earlier)
        if mean_rise_s < _GATE_INTERVALS * interval_s:
            return 0.0
        before, after = sorted(each.middle_s for each in earlier), sorted(each.middle_s for each in recent)
        risen_s = min(quantile(after, share) - quantile(before, share) for share in QUARTILES)
        if risen_s < max(_RISEN_INTERVALS * interval_s, _RISEN_S):
            return 0.0
        if not _sent_at_once(earlier) and _apart_s(earlier, recent) < _APART_INTERVALS * interval_s:
            return 0.0
        if abs(_seconds_moved_s(earlier, recent)) > _SECONDS_MOVED_S:
            return 0.0
        height_s = step_s([(each.arrived_s, each.middle_s) for each in (*earlier, *recent)])
        return height_s if height_s > max(_STEP_INTERVALS * interval_s, _STEP_S) else 0.0

    def _grow_old(self, packet: _PacketLag) -> None:
        del self._ordered_s[bisect_left(self._ordered_s, packet.lag_s)]
        self._recent_sum_s -= packet.middle_s
        self._earlier_sum_s += packet.middle_s
        self._earlier.append(packet)

    def _sum_up(self) -> None:
        self._earlier_sum_s = sum(packet.middle_s for packet in self._earlier)
        self._recent_sum_s = sum(packet.middle_s for packet in self._recent)


def _sent_at_once(packets: Sequence[_PacketLag]) -> bool:
    """Return whether packets come with their beats, always equally late, and with no cadence of their own."""
    ordered = sorted(each.lag_s for each in packets)
    width_s = quantile(ordered, 1.0 - _BOUND_ABOVE) - quantile(ordered, _BOUND_ABOVE)
    if width_s > _TIGHT_S:
        return False
    steps_s = [after.arrived_s - before.arrived_s for before, after in pairwise(packets)]
    even = sum(abs(step_s - _CADENCE_S * max(1, round(step_s))) <= _CADENCE_TOLERANCE_S for step_s in steps_s)
    return even < _CADENCE_SHARE * len(steps_s)


def _seconds_moved_s(earlier: Sequence[_PacketLag], recent: Sequence[_PacketLag]) -> float:
    """Return how much later within a second packets come now, half a second at most; 0 where they kept to none."""
    before, now = (
        sum(cmath.exp(2j * math.pi * packet.arrived_s / _CADENCE_S) for packet in packets) / len(packets)
        for packets in (earlier, recent)
    )
    if abs(before) < _KEPT_SECONDS:
        return 0.0
    return cmath.phase(now * before.conjugate()) / (2.0 * math.pi) * _CADENCE_S


def _apart_s(earlier: Sequence[_PacketLag], recent: Sequence[_PacketLag]) -> float:
    """Return how far the lower edge of now lies above the earlier upper one, beyond what it did before."""
    above_s = quantile(sorted(each.lag_s for each in earlier), _BOUND_ABOVE)
    below_s = quantile(sorted(each.ahead_s for each in earlier), _BOUND_BELOW)
    now_s = quantile(sorted(each.ahead_s for each in recent), _BOUND_BELOW)
    return now_s - above_s - max(0.0, below_s - above_s)
