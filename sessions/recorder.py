"""Writes every event of a session into one file, as it happens.

::

    NOT_BEGUN --begin--> RECORDING --end--> CLOSED
                            |
                            +--stop--> STOPPED --end--> CUT_SHORT

When it is closed it is read again, by the reader that everybody has, before anyone is told that there is a recording.
The file is committed twice a second of real time, so that whatever happens to the program or the power, at most the
last second is lost. A disk that stops taking data is said once; what was written before stays as it is, and the
practice goes on. Nothing that is already there is ever written over, and nothing is deleted.
"""

import logging
import os
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from enum import Enum, auto
from functools import partial
from pathlib import Path
from types import MappingProxyType

from biofeedback.clock import HostClock
from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.events import Event, Numbered
from biofeedback.hub import Inbox
from biofeedback.signals.definitions.versions import VERSIONS
from biofeedback.states import StateMachine
from sessions.connection import Connection
from sessions.reader import Recording
from sessions.recording_file import create, mark_closed, tidy, write
from sessions.sealed.passphrases import GIVEN, Passphrase
from sessions.side_files import side_files

COMMIT_EVERY_S = 0.5
"""Real seconds between commits: half of what may be lost at most."""

logger = logging.getLogger(__name__)


class RecorderState(Enum):
    """Where a recording stands."""

    NOT_BEGUN = auto()
    RECORDING = auto()
    STOPPED = auto()
    """It had to stop; what still comes is not kept."""

    CLOSED = auto()
    """It is whole, and says so."""

    CUT_SHORT = auto()
    """It is closed, and says that it ended unexpectedly."""


class _Trigger(Enum):
    BEGIN = auto()
    STOP = auto()
    END = auto()


TRANSITIONS: Mapping[tuple[RecorderState, _Trigger], RecorderState] = MappingProxyType(
    {
        (RecorderState.NOT_BEGUN, _Trigger.BEGIN): RecorderState.RECORDING,
        (RecorderState.RECORDING, _Trigger.STOP): RecorderState.STOPPED,
        (RecorderState.RECORDING, _Trigger.END): RecorderState.CLOSED,
        (RecorderState.STOPPED, _Trigger.END): RecorderState.CUT_SHORT,
    }
)


