"""Makes a database of every whole row of a recording that SQLite refuses; the recording stays as it is."""

import math
import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from sessions.salvage.pages import Pages
from sessions.salvage.records import UnreadableRowError, Value, fitted, values
from sessions.salvage.trees import Lost, Row, Trees
from sessions.schema import APPLICATION_ID, CLOSED, FACT_TABLE, TABLES, USER_VERSION, VERSION_TABLE

_COLUMN = r'"?(?P<name>\w+)"? (?P<kind>INTEGER|REAL|TEXT|BLOB|ANY)(?P<rest>(?: NOT NULL| PRIMARY KEY)*)'
_KEY = r"PRIMARY KEY \(\w+(?:, \w+)*\)"
_EACH = _COLUMN.replace("?P<name>", "?:").replace("?P<kind>", "?:").replace("?P<rest>", "?:")
_TABLE = re.compile(
    rf"CREATE TABLE (?P<name>\w+) \((?P<columns>{_EACH}(?:, (?:{_EACH}|{_KEY}))*)\) STRICT(?P<keyed>, WITHOUT ROWID)?"
)
"""A table as recordings of every version have them, and no other statement."""

_REPLACED = "\N{REPLACEMENT CHARACTER}"
"""What stands where bytes are no UTF-8."""

_AT_ONCE = 10_000  # rows written at once: some megabytes
_MOST_TABLES = 200  # a choice, several times what a recording has
_LONGEST_STATEMENT = 10_000  # characters; ours have some hundred


class _Column(NamedTuple):
    kind: str
    nullable: bool
    is_number: bool


class _Table(NamedTuple):
    name: str
    root: int
    sql: str
    columns: tuple[_Column, ...]
    keyed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Salvage:
    """How much of a recording is there.

    Attributes
    ----------
    pages, pages_there : int
        Of how many pages it was, and how many are there.
    page_bytes, file_bytes : int
        Bytes of a page, and of the file.
    rows : int
        How many whole rows were read.
    closed : bool
        Whether it says that it was closed in peace.
    lost : tuple of (str, Lost)
        What could not be read, with the table of each; empty where nobody knows of which it was.
    """

    pages: int
    pages_there: int
    page_bytes: int
    file_bytes: int
    rows: int
    closed: bool
    lost: tuple[tuple[str, Lost], ...]

    @property
    def cut(self) -> bool:
        """Whether the file ends before its last page does, and no log holds the rest."""
        return self.pages_there < self.pages and self.file_bytes < self.pages * self.page_bytes

    @property
    def whole(self) -> bool:
        """Whether all of it is there."""
        return self.pages_there == self.pages and not self.lost


def salvage(path: Path, version: int) -> tuple[sqlite3.Connection, Salvage]:
    """Return a passing database with the whole rows of a recording, and how much that is.

    Parameters
    ----------
    path : Path
        The recording; its log is looked for beside it.
    version : int
        The version of its tables.

    Returns
    -------
    connection : sqlite3.Connection
        In memory, or on disk where it is large; it is gone when it is closed. Without the fact that the recording was
        closed in peace, unless all of it is there.
    salvage : Salvage
        How much is there.

    Raises
    ------
    OSError
        The file cannot be read.
    """
    connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    try:
        with Pages(path) as pages:
            connection.execute("BEGIN")
            found = _Reading(pages, version).into(connection)
            if not found.whole:  # whoever reads it is to know that it broke off
                connection.execute("DELETE FROM fact WHERE name = ?", (CLOSED,))
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {version}")
            connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection, found


