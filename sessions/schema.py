"""The tables of a recording, made from the event types themselves: a new type is a new table.

A recording is a plain SQLite file. There is one table a type, named in snake_case (`BeatJudged` lies in
``beat_judged``), with the event's own field names as columns and ``number``, the event's place in the one order of
the session, as key. Units are in the names; ``NULL`` stands for nan, or
for None where a field can be that. The table ``fact`` holds what is true of the
whole session. Its ``sensor`` and ``source`` are those of the primary heart, ``sensor_2`` and ``source_2`` of the next
one and so on; ``sensor`` is ``none``, without any ``source``, where nobody listened. ``definition_version`` holds the
version of the definition of every number, and of every stage before it, with which the session was computed. Facts
that an event carries lie in a table beside its own (those of `Notice` in ``notice_fact``), a row each. What a person
wrote after the recording was closed is in ``later_note`` and ``later_tag``, and what they edited of the beats by hand
in ``later_beat_edit``, where there is any. Any SQLite reads it, for example every beat with what was thought of it
(``index`` is a word of SQL, hence the quotes)::

    SELECT beat.arrived_s, beat.rr_ms, judged.t_s, judged.kind, judged.nn_ms
    FROM beat LEFT JOIN beat_judged AS judged USING (source, "index") ORDER BY beat.number;

or the course of one number: ``SELECT t_s, value FROM metric WHERE name = 'rmssd_ms' ORDER BY number;``
"""

import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from operator import attrgetter, itemgetter
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

from biofeedback.events import EVENT_TYPES, Event, Numbered
from biofeedback.facts import Facts, FactValue
from sessions.connection import Connection
from sessions.soundness import (
    PassOver,
    UnknownValueError,
    furthest,
    is_far,
    latest_in,
    numbered_rows,
    refuse,
    unknown_in,
)

APPLICATION_ID = 0x536F4674
"""``SoFt`` in ASCII: what makes an SQLite file a recording of ours."""

USER_VERSION = 4
"""The version of the tables; a reader refuses a newer one, and `sessions.older.versions` reads those before."""

FACT_TABLE = "CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID"

VERSION_TABLE = (
    "CREATE TABLE definition_version (name TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID"
)

CLOSED = "closed"
"""The fact that is there (as ``yes``) when the recording was closed in peace."""

UPGRADED_FROM, MENDED = "upgraded_from", "mended"
"""The facts that are there in copies of other recordings: the version before, and how many pages could be read."""

SqlValue = int | float | str | bytes | None

_MAYBE_FLOAT = float | None

_SQL_TYPES: Mapping[object, str] = MappingProxyType(
    {
        bool: "INTEGER NOT NULL",
        int: "INTEGER NOT NULL",
        float: "REAL",
        _MAYBE_FLOAT: "REAL",
        str: "TEXT NOT NULL",
        bytes: "BLOB NOT NULL",
        FactValue: "ANY",
    }
)

_PYTHON_TYPES: Mapping[object, tuple[type, ...]] = MappingProxyType(
    {
        bool: (int,),
        int: (int,),
        float: (float, int),
        _MAYBE_FLOAT: (float, int),
        str: (str,),
        bytes: (bytes,),
        FactValue: (str, int, float),
    }
)
"""As what SQLite hands over each type, in a table as it should be."""

_NULL_IS: Mapping[object, float | None] = MappingProxyType({float: math.nan, FactValue: math.nan, _MAYBE_FLOAT: None})

_NAMED_FACTS = "WHERE typeof(number) = 'integer' AND typeof(name) = 'text'"
"""Rows of a table of facts that belong to an event and have a name, whatever else somebody wrote there."""

_MOMENTS = ("t_s", "arrived_s", "until_s")
"""The field that says when an event was, in order of preference."""


