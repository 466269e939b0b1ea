"""Opens the file of a recording for reading, and raises as ours what the system and SQLite raise."""

import sqlite3
import struct
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import MappingProxyType

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.ordinary_files import UnfitFileError, check_ordinary
from sessions.schema import APPLICATION_ID, USER_VERSION
from sessions.soundness import foreign_part

_MAGIC = b"SQLite format 3\0"
_LONGEST_VALUE = 16_777_216
"""Bytes of one value or row: a choice; the longest block of samples is some kilobytes."""

_OPENING_TAKES_AT_MOST_S = 2.0
"""Real seconds for what is read of a recording at once, before its events; a night takes a hundredth of that."""

_STEPS_BETWEEN_LOOKS = 100_000  # steps of SQLite's machine between two looks at the clock, about a millisecond

_HEADER_BYTES = 100  # the header of every SQLite file (sqlite.org/fileformat2.html, section 1.3)


def looks_like_recording(path: Path) -> bool:
    """Return whether a file begins as recordings do, whatever it is called; reading it will tell the rest."""
    try:
        check_ordinary(path)
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
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
        return _MAGIC.startswith(header[: len(_MAGIC)])
    return header.startswith(_MAGIC) and struct.unpack_from(">I", header, 68)[0] in (0, APPLICATION_ID)


def version_in(path: Path) -> int:
    """Return the version of the tables; raise a `RecordingError` where the first bytes say we cannot read it."""
    try:
        check_ordinary(path)
        with path.open("rb") as file:
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
    if not header:
        raise RecordingError(RecordingErrorCode.EMPTY, str(path))
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise RecordingError(RecordingErrorCode.NO_RECORDING, str(path))
    version, application_id = struct.unpack_from(">I4xI", header, 60)  # user_version at 60, application_id at 68
    if application_id != APPLICATION_ID:
        raise RecordingError(RecordingErrorCode.OTHER_DATABASE, str(path))
    if version > USER_VERSION:
        raise RecordingError(RecordingErrorCode.NEWER, str(path))
    return int(version)


def connect(path: Path) -> tuple[sqlite3.Connection, dict[str, str]]:
    """Open the recording for reading, hold on to its present state, and return its facts too."""
    try:
        return _connect_as(path, "ro")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
    # Cut off in the very moment of beginning or closing: SQLite first has to take the unfinished step back.
    with closing(sqlite3.connect(_uri(path, "rw"), uri=True)) as writer:
        writer.execute("PRAGMA schema_version")
    version_in(path)
    return _connect_as(path, "ro")


def _connect_as(path: Path, mode: str) -> tuple[sqlite3.Connection, dict[str, str]]:
    connection = sqlite3.connect(_uri(path, mode), uri=True, isolation_level=None, check_same_thread=False)
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


def _refuse_foreign_parts(connection: sqlite3.Connection, path: Path) -> None:
    if name := foreign_part(connection):
        raise RecordingError(RecordingErrorCode.FOREIGN_PART, str(path), part=name)


def _uri(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise as ours what SQLite raises."""
    try:
        yield
    except (sqlite3.Error, ValueError, MemoryError) as error:  # damaged text and lengths, as Python meets them
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the rest says in which call
        known = _ERROR_CODES.get(code, RecordingErrorCode.DAMAGED)
        raise RecordingError(known, str(path), problem=str(error)) from error


_ERROR_CODES: Mapping[int, RecordingErrorCode] = MappingProxyType(
    {
        sqlite3.SQLITE_CANTOPEN: RecordingErrorCode.CUT_OFF,
        sqlite3.SQLITE_READONLY: RecordingErrorCode.CUT_OFF,
        sqlite3.SQLITE_BUSY: RecordingErrorCode.HELD,
        sqlite3.SQLITE_INTERRUPT: RecordingErrorCode.SLOW,
    }
)
