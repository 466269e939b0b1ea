"""The results of a study as they are kept: a file each, named by what it was computed of, with what and how.

A result that is there is never computed again, and one that another file, version or setting would give has another
name. It is written under another name first, so that a result is whole or not there.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from biofeedback.app.study.result import FileResult
from biofeedback.files.private import make_private_folder
from biofeedback.files.whole import whole_file
from biofeedback.signals.definitions.versions import VERSIONS
from sessions.side_files import side_files

if TYPE_CHECKING:
    from biofeedback.app.study.one_file import StudySettings

_FORMAT = 6  # of the results; another one is computed anew


class Place(NamedTuple):
    """Where a result is kept.

    Attributes
    ----------
    path : Path
        Its file.
    sha256 : str
        Of the file that it is of.
    look : tuple of (int, int)
        How that file and those beside it looked before they were read: see `look_of`.
    """

    path: Path
    sha256: str
    look: tuple[tuple[int, int], ...]


class KeptResults:
    """The results in one folder.

    Parameters
    ----------
    folder : Path
        Where they lie; it is made when the first one is kept.
    settings : StudySettings
        How files are analysed.
    """

    def __init__(self, folder: Path, settings: StudySettings) -> None:
        self._folder = folder
        self.provenance = provenance(settings)
        self._with = hashlib.sha256(json.dumps(self.provenance, sort_keys=True).encode()).hexdigest()

    def place(self, path: Path) -> Place:
        """Return where the result of a file is or will be.

        Raises
        ------
        OSError
            The file cannot be read.
        """
        look = look_of(path)
        own, *beside = (digest_of(each) for each in _read_with(path))
        # A sentence on a file names it, so the name counts as well.
        of = "\0".join([own, *beside, self._with, path.name])
        key = hashlib.sha256(of.encode("utf-8", "replace")).hexdigest()
        # A folder with a hundred thousand files is slow on most systems.
        return Place(self._folder / key[:2] / f"{key}.json", own, look)

    def get(self, place: Place) -> FileResult | None:
        """Return the result that is kept at a place; None where there is none that can be read."""
        try:
            return FileResult.from_json(place.path.read_text("utf-8"))
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def keep(self, place: Place, result: FileResult) -> None:
        """Keep a result.

        Raises
        ------
        OSError
            It cannot be written.
        """
        make_private_folder(place.path.parent)
        with whole_file(place.path, over=True) as whole:
            whole.file.write(result.as_json().encode())


def provenance(settings: StudySettings) -> dict[str, object]:
    """Return what every number of a study rests on: the program, its settings, and the version of each definition."""
    return {
        "format": _FORMAT,
        "soften": version("soften"),
        "settings": asdict(settings),
        "versions": dict(sorted(VERSIONS.items())),
    }


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file.

    Raises
    ------
    OSError
        It cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def look_of(path: Path) -> tuple[tuple[int, int], ...]:
    """Return the size in bytes, and the time of the last change in nanoseconds, of a file and of those beside it."""
    looks = []
    for each in _read_with(path):
        with suppress(OSError):
            status = each.stat()
            looks.append((status.st_size, status.st_mtime_ns))
    return tuple(looks)


def _read_with(path: Path) -> list[Path]:
    """Return a file with those beside it, but for what SQLite keeps of those who have a recording open."""
    beside = (each for each in side_files(path) if not each.name.endswith("-shm"))
    return [path, *(each for each in beside if each.is_file())]
