"""A ring of gentle colours, one of which is picked."""

import math

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QRadialGradient
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.desktop.keys import DAYS, pressed
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language

COLOURS: tuple[tuple[str, str], ...] = (
    ("honey", "#e9a53b"),
    ("amber", "#f7cb74"),
    ("#f0dcae", "#f0dcae"),
    ("#c9d58f", "#c9d58f"),
    ("sage", "#8fb8a8"),
    ("#7fc4bf", "#7fc4bf"),
    ("sky", "#86afc9"),
    ("#93a3dc", "#93a3dc"),
    ("#b49ad6", "#b49ad6"),
    ("#d79ac4", "#d79ac4"),
    ("rose", "#d98c7a"),
    ("#e58f55", "#e58f55"),
)
"""What the answer says, and how the colour looks."""

_SIDE = 260  # px; a choice: twelve colours apart from one another, in the smallest window
_LIGHT_RADIUS = 78.0  # px, of the light of the chosen colour within the ring; a choice
_DOT_RADIUS, _CHOSEN_RADIUS = 12.0, 17.0  # px, of a colour and of the line around the chosen one; a choice


class ColourRing(QWidget):
    """The ring, with the light of the chosen colour within; the arrows go around it. ``picked`` carries the answer."""

    picked = Signal(str)

    def __init__(self, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._tokens = tokens
        self._names = _colour_names(language)
        self._index = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(language.gettext("Colour"))
        self._go_to(0)

    @property
    def colour(self) -> str:
        """The answer: the name of one of the window's colours, or ``#rrggbb``."""
        return COLOURS[self._index][0]

    @property
    def name(self) -> str:
        """The colour's name for people."""
        return self._names[self._index]

    def pick(self, colour: str) -> None:
        """Pick a colour of the ring; another one leaves honey."""
        self._go_to(next((index for index, each in enumerate(COLOURS) if each[0] == colour), 0))

    def sizeHint(self) -> QSize:
        """Return the size of the ring."""
        return QSize(_SIDE, _SIDE)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go around the ring."""
        use = pressed(event, DAYS)
        if use is None:
            super().keyPressEvent(event)
        else:
            step = 1 if use is KeyUse.LATER else -1
            self._go_to((self._index + step) % len(COLOURS))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the colour that is nearest."""
        distances = [
            math.dist(event.position().toTuple(), self._middle(index).toTuple()) for index in range(len(COLOURS))
        ]
        self._go_to(distances.index(min(distances)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the light within, and the colours around it."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            middle = QRectF(self.rect()).center()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_light(middle, _LIGHT_RADIUS, COLOURS[self._index][1]))
            painter.drawEllipse(middle, _LIGHT_RADIUS, _LIGHT_RADIUS)
            for index, (_, look) in enumerate(COLOURS):
                at, chosen = self._middle(index), index == self._index
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(look))
                painter.drawEllipse(at, _DOT_RADIUS, _DOT_RADIUS)
                if chosen:
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    colour = self._tokens.amber if self.hasFocus() else self._tokens.ink
                    painter.setPen(QPen(QColor(colour), 2.2 if self.hasFocus() else 1.4))
                    painter.drawEllipse(at, _CHOSEN_RADIUS, _CHOSEN_RADIUS)

    def _middle(self, index: int) -> QPointF:
        around = 2.0 * math.pi * index / len(COLOURS) - math.pi / 2.0
        radius = self.width() / 2.0 - 22.0
        return QRectF(self.rect()).center() + QPointF(radius * math.cos(around), radius * math.sin(around))

    def _go_to(self, index: int) -> None:
        self._index = index
        self.setAccessibleDescription(self.name)
        self.update()
        self.picked.emit(self.colour)


def _colour_names(language: Language) -> tuple[str, ...]:
    """Return what the colours are called, in their order."""
    return (
        language.pgettext("colour", "honey"),
        language.pgettext("colour", "amber"),
        language.pgettext("colour", "candlelight"),
        language.pgettext("colour", "young leaves"),
        language.pgettext("colour", "sage"),
        language.pgettext("colour", "shallow water"),
        language.pgettext("colour", "sky"),
        language.pgettext("colour", "early evening"),
        language.pgettext("colour", "lilac"),
        language.pgettext("colour", "mallow"),
        language.pgettext("colour", "rose"),
        language.pgettext("colour", "apricot"),
    )


def _light(middle: QPointF, radius: float, look: str) -> QRadialGradient:
    light = QRadialGradient(middle, radius)
    for at, lighter, alpha in ((0.0, 150, 1.0), (0.25, 115, 0.9), (0.55, 100, 0.4), (1.0, 100, 0.0)):
        colour = QColor(look).lighter(lighter)
        colour.setAlphaF(alpha)
        light.setColorAt(at, colour)
    return light
