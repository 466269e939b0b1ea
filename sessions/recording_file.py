"""The file of a recording as it is made: begun in one commit, written event by event, closed into one file."""

import errno
import os
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from itertools import islice
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError, UsageError, of_system
from biofeedback.events import Event, Numbered
from biofeedback.files.private import make_private_folder
from sessions.connection import Connection, opened
from sessions.digests import keep_digests
from sessions.schema import APPLICATION_ID, CLOSED, FACT_TABLE, TABLES, USER_VERSION, VERSION_TABLE, plain
from sessions.sealed.passphrases import Passphrase
from sessions.side_files import SIDE_FILES, side_files

_AT_ONCE = 10_000  # events in one commit: some megabytes, and a night is written in a hundred of them

WAIT_FOR_OTHERS_S = 10.0
"""Real seconds that another program may hold the file before the recording stops."""


def create(
    path: Path, facts: Mapping[str, str], versions: Mapping[str, int], seal: Passphrase | None = None
) -> Connection:
    """Make the file with its tables, facts and versions in one commit, and return the connection to go on with.

    With ``seal`` everything is sealed before it reaches the disk, and without the passphrase nobody reads it again.

    Raises
    ------
    RecordingError
        The file is there already or cannot be made; nothing is left behind then.
    UsageError
        It cannot be sealed here; nothing is written in clear then.
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
        return _begin(path, facts, versions, seal)
    except (sqlite3.Error, UsageError) as error:
        for leftover in (path, *side_files(path)):
            leftover.unlink(missing_ok=True)
        if isinstance(error, UsageError):
            raise
        raise RecordingError(RecordingErrorCode.NOT_MADE, str(path), problem=str(error)) from error


def _begin(path: Path, facts: Mapping[str, str], versions: Mapping[str, int], seal: Passphrase | None) -> Connection:
    connection = opened(path, "rw", wait_s=WAIT_FOR_OTHERS_S) if seal is None else _open_sealed(path, seal)
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
        if seal is not None:
            _check_sealed(path)
        # After the first commit, so that a file which is not empty always says in its header what it is.
        connection.execute("PRAGMA journal_mode = WAL")
        # So that there is something in the log from now on: where none is, somebody took it away.
        connection.execute(f"PRAGMA user_version = {USER_VERSION}")
    except BaseException:
        connection.close()
        raise
    return connection


def _open_sealed(path: Path, seal: Passphrase) -> Connection:
    from sessions.sealed.opening import open_new

    return open_new(path, seal, WAIT_FOR_OTHERS_S)


def _check_sealed(path: Path) -> None:
    from sessions.sealed.opening import check_sealed

    check_sealed(path)


def write(connection: Connection, items: Sequence[Numbered]) -> None:
    """Write the events in one commit, what sensors sent before what was thought of it."""
    of_type: defaultdict[type[Event], list[Numbered]] = defaultdict(list)
    for item in items:
        of_type[type(item.event)].append(item)
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        for event_type, table in TABLES.items():
            if event_type in of_type:
                table.write(connection, of_type[event_type])


def write_whole(
    path: Path,
    facts: Mapping[str, str],
    versions: Mapping[str, int],
    events: Iterator[Numbered],
    *,
    closed: bool,
    seal: Passphrase | None = None,
    beside: Callable[[Connection], object] = lambda _: None,
) -> int:
    """Make a whole file of events that are there already, and return how many it holds.

    Parameters
    ----------
    path : Path
        The file to make.
    facts : mapping of str to str
        What is true of the whole session.
    versions : mapping of str to int
        With which version of every definition and stage its numbers were computed.
    events : iterator of Numbered
        The events, read as they are written.
    closed : bool
        Whether it is to say that it was closed in peace.
    seal : Passphrase or None
        With what to seal it.
    beside : callable
        Writes what lies beside the events.

    Raises
    ------
    RecordingError
        The file is there already or cannot be written; nothing of it is left then.
    """
    connection = create(path, facts, versions, seal)
    count = 0
    try:
        with closing(connection):
            while items := list(islice(events, _AT_ONCE)):
                write(connection, items)
                count += len(items)
            beside(connection)
            if closed:
                mark_closed(connection)
            tidy(connection)
    except BaseException as error:
        for leftover in (path, *side_files(path)):
            leftover.unlink(missing_ok=True)
        if isinstance(error, sqlite3.Error):
            raise RecordingError(RecordingErrorCode.NOT_MADE, str(path), problem=str(error)) from error
        raise
    return count


def mark_closed(connection: Connection) -> None:
    """Say in the file that it was closed in peace, and how its tables are from now on."""
    with connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT OR REPLACE INTO fact VALUES (?, 'yes')", (CLOSED,))
        keep_digests(connection)


def tidy(connection: Connection) -> None:
    """Make one file of the recording. Whatever prevents that, nothing committed is lost."""
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA busy_timeout = 1000")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
