"""Runs `soften` as it was typed, and tells when its first picture was painted and what was imported by then."""

import sys
import time


def report_first_paint() -> None:
    """Run the command in ``sys.argv``; print the age of the process at its first picture, then close the window."""
    import ui.desktop.display

    # Qt's screen in memory is one that nobody looks for.
    ui.desktop.display.display_error = lambda: ""
    import ui.desktop

    _watch_for_qt()
    from biofeedback.__main__ import main

    main()


def _watch_for_qt() -> None:
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication

    from tests.benchmarks.programs.process_age import age_s

    class FirstPaint(QObject):
        seen = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Paint and not self.seen:
                self.seen = True
                QTimer.singleShot(0, self.report)
            return False

        def report(self) -> None:
            heavy = [name for name in ("numpy", "scipy", "pyqtgraph", "bleak", "asyncio") if name in sys.modules]
            sys.stdout.write(f"first {age_s()} {time.process_time()} {heavy}\n")
            sys.stdout.flush()
            QApplication.closeAllWindows()

    app = QApplication(["soften"])
    app.watch = FirstPaint()
    app.installEventFilter(app.watch)
    _watch_for_qt.app = app
