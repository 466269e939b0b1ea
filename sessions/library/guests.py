"""Folders of guests, whose recordings are gone at the end.

While a program has a guest it holds a lock on a file in the guest's folder, which the system lets go when the program
ends, however it ends. A folder that nobody holds is left over, and the next program deletes the recordings in it.
"""

import sqlite3
from contextlib import suppress
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.files.private import make_private_folder
from sessions.index.store import IndexStore
from sessions.library import SEALS_NEW, Library
from sessions.library.held import HELD, begin_to_hold, hold
from sessions.library.people import GUEST, folder_of, guests_in, new_key


class GuestFolder:
    """A new folder for a guest, held by this program until it is closed; a context manager.

    Raises
    ------
    RecordingError
        The folder cannot be made.
    """

    def __init__(self, recordings: Path) -> None:
        self.key = GUEST + new_key()
        self.folder = folder_of(recordings, self.key)
        try:
            make_private_folder(self.folder)
            self._lock = begin_to_hold(self.folder)
        except OSError as error:
            raise RecordingError(RecordingErrorCode.NOT_MADE, str(self.folder), **of_system(error)) from error
        except sqlite3.Error as error:
            raise RecordingError(RecordingErrorCode.NOT_MADE, str(self.folder), problem=str(error)) from error

    def __enter__(self) -> "GuestFolder":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def empty(self) -> None:
        """Delete the recordings in it.

        Raises
        ------
        RecordingError
            The system does not let one go.
        """
        _empty(self.folder)

    def close(self) -> None:
        """Delete what is still in it, and let it go; raises as `empty` does."""
        try:
            _empty(self.folder)
        finally:
            self._lock.close()
            _remove(self.folder)


def delete_left_over(recordings: Path) -> int:
    """Delete the recordings of guests whom no program has any more; return how many. Nothing else is touched.

    Raises
    ------
    RecordingError
        The system does not let one go.
    """
    deleted = 0
    for key in guests_in(recordings):
        folder = folder_of(recordings, key)
        try:
            lock = hold(folder)
        except sqlite3.Error:  # a program has this guest, or it is no folder of ours
            continue
        try:
            deleted += _empty(folder)
        finally:
            lock.close()
            _remove(folder)
    return deleted


def _empty(folder: Path) -> int:
    library = Library(folder)
    paths = library.paths()
    for path in paths:
        library.delete(path)
    return len(paths)


def _remove(folder: Path) -> None:
    """Remove the folder, unless there is something in it that is none of ours."""
    with suppress(OSError):
        IndexStore(folder).remove()
        others = [each for each in folder.iterdir() if each.name not in (HELD, SEALS_NEW)]
        if not others:
            (folder / HELD).unlink(missing_ok=True)
            (folder / SEALS_NEW).unlink(missing_ok=True)
            folder.rmdir()
