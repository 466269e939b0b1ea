"""Writes the recordings of a room, all on one thread, each into a file of its own.

Every one of them is committed often enough that at most the last second is lost, whatever happens.
"""

import logging
import threading

from biofeedback.clock import HostClock
from biofeedback.hub import Inbox
from sessions.recorder import Recorder

COMMIT_EVERY_S = 0.75
"""Real seconds from one round of commits to the next: three quarters of what may be lost at most. A choice; a round of
thirty files takes a tenth of a second on a solid state disk."""

logger = logging.getLogger(__name__)


class Recorders:
    """What is being recorded at once; the thread is there from the first on until `end`."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: list[tuple[Recorder, Inbox]] = []
        self._woken = threading.Event()
        self._over = False
        self._thread: threading.Thread | None = None

    def begin(self, recorder: Recorder, inbox: Inbox) -> None:
        """Record everything from ``inbox`` until it ends; the file of the recorder is there already."""
        with self._lock:
            self._open.append((recorder, inbox))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="recorder", daemon=True)
                self._thread.start()
        self.hurry()

    def hurry(self) -> None:
        """Write now what came, and close what has ended."""
        self._woken.set()

    def end(self) -> None:
        """Wait until all that was begun is closed; every inbox has ended."""
        with self._lock:
            self._over, thread = True, self._thread
        self.hurry()
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        real, due_s = HostClock(), 0.0
        while True:
            self._woken.wait(real.until_s(due_s))
            self._woken.clear()
            due_s = real.now_s() + COMMIT_EVERY_S
            with self._lock:
                there = tuple(self._open)
                if self._over and not there:
                    return
            ended = [each for each in there if not _write(*each)]
            with self._lock:
                self._open = [each for each in self._open if each not in ended]
            if ended:
                self.hurry()


def _write(recorder: Recorder, inbox: Inbox) -> bool:
    """Commit what came, and close what has ended; return whether it goes on. A fault of ours ends this one alone."""
    try:
        recorder.take(inbox.drain())
        if not inbox.ended:
            recorder.commit()
            return True
    except Exception as error:
        logger.exception("a recording stopped short")
        recorder.fail(error)
    try:
        recorder.close()
    except Exception as error:
        logger.exception("a recording could not be closed")
        recorder.fail(error)
    return False
