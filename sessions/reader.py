"""Reads a recording without changing it, also one that was cut off or is still being written."""

import heapq
import math
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import ExitStack
from itertools import chain, count, takewhile
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from biofeedback.errors import RecordingError
from biofeedback.events import EVENT_TYPES, Beat, BreathPlanned, Event, Metric, Note, Numbered, Packet
from biofeedback.sensors import WITHOUT_SENSOR
from sessions.connection import Connection
from sessions.later.edits import EditEntry, edits_in
from sessions.later.notes import LaterNote, notes_in
from sessions.later.tags import tags_in
from sessions.looking import Looking
from sessions.older.tables import ReadTable
from sessions.older.versions import FIRST_VERSION, older_tables, refuse_those_of_another, uncounted_versions
from sessions.opened_file import damaged_code, translated, version_in
from sessions.salvage.opening import connect_as_far_as_it_goes, partly_there
from sessions.schema import CLOSED, MENDED, TABLES, USER_VERSION, Table
from sessions.soundness import Soundness, UnknownValueError, columns_of, missing, numbers_in

_Read = TypeVar("_Read")


class Recording:
    """A recording as it was at the moment it was opened; a context manager.

    It may be handed from one thread to another, but not used by two at once.

    Parameters
    ----------
    path : Path
        The file.
    mended : bool
        Whether to read its pages ourselves, as is done by itself with a file that SQLite refuses, or that was cut off.

    Attributes
    ----------
    path : Path
        The file.
    looking : Looking
        Where it is read.
    facts : dict of str to str
        What is true of the whole session.
    sources : tuple of str or None
        The sources of the hearts, the primary one first: as the facts name them, else in the order in which they were
        heard. Empty without a sensor, ``None`` when nobody says and nothing was heard.
    versions : mapping of str to int, or None
        With which version of every definition and stage the numbers were computed; ``None`` where that is not kept.
    salvage : Salvage or None
        How much of it there is, where it is not all; ``None`` where SQLite reads it.

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

    def __init__(self, path: Path, *, mended: bool = False) -> None:
        self.path = path
        with translated(path), ExitStack() as stack:
            self.looking = stack.enter_context(Looking(path))
            version = version_in(path, self.looking.at)
            found = connect_as_far_as_it_goes(path, self.looking, version, mended=mended)
            self._connection, self.facts, self.salvage = found
            stack.callback(self._connection.close)
            there = columns_of(self._connection)
            refuse_those_of_another(path, version, there)
            self.sources = _sources(self._connection, self.facts, there)
            self.versions = _versions(self._connection, there)
            self._connection.set_progress_handler(None, 0)
            self._opened = stack.pop_all()
        self._soundness = Soundness(path, () if self.salvage is None else (partly_there(path, self.salvage),))
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
        self._opened.close()

    @property
    def ended_unexpectedly(self) -> bool:
        """Whether the recording was cut off; also true of one that is still being written."""
        return CLOSED not in self.facts

    @property
    def partly_there(self) -> bool:
        """Whether it is damaged, was cut off, or is a copy of one that was: events, or facts of them, are gone."""
        return self.salvage is not None or MENDED in self.facts

    @property
    def remarks(self) -> tuple[RecordingError, ...]:
        """What is not as this Soften knows it: tables, and values as far as events were read by now."""
        return self._soundness.remarks()

    def look_for_unknown_values(self) -> None:
        """Note for `remarks` unknown words and times too far away, many times quicker than by reading all events."""
        with translated(self.path):
            for table in self._tables.values():
                for unknown in table.unknown_values(self._connection):
                    self._soundness.pass_over(unknown)

    def look_into(self, read: Callable[[Connection], _Read]) -> _Read:
        """Return what a function reads of the tables themselves.

        Raises
        ------
        RecordingError
            The file turns out to be damaged.
        """
        with translated(self.path):
            return read(self._connection)

    def check(self) -> None:
        """See that SQLite can read every page.

        Raises
        ------
        RecordingError
            The file is damaged.
        """
        with translated(self.path):
            (found,) = self._connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise RecordingError(damaged_code(self.path), str(self.path))

    @property
    def duration_s(self) -> float:
        """The session time of the last event in seconds; nan when there is none.

        A breath is planned ahead and a note written afterwards, so neither counts.
        """
        latest_s = math.nan
        for event_type, table in self._tables.items():
            if event_type not in (BreathPlanned, Note):
                with translated(self.path):
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
        with translated(self.path):
            found = (
                self._connection.execute(
                    f"SELECT max(number) FROM {table} WHERE typeof(number) = 'integer'"
                ).fetchone()[0]
                for table in tables
            )
            return max((number or 0 for number in found), default=0)

    def whole_until(self) -> float:
        """Return up to which number no event lacks; infinity where all of the recording is there."""
        if not self.partly_there:
            return math.inf
        until = 0
        for number in self.look_into(numbers_in):
            if number > until + 1:
                break
            until = number
        return until

    def metric_names(self) -> frozenset[str]:
        """Return the names of the numbers that were computed."""
        if Metric not in self._tables:
            return frozenset()
        with translated(self.path):
            return frozenset(
                name
                for (name,) in self._connection.execute("SELECT DISTINCT name FROM metric WHERE typeof(name) = 'text'")
            )

    def count(self, event_type: type[Event]) -> int:
        """Return how many events of a type there are."""
        if event_type not in self._tables:
            return 0
        with translated(self.path):
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
        with translated(self.path):
            read_types = dict.fromkeys(types or EVENT_TYPES)
            tables = [table for event_type, table in self._tables.items() if event_type in read_types]
            streams = [self._read(table, metrics) for table in tables]
            yield from heapq.merge(*streams, key=itemgetter(0))

    def beats(self, source: str = "") -> list[Beat]:
        """Return the beats of a source, or of all, in the order in which they came.

        One that is said to have come before the one above it, or at no time, is passed over and noted for `remarks`.
        """
        found: list[Beat] = []
        for number, event in self.events(Beat):
            if isinstance(event, Beat) and source in ("", event.source):
                if event.arrived_s >= (found[-1].arrived_s if found else -math.inf):
                    found.append(event)
                else:
                    self._soundness.pass_over(UnknownValueError("beat", "arrived_s", number, event.arrived_s))
        return found

    def later_notes(self) -> tuple[LaterNote, ...]:
        """Return what was written beside the recording after it was closed, oldest first."""
        with translated(self.path):
            return notes_in(self._connection)

    def beat_edits(self) -> tuple[EditEntry, ...]:
        """Return the log of what was edited by hand, oldest first; what is no entry is noted for `remarks`."""
        with translated(self.path):
            entries, strange = edits_in(self._connection)
        for number, what in strange:
            self._soundness.pass_over(UnknownValueError("later_beat_edit", "what", number, what))
        return entries

    def tags(self) -> tuple[str, ...]:
        """Return the person's own words for finding it again, which were written beside it."""
        with translated(self.path):
            return tags_in(self._connection)

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


