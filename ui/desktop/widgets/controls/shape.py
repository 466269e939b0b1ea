"""What all controls share: how high they are, how they take the pointer, and the line around the one in focus."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.tokens import Tokens

ROW_PX = 34  # px, the height of a control; a choice: easy to hit, and a dozen fit into the panel


def make_checkable(button: QAbstractButton, words: str, face: QFont, width: QSizePolicy.Policy) -> None:
    """Make a button one that stays on or off, with these words in it, and a hand as the pointer over it."""
    button.setText(words)
    button.setCheckable(True)
    button.setFont(face)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    button.setAttribute(Qt.WidgetAttribute.WA_Hover)
    button.setSizePolicy(width, QSizePolicy.Policy.Fixed)


def paint_focus(painter: QPainter, widget: QWidget, around: QRectF, radius: float, tokens: Tokens) -> None:
    """Paint the line of the focus around a part of a widget, while it has the focus."""
    if widget.hasFocus():
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.amber), 1.5))
        painter.drawRoundedRect(around, radius, radius)
