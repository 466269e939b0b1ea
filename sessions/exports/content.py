"""What of a recording goes out into files of others: all of the heart, no names of sensors, machines or people."""

import importlib.metadata
import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import count
from types import MappingProxyType

import numpy as np

from biofeedback.codes import ImportRemarkCode, NoticeCode
from biofeedback.events import AnswerKept, DeviceFact, Event, Marker, Note, Notice, SampleBlock
from biofeedback.names import file_stem
from biofeedback.signals.progress import OnProgress, no_progress
from biofeedback.signals.timing.beats import FloatArray, covered_share
from sessions.arrays.rows import (
    answer_rows,
    beat_rows,
    breath_rows,
    event_rows,
    layer_rows,
    layers_of,
    metric_rows,
    step_rows,
)
from sessions.arrays.table import ArrayTable, Row
from sessions.arrays.tables import LIVE, TABLES, Answers, BeatLayers, Beats, Breaths, Events, Metrics, Steps
from sessions.arrays.waves import Block, WaveFound, blocks, waves_found
from sessions.library import given_name
from sessions.nameless import Nameless, OwnWords, has_own_words, nameless_marker
from sessions.reader import Recording
from sessions.sealed.header import SEALED_NAME

PROGRAM = "soften"

LEFT_OUT = (
    "names and addresses of sensors and ports",
    "what was typed to choose a sensor",
    "the system of the machine",
    "who practised",
    "packets as they arrived",
)
"""What no export holds, in English as recordings are."""

NOTES = "notes, answers and what others wrote into an imported file"
"""What an export holds where somebody asked for it."""

UNKNOWN_UNIT = "unknown"
"""The unit of a wave in a unit that nobody knows here."""

_STARTED_BY: Mapping[str, str] = MappingProxyType(
    {
        ImportRemarkCode.DATE_OF_FILE: "a guess: when the imported file was last changed, as it names no time itself",
        ImportRemarkCode.DATES_NOT_READ: "a guess: when the imported file was last changed, as its dates were not read",
        ImportRemarkCode.CLOCK_OF_FILE: "a guess: the clock of the imported file, on the day of its last change",
        ImportRemarkCode.DATE_DOUBTED: "a guess: when the imported file was last changed, as its own time cannot be",
        ImportRemarkCode.DATE_OF_READING: "a guess: when the file was imported, as no time that it tells can be",
        ImportRemarkCode.DATES_UNCLEAR: "a guess: the dates of the imported file may have the day or the month first",
        ImportRemarkCode.DATE_OF_NAME: "the time in the name of the imported file",
        ImportRemarkCode.CLOCK_AND_NAME: "the clock of the imported file and the day in its name",
        ImportRemarkCode.DAY_OF_FILE: "the day in the imported file, with noon in place of an hour",
        ImportRemarkCode.DAY_OF_NAME: "the day in the name of the imported file, with noon in place of an hour",
        ImportRemarkCode.CLOCK_TAKEN: "the clock of the imported file, taken as that of the machine that read it",
    }
)

_GUESSES = tuple(words for words in _STARTED_BY.values() if words.startswith("a guess"))

_PERSONS_OWN: tuple[type[Event], ...] = (Note, AnswerKept)
_UNSAFE = re.compile(r"[^A-Za-z0-9-]+")
_LONGEST_STEM = 80  # characters: with what is put behind it, file names stay below the 143 bytes of eCryptfs
_MS = 1e-3  # s: a millisecond


