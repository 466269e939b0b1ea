"""The file of a recording as it is made: begun in one commit, written event by event, closed into one file."""

import errno
import os
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.events import Event, Numbered
from biofeedback.private_files import make_private_folder
from sessions.schema import (
    APPLICATION_ID,
    CLOSED,
    FACT_TABLE,
    SIDE_FILES,
    TABLES,
    USER_VERSION,
    VERSION_TABLE,
    plain,
    side_files,
)

WAIT_FOR_OTHERS_S = 10.0
"""Real seconds that another program may hold the file before the recording stops."""


def create(path: Path, facts: Mapping[str, str], versions: Mapping[str, int]) -> sqlite3.Connection:
    """Make the file with its tables, facts and versions in one commit, and return the connection to go on with.

    Raises
    ------
    RecordingError
        The file is there already or cannot be made; nothing is left behind then.
    """
    if len(side_files(path)) < SIDE_FILES:
        raise RecordingError(RecordingErrorCode.NOT_MADE, str(path), problem=os.strerror(errno.ENAMETOOLONG))
    try:
        make_private_folder(path.parent)
        # SQLite would make the file with the permissions of the umask; the files beside it take over those of this one.
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError as error:
        raise RecordingError(RecordingErrorCode.THERE_ALREADY, str(path)) from error
    except OSError as error:
        raise RecordingError(RecordingErrorCode.NOT_MADE, str(path), **of_system(error)) from error
    try:
        return _begin(path, facts, versions)
    except sqlite3.Error as error:
        for leftover in (path, *side_files(path)):
            leftover.unlink(missing_ok=True)
        raise RecordingError(RecordingErrorCode.NOT_MADE, str(path), problem=str(error)) from error


def _begin(path: Path, facts: Mapping[str, str], versions: Mapping[str, int]) -> sqlite3.Connection:
    connection = sqlite3.connect(
        f"{path.as_uri()}?mode=rw",
        uri=True,
        timeout=WAIT_FOR_OTHERS_S,
        isolation_level=None,
        check_same_thread=False,  # made here, then used by the recorder's thread alone
    )
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {USER_VERSION}")
        connection.execute(FACT_TABLE)
        connection.execute(VERSION_TABLE)
        for table in TABLES.values():
            for statement in table.create:
                connection.execute(statement)
        connection.executemany(
            "INSERT INTO fact VALUES (?, ?)", ((plain(name), plain(value)) for name, value in facts.items())
        )
        connection.executemany("INSERT INTO definition_version VALUES (?, ?)", versions.items())
        connection.execute("COMMIT")
        # After the first commit, so that a file which is not empty always says in its header what it is.
        connection.execute("PRAGMA journal_mode = WAL")
    except BaseException:
        connection.close()
        raise
    return connection


def write(connection: sqlite3.Connection, items: Sequence[Numbered]) -> None:
    """Write the events in one commit, what sensors sent before what was thought of it."""
    of_type: defaultdict[type[Event], list[Numbered]] = defaultdict(list)
    for item in items:
        of_type[type(item.event)].append(item)
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for event_type, table in TABLES.items():
            if event_type in of_type:
                table.write(connection, of_type[event_type])


def mark_closed(connection: sqlite3.Connection) -> None:
    """Say in the file that it was closed in peace."""
    connection.execute("INSERT OR REPLACE INTO fact VALUES (?, 'yes')", (CLOSED,))


def tidy(connection: sqlite3.Connection) -> None:
    """Make one file of the recording. Whatever prevents that, nothing committed is lost."""
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA busy_timeout = 1000")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
