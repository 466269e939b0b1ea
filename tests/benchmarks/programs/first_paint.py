"""Runs `soften` as it was typed, and tells of its first picture.

Prints the seconds from the beginning of the process to that picture, those of the processor, and the heavy imports
there were by then; then the window is closed.
"""

import sys
import time

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from tests.benchmarks.programs.process_age import age_s

HEAVY = ("numpy", "scipy", "pyqtgraph", "bleak", "asyncio", "pydantic")


class FirstPaint(QObject):
    """Watches for the first time that a window has painted itself whole."""

    seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self.seen:
            self.seen = True
            QTimer.singleShot(0, self.report)
        return False

    def report(self) -> None:
        heavy = [name for name in HEAVY if name in sys.modules]
        sys.stdout.write(f"first {age_s()} {time.process_time()} {heavy}\n")
        sys.stdout.flush()
        QApplication.closeAllWindows()


def report_first_paint(*words: str) -> None:
    """Run ``soften`` with these words until its first picture."""
    import ui.desktop.display

    # Qt's screen in memory is one that nobody looks for.
    ui.desktop.display.display_error = lambda: None
    from biofeedback.__main__ import main

    app = QApplication(["soften"])
    watch = FirstPaint()
    app.installEventFilter(watch)
    sys.argv = ["soften", *words]
    main()
