"""Paints the parts of oneself around the breath light, each a small light with its word beside it.

They fade in and stay; the one that is spoken to is a little brighter.
"""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from biofeedback.practice.guide.inner_parts import InnerParts
from ui.desktop.light.small_light import small_light
from ui.desktop.light.transitions import SoftShares
from ui.desktop.theme.typeface import font
from ui.tokens import Tokens
from ui.words.language import Language

_COME_S = 4.0  # seconds in which a light fades in; a choice: about an in-breath
_TURN_S = 2.0  # seconds in which a light becomes the one that is spoken to; a choice
_QUIET_SHARE = 0.35  # of its brightness, while the words speak to another; a choice by eye
_WORD_SHARE = 0.66  # of the opacity of its word, while the words speak to another; a choice by eye


class InnerPartsRing(QWidget):
    """The ring, laid over the light; the pointer goes through it."""

    def __init__(self, inner_parts: InnerParts, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._inner_parts = inner_parts
        self._ink = QColor(tokens.ink)
        self._centre = QPointF()
        self._ring = 0.0
        self._seen_s = math.nan
        self._here = SoftShares(len(inner_parts.words))
        self._spoken = SoftShares(len(inner_parts.words))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._language = language
        self.setAccessibleName(language.gettext("Parts of you"))
        if not inner_parts.words:
            self.hide()

    def set_circle(self, centre: QPointF, ring: float) -> None:
        """Lay the ring around ``centre`` at radius ``ring``, in logical pixels."""
        self._centre, self._ring = centre, ring
        self.update()

    def presence(self, number: int) -> float:
        """Return how much of a light, counted from 1, is visible, 0 to 1."""
        return self._here.here[number - 1]

    def middle(self, number: int) -> QPointF:
        """Return where a light, counted from 1, lies; none lies straight above or below the middle."""
        count = len(self._inner_parts.words)
        first = math.pi if count % 2 else math.pi / count - math.pi / 2.0
        around = first + math.tau * (number - 1) / count
        return self._centre + QPointF(self._ring * math.cos(around), self._ring * math.sin(around))

    def refresh(self, now_s: float) -> None:
        """Move the lights on to ``now_s``."""
        passed_s = 0.0 if math.isnan(self._seen_s) else max(0.0, now_s - self._seen_s)
        self._seen_s = now_s
        if not self._inner_parts.words:
            return
        numbers = range(1, len(self._inner_parts.words) + 1)
        self._here.move([float(self._inner_parts.is_here(number)) for number in numbers], passed_s / _COME_S)
        self._spoken.move(
            [float(self._inner_parts.is_spoken_to(number, now_s)) for number in numbers], passed_s / _TURN_S
        )
        if any([self._here.draw_anew(), self._spoken.draw_anew()]):
            self.setAccessibleDescription(self._language.listed(self._come()))
            self.update()

    def _come(self) -> list[str]:
        return [word for word, here in zip(self._inner_parts.words, self._here.here, strict=True) if here > 0.0]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the visible lights, and their words outside the ring."""
        radius = max(9.0, 0.075 * self._ring)
        made = font(max(13, round(0.068 * self._ring)))
        metrics = QFontMetricsF(made)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(made)
            for index, word in enumerate(self._inner_parts.words):
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
        """Return the area for a word, from its light outward to the edge."""
        top, high = middle.y() - 2 * radius, 4 * radius
        if middle.x() > self._centre.x():
            left = middle.x() + 1.3 * radius
            return QRectF(left, top, self.width() - 4.0 - left, high)
        return QRectF(4.0, top, middle.x() - 1.3 * radius - 4.0, high)
