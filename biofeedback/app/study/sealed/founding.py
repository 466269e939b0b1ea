"""Makes a study with sealed conditions: draws who is in which one, and writes its folder, whole or not at all."""

from __future__ import annotations

import secrets
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from biofeedback.app.practices.practice_library import read_file
from biofeedback.app.study.kept import digest_of
from biofeedback.app.study.sealed.donors import copied_donors
from biofeedback.app.study.sealed.study_file import (
    DONORS,
    FORMAT,
    MOST_PARTICIPANTS,
    MOST_SESSIONS,
    RECORDINGS,
    RUNNING,
    SECRET,
    STUDY,
    Study,
    named_beside,
)
from biofeedback.error_codes import AllocationErrorCode
from biofeedback.errors import RecordingError, UsageError
from biofeedback.files.private import make_private_folder
from biofeedback.files.whole import whole_file
from biofeedback.practice.allocation import Allocated, allocate, check_blocks, shuffled
from biofeedback.practice.script.protocol import replays
from biofeedback.study_codes import participant_code
from sessions.sealed.passphrases import Passphrase
from sessions.studies.sealed_allocation import Assignment, Donor, write_allocation

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from biofeedback.practice.script.model import Practice

SEED_BITS = 128
"""Of a seed that nobody gave: as many as nobody tries out."""

_FIRST = "01"  # the number of the first participant of a stratum

_SECRET_BYTES = 32  # of what opens the running file: as many as a key has


class Plan(NamedTuple):
    """What a study is to be.

    Attributes
    ----------
    protocol : Path
        The file of its protocol, which has conditions.
    participants : int
        How many there are, in each stratum.
    block_sizes : tuple of int
        How many people a block holds; of several, chance takes one for each block.
    sessions : int
        How many each participant has, all in one condition.
    strata : tuple of str
        The parts of the people, each with blocks of its own; none for one part.
    seed : int or None
        What chance grows from; ``None`` takes one that nobody knows.
    donors : Path or None
        The folder of the recordings whose feedback is replayed.
    """

    protocol: Path
    participants: int
    block_sizes: tuple[int, ...]
    sessions: int = 1
    strata: tuple[str, ...] = ()
    seed: int | None = None
    donors: Path | None = None


def check_plan(folder: Path, plan: Plan) -> Practice:
    """Return the protocol of a study that can be made in a folder; nothing is written.

    Raises
    ------
    SoftenError
        It cannot be made so.
    """
    if (folder / STUDY).exists():
        raise RecordingError(AllocationErrorCode.THERE_ALREADY, str(folder))
    own = read_file(plan.protocol)
    if own.practice is None:
        raise own.faults[0]
    check_blocks(conditions_of(own.practice), plan.block_sizes)
    strata = _strata(plan)
    for at, stratum in enumerate(strata):
        if stratum in strata[:at]:
            raise UsageError(AllocationErrorCode.STRATUM_TWICE, stratum=stratum)
        participant_code(_codes(stratum, plan.participants)[-1])  # the longest
    if plan.participants * max(1, len(strata)) > MOST_PARTICIPANTS or plan.sessions > MOST_SESSIONS:
        raise UsageError(AllocationErrorCode.TOO_LARGE, most=MOST_PARTICIPANTS, largest=MOST_SESSIONS)
    replayed = replays(own.practice)
    if replayed and plan.donors is None:
        raise UsageError(AllocationErrorCode.DONORS_NEEDED, option="--donors")
    if plan.donors is not None and not replayed:
        raise UsageError(AllocationErrorCode.DONORS_NOT_NEEDED, option="--donors")
    return own.practice


def found(folder: Path, key: Path, plan: Plan, passphrase: Passphrase) -> Study:
    """Make the study and return it; nothing of it is left where that fails.

    Parameters
    ----------
    folder : Path
        Where it is to lie; recordings and other files may be there.
    key : Path
        Where its key is to lie.
    plan : Plan
        What it is to be.
    passphrase : Passphrase
        What the key opens with.

    Raises
    ------
    SoftenError
        It cannot be made.
    """
    protocol = check_plan(folder, plan)
    seed = secrets.randbits(SEED_BITS) if plan.seed is None else plan.seed
    allocated = _allocated(protocol, plan, seed)
    make = _Making(folder)
    with make.whole():
        secret = secrets.token_hex(_SECRET_BYTES)
        # The first of all, which two who make a study here at once cannot both make.
        with make.new(folder / SECRET) as path, whole_file(path) as whole:
            whole.file.write(f"{secret}\n".encode())
        copied = _protocol_copied(make, plan.protocol, protocol, folder)
        study = Study(
            folder=folder,
            name=f"{protocol.name}-{secrets.token_hex(4)}",
            protocol=copied.name,
            protocol_sha256=digest_of(copied),
            sessions=plan.sessions,
            participants=tuple(each.participant for each in allocated),
            beside=tuple((name, digest_of(folder / name)) for name in sorted(named_beside(protocol, copied.parent))),
        )
        donors: tuple[Donor, ...] = ()
        if plan.donors is not None:
            make.folder(folder / DONORS)
            pool = copied_donors(plan.donors, folder / DONORS, protocol, make.new)
            donors = _given(study, pool, seed)
        facts = {
            "format": str(FORMAT),
            "study": study.name,
            "protocol_sha256": study.protocol_sha256,
            "beside_sha256": study.beside_sha256,
        }
        of_chance = {"seed": str(seed), "block_sizes": " ".join(map(str, plan.block_sizes))}
        known = [Assignment(each.participant, "", 0, 0, each.condition) for each in allocated]
        with make.new(folder / RUNNING) as path:
            write_allocation(path, Passphrase(secret), facts, known, donors)
        drawn = [Assignment(*_columns(each)) for each in allocated]
        make.folder(key.parent)
        with make.new(key) as path:
            write_allocation(path, passphrase, facts | of_chance, drawn, donors)
        make.folder(folder / RECORDINGS)
        with make.new(folder / STUDY) as path, whole_file(path) as whole:
            whole.file.write(study.text().encode())
    return study


