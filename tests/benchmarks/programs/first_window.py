"""The real first screen: prints the seconds until it is painted, and the heavy imports there were by then."""

import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

from biofeedback.app.application import LiveApplication
from tests.benchmarks.programs.process_age import age_s
from ui.desktop.app import run_desktop


class FirstPaint(QObject):
    """Watches for the first time that a window has painted itself whole."""

    seen = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint and not self.seen:
            self.seen = True
            QTimer.singleShot(0, self.report)
        return False

    def report(self) -> None:
        heavy = [name for name in ("numpy", "scipy", "pyqtgraph", "bleak") if name in sys.modules]
        sys.stdout.write(f"{age_s()} {heavy}\n")
        sys.stdout.flush()
        QApplication.closeAllWindows()


app = QApplication(["soften"])
watch = FirstPaint()
app.installEventFilter(watch)
with LiveApplication() as application:
    run_desktop(application)
