"""Words that were written beside a finished recording: the one thing that may be added to it afterwards.

They lie in a table of their own, ``later_note``, which is made with the first of them. Nothing that was recorded is
touched, so that the recording replays as before; a note that is written anew is another row, and the rows before stay
with their time.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from sessions.schema import plain

LONGEST_NOTE = 4000
"""Characters of a note: a choice, a full page."""

_WAIT_FOR_OTHERS_S = 1.0  # that another program may hold the file; a choice: a person waits for it

_TABLE = (
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
    write_beside(path, _TABLE, "INSERT INTO later_note (written_at, text) VALUES (?, ?)", row)


def write_beside(path: Path, table: str, insert: str, row: tuple[str | int, ...]) -> None:
    """Write a row into a table beside what was recorded, which is made with its first row.

    Raises
    ------
    RecordingError
        It cannot be written there; the recording is as it was.
    """
    try:
        uri = f"{path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, timeout=_WAIT_FOR_OTHERS_S, isolation_level=None)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(table)
            connection.execute(insert, row)
            connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise RecordingError(RecordingErrorCode.NOTE_NOT_KEPT, str(path), problem=str(error)) from error


def notes_in(connection: sqlite3.Connection) -> tuple[LaterNote, ...]:
    """Return the notes of a recording, oldest first; what is none of ours is passed over."""
    try:
        rows = connection.execute("SELECT written_at, text FROM later_note ORDER BY number").fetchall()
    except sqlite3.OperationalError:  # mostly there is no such table
        return ()
    notes = ((_moment(written), text) for written, text in rows if isinstance(text, str))
    return tuple(LaterNote(written, text[:LONGEST_NOTE]) for written, text in notes if written is not None)


def _moment(iso: object) -> datetime | None:
    try:
        moment = datetime.fromisoformat(str(iso))
        return moment if moment.tzinfo else moment.astimezone()
    except (ValueError, OverflowError):
        return None
