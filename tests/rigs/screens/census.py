"""Counts what a window may leave behind: objects of Qt and of Python by class, open files, threads, memory."""

import gc
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

_PROC = Path("/proc/self")


def let_go() -> None:
    """Let go of all that waits to be let go of, in Qt and in Python."""
    for _ in range(2):  # what is collected may leave something to be deleted by Qt
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        gc.collect()


def census() -> Counter[str]:
    """Return how many there are of everything, by a name of the kind."""
    let_go()
    found: Counter[str] = Counter()
    found.update(f"Qt: {type(each).__name__}" for each in shiboken6.getAllValidWrappers())
    found.update(f"widget: {type(each).__name__}" for each in QApplication.allWidgets())
    found.update(f"Python: {type(each).__module__}.{type(each).__qualname__}" for each in gc.get_objects())
    found["threads"] = threading.active_count()
    if _PROC.is_dir():
        found["threads of the system"] = sum(1 for _ in (_PROC / "task").iterdir())
        found["open files"] = sum(1 for _ in (_PROC / "fd").iterdir())
    return found


def grown(act: Callable[[], object], rounds: int, warm_up: int = 2) -> dict[str, int]:
    """Return of what there is more after so many rounds of an action than before, and how much.

    One in two rounds is taken for a leak; caches that fill up in the first rounds, and what comes and goes, are none:
    what has grown has to grow again in as many rounds.
    """
    for _ in range(warm_up):
        act()
    more = _more(act, rounds)
    again = _more(act, rounds) if more else {}
    return {kind: count for kind, count in more.items() if kind in again}


def _more(act: Callable[[], object], rounds: int) -> dict[str, int]:
    before = census()
    for _ in range(rounds):
        act()
    after = census()
    return {kind: after[kind] - before[kind] for kind in after if after[kind] - before[kind] >= max(2, rounds // 2)}
