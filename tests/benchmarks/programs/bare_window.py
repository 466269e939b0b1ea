"""A bare window: what Qt alone costs.

Prints the seconds from the beginning of the process to the first picture, those of the processor, and the MiB resident.
"""

import sys
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.benchmarks.programs.process_age import age_s, resident_mib


class Bare(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.drawText(40, 40, "Soften")
        QTimer.singleShot(0, self.close)
        sys.stdout.write(f"{age_s()} {time.process_time()} {resident_mib()}\n")


app = QApplication([])
window = Bare()
window.resize(1280, 860)
window.show()
app.exec()
