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
from biofeedback.pipeline import Pipelines
from biofeedback.signals.definitions.versions import lineage
from biofeedback.signals.progress import OnProgress, unheard
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
    identical : bool
        Everything came out the same, bit for bit.
    largest_relative_difference : float
        Among the numbers that are not the same; 0 when all are.
    first_difference : Difference or None
        The first event that came out otherwise; ``None`` when none did.
    ended_unexpectedly : bool
        The recording broke off; what was computed beyond its last commit has nothing to be compared with.
    beyond_the_end : int
        How many computed events that is.
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
    identical: bool
    largest_relative_difference: float
    first_difference: Difference | None
    ended_unexpectedly: bool
    beyond_the_end: int
    changed_definitions: tuple[ChangedDefinition, ...]
    changed_numbers: tuple[ChangedNumbers, ...]
    changed_events: tuple[ChangedEvents, ...]

    @property
    def equal(self) -> bool:
        """Whether the numbers hold: nothing within one version differs by more than another machine may bring."""
        return self.largest_relative_difference <= ELSEWHERE_TOLERANCE


class _Compared:
    """Everything that is compared: in order and bit for bit, or apart where a definition has changed."""

    def __init__(self, versions: ChangedVersions) -> None:
        self._versions = versions
        self.in_order: Mapping[What, Comparison] = {what: Comparison() for what in get_args(What)}
        self.changed_numbers: list[NumbersInChange] = []
        self.changed_events: list[EventsInChange] = []
        self._comparers: dict[type[Event] | str, Comparer] = {}
        self._recorded_s = -math.inf

    def again(self, event: Event) -> None:
        self._comparer(event).again(event)

    def recorded(self, event: Event) -> None:
        if isinstance(event, Metric):
            self._recorded_s = event.t_s
        self._comparer(event).recorded(event)

    def report(self, recording: Recording, packets: int) -> ReplayReport:
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
            packets=packets,
            beats=compared["beats"],
            sample_blocks=compared["blocks"],
            numbers=compared["numbers"],
            identical=largest == 0 and all(each.same for each in numbers) and all(each.same for each in events),
            largest_relative_difference=largest,
            first_difference=next((comparison.first for comparison in in_order if comparison.first), None),
            ended_unexpectedly=broke_off,
            beyond_the_end=sum(comparison.left_again for comparison in in_order),
            changed_definitions=self._versions.changes(),
            changed_numbers=numbers,
            changed_events=events,
        )

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


def replay(recording: Recording, on_progress: OnProgress = unheard) -> ReplayReport:
    """Recompute everything in ``recording`` from its raw packets, or from its beats where it has none.

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
    compared = _Compared(ChangedVersions(recording))
    packets, last_number = 0, max(1, recording.last_number())

    def run(event: Event) -> None:
        for result in pipelines.step(event):
            compared.again(result)

    for number, event in recording.events(*INPUTS, *OUTPUTS):
        on_progress(number / last_number)
        match event:
            case Packet() if event.source in decoders:
                packets += 1
                for decoded in decoders[event.source].feed(event.channel, event.data, event.arrived_s):
                    if isinstance(decoded, Beat | SampleBlock):
                        compared.again(decoded)
                        run(decoded)
            case Packet():
                pass
            case Beat() | SampleBlock():
                compared.recorded(event)
                if event.source not in from_packets:
                    compared.again(event)
                    run(event)
            case BeatJudged() | Gap() | Metric():
                compared.recorded(event)
            case LinkChanged(source=source) if source in decoders:
                decoders[source].follow(event)
                run(event)
            case _:
                run(event)
    for remark in recording.remarks:
        raise remark
    return compared.report(recording, packets)
