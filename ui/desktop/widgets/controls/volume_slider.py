"""A slider for how loud something is."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSlider

from ui.desktop.theme.typeface import scaled
from ui.desktop.widgets.controls.shape import ROW_PX, paint_focus
from ui.tokens import Tokens


class VolumeSlider(QSlider):
    """A share of full, 0 to 100, along a thin line."""

    def __init__(self, name: str, tokens: Tokens) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._tokens = tokens
        self.setAccessibleName(name)
        self.setRange(0, 100)
        self.setSingleStep(5)
        self.setPageStep(20)
        self.setFixedHeight(scaled(ROW_PX - 8))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line, lit as far as the value goes."""
        colours = self._tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            area = QRectF(self.rect()).adjusted(9, 0, -9, 0)
            x = area.left() + area.width() * (self.value() - self.minimum()) / (self.maximum() - self.minimum())
            y = area.center().y()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.line))
            painter.drawRoundedRect(QRectF(area.left(), y - 1.5, area.width(), 3), 1.5, 1.5)
            painter.setBrush(QColor(colours.honey if self.isEnabled() else colours.muted))
            painter.drawRoundedRect(QRectF(area.left(), y - 1.5, x - area.left(), 3), 1.5, 1.5)
            painter.drawEllipse(QRectF(x - 6, y - 6, 12, 12))
            paint_focus(painter, self, QRectF(x - 9, y - 9, 18, 18), 9.0, colours)
