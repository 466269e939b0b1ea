"""The tables of a recording, made from the event types themselves: a new type is a new table.

A recording is a plain SQLite file. There is one table a type, named in snake_case (`BeatJudged` lies in
``beat_judged``), with the event's own field names as columns and ``number``, the event's place in the one order of
the session, as key. Units are in the names; ``NULL`` stands for nan. The table ``fact`` holds what is true of the
whole session. Its ``sensor`` and ``source`` are those of the primary heart, ``sensor_2`` and ``source_2`` of the next
one and so on; ``sensor`` is ``none``, without any ``source``, where nobody listened. ``definition_version`` holds the
version of the definition of every number, and of every stage before it, with which the session was computed. Facts
that an event carries lie in a table beside its own (those of `Notice` in ``notice_fact``), a row each. Any SQLite reads
it, for example every beat with what was thought of it (``index`` is a word of SQL, hence the quotes)::

    SELECT beat.arrived_s, beat.rr_ms, judged.t_s, judged.kind, judged.nn_ms
    FROM beat LEFT JOIN beat_judged AS judged USING (source, "index") ORDER BY beat.number;

or the course of one number: ``SELECT t_s, value FROM metric WHERE name = 'rmssd_ms' ORDER BY number;``
"""

import math
import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from biofeedback.events import EVENT_TYPES, Event, Numbered
from biofeedback.facts import Facts, FactValue

APPLICATION_ID = 0x536F4674
"""``SoFt`` in ASCII: what makes an SQLite file a recording of ours."""

USER_VERSION = 4
"""The version of the tables; a reader refuses a newer one, and `sessions.older_versions` reads those before."""

FACT_TABLE = "CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID"

VERSION_TABLE = (
    "CREATE TABLE definition_version (name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID"
)

CLOSED = "closed"
"""The fact that is there (as ``yes``) when the recording was closed in peace."""

SqlValue = int | float | str | bytes | None

_SQL_TYPES: Mapping[object, str] = MappingProxyType(
    {
        bool: "INTEGER NOT NULL",
        int: "INTEGER NOT NULL",
        float: "REAL",
        str: "TEXT NOT NULL",
        bytes: "BLOB NOT NULL",
        FactValue: "ANY",
    }
)

_MOMENTS = ("t_s", "arrived_s", "until_s")
"""The field that says when an event was, in order of preference."""


