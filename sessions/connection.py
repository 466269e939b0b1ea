"""A connection to a recording: through the SQLite of Python for a plain one, through another for a sealed one.

Both are asked in the same words and raise the same errors, `sqlite3.Error` with SQLite's own code; whoever reads or
writes a recording needs to know no more.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Literal, Protocol, TypeAlias

from sessions.file_uri import file_uri
from sessions.sealed.header import is_sealed

Mode = Literal["ro", "rw", "shared", "immutable"]
"""For reading alone, or for writing too, neither of which makes the file; for reading beside a writer, or a log that
nobody writes any more, without a change to what is there; or for reading the file itself, whatever lies beside it."""

_ASKED: Mapping[Mode, str] = MappingProxyType(
    {"ro": "mode=ro", "rw": "mode=rw", "shared": "mode=ro&readonly_shm=1", "immutable": "mode=ro&immutable=1"}
)
"""In the words of the URIs of SQLite (sqlite.org/uri.html; sqlite.org/wal.html, section 5, of read-only ones)."""

_LOOK_AGAIN_S = 0.05
"""Real seconds after which a file is tried again that somebody looks at: a choice."""


Row: TypeAlias = Any
"""A tuple of what lies in the columns; ``None`` in place of one that is not there."""


class Rows(Protocol):
    """What a statement gives, row by row as they are asked for."""

    def __iter__(self) -> Iterator[Row]:
        """Yield the rows that are left."""
        ...

    def fetchone(self) -> Row:
        """Return the next row; ``None`` where there is none left."""
        ...

    def fetchall(self) -> list[Row]:
        """Return the rows that are left."""
        ...


class Connection(Protocol):
    """What is asked of a connection; a context manager that commits what was begun, or takes it back after an error."""

    def __enter__(self) -> object: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None, /
    ) -> Literal[False]: ...

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Rows:
        """Run one statement."""
        ...

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> object:
        """Run one statement for each row of parameters."""
        ...

    def setlimit(self, category: int, limit: int, /) -> int:
        """Limit what a file may ask of us, and return what was allowed before."""
        ...

    def set_progress_handler(self, handler: Callable[[], int | None] | None, steps: int, /) -> None:
        """Have a function called every so many steps of SQLite, which ends what it does by returning True."""
        ...

    def close(self) -> None:
        """Let the file go."""
        ...


def opened(path: Path, mode: Mode, *, wait_s: float = 5.0) -> Connection:
    """Open a recording that is there; a sealed one with a passphrase that is known by now.

    ``wait_s`` is how many real seconds another program may hold it; what is usual with SQLite in Python.

    Raises
    ------
    sqlite3.Error
        SQLite does not open it.
    RecordingError
        It is sealed, and no passphrase that is known opens it.
    UsageError
        It is sealed, and the library for that is not installed.
    """
    give_up_s = time.monotonic() + wait_s
    while True:
        connection = _opened(path, mode, wait_s)
        if mode != "rw" or not _is_looked_at(connection) or time.monotonic() > give_up_s:
            return connection
        connection.close()
        time.sleep(_LOOK_AGAIN_S)


def uri_of(path: Path, mode: Mode) -> str:
    """Return how SQLite is asked for a file."""
    return f"{file_uri(path.absolute())}?{_ASKED[mode]}"


def _opened(path: Path, mode: Mode, wait_s: float) -> Connection:
    if is_sealed(path):
        from sessions.sealed.opening import open_sealed

        return open_sealed(path, mode, wait_s)
    return sqlite3.connect(
        uri_of(path, mode),
        uri=True,
        timeout=wait_s,
        isolation_level=None,
        check_same_thread=False,  # made here, then used by one thread at a time
    )


def _is_looked_at(connection: Connection) -> bool:
    """Return whether this program looks at a log without a writer, which SQLite then lets nobody in here write."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.Error as error:
        return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_READONLY
    connection.execute("ROLLBACK")
    return False
