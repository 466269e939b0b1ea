"""Computes a recording anew from its inputs and compares the results with the recorded ones.

The pipeline takes its time from events only and the recording keeps their order, so with the same definitions on the
same machine and versions the numbers must come out bit for bit; elsewhere within 1e-9. Anything else is a bug, and the
recording is the report. What rests on a definition that has changed since is told beside it, as a fact.
"""

import dataclasses
import math
from collections.abc import Mapping
from types import MappingProxyType
from typing import get_args

from biofeedback.app.replaying.changes import (
    RESTS_ON,
    ChangedDefinition,
    ChangedEvents,
    ChangedNumbers,
    ChangedVersions,
    EventsInChange,
    NumbersInChange,
)
from biofeedback.app.replaying.comparison import Comparer, Comparison, Difference, What
from biofeedback.error_codes import RecordingErrorCode
from biofeedback.events import (
    Beat,
    BeatJudged,
    BreathPlanned,
    Event,
    Gap,
    LinkChanged,
    Metric,
    Packet,
    Paused,
    Resumed,
    SampleBlock,
    StepBegan,
    Tick,
)
from biofeedback.pipelines.several_hearts import Pipelines
from biofeedback.sensors import ROOM_SOURCE
from biofeedback.signals.definitions.versions import lineage
from biofeedback.signals.progress import OnProgress, no_progress
from devices.streams.decoder import Decoder
from sessions.reader import Recording

ELSEWHERE_TOLERANCE = 1e-9
"""The largest relative difference that another machine or version of numpy may bring: a choice, far above rounding."""

INPUTS: tuple[type[Event], ...] = (
    Packet,
    Beat,
    SampleBlock,
    LinkChanged,
    BreathPlanned,
    Paused,
    Resumed,
    StepBegan,
    Tick,
)
OUTPUTS: tuple[type[Event], ...] = (BeatJudged, Gap, Metric)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ReplayReport:
    """How a replay compares with what was recorded.

    Attributes
    ----------
    sources : tuple of str
        The sources of the hearts, the primary one first; empty without a sensor.
    packets, beats, sample_blocks, numbers : int
        How many raw packets were decoded again, and beats, blocks of samples and computed events compared.
    packets_there, beats_there : int
        How many there are in the recording.
    packets_aside, events_aside : int
        How many packets, and beats and blocks of samples, are of a sensor that no fact names; nothing was compared.
    without_sensor : bool
        The recording says that nobody listened.
    of_room : bool
        It is the course of a whole room, whose hearts have recordings of their own.
    stopped_s : float
        The session time in seconds up to which it was computed, where something is not there; nan where all is.
    identical : bool
        Everything came out the same, bit for bit.
    largest_relative_difference : float
        Among the numbers that are not the same; 0 when all are.
    first_difference : Difference or None
        The first event that came out otherwise; ``None`` when none did.
    ended_unexpectedly : bool
        The recording broke off; what was computed beyond its last commit has nothing to be compared with.
    changed_definitions : tuple of ChangedDefinition
        What has another version now than the numbers of the recording.
    changed_numbers : tuple of ChangedNumbers
        How every number differs that rests on such a definition; not counted in what stands above, but for ``numbers``.
    changed_events : tuple of ChangedEvents
        The same for beats, blocks of samples, judged beats and gaps.
    """

    sources: tuple[str, ...]
    packets: int
    beats: int
    sample_blocks: int
    numbers: int
    packets_there: int
    beats_there: int
    packets_aside: int
    events_aside: int
    without_sensor: bool
    of_room: bool
    stopped_s: float
    identical: bool
    largest_relative_difference: float
    first_difference: Difference | None
    ended_unexpectedly: bool
    changed_definitions: tuple[ChangedDefinition, ...]
    changed_numbers: tuple[ChangedNumbers, ...]
    changed_events: tuple[ChangedEvents, ...]

    @property
    def equal(self) -> bool:
        """Whether the numbers hold: nothing within one version differs by more than another machine may bring."""
        return self.largest_relative_difference <= ELSEWHERE_TOLERANCE

    @property
    def aside(self) -> bool:
        """Whether there are events of a sensor that no fact names, which were compared with nothing."""
        return self.packets_aside > 0 or self.events_aside > 0

    @property
    def partly(self) -> bool:
        """Whether there are events that were compared with nothing."""
        return self.aside or not math.isnan(self.stopped_s)

    @property
    def nothing_compared(self) -> bool:
        """Whether nothing of it could be computed anew, so that nobody can say whether it comes out again."""
        return not (self.packets or self.beats or self.sample_blocks or self.numbers)


