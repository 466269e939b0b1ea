"""Names, lists, finds and deletes the recordings in one folder, and knows those of everybody beneath it."""

import os
import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from biofeedback.error_codes import RecordingErrorCode, SealErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.files.private import make_private_folder
from biofeedback.names import file_stem
from sessions.library.people import folder_of, keys_in
from sessions.library.room_names import remove_empty_room, rooms_in
from sessions.sealed.header import is_sealed
from sessions.side_files import side_files

# A practice that begins waits for this module: what reads recordings is imported where it is needed.
if TYPE_CHECKING:
    from sessions.library.entry import Entry

SUFFIX = ".soften"

SEALS_NEW = ".sealed"
"""An empty file in a folder of recordings: new ones are to be sealed. It lies beside them, and not with what one likes,
so that a file of preferences that cannot be read lets nothing be recorded in clear."""

_TIME_IN_NAME = "%Y-%m-%d_%H-%M-%S"
_TIME_FORM = r"\d{4}-\d\d-\d\d_\d\d-\d\d-\d\d"  # the same, to find it again
_TIME_SIGNS = 19  # of such a time; some systems write years before 1000 shorter
_LONGEST_NAME = 60  # characters of a practice's name that go into a file name


def given_name(stem: str, practice_name: str) -> tuple[str, str] | None:
    """Return the time and the number (``_2``; empty for the first) in a name of `Library.new_path`, else None."""
    found = re.fullmatch(rf"({_TIME_FORM})_{re.escape(_in_name(practice_name))}(_[1-9][0-9]*)?", stem, re.ASCII)
    return (found[1], found[2] or "") if found else None


def name_of(started: datetime | None, practice_name: str) -> str:
    """Return what `Library.new_path` calls a session that began then; the practice alone where nobody says when."""
    began = "" if started is None else f"{started.strftime(_TIME_IN_NAME).zfill(_TIME_SIGNS)}_"
    return file_stem(f"{began}{_in_name(practice_name)}")


def _in_name(practice_name: str) -> str:
    return re.sub(r"[^\w-]+", "-", practice_name)[:_LONGEST_NAME].strip("-") or "practice"


class Library:
    """The recordings in one folder, which need not exist yet: those of the owner, or `of` another person."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def of(self, person: str) -> "Library":
        """Return the library of the person with this key (`sessions.library.people`)."""
        return Library(folder_of(self.folder, person))

    def of_everybody(self) -> "list[Library]":
        """Return the library of the owner and then of each person who has a folder beneath it; no guest's."""
        return [self, *(self.of(key) for key in keys_in(self.folder))]

    def new_path(self, started: datetime, practice_name: str = "practice") -> Path:
        """Return a free path for a session that begins now, like ``2026-11-22_14-05-09_compassionate_pause.soften``."""
        stem = name_of(started, practice_name)
        path = self.folder / f"{stem}{SUFFIX}"
        copy = 2
        while path.exists():
            path = self.folder / f"{stem}_{copy}{SUFFIX}"
            copy += 1
        return path

    def entries(self) -> "list[Entry]":
        """Return all recordings, the newest first; one that cannot be read is listed with the reason.

        Raises
        ------
        RecordingError
            The folder itself cannot be read.
        """
        from sessions.library.entry import read_entry

        entries = [read_entry(path) for path in self.paths()]
        long_ago = datetime.min.replace(tzinfo=UTC)
        return sorted(entries, key=lambda entry: (entry.started or long_ago, entry.name), reverse=True)

    def sealed(self) -> list[Path]:
        """Return the files of the recordings that are sealed, by name; raises as `paths` does."""
        return [path for path in self.paths() if is_sealed(path)]

    @property
    def seals_new(self) -> bool:
        """Whether new recordings in this folder are to be sealed."""
        return (self.folder / SEALS_NEW).exists()

    def seal_new(self, *, wanted: bool) -> None:
        """Say whether new recordings in this folder are to be sealed.

        Raises
        ------
        RecordingError
            It cannot be kept there.
        """
        path = self.folder / SEALS_NEW
        try:
            if wanted:
                make_private_folder(self.folder)
                path.touch(mode=0o600)  # read and written by the owner alone
            else:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise RecordingError(SealErrorCode.CHOICE_NOT_KEPT, str(self.folder), **of_system(error)) from error

    def anything(self) -> bool:
        """Return whether there is any recording; a folder that cannot be read has none to show."""
        try:
            return bool(self.paths())
        except RecordingError:
            return False

    def find(self, name_or_path: str | Path) -> Path:
        """Return the recording meant by a path, a name, or the beginning of a name that no other shares.

        Names are looked for among those of everybody.

        Raises
        ------
        RecordingError
            There is none, or there are several.
        """
        text = str(name_or_path)
        with suppress(OSError):  # a text too long for a file name
            if Path(text).is_file():
                return Path(text)
        everybody = [path for library in self.of_everybody() for path in library.paths()]
        paths = [path for path in everybody if text and path.name.startswith(text)]
        exact = [path for path in paths if text in (path.name, path.stem)]
        found = exact or paths
        if len(found) == 1:
            return found[0]
        if found:
            names = [path.stem for path in found]
            raise RecordingError(RecordingErrorCode.SEVERAL, text, text=text, recordings=names)
        if os.path.lexists(text):
            from sessions.opened_file import version_in

            version_in(Path(text))  # which says what lies there instead of a recording
        raise RecordingError(RecordingErrorCode.NOT_FOUND, text, text=text, folder=str(self.folder))

    def delete(self, path: Path) -> None:
        """Delete a recording with the files that a broken one leaves beside it, and nothing else.

        Raises
        ------
        RecordingError
            There is no such file, it is not a recording by its name, or the system does not let it go.
        """
        if path.suffix != SUFFIX:
            raise RecordingError(RecordingErrorCode.ENDS_OTHERWISE, str(path), ending=SUFFIX)
        if path.is_symlink():
            raise RecordingError(RecordingErrorCode.LINK, str(path), place=os.path.realpath(path))
        from sessions.index.store import forget
        from sessions.opened_file import is_recording

        if path.exists() and not is_recording(path):
            raise RecordingError(RecordingErrorCode.NO_RECORDING, str(path))
        orphans = [side_file for side_file in side_files(path) if side_file.exists()]
        try:
            path.unlink(missing_ok=bool(orphans))
            for side_file in orphans:
                side_file.unlink(missing_ok=True)
        except FileNotFoundError as error:
            raise RecordingError(RecordingErrorCode.FILE_MISSING, str(path)) from error
        except OSError as error:
            raise RecordingError(RecordingErrorCode.NOT_DELETED, str(path), **of_system(error)) from error
        forget(path)
        remove_empty_room(path.parent)

    def paths(self) -> list[Path]:
        """Return the files of the recordings, by name, and then those of rooms; none where there is no folder.

        Raises
        ------
        RecordingError
            The folder cannot be read.
        """
        try:
            own = sorted(path for path in self.folder.iterdir() if path.suffix == SUFFIX)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise RecordingError(RecordingErrorCode.FILE_UNREADABLE, str(self.folder), **of_system(error)) from error
        return own + [path for room in rooms_in(self.folder) for path in sorted(room.glob(f"*{SUFFIX}"))]
