"""Reads a recording without changing it, also one that was cut off or is still being written."""

import heapq
import math
import sqlite3
import struct
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from itertools import chain, count, takewhile
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.events import EVENT_TYPES, Beat, BreathPlanned, Event, Metric, Note, Numbered, Packet
from biofeedback.ordinary_files import UnfitFileError, check_ordinary
from biofeedback.sensors import WITHOUT_SENSOR
from sessions.later_notes import LaterNote, notes_in
from sessions.older_versions import FIRST_VERSION, ReadTable, older_tables, uncounted_versions
from sessions.schema import APPLICATION_ID, CLOSED, TABLES, USER_VERSION, Table
from sessions.soundness import Soundness, columns_of, foreign_part, missing

_MAGIC = b"SQLite format 3\0"
_LONGEST_VALUE = 16_777_216
"""Bytes of one value or row: a choice; the longest block of samples is some kilobytes."""

_OPENING_TAKES_AT_MOST_S = 2.0
"""Real seconds for what is read of a recording at once, before its events; a night takes a hundredth of that."""

_STEPS_BETWEEN_LOOKS = 100_000  # steps of SQLite's machine between two looks at the clock, about a millisecond

_HEADER_BYTES = 100  # the header of every SQLite file (sqlite.org/fileformat2.html, section 1.3)


