"""The numbers of a file, as the pipeline of a practice has them; the slow ones of many moments are computed at once."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from biofeedback.events import Event, Packet, Tick
from biofeedback.pipelines.one_heart import Pipeline
from biofeedback.pipelines.several_hearts import Pipelines
from biofeedback.signals.moment import Moment, slow_numbers

_MOMENTS_TOGETHER = 256
"""Moments whose slow numbers are computed together: a choice, a few megabytes of tables."""


class _Awaited(NamedTuple):
    """A moment that is still to be told, at its place among the events."""

    pipeline: Pipeline
    moment: Moment


class FileNumbers:
    """Follows the hearts of a file; hands on every event with what follows from it, in order, a little later.

    Parameters
    ----------
    sources : sequence of str
        The hearts.
    """

    def __init__(self, sources: Sequence[str]) -> None:
        self._pipelines = Pipelines(sources)
        self._waiting: list[Event | _Awaited] = []
        self._moments = 0

    def of(self, *events: Event) -> Iterator[Event]:
        """Take in events of one moment; yield events of now and before that are whole, none or many."""
        self._waiting += events
        for event in events:
            if isinstance(event, Tick):
                awaited = self._pipelines.moments(event.t_s)
                self._waiting += [_Awaited(*each) for each in awaited]
                self._moments += len(awaited)
            elif not isinstance(event, Packet):  # of which nothing follows but what was decoded of it
                self._waiting += self._pipelines.step(event)
        if self._moments >= _MOMENTS_TOGETHER:
            yield from self.left()

    def left(self) -> Iterator[Event]:
        """Yield all that was taken in and not yet handed on."""
        waiting, self._waiting, self._moments = self._waiting, [], 0
        slow = iter(slow_numbers([each.moment for each in waiting if isinstance(each, _Awaited)]))
        for each in waiting:
            if isinstance(each, _Awaited):
                yield from each.pipeline.numbers_of(each.moment, *next(slow))
            else:
                yield each