class _Reading:
    """Reads one file from its first page to its last."""

    def __init__(self, pages: Pages, version: int) -> None:
        self._pages = pages
        self._version = version
        self._trees = Trees(pages)
        self._lost: dict[str, list[Lost]] = {}

    def into(self, connection: sqlite3.Connection) -> Salvage:
        tables = self._tables()
        rows = 0
        for table in tables.values():
            connection.execute(table.sql)
        for table in tables.values():
            rows += self._write(connection, table, self._trees.rows(table.root, self._lost.setdefault(table.name, [])))
        for page in sorted(self._pages.numbers() - self._trees.taken) if self._pages.all_in_use else ():
            found = self._trees.orphans(page)
            if table_of_them := self._whose(found, tables):
                written = self._write(connection, table_of_them, iter(found))
                rows += written
                self._found(table_of_them, found[0].number, written)
            elif not any(each.page == page for its_lost in self._lost.values() for each in its_lost):
                self._lost.setdefault("", []).append(Lost(page, -math.inf, math.inf))
        lost = tuple((name, each) for name, its_lost in self._lost.items() for each in its_lost)
        useless = {each.page for _, each in lost if not each.rows}
        there = len(self._pages.whole_numbers() - useless)
        return Salvage(
            pages=self._pages.count,
            pages_there=there,
            page_bytes=self._pages.size,
            file_bytes=self._pages.file_bytes,
            rows=rows,
            closed=bool(connection.execute("SELECT 1 FROM fact WHERE name = ?", (CLOSED,)).fetchone()),
            lost=lost,
        )

    def _tables(self) -> dict[str, _Table]:
        """Return the tables that the file names, and those that any recording of its version has at their place."""
        lost: list[Lost] = []
        found: dict[str, _Table] = {}
        for row in self._trees.rows(1, lost):
            try:
                kind, name, _, root, sql = values(row.record, "replace")
            except (UnreadableRowError, ValueError):
                continue
            if kind == "table" and isinstance(root, int) and isinstance(sql, str) and len(found) < _MOST_TABLES:
                table = _parsed(sql, root)
                if table is not None and (table.name == name or _REPLACED in str(name)):
                    found[table.name] = table
                elif _REPLACED in sql:
                    lost.append(Lost(row.page, row.number - 1, row.number, rows=1))
        usual = _usual(self._pages.size) if self._version == USER_VERSION else {}
        if lost and all(usual.get(name, table) == table for name, table in found.items()):
            found = {**usual, **found}
        return {"fact": _Table("fact", 0, FACT_TABLE, (), keyed=True), **found}

    def _write(self, connection: sqlite3.Connection, table: _Table, rows: Iterator[Row]) -> int:
        if not table.columns:
            return 0
        insert = f"INSERT OR IGNORE INTO {table.name} VALUES ({', '.join('?' * len(table.columns))})"
        before = connection.total_changes
        connection.executemany(insert, self._whole(table, rows))
        return connection.total_changes - before

    def _whole(self, table: _Table, rows: Iterator[Row]) -> Iterator[list[Value]]:
        for row in rows:
            try:
                yield _row(table, row)
            except UnreadableRowError:
                self._lost[table.name].append(Lost(row.page, row.number - 1, row.number, rows=1))

    def _found(self, table: _Table, number: int, count: int) -> None:
        """Note that of what is not there so many rows were found, from a number on."""
        self._lost[table.name] = [
            each._replace(found=each.found + count) if not each.rows and each.above < number <= each.to else each
            for each in self._lost[table.name]
        ]

    def _whose(self, rows: Collection[Row], tables: Mapping[str, _Table]) -> _Table | None:
        """Return the one table that lacks rows with these numbers and can hold them; ``None`` where several can."""
        if not rows:
            return None
        first, last = min(row.number for row in rows), max(row.number for row in rows)
        able = []
        for name, lost in self._lost.items():
            table = tables.get(name)
            if (
                table is not None
                and not table.keyed
                and any(each.above < first and last <= each.to for each in lost)
                and _fits(table, rows)
            ):
                able.append(table)
        return able[0] if len(able) == 1 else None


def _parsed(sql: str, root: int) -> _Table | None:
    match = _TABLE.fullmatch(sql) if len(sql) < _LONGEST_STATEMENT else None
    if match is None:
        return None
    given = re.finditer(_COLUMN, re.sub(_KEY, "", match["columns"]))
    keyed = match["keyed"] is not None
    columns = tuple(
        _Column(
            each["kind"],
            nullable="NOT NULL" not in each["rest"] and "PRIMARY KEY" not in each["rest"],
            is_number="PRIMARY KEY" in each["rest"] and each["kind"] == "INTEGER" and not keyed,
        )
        for each in given
    )
    return _Table(match["name"], root, sql, columns, keyed)


def _row(table: _Table, row: Row) -> list[Value]:
    """Return the values of a row of a table; what was added to the table since then has none."""
    found = values(row.record)
    if len(found) > len(table.columns):
        raise UnreadableRowError
    found += [None] * (len(table.columns) - len(found))
    return [
        row.number if column.is_number else fitted(value, column.kind, nullable=column.nullable)
        for column, value in zip(table.columns, found, strict=True)
    ]


def _fits(table: _Table, rows: Collection[Row]) -> bool:
    try:
        return all(_row(table, row) and len(values(row.record)) == len(table.columns) for row in rows)
    except UnreadableRowError:
        return False


@cache
def _usual(page_size: int) -> Mapping[str, _Table]:
    """Return the tables of a recording of today where SQLite puts them, one after the other."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute(f"PRAGMA page_size = {page_size}")
        for statement in (FACT_TABLE, VERSION_TABLE, *(each for table in TABLES.values() for each in table.create)):
            connection.execute(statement)
        made = connection.execute("SELECT name, rootpage, sql FROM sqlite_schema WHERE type = 'table'").fetchall()
    tables = {name: _parsed(sql, root) for name, root, sql in made}
    return MappingProxyType({name: table for name, table in tables.items() if table is not None})
