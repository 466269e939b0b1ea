"""Paints the small lights of others around the breath light: six near it, twelve around those.

They fade in one after the other where a practice widens toward others.
"""

import math
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from biofeedback.practice.script.model import MOST_OTHERS
from ui.desktop.light.small_light import small_light
from ui.desktop.light.transitions import SoftShares
from ui.words.language import Language

_COME_S = 4.0  # seconds in which a light fades in; a choice: about an in-breath
_NEXT_FROM = 0.3  # the next one comes when this share of the one before is visible; a choice
_CIRCLES = ((6, 0.7), (MOST_OTHERS - 6, 1.0))  # how many, and how far out, in radii of the ring
_INNER_ORDER = (0, 2, 4, 1, 3, 5)  # the first three of the six stand evenly around the light
_FIRST_RAD = -math.pi / 6.0  # half of a sixth from the horizontal: one then stands straight above, one below
_SHARE = 0.8  # of the brightness of a chosen small light; a choice by eye: the breath light stays the brightest


class OthersRing(QWidget):
    """The small lights, laid over the light; the pointer goes through them."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._centre = QPointF()
        self._ring = 0.0
        self._seen_s = math.nan
        self._lights = SoftShares(MOST_OTHERS)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(language.pgettext("lights of other people", "Others"))
        self.hide()

    def set_circle(self, centre: QPointF, ring: float) -> None:
        """Lay them around ``centre``, where the ring of a full breath has radius ``ring``, in logical pixels."""
        self._centre, self._ring = centre, ring
        self.update()

    def presence(self, number: int) -> float:
        """Return how much of a light, counted from 1, is visible, 0 to 1."""
        return self._lights.here[number - 1]

    def middle(self, number: int) -> QPointF:
        """Return where a light, counted from 1, lies."""
        inner = _CIRCLES[0][0]
        within = number <= inner
        count, reach = _CIRCLES[0] if within else _CIRCLES[1]
        around = _FIRST_RAD + math.tau * (_INNER_ORDER[number - 1] if within else number - inner - 0.5) / count
        radius = reach * self._ring
        return self._centre + QPointF(radius * math.cos(around), radius * math.sin(around))

    def refresh(self, now_s: float, others: int) -> None:
        """Show so many lights, and move them on to ``now_s``."""
        passed_s = 0.0 if math.isnan(self._seen_s) else max(0.0, now_s - self._seen_s)
        self._seen_s = now_s
        if not others and self.isHidden():
            return
        aims = [
            0.0 if index >= others else 1.0 if earlier >= _NEXT_FROM else here
            for index, (earlier, here) in enumerate(pairwise([1.0, *self._lights.here]))
        ]
        self._lights.move(aims, passed_s / _COME_S)
        if self._lights.draw_anew():
            self.setVisible(any(self._lights.here))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the visible lights."""
        radius = max(8.0, 0.07 * self._ring)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for number, here in enumerate(self._lights.drawn, start=1):
                if here > 0.0:
                    middle = self.middle(number)
                    painter.setOpacity(_SHARE * here)
                    painter.setBrush(small_light(middle, radius, chosen=True))
                    painter.drawEllipse(middle, radius, radius)