class Recorder:
    """Records a session into a new file, on its own thread ``recorder`` or with others on one (`sessions.recorders`).

    Parameters
    ----------
    path : Path
        The file to make. Folders that are missing above it are made too, for the user's own eyes.
    facts : mapping of str to str
        What is true of the whole session (practice, ``started_at``, versions, seed, sensor).
    on_error : callable
        Called on the recorder's thread when the recording had to stop, and when it cannot be read after it was closed;
        the error says why. Each happens at most once.
    versions : mapping of str to int
        With which version of every definition and stage the numbers are computed.
    seal : Passphrase or None
        What the recording is sealed with from its first byte; ``None`` for a plain one.
    """

    def __init__(
        self,
        path: Path,
        facts: Mapping[str, str],
        on_error: Callable[[RecordingError], None],
        versions: Mapping[str, int] = VERSIONS,
        seal: Passphrase | None = None,
    ) -> None:
        self._path = path.absolute()
        self._facts = dict(facts)
        self._versions = dict(versions)
        self._on_error = on_error
        self._seal = None if seal is None else GIVEN.remember(seal)  # it is read back at the end
        self._machine = StateMachine(RecorderState.NOT_BEGUN, TRANSITIONS)
        self._real = HostClock()
        self._connection: Connection | None = None
        self._pending: list[Numbered] = []
        self._closed = threading.Event()
        self._written: Counter[type[Event]] = Counter()

    @property
    def state(self) -> RecorderState:
        """Where the recording stands."""
        return self._machine.state

    def start(self, inbox: Inbox) -> None:
        """Make the file, then record everything from ``inbox`` until it ends, on a thread ``recorder`` of its own.

        Raises as `create` does.
        """
        self.create()
        threading.Thread(target=self._run, args=(inbox,), name="recorder", daemon=True).start()

    def create(self) -> None:
        """Make the file; who has made it takes events, commits, and closes it.

        Raises
        ------
        RecordingError
            The file is there already or cannot be made; nothing is left behind then.
        UsageError
            It cannot be sealed here; nothing is written in clear then.
        """
        self._connection = create(self._path, self._facts, self._versions, self._seal)
        self._identity = self._path.stat()
        self._machine.change(_Trigger.BEGIN)

    def take(self, items: Iterable[Numbered]) -> None:
        """Take in events for the next commit."""
        self._pending += items

    def commit(self) -> None:
        """Write what was taken in; it is then there whatever happens."""
        if self._pending and self._connection is not None:
            self._attempt(partial(self._write, self._connection, self._pending))
        self._pending.clear()

    def close(self) -> None:
        """Write what is left, close the file, and look whether it can be read; asked again, it changes nothing."""
        connection, self._connection = self._connection, None
        try:
            if connection is not None:
                with closing(connection):
                    if self._pending:
                        self._attempt(partial(self._write, connection, self._pending))
                        self._pending.clear()
                    self._attempt(partial(mark_closed, connection))
                    tidy(connection)
                self._read_back()
                self._machine.change(_Trigger.END)
        finally:
            self._closed.set()

    def fail(self, cause: Exception) -> None:
        """Stop for a fault of ours, which is told as one of the disk is; what was written stays."""
        if self.state is RecorderState.RECORDING:
            self._pending.clear()
            self._stop(RecordingErrorCode.OUR_FAULT, cause)

    def join(self) -> None:
        """Wait until the inbox has ended and the file is closed: one file, and nothing beside it."""
        if self.state is not RecorderState.NOT_BEGUN:
            self._closed.wait()

    def _run(self, inbox: Inbox) -> None:
        due_s = 0.0  # the first are written at once
        try:
            while not inbox.ended:
                self.take(inbox.wait(self._real.until_s(due_s) if self._pending else None))
                if self._pending and (inbox.ended or self._real.until_s(due_s) == 0):
                    self.commit()
                    due_s = self._real.now_s() + COMMIT_EVERY_S
        except Exception as error:
            logger.exception("a recording stopped short")
            self.fail(error)
        finally:
            self.close()

    def _write(self, connection: Connection, items: Sequence[Numbered]) -> None:
        write(connection, items)
        self._written.update(type(item.event) for item in items)

    def _read_back(self) -> None:
        """See that what was written is there and can be read; where another program is in the way, it is not known."""
        if not self._is_in_its_place():
            return
        cause: RecordingError | None = None
        try:
            with Recording(self._path) as kept:
                kept.check()
                closed = self.state is not RecorderState.RECORDING or not kept.ended_unexpectedly
                whole = closed and kept.salvage is None
                if whole and all(kept.count(event_type) >= count for event_type, count in self._written.items()):
                    return
        except RecordingError as error:
            if error.code in (RecordingErrorCode.HELD, RecordingErrorCode.CUT_OFF):
                return
            cause = error
        left = [each.name for each in (self._path, *side_files(self._path)) if each.exists()]
        self._stop(RecordingErrorCode.NOT_READ_BACK, cause, folder=str(self._path.parent), files=left)

    def _attempt(self, write: Callable[[], None]) -> None:
        """Write, unless the recording had to stop before."""
        if self.state is not RecorderState.RECORDING:
            return
        problem: sqlite3.Error | None = None
        try:
            write()
        except sqlite3.Error as error:
            problem = error
        # Looked at in any case: mostly the system lets us write on into a file that is gone, without a complaint.
        if not self._is_in_its_place():
            self._stop(RecordingErrorCode.GONE, problem)
        elif problem is not None:
            code = getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the rest says in which call
            self._stop(_CODES.get(code, RecordingErrorCode.STOPPED), problem)

    def _is_in_its_place(self) -> bool:
        try:
            return os.path.samestat(self._path.stat(), self._identity)
        except OSError:
            return False

    def _stop(self, code: RecordingErrorCode, cause: Exception | None, **given: str | Sequence[str]) -> None:
        if self.state is RecorderState.RECORDING:
            self._machine.change(_Trigger.STOP)
        error = RecordingError(code, str(self._path), problem="" if cause is None else str(cause), **given)
        error.__cause__ = cause
        self._on_error(error)


_CODES: Mapping[int, RecordingErrorCode] = MappingProxyType(
    {
        sqlite3.SQLITE_FULL: RecordingErrorCode.DISK_FULL,
        sqlite3.SQLITE_IOERR: RecordingErrorCode.DISK_REFUSES,
        sqlite3.SQLITE_READONLY: RecordingErrorCode.READ_ONLY,
        sqlite3.SQLITE_CANTOPEN: RecordingErrorCode.FOLDER_CLOSED,
        sqlite3.SQLITE_BUSY: RecordingErrorCode.HELD_WHILE_WRITTEN,
        sqlite3.SQLITE_CORRUPT: RecordingErrorCode.CHANGED_BY_OTHERS,
    }
)
