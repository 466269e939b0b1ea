"""What a sensor's packets show of its intervals: that none come, or no more, or that they cannot be the heart's own.

Each watch sees every measurement once, in order, and says what the person should know. A watch only
looks: beats stay as the sensor sent them, whatever is thought of the sensor.
"""

from collections import deque

from biofeedback.codes import NoticeCode
from devices.protocols.heart_rate_service import TICKS_PER_S, HeartRateMeasurement
from devices.streams.stream import Announcement

_DOUBT_AFTER_S = 10.0
"""Seconds of heart rate without an interval that bring the first word; straps that seek contact need some of them."""

_SURE_AFTER_S = 30.0
"""Seconds of the same that bring the final word: a choice, well beyond what a strap takes to find contact."""

_STILL_FOR_S = 6.0
"""The same heart rate without intervals for longer than this: some straps send that after they were taken off."""

_LONGEST_STEP_S = 3.0
"""Longer than this between two packets is a gap, which a sensor may make up for: three packets' time, a choice."""

_FILL_TICKS = 512
"""Half a second in ticks of 1/1024 s: what a WHOOP fills in (ryanbr/noop, issue 2371)."""

_FILL_IS_TRUE_BPM = (100, 140)
"""Heart rates at which half a second can be an interval: 20 beats a minute either side of the 120 that it makes."""

# So many fill-ins among so many intervals show such a sensor; `FillWatch` says why.
_FILLS = 4
_FILL_AMONG = 30

_LOOK_BACK_S = 20.0
"""Over so long intervals are compared with time: a burst after a stall may exceed it (NeuroKit.py, issue 39)."""

_MOST_OF_TIME = 1.10
"""Intervals this many times longer than the time they came in are too many; a WHOOP sends 1.7 to 2.8 times as much."""

_AGAIN_FOR_S = 20.0
"""So long it must go on, and be over to be taken back: one look back whole, a choice."""


class FirstIntervalWatch:
    """Waits with patience for the first interval.

    Straps that search for contact send the heart rate first and the intervals some seconds later; optical bands and
    watches mostly never do.
    """

    def __init__(self) -> None:
        self._seen = False
        self._without_s = 0.0
        self._last_s: float | None = None

    def see(self, measurement: HeartRateMeasurement, arrived_s: float) -> None:
        """Take in the next measurement."""
        if any(measurement.rr_ticks):
            self._seen = True
        if measurement.heart_rate_bpm == 0:
            self._last_s = None
            return
        if self._last_s is not None:
            self._without_s += min(arrived_s - self._last_s, _LONGEST_STEP_S)
        self._last_s = arrived_s

    @property
    def announcement(self) -> Announcement | None:
        """What to tell the person; None while there is nothing, and as soon as an interval came."""
        if self._seen or self._without_s < _DOUBT_AFTER_S:
            return None
        sure = self._without_s >= _SURE_AFTER_S
        return Announcement(NoticeCode.NO_INTERVALS if sure else NoticeCode.NO_INTERVALS_SO_FAR)


class SignalWatch:
    """Tells a sensor that has lost the heart, though it goes on sending: a strap that was taken off.

    Several straps then send no more intervals and the same heart rate over and over. After more than 6 s of that the
    signal counts as lost, until the next interval. A sensor that never sent an interval is no case for this watch.
    """

    def __init__(self) -> None:
        self._seen = False
        self._rate_bpm = 0
        self._still_s = 0.0
        self._last_s = 0.0
        self.lost = False

    def see(self, measurement: HeartRateMeasurement, arrived_s: float) -> None:
        """Take in the next measurement."""
        if any(measurement.rr_ticks):
            self._seen = True
            self.restart()
        elif self._seen and measurement.heart_rate_bpm == self._rate_bpm:
            self._still_s += min(arrived_s - self._last_s, _LONGEST_STEP_S)
            self.lost = self.lost or self._still_s > _STILL_FOR_S
        else:
            self._still_s = 0.0
        self._rate_bpm, self._last_s = measurement.heart_rate_bpm, arrived_s

    def restart(self) -> None:
        """Begin to wait anew."""
        self._still_s = 0.0
        self.lost = False

    @property
    def announcement(self) -> Announcement | None:
        """What to tell the person; None while there is nothing."""
        return Announcement(NoticeCode.HEART_NOT_FELT) if self.lost else None


