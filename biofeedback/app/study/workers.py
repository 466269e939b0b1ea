"""Who analyses the files of a study: processes of this machine, or those of a cluster; each takes one file at a time.

Both hand out the same pure function of one file and answer with a future of its result as text.
"""

from __future__ import annotations

import multiprocessing
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any, Protocol, Self

from pebble import ProcessExpired, ProcessPool

from biofeedback.app.study.one_file import StudySettings, analyse_file
from biofeedback.error_codes import StudyErrorCode
from sessions.sealed.passphrases import for_own_process, take_in_own_process

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import TracebackType

LONGEST_FILE_S = 600.0
"""Real seconds that one file may take: a choice, far above the minutes of a day of ECG."""

_FLYING = 2  # files for each worker that are handed out: one in work, one waiting. A choice
_FILES_A_WORKER = 500  # before a worker is replaced, so that nothing that a library leaks can grow. A choice


class Workers(Protocol):
    """Those who analyse; a context manager, which lets them go at its end, whatever they are at."""

    @property
    def room(self) -> int:
        """How many files may be handed out at a time."""
        ...

    def hand_out(self, path: Path) -> Future[str]:
        """Let a file be analysed."""
        ...

    def why(self, error: BaseException) -> StudyErrorCode:
        """Return what the error of a future means."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None: ...


def analysed_as_json(path: Path, settings: StudySettings) -> str:
    """Return the result of one file as text: what a worker is asked for."""
    return analyse_file(path, settings).as_json()


class LocalWorkers:
    """Processes of this machine. One that dies or hangs is replaced, and costs its file alone.

    Parameters
    ----------
    count : int
        How many.
    settings : StudySettings
        How each file is analysed.
    longest_s : float
        Real seconds that one file may take.
    analyse : callable
        What a process is asked for: the result of one file as text.
    """

    def __init__(
        self,
        count: int,
        settings: StudySettings,
        *,
        longest_s: float = LONGEST_FILE_S,
        analyse: Callable[[Path, StudySettings], str] = analysed_as_json,
    ) -> None:
        # A fresh interpreter each: a fork would inherit threads and locks of whoever asks. Pebble declares the
        # contexts of POSIX alone, and takes those of Windows too.
        spawning: Any = multiprocessing.get_context("spawn")
        self._pool = ProcessPool(
            count,
            max_tasks=_FILES_A_WORKER,
            context=spawning,
            initializer=take_in_own_process,
            initargs=(for_own_process(),),
        )
        self._settings = settings
        self._longest_s = longest_s
        self._analyse = analyse
        self.room = _FLYING * count

    def hand_out(self, path: Path) -> Future[str]:
        """Let a file be analysed."""
        return self._pool.schedule(self._analyse, (path, self._settings), timeout=self._longest_s)

    def why(self, error: BaseException) -> StudyErrorCode:
        """Return what the error of a future means."""
        if isinstance(error, TimeoutError):
            return StudyErrorCode.TOOK_TOO_LONG
        return (
            StudyErrorCode.WORKER_DIED if isinstance(error, ProcessExpired | MemoryError) else StudyErrorCode.STUMBLED
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if error is None:
            self._pool.close()  # type: ignore[no-untyped-call]
        else:
            self._pool.stop()  # type: ignore[no-untyped-call]
        self._pool.join()
