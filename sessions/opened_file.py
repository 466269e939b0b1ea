"""Opens the file of a recording for reading, and raises as ours what the system and SQLite raise."""

import sqlite3
import struct
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType

from biofeedback.error_codes import RecordingErrorCode, SealErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.files.ordinary import UnfitFileError, check_ordinary
from sessions.connection import Connection
from sessions.looking import Looking
from sessions.schema import APPLICATION_ID, USER_VERSION
from sessions.sealed.header import MAGIC, has_seal, is_sealed
from sessions.soundness import foreign_part

_LONGEST_VALUE = 16_777_216
"""Bytes of one value or row: a choice; the longest block of samples is some kilobytes."""

_OPENING_TAKES_AT_MOST_S = 2.0
"""Real seconds for what is read of a recording at once, before its events; a night takes a hundredth of that."""

_STEPS_BETWEEN_LOOKS = 100_000  # steps of SQLite's machine between two looks at the clock, about a millisecond

_HEADER_BYTES = 100  # the header of every SQLite file (sqlite.org/fileformat2.html, section 1.3)


def looks_like_recording(path: Path) -> bool:
    """Return whether a file begins as recordings do, plain or sealed, whatever it is called; reading tells the rest."""
    try:
        check_ordinary(path)
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
            return header.startswith(MAGIC) or has_seal(header)
    except (OSError, UnfitFileError):
        return False


def is_recording(path: Path) -> bool:
    """Return whether a file is a recording of Soften by its first bytes, or the beginning of one that was cut off."""
    try:
        check_ordinary(path)
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except (OSError, UnfitFileError):
        return False
    if len(header) < _HEADER_BYTES:
        return MAGIC.startswith(header[: len(MAGIC)])
    if has_seal(header):
        return True
    return header.startswith(MAGIC) and struct.unpack_from(">I", header, 68)[0] in (0, APPLICATION_ID)


def version_in(path: Path, at: Path | None = None) -> int:
    """Return the version of the tables; raise a `RecordingError` where the first bytes say we cannot read it.

    ``at`` is where it is read, if that is not the file itself.
    """
    read = path if at is None else at
    try:
        check_ordinary(read)
        with read.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except UnfitFileError as error:
        code = RecordingErrorCode.IS_FOLDER if path.is_dir() else RecordingErrorCode.NOT_ORDINARY
        raise RecordingError(code, str(path)) from error
    except FileNotFoundError as error:
        raise RecordingError(RecordingErrorCode.FILE_MISSING, str(path)) from error
    except IsADirectoryError as error:
        raise RecordingError(RecordingErrorCode.IS_FOLDER, str(path)) from error
    except OSError as error:
        raise RecordingError(RecordingErrorCode.FILE_UNREADABLE, str(path), **of_system(error)) from error
    if len(header) < _HEADER_BYTES and MAGIC.startswith(header[: len(MAGIC)]):
        if header:
            raise RecordingError(RecordingErrorCode.CUT_SHORT, str(path), count=len(header))
        raise RecordingError(RecordingErrorCode.EMPTY, str(path))
    if has_seal(header):
        version, application_id = _behind_the_seal(path, read)
    elif len(header) < _HEADER_BYTES or not header.startswith(MAGIC):
        raise RecordingError(RecordingErrorCode.NO_RECORDING, str(path))
    else:
        version, application_id = struct.unpack_from(">i4xI", header, 60)  # user_version at 60, application_id at 68
    if application_id != APPLICATION_ID:
        raise RecordingError(RecordingErrorCode.OTHER_DATABASE, str(path))
    if version > USER_VERSION:
        raise RecordingError(RecordingErrorCode.NEWER, str(path))
    if version < 1:  # no Soften wrote one
        raise RecordingError(RecordingErrorCode.VERSION_UNTRUE, str(path), version=version)
    return int(version)


def _behind_the_seal(path: Path, read: Path) -> tuple[int, int]:
    """Return the version and the application id of a sealed file."""
    with translated(path), Looking(read) as looking, closing(looking.open()) as connection:
        version, application_id = (
            int(connection.execute(f"PRAGMA {mark}").fetchone()[0]) for mark in ("user_version", "application_id")
        )
    return version, application_id


def connect(path: Path, looking: Looking) -> tuple[Connection, dict[str, str]]:
    """Open the recording for reading, hold on to its present state, and return its facts too."""
    connection = looking.open()
    try:
        # Nothing in a file of a stranger runs, nothing in it is longer than anything of ours, and nothing takes long.
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        give_up_s = time.monotonic() + _OPENING_TAKES_AT_MOST_S
        connection.set_progress_handler(lambda: time.monotonic() > give_up_s, _STEPS_BETWEEN_LOOKS)
        connection.execute("BEGIN")
        _refuse_foreign_parts(connection, path)
        return connection, dict(
            connection.execute("SELECT name, value FROM fact WHERE typeof(name) = 'text' AND typeof(value) = 'text'")
        )
    except BaseException:
        connection.close()
        raise


def _refuse_foreign_parts(connection: Connection, path: Path) -> None:
    if name := foreign_part(connection):
        raise RecordingError(RecordingErrorCode.FOREIGN_PART, str(path), part=name)


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise as ours what SQLite raises."""
    try:
        yield
    except (sqlite3.Error, ValueError, MemoryError) as error:  # damaged text and lengths, as Python meets them
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the rest says in which call
        # That its pages are damaged SQLite says in words that say nothing more.
        given = {} if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) else {"problem": str(error)}
        known = _ERROR_CODES.get(code) or damaged_code(path)
        raise RecordingError(known, str(path), **given) from error


def damaged_code(path: Path) -> RecordingErrorCode | SealErrorCode:
    """Return what is said of a damaged file: what can be read of it can be copied, unless it is sealed."""
    return SealErrorCode.PAGES_DAMAGED if is_sealed(path) else RecordingErrorCode.DAMAGED


_ERROR_CODES: Mapping[int, RecordingErrorCode] = MappingProxyType(
    {
        sqlite3.SQLITE_CANTOPEN: RecordingErrorCode.FILE_UNREADABLE,
        sqlite3.SQLITE_READONLY: RecordingErrorCode.HELD,
        sqlite3.SQLITE_BUSY: RecordingErrorCode.HELD,
        sqlite3.SQLITE_INTERRUPT: RecordingErrorCode.SLOW,
    }
)
