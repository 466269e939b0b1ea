"""The files of a study: every recording and every other file of a folder, by their names below it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.files.ordinary import UnfitFileError, check_within
from sessions.side_files import side_files

if TYPE_CHECKING:
    from collections.abc import Sequence


def files_of(folder: Path, results: Path) -> Sequence[str]:
    """Return the names of the files below a folder, in order, each with ``/`` between its folders.

    No hidden ones, none that belong to a recording that is open, no links out of the folder, and nothing of what a
    study wrote into ``results``.

    Raises
    ------
    RecordingError
        The folder cannot be read.
    """

    def refuse(error: OSError) -> None:
        raise RecordingError(RecordingErrorCode.FILE_UNREADABLE, str(folder), **of_system(error)) from error

    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=refuse):
        here = Path(place)
        folders[:] = [each for each in folders if not each.startswith(".") and here / each != results]
        own = [here / each for each in names if not each.startswith(".")]
        beside = {side for each in own for side in side_files(each)}
        found += [each for each in own if each not in beside and _is_fit(each, folder)]
    return sorted(each.relative_to(folder).as_posix() for each in found)


def _is_fit(path: Path, folder: Path) -> bool:
    try:
        check_within(path, folder)
    except UnfitFileError:
        return False
    return path.is_file()
