"""The ribbon of the last minute: the heart as a fine line over the broad wave of the breath.

It is drawn anew at each `refresh`. While the heart is hidden, its line fades and the breath wave stays.
"""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from ui.desktop.widgets.line_pieces import paint_pieces
from ui.desktop.widgets.ribbon_course import HEART_WIDTH, WAVE_WIDTH, RibbonCourse, RibbonLines
from ui.tokens import Tokens
from ui.words.language import Language


class Ribbon(QWidget):
    """Heart and breath of the last minute, from left to now."""

    def __init__(self, course: RibbonCourse, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time goes that way in every language
        self._course = course
        self._tokens = tokens
        self.setAccessibleName(language.gettext("Heart and breath"))

    def refresh(self, now_s: float) -> None:
        """Draw the minute that ends at ``now_s``."""
        self._course.refresh(now_s)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the wave, the line over it, and a dot where the heart is now."""
        lines = self._course.lines(self.width(), self.height())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(QColor(self._tokens.wave), WAVE_WIDTH)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            paint_pieces(painter, lines.waves, self.height())
            if self._course.presence > 0.01:
                painter.setOpacity(self._course.presence)
                self._paint_heart(painter, lines)

    def _paint_heart(self, painter: QPainter, lines: RibbonLines) -> None:
        ink = QColor(self._tokens.ink)
        pen = QPen(ink, HEART_WIDTH)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        paint_pieces(painter, lines.hearts, self.height())
        if lines.end is not None:
            x, y = lines.end
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ink)
            painter.drawEllipse(QRectF(x - 4.5, y - 4.5, 9.0, 9.0))
