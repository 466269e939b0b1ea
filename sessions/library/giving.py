"""Gives a recording to somebody: it moves into their folder, and is whole in one of the two places at any moment."""

import errno
import os
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from hashlib import file_digest
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.files.private import make_private_folder
from sessions.connection import opened
from sessions.index.store import forget
from sessions.library.room_names import remove_empty_room
from sessions.opened_file import is_recording
from sessions.sealed.header import is_sealed
from sessions.side_files import side_files


def give(path: Path, folder: Path) -> Path:
    """Move a recording, with whatever lies beside it, into a person's folder, and return where it is now.

    It is renamed; to another filesystem it is copied, the copy compared, and then deleted. Until then it is as it was.

    Raises
    ------
    RecordingError
        It is no recording, it is still being written, or the system does not let it go.
    """
    if path.is_symlink():
        raise RecordingError(RecordingErrorCode.NOT_ORDINARY, str(path))
    if not path.exists():
        raise RecordingError(RecordingErrorCode.FILE_MISSING, str(path))
    if not is_recording(path):
        raise RecordingError(RecordingErrorCode.NO_RECORDING, str(path))
    try:
        make_private_folder(folder)
        if folder.samefile(path.parent):
            return path
        _settle(path)
        target = _free(folder, path)
        # Those beside it first: should we be stopped in between, it is whole where it was.
        beside = [old for old in side_files(path) if old.exists()]
        moves = {old: target.with_name(target.name + old.name.removeprefix(path.name)) for old in beside}
        moves[path] = target
        _move(moves)
    except OSError as error:
        raise RecordingError(RecordingErrorCode.NOT_GIVEN, str(path), **of_system(error)) from error
    forget(path)
    remove_empty_room(path.parent)
    return target


def _settle(path: Path) -> None:
    """Let SQLite end what a writer that died left beside the recording, which is then one file.

    What SQLite cannot read is moved as it lies there, and so is a sealed one beside which nothing lies.
    """
    if is_sealed(path) and not any(each.exists() for each in side_files(path)):
        return
    try:
        with closing(opened(path, "rw", wait_s=0.0)) as connection:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA journal_mode = DELETE")  # as at the end of every recording; refused while in use
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise RecordingError(RecordingErrorCode.HELD, str(path)) from error
    except sqlite3.DatabaseError:
        return


def _free(folder: Path, path: Path) -> Path:
    target = folder / path.name
    copy = 2
    while target.exists() or target.is_symlink():
        target = folder / f"{path.stem}_{copy}{path.suffix}"
        copy += 1
    return target


def _move(moves: Mapping[Path, Path]) -> None:
    """Move files, the last of them the recording; nothing is deleted before all are there."""
    *beside, (path, target) = moves.items()
    made: list[Path] = []
    try:
        for old, new in beside:
            made.append(new)
            _copy(old, new)
        try:
            path.rename(target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            made.append(target)
            _copy(path, target)
            path.unlink()
    except OSError:
        for each in made:
            with suppress(OSError):
                each.unlink()
        raise
    for old, _ in beside:
        old.unlink(missing_ok=True)


def _copy(old: Path, new: Path) -> None:
    """Copy a file to where none is, and compare what arrived there."""
    with old.open("rb") as source, open(new, "xb", opener=_own) as copy:
        shutil.copyfileobj(source, copy)
        copy.flush()
        os.fsync(copy.fileno())
    shutil.copystat(old, new)
    with old.open("rb") as source, new.open("rb") as copy:
        if file_digest(source, "sha256").digest() != file_digest(copy, "sha256").digest():
            raise OSError(errno.EIO, os.strerror(errno.EIO))


def _own(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)  # read and written by the owner alone
