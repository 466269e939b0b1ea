"""What of a recording is not as this Soften knows it; all the rest is read as if that were not there."""

import heapq
import math
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from sessions.connection import Connection

_COMPUTED = re.compile(r"\bVIRTUAL\b|\bGENERATED\b|\bAS\s*\(|\bCHECK\b|\bDEFAULT\b|\bCOLLATE\b", re.IGNORECASE)

LATEST_S = 1_209_600.0
"""Session seconds, before and after its beginning, within which an event can be: 14 days, far above any session. One
time beyond them would make work and memory follow a value instead of what was recorded."""

LONGEST_MS = 1000.0 * LATEST_S
"""Milliseconds within which an interval between beats can be: no longer than any session."""

TIMES = frozenset({"t_s", "arrived_s", "told_s", "until_s", "from_s"})
"""The columns that hold session times."""

INTERVALS = frozenset({"nn_ms"})
"""The columns that hold intervals between beats as they were judged; what a sensor sent is kept as it came."""

MOST_REMARKS = 20
"""Kinds of unknown values that are told: a choice; a file with more of them is of another Soften altogether."""


class UnknownValueError(ValueError):
    """A value in a table that this Soften does not know; within this package alone.

    Parameters
    ----------
    table, column : str
        Where it lies.
    row : object
        The number of its event; 0 is kept where it is no number.
    value : object
        What lies there.
    """

    def __init__(self, table: str, column: str, row: object, value: object) -> None:
        super().__init__(table, column, row, value)
        self.table = table
        self.column = column
        self.row = row if isinstance(row, int) else 0
        self.value = value if isinstance(value, str) else repr(value)


PassOver: TypeAlias = Callable[[UnknownValueError], None]
"""What is done when a row is met whose event cannot be made: noted, or raised."""


def refuse(unknown: UnknownValueError) -> None:
    """Raise it: nothing is to be passed over."""
    raise unknown


def numbered_rows(
    connection: Connection,
    table: str,
    columns: str,
    pass_over: PassOver,
    named: Collection[str] | None = None,
) -> Iterator[tuple[int, *tuple[Any, ...]]]:
    """Yield the rows of a table by the numbers of their events, a row without a number passed over.

    ``named`` leaves out those whose ``name`` is another.
    """
    names = () if named is None else tuple(named)
    where = "" if named is None else f"WHERE name IN ({', '.join('?' * len(names))})"
    for row in connection.execute(f"SELECT number, {columns} FROM {table} {where} ORDER BY number", names):
        if isinstance(row[0], int):
            yield row
        else:
            pass_over(UnknownValueError(table, "number", 0, row[0]))


class Soundness:
    """Gathers what was not as it should be in one file.

    Parameters
    ----------
    path : Path
        The file.
    remarks : sequence of RecordingError
        What is known of it already.
    """

    def __init__(self, path: Path, remarks: Sequence[RecordingError] = ()) -> None:
        self._path = str(path)
        self._remarks = tuple(remarks)
        self._tables: list[str] = []
        self._rows: dict[tuple[str, str, str], set[int]] = {}

    def pass_over(self, unknown: UnknownValueError) -> None:
        """Note a row that was passed over; met again, it counts once."""
        key = (unknown.table, unknown.column, unknown.value)
        if key in self._rows or len(self._rows) < MOST_REMARKS:
            self._rows.setdefault(key, set()).add(unknown.row)

    def miss(self, table: str) -> None:
        """Note a table that is not there, or has other columns."""
        if table not in self._tables:
            self._tables.append(table)

    def remarks(self) -> tuple[RecordingError, ...]:
        """Return what there is to say of the file: of its tables, then of values as far as they were read."""
        tables = [RecordingError(RecordingErrorCode.UNKNOWN_TABLE, self._path, table=table) for table in self._tables]
        values = [
            RecordingError(
                RecordingErrorCode.UNKNOWN_VALUE,
                self._path,
                table=table,
                column=column,
                value=value,
                row=min(rows),
                count=len(rows),
            )
            for (table, column, value), rows in self._rows.items()
        ]
        return (*self._remarks, *tables, *values)


