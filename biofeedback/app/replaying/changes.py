"""Tells how far numbers differ from those that were recorded with other versions of their definitions.

What rests on a definition that has changed is compared moment by moment, and how far it differs is counted.
"""

import dataclasses
import math
from collections.abc import Mapping
from types import MappingProxyType

from biofeedback.app.replaying.comparison import relative_difference
from biofeedback.events import Beat, BeatJudged, Event, Gap, Metric, SampleBlock
from biofeedback.signals.definitions.stages import STAGES, Stage
from biofeedback.signals.definitions.versions import VERSIONED, VERSIONS, lineage
from sessions.reader import Recording

_STAGES = frozenset(stage.name for stage in STAGES)

RESTS_ON: Mapping[type[Event], frozenset[str]] = MappingProxyType(
    {
        SampleBlock: lineage("decoding"),
        Beat: lineage("decoding") | lineage("ecg_beats") | lineage("pulse_beats"),
        Gap: lineage("timeline"),
        BeatJudged: lineage("live_correction"),
    }
)
"""The stages that events rest on which are no numbers."""


@dataclasses.dataclass(frozen=True, slots=True)
class ChangedDefinition:
    """A definition or a stage that is not of the version with which a recording was computed.

    Attributes
    ----------
    name : str
        Its name.
    recorded, now : int
        Its version then and now; 0 where it is not there.
    """

    name: str
    recorded: int
    now: int


class ChangedVersions:
    """Which definitions and stages have changed since a recording was made."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        # Where versions are kept, what is missing among them was not there yet; else the numbers themselves tell.
        self._there_then = None if recording.versions is not None else recording.metric_names() | _STAGES
        self._has_waves = recording.count(SampleBlock) > 0
        self._computed: set[str] = set()

    def changed(self, names: frozenset[str]) -> bool:
        """Return whether any of these is of another version now, and remember that numbers rest on them."""
        self._computed |= names
        return any(self._recorded(name) != VERSIONS.get(name, 0) for name in names)

    def changes(self) -> tuple[ChangedDefinition, ...]:
        """Return what has changed of all that the numbers rest on."""
        names = [*VERSIONS, *sorted(self._computed - VERSIONS.keys())]
        changes = (ChangedDefinition(name, self._recorded(name), VERSIONS.get(name, 0)) for name in names)
        return tuple(each for each in changes if each.name in self._computed and each.recorded != each.now)

    def _recorded(self, name: str) -> int:
        stage = VERSIONED.get(name)
        if isinstance(stage, Stage) and stage.needs_wave and not self._has_waves:
            return stage.version  # it had nothing to do
        if self._there_then is not None and name not in self._there_then:
            return 0
        return self._recording.version_of(name)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ChangedNumbers:
    """How one number differs from what was recorded by another version of its definition.

    Attributes
    ----------
    name : str
        The name of the metric.
    compared : int
        How many values are there both times.
    differing : int
        How many of them are not the same, or are known one time only.
    largest : float
        The largest difference of two known values, in the unit of the number; ``nan`` where there are none.
    largest_at_s, recorded, again : float
        When that was, in seconds of the session, and both values.
    now_known, now_unknown : int
        How many values could not be known then and can now, and the other way round.
    otherwise : int
        How many values are the same with another quality, window or reason.
    only_recorded, only_again : int
        How many values have none beside them at the same moment.
    """

    name: str
    compared: int
    differing: int
    largest: float
    largest_at_s: float
    recorded: float
    again: float
    now_known: int
    now_unknown: int
    otherwise: int
    only_recorded: int
    only_again: int

    @property
    def same(self) -> bool:
        """Whether nothing differs at all."""
        return not (self.differing or self.otherwise or self.only_recorded or self.only_again)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ChangedEvents:
    """How the events of one type differ from those that were recorded by another version.

    Attributes
    ----------
    name : str
        The name of the type.
    recorded, again : int
        How many there were then and are now.
    common : int
        How many of them are the same, but for how they are numbered.
    """

    name: str
    recorded: int
    again: int
    common: int

    @property
    def same(self) -> bool:
        """Whether nothing differs at all."""
        return self.recorded == self.again == self.common


class NumbersInChange:
    """Compares the values of one number moment by moment.

    Parameters
    ----------
    name : str
        The name of the metric.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._again: dict[tuple[str, float], Metric] = {}
        self._recorded: dict[tuple[str, float], Metric] = {}
        self._compared = self._differing = self._now_known = self._now_unknown = self._otherwise = 0
        self._largest, self._largest_at_s = math.nan, math.nan
        self._values = (math.nan, math.nan)

    def again(self, event: Event) -> None:
        """Take in a number that came out."""
        if isinstance(event, Metric):
            recorded = self._recorded.pop((event.source, event.t_s), None)
            if recorded is None:
                self._again[event.source, event.t_s] = event
            else:
                self._compare(recorded, event)

    def recorded(self, event: Event) -> None:
        """Take in a number that was recorded."""
        if isinstance(event, Metric):
            again = self._again.pop((event.source, event.t_s), None)
            if again is None:
                self._recorded[event.source, event.t_s] = event
            else:
                self._compare(event, again)

    def result(self, until_s: float) -> ChangedNumbers:
        """Return how they differ; what came out after ``until_s`` has nothing to be compared with."""
        return ChangedNumbers(
            name=self._name,
            compared=self._compared,
            differing=self._differing,
            largest=self._largest,
            largest_at_s=self._largest_at_s,
            recorded=self._values[0],
            again=self._values[1],
            now_known=self._now_known,
            now_unknown=self._now_unknown,
            otherwise=self._otherwise,
            only_recorded=len(self._recorded),
            only_again=sum(t_s <= until_s for _, t_s in self._again),
        )

    def _compare(self, recorded: Metric, again: Metric) -> None:
        self._compared += 1
        then_unknown, now_unknown = math.isnan(recorded.value), math.isnan(again.value)
        if again.value == recorded.value or (then_unknown and now_unknown):
            self._otherwise += relative_difference(again, recorded) > 0
            return
        self._differing += 1
        self._now_known += then_unknown and not now_unknown
        self._now_unknown += now_unknown and not then_unknown
        difference = abs(again.value - recorded.value)
        if difference > self._largest or (math.isnan(self._largest) and not math.isnan(difference)):
            self._largest, self._largest_at_s = difference, again.t_s
            self._values = (recorded.value, again.value)


class EventsInChange:
    """Counts how many events of one type are the same.

    Parameters
    ----------
    event_type : type
        The type.
    """

    def __init__(self, event_type: type[Event]) -> None:
        self._name = event_type.__name__
        self._fields = [each.name for each in dataclasses.fields(event_type) if each.name != "index"]
        self._unmatched: dict[int, int] = {}
        self._recorded = self._again = self._common = 0

    def again(self, event: Event) -> None:
        """Take in an event that came out."""
        self._again += 1
        self._match(event, 1)

    def recorded(self, event: Event) -> None:
        """Take in an event that was recorded."""
        self._recorded += 1
        self._match(event, -1)

    def result(self) -> ChangedEvents:
        """Return how they differ."""
        return ChangedEvents(name=self._name, recorded=self._recorded, again=self._again, common=self._common)

    def _match(self, event: Event, side: int) -> None:
        values = (getattr(event, name) for name in self._fields)
        # A hash of 64 bits in place of the event: a day of samples would take too much room.
        key = hash(tuple(None if value != value else value for value in values))
        waiting = self._unmatched.get(key, 0)
        self._common += waiting * side < 0
        if waiting + side:
            self._unmatched[key] = waiting + side
        else:
            del self._unmatched[key]
