"""Looks at one file: its pages, its log, its rows, its clock, its words and its versions; the file stays as it is."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode, VerifyErrorCode
from biofeedback.errors import RecordingError
from biofeedback.signals.definitions.versions import VERSIONS
from sessions.opened_file import connect, translated
from sessions.reader import Recording
from sessions.salvage.pages import HEADER_BYTES, count_in, page_size_in, wal_beside, written_with_log
from sessions.salvage.salvage import Salvage
from sessions.salvage.wal import Wal, read_wal
from sessions.schema import MENDED, UPGRADED_FROM
from sessions.sealed.header import is_sealed
from sessions.sharing import SHARED
from sessions.soundness import refuse_what_is_no_text
from sessions.verifying.order import Order
from sessions.verifying.tables import of_the_digests, of_the_facts, of_the_tables, speed_in

_MOST_NAMED = 20
"""Places of one file that are told where it is damaged: a choice; with more of them it is damaged everywhere."""

_CLOCKS_DIFFER = timedelta(days=1)
"""By how much the wall clock of another machine may be ahead of ours: a choice, more than any zone of time."""

_WITH_HOLES = frozenset({SHARED, UPGRADED_FROM, MENDED})
"""The facts of copies in which not every event of the recording is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What there is to say of a file.

    Attributes
    ----------
    version : int
        The version of its tables.
    closed, sealed, shared, mended : bool
        Whether it was closed in peace, is sealed with a passphrase, is a copy that was shared, or of a damaged one.
    events : int
        How many events there are.
    length_s : float
        The session time of the last one in seconds; nan where there is none.
    quiet_count : int
        How many stretches there are in which nothing came from a sensor.
    quiet_s : float
        How many seconds these are together.
    found : tuple of RecordingError
        What is not as it should be.
    """

    version: int
    closed: bool
    sealed: bool
    shared: bool
    mended: bool
    events: int
    length_s: float
    quiet_count: int
    quiet_s: float
    found: tuple[RecordingError, ...]


def opened_to_look(path: Path) -> tuple[Recording, RecordingError | None]:
    """Open a recording, one with damaged pages as far as they can be read, and return what SQLite says of it then.

    Raises
    ------
    RecordingError
        It cannot be opened.
    """
    try:
        recording = Recording(path)
    except RecordingError as error:
        if error.code is not RecordingErrorCode.DAMAGED:
            raise
        return Recording(path, mended=True), error
    if recording.salvage is not None:
        return recording, _refusal(recording)
    try:
        recording.check()
        recording.look_into(refuse_what_is_no_text)
    except RecordingError as error:
        if is_sealed(path):
            return recording, error
        recording.close()
        return Recording(path, mended=True), error
    return recording, None


def _refusal(recording: Recording) -> RecordingError | None:
    """Return what SQLite says of a file that is read page by page; ``None`` where it takes it."""
    try:
        with translated(recording.path):
            connection, _ = connect(recording.path, recording.looking)
            connection.close()
    except RecordingError as error:
        return error
    return None


def look_at(
    recording: Recording, refused: RecordingError | None, version: int, now: datetime, *, every_event: bool
) -> Looked:
    """Look at a recording that opens.

    Parameters
    ----------
    recording : Recording
        The recording, from `opened_to_look`; what cannot be read further inside is told, and not raised.
    refused : RecordingError or None
        What SQLite says of it, from there too.
    version : int
        The version of its tables.
    now : datetime
        The wall clock.
    every_event : bool
        Whether to read every event, which takes most of the time.
    """
    path = recording.path
    found = list(_of_the_file(recording, refused))
    order = Order(str(path), _speed(recording), with_holes=not _WITH_HOLES.isdisjoint(recording.facts))
    length_s = math.nan
    try:
        found += recording.look_into(lambda connection: of_the_tables(connection, path, version, order))
        found += order.found()
        found += of_the_facts(recording, version)
        recording.look_for_unknown_values()
        if recording.salvage is None:  # else what is not there is told
            found += of_the_digests(recording, every_table=every_event)
        if every_event:
            for _ in recording.events():
                pass
        length_s = recording.duration_s
    except RecordingError as error:
        if not found:
            found.append(error)
    if recording.salvage is not None:  # said of its pages already
        found += [each for each in recording.remarks if each.code is not RecordingErrorCode.PARTLY_THERE]
    else:
        found += recording.remarks
    found += _of_the_wall_clock(recording, length_s, now)
    versions = recording.versions or {}
    newer = [name for name, its_version in versions.items() if its_version > VERSIONS.get(name, its_version)]
    if newer:
        found.append(RecordingError(VerifyErrorCode.NEWER_DEFINITIONS, str(path), names=newer, count=len(newer)))
    return Looked(
        version=version,
        closed=_closed(recording),
        sealed=is_sealed(path),
        shared=SHARED in recording.facts,
        mended=MENDED in recording.facts,
        events=order.events,
        length_s=length_s,
        quiet_count=order.quiet_count,
        quiet_s=order.quiet_s,
        found=tuple(found),
    )


def _of_the_file(recording: Recording, refused: RecordingError | None) -> Iterator[RecordingError]:
    path = recording.path
    if recording.looking.unfinished:
        yield RecordingError(VerifyErrorCode.STEP_UNFINISHED, str(path))
    differs = None if is_sealed(path) else _length_differs(path, recording.looking.at)
    if differs is not None:
        yield differs
    if recording.salvage is not None:
        yield from _of_pages(path, recording.salvage)
        if recording.salvage.whole and (refused is not None or differs is None):
            yield RecordingError(VerifyErrorCode.REFUSED, str(path), count=recording.salvage.rows)
    elif refused is not None:
        yield refused
    if not _closed(recording) and not recording.partly_there:
        yield RecordingError(VerifyErrorCode.NOT_CLOSED, str(path))
    yield from _of_the_log(recording)


def _length_differs(path: Path, at: Path) -> RecordingError | None:
    """Return that there is more in a file than its first page says; its log, while it has one, may say otherwise."""
    if _has_log(path):
        return None
    there = at.stat().st_size  # before the header: what is written meanwhile is then in there
    with at.open("rb") as file:
        header = file.read(HEADER_BYTES)
    whole = count_in(Wal(), header) * page_size_in(header)
    if not 0 < whole < there:
        return None
    return RecordingError(VerifyErrorCode.LENGTH_DIFFERS, str(path), whole=whole, there=there)


def _of_pages(path: Path, found: Salvage) -> Iterator[RecordingError]:
    """Yield what could not be read of the pages; those beyond the end of the file are told as one."""
    there = found.file_bytes // found.page_bytes
    if found.cut:
        whole = found.pages * found.page_bytes
        yield RecordingError(VerifyErrorCode.FILE_CUT, str(path), there=found.file_bytes, whole=whole, rows=found.rows)
    damaged = [(table, each) for table, each in found.lost if not found.cut or each.page <= there]
    for table, each in damaged[:_MOST_NAMED]:
        given: dict[str, str | int] = {"page": each.page, "table": table} if table else {"page": each.page}
        if each.rows:
            yield RecordingError(VerifyErrorCode.ROWS_DAMAGED, str(path), count=each.rows, **given)
            continue
        if each.found:
            yield RecordingError(VerifyErrorCode.ROWS_FOUND, str(path), count=each.found, **given)
            continue
        given |= {name: int(value) for name, value in (("above", each.above), ("to", each.to)) if math.isfinite(value)}
        yield RecordingError(VerifyErrorCode.PAGE_DAMAGED, str(path), **given)


def _of_the_log(recording: Recording) -> Iterator[RecordingError]:
    """Yield what there is to say of the log beside it, which every recording has that is being written."""
    path = recording.path
    wal = read_wal(wal_beside(path))
    if wal.frames > wal.committed:
        yield RecordingError(
            VerifyErrorCode.LOG_TORN, str(path), log=wal_beside(path).name, frames=wal.frames, whole=wal.committed
        )
    if not (_closed(recording) or is_sealed(path) or _has_log(path)) and written_with_log(path):
        yield RecordingError(VerifyErrorCode.LOG_GONE, str(path), log=wal_beside(path).name)


def _has_log(path: Path) -> bool:
    """Return whether there is a log with anything in it; other programs make an empty one when they open it."""
    try:
        return wal_beside(path).stat().st_size > 0
    except OSError:
        return False


def _of_the_wall_clock(recording: Recording, length_s: float, now: datetime) -> Iterator[RecordingError]:
    """Yield where the wall clock and the session clock cannot both be right."""
    path, text = recording.path, recording.facts.get("started_at")
    if text is None:
        return
    try:
        started = datetime.fromisoformat(text)
    except ValueError:
        yield RecordingError(VerifyErrorCode.NO_MOMENT, str(path), text=text)
        return
    if started.tzinfo is None:
        return
    try:
        ended = started + timedelta(seconds=length_s / _speed(recording) if math.isfinite(length_s) else 0.0)
        begun = started - _CLOCKS_DIFFER
    except OverflowError:
        yield RecordingError(VerifyErrorCode.NO_MOMENT, str(path), text=text)
        return
    if ended > now + _CLOCKS_DIFFER:
        yield RecordingError(VerifyErrorCode.AHEAD_OF_CLOCK, str(path), ended=ended.isoformat(timespec="seconds"))
    for note in recording.later_notes():
        if note.written < begun:
            written = note.written.isoformat(timespec="seconds")
            yield RecordingError(VerifyErrorCode.NOTE_BEFORE, str(path), written=written, started=text)


def _closed(recording: Recording) -> bool:
    return recording.salvage.closed if recording.salvage is not None else not recording.ended_unexpectedly


def _speed(recording: Recording) -> float:
    """Return how many session seconds passed in a second."""
    return speed_in(recording.facts.get("speed", "1")) or 1.0
