"""Words of one's own for finding a recording again, added to it and removed from it after it was closed.

They lie beside what was recorded in a table of their own, ``later_tag``, as notes do (`sessions.later.notes`): a row
for every change, so that nothing is written over.
"""

import sqlite3
from datetime import datetime
from pathlib import Path

from sessions.connection import Connection
from sessions.later.notes import write_beside
from sessions.schema import plain

LONGEST_TAG = 40
"""Characters of such a word: a choice, a few words."""

TABLE = (
    "CREATE TABLE IF NOT EXISTS later_tag "
    "(number INTEGER PRIMARY KEY, written_at TEXT NOT NULL, tag TEXT NOT NULL, is_there INTEGER NOT NULL) STRICT"
)


def write_tag(path: Path, tag: str, written: datetime, *, is_there: bool) -> None:
    """Add a word to a recording, or remove it; an empty one changes nothing.

    Raises
    ------
    RecordingError
        It cannot be written there; the recording is as it was.
    """
    if tag := as_tag(tag):
        row = (written.isoformat(timespec="seconds"), tag, int(is_there))
        write_beside(path, TABLE, "INSERT INTO later_tag (written_at, tag, is_there) VALUES (?, ?, ?)", row)


def as_tag(text: str) -> str:
    """Return a text as it is kept: on one line, and no longer than such a word is."""
    return plain(" ".join(text.split()))[:LONGEST_TAG].strip()


def tags_in(connection: Connection) -> tuple[str, ...]:
    """Return the words of a recording that are there now, in the order in which they were added."""
    try:
        rows = connection.execute("SELECT tag, is_there FROM later_tag ORDER BY number").fetchall()
    except sqlite3.OperationalError:  # mostly there is no such table
        return ()
    tags: dict[str, None] = {}
    for tag, is_there in rows:
        if not isinstance(tag, str) or not (tag := as_tag(tag)):
            continue
        if is_there:
            tags.setdefault(tag)
        else:
            tags.pop(tag, None)
    return tuple(tags)
