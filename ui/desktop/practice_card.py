"""A practice to choose, as a card with its own small light."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from biofeedback.practice.script import Practice
from ui.desktop.small_light import small_light
from ui.desktop.surfaces import PANEL_RADIUS
from ui.desktop.typeface import MEDIUM, fitting, font
from ui.lengths import length_words
from ui.tokens import Tokens


class PracticeCard(QAbstractButton):
    """One practice; checked when it is the chosen one."""

    def __init__(self, practice: Practice, tokens: Tokens) -> None:
        super().__init__()
        self.practice = practice
        self._tokens = tokens
        self._length = length_words(practice)
        self.setCheckable(True)
        self.setText(practice.title)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(f"{practice.title}, {self._length}")
        self.setAccessibleDescription(practice.subtitle)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        """Return the size of the design."""
        return QSize(280, 168)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size that still holds the words."""
        return QSize(150, 120)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the light and the words."""
        colours = self._tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            inner = QRectF(self.rect()).adjusted(24, 22, -24, -24)
            roomy = self.height() >= 230
            self._paint_light(painter, inner, roomy)
            painter.setFont(font(13))
            painter.setPen(QColor(colours.muted))
            above = 14 if self.height() >= 150 else -6  # in a low card the title needs the room
            painter.drawText(QRectF(inner.left(), inner.top() + above, inner.width(), 20), self._length)
            title_px = max(17, min(round(0.058 * self.height()), 28))
            line_px = 13 if title_px < 20 else 14 if title_px < 24 else 16
            lower = inner.bottom() - (6 if roomy else 2)
            painter.setFont(fitting(self.practice.subtitle, inner.width(), font(line_px), 11))
            painter.drawText(
                QRectF(inner.left(), lower - 22, inner.width() + 8, 22),
                Qt.AlignmentFlag.AlignVCenter,
                self.practice.subtitle,
            )
            painter.setFont(fitting(self.text(), inner.width(), font(title_px, MEDIUM), 13))
            painter.setPen(QColor(colours.ink))
            painter.drawText(
                QRectF(inner.left(), lower - 22 - 32, inner.width() + 8, 30), Qt.AlignmentFlag.AlignVCenter, self.text()
            )

    def _paint_ground(self, painter: QPainter) -> None:
        colours = self._tokens
        ground = QColor(colours.panel)
        line = QPen(Qt.PenStyle.NoPen)
        if self.isChecked():
            ground, line = QColor(colours.chosen), QPen(QColor(colours.honey), 1.2)
        elif self.underMouse():
            ground = QColor(colours.raised)
        if self.hasFocus():
            line = QPen(QColor(colours.amber), 2.4)
        painter.setPen(line)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.2, 1.2, -1.2, -1.2), PANEL_RADIUS, PANEL_RADIUS)

    def _paint_light(self, painter: QPainter, inner: QRectF, roomy: bool) -> None:
        radius = min(0.3 * inner.height(), 0.24 * inner.width(), 120.0) if roomy else 25.0
        middle = QPointF(inner.right() - radius + 4, inner.top() + radius - (4 if not roomy else 8))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(small_light(middle, radius, chosen=self.isChecked()))
        painter.drawEllipse(middle, radius, radius)
