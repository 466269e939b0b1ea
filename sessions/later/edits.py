"""Edits of beats by hand, made after a recording was closed: a log to which entries are added and from which none goes.

They lie beside what was recorded in a table of their own, ``later_beat_edit``, as notes do (`sessions.later.notes`). To
undo is an entry as well, and so is to redo: the log is the whole history of who edited what and when, and what holds
now follows from it (`standing`). Beats are named by the sensor's count, so that an edit means the same in any version.
"""

import math
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

from biofeedback.error_codes import BeatEditErrorCode
from biofeedback.errors import UsageError
from biofeedback.signals.artefacts.hand_edits import MOST_PARTS, BeatPlace, EditKind, HandEdit
from sessions.connection import Connection
from sessions.later.notes import moment_of, write_beside
from sessions.schema import plain

LONGEST_NAME = 80
"""Characters of who edited; a choice, a name and where somebody works."""

TABLE = (
    "CREATE TABLE IF NOT EXISTS later_beat_edit (number INTEGER PRIMARY KEY, written_at TEXT NOT NULL, "
    "who TEXT NOT NULL, program_version TEXT NOT NULL, source TEXT NOT NULL, what TEXT NOT NULL, "
    "first_index INTEGER NOT NULL, first_before_ms REAL NOT NULL, last_index INTEGER NOT NULL, "
    "last_before_ms REAL NOT NULL, parts INTEGER NOT NULL, leaves_break INTEGER NOT NULL) STRICT"
)
_COLUMNS = (
    "written_at, who, program_version, source, what, first_index, first_before_ms, last_index, last_before_ms, parts, "
    "leaves_break"
)


class Step(StrEnum):
    """A step back or forth in the history of edits."""

    UNDO = "undo"
    REDO = "redo"


Change: TypeAlias = HandEdit | Step


@dataclass(frozen=True, slots=True, kw_only=True)
class EditEntry:
    """An entry of the log.

    Attributes
    ----------
    written : datetime
        When, with its UTC offset.
    who : str
        The name that was given; empty where none was.
    program_version : str
        Of the Soften that wrote it.
    source : str
        Which heart it is about.
    change : HandEdit or Step
        What was edited, or a step back or forth.
    """

    written: datetime
    who: str
    program_version: str
    source: str
    change: Change


def add_edits(path: Path, entries: Sequence[EditEntry]) -> None:
    """Add entries to the log, all of them or none.

    Raises
    ------
    RecordingError
        They cannot be written there; the recording is as it was.
    """
    insert = f"INSERT INTO later_beat_edit ({_COLUMNS}) VALUES (?{', ?' * _COLUMNS.count(',')})"
    write_beside(path, TABLE, insert, *map(_row, entries), code=BeatEditErrorCode.NOT_KEPT)


def edits_in(connection: Connection) -> tuple[tuple[EditEntry, ...], tuple[tuple[object, object], ...]]:
    """Return the log, oldest first, and the number and word of each row that is none of ours and was passed over."""
    try:
        rows = connection.execute(f"SELECT number, {_COLUMNS} FROM later_beat_edit ORDER BY number").fetchall()
    except sqlite3.OperationalError:  # mostly there is no such table
        return (), ()
    found = [(row, _entry(row[1:])) for row in rows]
    strange = tuple((row[0], row[5]) for row, entry in found if entry is None)
    return tuple(entry for _, entry in found if entry is not None), strange


def standing(entries: Iterable[EditEntry], source: str) -> tuple[EditEntry, ...]:
    """Return the entries on one heart that hold now, in order: without what was undone."""
    return _walked(entries, source)[0]


def undone(entries: Iterable[EditEntry], source: str) -> tuple[EditEntry, ...]:
    """Return the entries that can be redone, the next one last."""
    return _walked(entries, source)[1]


def check_step(entries: Iterable[EditEntry], source: str, step: Step) -> EditEntry:
    """Return the entry that a step takes back or brings back.

    Raises
    ------
    UsageError
        There is none.
    """
    there = (standing if step is Step.UNDO else undone)(entries, source)
    if not there:
        code = BeatEditErrorCode.NOTHING_TO_UNDO if step is Step.UNDO else BeatEditErrorCode.NOTHING_TO_REDO
        raise UsageError(code)
    return there[-1]


def hand_edits(entries: Iterable[EditEntry], source: str) -> tuple[HandEdit, ...]:
    """Return the edits of one heart that hold now, in order."""
    return tuple(entry.change for entry in standing(entries, source) if isinstance(entry.change, HandEdit))


def _walked(entries: Iterable[EditEntry], source: str) -> tuple[tuple[EditEntry, ...], tuple[EditEntry, ...]]:
    done: list[EditEntry] = []
    back: list[EditEntry] = []
    for entry in entries:
        if entry.source != source:
            continue
        if entry.change is Step.UNDO:
            back += [done.pop()] if done else []
        elif entry.change is Step.REDO:
            done += [back.pop()] if back else []
        else:
            done.append(entry)
            back.clear()
    return tuple(done), tuple(back)


def _row(entry: EditEntry) -> tuple[str | int | float, ...]:
    who = plain(" ".join(entry.who.split()))[:LONGEST_NAME].strip()
    said = (entry.written.isoformat(timespec="seconds"), who, plain(entry.program_version), plain(entry.source))
    if isinstance(entry.change, Step):
        return (*said, entry.change.value, 0, 0.0, 0, 0.0, 0, 0)
    edit = entry.change
    first, last = edit.first, edit.last
    places = (first.index, first.before_ms, last.index, last.before_ms)
    return (*said, edit.kind.value, *places, edit.parts, int(edit.leaves_break))


def _entry(row: tuple[object, ...]) -> EditEntry | None:
    """Return the entry of a row; ``None`` where it is none of ours."""
    match row:
        case [
            written,
            str(who),
            str(version),
            str(source),
            str(what),
            int(first),
            float() | int() as first_before_ms,
            int(last),
            float() | int() as last_before_ms,
            int(parts),
            int(leaves_break),
        ]:
            when = moment_of(written)
            places_ms = (float(first_before_ms), float(last_before_ms))
            if when is None or not all(0.0 <= each < math.inf for each in places_ms) or not 0 <= parts <= MOST_PARTS:
                return None
            change: Change
            if what in (Step.UNDO.value, Step.REDO.value):
                change = Step(what)
            elif what in {kind.value for kind in EditKind}:
                change = HandEdit(
                    kind=EditKind(what),
                    first=BeatPlace(first, places_ms[0]),
                    last=BeatPlace(last, places_ms[1]),
                    parts=parts,
                    leaves_break=bool(leaves_break),
                )
            else:
                return None
            return EditEntry(
                written=when, who=who[:LONGEST_NAME], program_version=version, source=source, change=change
            )
        case _:
            return None
