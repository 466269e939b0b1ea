"""Keeps of a session's events what somebody who comes later has to hear, to know what everybody else knows.

Raw packets, beats and samples are not kept: the recording has them. Of numbers that matter only as they are now the
latest is kept. Beats and the numbers that a summary rests on are kept up to `MOST_KEPT`; all else, which is the course
of the practice itself and a few hundred events an hour, is kept whole.
"""

from collections import deque
from collections.abc import Hashable
from operator import attrgetter

from biofeedback.events import Battery, Beat, BeatJudged, Contact, Metric, Numbered, Packet, SampleBlock, Tick

MOST_KEPT = 100_000
"""So many judged beats and values of courses are kept: a choice, six hours and more of one heart at four a second and
about 10 MB, most of which the summary of the session holds as well."""

COURSES = ("coherence_share", "swing_bpm", "steadiness_share")
"""The metrics of which every value is kept: a summary and the plot of coherence are made of them."""


class EventHistory:
    """What is kept of one session."""

    def __init__(self) -> None:
        self._latest: dict[Hashable, Numbered] = {}
        self._courses: deque[Numbered] = deque(maxlen=MOST_KEPT)
        self._rest: list[Numbered] = []

    def add(self, item: Numbered) -> None:
        """Take in the next event."""
        match item.event:
            case Packet() | Beat() | SampleBlock():
                pass
            case BeatJudged():
                self._courses.append(item)
            case Metric(source=source, name=name, value=value):
                if name in COURSES:
                    self._courses.append(item)
                else:
                    # The latest, and the latest that was known: some of what is shown stays while a number is unknown.
                    self._latest[source, name, value == value] = item
            case Tick():
                self._latest[Tick] = item
            case Contact(source=source) | Battery(source=source) as event:
                self._latest[type(event), source] = item
            case _:
                self._rest.append(item)

    def kept(self) -> list[Numbered]:
        """Return what is kept, in the order in which it happened."""
        return sorted((*self._latest.values(), *self._courses, *self._rest), key=attrgetter("number"))
