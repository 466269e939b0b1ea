"""Opens the key of a study: first keeps that it was opened, in three places, and then says who was in what."""

from __future__ import annotations

import os
from io import StringIO
from typing import TYPE_CHECKING, NamedTuple

from biofeedback.app.study.sealed.beginning import check_same, running, was_opened
from biofeedback.app.study.sealed.study_file import ALLOCATION, OPENINGS
from biofeedback.error_codes import AllocationErrorCode
from biofeedback.errors import RecordingError
from biofeedback.files.private import open_private_text
from biofeedback.files.whole import whole_file
from biofeedback.wall_clock import local_now
from sessions.exports.cells import append_csv, write_csv
from sessions.studies.sealed_allocation import Assignment, Opening, SealedAllocation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from biofeedback.app.study.sealed.study_file import Study
    from sessions.sealed.passphrases import Passphrase

_OPENINGS = ("opened", "told_by", "why")
_COLUMNS = ("participant", "condition", "stratum", "block", "block_size", "donors")


class Opened(NamedTuple):
    """What came of it.

    Attributes
    ----------
    openings : tuple of Opening
        Every opening so far, this one last.
    facts : mapping of str to str
        What the key says of the whole study, the seed among it.
    table : Path
        Who was in which condition.
    missed : RecordingError or None
        Why the running program could not be told of it.
    """

    openings: tuple[Opening, ...]
    facts: Mapping[str, str]
    table: Path
    missed: RecordingError | None


def unseal(
    study: Study, key: Path, *, told_by: str = "", why: str = "", passphrase: Passphrase | None = None
) -> Opened:
    """Open the key of a study, which cannot be undone.

    Parameters
    ----------
    study : Study
        The study.
    key : Path
        Where its key lies.
    told_by, why : str
        Who opens it and why, as far as they say so.
    passphrase : Passphrase or None
        What the key opens with; ``None`` takes those of this run, and asks for one.

    Raises
    ------
    RecordingError
        The key is gone, damaged, of another study, or does not open; or nothing can be written: then nothing was shown.
    """
    check_key(key)
    opening = Opening(local_now().isoformat(timespec="seconds"), told_by, why)
    with SealedAllocation(key, passphrase, writes=True) as allocation:
        check_same(study, allocation)
        with allocation.recording(opening):  # in both or in neither
            _append(study.folder / OPENINGS, opening)
        missed = _record_in_running(study, opening)
        return Opened(allocation.openings(), allocation.facts, _written(study, allocation), missed)


def check_key(key: Path) -> None:
    """Raise a `RecordingError` where there is no key."""
    if not key.exists():
        raise RecordingError(AllocationErrorCode.KEY_GONE, str(key), option="--key")


def openings_known(study: Study) -> tuple[Opening, ...]:
    """Return every opening that the folder of a study knows of; one without a moment where it only tells that.

    Raises
    ------
    RecordingError
        As of `running`, where nothing else tells of an opening.
    """
    opened_before = was_opened(study)
    try:
        with running(study) as allocation:
            openings = allocation.openings()
    except RecordingError:
        if not opened_before:
            raise
        openings = ()
    return openings or (Opening("", "", ""),) * opened_before


def _record_in_running(study: Study, opening: Opening) -> RecordingError | None:
    """Let the running program know; return why it cannot, which keeps no study from being opened at its end."""
    try:
        with running(study, writes=True) as allocation:
            allocation.record(opening)
    except RecordingError as error:
        return error
    return None


def _append(path: Path, opening: Opening) -> None:
    """Keep an opening in clear, on the disk before anything is shown."""
    try:
        new = not path.exists()
        with open_private_text(path) if new else path.open("a", encoding="utf-8", newline="") as file:
            if new:
                append_csv(file, _OPENINGS)
            append_csv(file, opening)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise _not_written(path, error) from error


def _written(study: Study, allocation: SealedAllocation) -> Path:
    donors: dict[str, list[str]] = {}
    for donor in allocation.donors():
        donors.setdefault(donor.participant, []).append(donor.file)
    table = StringIO(newline="")
    write_csv(table, _COLUMNS, (_row(each, donors) for each in allocation.assignments()))
    path = study.folder / ALLOCATION
    try:
        with whole_file(path, over=True) as whole:
            whole.file.write(table.getvalue().encode())
    except OSError as error:
        raise _not_written(path, error) from error
    return path


def _row(assignment: Assignment, donors: Mapping[str, Sequence[str]]) -> tuple[object, ...]:
    names = " ".join(donors.get(assignment.participant, ()))
    return (
        assignment.participant,
        assignment.condition,
        assignment.stratum,
        assignment.block,
        assignment.block_size,
        names,
    )


def _not_written(path: Path, error: OSError) -> RecordingError:
    problem = str(error.strerror or error).rstrip(".")
    return RecordingError(AllocationErrorCode.NOT_WRITTEN, str(path), problem=problem)
