"""Where the recordings of several people lie: each person's in a folder of their own beneath the recordings.

Whoever Soften belongs to has no key, and their recordings lie in the folder itself; everybody else has an opaque key,
and theirs lie in ``people/<key>``. A recording says nothing of whose it is, so it is given to somebody by moving it,
and all that is kept of a person but the name is one folder.
"""

import errno
import os
import re
import secrets
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from hashlib import file_digest
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.private_files import make_private_folder
from sessions.index.store import forget
from sessions.opened_file import is_recording
from sessions.schema import side_files

OWNER = ""
"""The key of the one whose Soften it is."""

PEOPLE = "people"
GUEST = "guest-"
"""What the name of a guest's folder begins with, before a key."""

_KEY_BYTES = 8  # a choice: no two of a thousand people share one by chance
_KEY = re.compile(rf"[0-9a-f]{{{2 * _KEY_BYTES}}}")
_GUEST_KEY = re.compile(GUEST + _KEY.pattern)


def new_key() -> str:
    """Return a key that says nothing of a person: 16 hexadecimal digits."""
    return secrets.token_hex(_KEY_BYTES)


def folder_of(recordings: Path, key: str) -> Path:
    """Return the folder of a person's recordings, which need not exist yet.

    Raises
    ------
    ValueError
        This is no key.
    """
    if key == OWNER:
        return recordings
    if not _KEY.fullmatch(key) and not _GUEST_KEY.fullmatch(key):
        raise ValueError(f"{key!r} is no key of a person")
    return recordings / PEOPLE / key


def keys_in(recordings: Path) -> tuple[str, ...]:
    """Return the keys of the people who have a folder, without the owner and guests; none where it cannot be read."""
    return _folders(recordings, _KEY)


def guests_in(recordings: Path) -> tuple[str, ...]:
    """Return the keys of the guests who have a folder."""
    return _folders(recordings, _GUEST_KEY)


def person_of(recordings: Path, path: Path) -> str:
    """Return the key of the person whose recording this is, by its folder; the owner's for one from anywhere else."""
    folder = path.absolute().parent
    of_somebody = folder.parent == (recordings / PEOPLE).absolute()
    return folder.name if of_somebody and (_KEY.fullmatch(folder.name) or _GUEST_KEY.fullmatch(folder.name)) else OWNER


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
    return target


def remove(recordings: Path, key: str) -> None:
    """Delete the folder of a person, with all that is in it; the owner has none of their own.

    Raises
    ------
    RecordingError
        The system does not let it go, or it is a link.
    ValueError
        The key is the owner's, or none.
    """
    if key == OWNER:
        raise ValueError("the folder of the owner holds those of all others")
    folder = folder_of(recordings, key)
    if folder.is_symlink():
        raise RecordingError(RecordingErrorCode.LINK, str(folder), place=os.path.realpath(folder))
    try:
        shutil.rmtree(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise RecordingError(RecordingErrorCode.NOT_DELETED, str(folder), **of_system(error)) from error


def _folders(recordings: Path, key: re.Pattern[str]) -> tuple[str, ...]:
    try:
        found = list((recordings / PEOPLE).iterdir())
    except OSError:
        return ()
    return tuple(sorted(each.name for each in found if key.fullmatch(each.name) and _is_folder(each)))


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _settle(path: Path) -> None:
    """Let SQLite end what a writer that died left beside the recording, which is then one file.

    What SQLite cannot read is moved as it lies there.
    """
    try:
        uri = f"{path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, timeout=0.0, isolation_level=None)) as connection:
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
