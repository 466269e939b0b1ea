"""Tells a Heart Rate Measurement packet that was delivered twice from two equal ones."""

from collections import deque
from collections.abc import Sequence
from statistics import median

from devices.protocols.heart_rate_service import TICKS_PER_S

_DOUBLED_WITHIN_S = 0.2
"""Equal packets closer than this are one: packets of a strap come about 1 s apart, doubled callbacks at once."""

_DOUBLED_IN_BURST_WITHIN_S = 0.05
"""The same in the burst after a stall while too little is known of the sensor: a choice between both mistakes."""

_STALL_S = 1.5
"""A silence in which a packet is overdue, after which those held back come in a burst: a packet's time and a half."""

_STALL_STEPS = 1.5
"""The same in the usual steps of a sensor that sends less often: one each 2 s would be in a burst all the time."""

_REMEMBERED = 30
"""Packets from which the usual lag is taken. A choice: half a minute of a strap."""

_FEWEST_REMEMBERED = 10
"""With fewer the lags say nothing. A choice."""

_FLOOR_QUANTILE = 0.2
"""Share of the lags that may lie below their floor, as straps are early now and then; as in `timing.lags`."""

_FLOOR_SLACK_S = 0.1
"""So far below the floor a packet still has room: radios shift packets by tens of ms. A choice."""

_SYSTEMATIC_SHARE = 0.5
"""When so many of the packets before came twice, all do. A choice."""


class DoubledPackets:
    """Tells a packet that was delivered twice from two packets.

    Two packets of one strap come about a second apart, so the same bytes within 0.2 s are one packet, delivered twice
    (a doubled subscription). Not so in the burst after a stall, when packets come close together: there equal bytes
    may be two packets of a very even heart. They are when there was time for both, so that the sum of the intervals
    does not run ahead of the clock with the second; while that cannot be told, unless they are closer than 50 ms.
    Packets without intervals may be equal as often as they like; nothing would be counted twice.
    """

    def __init__(self) -> None:
        self._last = b""
        self._last_has_intervals = False
        self._last_s = 0.0
        self._in_burst = False
        self._sum_s = 0.0
        self._lags_s: deque[float] = deque(maxlen=_REMEMBERED)
        self._came_twice: deque[bool] = deque(maxlen=_REMEMBERED)
        self._steps_s: deque[float] = deque(maxlen=_REMEMBERED)

    def is_double(self, data: bytes, arrived_s: float, rr_ticks: Sequence[int]) -> bool:
        """Return whether this packet is the one before, delivered again; ask once for every packet, in order.

        Parameters
        ----------
        data : bytes
            The packet.
        arrived_s : float
            Session time of its arrival.
        rr_ticks : sequence of int
            Its intervals in ticks of 1/1024 s.
        """
        apart_s = arrived_s - self._last_s
        stall_s = self._stall_s()
        if apart_s > stall_s:
            self._in_burst = True
        elif apart_s >= _DOUBLED_WITHIN_S:
            self._in_burst = False
        has_intervals, intervals_s = bool(rr_ticks), sum(rr_ticks) / TICKS_PER_S
        same = has_intervals and self._last_has_intervals and data == self._last and apart_s < _DOUBLED_WITHIN_S
        double = same and not (self._in_burst and self._had_time(arrived_s, apart_s, intervals_s))
        self._last, self._last_has_intervals, self._last_s = data, has_intervals, arrived_s
        if double:
            self._came_twice[-1] = True
        elif has_intervals:
            self._sum_s += intervals_s
            # A packet that waited tells nothing of the usual lag, but the first: it shows whether there was a loss.
            if not self._in_burst or apart_s > stall_s:
                self._lags_s.append(arrived_s - self._sum_s)
            self._came_twice.append(False)
            if apart_s >= _DOUBLED_WITHIN_S:
                self._steps_s.append(apart_s)
        return double

    def _stall_s(self) -> float:
        if len(self._steps_s) < _FEWEST_REMEMBERED:
            return _STALL_S
        return max(_STALL_S, _STALL_STEPS * median(self._steps_s))

    def _had_time(self, arrived_s: float, apart_s: float, intervals_s: float) -> bool:
        systematic = sum(self._came_twice) >= _SYSTEMATIC_SHARE * len(self._came_twice)
        if len(self._lags_s) < _FEWEST_REMEMBERED or systematic:
            return apart_s >= _DOUBLED_IN_BURST_WITHIN_S
        floor_s = sorted(self._lags_s)[int(_FLOOR_QUANTILE * (len(self._lags_s) - 1))]
        return arrived_s - (self._sum_s + intervals_s) >= floor_s - _FLOOR_SLACK_S
