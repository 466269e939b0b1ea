"""A seat as a small card: its name, and one line beneath; pressed, it asks what can be done with it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen

from ui.desktop.theme.enter_button import EnterButton
from ui.desktop.theme.surfaces import at_start, explain
from ui.desktop.theme.typeface import MEDIUM, font, scaled
from ui.tokens import Tokens
from ui.words.language import Language

_WIDE, _HIGH = 212, 66  # px; three stand in a row of the usual window as in the design, and two with larger words
_ROUND = 12.0  # px of its corners, as in that design


class SeatTile(EnterButton):
    """The card; ``name`` and ``line`` are what stands on it."""

    def __init__(self, name: str, line: str, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._tokens, self._language = tokens, language
        self.line = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.say(name, line)

    def say(self, name: str, line: str) -> None:
        """Write another name and another line."""
        self.line = line
        self.setText(name)
        self.setAccessibleName(self._language.listed(filter(None, (name, line))))
        explain(self, line)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the design."""
        return QSize(scaled(_WIDE), scaled(_HIGH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the words."""
        colours = self._tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            line = colours.amber if self.hasFocus() else colours.muted if self.underMouse() else colours.line
            painter.setPen(QPen(QColor(line), 2.0 if self.hasFocus() else 1.0))
            painter.setBrush(QColor(colours.raised))
            area = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            painter.drawRoundedRect(area, _ROUND, _ROUND)
            inner = area.adjusted(14, 8, -14, -8)
            for text, face, colour, top in (
                (self.text(), font(16, MEDIUM), colours.ink, inner.top()),
                (self.line, font(12), colours.muted, inner.center().y()),
            ):
                painter.setFont(face)
                painter.setPen(QColor(colour))
                room = QRectF(inner.left(), top, inner.width(), inner.height() / 2)
                cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, round(room.width()))
                painter.drawText(room, at_start(right_to_left=self.isRightToLeft()), cut)
