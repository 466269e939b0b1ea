"""Names, lists, finds and deletes the recordings in one folder, and knows those of everybody beneath it."""

import math
import os
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.events import Beat
from biofeedback.ordinary_files import UnfitFileError, check_within
from sessions.index.store import forget
from sessions.opened_file import is_recording
from sessions.people import folder_of, keys_in
from sessions.reader import Recording
from sessions.schema import side_files

SUFFIX = ".soften"

_TIME_IN_NAME = "%Y-%m-%d_%H-%M-%S"
_TIME_SIGNS = 19  # of such a time; some systems write years before 1000 shorter
_LONGEST_NAME = 60  # characters of a practice's name that go into a file name


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the library can say of one recording.

    Attributes
    ----------
    path : Path
        The file.
    started : datetime or None
        When the session began, with its UTC offset; ``None`` when neither the recording nor its name says so.
    practice : str
        The practice's name; empty when it is not known.
    length_s : float
        Length in seconds; nan when it is not known.
    beats : int or None
        How many beats of the primary heart there are; ``None`` when it is not known.
    hearts : int
        How many hearts were listened to; 0 also when it is not known.
    without_sensor : bool
        Whether nobody listened to a heart.
    remarked : bool
        Whether something in the recording is not as this Soften knows it; `Recording.remarks` says what.
    ended_unexpectedly : bool
        Whether the recording was cut off, or is still being written.
    error : RecordingError or None
        Why the recording cannot be read; ``None`` when it can.
    """

    path: Path
    started: datetime | None
    practice: str
    length_s: float
    beats: int | None
    hearts: int
    without_sensor: bool
    remarked: bool
    ended_unexpectedly: bool
    error: RecordingError | None

    @property
    def name(self) -> str:
        """The name to ask for it by."""
        return self.path.stem


class Library:
    """The recordings in one folder, which need not exist yet: those of the owner, or `of` another person."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def of(self, person: str) -> "Library":
        """Return the library of the person with this key (`sessions.people`)."""
        return Library(folder_of(self.folder, person))

    def of_everybody(self) -> "list[Library]":
        """Return the library of the owner and then of each person who has a folder beneath it; no guest's."""
        return [self, *(self.of(key) for key in keys_in(self.folder))]

    def new_path(self, started: datetime, practice_name: str = "practice") -> Path:
        """Return a free path for a session that begins now, like ``2026-11-22_14-05-09_compassionate_pause.soften``."""
        practice = re.sub(r"[^\w-]+", "-", practice_name)[:_LONGEST_NAME].strip("-") or "practice"
        stem = f"{started.strftime(_TIME_IN_NAME).zfill(_TIME_SIGNS)}_{practice}"
        path = self.folder / f"{stem}{SUFFIX}"
        copy = 2
        while path.exists():
            path = self.folder / f"{stem}_{copy}{SUFFIX}"
            copy += 1
        return path

    def entries(self) -> list[Entry]:
        """Return all recordings, the newest first; one that cannot be read is listed with the reason.

        Raises
        ------
        RecordingError
            The folder itself cannot be read.
        """
        entries = [_entry(path) for path in self.paths()]
        long_ago = datetime.min.replace(tzinfo=UTC)
        return sorted(entries, key=lambda entry: (entry.started or long_ago, entry.name), reverse=True)

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

    def paths(self) -> list[Path]:
        """Return the files of the recordings, by name; none where there is no folder.

        Raises
        ------
        RecordingError
            The folder cannot be read.
        """
        try:
            return sorted(path for path in self.folder.iterdir() if path.suffix == SUFFIX)
        except FileNotFoundError:
            return []
        except OSError as error:
            raise RecordingError(RecordingErrorCode.FILE_UNREADABLE, str(self.folder), **of_system(error)) from error


def _entry(path: Path) -> Entry:
    try:
        check_within(path, path.parent)
        with Recording(path) as recording:
            return entry_of(recording)
    except RecordingError as error:
        return unread_entry(path, error)
    except UnfitFileError:
        return unread_entry(path, RecordingError(RecordingErrorCode.LEADS_OUT, str(path)))


def entry_of(recording: Recording) -> Entry:
    """Return what the library says of a recording that can be read.

    Raises
    ------
    RecordingError
        The file turns out to be damaged.
    """
    with suppress(RecordingError):  # damage that is met in them alone, and told when they are read
        recording.look_for_unknown_values()
    return Entry(
        path=recording.path,
        started=_moment(recording.facts.get("started_at", "")) or _moment_in(recording.path.stem),
        practice=recording.facts.get("practice", ""),
        length_s=recording.duration_s,
        beats=_beats(recording),
        hearts=len(recording.sources or ()),
        without_sensor=recording.sources == (),
        remarked=bool(recording.remarks),
        ended_unexpectedly=recording.ended_unexpectedly,
        error=None,
    )


def unread_entry(path: Path, error: RecordingError) -> Entry:
    """Return what the library says of a recording that cannot be read."""
    return Entry(
        path=path,
        started=_moment_in(path.stem),
        practice="",
        length_s=math.nan,
        beats=None,
        hearts=0,
        without_sensor=False,
        remarked=False,
        ended_unexpectedly=True,
        error=error,
    )


def _beats(recording: Recording) -> int:
    """Return how many beats there are of the primary heart."""
    sources = recording.sources or ()
    if len(sources) < 2:
        return recording.count(Beat)
    return sum(isinstance(event, Beat) and event.source == sources[0] for _, event in recording.events(Beat))


def _moment(iso: str) -> datetime | None:
    """Return the moment that an ISO text says, on this machine's clock when it has no offset."""
    try:
        moment = datetime.fromisoformat(iso)
        return moment if moment.tzinfo else moment.astimezone()
    except (ValueError, OverflowError):  # no time at all, or one too far away to have an offset
        return None


def _moment_in(stem: str) -> datetime | None:
    """Return the moment that a file name begins with."""
    day, _, rest = stem.partition("_")
    return _moment(f"{day}T{rest[:8].replace('-', ':')}")
