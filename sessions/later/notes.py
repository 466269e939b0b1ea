"""Words that were written beside a finished recording: the one thing that may be added to it afterwards.

They lie in a table of their own, ``later_note``, which is made with the first of them. Nothing that was recorded is
touched, so that the recording replays as before; a note that is written anew is another row, and the rows before stay
with their time.
"""

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from sessions.connection import Connection, opened
from sessions.digests import digests_follow
from sessions.salvage.pages import lacks_pages
from sessions.schema import plain
from sessions.sealed.header import is_sealed

LONGEST_NOTE = 4000
"""Characters of a note: a choice, a full page."""

_WAIT_FOR_OTHERS_S = 1.0  # that another program may hold the file; a choice: a person waits for it

TABLE = (
    "CREATE TABLE IF NOT EXISTS later_note "
    "(number INTEGER PRIMARY KEY, written_at TEXT NOT NULL, text TEXT NOT NULL) STRICT"
)


@dataclass(frozen=True, slots=True)
class LaterNote:
    """A note to oneself, written after the recording was closed: when, with its UTC offset, and what."""

    written: datetime
    text: str


def add_note(path: Path, note: LaterNote) -> None:
    """Write a note beside what was recorded.

    Raises
    ------
    RecordingError
        It cannot be written there; the recording is as it was.
    """
    row = (note.written.isoformat(timespec="seconds"), plain(note.text[:LONGEST_NOTE]))
    write_beside(path, TABLE, "INSERT INTO later_note (written_at, text) VALUES (?, ?)", row)


def write_beside(
    path: Path,
    table: str,
    insert: str,
    *rows: tuple[str | int | float, ...],
    code: StrEnum = RecordingErrorCode.NOTE_NOT_KEPT,
) -> None:
    """Write rows into a table beside what was recorded, which is made with its first row: all of them or none.

    Raises
    ------
    RecordingError
        It cannot be written there, which ``code`` says; the recording is as it was.
    """
    try:
        _refuse_cut(path)
        with closing(opened(path, "rw", wait_s=_WAIT_FOR_OTHERS_S)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("BEGIN IMMEDIATE")
            with digests_follow(connection):
                connection.execute(table)
                connection.executemany(insert, rows)
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise RecordingError(code, str(path), problem=str(error)) from error


def _refuse_cut(path: Path) -> None:
    """Raise what SQLite says of a file that lacks pages, for within a page that was cut off it would write on."""
    with suppress(OSError):
        if not is_sealed(path) and lacks_pages(path):
            raise sqlite3.DatabaseError("database disk image is malformed")


def notes_in(connection: Connection) -> tuple[LaterNote, ...]:
    """Return the notes of a recording, oldest first; what is none of ours is passed over."""
    try:
        rows = connection.execute("SELECT written_at, text FROM later_note ORDER BY number").fetchall()
    except sqlite3.OperationalError:  # mostly there is no such table
        return ()
    notes = ((moment_of(written), text) for written, text in rows if isinstance(text, str))
    return tuple(LaterNote(written, text[:LONGEST_NOTE]) for written, text in notes if written is not None)


def moment_of(iso: object) -> datetime | None:
    """Return a moment as a table keeps it, with its UTC offset; ``None`` where it is none."""
    try:
        moment = datetime.fromisoformat(str(iso))
        return moment if moment.tzinfo else moment.astimezone()
    except (ValueError, OverflowError):
        return None
