"""Writes a recording anew in the tables of today: one of an earlier version, or all that can be read of a damaged one.

The recording stays as it is. Events keep their numbers, and everything else that is known is carried over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.signals.definitions.stages import STAGES
from sessions.connection import Connection
from sessions.later import edits as later_edits
from sessions.later import notes as later_notes
from sessions.later import tags as later_tags
from sessions.opened_file import version_in
from sessions.reader import Recording
from sessions.recording_file import write_whole
from sessions.schema import CLOSED, MENDED, UPGRADED_FROM, USER_VERSION
from sessions.sealed.header import is_sealed
from sessions.sealed.passphrases import Passphrase
from sessions.soundness import columns_of
from sessions.verifying.verify import opened_to_look

LATER_TABLES: Mapping[str, str] = MappingProxyType(
    {
        "later_note": later_notes.TABLE,
        "later_tag": later_tags.TABLE,
        "later_beat_edit": later_edits.TABLE,
    }
)
"""What may lie beside the events, and the statement that makes each."""

_OTHERS_HOLD_S = 5.0  # real seconds that another program may hold the file: what is usual with SQLite in Python


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """What became of a recording.

    Attributes
    ----------
    path : Path
        The copy.
    version : int
        Of the tables that were read.
    events : int
        How many events the copy holds.
    remarks : tuple of RecordingError
        What of the recording is not in it.
    """

    path: Path
    version: int
    events: int
    remarks: tuple[RecordingError, ...]


def upgrade(path: Path, copy: Path) -> Copied:
    """Write a copy of a recording of an earlier version in the tables of today.

    Raises
    ------
    RecordingError
        It is of today, it cannot be read, or the copy is there already or cannot be made.
    """
    version = version_in(path)
    if version == USER_VERSION:
        raise RecordingError(RecordingErrorCode.OF_TODAY, str(path), version=version)
    with Recording(path) as recording:
        return _copy(recording, version, copy, {UPGRADED_FROM: str(version)})


def mend(path: Path, copy: Path) -> Copied:
    """Write a copy of all that can be read of a recording that is damaged or was cut off.

    Raises
    ------
    RecordingError
        Nothing of it is damaged, nothing of it can be read, or the copy is there already or cannot be made.
    """
    recording, refused = opened_to_look(path)
    with recording:
        if recording.salvage is None:
            if refused is not None:
                raise refused
            if not recording.ended_unexpectedly and not recording.looking.unfinished:
                raise RecordingError(RecordingErrorCode.NOTHING_TO_MEND, str(path))
            return _copy(recording, version_in(path), copy, {})
        if not recording.salvage.rows:
            raise RecordingError(RecordingErrorCode.NOTHING_READ, str(path))
        there = f"{recording.salvage.pages_there}/{recording.salvage.pages}"
        return _copy(recording, version_in(path), copy, {MENDED: there})


def _copy(recording: Recording, version: int, copy: Path, added: dict[str, str]) -> Copied:
    facts = {name: value for name, value in recording.facts.items() if name != CLOSED} | added
    count = write_whole(
        copy.absolute(),
        facts,
        _versions(recording),
        recording.events(),
        closed=not recording.ended_unexpectedly,
        seal=_seal_of(recording.path),
        beside=lambda connection: recording.look_into(lambda kept: _carry_over(kept, connection)),
    )
    return Copied(path=copy, version=version, events=count, remarks=recording.remarks)


def _versions(recording: Recording) -> dict[str, int]:
    """Return the versions of the definitions and stages that were there when it was made."""
    there = recording.versions
    names = [*(stage.name for stage in STAGES), *recording.metric_names()] if there is None else list(there)
    return {name: recording.version_of(name) for name in names}


def _carry_over(kept: Connection, copy: Connection) -> None:
    there = columns_of(kept)
    for name, statement in LATER_TABLES.items():
        if name not in there:
            continue
        copy.execute(statement)
        columns = ", ".join(column for column in columns_of(copy)[name] if column in there[name])
        marks = ", ".join("?" * (columns.count(",") + 1))
        rows = kept.execute(f"SELECT {columns} FROM {name}")
        copy.executemany(f"INSERT OR IGNORE INTO {name} ({columns}) VALUES ({marks})", rows)


def _seal_of(path: Path) -> Passphrase | None:
    """Return with what a copy is to be sealed: with what the recording is."""
    if not is_sealed(path):
        return None
    from sessions.sealed.opening import passphrase_of

    return passphrase_of(path, _OTHERS_HOLD_S)
