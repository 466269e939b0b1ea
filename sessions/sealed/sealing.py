"""Seals a finished recording, opens its seal for good, or gives it another one: by a copy that takes its place.

The copy is compared with the recording, table by table and row by row, and is on the disk before it takes its place;
until then the recording is as it was. Whatever befalls the program or the power, there is one of the two, whole.
"""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import chain, zip_longest
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode, SealErrorCode
from biofeedback.errors import RecordingError, of_system
from sessions.connection import Connection, Row, opened
from sessions.opened_file import translated
from sessions.reader import Recording
from sessions.sealed.header import is_sealed
from sessions.sealed.opening import can_seal, check_sealed, open_new
from sessions.sealed.passphrases import GIVEN, Passphrase
from sessions.side_files import part_file, side_files

_MARKS = ("application_id", "user_version")


def reseal(path: Path, seal: Passphrase | None) -> None:
    """Let a recording be sealed with this passphrase from now on, whatever it was before; ``None`` for a plain one.

    Raises
    ------
    RecordingError
        It cannot be read with what was given, it is in use, or the copy cannot be made; it is as it was then.
    UsageError
        Nothing can be sealed here.
    """
    if path.is_symlink():
        raise RecordingError(RecordingErrorCode.NOT_ORDINARY, str(path))
    if seal is not None:
        can_seal()
    elif path.exists() and not is_sealed(path):
        raise RecordingError(SealErrorCode.NOT_SEALED, str(path))
    with Recording(path):  # refuses what is none of ours
        pass
    _settle(path)
    part = part_file(path)
    try:
        _replace(path, part, None if seal is None else GIVEN.remember(seal))
    except OSError as error:
        raise RecordingError(SealErrorCode.NOT_CHANGED, str(path), **of_system(error)) from error
    except sqlite3.Error as error:
        raise RecordingError(SealErrorCode.NOT_CHANGED, str(path), problem=str(error)) from error
    finally:
        part.unlink(missing_ok=True)


def _replace(path: Path, part: Path, seal: Passphrase | None) -> None:
    before = path.stat()
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # read and written by the owner alone
    with closing(opened(path, "ro")) as source:
        source.execute("PRAGMA trusted_schema = OFF")
        with closing(opened(part, "rw") if seal is None else open_new(part, seal, 0.0)) as copy:
            _copy(source, copy)
        if seal is not None:
            check_sealed(part)
        with closing(opened(part, "ro")) as copy:
            if any(one != other for one, other in zip_longest(_contents(source), _contents(copy))):
                raise OSError(errno.EIO, os.strerror(errno.EIO))
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    now = path.stat()
    if (before.st_mtime_ns, before.st_size) != (now.st_mtime_ns, now.st_size) or _in_use(path):
        raise RecordingError(RecordingErrorCode.HELD, str(path))
    os.utime(part, ns=(before.st_atime_ns, before.st_mtime_ns))
    part.replace(path)


def _copy(source: Connection, copy: Connection) -> None:
    with copy:
        copy.execute("BEGIN IMMEDIATE")
        for mark in _MARKS:
            copy.execute(f"PRAGMA {mark} = {int(source.execute(f'PRAGMA {mark}').fetchone()[0])}")
        for name, sql in _tables(source):
            copy.execute(sql)
            rows = iter(source.execute(f"SELECT * FROM {name}"))
            if (first := next(rows, None)) is not None:
                insert = f"INSERT INTO {name} VALUES ({', '.join('?' * len(first))})"
                copy.executemany(insert, chain((first,), rows))


def _settle(path: Path) -> None:
    """Let SQLite fold in what a writer that died left beside it."""
    with translated(path), closing(opened(path, "rw", wait_s=0.0)) as connection:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA journal_mode = DELETE")  # refused while another program has it
    if _in_use(path):
        raise RecordingError(RecordingErrorCode.HELD, str(path))


def _in_use(path: Path) -> bool:
    return any(each.exists() for each in side_files(path) if each != part_file(path))


def _contents(connection: Connection) -> Iterator[Row]:
    """Yield all that makes a recording: its marks, its tables and their rows."""
    yield from (connection.execute(f"PRAGMA {mark}").fetchone() for mark in _MARKS)
    for name, sql in _tables(connection):
        yield name, sql
        yield from connection.execute(f"SELECT * FROM {name}")


def _tables(connection: Connection) -> list[tuple[str, str]]:
    """Return the tables in the order in which they were made, each with its name in quotes and how it is made."""
    found = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY rowid").fetchall()
    return [('"' + name.replace('"', '""') + '"', sql) for name, sql in found if not name.startswith("sqlite_")]
