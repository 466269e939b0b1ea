"""The pipelines of pretended sessions: what comes of the same events in the same order is computed once."""

from typing import TypeAlias

from biofeedback.events import Event
from biofeedback.pipelines.several_hearts import Pipelines

MOST_RESULTS = 100_000
"""Events that are remembered, at about 300 bytes each; three tours of the window bring about 40,000."""

Known: TypeAlias = "dict[str | Event, tuple[list[Event], Known]]"
"""By what was taken in next: what came of it, and what is known of the time after that."""

_known: Known = {}
_results = 0


class RememberedPipelines:
    """Pipelines as any other, for as many sessions as one likes of which most begin alike.

    They compute as soon as something happens that has not happened at this place before: a heart that joins, or an
    event, compared by all that it says.
    """

    def __init__(self) -> None:
        self._known = _known
        self._pipelines = Pipelines(())
        self._owed: list[str | Event] = []  # what they have not taken in yet, since what comes of it was known

    def join(self, source: str) -> None:
        """Follow one sensor more, from the next event on."""
        self._take(source)

    def step(self, event: Event) -> list[Event]:
        """Return what follows from an event."""
        return self._take(event)

    def _take(self, each: str | Event) -> list[Event]:
        global _results
        found = self._known.get(each)
        if found is None:
            for owed in self._owed:
                self._computed(owed)
            self._owed.clear()
            found = (self._computed(each), {})
            if _results < MOST_RESULTS:
                self._known[each] = found
                _results += 1 + len(found[0])
        else:
            self._owed.append(each)
        results, self._known = found
        return results

    def _computed(self, each: str | Event) -> list[Event]:
        if isinstance(each, str):
            self._pipelines.join(each)
            return []
        return self._pipelines.step(each)
