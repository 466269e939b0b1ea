"""A sealed file that says who of a study is in which condition: SQLite, sealed as recordings are.

There are two of them. The key has everything, and opens with the passphrase of whoever keeps it. What the running
program reads has the conditions and the donors alone, and opens with a secret that lies beside it. Every page of both
has a seal of its own, so that a changed byte is noticed and never read.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple, Self

from biofeedback.error_codes import AllocationErrorCode, RecordingErrorCode, SealErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.files.private import open_private
from sessions.connection import Mode, Row
from sessions.schema import FACT_TABLE
from sessions.sealed.header import is_sealed
from sessions.sealed.opening import check_sealed, open_new, open_sealed, open_with
from sessions.sealed.passphrases import Passphrase
from sessions.side_files import side_files

APPLICATION_ID = 0x536F4B79
"""``SoKy`` in ASCII: it is no recording, which has an id of its own (sqlite.org/fileformat2.html, section 1.3.20)."""

_TABLES = (
    FACT_TABLE,  # the first of every sealed file of ours, by which a damaged beginning is told from another passphrase
    "CREATE TABLE allocation (participant TEXT PRIMARY KEY, place INTEGER NOT NULL, stratum TEXT NOT NULL, "
    "block INTEGER NOT NULL, block_size INTEGER NOT NULL, condition TEXT NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE TABLE donor (participant TEXT NOT NULL, session INTEGER NOT NULL, file TEXT NOT NULL, "
    "sha256 TEXT NOT NULL, PRIMARY KEY (participant, session)) STRICT, WITHOUT ROWID",
    "CREATE TABLE opening (number INTEGER PRIMARY KEY, moment TEXT NOT NULL, told_by TEXT NOT NULL, "
    "why TEXT NOT NULL) STRICT",
)
_WAIT_S = 5.0  # real seconds that another program may hold the file: what is usual with SQLite in Python


class Assignment(NamedTuple):
    """What a person was given; ``block`` and ``block_size`` are 0 where the file does not tell them."""

    participant: str
    stratum: str
    block: int
    block_size: int
    condition: str


class Donor(NamedTuple):
    """Of whom the feedback is in one session of a person, where their condition replays it; ``session`` from 1."""

    participant: str
    session: int
    file: str
    sha256: str


class Opening(NamedTuple):
    """When the key was opened (ISO 8601, with the offset from UTC), by whom and why, as far as they said it."""

    moment: str
    told_by: str
    why: str


def write_allocation(
    path: Path,
    passphrase: Passphrase,
    facts: Mapping[str, str],
    assignments: Sequence[Assignment],
    donors: Iterable[Donor],
) -> None:
    """Write a new sealed file, which is on the disk when this returns; nothing is left of one that could not be made.

    Raises
    ------
    OSError
        Something of that name is there already, or the system does not let us.
    RecordingError
        The disk is full, or refuses.
    UsageError
        Nothing can be sealed here.
    """
    open_private(path).close()
    try:
        with _translated(path), closing(open_new(path, passphrase, _WAIT_S)) as connection, connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            for table in _TABLES:
                connection.execute(table)
            connection.executemany("INSERT INTO fact VALUES (?, ?)", facts.items())
            connection.executemany(
                "INSERT INTO allocation VALUES (?, ?, ?, ?, ?, ?)",
                [(code, at, *rest) for at, (code, *rest) in enumerate(assignments, start=1)],
            )
            connection.executemany("INSERT INTO donor VALUES (?, ?, ?, ?)", donors)
        check_sealed(path)
    except BaseException:
        for each in (path, *side_files(path)):
            with suppress(OSError):
                each.unlink(missing_ok=True)
        raise


class SealedAllocation:
    """A sealed file that is open; a context manager.

    Parameters
    ----------
    path : Path
        Where it lies.
    passphrase : Passphrase or None
        What it opens with; ``None`` takes those of this run, and asks for one.
    writes : bool
        Whether an opening is to be written.

    Attributes
    ----------
    path : Path
        Where it lies.
    facts : mapping of str to str
        What it says of the whole study.

    Raises
    ------
    RecordingError
        It is not there, is no such file, is damaged, or does not open.
    UsageError
        Nothing sealed can be opened here.
    """

    def __init__(self, path: Path, passphrase: Passphrase | None, *, writes: bool = False) -> None:
        self.path = path
        mode: Mode = "rw" if writes else "ro"
        with _translated(path):
            if not path.is_file():
                raise FileNotFoundError(2, os.strerror(2), str(path))
            if not is_sealed(path):
                raise RecordingError(AllocationErrorCode.DAMAGED, str(path))
            if passphrase is None:
                self._connection = open_sealed(path, mode, _WAIT_S)
            else:
                self._connection = open_with(path, passphrase, mode, _WAIT_S)
        try:
            self.facts = self._known()
        except BaseException:
            self.close()
            raise

    def _known(self) -> Mapping[str, str]:
        """Return what the file says of the whole study; a sealed file of another kind says nothing of any."""
        with _translated(self.path):
            if self._connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
                raise RecordingError(AllocationErrorCode.DAMAGED, str(self.path))
            return dict(self._connection.execute("SELECT name, value FROM fact"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def assignments(self) -> tuple[Assignment, ...]:
        """Return what everybody was given, in the order in which they were allocated."""
        wanted = "SELECT participant, stratum, block, block_size, condition FROM allocation ORDER BY place"
        return tuple(Assignment(*row) for row in self._rows(wanted))

    def assignment_of(self, participant: str) -> Assignment | None:
        """Return what a person was given; ``None`` for somebody of whom the file knows nothing."""
        return next((each for each in self.assignments() if each.participant == participant), None)

    def donors(self) -> tuple[Donor, ...]:
        """Return who is whose donor in which session."""
        return tuple(Donor(*row) for row in self._rows("SELECT * FROM donor ORDER BY participant, session"))

    def openings(self) -> tuple[Opening, ...]:
        """Return every opening, the first one first."""
        return tuple(Opening(*row) for row in self._rows("SELECT moment, told_by, why FROM opening ORDER BY number"))

    def record(self, opening: Opening) -> None:
        """Keep an opening, which is on the disk when this returns.

        Raises
        ------
        RecordingError
            It cannot be written.
        """
        with self.recording(opening):
            pass

    @contextmanager
    def recording(self, opening: Opening) -> Iterator[None]:
        """Keep an opening when the context ends in peace, and not otherwise; it can be written when that begins.

        Raises
        ------
        RecordingError
            It cannot be written.
        """
        with _translated(self.path), self._connection as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("INSERT INTO opening (moment, told_by, why) VALUES (?, ?, ?)", opening)
            yield

    def _rows(self, wanted: str) -> Iterator[Row]:
        with _translated(self.path):
            yield from self._connection.execute(wanted).fetchall()


_KINDS = {
    sqlite3.SQLITE_FULL: AllocationErrorCode.NOT_WRITTEN,
    sqlite3.SQLITE_IOERR: AllocationErrorCode.NOT_WRITTEN,
    sqlite3.SQLITE_READONLY: AllocationErrorCode.NOT_WRITTEN,
    sqlite3.SQLITE_CANTOPEN: AllocationErrorCode.NOT_WRITTEN,
    sqlite3.SQLITE_BUSY: RecordingErrorCode.HELD,
    sqlite3.SQLITE_LOCKED: RecordingErrorCode.HELD,
}


@contextmanager
def _translated(path: Path) -> Iterator[None]:
    """Raise as ours what SQLite and the system raise."""
    try:
        yield
    except sqlite3.Error as error:
        code = _KINDS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, AllocationErrorCode.DAMAGED)
        raise RecordingError(code, str(path), problem=str(error).rstrip(".")) from error
    except OSError as error:
        raise RecordingError(RecordingErrorCode.FILE_UNREADABLE, str(path), **of_system(error)) from error
    except RecordingError as error:
        if error.code is SealErrorCode.BEGINNING_DAMAGED:
            raise RecordingError(AllocationErrorCode.DAMAGED, str(path)) from error
        raise
