"""The files of a study: every recording and every other file of a folder, by their names below it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from biofeedback.app.practices.form_library import FOLDER as FORMS
from biofeedback.app.study.columns import PROVENANCE, TABLES
from biofeedback.app.study.sealed.study_file import ALLOCATION, DONORS, KEY, OPENINGS, RUNNING, SECRET, STUDY
from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.files.ordinary import UnfitFileError, check_within
from sessions.side_files import side_files

if TYPE_CHECKING:
    from collections.abc import Sequence


COMPUTED = ".computed"
"""What the folder of the kept results is called; beside it lie the tables of a study."""

_WRITTEN = frozenset({f"{name}.{ending}" for name in TABLES for ending in ("csv", "parquet")} | {PROVENANCE})
"""What a study wrote beside it; reports have any name."""

_PAGES = frozenset({".html", ".pdf"})
"""Endings of reports, of ours too, in which nobody keeps beats."""

_FOUNDED = frozenset({ALLOCATION, KEY, OPENINGS, RUNNING, SECRET})
"""What lies in the folder of a study with sealed conditions and is of none of its sessions, beside TOML."""

_FOLDERS = frozenset({DONORS, FORMS})
"""The folders there whose files are of no session."""


def files_of(folder: Path) -> Sequence[str]:
    """Return the names of the files below a folder, in order, each with ``/`` between its folders.

    No hidden ones, none that belong to a recording that is open, no links out of the folder, no pages to read, and
    nothing that a study wrote. A folder within that cannot be read is among them, to be told as a file would be.

    Raises
    ------
    RecordingError
        The folder cannot be read.
    """
    unread: list[Path] = []

    def note(error: OSError) -> None:
        if Path(error.filename) == folder:
            raise RecordingError(RecordingErrorCode.FILE_UNREADABLE, str(folder), **of_system(error)) from error
        unread.append(Path(error.filename))

    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=note):
        here, founded = Path(place), STUDY in names
        others = _WRITTEN if COMPUTED in folders else frozenset()
        folders[:] = [each for each in folders if not each.startswith(".") and not (founded and each in _FOLDERS)]
        own = [here / each for each in names if not each.startswith(".") and each not in others]
        own = [each for each in own if each.suffix.lower() not in _PAGES]
        if founded:
            own = [each for each in own if each.name not in _FOUNDED and each.suffix != ".toml"]
        beside = {side for each in own for side in side_files(each)}
        found += [each for each in own if each not in beside and _is_fit(each, folder)]
    return sorted(each.relative_to(folder).as_posix() for each in (*found, *unread))


def _is_fit(path: Path, folder: Path) -> bool:
    try:
        check_within(path, folder)
        return path.is_file()
    except (UnfitFileError, OSError):
        return False
