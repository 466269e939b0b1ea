"""Opens a recording with SQLite, and one that was cut off or is damaged as far as it goes."""

import sqlite3
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from sessions.connection import Connection
from sessions.looking import Looking
from sessions.opened_file import connect
from sessions.salvage.pages import lacks_pages
from sessions.salvage.salvage import Salvage, salvage
from sessions.sealed.header import is_sealed

_DAMAGED = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR})
"""What SQLite says of a file that it refuses, the last of them where a table is not there."""


def connect_as_far_as_it_goes(
    path: Path, looking: Looking, version: int, *, mended: bool = False
) -> tuple[Connection, dict[str, str], Salvage | None]:
    """Open a recording for reading, and return its facts too, and how much is there where it is not all.

    Parameters
    ----------
    path : Path
        The recording.
    looking : Looking
        Where it is read.
    version : int
        The version of its tables.
    mended : bool
        Whether to read its pages ourselves though SQLite would read it.

    Raises
    ------
    sqlite3.Error, UnicodeError
        SQLite refuses it, and there is nothing in it that could be read otherwise.
    """
    if is_sealed(path):  # its pages say nothing without the key, and what was changed in one is refused whole
        return *connect(path, looking), None
    refused: sqlite3.Error | UnicodeError | None = None
    if not mended:
        try:
            opened, facts = connect(path, looking)
        except (sqlite3.Error, UnicodeError) as error:  # the second where SQLite quotes what is no text
            if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF not in _DAMAGED:
                raise
            refused = error
        else:
            if not lacks_pages(looking.at):
                return opened, facts, None
            opened.close()
    connection, found = salvage(looking.at, version)
    if refused is not None and found.pages_there == found.pages and not found.rows:
        connection.close()
        raise refused
    facts = dict(connection.execute("SELECT name, value FROM fact"))
    connection.execute("BEGIN")
    return connection, facts, found


def partly_there(path: Path, found: Salvage) -> RecordingError:
    """Return what there is to say of a recording that is not all there."""
    return RecordingError(
        RecordingErrorCode.PARTLY_THERE,
        str(path),
        pages=found.pages,
        there=found.pages_there,
        rows=found.rows,
    )
