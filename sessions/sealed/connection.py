"""A connection through SQLite3 Multiple Ciphers (`apsw-sqlite3mc`) that answers as the one of Python does.

What differs between the two libraries ends here: names, errors, and who begins a transaction.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType, ModuleType, TracebackType
from typing import Any, Literal, Protocol, Self

from biofeedback.error_codes import SealErrorCode
from biofeedback.errors import UsageError
from sessions.connection import Mode, uri_of
from sessions.sealed.passphrases import ITERATIONS

CIPHER = "chacha20"
"""ChaCha20 with Poly1305 (as RFC 8439 puts them together) over every page, with a nonce of its own each time that it is
written. Of the ciphers of the library it is the one that leaves in the header what a sealed file is told by, notices
every changed byte, and is quick on processors without instructions for AES."""


class SealedConnection:
    """A connection to a sealed file.

    Parameters
    ----------
    apsw : module
        The library.
    path : Path
        The file, which is there.
    key : bytes
        The key of its passphrase.
    salt : bytes
        The salt that the key was made with.
    mode : {"ro", "rw", "shared", "immutable"}
        What it is opened for.
    wait_s : float
        Real seconds that another program may hold the file.

    Raises
    ------
    sqlite3.Error
        The file cannot be opened.
    UsageError
        The library does not take a key; nothing was written.
    """

    def __init__(self, apsw: ModuleType, path: Path, key: bytes, salt: bytes, mode: Mode, wait_s: float) -> None:
        self._error: type[Exception] = apsw.Error
        flags = apsw.SQLITE_OPEN_URI | (apsw.SQLITE_OPEN_READWRITE if mode == "rw" else apsw.SQLITE_OPEN_READONLY)
        with _as_of_python(self._error):
            self._connection: Any = apsw.Connection(uri_of(path, mode), flags=flags)
        try:
            with _as_of_python(self._error):
                self._connection.set_busy_timeout(round(wait_s * 1000))
            self._give(key, salt)
        except BaseException:
            self.close()
            raise

    def _give(self, key: bytes, salt: bytes) -> None:
        for setting, value, answer in (
            ("cipher", CIPHER, CIPHER),
            ("kdf_iter", str(ITERATIONS), str(ITERATIONS)),
            ("key", f"raw:{key.hex()}{salt.hex()}", "ok"),
        ):
            if self.execute(f"PRAGMA {setting} = '{value}'").fetchall() != [(answer,)]:
                raise UsageError(SealErrorCode.DOES_NOT_SEAL)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> Literal[False]:
        if self._connection.in_transaction:
            if kind is not None:
                self.execute("ROLLBACK")
            else:
                try:
                    self.execute("COMMIT")
                except sqlite3.Error:
                    self._take_back()
                    raise
        return False

    def _take_back(self) -> None:
        if self._connection.in_transaction:
            self.execute("ROLLBACK")

    def execute(self, sql: str, parameters: Sequence[Any] = (), /) -> "SealedRows":
        """Run one statement."""
        with _as_of_python(self._error):
            return SealedRows(self._connection.execute(sql, parameters), self._error)

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> None:
        """Run one statement for each row of parameters."""
        with _as_of_python(self._error):
            self._connection.executemany(sql, parameters)

    def setlimit(self, category: int, limit: int, /) -> int:
        """Limit what a file may ask of us, and return what was allowed before."""
        return int(self._connection.limit(category, limit))

    def set_progress_handler(self, handler: Callable[[], int | None] | None, steps: int, /) -> None:
        """Have a function called every so many steps of SQLite, which ends what it does by returning True."""
        self._connection.set_progress_handler(handler, steps)

    def close(self) -> None:
        """Let the file go, whoever still reads from it."""
        with _as_of_python(self._error):
            self._connection.close(True)


class _Cursor(Protocol):
    def __iter__(self) -> Iterator[tuple[Any, ...]]: ...

    def fetchone(self) -> tuple[Any, ...] | None: ...

    def fetchall(self) -> list[tuple[Any, ...]]: ...


class SealedRows:
    """What a statement gives, row by row."""

    def __init__(self, cursor: _Cursor, error: type[Exception]) -> None:
        self._cursor = cursor
        self._error = error

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        with _as_of_python(self._error):
            yield from self._cursor

    def fetchone(self) -> tuple[Any, ...] | None:
        """Return the next row; ``None`` where there is none left."""
        with _as_of_python(self._error):
            return self._cursor.fetchone()

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Return the rows that are left."""
        with _as_of_python(self._error):
            return self._cursor.fetchall()


@contextmanager
def _as_of_python(error_type: type[Exception]) -> Iterator[None]:
    """Raise what the library raises as the SQLite of Python would, with SQLite's own code."""
    try:
        yield
    except error_type as error:
        code = getattr(error, "extendedresult", sqlite3.SQLITE_ERROR)
        raised = _KINDS.get(code & 0xFF, sqlite3.OperationalError)(str(error))  # the rest says in which call
        raised.sqlite_errorcode = code
        raise raised from error


_KINDS: Mapping[int, type[sqlite3.DatabaseError]] = MappingProxyType(
    {
        sqlite3.SQLITE_CORRUPT: sqlite3.DatabaseError,
        sqlite3.SQLITE_NOTADB: sqlite3.DatabaseError,
        sqlite3.SQLITE_CONSTRAINT: sqlite3.IntegrityError,
        sqlite3.SQLITE_MISMATCH: sqlite3.IntegrityError,
        sqlite3.SQLITE_TOOBIG: sqlite3.DataError,
    }
)
