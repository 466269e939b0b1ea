"""Computes the numbers of several hearts at once, each in a pipeline of its own."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from biofeedback.events import Beat, Event, LinkChanged, SampleBlock
from biofeedback.pipelines.one_heart import OnBeat, Pipeline
from biofeedback.signals.moment import Moment


class Pipelines:
    """The pipelines of one session.

    Parameters
    ----------
    sources : sequence of str
        The sensors to follow. What comes of one moment for several hearts comes in this order.
    on_fault : callable or None
        Takes the source whose pipeline failed, and the error. That heart has no more numbers then, and the others go
        on. ``None`` raises the error.
    """

    def __init__(self, sources: Sequence[str], on_fault: Callable[[str, Exception], None] | None = None) -> None:
        self._pipelines = {source: Pipeline(source) for source in sources}
        self._on_fault = on_fault

    def join(self, source: str, before: Iterable[Event] = (), on_beat: OnBeat | None = None) -> None:
        """Follow one sensor more, from the next event on; one that is followed stays as it is.

        ``before`` is what has been of the practice, from which nothing is computed; ``on_beat`` as for `Pipeline`.
        """
        if source not in self._pipelines:
            pipeline = self._pipelines[source] = Pipeline(source, on_beat)
            for event in before:
                pipeline.step(event)

    def leave(self, source: str) -> None:
        """Follow a sensor no more."""
        self._pipelines.pop(source, None)

    def disordered(self) -> list[str]:
        """Return the hearts whose beats come without order just now."""
        return [source for source, pipeline in self._pipelines.items() if pipeline.disordered]

    def step(self, event: Event) -> list[Event]:
        """Hand what a sensor sent to the pipeline of its source, and everything else to all; return what follows."""
        return [result for results in self.steps(event) for result in results]

    def moments(self, now_s: float) -> list[tuple[Pipeline, Moment]]:
        """Return the moment of each heart at which a `Tick` comes; `Pipeline.numbers_of` tells its numbers later."""
        return [(pipeline, pipeline.moment(now_s)) for pipeline in self._pipelines.values()]

    def steps(self, event: Event) -> Iterator[list[Event]]:
        """Do the same heart by heart, and yield what follows of each."""
        match event:
            case Beat(source=source) | SampleBlock(source=source) | LinkChanged(source=source):
                sources: tuple[str, ...] = (source,) if source in self._pipelines else ()
            case _:
                sources = tuple(self._pipelines)
        for source in sources:
            yield self._step_of(source, event)

    def _step_of(self, source: str, event: Event) -> list[Event]:
        try:
            return self._pipelines[source].step(event)
        except Exception as error:
            if self._on_fault is None:
                raise
            del self._pipelines[source]
            self._on_fault(source, error)
            return []
