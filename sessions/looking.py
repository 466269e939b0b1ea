"""Opens a recording to look at it, so that nothing on the disk changes, whatever lies beside it.

SQLite by itself takes an unfinished step back into the file, and makes a log where the file says that there is one. So
the file alone is read where its log holds nothing, and the log as it lies there, with its index in memory, where its
writer is gone; where somebody is writing, SQLite shares what is there. What cannot be read in place, a file beside a
journal or beside a log without an index, is copied to a passing folder, sealed as it is, and put in order there.
"""

import os
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Self

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.files.ordinary import UnfitFileError, check_ordinary
from sessions.connection import Connection, Mode, opened
from sessions.salvage.wal import read_wal
from sessions.sealed.header import is_sealed

_JOURNAL_MARK = bytes.fromhex("d9d505f920a163d7")
"""How a journal begins, and how it ends where it belongs to several files (sqlite.org/fileformat2.html, section 3)."""

_TRIES = 20
"""How often a file is looked at anew that another program changes meanwhile: a choice."""

_AT_ONCE = 1 << 20
"""Bytes that are copied at once: a choice, a megabyte."""


class Looking:
    """Where a recording is read: in its place, or as a passing copy; a context manager.

    Parameters
    ----------
    path : Path
        The recording.

    Attributes
    ----------
    at : Path
        What is read: the recording itself or the copy.
    unfinished : bool
        Whether a step was not finished in it, which the copy does not have any more.

    Raises
    ------
    sqlite3.Error
        SQLite does not open it.
    RecordingError
        It is sealed and was not opened, another program changes it all the time, or the copy cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self.at = path
        path = Path(os.path.realpath(path))  # beside which everything lies
        self.unfinished = _has_unfinished_step(path)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        if self.unfinished or _log_lacks_index(path):
            self._copy(path)

    def open(self) -> Connection:
        """Return a connection for reading."""
        for _ in range(_TRIES):
            mode = self._mode()
            try:
                connection = _begun(self.at, mode)
            except sqlite3.OperationalError as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_CANTOPEN:
                    raise
                continue  # what lay beside it a moment ago is gone
            if mode == self._mode():
                return connection
            connection.close()
        return _begun(self.at, self._mode())

    def close(self) -> None:
        """Remove the copy."""
        if self._folder is not None:
            self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _mode(self) -> Mode:
        path = Path(os.path.realpath(self.at))
        if self._folder is not None or not _written_with_log(path):
            return "ro"
        # Whoever has a recording with a log open has both files beside it. A log with a beginning and no page is of a
        # writer who is gone, and SQLite would wait for what never comes.
        shared = _bytes_of(path, "-shm") is not None and (_bytes_of(path, "-wal") == 0 or _holds_pages(path))
        return "shared" if shared else "immutable"

    def _copy(self, path: Path) -> None:
        if is_sealed(path):
            from sessions.sealed.opening import passphrase_of

            passphrase_of(path, 0.0)  # asked for by the name of the recording
        try:
            self._folder = tempfile.TemporaryDirectory(prefix="soften-", ignore_cleanup_errors=True)
            self.at = _copied(path, Path(self._folder.name) / "recording")
            if self.unfinished:
                with closing(opened(self.at, "rw")) as writer:
                    writer.execute("PRAGMA schema_version")
        except OSError as error:
            self.close()
            given = {"folder": _folder_for_passing_files(), **of_system(error)}
            raise RecordingError(RecordingErrorCode.CUT_OFF, str(path), **given) from error
        except BaseException:
            self.close()
            raise


def _folder_for_passing_files() -> str:
    try:
        return tempfile.gettempdir()
    except OSError:  # none of those that the system knows can be used
        return os.environ.get("TMPDIR", "")


def _begun(path: Path, mode: Mode) -> Connection:
    connection = opened(path, mode)
    try:
        connection.execute("PRAGMA schema_version")
    except BaseException:
        connection.close()
        raise
    return connection


def _has_unfinished_step(path: Path) -> bool:
    """Return whether SQLite would take a step back that a writer began who is gone."""
    try:
        check_ordinary(_beside(path, "-journal"))
        with _beside(path, "-journal").open("rb") as journal:
            if journal.read(1) in (b"", b"\0"):  # as after a step that was finished
                return False
    except (OSError, UnfitFileError):
        return False
    if _written_with_log(path):
        return True
    try:
        with closing(opened(path, "ro")) as connection:
            connection.execute("PRAGMA schema_version")
    except sqlite3.OperationalError as error:
        return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_READONLY_ROLLBACK
    except sqlite3.Error:  # reading tells
        return False
    return False


def _log_lacks_index(path: Path) -> bool:
    """Return whether a log holds pages and nobody can have it open."""
    return _written_with_log(path) and _bytes_of(path, "-shm") is None and _holds_pages(path)


def _holds_pages(path: Path) -> bool:
    return read_wal(_beside(path, "-wal"), checked=False).frames > 0


def _written_with_log(path: Path) -> bool:
    """Return whether a file says that there is a log beside it; of a sealed one too (section 1.3.3)."""
    try:
        check_ordinary(path)
        with path.open("rb") as file:
            return file.read(20)[18:] == b"\2\2"  # the versions for writing and for reading
    except (OSError, UnfitFileError):
        return False


def _copied(path: Path, copy: Path) -> Path:
    """Copy a recording with what lies beside it as it is between two steps of whoever writes there."""
    for _ in range(_TRIES):
        before = _state(path)
        for ending in _ENDINGS:
            _copy_file(_beside(path, ending), _beside(copy, ending))
        if _state(path) == before:
            return copy
    raise RecordingError(RecordingErrorCode.HELD, str(path))


_ENDINGS = ("", "-wal", "-journal")


def _copy_file(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    try:
        check_ordinary(source)
        file = source.open("rb")
    except (FileNotFoundError, UnfitFileError):
        return
    with file, os.fdopen(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "rb+") as copy:
        while data := file.read(_AT_ONCE):
            copy.write(data)
        # Several files never belong together here, and SQLite would delete another one that a stranger names there.
        if source.name.endswith("-journal") and copy.tell() > len(_JOURNAL_MARK):
            copy.seek(-len(_JOURNAL_MARK), os.SEEK_END)
            if copy.read() == _JOURNAL_MARK:
                copy.seek(-len(_JOURNAL_MARK), os.SEEK_END)
                copy.write(bytes(len(_JOURNAL_MARK)))


def _state(path: Path) -> list[tuple[int, int] | None]:
    found: list[tuple[int, int] | None] = []
    for ending in _ENDINGS:
        try:
            status = _beside(path, ending).stat()
        except OSError:
            found.append(None)
        else:
            found.append((status.st_size, status.st_mtime_ns))
    return found


def _bytes_of(path: Path, ending: str) -> int | None:
    try:
        return _beside(path, ending).stat().st_size
    except OSError:  # it is not there, or its name would be too long
        return None


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)
