"""Tells a standard strap whose intervals are in milliseconds, where the Heart Rate Service says 1/1024 s.

Read as the service says, its intervals are 2.34 % too short and every heart rate 2.4 % too high. Two witnesses tell it
apart from a sound strap, and only both together are believed: the time that passed on our clock, and the strap's own
heart rate, which it makes of the true intervals. A strap that tells no rate of its own is told by the clock alone.

The watch only looks; the beats stay as the sensor sent them.
"""

from collections import deque
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from biofeedback.codes import NoticeCode
from devices.protocols.heart_rate_service import TICKS_PER_S, HeartRateMeasurement
from devices.streams.stream import Announcement
from devices.streams.watches.unit_by_clock import LONGEST_STEP_S, TOO_SHORT, UnitByClock, slope_of

MS_PER_TICK = 1.0
"""What an interval counts in a strap that this watch has told."""

_LOOK_BACK_S = 90.0
"""Over so long both witnesses are heard: a line through arrivals that are 1 s coarse is then good to 0.2 %."""

_STEP_S = 30.0
"""They are heard anew after so long, a third of the look back: a choice, so that the work per packet stays small."""

_FEWEST_BEATS = 60
"""Fewer intervals than this in the look back are not judged: a heart below 40 beats a minute, or a loose strap."""

_CLOCK_WITHIN = 0.006
"""So near must the clock say it: a quarter of what is looked for, thrice the line's error; a choice."""

_RATE_FROM, _RATE_UNTIL = 0.955, 0.985
"""Between these must the strap's own rate say it: it is a whole number, which at 45 beats a minute is 1.1 % coarse."""

_CUT_OFF_SURE, _CUT_OFF_UNTIL = 0.995, 1.002
"""Some straps cut off what is beyond the point, up to one beat a minute. With that one more the rate must still stay
below the second; below the first, as it is from about 54 beats a minute on, it needs no further proof."""

_LOST_FROM = 1.75
"""Of a slower heart no step may be this many times longer than the usual one, for lost packets shorten the sum as well:
one that is lost makes a step of 2, and a late one seldom more than 1.5; a choice."""


class _Seen(NamedTuple):
    arrived_s: float
    sent_s: float  # the sum of all intervals up to this packet
    beats: int  # their number
    by_rate: float  # how many beats the strap's own rate makes of that sum


class UnitWatch:
    """Waits for 90 s in which both witnesses say that the intervals are in milliseconds.

    What a strap has thus shown of itself is not taken back: a unit does not change.
    """

    def __init__(self) -> None:
        self.shown = False
        self._by_clock = UnitByClock()
        self.restart()

    def restart(self) -> None:
        """Begin anew: what came before the link broke has no sum with the time after."""
        self._seen: deque[_Seen] = deque()
        self._by_clock.restart()

    def see(self, measurement: HeartRateMeasurement, arrived_s: float) -> None:
        """Take in the next measurement."""
        if self.shown:
            return
        if self._seen and arrived_s - self._seen[-1].arrived_s > LONGEST_STEP_S:
            self.restart()
        if 0 in measurement.rr_ticks:
            self.restart()
            return
        if measurement.heart_rate_bpm == 0:
            self._seen.clear()
            self._by_clock.see(measurement.rr_ticks, arrived_s)
            self.shown = self._by_clock.shown
            return
        self._by_clock.restart()
        sent_s = sum(measurement.rr_ticks) / TICKS_PER_S
        by_rate = sent_s * measurement.heart_rate_bpm / 60.0
        before = self._seen[-1] if self._seen else _Seen(arrived_s, -sent_s, -len(measurement.rr_ticks), -by_rate)
        self._seen.append(
            _Seen(
                arrived_s,
                before.sent_s + sent_s,
                before.beats + len(measurement.rr_ticks),
                before.by_rate + by_rate,
            )
        )
        if arrived_s - self._seen[0].arrived_s >= _LOOK_BACK_S:
            self.shown = self._both_say_it()
            until_s = self._seen[0].arrived_s + _STEP_S
            while self._seen[0].arrived_s < until_s:
                self._seen.popleft()

    def _both_say_it(self) -> bool:
        first, last = self._seen[0], self._seen[-1]
        beats, by_rate = last.beats - first.beats, last.by_rate - first.by_rate
        if beats < _FEWEST_BEATS or not _RATE_FROM < by_rate / beats < _RATE_UNTIL:
            return False
        if abs(slope_of([each[:2] for each in self._seen]) - TOO_SHORT) > _CLOCK_WITHIN:
            return False
        with_one_more = (by_rate + (last.sent_s - first.sent_s) / 60.0) / beats
        return with_one_more < _CUT_OFF_SURE or (with_one_more < _CUT_OFF_UNTIL and not _some_lost(self._seen))

    @property
    def announcement(self) -> Announcement | None:
        """What to tell the person; None while there is nothing."""
        return Announcement(NoticeCode.INTERVALS_IN_MS) if self.shown else None


def _some_lost(seen: deque[_Seen]) -> bool:
    """Return whether a step between two packets is so much longer than the usual one that a packet may be lost."""
    steps_s = [later.arrived_s - one.arrived_s for one, later in pairwise(seen)]
    return max(steps_s) >= _LOST_FROM * median(steps_s)
