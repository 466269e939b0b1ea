"""The tables of a recording, made from the event types themselves: a new type is a new table.

A recording is a plain SQLite file. There is one table a type, named in snake_case (`BeatJudged` lies in
``beat_judged``), with the event's own field names (or `COLUMN_NAMES`) as columns and ``number``, the event's place in
the one order of the session, as key. Units are in the names; ``NULL`` stands for nan. The table ``fact`` holds what is
true of the whole session. Any SQLite reads it, for example every beat with what was thought of it (``index`` is a word
of SQL, hence the quotes)::

    SELECT beat.arrived_s, beat.rr_ms, judged.t_s, judged.kind, judged.nn_ms
    FROM beat LEFT JOIN beat_judged AS judged USING (source, "index") ORDER BY beat.number;

or the course of one number: ``SELECT t_s, value FROM metric WHERE name = 'rmssd_ms' ORDER BY number;``
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from biofeedback.events import EVENT_TYPES, BellRang, Event, HandMoved, Note, Numbered, OfferMade, SampleBlock

APPLICATION_ID = 0x536F4674
"""``SoFt`` in ASCII: what makes an SQLite file a recording of ours."""

USER_VERSION = 3
"""The version of the tables; a reader refuses a newer one."""

ADDED_IN: Mapping[type[Event], int] = MappingProxyType(
    {SampleBlock: 2, BellRang: 3, HandMoved: 3, Note: 3, OfferMade: 3}
)
"""In which version a table came, where it was not there from the beginning."""

COLUMN_NAMES: Mapping[str, str] = MappingProxyType(
    {"mode": "manner", "hold_in_s": "rest_in_s", "hold_out_s": "rest_out_s"}
)
"""Fields of events that are called otherwise in files; every version of the tables has had these columns."""

FACT_TABLE = "CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID"

CLOSED = "closed"
"""The fact that is there (as ``yes``) when the recording was closed in peace."""

SqlValue = int | float | str | bytes | None

_SQL_TYPES: Mapping[type, str] = MappingProxyType(
    {
        bool: "INTEGER NOT NULL",
        int: "INTEGER NOT NULL",
        float: "REAL",
        str: "TEXT NOT NULL",
        bytes: "BLOB NOT NULL",
    }
)


@dataclass(frozen=True, slots=True)
class Table:
    """Where the events of one type lie, and how they come to be rows and events again.

    Attributes
    ----------
    event_type : type
        The event type.
    name : str
        The table's name.
    columns : tuple of (str, type)
        The event's fields in order, without ``number``.
    create, insert, select : str
        The statements that make the table, add a row, and read all rows in order.

    Notes
    -----
    Round trips are exact to the bit, with these two exceptions: every nan becomes the usual one, and SQLite keeps -0.0
    as 0.0. A lone surrogate (from a file name that is no UTF-8) is no text and becomes a question mark.
    """

    event_type: type[Event]
    name: str
    columns: tuple[tuple[str, type], ...]
    create: str
    insert: str
    select: str

    def row(self, item: Numbered) -> Sequence[SqlValue]:
        """Return the row of an event: its number, then its fields. SQLite itself turns nan into ``NULL``."""
        event = item.event
        row: list[SqlValue] = [item.number]
        for name, kind in self.columns:
            value = getattr(event, name)
            row.append(plain(value) if kind is str else value)
        return row

    def numbered(self, row: Sequence[SqlValue]) -> Numbered:
        """Return the event of a row."""
        fields: dict[str, Any] = {}
        for (name, kind), value in zip(self.columns, row[1:], strict=True):
            if kind is float and value is None:
                fields[name] = math.nan
            elif kind is bool:
                fields[name] = bool(value)
            else:
                fields[name] = value
        number = row[0]
        assert isinstance(number, int), "an INTEGER PRIMARY KEY is an int"
        return Numbered(number, self.event_type(**fields))


def side_files(path: Path) -> tuple[Path, ...]:
    """Return the files that SQLite may keep beside a recording while it is open, or when it was cut off."""
    return tuple(path.with_name(path.name + ending) for ending in ("-wal", "-shm", "-journal"))


def plain(text: str) -> str:
    """Return the text with a question mark for every lone surrogate, which no UTF-8 can hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def table_of(event_type: type[Event]) -> Table:
    """Return the table that an event type has in every recording.

    Raises
    ------
    TypeError
        A field is none of ``int``, ``float``, ``str``, ``bool``, ``bytes`` and a ``Literal`` of strings.
    """
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", event_type.__name__).lower()
    columns = tuple((field, _plain_type(field, hint)) for field, hint in get_type_hints(event_type).items())
    names = ", ".join(f'"{COLUMN_NAMES.get(field, field)}"' for field, _ in columns)
    typed = ", ".join(f'"{COLUMN_NAMES.get(field, field)}" {_SQL_TYPES[kind]}' for field, kind in columns)
    return Table(
        event_type=event_type,
        name=name,
        columns=columns,
        create=f"CREATE TABLE {name} (number INTEGER PRIMARY KEY, {typed}) STRICT",
        insert=f"INSERT INTO {name} (number, {names}) VALUES (?{', ?' * len(columns)})",
        select=f"SELECT number, {names} FROM {name} ORDER BY number",
    )


def _plain_type(field: str, hint: object) -> type:
    if get_origin(hint) is Literal and all(isinstance(word, str) for word in get_args(hint)):
        return str
    for kind in _SQL_TYPES:
        if hint is kind:
            return kind
    raise TypeError(f"the field {field!r} has the type {hint!r}, which a recording cannot keep")


TABLES: Mapping[type[Event], Table] = MappingProxyType({event_type: table_of(event_type) for event_type in EVENT_TYPES})
"""The table of every event type, what sensors sent first."""
