"""The file of the index: a cache that is made anew whenever it is not there, not ours, damaged or of another version.

It lies beside the recordings and holds words from them, so it is for the user's eyes alone, and what is removed from
it is overwritten. Several programs may use it at once: every look and every change is one short transaction.
"""

import logging
import os
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from biofeedback.files.ordinary import UnfitFileError, check_ordinary
from sessions.file_uri import file_uri
from sessions.library.room_names import is_room

INDEX_NAME = ".index.sqlite"
"""Its name in the folder of the recordings."""

VERSION = 2
"""What is kept of a recording, and how; another version is another index."""

_APPLICATION_ID = 0x536F4978
"""``SoIx`` in ASCII: what makes an SQLite file an index of ours."""

_WAIT_FOR_OTHERS_S = 0.5  # that another window may hold the file; a choice: it does so for milliseconds
_OWN_FILE = 0o600  # read and written by the owner alone
_LONGEST_VALUE = 1_048_576  # bytes of a row: a choice, a hundred times what there is to keep of any recording
_TABLE = "CREATE TABLE recording (name BLOB PRIMARY KEY, stamp TEXT NOT NULL, entry TEXT NOT NULL) STRICT"

logger = logging.getLogger(__name__)

Row = tuple[str, str]
"""The stamp of a recording, and its entry as JSON."""


class IndexStore:
    """The index of one folder; a file that cannot be used is as an empty one, and said to nobody but the log.

    Parameters
    ----------
    folder : Path
        The folder of the recordings.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / INDEX_NAME

    def rows(self) -> dict[str, Row]:
        """Return what is kept, by the name of the recording's file."""
        if not self._usable():
            return {}
        try:
            with _opened(self.path) as connection:
                found = connection.execute("SELECT name, stamp, entry FROM recording").fetchall()
                return {os.fsdecode(name): (stamp, entry) for name, stamp, entry in found}
        except (sqlite3.Error, _NotOursError, TypeError, ValueError) as error:
            logger.info("the index is made anew: %s", error)
            return {}

    def keep(self, rows: Iterable[tuple[str, Row]], gone: Collection[str] = ()) -> bool:
        """Keep rows and remove those that are ``gone``; return whether that was possible."""
        kept = [(os.fsencode(name), stamp, entry) for name, (stamp, entry) in rows]
        try:
            try:
                self._write(kept, gone)
            except (_NotOursError, sqlite3.DatabaseError) as error:
                if isinstance(error, sqlite3.OperationalError):  # held by another window, or no room
                    raise
                logger.info("the index is made anew: %s", error)
                self.remove()
                self._write(kept, gone)
        except (OSError, sqlite3.Error, _NotOursError, UnfitFileError) as error:
            logger.info("the index is not kept: %s", error)
            return False
        return True

    def _write(self, kept: Iterable[tuple[bytes, str, str]], gone: Collection[str]) -> None:
        self._prepare()
        with _opened(self.path) as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("DELETE FROM recording WHERE name = ?", ((os.fsencode(name),) for name in gone))
            connection.executemany("INSERT OR REPLACE INTO recording VALUES (?, ?, ?)", kept)

    def _usable(self) -> bool:
        try:
            check_ordinary(self.path)
        except (OSError, UnfitFileError):
            return False
        return not self.path.is_symlink()

    def _prepare(self) -> None:
        """Make the file with its table, unless it is there."""
        if self.path.is_symlink():
            raise FileExistsError(self.path)
        with suppress(FileExistsError):
            os.close(os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWN_FILE))
        check_ordinary(self.path)
        with suppress(OSError):  # of a disk without permissions
            self.path.chmod(_OWN_FILE)
        if self.path.stat().st_size == 0:
            with closing(_connection(self.path)) as connection, connection:
                connection.execute("BEGIN IMMEDIATE")
                if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,):
                    connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
                    connection.execute(f"PRAGMA user_version = {VERSION}")
                    connection.execute(_TABLE)

    def remove(self) -> None:
        """Delete the file, with what SQLite may have left beside it."""
        for ending in ("", "-journal"):
            self.path.with_name(self.path.name + ending).unlink(missing_ok=True)


def forget(path: Path) -> None:
    """Keep nothing of a recording that has left its folder."""
    folder = path.parent.parent if is_room(path.parent) else path.parent
    store = IndexStore(folder)
    if store.path.exists():
        store.keep((), (path.relative_to(folder).as_posix(),))


class _NotOursError(Exception):
    """The file is no index of this version."""


def _connection(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{file_uri(path.absolute())}?mode=rw", uri=True, timeout=_WAIT_FOR_OTHERS_S, isolation_level=None
    )
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA synchronous = OFF")  # what a power cut damages is made anew
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(_connection(path)) as connection:
        marks = (connection.execute(f"PRAGMA {mark}").fetchone()[0] for mark in ("application_id", "user_version"))
        if tuple(marks) != (_APPLICATION_ID, VERSION):
            raise _NotOursError(path)
        if connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall() != [(_TABLE,)]:
            raise _NotOursError(path)
        yield connection
