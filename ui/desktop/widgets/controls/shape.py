"""What all controls share: how high they are, and the line around the one that has the focus."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QWidget

from ui.tokens import Tokens

ROW_PX = 34  # px, the height of a control; a choice: easy to hit, and a dozen fit into the panel


def paint_focus(painter: QPainter, widget: QWidget, around: QRectF, radius: float, tokens: Tokens) -> None:
    """Paint the line of the focus around a part of a widget, while it has the focus."""
    if widget.hasFocus():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.amber), 1.5))
        painter.drawRoundedRect(around, radius, radius)
