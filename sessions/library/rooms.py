"""The folder of one room: a recording of the room, and one of each seat, of which those of guests are gone at the end.

Beside the recording of a guest lies an empty file that says so; it is there before the recording is, and taken away
when that is to stay. While a program has the room it holds the folder (`held`). What a program that died left of guests
is deleted by the next one.
"""

import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.files.private import make_private_folder
from sessions.library import SUFFIX, Library
from sessions.library.held import HELD, begin_to_hold, hold
from sessions.library.room_names import new_room_folder, rooms_in
from sessions.side_files import side_files

GUEST = ".guest"
"""What the name of the file ends with that says that a recording is a guest's."""


class RoomFolder:
    """A new folder for a room, held by this program until it is closed.

    Parameters
    ----------
    recordings : Path
        The folder of recordings in which it lies.
    started : datetime
        When the room began.

    Raises
    ------
    RecordingError
        The folder cannot be made.
    """

    def __init__(self, recordings: Path, started: datetime) -> None:
        self.path = new_room_folder(recordings, started)
        self._started = started
        try:
            make_private_folder(self.path)
            self._lock = begin_to_hold(self.path)
        except OSError as error:
            raise RecordingError(RecordingErrorCode.NOT_MADE, str(self.path), **of_system(error)) from error
        except sqlite3.Error as error:
            raise RecordingError(RecordingErrorCode.NOT_MADE, str(self.path), problem=str(error)) from error

    def new_recording(self, name: str) -> Path:
        """Return a free path for a recording that begins now."""
        return Library(self.path).new_path(self._started, name)

    def close(self) -> None:
        """Let it go, with the recordings that are in it."""
        self._lock.close()
        _remove(self.path)


def mark_guests(path: Path, *, is_guests: bool) -> None:
    """Say whether a recording is a guest's, so that it is gone at the end.

    Raises
    ------
    RecordingError
        The system does not let that be said.
    """
    mark = _mark(path)
    try:
        if is_guests:
            mark.touch(mode=0o600)  # read and written by the owner alone
        else:
            mark.unlink(missing_ok=True)
    except OSError as error:
        raise RecordingError(RecordingErrorCode.NOT_MADE, str(mark), **of_system(error)) from error


def is_mark(path: Path) -> bool:
    """Return whether this is the file that says that a recording is a guest's."""
    return path.name.startswith(".") and path.name.endswith(f"{SUFFIX}{GUEST}")


def delete_seat(path: Path) -> None:
    """Delete the recording of a seat, and that it was a guest's; raises as `Library.delete` does."""
    if any(each.exists() for each in (path, *side_files(path))):
        Library(path.parent).delete(path)
    mark_guests(path, is_guests=False)


def delete_guests_left_over(recordings: Path) -> int:
    """Delete the recordings of guests in rooms that no program has any more; return how many.

    Raises
    ------
    RecordingError
        The system does not let one go.
    """
    deleted = 0
    for folder in rooms_in(recordings):
        if not (folder / HELD).exists():
            continue
        try:
            lock = hold(folder)
        except sqlite3.Error:  # a program has this room
            continue
        try:
            for mark in sorted(folder.glob(f".*{SUFFIX}{GUEST}")):
                path = folder / mark.name[1:].removesuffix(GUEST)
                deleted += path.exists()
                delete_seat(path)
        finally:
            lock.close()
            _remove(folder)
    return deleted


def _mark(path: Path) -> Path:
    return path.with_name(f".{path.name}{GUEST}")


def _remove(folder: Path) -> None:
    """Take away what held the folder, and the folder where nothing is in it; while there are guests it stays."""
    with suppress(OSError):
        if not any(folder.glob(f".*{GUEST}")):
            (folder / HELD).unlink(missing_ok=True)
            folder.rmdir()
