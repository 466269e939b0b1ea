"""What the library says of one recording."""

import math
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.events import Beat
from biofeedback.files.ordinary import UnfitFileError, check_within
from sessions.reader import Recording
from sessions.sealed.passphrases import GIVEN


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


def read_entry(path: Path) -> Entry:
    """Return what the library says of a file, which is read; one that cannot be read is told with the reason."""
    try:
        check_within(path, path.parent)
        with GIVEN.unasked(), Recording(path) as recording:
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
