"""A switch: words with a light at their end that is on or off."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy

from ui.desktop.theme.enter_button import EnterButton
from ui.desktop.theme.surfaces import at_start, mirrored
from ui.desktop.theme.typeface import font, scaled
from ui.desktop.widgets.controls.shape import ROW_PX, make_checkable, paint_focus
from ui.tokens import Tokens


class Switch(EnterButton):
    """Words with a small light that is on or off; Space and Enter turn it."""

    def __init__(self, text: str, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        make_checkable(self, text, font(14), QSizePolicy.Policy.Expanding)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        """Return a row with space for the words and the light."""
        return QSize(round(QFontMetricsF(self.font()).horizontalAdvance(self.text())) + 60, scaled(ROW_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, and the light at their end."""
        colours, on = self._tokens, self.isChecked()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = QRectF(self.rect())
            track = mirrored(self, QRectF(area.right() - 39.5, area.center().y() - 9.5, 36, 20))
            painter.setPen(QPen(QColor(colours.honey if on else colours.muted), 1.2))
            painter.setBrush(QColor(colours.chosen if on else colours.panel))
            painter.drawRoundedRect(track, 10, 10)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.amber if on else colours.muted))
            painter.drawEllipse(QRectF(track.right() - 17 if on else track.left() + 4, track.top() + 3.5, 13, 13))
            painter.setFont(self.font())
            painter.setPen(QColor(colours.ink if on or self.underMouse() else colours.muted))
            start = at_start(right_to_left=self.isRightToLeft())
            painter.drawText(mirrored(self, area.adjusted(2, 0, -50, 0)), start, self.text())
            paint_focus(painter, self, track.adjusted(-3, -3, 3, 3), 13.0, colours)
