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
    from contextlib import AbstractContextManager
    from pathlib import Path

    from biofeedback.practice.script.model import Practice
    from sessions.reader import Recording

_ROUNDING_S = 0.001
"""Seconds by which a length may miss, since it is a difference of two times: far more than floats do."""


def copied_donors(
    folder: Path, to: Path, protocol: Practice, new: Callable[[Path], AbstractContextManager[Path]]
) -> dict[str, str]:
    """Copy every recording of a folder, and return the SHA-256 of each copy by its name.

    The copies hold the heart and the breath, and nothing that names a person or a machine; their names are numbers.

    Parameters
    ----------
    folder : Path
        The folder of the recordings.
    to : Path
        Where the copies go.
    protocol : Practice
        The protocol of the study, which each of them has to be of.
    new : callable
        Hands out the path of every file as a context, within which it is made whole or not at all.

    Raises
    ------
    SoftenError
        There is no recording, or as of `check_donor`.
    """
    from biofeedback.app.recordings.sharing import share_recording

    paths = _recordings_in(folder)
    copies: dict[str, str] = {}
    for number, path in enumerate(paths, start=1):
        check_donor(path, protocol)
        with new(to / f"donor-{number:0{len(str(len(paths)))}d}{SUFFIX}") as copy:
            share_recording(path, copy)
        check_donor(copy, protocol)
        copies[copy.name] = digest_of(copy)
    return copies


def check_donor(path: Path, protocol: Practice) -> None:
    """See that the feedback of a recording can be replayed in any session of a protocol.

    Raises
    ------
    SoftenError
        It cannot be read, has no heartbeats, is shorter than a session, is of another protocol, or holds no warmth.
    """
    from biofeedback.app.protocol_start import protocol_start
    from biofeedback.app.study_session import unblinded
    from biofeedback.events import Beat
    from sessions.reader import Recording

    with Recording(path) as recording:
        # Blocks of the same protocol are drawn alike; of another practice all of it has to be there.
        shortest = [step.shortest_s for step in protocol.steps]
        longest = [2.0 * step.length_s - step.shortest_s for step in protocol.steps]
        lengths = shortest if "protocol_sha256" in recording.facts else longest
        needed_s = math.fsum(each for each in lengths if math.isfinite(each))  # a step without an end needs no donor
        length_s = _practised_s(recording)
        if length_s < needed_s - _ROUNDING_S:
            raise RecordingError(AllocationErrorCode.DONOR_SHORT, str(path), length_s=length_s, needed_s=needed_s)
        if next(recording.events(Beat), None) is None:
            raise RecordingError(StudyErrorCode.NO_BEATS, str(path))
    conditions = () if protocol.protocol is None else protocol.protocol.conditions
    protocol_start(protocol, unblinded(conditions[0].name, path))  # reads it as a session does


def _practised_s(recording: Recording) -> float:
    """Return how long was practised in a recording, in seconds: without what lies around it, and without pauses."""
    from biofeedback.events import Metric, Paused, PracticeEnded, Resumed, StepBegan
    from biofeedback.practice.guide.block_time import BlockTime
    from biofeedback.practice.guide.donor_warmth import WARMTH

    time, last_s = BlockTime(), 0.0
    for _, event in recording.events(StepBegan, Paused, Resumed, PracticeEnded, Metric, metrics=(WARMTH,)):
        time.apply(event)
        match event:
            case PracticeEnded(t_s=t_s):
                return time.practised_s(t_s)
            case Metric(t_s=t_s):
                last_s = time.practised_s(t_s)
            case _:
                pass
    return last_s


def _recordings_in(folder: Path) -> list[Path]:
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == SUFFIX and not path.name.startswith("."))
    except OSError as error:
        raise RecordingError(RecordingErrorCode.FILE_UNREADABLE, str(folder), **of_system(error)) from error
    if not paths:
        raise RecordingError(AllocationErrorCode.NO_DONORS, str(folder))
    return paths
