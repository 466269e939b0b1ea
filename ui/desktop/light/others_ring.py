"""Small lights that gather around the breath light where a practice widens: six around it, twelve around those.

They come one after the other and softly. This widget decides nothing.
"""

import math
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from biofeedback.practice.script.model import MOST_OTHERS
from ui.desktop.light.gliding import SoftShares
from ui.desktop.light.small_light import small_light

_COME_S = 4.0
_NEXT_FROM = 0.3  # the next one comes when this much of the one before is there
_CIRCLES = ((6, 0.7), (MOST_OTHERS - 6, 1.0))  # how many, and how far out, in radii of the ring
_INNER_ORDER = (0, 2, 4, 1, 3, 5)  # three stand as far apart as six
_FIRST_RAD = -math.pi / 6.0
_SHARE = 0.8


class OthersRing(QWidget):
    """The small lights, laid over the light; the pointer goes through them."""

    def __init__(self) -> None:
        super().__init__()
        self._centre = QPointF()
        self._ring = 0.0
        self._seen_s = math.nan
        self._lights = SoftShares(MOST_OTHERS)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName("Others")
        self.hide()

    def place(self, centre: QPointF, ring: float) -> None:
        """Lay them around ``centre``, where the ring of a full breath has radius ``ring``, in logical pixels."""
        self._centre, self._ring = centre, ring
        self.update()

    def presence(self, place: int) -> float:
        """Return how much of the light at a place, counted from 1, is to be seen, 0 to 1."""
        return self._lights.here[place - 1]

    def middle(self, place: int) -> QPointF:
        """Return where the light at a place, counted from 1, lies."""
        inner = _CIRCLES[0][0]
        within = place <= inner
        number, reach = _CIRCLES[0] if within else _CIRCLES[1]
        around = _FIRST_RAD + math.tau * (_INNER_ORDER[place - 1] if within else place - inner - 0.5) / number
        radius = reach * self._ring
        return self._centre + QPointF(radius * math.cos(around), radius * math.sin(around))

    def refresh(self, now_s: float, others: int) -> None:
        """Let so many be there, and go on to ``now_s``."""
        passed_s = 0.0 if math.isnan(self._seen_s) else max(0.0, now_s - self._seen_s)
        self._seen_s = now_s
        aims = [
            0.0 if index >= others else 1.0 if earlier >= _NEXT_FROM else here
            for index, (earlier, here) in enumerate(pairwise([1.0, *self._lights.here]))
        ]
        self._lights.move(aims, passed_s / _COME_S)
        if self._lights.draw_anew():
            self.setVisible(any(self._lights.here))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lights that are there."""
        radius = max(8.0, 0.07 * self._ring)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for place, here in enumerate(self._lights.drawn, start=1):
                if here > 0.0:
                    middle = self.middle(place)
                    painter.setOpacity(_SHARE * here)
                    painter.setBrush(small_light(middle, radius, chosen=True))
                    painter.drawEllipse(middle, radius, radius)
