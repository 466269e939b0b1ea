"""A line on the terminal that says how far something is which takes longer than a second."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from biofeedback.clock import HostClock
from ui.words.cells import padded
from ui.words.language import Language

SHOWN_AFTER_S = 1.0
"""Seconds before anything is said: what is done by then needs no line. A choice."""

_EVERY_S = 0.5  # seconds from one writing of the line to the next: a choice


class _Line:
    """The line there is on the terminal, which is one for all."""

    def __init__(self) -> None:
        self.held = threading.RLock()
        self._written = 0

    def write(self, words: str) -> None:
        """Write over what is there."""
        from rich.cells import cell_len  # a practice does without Rich

        with self.held:
            sys.stderr.write("\r" + padded(words, self._written))
            sys.stderr.flush()
            self._written = max(self._written, cell_len(words))

    def take_away(self) -> None:
        """Leave the terminal as it was before, where anything was written."""
        with self.held:
            if self._written:
                sys.stderr.write("\r" + " " * self._written + "\r")
                sys.stderr.flush()
            self._written = 0


_LINE = _Line()


@contextmanager
def no_progress() -> Iterator[None]:
    """Take the line away, and let none be written meanwhile: somebody is asked something."""
    with _LINE.held:
        _LINE.take_away()
        yield


class Progress:
    """Says on standard error how far something is; a context manager, which takes the line away at its end.

    Parameters
    ----------
    language : Language
        The person's language.
    shows_rest : bool
        Whether it says how long the rest will take, where every share takes as long as any other.

    Notes
    -----
    Only where standard error is a terminal. A thread of its own writes, so that time is seen to pass where nothing can
    say how far it is.
    """

    def __init__(self, language: Language, *, shows_rest: bool = False) -> None:
        self._language = language
        self._shows_rest = shows_rest
        self._clock = HostClock()
        self._share = 0.0
        self._ended = threading.Event()
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
        _LINE.take_away()

    def _run(self) -> None:
        padded("", 0)  # the first takes a moment; the words are of the moment when they are written
        wait_s = SHOWN_AFTER_S
        while not self._ended.wait(wait_s):
            _LINE.write(self._words())
            wait_s = _EVERY_S

    def _words(self) -> str:
        number, so_far_s = self._language.number, self._clock.now_s()
        given = {"percent": number(100.0 * self._share), "seconds": number(so_far_s)}
        if not self._shows_rest or self._share == 0.0:
            return self._language.gettext("{percent} % computed, {seconds} s so far").format(**given)
        rest = number(so_far_s * (1.0 - self._share) / self._share)
        return self._language.gettext("{percent} % computed, {seconds} s so far, about {rest} s remain").format(
            **given, rest=rest
        )
