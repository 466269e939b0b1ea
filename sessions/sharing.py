"""Writes a copy of a recording to give away: all of the heart and the breath, nothing that names a person or a machine.

A text goes into the copy when it is one of the program's own words, and a fact when its name is known here; whatever
else there is, is left out. So nothing slips through that a later version, or another program, has put in.
"""

import math
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.events import (
    AnswerKept,
    DeviceFact,
    Event,
    Marker,
    Metric,
    Note,
    Numbered,
    Packet,
    PromptShown,
    SampleBlock,
    StepBegan,
)
from biofeedback.facts import Facts
from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.signals.definitions.stages import STAGES
from biofeedback.signals.definitions.versions import VERSIONS
from sessions.older_versions import FIRST_VERSION
from sessions.reader import Recording
from sessions.recording_file import create, mark_closed, tidy, write
from sessions.schema import side_files

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

ELLIPSIS = "…"
"""What stands where words were."""

_HEART = "heart"
_AT_ONCE = 10_000  # events in one commit: some megabytes, and a night is written in a hundred of them

_PERSONS_OWN: tuple[type[Event], ...] = (Note, AnswerKept)
"""Events that are nothing but words of the person."""

_WORDS: Mapping[type[Event], tuple[str, ...]] = MappingProxyType(
    {
        Marker: ("label",),
        StepBegan: ("name", "title"),
        PromptShown: ("text",),
        Metric: ("unit",),
        SampleBlock: ("unit",),
    }
)
"""Fields with words, which stay where they are the program's own."""

_MEASURE = re.compile(
    r"[a-z]+(?:_[a-z]+)*_(?:s|ms|hz|percent|share|beats|breaths|paces|per_min)|beats|adc_bits|nameless"
)
"""Facts with a number: what was measured, counted or needed, by the unit at its end."""

_DEVICE_COUNT = re.compile(r"(?:[a-z]+-)*(?:packets|frames|lines|intervals|gaps|bytes)|seed")
_DEVICE_WORDS = frozenset({"simulated", "model", "protocol", "wave_kind"})
_ABOUT_THE_ERROR = frozenset({"error", "measurement"})
_SPOKEN_FOR = re.compile(r"(?P<name>sensor|source|seed)(?:_\d+)?")
_VERSION = re.compile(r"\d{1,4}(?:\.\d{1,6}){1,3}(?:(?:a|b|rc|\.dev|\.post)\d{1,4})?")
_PROGRAMS = ("program", "python", "numpy", "scipy", "bleak")
_KINDS = frozenset({"bluetooth", "serial", "simulated", "replay", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnWords:
    """What the program itself says, which tells nothing of a person.

    Attributes
    ----------
    words : frozenset of str
        Names, titles and texts of the practices that come with it, models of sensors, units and codes.
    is_channel : callable
        Whether a text is the name of a channel that it understands.
    """

    words: frozenset[str]
    is_channel: Callable[[str], bool]


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
        connection = create(copy, shared.facts(), shared.versions())
        try:
            with closing(connection):
                events = shared.events()
                while items := list(islice(events, _AT_ONCE)):
                    write(connection, items)
                if not recording.ended_unexpectedly:
                    mark_closed(connection)
                tidy(connection)
        except BaseException as error:
            for leftover in (copy, *side_files(copy)):
                leftover.unlink(missing_ok=True)
            if isinstance(error, sqlite3.Error):
                raise RecordingError(RecordingErrorCode.NOT_MADE, str(copy), problem=str(error)) from error
            raise


class _Shared:
    """What of one recording goes into its copy."""

    def __init__(self, recording: Recording, own: OwnWords) -> None:
        self._recording = recording
        self._own = own
        self._hearts: dict[str, str] = {"": ""}
        for source in recording.sources or ():
            self._heart(source)

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
            return self._word(value)
        if name == "started_at":
            return _moment(value)
        if name == "speed":
            return value if _is_number(value) else ""
        return value if name.removesuffix("_version") in _PROGRAMS and _VERSION.fullmatch(value) else ""

    def _of_sensor(self, name: str, value: str) -> str:
        match name:
            case "source":
                return self._heart(value)
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
        if isinstance(event, _PERSONS_OWN):
            return None
        if isinstance(event, Packet) and not self._own.is_channel(event.channel):
            return None
        if isinstance(event, Metric) and event.name not in DEFINITIONS:
            return None
        if isinstance(event, DeviceFact) and not self._is_known(event):
            return None
        changes: dict[str, object] = {name: self._word(getattr(event, name)) for name in _WORDS.get(type(event), ())}
        if hasattr(event, "source"):
            changes["source"] = self._heart(event.source)
        if hasattr(event, "facts"):
            changes["facts"] = self._facts(event.facts)
        return replace(event, **changes) if changes else event  # type: ignore[arg-type]

    def _is_known(self, fact: DeviceFact) -> bool:
        if isinstance(fact.value, str):
            return fact.name in _DEVICE_WORDS and fact.value in self._own.words
        return bool(_MEASURE.fullmatch(fact.name) or _DEVICE_COUNT.fullmatch(fact.name))

    def _facts(self, facts: Facts) -> Facts:
        return tuple(
            (name, value)
            for name, value in facts
            if (name in _ABOUT_THE_ERROR and value in self._own.words)
            or (not isinstance(value, str) and _MEASURE.fullmatch(name))
        )

    def _word(self, text: str) -> str:
        return text if text in self._own.words else ELLIPSIS

    def _heart(self, source: str) -> str:
        """Return what a source is called in the copy: by its place alone."""
        if source not in self._hearts:
            place = len(self._hearts)
            self._hearts[source] = _HEART if place == 1 else f"{_HEART}_{place}"
        return self._hearts[source]


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
