"""Sums a study up from its tables: changes from the baseline, by person, and by condition once the key is open."""

from __future__ import annotations

import csv
import json
import math
from collections import Counter
from itertools import groupby
from statistics import median
from typing import TYPE_CHECKING, NamedTuple, get_args

from biofeedback.app.study.columns import PROVENANCE
from biofeedback.app.study.sealed.study_file import ALLOCATION, KEY, RUNNING, STUDY, read_study
from biofeedback.app.study.tables import COPY
from biofeedback.error_codes import StudyErrorCode
from biofeedback.errors import RecordingError
from biofeedback.event_kinds import BlockKind
from biofeedback.files.ordinary import UnfitFileError, read_ordinary
from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.studies.changes import Measured, MissingCode, changes_of
from biofeedback.studies.people import People, Person
from biofeedback.studies.summary import KindOfBlock, LeftOut, StudySummary
from sessions.nameless import answers_scale
from sessions.studies.read_tables import read_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from biofeedback.studies.people import PeopleChange
    from biofeedback.studies.summary import Allocation

BEFORE = "before"
"""The moment of the answers from which changes are told."""

_KINDS = get_args(BlockKind)

_LARGEST_BYTES = 4_194_304  # of a table of who was in which condition: ten thousand people take a tenth of it
_WHOLE_FILE = "part = 0 AND participant <> ''"
_SCALES = frozenset({"visual_analogue", "likert"})
"""The kinds of question whose answers are numbers."""


class _Row(NamedTuple):
    file: str
    part: int
    heart: str
    simulated: str
    study: str
    participant: str
    study_session: str
    blinded: str
    protocol: str
    block: int
    block_kind: str
    from_s: float
    until_s: float
    coverage_share: float
    excluded: str
    number: str
    value: float
    reason: str
    version: int


def summary_of(folder: Path, results: Path, seed: int) -> StudySummary:
    """Return what a study comes to.

    Parameters
    ----------
    folder : Path
        The folder of the study; who was in which condition lies there once the key was opened.
    results : Path
        The folder of its tables.
    seed : int
        What the intervals grow from.

    Raises
    ------
    RecordingError
        What says who was in which condition cannot be read.
    OSError
        A table cannot be read.
    """
    conditions = _conditions(folder)
    counted = _Counted(conditions or {})
    for recording in _recordings(results):
        counted.add(recording)
    of_files = read_rows(results / "exclusions.parquet", ["study", "participant", "reason"], _WHOLE_FILE)
    for study, participant, why in of_files:
        if why != COPY:
            counted.without_numbers(Person(str(study), str(participant)), str(why))
    answers = _Answers(conditions or {})
    answers.read(results)
    about = json.loads((results / PROVENANCE).read_text("utf-8"))
    return StudySummary(
        studies=tuple(sorted(_of_files(results, "study"))),
        protocols=tuple(sorted(counted.protocols)),
        allocation=_allocation(folder, conditions),
        people=tuple(counted.people.counts.items()),
        recordings=counted.recordings,
        simulated=counted.simulated,
        files=sum(1 for _ in read_rows(results / "files.parquet", ["file"])),
        unblinded=counted.unblinded,
        several=sum(count > 1 for count in counted.sessions.values()),
        kinds=tuple(counted.kinds()),
        left_out=tuple(_left_out(results, counted.without_participant)),
        changes=_in_order(counted.people.medians(seed)),
        answers=tuple(answers.people.medians(seed)),
        words=answers.words,
        seed=seed,
        version=about["soften"],
        settings=tuple((str(name), str(value)) for name, value in about["settings"].items()),
        definitions=tuple(counted.versions.items()),
    )


def _of_files(results: Path, column: str) -> set[str]:
    return {str(value) for (value,) in read_rows(results / "files.parquet", [column]) if value}


def _allocation(folder: Path, conditions: Mapping[Person, str] | None) -> Allocation:
    if conditions is not None:
        return "open"
    return "sealed" if (folder / KEY).exists() or (folder / RUNNING).exists() else "none"


def _conditions(folder: Path) -> Mapping[Person, str] | None:
    """Return the condition of each participant of the study that lies there; None where nobody knows it.

    Raises
    ------
    RecordingError
        It stands in a file that cannot be read, or nothing says of which study it is.
    """
    path = folder / ALLOCATION
    try:
        head, *rows = csv.reader(read_ordinary(path, _LARGEST_BYTES).decode().splitlines())
        participant, condition = head.index("participant"), head.index("condition")
        of_codes = {row[participant]: row[condition] for row in rows}
    except FileNotFoundError:
        return None
    except (OSError, UnfitFileError, ValueError, IndexError, csv.Error) as error:
        raise RecordingError(StudyErrorCode.ALLOCATION_UNREADABLE, str(path), command="soften study open") from error
    if not (folder / STUDY).exists():
        raise RecordingError(StudyErrorCode.ALLOCATION_ALONE, str(path), name=STUDY)
    study = read_study(folder).name
    return {Person(study, code): condition for code, condition in of_codes.items()}


