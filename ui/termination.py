"""Calls a function when Ctrl-C or the system asks the program to end."""

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

INTERRUPT: tuple[signal.Signals, ...] = (signal.SIGINT,)
"""What Ctrl-C sends."""

TERMINATION: tuple[signal.Signals, ...] = tuple(
    getattr(signal, name) for name in ("SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)
)
"""What the system sends when it shuts down or the terminal is closed; the last is how Python has both under Windows."""


@contextmanager
def on_signals(numbers: Iterable[signal.Signals], on_signal: Callable[[], None]) -> Iterator[None]:
    """Call ``on_signal`` for these signals as long as the context lasts; on any thread but the main one, do nothing."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, lambda *_: on_signal()) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
