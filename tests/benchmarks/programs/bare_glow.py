"""A bare widget that paints the same glow at the display's rate. Prints its CPU share and its frames a second."""

import math
import sys
import time

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget

from ui.desktop.light.glow import BREATH_REACH, Grain, make_glow
from ui.desktop.light.shade import Shade
from ui.tokens import DARK

SECONDS = float(sys.argv[1])
RING = 210.0


class Glowing(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.resize(1280, 860)
        self.frames = 0
        self._centre = QPointF(640, 370)
        self._glow = make_glow(self.size(), self._centre, RING, 0.5, QColor(DARK.background), 1.0, Grain(), Shade())

    def rect_now(self) -> QRectF:
        position = 0.5 - 0.5 * math.cos(2 * math.pi * time.perf_counter() / 10.0)
        discovery = BREATH_REACH * RING * (0.46 + 0.54 * position)
        return QRectF(self._centre.x() - discovery, self._centre.y() - discovery, 2 * discovery, 2 * discovery)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setClipRegion(event.region())
            painter.drawPixmap(0, 0, self._glow.backdrop)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
            painter.drawPixmap(self.rect_now(), self._glow.breath, QRectF(self._glow.breath.rect()))
        self.frames += 1


app = QApplication([])
widget = Glowing()
widget.show()
timer = QTimer(timerType=Qt.TimerType.PreciseTimer)
timer.timeout.connect(lambda: widget.update(widget.rect_now().toAlignedRect().adjusted(-8, -8, 8, 8)))
timer.start(16)
began: list[float] = []


def begin() -> None:
    began[:] = [time.perf_counter(), time.process_time(), widget.frames]


def report() -> None:
    passed_s = time.perf_counter() - began[0]
    sys.stdout.write(f"{(time.process_time() - began[1]) / passed_s} {(widget.frames - began[2]) / passed_s}\n")
    app.quit()


QTimer.singleShot(1500, begin)
QTimer.singleShot(int(1500 + 1000 * SECONDS), report)
app.exec()
