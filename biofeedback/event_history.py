"""Keeps of a session's events what somebody who comes later has to hear, to know what everybody else knows.

Raw packets, beats and samples are not kept: the recording has them. Of numbers that matter only as they are now the
latest is kept. Beats and the numbers that a summary rests on are kept up to `MOST_KEPT`; all else, which is the course
of the practice itself and a few hundred events an hour, is kept whole.
"""

from bisect import bisect_right
from collections.abc import Hashable
from heapq import nlargest
from operator import attrgetter

from biofeedback.events import Battery, Beat, BeatJudged, Contact, Metric, Numbered, Packet, SampleBlock, Tick
from biofeedback.packed_events import PackedEvents

MOST_KEPT = 100_000
"""So many judged beats and values of courses are kept: a choice, six hours and more of one heart at four a second and
about 7 MB."""

_DROPPED_AT_ONCE_SHARE = 0.1
"""By so much of that there may be more, before the oldest are dropped: a choice, so that it is seldom done."""

COURSES = ("coherence_share", "swing_bpm", "steadiness_share")
"""The metrics of which every value is kept: a summary and the plot of coherence are made of them."""


class EventHistory:
    """What is kept of one session."""

    def __init__(self) -> None:
        self._latest: dict[Hashable, Numbered] = {}
        self._beats = PackedEvents(BeatJudged)
        self._metrics = PackedEvents(Metric)
        self._rest: list[Numbered] = []

    def add(self, item: Numbered) -> None:
        """Take in the next event."""
        match item.event:
            case Packet() | Beat() | SampleBlock():
                pass
            case BeatJudged():
                self._add(self._beats, item)
            case Metric(source=source, name=name, value=value):
                if name in COURSES:
                    self._add(self._metrics, item)
                else:
                    # The latest, and the latest that was known: some of what is shown stays while a number is unknown.
                    self._latest[source, name, value == value] = item
            case Tick():
                self._latest[Tick] = item
            case Contact(source=source) | Battery(source=source) as event:
                self._latest[type(event), source] = item
            case _:
                self._rest.append(item)

    def after(self, number: int) -> "EventHistory":
        """Return a copy with what is kept of the events above a number; it takes a moment, however many there are."""
        copy = EventHistory()
        copy._latest = {key: item for key, item in self._latest.items() if item.number > number}
        copy._beats, copy._metrics = self._beats.after(number), self._metrics.after(number)
        copy._rest = self._rest[bisect_right(self._rest, number, key=attrgetter("number")) :]
        return copy

    def kept(self) -> list[Numbered]:
        """Return what is kept, in the order in which it happened."""
        self._drop_oldest()
        every = (*self._latest.values(), *self._beats, *self._metrics, *self._rest)
        return sorted(every, key=attrgetter("number"))

    def _add(self, to: PackedEvents, item: Numbered) -> None:
        to.append(item)
        if len(self._beats.numbers) + len(self._metrics.numbers) > (1.0 + _DROPPED_AT_ONCE_SHARE) * MOST_KEPT:
            self._drop_oldest()

    def _drop_oldest(self) -> None:
        """Keep `MOST_KEPT` of the courses."""
        courses = (self._beats, self._metrics)
        numbers = [number for each in courses for number in each.numbers]
        if len(numbers) > MOST_KEPT:
            first = nlargest(MOST_KEPT, numbers)[-1]
            for each in courses:
                each.drop_before(first)
