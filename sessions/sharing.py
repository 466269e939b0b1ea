"""Writes a copy of a recording to give away: all of the heart and the breath, nothing that names a person or a machine.

A text goes into the copy when it is one of the program's own words, and a fact when its name is known here; whatever
else there is, is left out. So nothing slips through that a later version, or another program, has put in.
"""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from biofeedback.events import (
    AnswerKept,
    Beat,
    BlockBegan,
    DeviceFact,
    Event,
    FormAnswered,
    Marker,
    Metric,
    Note,
    Numbered,
    Packet,
    PromptShown,
    SampleBlock,
    StepBegan,
)
from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.signals.definitions.stages import STAGES
from biofeedback.signals.definitions.versions import VERSIONS
from sessions.nameless import ELLIPSIS, Nameless, OwnWords, has_own_words
from sessions.older.versions import FIRST_VERSION
from sessions.reader import Recording
from sessions.recording_file import write_whole

SHARED = "shared_without"
"""The fact that is there in a copy: what was left out."""

LEFT_OUT = (
    "names and addresses of sensors and ports",
    "what was typed to choose a sensor",
    "the system of the machine",
    "notes and answers",
    "words of practices of one's own",
    "anything unknown",
)
"""What the fact says, in English as recordings are."""


_PERSONS_OWN: tuple[type[Event], ...] = (Note, AnswerKept)
"""Events that are nothing but words of the person."""

_WORDS: Mapping[type[Event], tuple[str, ...]] = MappingProxyType(
    {
        Beat: ("flag",),
        Marker: ("label", "origin"),
        StepBegan: ("name", "title"),
        PromptShown: ("text",),
        BlockBegan: ("label",),
        FormAnswered: ("form", "question", "asked", "meaning"),
        Metric: ("unit",),
        SampleBlock: ("unit",),
    }
)
"""Fields with words, which stay where they are the program's own."""

_SPOKEN_FOR = re.compile(r"(?P<name>sensor|source|seed)(?:_\d+)?")
_HASH = re.compile(r"[0-9a-f]{64}")
_VERSION = re.compile(r"\d{1,4}(?:\.\d{1,6}){1,3}(?:(?:a|b|rc|\.dev|\.post)\d{1,4})?")
_PROGRAMS = ("program", "python", "numpy", "scipy", "bleak")
_KINDS = frozenset({"bluetooth", "serial", "simulated", "replay", "none"})


def share(path: Path, copy: Path, own: OwnWords) -> None:
    """Write a copy of a recording without what names a person or a machine; the recording stays as it is.

    Raises
    ------
    RecordingError
        The recording cannot be read, or the copy is there already or cannot be written; nothing is left of it then.
    """
    copy = copy.absolute()
    with Recording(path) as recording:
        shared = _Shared(recording, own)
        closed = not recording.ended_unexpectedly
        write_whole(copy, shared.facts(), shared.versions(), shared.events(), closed=closed)


class _Shared:
    """What of one recording goes into its copy."""

    def __init__(self, recording: Recording, own: OwnWords) -> None:
        self._recording = recording
        self._own = own
        self._nameless = Nameless(own, recording.sources or ())

    def facts(self) -> dict[str, str]:
        """Return the facts of the session that stay."""
        kept = {SHARED: "; ".join(LEFT_OUT)}
        for name, value in self._recording.facts.items():
            if stays := self._fact(name, value):
                kept[name] = stays
        return kept

    def _fact(self, name: str, value: str) -> str:
        if spoken_for := _SPOKEN_FOR.fullmatch(name):
            return self._of_sensor(spoken_for["name"], value)
        if name in ("practice", "practice_title"):
            return self._nameless.word(value)
        if name == "started_at":
            return _moment(value)
        if name == "speed":
            return value if _is_number(value) else ""
        if name == "protocol_sha256":  # by which feedback is known that may be replayed
            return value if _HASH.fullmatch(value) else ""
        return value if name.removesuffix("_version") in _PROGRAMS and _VERSION.fullmatch(value) else ""

    def _of_sensor(self, name: str, value: str) -> str:
        match name:
            case "source":
                return self._nameless.heart(value)
            case "sensor":
                kind = value.partition(":")[0]
                return kind if kind in _KINDS else ELLIPSIS
            case _:
                return value if value.isdecimal() else ""

    def versions(self) -> dict[str, int]:
        """Return the versions of the definitions and stages that were there when it was made."""
        there = self._recording.versions
        if there is None:
            there = dict.fromkeys((*(stage.name for stage in STAGES), *self._recording.metric_names()), FIRST_VERSION)
        return {name: self._recording.version_of(name) for name in VERSIONS if name in there}

    def events(self) -> Iterator[Numbered]:
        """Yield the events that stay, with the numbers that they had."""
        for number, event in self._recording.events():
            if (stays := self._event(event)) is not None:
                yield Numbered(number, stays)

    def _event(self, event: Event) -> Event | None:
        if isinstance(event, _PERSONS_OWN) or has_own_words(event):
            return None
        if isinstance(event, Packet) and not self._own.is_channel(event.channel):
            return None
        if isinstance(event, Metric) and event.name not in DEFINITIONS:
            return None
        if isinstance(event, DeviceFact) and not self._nameless.is_known(event):
            return None
        words = {name: self._nameless.word(getattr(event, name)) for name in _WORDS.get(type(event), ())}
        return self._nameless.event(event, **words)


def _moment(text: str) -> str:
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        return ""


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False
