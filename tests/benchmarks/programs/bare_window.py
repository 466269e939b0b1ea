"""A bare window: what Qt alone costs until the first picture. Prints the seconds since the process began."""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.benchmarks.programs.process_age import age_s


class Bare(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.drawText(40, 40, "Soften")
        QTimer.singleShot(0, self.close)
        sys.stdout.write(f"first {age_s()} {time.process_time()} []\n")


app = QApplication([])
window = Bare()
window.resize(1280, 860)
window.show()
app.exec()