class FillWatch:
    """Tells a sensor that fills in 500 ms where it has no interval.

    An interval of exactly 512 ticks is a fill-in when the heart rate of the same packet is below 100 or above 140. One
    of them proves nothing, for an early beat may come after exactly half a second. Four among thirty intervals do: with
    every other beat early and spread over 100 ticks, chance alone does so less than once in ten thousand. What a sensor
    has thus shown of itself is not taken back.

    Fill-ins of a sensor that has shown itself so are no intervals, no more than a zero is. Taken as intervals, one in
    ten of them would turn an RMSSD of 26 ms into 154 ms; without them it stays at 26. The packet keeps them as sent.
    """

    def __init__(self) -> None:
        self._recent: deque[bool] = deque(maxlen=_FILL_AMONG)
        self.shown = False

    def see(self, measurement: HeartRateMeasurement) -> list[bool]:
        """Take in the next measurement and return which of its intervals are fill-ins."""
        low_bpm, high_bpm = _FILL_IS_TRUE_BPM
        improbable = measurement.heart_rate_bpm > 0 and not low_bpm <= measurement.heart_rate_bpm <= high_bpm
        fills = [improbable and ticks == _FILL_TICKS for ticks in measurement.rr_ticks]
        self._recent.extend(fills)
        self.shown = self.shown or sum(self._recent) >= _FILLS
        return fills

    @property
    def announcement(self) -> Announcement | None:
        """What to tell the person; None while there is nothing."""
        return Announcement(NoticeCode.INTERVALS_FILLED_IN) if self.shown else None


class OverCountWatch:
    """Tells a sensor that sends more beats than time allows.

    That is so when the intervals of the last 20 s come to more than 1.10 times the time in which they came, and go on
    doing so for 20 s. The time runs from the packet before the first of them, so that a stall counts as the time it
    took; while packets make up for a gap nothing is said (after a loss, so many seconds too many are allowed). It is
    taken back after 20 s without.
    """

    def __init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """Begin anew: what came before the link broke says nothing of the time after."""
        self._packets: deque[tuple[float, int]] = deque()
        self._sum_ticks = 0
        self._behind_s = 0.0
        self._since_s: float | None = None
        self.counts_over = False

    def see(self, measurement: HeartRateMeasurement, arrived_s: float) -> None:
        """Take in the next measurement."""
        ticks = sum(measurement.rr_ticks)
        if self._packets:
            apart_s = arrived_s - self._packets[-1][0]
            if apart_s > _LONGEST_STEP_S or self._behind_s:
                self._behind_s = max(0.0, self._behind_s + apart_s - ticks / TICKS_PER_S)
        self._packets.append((arrived_s, ticks))
        self._sum_ticks += ticks
        # The first packet left is the one before the look-back; its intervals belong to the time before it.
        while len(self._packets) > 1 and self._packets[1][0] <= arrived_s - _LOOK_BACK_S:
            self._sum_ticks -= self._packets.popleft()[1]
        before_s, before_ticks = self._packets[0]
        elapsed_s = arrived_s - before_s
        sent_s = (self._sum_ticks - before_ticks) / TICKS_PER_S
        over = not self._behind_s and elapsed_s >= _LOOK_BACK_S and sent_s > _MOST_OF_TIME * elapsed_s
        if over == self.counts_over:
            self._since_s = None
        elif self._since_s is None:
            self._since_s = arrived_s
        elif arrived_s - self._since_s >= _AGAIN_FOR_S:
            self._since_s = None
            self.counts_over = over

    @property
    def announcement(self) -> Announcement | None:
        """What to tell the person; None while there is nothing."""
        return Announcement(NoticeCode.TOO_MANY_BEATS) if self.counts_over else None
