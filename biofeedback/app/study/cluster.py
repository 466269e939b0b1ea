"""The workers of a cluster (`distributed`): the same function of one file, on machines that see the same folder.

A worker that dies in the midst of a file costs nothing: the scheduler hands it to another one. A file that kills one
worker after another is given up by the scheduler, and with it what only waited beside it each time. So whatever is
given up is tried once more, one such file after the other and beside no other: a file that kills costs itself alone.
"""

from __future__ import annotations

import logging
import os
import re
import socket
import threading
from collections import deque
from concurrent.futures import Future
from importlib.metadata import version
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Self

from biofeedback.app.study.workers import LONGEST_FILE_S, analysed_as_json
from biofeedback.error_codes import StudyErrorCode
from biofeedback.errors import UsageError
from sessions.extras import needed

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    import distributed

    from biofeedback.app.study.one_file import StudySettings

_ADDRESS = re.compile(r"(?:(?:tcp|ws)://)?(?:\[(?P<numbers>[0-9A-Fa-f:.]+)\]|(?P<host>[\w.-]+)):(?P<port>\d{1,5})")
"""What Dask takes for the address of a scheduler, where no certificates are asked for."""

_HIGHEST_PORT = 65_535  # the number of a port of TCP has 16 bits (RFC 9293)

_FLYING = 2  # files for each thread of the cluster that are handed out: one in work, one waiting. A choice
_GIVEN_UP = 3  # the exit code of a worker that was at one file for too long: a choice
_REACHED_WITHIN_S = 10.0  # real seconds for a scheduler to answer: a choice


class _Asked(NamedTuple):
    path: Path
    promise: Future[str]


class ClusterWorkers:
    """The workers of a scheduler. The folder of the study must be there for all of them under the same path.

    Parameters
    ----------
    address : str
        Of the scheduler, such as ``tcp://10.0.0.1:8786``.
    settings : StudySettings
        How each file is analysed.
    longest_s : float
        Real seconds that one file may take; a worker that needs more leaves, and another one takes its place.
    analyse : callable
        What a worker is asked for: the result of one file as text.

    Raises
    ------
    UsageError
        The library is not installed, or no scheduler answers there.
    """

    def __init__(
        self,
        address: str,
        settings: StudySettings,
        *,
        longest_s: float = LONGEST_FILE_S,
        analyse: Callable[[Path, StudySettings], str] = analysed_as_json,
    ) -> None:
        option = "--scheduler"
        found = _ADDRESS.fullmatch(address)
        if found is None or int(found["port"]) > _HIGHEST_PORT:
            raise UsageError(StudyErrorCode.SCHEDULER_ADDRESS, address=address, option=option)
        library = needed("cluster", "distributed")
        self._died: type[BaseException] = library.scheduler.KilledWorker
        try:
            # A client of the library that finds nobody is not done with it for long, and ends with a traceback.
            reached = found["numbers"] or found["host"], int(found["port"])
            socket.create_connection(reached, timeout=_REACHED_WITHIN_S).close()
            self._client = library.Client(address, timeout=_REACHED_WITHIN_S, set_as_default=False)
        except (OSError, ValueError) as error:
            problem = str(getattr(error, "strerror", None) or error).rstrip(".")
            raise UsageError(StudyErrorCode.NO_SCHEDULER, address=address, option=option, problem=problem) from error
        self._settings = settings
        self._longest_s = longest_s
        self._analyse = analyse
        self._numbers = count()
        self._tasks: set[distributed.Future[str]] = set()
        self._waiting: deque[_Asked] = deque()
        self._given_up: deque[_Asked] = deque()
        self._at_first = 0  # files that are tried for the first time now
        self._tries_again = False
        self._lock = threading.Lock()

    @property
    def room(self) -> int:
        """How many files may be handed out at a time; workers may come and go."""
        return _FLYING * max(1, sum(map(int, self._client.nthreads().values())))

    def hand_out(self, path: Path) -> Future[str]:
        """Let a file be analysed, once no file that was given up is being tried again."""
        promise: Future[str] = Future()
        with self._lock:
            self._waiting.append(_Asked(path, promise))
        self._go_on()
        return promise

    def _go_on(self) -> None:
        """Submit what may be: all that wait, or one that was given up once nothing else is at work; never both."""
        with self._lock:
            if self._tries_again:
                return
            self._tries_again = bool(self._given_up) and not self._at_first
            if self._tries_again:
                now = [self._given_up.popleft()]
            else:
                now = [*self._waiting]
                self._waiting.clear()
                self._at_first += len(now)
            is_again = self._tries_again
        for path, promise in now:
            self._submit(path, promise, is_again=is_again)

    def _submit(self, path: Path, promise: Future[str], *, is_again: bool) -> None:
        task = self._client.submit(
            _analysed_there,
            self._analyse,
            path,
            self._settings,
            version("soften"),
            self._longest_s,
            key=f"soften-{os.getpid()}-{next(self._numbers)}",
            pure=False,
        )
        self._tasks.add(task)  # a task that nobody holds is dropped

        def settle(done: distributed.Future[str]) -> None:
            self._tasks.discard(done)
            error = done.exception()  # type: ignore[no-untyped-call]
            gives_up = isinstance(error, self._died) and not is_again
            with self._lock:
                self._tries_again &= not is_again
                self._at_first -= not is_again
                if gives_up:
                    self._given_up.append(_Asked(path, promise))
            if error is None:
                promise.set_result(done.result())
            elif not gives_up:
                promise.set_exception(error)
            self._go_on()

        task.add_done_callback(settle)

    def why(self, error: BaseException) -> StudyErrorCode:
        """Return what the error of a future means."""
        return StudyErrorCode.WORKER_DIED if isinstance(error, self._died | MemoryError) else StudyErrorCode.STUMBLED

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._client.close()


def _analysed_there(
    analyse: Callable[[Path, StudySettings], str], path: Path, settings: StudySettings, of: str, longest_s: float
) -> str:
    """Analyse a file on a worker, which leaves where that takes too long."""
    if version("soften") != of:
        raise RuntimeError(f"the worker has version {version('soften')} of soften, and the study {of}")

    def leave() -> None:
        logging.getLogger(__name__).error("%s took longer than %s s", path, longest_s)
        os._exit(_GIVEN_UP)

    watch = threading.Timer(longest_s, leave)
    watch.daemon = True
    watch.start()
    try:
        return analyse(path, settings)
    finally:
        watch.cancel()