@dataclass(frozen=True, slots=True)
class Table:
    """Where the events of one type lie, and how they come to be rows and events again.

    Attributes
    ----------
    event_type : type
        The event type.
    name : str
        The table's name.
    columns : tuple of (str, object)
        The event's fields in order, without ``number`` and its `Facts`, each with the type it is kept as.
    called : mapping of str to str
        Fields whose columns are called otherwise.
    facts_field : str
        The field that holds `Facts`; empty when there is none.

    Notes
    -----
    Round trips are exact to the bit, with these two exceptions: every nan becomes the usual one, and SQLite keeps -0.0
    as 0.0. A lone surrogate (from a file name that is no UTF-8) is no text and becomes a question mark.
    """

    event_type: type[Event]
    name: str
    columns: tuple[tuple[str, object], ...]
    called: Mapping[str, str]
    facts_field: str

    @property
    def create(self) -> tuple[str, ...]:
        """The statements that make the table, and the one of its facts."""
        typed = ", ".join(f'"{self.called.get(field, field)}" {_sql_type(kind)}' for field, kind in self.columns)
        own = f"CREATE TABLE {self.name} (number INTEGER PRIMARY KEY, {typed}) STRICT"
        if not self.facts_field:
            return (own,)
        key = "number INTEGER NOT NULL, position INTEGER NOT NULL"
        return own, (
            f"CREATE TABLE {self.name}_fact ({key}, name TEXT NOT NULL, value ANY, PRIMARY KEY (number, position)) "
            "STRICT, WITHOUT ROWID"
        )

    def write(self, connection: sqlite3.Connection, items: Sequence[Numbered]) -> None:
        """Add a row for each event; the transaction is the caller's."""
        marks = ", ?" * len(self.columns)
        insert = f"INSERT INTO {self.name} (number, {self._names}) VALUES (?{marks})"
        connection.executemany(insert, map(self._row, items))
        if self.facts_field:
            insert_fact = f"INSERT INTO {self.name}_fact (number, position, name, value) VALUES (?, ?, ?, ?)"
            connection.executemany(insert_fact, self._fact_rows(items))

    def read(self, connection: sqlite3.Connection) -> Iterator[Numbered]:
        """Yield the events in order, read as they are asked for."""
        rows = connection.execute(f"SELECT number, {self._names} FROM {self.name} ORDER BY number")
        if not self.facts_field:
            yield from (Numbered(row[0], self.event_type(**self._fields(row))) for row in rows)
            return
        select = f"SELECT number, name, value FROM {self.name}_fact ORDER BY number, position"
        groups = groupby(connection.execute(select), key=itemgetter(0))
        number, group = next(groups, _NO_GROUP)
        for row in rows:
            kept: Facts = ()
            if number == row[0]:
                kept = tuple((name, math.nan if value is None else value) for _, name, value in group)
                number, group = next(groups, _NO_GROUP)
            fields = self._fields(row)
            fields[self.facts_field] = kept
            yield Numbered(row[0], self.event_type(**fields))

    def count(self, connection: sqlite3.Connection) -> int:
        """Return how many events there are."""
        return int(connection.execute(f"SELECT count(*) FROM {self.name}").fetchone()[0])

    def latest_s(self, connection: sqlite3.Connection) -> float:
        """Return the session time of the last event in seconds; nan when there is none."""
        moment = next(name for name in _MOMENTS if name in dict(self.columns))
        row = connection.execute(f"SELECT {moment} FROM {self.name} ORDER BY number DESC LIMIT 1").fetchone()
        return math.nan if row is None or row[0] is None else float(row[0])

    @property
    def _names(self) -> str:
        return ", ".join(f'"{self.called.get(field, field)}"' for field, _ in self.columns)

    def _row(self, item: Numbered) -> Sequence[SqlValue]:
        """Return the row of an event: its number, then its fields. SQLite itself turns nan into ``NULL``."""
        row: list[SqlValue] = [item.number]
        for name, _ in self.columns:
            value = getattr(item.event, name)
            row.append(plain(value) if isinstance(value, str) else value)
        return row

    def _fact_rows(self, items: Sequence[Numbered]) -> Iterator[Sequence[SqlValue]]:
        for item in items:
            facts: Facts = getattr(item.event, self.facts_field)
            for position, (name, value) in enumerate(facts):
                yield item.number, position, name, plain(value) if isinstance(value, str) else value

    def _fields(self, row: Sequence[SqlValue]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for (name, kind), value in zip(self.columns, row[1:], strict=True):
            if value is None:  # no other column may be NULL
                fields[name] = math.nan
            elif kind is bool:
                fields[name] = bool(value)
            else:
                fields[name] = kind(value) if isinstance(kind, type) and issubclass(kind, Enum) else value
        return fields


def side_files(path: Path) -> tuple[Path, ...]:
    """Return the files that SQLite may keep beside a recording while it is open, or when it was cut off."""
    return tuple(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))


def plain(text: str) -> str:
    """Return the text with a question mark for every lone surrogate, which no UTF-8 can hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def table_of(event_type: type[Event], called: Mapping[str, str] = MappingProxyType({})) -> Table:
    """Return the table that an event type has in every recording.

    Parameters
    ----------
    event_type : type
        The event type.
    called : mapping of str to str
        Fields whose columns are called otherwise.

    Raises
    ------
    TypeError
        A field is none of ``int``, ``float``, ``str``, ``bool``, ``bytes``, a ``Literal`` of strings, an enum of
        strings, `FactValue` and `Facts`.
    """
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", event_type.__name__).lower()
    hints = get_type_hints(event_type)
    columns = tuple((field, _kept_as(field, hint)) for field, hint in hints.items() if hint != Facts)
    facts_field = next((field for field, hint in hints.items() if hint == Facts), "")
    return Table(event_type=event_type, name=name, columns=columns, called=called, facts_field=facts_field)


def _kept_as(field: str, hint: object) -> object:
    if get_origin(hint) is Literal and all(isinstance(word, str) for word in get_args(hint)):
        return str
    if hint in _SQL_TYPES or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return hint
    raise TypeError(f"the field {field!r} has the type {hint!r}, which a recording cannot keep")


def _sql_type(kind: object) -> str:
    return _SQL_TYPES.get(kind, "TEXT NOT NULL")


_NO_GROUP: tuple[int | None, Iterator[Any]] = (None, iter(()))

TABLES: Mapping[type[Event], Table] = MappingProxyType({event_type: table_of(event_type) for event_type in EVENT_TYPES})
"""The table of every event type, what sensors sent first."""
