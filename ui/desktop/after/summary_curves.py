"""The curves of a finished practice: heart rate above, coherence below, the steps as bands."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen

from ui.desktop.theme.surfaces import Panel
from ui.desktop.theme.typeface import font
from ui.tokens import Tokens
from ui.words.language import Language

_LONGEST_S = 6.0  # a line is not drawn across a longer silence; a choice: more than a missed beat or a value a second


class Band(NamedTuple):
    """A step: its title and when it began, in seconds."""

    title: str
    began_s: float


class SummaryCurves(Panel):
    """The curves of a finished practice.

    Parameters
    ----------
    heart_rate, coherence : sequence of (t_s, value)
        Heart rate in beats per minute, and the coherence share 0 to 1; ``nan`` leaves a hole.
    bands : sequence of Band
        The steps in order.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    def __init__(
        self,
        heart_rate: Sequence[tuple[float, float]],
        coherence: Sequence[tuple[float, float]],
        bands: Sequence[Band],
        tokens: Tokens,
        language: Language,
    ) -> None:
        super().__init__(tokens, language.gettext("The course of the practice"))
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time goes that way in every language
        self._names = (language.gettext("heart rate"), language.gettext("coherence"))
        self._heart_rate = tuple(heart_rate)
        self._coherence = tuple(coherence)
        self._bands = tuple(bands)
        self._tokens = tokens
        times = [t_s for t_s, _ in (*heart_rate, *coherence)] + [band.began_s for band in bands]
        self._from_s, self._until_s = min(times, default=0.0), max(times, default=1.0)
        rates = [bpm for _, bpm in heart_rate if math.isfinite(bpm)]
        self._low, self._high = min(rates, default=60.0), max(rates, default=80.0)
        if rates:
            words = language.gettext("Heart rate between {low_bpm} and {high_bpm} beats a minute.")
            words = words.format(low_bpm=language.number(self._low), high_bpm=language.number(self._high))
            self.setAccessibleDescription(words)

    def sizeHint(self) -> QSize:
        """Return the size of the design."""
        return QSize(1320, 330)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which the curves can be read."""
        return QSize(400, 84)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the bands, the curves and their names."""
        super().paintEvent(event)
        area = QRectF(self.rect()).adjusted(24, 40, -24, -20)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_bands(painter, area)
            below = QRectF(area.left(), area.top() + 0.62 * area.height(), area.width(), 0.36 * area.height())
            above = QRectF(area.left(), area.top() + 0.06 * area.height(), area.width(), 0.48 * area.height())
            self._paint_coherence(painter, below)
            self._paint_heart(painter, above)
            painter.setFont(font(12))
            for words, colour, top in (
                (self._names[0], self._tokens.ink, above.top() - 4),
                (self._names[1], self._tokens.honey, below.bottom() - 20),
            ):
                wide = QFontMetricsF(font(12)).horizontalAdvance(words)
                ground = QRectF(area.right() - wide - 14, top, wide + 12, 18)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(self._tokens.panel))
                painter.drawRoundedRect(ground, 6, 6)
                painter.setPen(QColor(colour))
                painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, words)

    def _x(self, t_s: float, area: QRectF) -> float:
        return area.left() + area.width() * (t_s - self._from_s) / max(1.0, self._until_s - self._from_s)

    def _paint_bands(self, painter: QPainter, area: QRectF) -> None:
        ends = [*(band.began_s for band in self._bands[1:]), self._until_s]
        painter.setFont(font(13))
        metrics = QFontMetricsF(font(13))
        free = 0.0
        for number, (band, end_s) in enumerate(zip(self._bands, ends, strict=False)):
            left, right = self._x(band.began_s, area), self._x(end_s, area)
            if number % 2:
                painter.fillRect(QRectF(left, area.top(), right - left, area.height()), QColor(self._tokens.raised))
            wide = metrics.horizontalAdvance(band.title)
            if left + 8 >= free and left + 8 + wide <= area.right() + 16:
                painter.setPen(QColor(self._tokens.muted))
                painter.drawText(QPointF(left + 8, area.top() - 13), band.title)
                free = left + 8 + wide + 12

    def _paint_heart(self, painter: QPainter, area: QRectF) -> None:
        span = max(8.0, self._high - self._low)
        pen = QPen(QColor(self._tokens.ink), 1.2)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for stretch in _stretches(self._heart_rate):
            path = QPainterPath()
            for t_s, bpm in stretch:
                point = QPointF(self._x(t_s, area), area.bottom() - area.height() * (bpm - self._low) / span)
                if path.elementCount():
                    path.lineTo(point)
                else:
                    path.moveTo(point)
            painter.drawPath(path)

    def _paint_coherence(self, painter: QPainter, area: QRectF) -> None:
        veil = QColor(self._tokens.honey)
        veil.setAlpha(70)
        for stretch in _stretches(self._coherence):
            points = [QPointF(self._x(t_s, area), area.bottom() - area.height() * share) for t_s, share in stretch]
            line = QPainterPath(points[0])
            for point in points[1:]:
                line.lineTo(point)
            beneath = QPainterPath(line)
            beneath.lineTo(points[-1].x(), area.bottom())
            beneath.lineTo(points[0].x(), area.bottom())
            painter.fillPath(beneath, veil)
            painter.strokePath(line, QPen(QColor(self._tokens.honey), 1.6))


def _stretches(points: Sequence[tuple[float, float]]) -> list[list[tuple[float, float]]]:
    stretches: list[list[tuple[float, float]]] = []
    last_s = -math.inf
    for t_s, value in points:
        if not math.isfinite(value):
            last_s = -math.inf
            continue
        if t_s - last_s > _LONGEST_S:
            stretches.append([])
        stretches[-1].append((t_s, value))
        last_s = t_s
    return stretches