@dataclass(kw_only=True, eq=False)
class Content:
    """What goes out of one recording.

    Parameters
    ----------
    recording : Recording
        The recording, open.
    own : OwnWords
        What the program itself says; facts of devices go out when they are among it.
    notes : bool
        Whether notes and answers go out as well.
    on_progress : callable
        Told how much is done, 0 to 1.
    others : collection of str
        What others that go out with it are called; in small letters, which some disks take for the same.
    """

    recording: Recording
    own: OwnWords
    notes: bool = False
    others: Collection[str] = ()
    on_progress: OnProgress = field(default=no_progress)

    def __post_init__(self) -> None:
        self._nameless = Nameless(self.own, self.recording.sources or ())

    @property
    def started(self) -> datetime | None:
        """When it began, with its UTC offset as it was kept; ``None`` where nobody says."""
        try:
            return datetime.fromisoformat(self.recording.facts.get("started_at", ""))
        except ValueError:
            return None

    @cached_property
    def started_by(self) -> str:
        """What tells when it began, in English, where that is not the clock of whoever recorded it; else empty."""
        remarks = {
            dict(event.facts).get("remark")
            for _, event in self.recording.events(Notice)
            if isinstance(event, Notice) and event.code is NoticeCode.FILE_UNDERSTOOD
        }
        # The one that says least comes first.
        return next((words for remark, words in _STARTED_BY.items() if remark in remarks), "")

    @property
    def dated(self) -> datetime | None:
        """When it began, for what states a date with nothing beside it; ``None`` where that is a guess."""
        return None if self.started_by in _GUESSES else self.started

    @property
    def practice(self) -> str:
        """The name of the practice."""
        return self.recording.facts.get("practice", "")

    @property
    def stem(self) -> str:
        """What its files are called: when it began, the practice, and its number, in signs that every system takes.

        That is the name which the recording was given, so that no two of a library share one. Of a recording that
        somebody called otherwise nothing of that name goes out; of two that began in one second the later one in the
        row has a number.
        """
        began = "" if self.started is None else self.started.strftime("%Y-%m-%d_%H-%M-%S")
        number = ""
        stem = self.recording.path.stem
        if given := given_name(stem, self.practice) or given_name(stem, SEALED_NAME):
            began, number = given
        words = file_stem(_UNSAFE.sub("_", "_".join(filter(None, (began, self.practice)))).strip("_-"))
        names = ((words[: _LONGEST_STEM - len(each)] or "recording") + each for each in _numbers(number))
        return next(name for name in names if name.lower() not in self.others)

    @cached_property
    def waves(self) -> list[WaveFound]:
        """The waves there are."""
        return waves_found(self.recording, self.filtered)

    @cached_property
    def hearts(self) -> tuple[str, ...]:
        """The hearts that beats are of, as they are called here, the primary one first."""
        return tuple(self.coverage)

    @cached_property
    def coverage(self) -> Mapping[str, float]:
        """By heart: how much of the time from its first to its last beat its corrected intervals cover, 0 to 1."""
        beats: dict[str, list[tuple[float, float]]] = {}
        for source, _, time_s, _, _, nn_ms, *_ in self.rows(Beats):
            beats.setdefault(str(source), []).append((float(str(time_s)), float(str(nn_ms))))
        return {heart: _covered(np.array(its_beats)) for heart, its_beats in beats.items()}

    @cached_property
    def tables(self) -> tuple[type[ArrayTable], ...]:
        """The tables that there are: those of every recording, and that of answers where a form was answered."""
        return TABLES if next(self.rows(Answers), None) is None else (*TABLES, Answers)

    def rows(self, table: type[ArrayTable]) -> Iterator[Row]:
        """Yield the rows of a table."""
        rows: Mapping[type[ArrayTable], Callable[[], Iterator[Row]]] = {
            Beats: lambda: beat_rows(self.recording, self.filtered),
            BeatLayers: lambda: layer_rows(self.recording, self._nameless.heart),
            Events: self._events,
            Steps: lambda: step_rows(self.recording, self.filtered),
            Breaths: lambda: breath_rows(self.recording),
            Metrics: lambda: metric_rows(self.recording, self.filtered),
            Answers: lambda: answer_rows(self.recording, self.filtered),
        }
        return rows[table]()

    def blocks(self, wave: WaveFound) -> Iterator[Block]:
        """Yield the samples of a wave, packet by packet."""
        return blocks(self.recording, self.filtered, wave.key)

    def about(self) -> dict[str, object]:
        """Return what every export says of itself: versions, coverage, what is in it and what is left out."""
        recording = self.recording
        names = sorted({*(recording.versions or ()), *recording.metric_names()})
        kept = ("program_version", "python_version", "numpy_version", "scipy_version")
        return {
            "made_by": f"{PROGRAM} {importlib.metadata.version(PROGRAM)}",
            "recorded_by": {name: recording.facts[name] for name in kept if name in recording.facts},
            "started_at": None if self.started is None else self.started.isoformat(),
            "started_at_is": self.started_by or "by the clock of the machine or the program that recorded it",
            "practice": self.practice,
            "duration_s": _known(recording.duration_s),
            "ended_unexpectedly": recording.ended_unexpectedly,
            "hearts": list(self.hearts),
            "coverage_share": {name: _known(share) for name, share in self.coverage.items()},
            "coverage_is": "sum of the corrected intervals over the time from the first interval to the last beat",
            "layers_of_beats": [LIVE, *layers_of(self.recording)],
            "beats_judged": "live: by the causal correction, as they were recorded",
            "versions_of_definitions": {name: recording.version_of(name) for name in names},
            "left_out": [*LEFT_OUT, *([] if self.notes else [NOTES])],
            "holds_notes": self.notes,
        }

    def filtered(self, event: Event) -> Event | None:
        """Return an event as it goes out, ``None`` where it does not."""
        if (isinstance(event, _PERSONS_OWN) or has_own_words(event)) and not self.notes:
            return None
        if isinstance(event, Marker) and not self.notes:
            return nameless_marker(event, self.own.words)
        if isinstance(event, DeviceFact) and not self._nameless.is_known(event):
            return None
        if isinstance(event, SampleBlock) and event.unit not in self.own.words:
            return self._nameless.event(event, unit=UNKNOWN_UNIT)
        return self._nameless.event(event)

    def _events(self) -> Iterator[Row]:
        yield from event_rows(self.recording, self.filtered)
        if self.notes:
            for note in self.recording.later_notes():
                yield (math.nan, math.nan, "", "later_note", note.written.isoformat(), math.nan, note.text)


def _covered(beats: FloatArray) -> float:
    t_s, nn_ms = beats[np.isfinite(beats).all(axis=1)].T
    if not t_s.size:
        return math.nan
    return covered_share(t_s, nn_ms, float(t_s[0] - nn_ms[0] * _MS), float(t_s[-1]))


def _known(value: float) -> float | None:
    return value if math.isfinite(value) else None


def _numbers(first: str) -> Iterator[str]:
    """Yield what is put behind a name: the number that it has, then others."""
    yield first
    yield from (f"{first}_{each}" for each in count(2))
