"""A calm bar that shows how loud the microphone hears."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.tokens import Tokens

_HIGH = 10  # px; a choice by eye
_WIDEST = 460  # px; a choice by eye, about the width of a line of words
_RISE_SHARE, _FALL_SHARE = 0.5, 0.12
"""Of the way to the present loudness in one look: a choice, quick to answer a voice and slow to let go, so that it
breathes rather than flickers."""


class LevelBar(QWidget):
    """The bar; empty while the microphone is closed."""

    def __init__(self, tokens: Tokens, name: str) -> None:
        super().__init__()
        self._tokens = tokens
        self._shown = 0.0
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(_WIDEST)

    @property
    def shown(self) -> float:
        """How much of it is filled, 0 to 1."""
        return self._shown

    def show_level(self, level: float) -> None:
        """Move toward a loudness, 0 to 1."""
        share = _RISE_SHARE if level > self._shown else _FALL_SHARE
        shown = self._shown + share * (level - self._shown)
        if shown != self._shown:
            self._shown = shown
            self.update()

    def empty(self) -> None:
        """Show that nothing is heard."""
        self._shown = 0.0
        self.update()

    def sizeHint(self) -> QSize:
        """Return its size as it is best seen."""
        return QSize(_WIDEST, _HIGH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the bar from where the words begin."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            whole = QRectF(self.rect())
            radius = whole.height() / 2.0
            painter.setBrush(QColor(self._tokens.raised))
            painter.drawRoundedRect(whole, radius, radius)
            filled = QRectF(whole)
            filled.setWidth(whole.width() * self._shown)
            if filled.width() >= 2.0 * radius:
                if self.isRightToLeft():
                    filled.moveRight(whole.right())
                painter.setBrush(QColor(self._tokens.amber))
                painter.drawRoundedRect(filled, radius, radius)
