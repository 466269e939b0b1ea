"""What a recording knows of how it was made: its sensor, its software, its breaths and what went amiss; facts alone."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from biofeedback.event_kinds import PaceOrigin, SampleKind
from biofeedback.events import (
    Beat,
    DeviceFact,
    Event,
    Gap,
    GuidanceChosen,
    HandMoved,
    LeadingBegan,
    PaceChanged,
    Packet,
    PracticeEnded,
    PromptShown,
    SampleBlock,
)
from biofeedback.outside_text import LONGEST_NAME, shown
from biofeedback.reasons import GapReason

STRAP_CHANNEL = "2a37"
"""The channel of the Heart Rate Measurement of Bluetooth, in which a strap tells intervals."""


@dataclass(frozen=True, slots=True)
class Wave:
    """A sampled wave: what it is of, and how many samples a second there are."""

    kind: SampleKind
    rate_hz: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """How a recording was made.

    Attributes
    ----------
    facts : mapping of str to str
        The facts of the session, as they were kept.
    started : datetime or None
        When it began; ``None`` when nobody says.
    listened, simulated : bool
        Whether a sensor listened, and whether its heart was a simulated one.
    device : mapping of str to str
        What the sensor says of itself, fit to be shown: ``manufacturer``, ``model``, ``firmware``.
    channels : tuple of str
        The protocols of its packets.
    waves : tuple of Wave
        The waves that it sent.
    found_in : SampleKind or None
        In which wave the beats were found here; ``None`` where the sensor itself tells them.
    guidance : GuidanceChosen or None
        How breath was to be led.
    origins : tuple of PaceOrigin
        Where the pace came from at which leading began.
    by_hand, pace_requests, prompts : int
        How often the person showed a turn of the breath by hand and asked for another pace, and how often words were
        placed.
    gaps : mapping of GapReason to float
        For how many seconds beats are missing, by the reason.
    ended : str
        ``complete``, ``early``, or empty where it was cut off.
    """

    facts: Mapping[str, str]
    started: datetime | None
    listened: bool
    simulated: bool
    device: Mapping[str, str]
    channels: tuple[str, ...]
    waves: tuple[Wave, ...]
    found_in: SampleKind | None
    guidance: GuidanceChosen | None
    origins: tuple[PaceOrigin, ...]
    by_hand: int
    pace_requests: int
    prompts: int
    gaps: Mapping[GapReason, float]
    ended: str

    def wave(self, kind: SampleKind) -> Wave | None:
        """Return the wave of this kind; ``None`` where there is none."""
        return next((wave for wave in self.waves if wave.kind == kind), None)

    @property
    def of_room(self) -> bool:
        """Whether it is the course of a whole room, where each heart has a recording of its own."""
        return "room" in self.facts and "seat" not in self.facts

    @property
    def imported_as(self) -> str:
        """The name of the importer that read it from a file of another program; empty where Soften recorded it."""
        return self.facts.get("imported_format", "")

    @property
    def replayed_file(self) -> str:
        """The name of the file that was heard in a sensor's place; empty where a sensor was heard."""
        kind, _, file = self.facts.get("sensor", "").partition(":")
        return file if kind == "replay" else ""


@dataclass(slots=True)
class RecordedReader:
    """Gathers what a recording knows of how it was made, from its events in order.

    Parameters
    ----------
    facts : mapping of str to str
        The facts of the session.
    sources : sequence of str or None
        The sources of the hearts, the primary one first; empty when nobody listened.
    """

    facts: Mapping[str, str]
    sources: Sequence[str] | None
    _of_the_person: list[Event] = field(default_factory=list)
    _device: dict[str, str] = field(default_factory=dict)
    _channels: dict[str, None] = field(default_factory=dict)
    _waves: dict[SampleKind, Wave] = field(default_factory=dict)
    _quality_known: bool = False
    _simulated: bool = False
    _gaps: dict[GapReason, float] = field(default_factory=dict)

    def apply(self, event: Event) -> None:
        """Take in an event of the practice, or a fact of a sensor."""
        match event:
            case DeviceFact() if self._is_primary(event.source):
                self._simulated = self._simulated or (event.name == "simulated" and event.value == "yes")
                if event.name in ("manufacturer", "model", "firmware"):
                    self._device[event.name] = shown(str(event.value), LONGEST_NAME)
            case Gap() if self._is_primary(event.source):
                lasted_s = event.until_s - event.from_s
                self._gaps[event.reason] = self._gaps.get(event.reason, 0.0) + (max(0.0, lasted_s))
            case DeviceFact() | Gap():
                pass
            case _:
                self._of_the_person.append(event)

    def sensed(self, event: Packet | Beat | SampleBlock) -> None:
        """Take in what a sensor sent; its kind is looked at, and not what is in it."""
        if not self._is_primary(event.source):
            return
        match event:
            case Packet(channel=channel):
                self._channels.setdefault(channel)
            case Beat(quality=quality):
                self._quality_known = self._quality_known or not math.isnan(quality)
            case SampleBlock():
                self._waves.setdefault(event.kind, Wave(event.kind, event.rate_hz))

    def recorded(self, started: datetime | None) -> Recorded:
        """Return what was gathered."""
        events = self._of_the_person
        return Recorded(
            facts=self.facts,
            started=started,
            listened=self.sources is None or bool(self.sources),
            simulated=self._simulated or self.facts.get("sensor", "").partition(":")[0] == "simulated",
            device=self._device,
            channels=tuple(self._channels),
            waves=tuple(self._waves.values()),
            found_in=self._found_in(),
            guidance=next((each for each in reversed(events) if isinstance(each, GuidanceChosen)), None),
            origins=tuple(dict.fromkeys(each.origin for each in events if isinstance(each, LeadingBegan))),
            by_hand=_count(events, HandMoved),
            pace_requests=_count(events, PaceChanged),
            prompts=_count(events, PromptShown),
            gaps=self._gaps,
            ended=next((each.mode for each in reversed(events) if isinstance(each, PracticeEnded)), ""),
        )

    def _found_in(self) -> SampleKind | None:
        # Beats that were found in a wave have a quality; before that was kept, a wave without a strap's beats says so.
        if not self._quality_known and (STRAP_CHANNEL in self._channels or not self._channels):
            return None
        hearts: tuple[SampleKind, ...] = ("ecg", "pulse")
        return next((kind for kind in hearts if kind in self._waves), None)

    def _is_primary(self, source: str) -> bool:
        return not self.sources or source == self.sources[0]


def _count(events: Iterable[Event], kind: type[Event]) -> int:
    return sum(isinstance(each, kind) for each in events)
