"""Compares the events that come out of a replay with those that were recorded, in their order and bit for bit."""

import dataclasses
import math
from collections import deque
from typing import Literal, Protocol, TypeAlias

from biofeedback.events import Event, Metric
from biofeedback.facts import facts
from biofeedback.reasons import ReasonCode
from ui.words.reason_words import sentence_of_before

What = Literal["beats", "blocks", "numbers"]


@dataclasses.dataclass(frozen=True, slots=True)
class OtherEvent:
    """An event that came out otherwise, both ways."""

    recorded: Event
    again: Event


@dataclasses.dataclass(frozen=True, slots=True)
class NotAgain:
    """So many events that were recorded did not come out again."""

    what: What
    count: int


@dataclasses.dataclass(frozen=True, slots=True)
class NotRecorded:
    """So many events came out that were not recorded."""

    what: What
    count: int


Difference: TypeAlias = OtherEvent | NotAgain | NotRecorded


class Comparer(Protocol):
    """Takes in what comes out again, and what was recorded."""

    def again(self, event: Event) -> None:
        """Take in an event that came out."""
        ...

    def recorded(self, event: Event) -> None:
        """Take in an event that was recorded."""
        ...


class Comparison:
    """Compares what comes out again with what was recorded, in order."""

    def __init__(self) -> None:
        self._again: deque[Event] = deque()
        self._recorded: deque[Event] = deque()
        self.count = 0
        self.largest = 0.0
        self.first: Difference | None = None

    def again(self, event: Event) -> None:
        """Take in an event that came out."""
        self._again.append(event)
        self._match()

    def recorded(self, event: Event) -> None:
        """Take in an event that was recorded."""
        self._recorded.append(event)
        self._match()

    def end(self, what: What, *, may_go_on: bool) -> None:
        """Take in that nothing follows; ``may_go_on`` when the recording broke off before what came out."""
        if self._recorded:
            self._fault(NotAgain(what, len(self._recorded)))
        if self._again and not may_go_on:
            self._fault(NotRecorded(what, len(self._again)))

    def _fault(self, difference: Difference) -> None:
        self.largest = math.inf
        self.first = self.first or difference

    def _match(self) -> None:
        while self._again and self._recorded:
            again, recorded = self._again.popleft(), self._recorded.popleft()
            self.count += 1
            difference = relative_difference(again, recorded)
            if difference > 0:
                self.largest = max(self.largest, difference)
                self.first = self.first or OtherEvent(recorded, again)


def relative_difference(again: Event, recorded: Event) -> float:
    """Return 0 for events that are the same, else the largest relative difference of a number in them."""
    if type(again) is not type(recorded):
        return math.inf
    again = _as_of_before(again, recorded)
    fields = [field.name for field in dataclasses.fields(again)]
    return max(_difference(getattr(again, name), getattr(recorded, name)) for name in fields)


def _difference(a: object, b: object) -> float:
    if a == b:
        return 0.0
    if isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b):
        return max(map(_difference, a, b))
    if not (isinstance(a, float) and isinstance(b, float)):
        return math.inf
    if math.isnan(a) and math.isnan(b):
        return 0.0
    return abs(a - b) / max(abs(a), abs(b)) if math.isfinite(a) and math.isfinite(b) else math.inf


def _as_of_before(again: Event, recorded: Event) -> Event:
    """Return what comes out again with a sentence for its reason, where the recording kept nothing else."""
    if not (isinstance(again, Metric) and isinstance(recorded, Metric)):
        return again
    if recorded.reason is not ReasonCode.RECORDED_SENTENCE:
        return again
    # In a copy that was shared the sentence is left out.
    said = facts(sentence=sentence_of_before(again.reason, again.facts)) if recorded.facts else ()
    return dataclasses.replace(again, reason=ReasonCode.RECORDED_SENTENCE, facts=said)
