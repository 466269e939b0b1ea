"""The recordings whose feedback is replayed: copied into a study without what names a person, each looked at before."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from biofeedback.app.study.kept import digest_of
from biofeedback.error_codes import AllocationErrorCode, RecordingErrorCode, StudyErrorCode
from biofeedback.errors import RecordingError, of_system
from sessions.library import SUFFIX

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from biofeedback.practice.script.model import Practice


def longest_s(protocol: Practice) -> float:
    """Return how long a session of a protocol can become, in seconds, whatever is drawn for its blocks."""
    return math.fsum(step.length_s + (0 if step.block is None else step.block.jitter_s) for step in protocol.steps)


def copied_donors(folder: Path, to: Path, needed_s: float, new: Callable[[Path], Path]) -> dict[str, str]:
    """Copy every recording of a folder, and return the SHA-256 of each copy by its name.

    The copies hold the heart and the breath, and nothing that names a person or a machine; their names are numbers.

    Parameters
    ----------
    folder : Path
        The folder of the recordings.
    to : Path
        Where the copies go.
    needed_s : float
        How long each has to be, in seconds.
    new : callable
        Told of every file before it is made, and returns its path.

    Raises
    ------
    RecordingError
        There is no recording, or one of them cannot be read, has no heartbeats, or is too short.
    """
    from biofeedback.app.recordings.sharing import share_recording

    paths = _recordings_in(folder)
    copies: dict[str, str] = {}
    for number, path in enumerate(paths, start=1):
        check_donor(path, needed_s)
        copy = new(to / f"donor-{number:0{len(str(len(paths)))}d}{SUFFIX}")
        share_recording(path, copy)
        copies[copy.name] = digest_of(copy)
    return copies


def check_donor(path: Path, needed_s: float) -> None:
    """Raise a `RecordingError` unless a recording has a heart, and is at least so many seconds long."""
    from biofeedback.events import Beat
    from sessions.reader import Recording

    with Recording(path) as recording:
        if not recording.duration_s >= needed_s:  # nan where nothing happened in it
            raise RecordingError(
                AllocationErrorCode.DONOR_SHORT, str(path), length_s=recording.duration_s, needed_s=needed_s
            )
        if next(recording.events(Beat), None) is None:
            raise RecordingError(StudyErrorCode.NO_BEATS, str(path))


def _recordings_in(folder: Path) -> list[Path]:
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == SUFFIX and not path.name.startswith("."))
    except OSError as error:
        raise RecordingError(RecordingErrorCode.FILE_UNREADABLE, str(folder), **of_system(error)) from error
    if not paths:
        raise RecordingError(AllocationErrorCode.NO_DONORS, str(folder))
    return paths