def _recordings(results: Path) -> Iterator[Sequence[_Row]]:
    """Yield the numbers of the blocks of each recording: of its first heart, which is the primary one."""
    rows = (_Row(*row) for row in read_rows(results / "numbers.parquet", _Row._fields, "block > 0"))  # type: ignore[arg-type]
    for _, of_file in groupby(rows, key=lambda each: each.file):
        _, first = next(groupby(of_file, key=lambda each: (each.part, each.heart)))
        yield list(first)


class _Counted:
    """What is counted while the recordings go by."""

    def __init__(self, conditions: Mapping[Person, str]) -> None:
        self._conditions = conditions
        self.people = People()
        self.protocols: set[str] = set()
        self.sessions: Counter[tuple[Person, str]] = Counter()
        self.recordings = self.simulated = self.unblinded = self.without_participant = 0
        self.versions: dict[str, int] = {}
        self._blocks: dict[str, list[tuple[float, float, bool]]] = {}

    def add(self, rows: Sequence[_Row]) -> None:
        """Take in a recording."""
        first = rows[0]
        kinds = [each for each in rows if each.block_kind]
        if not kinds:
            return
        if not first.participant:
            self.without_participant += 1
            return
        self.recordings += 1
        self.simulated += first.simulated == "yes"
        self.unblinded += first.blinded == "no"
        self.protocols.add(first.protocol)
        person = Person(first.study, first.participant)
        self.sessions[person, first.study_session] += 1
        for _, block in groupby(kinds, key=lambda each: each.block):
            one = next(block)
            row = one.until_s - one.from_s, one.coverage_share, bool(one.excluded)
            self._blocks.setdefault(one.block_kind, []).append(row)
        measured = []
        for each in kinds:
            if DEFINITIONS[each.number].group != "record":
                self.versions[each.number] = each.version
                measured.append(Measured(each.block_kind, each.number, each.value, each.excluded or each.reason))
        self.people.add(person, self._conditions.get(person, ""), list(changes_of(measured)))

    def without_numbers(self, person: Person, why: str) -> None:
        """Take in a recording of a person that has none."""
        self.people.add(person, self._conditions.get(person, ""), (), why)

    def kinds(self) -> Iterator[KindOfBlock]:
        """Yield the blocks of each kind."""
        for kind in sorted(self._blocks, key=_place):
            blocks = self._blocks[kind]
            covered = [share for _, share, _ in blocks if not math.isnan(share)]
            yield KindOfBlock(
                kind=kind,
                blocks=len(blocks),
                excluded=sum(is_out for _, _, is_out in blocks),
                length_s=median(length_s for length_s, _, _ in blocks),
                coverage_share=median(covered) if covered else math.nan,
            )


class _Answers:
    """What forms were answered, before and after."""

    def __init__(self, conditions: Mapping[Person, str]) -> None:
        self._conditions = conditions
        self.people = People()
        self.words = 0

    def read(self, results: Path) -> None:
        """Take in the table of answers."""
        columns = ("file", "study", "participant", "form", "moment", "question", "kind", "value")
        rows = read_rows(results / "answers.parquet", columns, "participant <> ''")
        for (_, study, participant), answers in groupby(rows, key=lambda row: row[:3]):
            measured = []
            for *_, form, moment, question, kind, value in answers:
                if kind in _SCALES:
                    number, why = _answer(str(value))
                    measured.append(Measured(str(moment), f"{form}: {question}", number, why))
                else:
                    self.words += 1
            if measured:
                person = Person(str(study), str(participant))
                self.people.add(person, self._conditions.get(person, ""), list(changes_of(measured, BEFORE)))


def _answer(value: str) -> tuple[float, str]:
    """Return the number that a question with a scale was answered with, or why there is none."""
    if not value:
        return math.nan, MissingCode.NOT_ANSWERED
    return (float(value), "") if answers_scale(value) else (math.nan, MissingCode.NOT_A_NUMBER)


def _left_out(results: Path, without_participant: int) -> Iterator[LeftOut]:
    files: Counter[str] = Counter()
    blocks: Counter[str] = Counter()
    for reason, part in read_rows(results / "exclusions.parquet", ["reason", "part"]):
        (blocks if part else files)[str(reason)] += 1
    if without_participant:
        files[MissingCode.NO_PARTICIPANT] += without_participant
    for reason in sorted({*files, *blocks}):
        yield LeftOut(reason, files[reason], blocks[reason])


def _in_order(changes: Iterator[PeopleChange]) -> tuple[PeopleChange, ...]:
    """Return the changes by kind of block as a practice has them, and by number as they are defined."""
    numbers = {name: index for index, name in enumerate(DEFINITIONS)}
    return tuple(sorted(changes, key=lambda each: (_place(each.kind), numbers[each.number], each.condition)))


def _place(kind: str) -> tuple[int, str]:
    return (_KINDS.index(kind) if kind in _KINDS else len(_KINDS), kind)