class _Check(NamedTuple):
    """What a column of an event can hold: one of a few ``words``, a value of ``types`` up to ``most``, or ``NULL``."""

    name: str
    words: Mapping[str, str] | None
    types: tuple[type, ...]
    nullable: bool
    null: object
    most: float
    is_bool: bool


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
    choices : mapping of str to mapping
        What the columns can hold that hold one of a few words, by the field; each word with the value that it is.

    Notes
    -----
    Round trips are exact to the bit, with these two exceptions: every nan becomes the usual one (None where a field
    can be that), and SQLite keeps -0.0 as 0.0. A lone surrogate (from a file name that is no UTF-8) is no text and
    becomes a question mark.
    """

    event_type: type[Event]
    name: str
    columns: tuple[tuple[str, object], ...]
    called: Mapping[str, str]
    facts_field: str
    choices: Mapping[str, Mapping[str, str]]
    _checks: tuple[_Check, ...] = field(init=False, repr=False, compare=False)
    _values: Callable[[Event], tuple[SqlValue, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        checks = (
            _Check(
                name,
                self.choices.get(name),
                _PYTHON_TYPES.get(kind, (str,)),
                nullable=kind in _NULL_IS,
                null=_NULL_IS.get(kind),
                most=furthest(name),
                is_bool=kind is bool,
            )
            for name, kind in self.columns
        )
        object.__setattr__(self, "_checks", tuple(checks))
        object.__setattr__(self, "_values", _values_of([name for name, _ in self.columns]))

    @property
    def needed(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The tables that this one is made of, each with the columns that are read."""
        own = (self.name, frozenset({"number", *(self.called.get(field, field) for field, _ in self.columns)}))
        return (own, (f"{self.name}_fact", _FACT_COLUMNS)) if self.facts_field else (own,)

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

    def write(self, connection: Connection, items: Sequence[Numbered]) -> None:
        """Add a row for each event; the transaction is the caller's."""
        marks = ", ?" * len(self.columns)
        insert = f"INSERT INTO {self.name} (number, {self._names}) VALUES (?{marks})"
        connection.executemany(insert, map(self._row, items))
        if self.facts_field:
            insert_fact = f"INSERT INTO {self.name}_fact (number, position, name, value) VALUES (?, ?, ?, ?)"
            connection.executemany(insert_fact, self._fact_rows(items))

    def read(
        self, connection: Connection, pass_over: PassOver = refuse, named: Collection[str] | None = None
    ) -> Iterator[Numbered]:
        """Yield the events in order, read as they are asked for; ``pass_over`` is handed what cannot be one.

        ``named`` leaves out those whose ``name`` is another, without making events of them.
        """
        rows: Iterator[Any] = numbered_rows(connection, self.name, self._names, pass_over, named)
        kept = self._kept_facts(connection) if self.facts_field else _NO_FACTS
        of_number, given = next(kept, _NO_GROUP)
        for row in rows:
            number = row[0]
            while of_number is not None and of_number < number:  # facts without an event
                of_number, given = next(kept, _NO_GROUP)
            try:
                fields = self._fields(row)
                if self.facts_field:
                    fields[self.facts_field] = self._facts(given) if of_number == number else ()
            except UnknownValueError as unknown:
                pass_over(unknown)
                continue
            yield Numbered(number, self.event_type(**fields))

    def count(self, connection: Connection) -> int:
        """Return how many events there are."""
        return int(connection.execute(f"SELECT count(*) FROM {self.name}").fetchone()[0])

    def latest_s(self, connection: Connection) -> float:
        """Return the session time of the last event in seconds; nan when there is none."""
        return latest_in(connection, self.name, next(name for name in _MOMENTS if name in dict(self.columns)))

    @property
    def _names(self) -> str:
        return ", ".join(f'"{self.called.get(field, field)}"' for field, _ in self.columns)

    def _row(self, item: Numbered) -> Sequence[SqlValue]:
        """Return the row of an event: its number, then its fields. SQLite itself turns nan into ``NULL``."""
        values = self._values(item.event)
        return [item.number, *(plain(value) if isinstance(value, str) else value for value in values)]

    def _fact_rows(self, items: Sequence[Numbered]) -> Iterator[Sequence[SqlValue]]:
        for item in items:
            facts: Facts = getattr(item.event, self.facts_field)
            for position, (name, value) in enumerate(facts):
                yield item.number, position, name, plain(value) if isinstance(value, str) else value

    def unknown_values(self, connection: Connection) -> Iterator[UnknownValueError]:
        """Yield words that their column cannot hold and times too far away, without making events."""
        words = {self.called.get(field, field): words for field, words in self.choices.items()}
        columns = [self.called.get(field, field) for field, _ in self.columns]
        return unknown_in(connection, self.name, words, columns)

    def refuse_misfits(self, number: int, event: Event) -> None:
        """Raise an `UnknownValueError` where a field of an event is not of its type."""
        for name, kind in self.columns:
            value = getattr(event, name)
            if not (value is None and kind in _NULL_IS) and not isinstance(value, _PYTHON_TYPES.get(kind, (str,))):
                raise UnknownValueError(self.name, self.called.get(name, name), number, value)

    def _fields(self, row: Sequence[SqlValue]) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for (name, words, types, nullable, null, most, is_bool), value in zip(self._checks, row[1:], strict=True):
            if words is not None:
                if value not in words:
                    raise self._unknown(name, row[0], value)
                fields[name] = words[str(value)]
            elif value is None and nullable:
                fields[name] = null
            elif not isinstance(value, types) or is_far(value, most):
                raise self._unknown(name, row[0], value)
            else:
                fields[name] = bool(value) if is_bool else value
        return fields

    def _unknown(self, field_name: str, number: SqlValue, value: SqlValue) -> UnknownValueError:
        return UnknownValueError(self.name, self.called.get(field_name, field_name), int(str(number)), value)

    def _kept_facts(self, connection: Connection) -> Iterator[tuple[int | None, Iterator[Any]]]:
        select = f"SELECT number, name, value FROM {self.name}_fact {_NAMED_FACTS} ORDER BY number, position"
        return groupby(connection.execute(select), key=itemgetter(0))

    def _facts(self, rows: Iterator[tuple[int, str, Any]]) -> Facts:
        facts = []
        for number, name, value in rows:
            if isinstance(value, bytes):
                raise UnknownValueError(f"{self.name}_fact", "value", number, value)
            facts.append((name, math.nan if value is None else value))
        return tuple(facts)


