"""Makes an export in a hidden folder of its own beside its place, and puts it there when it is whole."""

import atexit
import os
import re
import shutil
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import BinaryIO

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.files.private import make_private_folder, open_private

_WORK = re.compile(r"\.(?P<name>.+)\.[0-9a-f]{8}\.part")
"""The name of a folder in which an export is made."""

_IN_USE, _MADE, _BEFORE = "in_use", "made", "before"
"""What lies in it: a file that is held while somebody works there, what is made, and what it takes the place of."""


@contextmanager
def whole_export(target: Path) -> Iterator[Path]:
    """Hand out a path to write a file or a folder to, which becomes the target when all is well.

    Nothing of it is left else, nor of earlier ones in the same folder whose program was ended in the midst of them.

    Raises
    ------
    RecordingError
        It cannot be written there; what was there before is.
    """
    work = target.with_name(f".{target.name}.{uuid.uuid4().hex[:8]}.part")
    leave_nothing = partial(_leave, work, target)
    atexit.register(leave_nothing)  # a thread that is ended in the midst of it cleans nothing up
    try:
        make_private_folder(target.parent)
        _remove_deserted(target.parent)
        make_private_folder(work)
        with open_private(work / _IN_USE) as held:
            with suppress(OSError):  # a disk that knows of no holding: it is not tidied up there
                _hold(held)
            yield work / _MADE
            if target.exists():
                target.rename(work / _BEFORE)
            (work / _MADE).rename(target)
    except OSError as error:
        problem = os.strerror(error.errno) if error.errno else str(error)
        raise RecordingError(RecordingErrorCode.EXPORT_NOT_MADE, str(target), problem=problem) from error
    finally:
        leave_nothing()
        atexit.unregister(leave_nothing)


def _leave(work: Path, target: Path) -> None:
    """Remove a folder of work; what was to be replaced goes back where nothing took its place."""
    with suppress(OSError):
        if not target.exists():
            (work / _BEFORE).rename(target)
    with suppress(OSError):
        for each in work.iterdir():
            if each.is_dir() and not each.is_symlink():
                shutil.rmtree(each, ignore_errors=True)
            elif each.name != _IN_USE:
                each.unlink()
        (work / _IN_USE).unlink(missing_ok=True)  # last, so that whoever comes next goes on where this was ended
        work.rmdir()


def _remove_deserted(folder: Path) -> None:
    """Remove the folders of work in which nobody works any more."""
    for work in folder.glob(".*.part"):
        named = _WORK.fullmatch(work.name)
        if named is None or work.is_symlink():
            continue
        held = work / _IN_USE
        with suppress(OSError):
            if sys.platform == "win32":
                held.unlink()  # which the system lets nobody do while it is open
                _leave(work, folder / named["name"])
                continue
            with held.open("rb") as file:
                _hold(file)
                _leave(work, folder / named["name"])


def _hold(file: BinaryIO) -> None:
    """Hold a file as long as it is open; raises `OSError` where somebody else does."""
    if sys.platform != "win32":
        from fcntl import LOCK_EX, LOCK_NB, flock

        flock(file, LOCK_EX | LOCK_NB)
