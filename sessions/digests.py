"""Keeps how the tables of a recording were when it was closed, so that whatever is changed in them later is told.

Pages of SQLite have no checksums. The digest of a table is the SHA-256 of its rows in the order of their keys, each as
Python's `ascii` writes it as a tuple, with a line feed after it. What is added after the recording was closed lies in
tables of its own, whose digests are kept anew with every addition.
"""

import hashlib
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import NamedTuple

from sessions.connection import Connection
from sessions.soundness import columns_of

NAME = "table_digest"

TABLE = (
    f"CREATE TABLE IF NOT EXISTS {NAME} "
    "(name TEXT PRIMARY KEY, rows INTEGER NOT NULL, sha256 BLOB NOT NULL) STRICT, WITHOUT ROWID"
)

_LATER = "later_"
"""How the names of tables begin to which is added after the recording was closed."""

_AT_ONCE = 1000
"""Rows that are read at once: a choice, some hundred kilobytes."""


class Digest(NamedTuple):
    """How many rows a table has, and the digest of them."""

    rows: int
    sha256: bytes


class Changed(NamedTuple):
    """A table that is not as it was, and how many rows it has and had."""

    table: str
    rows: int
    were: int


def keep_digests(connection: Connection) -> None:
    """Write the digest of every table, as it is now; the transaction is the caller's."""
    digests = [(name, *_digest(connection, name, columns)) for name, columns in _digested(connection).items()]
    connection.execute(TABLE)
    connection.execute(f"DELETE FROM {NAME}")
    connection.executemany(f"INSERT INTO {NAME} VALUES (?, ?, ?)", digests)


@contextmanager
def digests_follow(connection: Connection) -> Iterator[None]:
    """Keep the digests of what is added meanwhile to the tables for that; the transaction is the caller's.

    One that was changed by somebody else before keeps its digest, so that this is told for good. Where no digest is
    kept, none is made: the recording was not closed, or is of an older version.
    """
    if not _keeps_digests(columns_of(connection)):
        yield
        return
    changed = {each.table for each in changed_since(connection, ())}
    yield
    for name, columns in _digested(connection).items():
        if name.startswith(_LATER) and name not in changed:
            row = (name, *_digest(connection, name, columns))
            connection.execute(f"INSERT OR REPLACE INTO {NAME} VALUES (?, ?, ?)", row)


def changed_since(connection: Connection, only: Collection[str] | None = None) -> Iterator[Changed]:
    """Yield which tables are not as they were; none where nothing is kept.

    Where ``only`` is given, of those in it and of those to which is added later.
    """
    if not _keeps_digests(columns_of(connection)):
        return
    kept = {name: Digest(rows, digest) for name, rows, digest in connection.execute(f"SELECT * FROM {NAME}")}
    tables = _digested(connection)
    for name, was in kept.items():
        if only is None or name in only or name.startswith(_LATER):
            now = _digest(connection, name, tables[name]) if name in tables else Digest(0, b"")
            if now != was:
                yield Changed(name, now.rows, was.rows)
    if gone := {name for name in tables if not name.startswith(_LATER)} - kept.keys():
        yield Changed(NAME, len(kept), len(kept) + len(gone))


def _keeps_digests(there: Mapping[str, frozenset[str]]) -> bool:
    return {"name", "rows", "sha256"} <= there.get(NAME, frozenset())


def _digested(connection: Connection) -> dict[str, frozenset[str]]:
    return {
        name: columns
        for name, columns in columns_of(connection).items()
        if name != NAME and not name.startswith("sqlite_")
    }


def _digest(connection: Connection, table: str, columns: frozenset[str]) -> Digest:
    key = "number, position" if {"number", "position"} <= columns else "number" if "number" in columns else "name"
    digest, count = hashlib.sha256(), 0
    try:
        found = iter(connection.execute(f'SELECT * FROM "{table}" ORDER BY {key}'))
        while rows := list(islice(found, _AT_ONCE)):
            digest.update("\n".join((*map(ascii, rows), "")).encode("ascii"))
            count += len(rows)
    except sqlite3.OperationalError:  # a text that is none; of what was recorded that is told by whoever reads it
        if not table.startswith(_LATER):
            raise
        return Digest(count, b"")
    return Digest(count, digest.digest())
