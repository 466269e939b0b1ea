"""Where recordings lie, and the end of all that Soften keeps: asked for in the settings, done here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from biofeedback.app.paths import data_folder, practices_folder, usual_sessions_folder
from biofeedback.app.profile_store import PACE_OF_TODAY, PAGE_SHOWN, PREFERENCES, PUT_ASIDE
from biofeedback.error_codes import StoreErrorCode
from biofeedback.errors import SoftenError, of_system
from biofeedback.files.private import make_private_folder, tighten, write_private

if TYPE_CHECKING:
    from biofeedback.files.kept import FilesDone

_FILES = (PREFERENCES, PUT_ASIDE, PACE_OF_TODAY, PAGE_SHOWN, "people.json", "people-before.json", "last-fault.txt")
"""What lies in the folder of Soften beside recordings and practices."""

_TRIED = ".soften-tries-to-write"


def check_folder(folder: Path) -> None:
    """Write a file into a folder and take it away again.

    Raises
    ------
    SoftenError
        It is no folder, or nothing can be written there.
    """
    tried = folder / f"{_TRIED}.{os.getpid()}"
    try:
        make_private_folder(folder)
        write_private(tried, "Soften may write here.\n", new=True)
        tried.unlink()
    except OSError as error:
        raise SoftenError(StoreErrorCode.FOLDER_REFUSES, folder=str(folder), **of_system(error)) from error


def tighten_everything(recordings_folder: Path) -> None:
    """Take from others what they may do with anything that Soften keeps: an earlier one, or a copy, may have let them.

    A folder that the person chose stays as it is; the files of ours in it do not.
    """
    usual = usual_sessions_folder()
    own = [folder / "people" for folder in (recordings_folder, usual)] + [practices_folder()]
    beneath = [Path(where) for folder in own if not folder.is_symlink() for where, _, _ in os.walk(folder)]
    chosen = "SOFTEN_DATA" in os.environ
    for path in (*([] if chosen else [data_folder()]), usual, *beneath, *files_kept(recordings_folder)):
        tighten(path)


def check_still_there(folder: Path) -> None:
    """Refuse a folder of the person's own that has gone: a disk that is not there must not be made up for.

    Raises
    ------
    SoftenError
        It is not there.
    """
    if folder != usual_sessions_folder() and not folder.is_dir():
        raise SoftenError(StoreErrorCode.FOLDER_GONE, folder=str(folder))


def delete_everything(recordings_folder: Path) -> FilesDone:
    """Delete all that Soften keeps on this machine: recordings of everybody, practices of one's own, preferences.

    Files of others that lie beside them stay. What the system does not let go stays, and is told.
    """
    from sessions.library.room_names import rooms_in
    from sessions.library.whole_folder import delete_all

    people = (folder / "people" for folder in (recordings_folder, usual_sessions_folder()))
    folders = (*people, *rooms_in(recordings_folder), usual_sessions_folder(), practices_folder())
    return delete_all(files_kept(recordings_folder), folders)


def files_kept(recordings_folder: Path) -> list[Path]:
    """Return every file that Soften keeps on this machine, and none of others that lies beside them."""
    from sessions.library.whole_folder import files_beneath, kept_in

    recordings = dict.fromkeys((recordings_folder, usual_sessions_folder()))
    files = [each for folder in recordings for each in kept_in(folder)]
    files += files_beneath(practices_folder())
    # The last, for they say where the recordings lie.
    return [*files, *(path for name in _FILES if os.path.lexists(path := data_folder() / name))]
