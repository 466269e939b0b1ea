"""The parts of oneself around the breath light: a small light for each on the ring, with its word beside it.

They come softly and stay; the one that is spoken to is a little brighter. This widget decides nothing.
"""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui.desktop.light.gliding import SoftShares
from ui.desktop.light.inner_parts import InnerParts
from ui.desktop.light.small_light import small_light
from ui.desktop.theme.typeface import font
from ui.tokens import Tokens

_COME_S = 4.0
_TURN_S = 2.0  # how long a light takes to be the one that is spoken to
_QUIET_SHARE = 0.35  # of its brightness, while nobody speaks to it
_WORD_SHARE = 0.66  # of its ink


class InnerPartsRing(QWidget):
    """The ring, laid over the light; the pointer goes through it."""

    def __init__(self, parts: InnerParts, tokens: Tokens) -> None:
        super().__init__()
        self._parts = parts
        self._ink = QColor(tokens.ink)
        self._centre = QPointF()
        self._ring = 0.0
        self._seen_s = math.nan
        self._here = SoftShares(len(parts.words))
        self._spoken = SoftShares(len(parts.words))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName("Parts of you")
        if not parts.words:
            self.hide()

    def place(self, centre: QPointF, ring: float) -> None:
        """Lay the ring around ``centre`` at radius ``ring``, in logical pixels."""
        self._centre, self._ring = centre, ring
        self.update()

    def presence(self, place: int) -> float:
        """Return how much of the light at a place, counted from 1, is to be seen, 0 to 1."""
        return self._here.here[place - 1]

    def middle(self, place: int) -> QPointF:
        """Return where the light at a place, counted from 1, lies; none lies straight above or below the middle."""
        number = len(self._parts.words)
        first = math.pi if number % 2 else math.pi / number - math.pi / 2.0
        around = first + math.tau * (place - 1) / number
        return self._centre + QPointF(self._ring * math.cos(around), self._ring * math.sin(around))

    def refresh(self, now_s: float) -> None:
        """Let the lights go on to ``now_s``."""
        passed_s = 0.0 if math.isnan(self._seen_s) else max(0.0, now_s - self._seen_s)
        self._seen_s = now_s
        places = range(1, len(self._parts.words) + 1)
        self._here.move([float(self._parts.is_here(place)) for place in places], passed_s / _COME_S)
        self._spoken.move([float(self._parts.is_spoken_to(place, now_s)) for place in places], passed_s / _TURN_S)
        if any([self._here.draw_anew(), self._spoken.draw_anew()]):
            self.setAccessibleDescription(", ".join(self._come()))
            self.update()

    def _come(self) -> list[str]:
        return [word for word, here in zip(self._parts.words, self._here.here, strict=True) if here > 0.0]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lights that are there, and their words outside the ring."""
        radius = max(9.0, 0.075 * self._ring)
        made = font(max(13, round(0.068 * self._ring)))
        metrics = QFontMetricsF(made)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(made)
            for index, word in enumerate(self._parts.words):
                here, spoken = self._here.drawn[index], self._spoken.drawn[index]
                if here <= 0.0:
                    continue
                middle = self.middle(index + 1)
                painter.setPen(Qt.PenStyle.NoPen)
                for chosen, share in ((False, 1.0 - spoken), (True, _QUIET_SHARE + (1.0 - _QUIET_SHARE) * spoken)):
                    painter.setOpacity(here * share)
                    painter.setBrush(small_light(middle, radius, chosen=chosen))
                    painter.drawEllipse(middle, radius, radius)
                painter.setOpacity(here * (_WORD_SHARE + (1.0 - _WORD_SHARE) * spoken))
                painter.setPen(self._ink)
                beside = self._beside(middle, radius)
                side = Qt.AlignmentFlag.AlignLeft if middle.x() > self._centre.x() else Qt.AlignmentFlag.AlignRight
                painter.drawText(
                    beside,
                    side | Qt.AlignmentFlag.AlignVCenter,
                    metrics.elidedText(word, Qt.TextElideMode.ElideRight, beside.width()),
                )

    def _beside(self, middle: QPointF, radius: float) -> QRectF:
        """Return the room for a word, from its light outward to the edge."""
        top, high = middle.y() - 2 * radius, 4 * radius
        if middle.x() > self._centre.x():
            left = middle.x() + 1.3 * radius
            return QRectF(left, top, self.width() - 4.0 - left, high)
        return QRectF(4.0, top, middle.x() - 1.3 * radius - 4.0, high)
