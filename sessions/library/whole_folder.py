"""Moves or deletes all that Soften keeps in a folder of recordings, and nothing else that lies there.

That is the recordings, what SQLite keeps beside them, the index, and beneath ``people`` everything.
"""

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from filecmp import cmp
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode, StoreErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.files.kept import FilesDone
from biofeedback.files.private import make_private_folder
from sessions.library import SEALS_NEW, SUFFIX
from sessions.library.held import HELD
from sessions.library.room_names import rooms_in
from sessions.library.rooms import is_mark
from sessions.side_files import side_files

_INDEX = (".index.sqlite", ".index.sqlite-wal", ".index.sqlite-shm", ".index.sqlite-journal")
_PEOPLE = "people"


def kept_in(folder: Path) -> list[Path]:
    """Return every file that Soften keeps there; of a folder that is not there or cannot be read none.

    Those beside a recording come before it: should somebody be stopped in between, it is whole where it was.
    """
    try:
        recordings = sorted(path for path in folder.iterdir() if path.suffix == SUFFIX)
    except OSError:
        return []
    recordings += [path for room in rooms_in(folder) for path in sorted(room.glob(f"*{SUFFIX}"))]
    ours = [each for recording in recordings for each in (*side_files(recording), recording)]
    ours += [folder / name for name in (*_INDEX, SEALS_NEW)]
    ours += [path for room in rooms_in(folder) for path in sorted(room.iterdir()) if path.name == HELD or is_mark(path)]
    return [path for path in (*ours, *files_beneath(folder / _PEOPLE)) if os.path.lexists(path)]


def is_index(path: Path) -> bool:
    """Return whether a file is of an index, which is made anew whenever it is not there."""
    return path.name in _INDEX


def files_beneath(folder: Path) -> list[Path]:
    """Return every file beneath a folder, links as they are; of one that is a link itself none."""
    if folder.is_symlink():
        return []
    return [Path(where, name) for where, _, names in os.walk(folder) for name in sorted(names)]


def recordings_in(folder: Path) -> int:
    """Return how many recordings lie there, those of all people."""
    return sum(path.suffix == SUFFIX for path in kept_in(folder))


def move_all(from_folder: Path, to_folder: Path, on_file: Callable[[], object] = lambda: None) -> FilesDone:
    """Move everything; each file is whole in one of the two places at any moment, and none is written over.

    ``on_file`` is called after each. What could not be moved stays where it is, and the errors say why.
    """
    done, left = 0, []
    for path in kept_in(from_folder):
        target = to_folder / path.relative_to(from_folder)
        try:
            make_private_folder(target.parent)
            _move(path, target)
        except FileExistsError:
            left.append(RecordingError(StoreErrorCode.ALREADY_THERE, str(path), folder=str(target.parent)))
        except OSError as error:
            left.append(RecordingError(StoreErrorCode.NOT_MOVED, str(path), **of_system(error)))
        else:
            done += path.suffix == SUFFIX
        on_file()
    _remove_empty((from_folder / _PEOPLE, *rooms_in(from_folder)))
    return FilesDone(done, tuple(left))


def delete_all(files: Iterable[Path], folders: Iterable[Path] = ()) -> FilesDone:
    """Delete files, then the folders among ``folders`` that are empty by then, and those beneath them.

    A file that is gone already counts for nothing; what the system does not let go is told and stays.
    """
    done, left = 0, []
    for path in files:
        try:
            path.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            left.append(RecordingError(RecordingErrorCode.NOT_DELETED, str(path), **of_system(error)))
        else:
            done += 1
    _remove_empty(folders)
    return FilesDone(done, tuple(left))


def _move(path: Path, target: Path) -> None:
    if target.exists():
        if not cmp(path, target, shallow=False):
            raise FileExistsError
        path.unlink()
        return
    beside = target.with_name(f"{target.name}.part")
    try:
        # Renamed where the two are on one disk; else copied, and taken away here when the copy is whole.
        path.rename(target)
    except OSError:
        try:
            shutil.copy2(path, beside)
            with beside.open("rb+") as copy:
                os.fsync(copy.fileno())
            if not cmp(path, beside, shallow=False):
                raise OSError(5, os.strerror(5)) from None  # EIO: what was written does not come back
            beside.replace(target)
        finally:
            with suppress(OSError):
                beside.unlink()
        path.unlink()


def _remove_empty(folders: Iterable[Path]) -> None:
    for folder in folders:
        if folder.is_symlink():
            continue
        for where, _, _ in os.walk(folder, topdown=False):
            with suppress(OSError):
                Path(where).rmdir()