class Recording:
    """A recording as it was at the moment it was opened; a context manager.

    It may be handed from one thread to another, but not used by two at once.

    Parameters
    ----------
    path : Path
        The file.

    Attributes
    ----------
    path : Path
        The file.
    facts : dict of str to str
        What is true of the whole session.
    sources : tuple of str or None
        The sources of the hearts, the primary one first: as the facts name them, else in the order in which they were
        heard. Empty without a sensor, ``None`` when nobody says and nothing was heard.
    versions : mapping of str to int, or None
        With which version of every definition and stage the numbers were computed; ``None`` where that is not kept.

    Raises
    ------
    RecordingError
        The file is missing, empty, damaged, not a recording, made by a newer Soften, or cannot be read where it lies.
        Damage further inside is found, and raised likewise, when that place is read.

    Notes
    -----
    A row with a value that this Soften does not know is passed over, and a table that is not there is read as an empty
    one: another Soften may have written the file. `remarks` says what that was.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        version = _version(path)
        with _translated(path):
            self._connection, self.facts = _connect(path)
        self._soundness = Soundness(path)
        try:
            with _translated(path):
                there = columns_of(self._connection)
                self.sources = _sources(self._connection, self.facts, there)
                self.versions = _versions(self._connection, there)
            self._connection.set_progress_handler(None, 0)
        except BaseException:
            self._connection.close()
            raise
        self._uncounted = uncounted_versions(version)
        source = next(iter(self.sources or ()), "")
        known = TABLES if version == USER_VERSION else older_tables(version, source)
        self._tables = {event_type: table for event_type, table in known.items() if self._has(table, there)}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    @property
    def ended_unexpectedly(self) -> bool:
        """Whether the recording was cut off; also true of one that is still being written."""
        return CLOSED not in self.facts

    @property
    def remarks(self) -> tuple[RecordingError, ...]:
        """What is not as this Soften knows it: tables, and values as far as events were read by now."""
        return self._soundness.remarks()

    def look_for_unknown_values(self) -> None:
        """Note for `remarks` unknown words and times too far away, many times quicker than by reading all events."""
        with _translated(self.path):
            for table in self._tables.values():
                for unknown in table.unknown_values(self._connection):
                    self._soundness.pass_over(unknown)

    def check(self) -> None:
        """See that SQLite can read every page.

        Raises
        ------
        RecordingError
            The file is damaged.
        """
        with _translated(self.path):
            (found,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise RecordingError(RecordingErrorCode.DAMAGED, str(self.path), problem=found)

    @property
    def duration_s(self) -> float:
        """The session time of the last event in seconds; nan when there is none.

        A breath is planned ahead and a note written afterwards, so neither counts.
        """
        latest_s = math.nan
        for event_type, table in self._tables.items():
            if event_type not in (BreathPlanned, Note):
                with _translated(self.path):
                    t_s = table.latest_s(self._connection)
                latest_s = latest_s if math.isnan(t_s) or t_s < latest_s else t_s
        return latest_s

    def version_of(self, name: str) -> int:
        """Return with which version of a definition or stage the numbers were computed; 0 where it was not there yet.

        Where no versions are kept, everything counts as the first, but for what is known to have changed before.
        """
        if self.versions is not None:
            return self.versions.get(name, 0)
        return self._uncounted.get(name, FIRST_VERSION)

    def last_number(self) -> int:
        """Return the number of the last beat, packet or number; 0 when there is none."""
        names = {"packet": Packet, "beat": Beat, "metric": Metric}
        tables = [name for name, event_type in names.items() if event_type in self._tables]
        with _translated(self.path):
            found = (self._connection.execute(f"SELECT max(number) FROM {table}").fetchone()[0] for table in tables)
            return max((number or 0 for number in found), default=0)

    def metric_names(self) -> frozenset[str]:
        """Return the names of the numbers that were computed."""
        if Metric not in self._tables:
            return frozenset()
        with _translated(self.path):
            return frozenset(name for (name,) in self._connection.execute("SELECT DISTINCT name FROM metric"))

    def count(self, event_type: type[Event]) -> int:
        """Return how many events of a type there are."""
        if event_type not in self._tables:
            return 0
        with _translated(self.path):
            return self._tables[event_type].count(self._connection)

    def events(self, *types: type[Event], metrics: Collection[str] | None = None) -> Iterator[Numbered]:
        """Yield the events of these types (of all, when none is named) in the order of their numbers.

        Read as they are asked for, so that a recording of any length takes little memory. ``metrics`` names the
        numbers that are wanted; the others are passed over quickly.

        Raises
        ------
        RecordingError
            The file turns out to be damaged.
        """
        with _translated(self.path):
            read_types = dict.fromkeys(types or EVENT_TYPES)
            tables = [table for event_type, table in self._tables.items() if event_type in read_types]
            streams = [self._read(table, metrics) for table in tables]
            yield from heapq.merge(*streams, key=itemgetter(0))

    def later_notes(self) -> tuple[LaterNote, ...]:
        """Return what was written beside the recording after it was closed, oldest first."""
        with _translated(self.path):
            return notes_in(self._connection)

    def _read(self, table: ReadTable, metrics: Collection[str] | None) -> Iterator[Numbered]:
        if metrics is None or table is not self._tables.get(Metric):
            return table.read(self._connection, self._soundness.pass_over)
        if isinstance(table, Table):
            return table.read(self._connection, self._soundness.pass_over, metrics)
        numbers = table.read(self._connection, self._soundness.pass_over)
        return (item for item in numbers if isinstance(item.event, Metric) and item.event.name in metrics)

    def _has(self, table: ReadTable, there: Mapping[str, frozenset[str]]) -> bool:
        """Return whether a table is there; one that is not is noted."""
        lacks = missing(table.needed, there)
        for name in lacks:
            self._soundness.miss(name)
        return not lacks


def looks_like_recording(path: Path) -> bool:
    """Return whether a file begins as recordings do, whatever it is called; reading it will tell the rest."""
    try:
        check_ordinary(path)
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except (OSError, UnfitFileError):
        return False


def is_recording(path: Path) -> bool:
    """Return whether a file is a recording of Soften by its first bytes, or the beginning of one that was cut off."""
    try:
        check_ordinary(path)
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except (OSError, UnfitFileError):
        return False
    if len(header) < _HEADER_BYTES:
        return _MAGIC.startswith(header[: len(_MAGIC)])
    return header.startswith(_MAGIC) and struct.unpack_from(">I", header, 68)[0] in (0, APPLICATION_ID)


def _version(path: Path) -> int:
    """Return the version of the tables; raise a `RecordingError` where the first bytes say we cannot read it."""
    try:
        check_ordinary(path)
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except UnfitFileError as error:
        code = RecordingErrorCode.IS_FOLDER if path.is_dir() else RecordingErrorCode.NOT_ORDINARY
        raise RecordingError(code, str(path)) from error
    except FileNotFoundError as error:
        raise RecordingError(RecordingErrorCode.FILE_MISSING, str(path)) from error
    except IsADirectoryError as error:
        raise RecordingError(RecordingErrorCode.IS_FOLDER, str(path)) from error
    except OSError as error:
        raise RecordingError(RecordingErrorCode.FILE_UNREADABLE, str(path), **of_system(error)) from error
    if not header:
        raise RecordingError(RecordingErrorCode.EMPTY, str(path))
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise RecordingError(RecordingErrorCode.NO_RECORDING, str(path))
    version, application_id = struct.unpack_from(">I4xI", header, 60)  # user_version at 60, application_id at 68
    if application_id != APPLICATION_ID:
        raise RecordingError(RecordingErrorCode.OTHER_DATABASE, str(path))
    if version > USER_VERSION:
        raise RecordingError(RecordingErrorCode.NEWER, str(path))
    return int(version)


def _connect(path: Path) -> tuple[sqlite3.Connection, dict[str, str]]:
    """Open the recording for reading, hold on to its present state, and return its facts too."""
    try:
        return _connect_as(path, "ro")
    except sqlite3.OperationalError as error:
        if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_READONLY_ROLLBACK:
            raise
    # Cut off in the very moment of beginning or closing: SQLite first has to take the unfinished step back.
    with closing(sqlite3.connect(_uri(path, "rw"), uri=True)) as writer:
        writer.execute("PRAGMA schema_version")
    _version(path)
    return _connect_as(path, "ro")


def _connect_as(path: Path, mode: str) -> tuple[sqlite3.Connection, dict[str, str]]:
    connection = sqlite3.connect(_uri(path, mode), uri=True, isolation_level=None, check_same_thread=False)
    try:
        # Nothing in a file of a stranger runs, nothing in it is longer than anything of ours, and nothing takes long.
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE)
        give_up_s = time.monotonic() + _OPENING_TAKES_AT_MOST_S
        connection.set_progress_handler(lambda: time.monotonic() > give_up_s, _STEPS_BETWEEN_LOOKS)
        connection.execute("BEGIN")
        _refuse_foreign_parts(connection, path)
        return connection, dict(connection.execute("SELECT name, value FROM fact"))
    except BaseException:
        connection.close()
        raise


def _refuse_foreign_parts(connection: sqlite3.Connection, path: Path) -> None:
    if name := foreign_part(connection):
        raise RecordingError(RecordingErrorCode.FOREIGN_PART, str(path), part=name)


def _sources(
    connection: sqlite3.Connection, facts: Mapping[str, str], there: Mapping[str, frozenset[str]]
) -> tuple[str, ...] | None:
    if facts.get("sensor") == WITHOUT_SENSOR.spec:
        return ()
    if "source" in facts:
        names = chain(["source"], (f"source_{place}" for place in count(2)))
        return tuple(facts[name] for name in takewhile(facts.__contains__, names))
    kept = [name for name in ("beat", "packet") if {"source", "number"} <= there.get(name, frozenset())]
    first: dict[str, int] = {}
    for name in kept:
        for source, number in connection.execute(f"SELECT source, min(number) FROM {name} GROUP BY source"):
            first[source] = min(number, first.get(source, number))
    return tuple(sorted(first, key=first.__getitem__)) or None


def _versions(connection: sqlite3.Connection, there: Mapping[str, frozenset[str]]) -> Mapping[str, int] | None:
    # Recordings of version 4 that were made before versions were counted have no such table.
    if not {"name", "version"} <= there.get("definition_version", frozenset()):
        return None
    return dict(connection.execute("SELECT name, version FROM definition_version"))


def _uri(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Raise as ours what SQLite raises."""
    try:
        yield
    except (sqlite3.Error, ValueError) as error:  # the latter where damaged text meets Python or an enum
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the rest says in which call
        known = _ERROR_CODES.get(code, RecordingErrorCode.DAMAGED)
        raise RecordingError(known, str(path), problem=str(error)) from error


_ERROR_CODES: Mapping[int, RecordingErrorCode] = MappingProxyType(
    {
        sqlite3.SQLITE_CANTOPEN: RecordingErrorCode.CUT_OFF,
        sqlite3.SQLITE_READONLY: RecordingErrorCode.CUT_OFF,
        sqlite3.SQLITE_BUSY: RecordingErrorCode.HELD,
        sqlite3.SQLITE_INTERRUPT: RecordingErrorCode.SLOW,
    }
)
