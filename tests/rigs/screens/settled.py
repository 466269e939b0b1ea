"""Waits until a window has come to rest: nothing is read on a thread of its own, and layouts are done."""

import threading
import time

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

PATIENCE_S = 30.0  # a choice: what reads on a thread of its own is long done by then
_ROUNDS = 8  # a layout that scrolls, and is told late what is in it, needs some


def settle() -> None:
    """Let the window come to rest; threads of whoever else runs in this process are not waited for."""
    until_s = time.monotonic() + PATIENCE_S
    rounds = _ROUNDS
    while rounds and time.monotonic() < until_s:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        if any(thread.name == "loading" for thread in threading.enumerate()):
            rounds = _ROUNDS
            time.sleep(0.002)
        else:
            rounds -= 1
