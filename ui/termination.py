"""Signals that ask the program to end, heard without being broken in on.

This module must not know what ends.
"""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

INTERRUPT: tuple[signal.Signals, ...] = (signal.SIGINT,)
"""What Ctrl-C sends."""

FAREWELLS: tuple[signal.Signals, ...] = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""What the system sends when the program should go: it is shut down, or its terminal is closed."""


@contextmanager
def hearing(numbers: Iterable[signal.Signals], on_signal: Callable[[], None]) -> Iterator[None]:
    """Have these signals call ``on_signal`` for as long as the context lasts; only the main thread can."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, lambda *_: on_signal()) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
