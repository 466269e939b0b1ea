"""What the shapes of single beats mean, each beside its words."""

from typing import get_args

from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.desktop.review.strip_painter import StripPainter
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.flow_row import FlowRow
from ui.presenter.hand_beat import Standing
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.recordings.layer_words import standing_name

_SHAPE_PX = 16  # room of a shape; by eye


class StandingKey(FlowRow):
    """The shapes in a row, which goes on in the next line where there is no more room."""

    def __init__(self, tokens: Tokens, language: Language) -> None:
        super().__init__()
        painter = StripPainter(tokens, language)
        for standing in get_args(Standing):
            self.add(_Entry(painter, standing, Words(standing_name(standing, language), font(13), tokens.muted)))


class _Entry(QWidget):
    """A shape and its words."""

    def __init__(self, painter: StripPainter, standing: Standing, words: Words) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 12, 0)
        row.setSpacing(4)
        row.addWidget(_Shape(painter, standing))
        row.addWidget(words)


class _Shape(QWidget):
    def __init__(self, painter: StripPainter, standing: Standing) -> None:
        super().__init__()
        self._painter, self._standing = painter, standing
        self.setFixedSize(QSize(_SHAPE_PX, _SHAPE_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shape in the middle."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._painter.shape(painter, self._standing, QPointF(self.width() / 2.0, self.height() / 2.0))