class _Compared:
    """Everything that is compared: in order and bit for bit, or apart where a definition has changed."""

    def __init__(self, versions: ChangedVersions, *, with_facts: bool) -> None:
        self._versions = versions
        self._with_facts = with_facts
        self.in_order: Mapping[What, Comparison] = {what: Comparison() for what in get_args(What)}
        self.changed_numbers: list[NumbersInChange] = []
        self.changed_events: list[EventsInChange] = []
        self._comparers: dict[type[Event] | str, Comparer] = {}
        self._recorded_s = -math.inf
        self.packets = self.packets_aside = self.events_aside = 0
        self.stopped_s = math.nan

    def again(self, event: Event) -> None:
        self._comparer(event).again(self._as_kept(event))

    def recorded(self, event: Event) -> None:
        if isinstance(event, Metric):
            self._recorded_s = event.t_s
        self._comparer(event).recorded(self._as_kept(event))

    def report(self, recording: Recording) -> ReplayReport:
        broke_off = recording.ended_unexpectedly
        for what, comparison in self.in_order.items():
            comparison.end(what, may_go_on=broke_off)
        until_s = self._recorded_s if broke_off else math.inf
        numbers = tuple(each.result(until_s) for each in self.changed_numbers)
        events = tuple(each.result() for each in self.changed_events)
        compared = {what: comparison.count for what, comparison in self.in_order.items()}
        compared["numbers"] += sum(each.compared for each in numbers)
        for each in events:
            compared[_WHAT.get(each.name, "numbers")] += min(each.recorded, each.again)
        in_order = self.in_order.values()
        largest = max(comparison.largest for comparison in in_order)
        return ReplayReport(
            sources=recording.sources or (),
            packets=self.packets,
            packets_there=recording.count(Packet),
            beats_there=recording.count(Beat),
            packets_aside=self.packets_aside,
            events_aside=self.events_aside,
            without_sensor=recording.sources == (),
            of_room="room" in recording.facts and "seat" not in recording.facts,
            stopped_s=self.stopped_s,
            beats=compared["beats"],
            sample_blocks=compared["blocks"],
            numbers=compared["numbers"],
            identical=largest == 0 and all(each.same for each in numbers) and all(each.same for each in events),
            largest_relative_difference=largest,
            first_difference=next((comparison.first for comparison in in_order if comparison.first), None),
            ended_unexpectedly=broke_off,
            changed_definitions=self._versions.changes(),
            changed_numbers=numbers,
            changed_events=events,
        )

    def _as_kept(self, event: Event) -> Event:
        """Return an event without its facts where they may not all be there."""
        return event if self._with_facts or not isinstance(event, Metric) else dataclasses.replace(event, facts=())

    def _comparer(self, event: Event) -> Comparer:
        key = event.name if isinstance(event, Metric) else type(event)
        if key not in self._comparers:
            self._comparers[key] = self._new_comparer(key)
        return self._comparers[key]

    def _new_comparer(self, key: type[Event] | str) -> Comparer:
        if isinstance(key, str):
            if not self._versions.changed(lineage(key)):
                return self.in_order["numbers"]
            self.changed_numbers.append(NumbersInChange(key))
            return self.changed_numbers[-1]
        if not self._versions.changed(RESTS_ON[key]):
            return self.in_order[_WHAT.get(key.__name__, "numbers")]
        self.changed_events.append(EventsInChange(key))
        return self.changed_events[-1]


_WHAT: Mapping[str, What] = MappingProxyType({"Beat": "beats", "SampleBlock": "blocks"})


def replay(recording: Recording, on_progress: OnProgress = no_progress) -> ReplayReport:
    """Recompute everything in ``recording`` from its raw packets, or from its beats where it has none.

    One that is not all there is replayed up to the first event that is not.

    Parameters
    ----------
    recording : Recording
        The recording.
    on_progress : callable
        Called now and then with the share that is done, 0 to 1.

    Raises
    ------
    RecordingError
        The recording cannot be read to its end, or holds what this Soften does not know: then nothing can be compared.
    """
    sources = recording.sources or ()
    pipelines, decoders = Pipelines(sources), {source: Decoder(source) for source in sources}
    from_packets = {event.source for _, event in recording.events(Packet) if isinstance(event, Packet)}
    compared = _Compared(ChangedVersions(recording), with_facts=not recording.partly_there)
    last_s, last_number, whole_until = 0.0, max(1, recording.last_number()), recording.whole_until()

    def run(event: Event) -> None:
        for result in pipelines.step(event):
            compared.again(result)

    for number, event in recording.events(*INPUTS, *OUTPUTS):
        if number > whole_until:  # of what comes after it something is not there
            compared.stopped_s = last_s
            break
        last_s = getattr(event, "t_s", getattr(event, "arrived_s", last_s))
        on_progress(number / last_number)
        match event:
            case Packet() if event.source in decoders:
                compared.packets += 1
                for decoded in decoders[event.source].feed(event.channel, event.data, event.arrived_s):
                    if isinstance(decoded, Beat | SampleBlock):
                        compared.again(decoded)
                        run(decoded)
            case Packet():
                compared.packets_aside += 1
            case Beat() | SampleBlock() if event.source not in decoders:
                compared.events_aside += 1
            case Beat() | SampleBlock():
                compared.recorded(event)
                if event.source not in from_packets:
                    compared.again(event)
                    run(event)
            case Metric(source=source) if source == ROOM_SOURCE:
                pass  # of all hearts of a room, whose beats lie in recordings of their own
            case BeatJudged() | Gap() | Metric():
                compared.recorded(event)
            case LinkChanged(source=source) if source in decoders:
                decoders[source].follow(event)
                run(event)
            case _:
                run(event)
    for remark in recording.remarks:
        if remark.code is not RecordingErrorCode.PARTLY_THERE:
            raise remark
    return compared.report(recording)
