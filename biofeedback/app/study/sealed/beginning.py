"""Begins a session of a participant: the program reads what they were given, and says it to nobody."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from biofeedback.app.study.kept import digest_of
from biofeedback.app.study.sealed.donors import check_donor
from biofeedback.app.study.sealed.sessions_there import recording_path, sessions_there
from biofeedback.app.study.sealed.study_file import ALLOCATION, DONORS, OPENINGS, RUNNING, SECRET, protocol_of
from biofeedback.app.study_session import StudySession, drawn_seed
from biofeedback.error_codes import AllocationErrorCode
from biofeedback.errors import RecordingError, UsageError
from biofeedback.files.private import make_private_folder
from sessions.library.held import HELD, begin_to_hold, hold
from sessions.sealed.passphrases import read_passphrase
from sessions.studies.sealed_allocation import SealedAllocation

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from biofeedback.app.study.sealed.study_file import Study
    from biofeedback.practice.script.model import Practice
    from sessions.sealed.passphrases import Passphrase

_HELD_FOLDER = ".running"  # with a folder for each participant who is in a session


class Ready(NamedTuple):
    """A session that can be begun: what is practised, as what, and where its recording goes."""

    protocol: Practice
    session: StudySession
    output: Path


def next_session(study: Study, participant: str, session: int | None = None, *, again: bool = False) -> tuple[int, int]:
    """Return which session a participant comes to next, and which attempt at it this is.

    Parameters
    ----------
    study : Study
        The study.
    participant : str
        Their code.
    session : int or None
        The session that is meant; ``None`` for the first that did not come to its end, or once more the last of all.
    again : bool
        Whether one that has a recording is meant to be done once more. The earlier recording stays.

    Raises
    ------
    UsageError
        There is no such participant or session, all of them are done, or this one has a recording already.
    """
    study.check(participant, session)
    there = sessions_there(study, participant)
    whole = {each.session for each in there if each.counts}
    if session is None:
        left = (each for each in range(1, study.sessions + 1) if each not in whole)
        session = next(left, study.sessions if again else None)
    if session is None:
        count = study.sessions
        raise UsageError(AllocationErrorCode.SESSIONS_DONE, participant=participant, count=count, option="--again")
    attempts = [each for each in there if each.session == session]
    if attempts and not again:
        code = AllocationErrorCode.SESSION_THERE if session in whole else AllocationErrorCode.SESSION_NOT_WHOLE
        path = str(attempts[-1].path)
        raise UsageError(code, participant=participant, session=session, path=path, option="--again")
    return session, max((each.attempt for each in attempts), default=0) + 1


@contextmanager
def held(study: Study, participant: str) -> Iterator[None]:
    """Have a participant for one session, so that nobody else begins one with them meanwhile.

    Raises
    ------
    RecordingError
        Somebody does, or nothing can be written in the folder of the study.
    """
    folder = study.folder / _HELD_FOLDER / participant
    try:
        make_private_folder(folder)
        connection = hold(folder) if (folder / HELD).exists() else begin_to_hold(folder)
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            code = AllocationErrorCode.SESSION_HELD
            raise RecordingError(code, str(study.folder), participant=participant) from error
        problem = str(error).rstrip(".")
        raise RecordingError(AllocationErrorCode.NOT_WRITTEN, str(folder / HELD), problem=problem) from error
    except OSError as error:
        problem = str(error.strerror).rstrip(".")
        raise RecordingError(AllocationErrorCode.NOT_WRITTEN, str(folder), problem=problem) from error
    try:
        yield
    finally:
        connection.close()


def ready(study: Study, participant: str, session: int, attempt: int = 1) -> Ready:
    """Return a session that can be begun. All that is looked at is looked at whatever the condition.

    Raises
    ------
    SoftenError
        The protocol was changed, what the program reads conditions from is gone, damaged or of another study, or a
        donor is not as it was.
    """
    protocol = protocol_of(study)
    with running(study) as allocation:
        assignment = allocation.assignment_of(participant)
        donor = next((each for each in allocation.donors() if each[:2] == (participant, session)), None)
        opened = bool(allocation.openings())
    if assignment is None:
        raise RecordingError(AllocationErrorCode.OF_ANOTHER, str(study.folder / RUNNING))
    path = None
    if donor is not None:
        path = study.folder / DONORS / donor.file
        _check_unchanged(path, donor.sha256)
        check_donor(path, protocol)
    made = StudySession(
        study=study.name,
        participant=participant,
        session=str(session),
        condition=assignment.condition,
        donor=path,
        seed=drawn_seed(),
        blinded=not (opened or was_opened(study)),
    )
    return Ready(protocol, made, recording_path(study, participant, session, attempt))


def was_opened(study: Study) -> bool:
    """Return whether the key of a study was opened, as far as its folder tells."""
    return any((study.folder / name).exists() for name in (OPENINGS, ALLOCATION))


def running(study: Study, *, writes: bool = False) -> SealedAllocation:
    """Open what the running program reads conditions from.

    Raises
    ------
    RecordingError
        It or its secret is gone, it is damaged, or it is of another study.
    """
    path = study.folder / RUNNING
    allocation = SealedAllocation(path, _secret(study), writes=writes)
    check_same(study, allocation)
    return allocation


def check_same(study: Study, allocation: SealedAllocation) -> None:
    """Close a sealed file and raise a `RecordingError` unless it is of this study, with its protocol and people."""
    facts = allocation.facts
    same = facts.get("study") == study.name
    codes = tuple(each.participant for each in allocation.assignments()) if same else ()
    hashes = facts.get("protocol_sha256"), facts.get("beside_sha256")
    if codes == study.participants and hashes == (study.protocol_sha256, study.beside_sha256):
        return
    allocation.close()
    if codes:
        raise RecordingError(AllocationErrorCode.STUDY_CHANGED, str(study.path))
    raise RecordingError(AllocationErrorCode.OF_ANOTHER, str(allocation.path))


def _secret(study: Study) -> Passphrase:
    for path in (study.folder / RUNNING, study.folder / SECRET):
        if not path.exists():
            raise RecordingError(AllocationErrorCode.RUNNING_GONE, str(path))
    return read_passphrase(study.folder / SECRET)


def _check_unchanged(path: Path, sha256: str) -> None:
    try:
        same = digest_of(path) == sha256
    except OSError:
        same = False
    if not same:
        raise RecordingError(AllocationErrorCode.DONOR_CHANGED, str(path))
