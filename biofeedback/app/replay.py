"""Computes a recording anew from its inputs and compares the results with the recorded ones.

The pipeline takes its time from events only and the recording keeps their order, so on the same machine and versions
the numbers must come out bit for bit; elsewhere within 1e-9. Anything else is a bug, and the recording is the report.
"""

import dataclasses
import math
from collections import deque
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from biofeedback.app.paths import find_recording
from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
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
from biofeedback.facts import facts
from biofeedback.pipeline import Pipelines
from biofeedback.reasons import ReasonCode
from devices.streams.decoder import Decoder
from devices.transports.replay import Played, ReplayedSensor
from sessions.capture import looks_like_capture, read_capture
from sessions.reader import Recording
from ui.words.language import Language
from ui.words.reason_words import sentence_of_before

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

    @property
    def equal(self) -> bool:
        """Whether the numbers hold: nothing differs by more than the tolerance for another machine."""
        return self.largest_relative_difference <= ELSEWHERE_TOLERANCE


class _Comparison:
    """Compares what comes out again with what was recorded, in order."""

    def __init__(self) -> None:
        self._again: deque[Event] = deque()
        self._recorded: deque[Event] = deque()
        self.count = 0
        self.largest = 0.0
        self.first: Difference | None = None

    def again(self, event: Event) -> None:
        self._again.append(event)
        self._match()

    def recorded(self, event: Event) -> None:
        self._recorded.append(event)
        self._match()

    @property
    def left_again(self) -> int:
        return len(self._again)

    @property
    def left_recorded(self) -> int:
        return len(self._recorded)

    def fault(self, difference: Difference) -> None:
        self.largest = math.inf
        self.first = self.first or difference

    def _match(self) -> None:
        while self._again and self._recorded:
            again, recorded = self._again.popleft(), self._recorded.popleft()
            self.count += 1
            difference = _relative_difference(again, recorded)
            if difference > 0:
                self.largest = max(self.largest, difference)
                self.first = self.first or OtherEvent(recorded, again)


def _relative_difference(again: Event, recorded: Event) -> float:
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
    sentence = sentence_of_before(again.reason, again.facts)
    return dataclasses.replace(again, reason=ReasonCode.RECORDED_SENTENCE, facts=facts(sentence=sentence))


def replay(recording: Recording) -> ReplayReport:
    """Recompute everything in ``recording`` from its raw packets, or from its beats where it has none.

    Raises
    ------
    RecordingError
        The recording cannot be read to its end.
    """
    sources = recording.sources or ()
    pipelines, decoders = Pipelines(sources), {source: Decoder(source) for source in sources}
    from_packets = {event.source for _, event in recording.events(Packet) if isinstance(event, Packet)}
    beats, samples, numbers = _Comparison(), _Comparison(), _Comparison()
    packets = 0

    def run(event: Event) -> None:
        for result in pipelines.step(event):
            numbers.again(result)

    for _, event in recording.events(*INPUTS, *OUTPUTS):
        match event:
            case Packet() if event.source in decoders:
                packets += 1
                for decoded in decoders[event.source].feed(event.channel, event.data, event.arrived_s):
                    if isinstance(decoded, Beat):
                        beats.again(decoded)
                        run(decoded)
                    elif isinstance(decoded, SampleBlock):
                        samples.again(decoded)
                        run(decoded)
            case Packet():
                pass
            case SampleBlock():
                samples.recorded(event)
                if event.source not in from_packets:
                    samples.again(event)
                    run(event)
            case Beat():
                beats.recorded(event)
                if event.source not in from_packets:
                    beats.again(event)
                    run(event)
            case BeatJudged() | Gap() | Metric():
                numbers.recorded(event)
            case LinkChanged(source=source) if source in decoders:
                decoders[source].follow(event)
                run(event)
            case _:
                run(event)

    compared: tuple[tuple[_Comparison, What], ...] = ((beats, "beats"), (samples, "blocks"), (numbers, "numbers"))
    for comparison, what in compared:
        if comparison.left_recorded:
            comparison.fault(NotAgain(what, comparison.left_recorded))
        if comparison.left_again and not recording.ended_unexpectedly:
            comparison.fault(NotRecorded(what, comparison.left_again))
    largest = max(beats.largest, samples.largest, numbers.largest)
    return ReplayReport(
        sources=sources,
        packets=packets,
        beats=beats.count,
        sample_blocks=samples.count,
        numbers=numbers.count,
        identical=largest == 0,
        largest_relative_difference=largest,
        first_difference=beats.first or samples.first or numbers.first,
        ended_unexpectedly=recording.ended_unexpectedly,
        beyond_the_end=beats.left_again + samples.left_again + numbers.left_again,
    )


def played_again(file: str, language: Language, source: str = "replay") -> ReplayedSensor:
    """Return a sensor that plays the primary heart of an earlier recording, or the heart of a capture.

    Parameters
    ----------
    file : str
        The recording or the capture.
    language : Language
        The language of the sensor's name.
    source : str
        The stable name in the new events.

    Raises
    ------
    RecordingError
        The recording or the capture cannot be read, or there was no sensor.
    """
    written = Path(file).expanduser()
    if looks_like_capture(written):
        return ReplayedSensor(_label(written.name, language), read_capture(written), source)
    path = find_recording(written)
    with Recording(path) as recording:
        if recording.sources == ():
            raise RecordingError(RecordingErrorCode.WITHOUT_SENSOR, str(path))
        events = [event for _, event in recording.events(*get_args(Played))]
        primary = recording.sources[0] if recording.sources else ""
    beating = any(isinstance(event, Packet | Beat) and event.source == primary for event in events)
    played = [event for event in events if not beating or getattr(event, "source", "") == primary]
    return ReplayedSensor(_label(path.name, language), played, source)


def _label(file: str, language: Language) -> str:
    return language.gettext("Replay of {file}").format(file=file)