def furthest(column: str) -> float:
    """Return how far from 0 what lies in a column can be, in its own unit; infinity where nothing is known of it."""
    return LATEST_S if column in TIMES else LONGEST_MS if column in INTERVALS else math.inf


def is_far(value: object, most: float = LATEST_S) -> bool:
    """Return whether a session time is further away than any event can be, or another number than ``most``."""
    return isinstance(value, int | float) and abs(value) > most


def unknown_in(
    connection: Connection, table: str, words: Mapping[str, Collection[str]], columns: Iterable[str]
) -> Iterator[UnknownValueError]:
    """Yield what columns of a table hold that they cannot, each value once for every row.

    Parameters
    ----------
    connection : Connection
        The file.
    table : str
        The table.
    words : mapping of str to collection of str
        What the columns can hold that hold one of a few words.
    columns : iterable of str
        All that are read; those of times and intervals have an end.
    """
    for column, known in words.items():
        select = f'SELECT number, "{column}" FROM {table} WHERE "{column}" NOT IN ({", ".join("?" * len(known))})'
        for number, value in connection.execute(select, tuple(known)):
            yield UnknownValueError(table, column, number, value)
    for column in TIMES.union(INTERVALS).intersection(columns):
        select = f'SELECT number, "{column}" FROM {table} WHERE abs("{column}") > ?'
        for number, value in connection.execute(select, (furthest(column),)):
            yield UnknownValueError(table, column, number, value)


def latest_in(connection: Connection, table: str, moment: str) -> float:
    """Return the session time of the last row that has one that can be, in seconds; nan when there is none."""
    row = connection.execute(
        f"SELECT {moment} FROM {table} WHERE typeof({moment}) IN ('real', 'integer') AND abs({moment}) <= ? "
        "ORDER BY number DESC LIMIT 1",
        (LATEST_S,),
    ).fetchone()
    return math.nan if row is None else float(row[0])


def foreign_part(connection: Connection) -> str:
    """Return the name of a part of a file that no recording has; empty when there is none.

    A view or a trigger runs what somebody else wrote, and so do virtual tables and columns that are computed.
    """
    for kind, name, sql in connection.execute("SELECT type, name, sql FROM sqlite_schema"):
        if kind == "index" and sql is None:  # made by SQLite itself, for a key
            continue
        if kind != "table" or _COMPUTED.search(sql or ""):
            return str(name)
    return ""


def columns_of(connection: Connection) -> Mapping[str, frozenset[str]]:
    """Return the columns of every table that there is."""
    columns: dict[str, set[str]] = {}
    for table, column in connection.execute(
        "SELECT kept.name, info.name FROM sqlite_schema AS kept JOIN pragma_table_info(kept.name) AS info "
        "WHERE kept.type = 'table'"
    ):
        columns.setdefault(table, set()).add(column)
    return {table: frozenset(names) for table, names in columns.items()}


def refuse_what_is_no_text(connection: Connection) -> None:
    """Raise a `UnicodeDecodeError` where a text of any table is no UTF-8; SQLite itself never looks."""
    for table, columns in columns_of(connection).items():
        for name in columns:
            texts = f'SELECT DISTINCT CAST("{name}" AS BLOB) FROM "{table}" WHERE typeof("{name}") = \'text\''
            for (text,) in connection.execute(texts):
                text.decode("utf-8")


def event_tables(there: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return which of the tables of a file hold events, whatever its version: those with numbers of their own."""
    return {
        name: columns
        for name, columns in there.items()
        if "number" in columns and "position" not in columns and not name.startswith("later_")
    }


def numbers_in(connection: Connection) -> Iterator[int]:
    """Return the numbers of all events in their order, one that is there twice both times."""
    tables = event_tables(columns_of(connection))
    rows = (connection.execute(f'SELECT number FROM "{name}" ORDER BY number') for name in tables)
    return (number for (number,) in heapq.merge(*rows) if isinstance(number, int))


def missing(needed: Iterable[tuple[str, frozenset[str]]], there: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """Return the tables among the needed ones that are not there, or lack a column."""
    return tuple(table for table, columns in needed if not columns <= there.get(table, frozenset()))