def _values_of(names: Sequence[str]) -> Callable[[Event], tuple[SqlValue, ...]]:
    """Return what takes the values of these fields from an event."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda event: tuple(getattr(event, name) for name in names)


def plain(text: str) -> str:
    """Return the text with a question mark for every lone surrogate, which no UTF-8 can hold."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def table_of(
    event_type: type[Event], called: Mapping[str, str] = MappingProxyType({}), without: Collection[str] = ()
) -> Table:
    """Return the table that an event type has in every recording.

    Parameters
    ----------
    event_type : type
        The event type.
    called : mapping of str to str
        Fields whose columns are called otherwise.
    without : collection of str
        Fields that have no column, and then have the value that the type gives them.

    Raises
    ------
    TypeError
        A field is none of ``int``, ``float``, ``float | None``, ``str``, ``bool``, ``bytes``, a ``Literal`` of
        strings, an enum of strings, `FactValue` and `Facts`.
    """
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", event_type.__name__).lower()
    hints = {field: hint for field, hint in get_type_hints(event_type).items() if field not in without}
    columns = tuple((field, _kept_as(field, hint)) for field, hint in hints.items() if hint != Facts)
    choices = {field: words for field, hint in hints.items() if (words := _words(hint))}
    facts_field = next((field for field, hint in hints.items() if hint == Facts), "")
    return Table(
        event_type=event_type, name=name, columns=columns, called=called, facts_field=facts_field, choices=choices
    )


def _kept_as(field: str, hint: object) -> object:
    if get_origin(hint) is Literal and all(isinstance(word, str) for word in get_args(hint)):
        return str
    if hint in _SQL_TYPES or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return hint
    raise TypeError(f"the field {field!r} has the type {hint!r}, which a recording cannot keep")


def _words(hint: object) -> Mapping[str, str]:
    """Return the words that a column can hold, each with the value that it is; empty where any will do."""
    if get_origin(hint) is Literal:
        return {word: word for word in get_args(hint)}
    return {str(code): code for code in hint} if isinstance(hint, type) and issubclass(hint, StrEnum) else {}


def _sql_type(kind: object) -> str:
    return _SQL_TYPES.get(kind, "TEXT NOT NULL")


_NO_GROUP: tuple[int | None, Iterator[Any]] = (None, iter(()))
_NO_FACTS: Iterator[tuple[int | None, Iterator[Any]]] = iter(())
_FACT_COLUMNS = frozenset({"number", "position", "name", "value"})

TABLES: Mapping[type[Event], Table] = MappingProxyType({event_type: table_of(event_type) for event_type in EVENT_TYPES})
"""The table of every event type, what sensors sent first."""