def conditions_of(protocol: Practice) -> tuple[str, ...]:
    """Return the names of the conditions of a protocol."""
    return () if protocol.protocol is None else tuple(each.name for each in protocol.protocol.conditions)


def _allocated(protocol: Practice, plan: Plan, seed: int) -> tuple[Allocated, ...]:
    return tuple(
        each
        for stratum in _strata(plan) or ("",)
        for each in allocate(
            _codes(stratum, plan.participants), conditions_of(protocol), plan.block_sizes, seed, stratum
        )
    )


def _strata(plan: Plan) -> tuple[str, ...]:
    """Return the strata as the codes of their participants have them, in capitals."""
    return tuple(participant_code(f"{each.strip()}-{_FIRST}").removesuffix(f"-{_FIRST}") for each in plan.strata)


def _codes(stratum: str, count: int) -> tuple[str, ...]:
    """Return the codes of the participants of a stratum: ``P01``, or ``OLD-01`` in the stratum ``OLD``."""
    digits = max(2, len(str(count)))
    return tuple(f"{f'{stratum}-' if stratum else 'P'}{number:0{digits}d}" for number in range(1, count + 1))


def _given(study: Study, pool: Mapping[str, str], seed: int) -> tuple[Donor, ...]:
    """Return whose feedback each participant would see in each session.

    Everybody has donors, whatever their condition: nothing that is looked at before a session differs by it.
    """
    return tuple(
        Donor(participant, session, file, pool[file])
        for participant in study.participants
        for order in [shuffled(tuple(pool), seed, participant)]
        for session in range(1, study.sessions + 1)
        for file in [order[(session - 1) % len(order)]]
    )


def _columns(each: Allocated) -> tuple[str, str, int, int, str]:
    return each.participant, each.stratum, each.block, each.block_size, each.condition


def _protocol_copied(make: _Making, path: Path, protocol: Practice, folder: Path) -> Path:
    """Copy a protocol, and what it names beside it, into the folder of its study, unless they lie there."""
    for name in (path.name, *sorted(named_beside(protocol, path.parent))):
        source, copy = path.parent / name, folder / name
        if copy.exists() and copy.samefile(source):
            continue
        if copy.exists():
            raise FileExistsError(17, "File exists", str(copy))
        make.folder(copy.parent)
        with source.open("rb") as original, make.new(copy) as to, whole_file(to) as whole:
            shutil.copyfileobj(original, whole.file)
    return folder / path.name


class _Making:
    """What was made so far, to be taken away again where the rest cannot be made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: list[Path] = []

    @contextmanager
    def new(self, path: Path) -> Iterator[Path]:
        """Hand out the path of a file that is not there yet, to be made whole or not at all.

        It is ours from when it is made: where somebody else makes one of that name meanwhile, theirs stays.
        """
        if path.exists():
            raise FileExistsError(17, "File exists", str(path))
        yield path
        self._made.append(path)

    def folder(self, path: Path) -> None:
        """Make a folder, and those above it that are missing."""
        for each in (*reversed(path.parents), path):
            if not each.exists():
                make_private_folder(each)
                self._made.append(each)

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Take everything away again where something fails, and say as ours what the system says."""
        try:
            self.folder(self._folder)
            yield
        except BaseException as error:
            for path in reversed(self._made):
                with suppress(OSError):
                    path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
            if isinstance(error, FileExistsError):
                raise RecordingError(AllocationErrorCode.IN_THE_WAY, str(error.filename)) from error
            if isinstance(error, OSError):
                problem = str(error.strerror or error).rstrip(".")
                raise RecordingError(
                    AllocationErrorCode.NOT_WRITTEN, str(error.filename or self._folder), problem=problem
                ) from error
            raise