def _sources(
    connection: Connection, facts: Mapping[str, str], there: Mapping[str, frozenset[str]]
) -> tuple[str, ...] | None:
    if facts.get("sensor") == WITHOUT_SENSOR.spec:
        return ()
    if "source" in facts:
        names = chain(["source"], (f"source_{place}" for place in count(2)))
        return tuple(facts[name] for name in takewhile(facts.__contains__, names))
    kept = [name for name in ("beat", "packet") if {"source", "number"} <= there.get(name, frozenset())]
    first: dict[str, int] = {}
    sound = "typeof(number) = 'integer' AND typeof(source) = 'text'"
    for name in kept:
        for source, number in connection.execute(
            f"SELECT source, min(number) FROM {name} WHERE {sound} GROUP BY source"
        ):
            first[source] = min(number, first.get(source, number))
    return tuple(sorted(first, key=first.__getitem__)) or None


def _versions(connection: Connection, there: Mapping[str, frozenset[str]]) -> Mapping[str, int] | None:
    # Recordings of version 4 that were made before versions were counted have no such table.
    if not {"name", "version"} <= there.get("definition_version", frozenset()):
        return None
    kept = "typeof(name) = 'text' AND typeof(version) = 'integer'"
    return dict(connection.execute(f"SELECT name, version FROM definition_version WHERE {kept}"))
