"""A line on the terminal that says how far something is which takes longer than a second."""

import sys
import threading
from types import TracebackType
from typing import Self

from biofeedback.clock import HostClock
from ui.words.language import Language

SHOWN_AFTER_S = 1.0
"""Seconds before anything is said: what is done by then needs no line. A choice."""

_EVERY_S = 0.5  # seconds from one writing of the line to the next: a choice


class Progress:
    """Says on standard error how far something is; a context manager, which takes the line away at its end.

    Parameters
    ----------
    language : Language
        The person's language.

    Notes
    -----
    Only where standard error is a terminal. A thread of its own writes, so that time is seen to pass where nothing can
    say how far it is.
    """

    def __init__(self, language: Language) -> None:
        self._language = language
        self._clock = HostClock()
        self._share = 0.0
        self._ended = threading.Event()
        self._written = 0
        self._thread = threading.Thread(target=self._run, name="progress", daemon=True)

    def __call__(self, share: float) -> None:
        """Take in how much is done, 0 to 1; from any thread."""
        self._share = share

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()
        if self._written:
            sys.stderr.write("\r" + " " * self._written + "\r")
            sys.stderr.flush()

    def _run(self) -> None:
        wait_s = SHOWN_AFTER_S
        while not self._ended.wait(wait_s):
            line = self._language.gettext("{percent} % computed, {seconds} s so far").format(
                percent=self._language.number(100.0 * self._share), seconds=self._language.number(self._clock.now_s())
            )
            sys.stderr.write("\r" + line.ljust(self._written))
            sys.stderr.flush()
            self._written = max(self._written, len(line))
            wait_s = _EVERY_S
