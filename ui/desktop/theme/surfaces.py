"""The parts that every screen is made of: words, panels and buttons."""

import re

from PySide6 import QtGui
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QListWidgetItem, QWidget

from biofeedback.outside_text import shortened, shown_lines
from ui.desktop.theme.enter_button import EnterButton
from ui.desktop.theme.typeface import MEDIUM, STRONG, fitting, font, pill_size, scaled
from ui.tokens import Tokens

_ENDLESS = re.compile(r"\w{30,}")  # letters without a place to break; a choice: longer than the words of a language
_PIECE = 10  # letters after which such a word may break; a choice
_MAY_BREAK = "\u200b"  # takes no place, and a line may break there (Unicode, zero width space)

PANEL_RADIUS = 16.0  # px of a rounded corner; a choice by eye


class Words(QLabel):
    """A label of plain text in one font and one colour; it wraps when asked to, within a word that has no end too."""

    def __init__(self, text: str, face: QFont, colour: str, *, wrap: bool = False) -> None:
        super().__init__()
        self._said = ""
        self._given: tuple[str, bool] | None = None
        self.setFont(face)
        self.setWordWrap(wrap)
        self.setTextFormat(Qt.TextFormat.PlainText)
        Words.setText(self, text)
        self._colour = ""
        self.set_colour(colour)

    def setText(self, text: str) -> None:
        """Write other words; what commands a terminal is seen, and nothing is endless."""
        if (text, self.wordWrap()) == self._given:
            return
        self._given = (text, self.wordWrap())
        self._said = _harmless(text)
        super().setText(_ENDLESS.sub(_breaking, self._said) if self.wordWrap() else self._said)

    def text(self) -> str:
        """Return what is written, as it was said."""
        return self._said

    def changeEvent(self, event: QEvent) -> None:
        """Stand at the side where one begins to read, whatever script a name or a path is in."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            sides, placed = Qt.AlignmentFlag, self.alignment()
            if placed & sides.AlignLeft and self.isRightToLeft():
                self.setAlignment((placed & ~sides.AlignLeft) | sides.AlignRight | sides.AlignAbsolute)
            elif placed & sides.AlignAbsolute and not self.isRightToLeft():
                self.setAlignment((placed & ~(sides.AlignRight | sides.AlignAbsolute)) | sides.AlignLeft)

    def set_colour(self, colour: str) -> None:
        """Change the colour of the words."""
        if colour == self._colour:
            return
        self._colour = colour
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        self.setPalette(palette)


def _breaking(word: re.Match[str]) -> str:
    """Return a word with places where a line may break."""
    letters = word[0]
    return _MAY_BREAK.join(letters[at : at + _PIECE] for at in range(0, len(letters), _PIECE))


def _harmless(text: str) -> str:
    return shown_lines(shortened(text))


def explain(widget: QWidget | QListWidgetItem, text: str) -> None:
    """Give a widget a tooltip of plain text, also where the text looks like HTML."""
    text = _harmless(text)
    if QtGui.Qt.mightBeRichText(text):
        import html  # rarely: it brings a table of all characters that have a name

        text = html.escape(text)
    widget.setToolTip(text)


def mirrored(widget: QWidget, place: QRectF) -> QRectF:
    """Return a place within a widget as it is where one reads from right to left, unchanged where one does not."""
    if not widget.isRightToLeft():
        return place
    return QRectF(widget.width() - place.right(), place.top(), place.width(), place.height())


def at_start(*, right_to_left: bool) -> Qt.AlignmentFlag:
    """Return how painted words stand at the side where one begins to read, in the middle of their height.

    A painter knows nothing of the direction of its widget.
    """
    side = Qt.AlignmentFlag.AlignRight if right_to_left else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class FittedWords(Words):
    """A label of one line that is written smaller where it would be cut off."""

    def __init__(self, text: str, face: QFont, colour: str, smallest_px: int) -> None:
        super().__init__(text, face, colour)
        self._face, self._smallest_px = QFont(face), smallest_px

    def sizeHint(self) -> QSize:
        """Return the size of the words as they are best read."""
        return self._size_in(self._face)

    def minimumSizeHint(self) -> QSize:
        """Return the size of the words at their smallest."""
        smallest = QFont(self._face)
        smallest.setPixelSize(scaled(self._smallest_px))
        return self._size_in(smallest)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Write the words as large as they fit."""
        super().resizeEvent(event)
        self._fit()

    def setText(self, text: str) -> None:
        """Write other words, as large as they fit."""
        super().setText(text)
        self._fit()

    def _fit(self) -> None:
        self.setFont(fitting(self.text(), self.width(), self._face, self._smallest_px))

    def _size_in(self, face: QFont) -> QSize:
        metrics = QFontMetrics(face)
        return QSize(metrics.horizontalAdvance(self.text()) + 1, metrics.height())


class Panel(QWidget):
    """A rounded background for what belongs together."""

    def __init__(self, tokens: Tokens, name: str) -> None:
        super().__init__()
        self._ground, self._edge = QColor(tokens.panel), QColor(tokens.edge)
        self.setAccessibleName(name)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen if self._edge == self._ground else QPen(self._edge, 1.0))
            painter.setBrush(self._ground)
            inside = 0.0 if self._edge == self._ground else 0.5
            area = QRectF(self.rect()).adjusted(inside, inside, -inside, -inside)
            painter.drawRoundedRect(area, PANEL_RADIUS, PANEL_RADIUS)


class Pill(EnterButton):
    """A button with round ends: honey for the one main thing of a screen, else dim.

    Space and Enter press it; the focus shows as a line around it. ``ink`` is the colour of its words, empty for the
    usual one.
    """

    def __init__(self, text: str, tokens: Tokens, *, main: bool = False, size_px: int = 15, ink: str = "") -> None:
        super().__init__()
        self._tokens = tokens
        self._main = main
        self._ink = ink or (tokens.on_honey if main else tokens.ink)
        self._presence = 1.0
        self.setText(text)
        self.setFont(font(size_px, STRONG if main else MEDIUM))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_presence(self, presence: float) -> None:
        """Fade the background: 1 shows all of it, 0 leaves the words and a thin line."""
        if presence != self._presence:
            self._presence = presence
            self.update()

    @property
    def presence(self) -> float:
        """How much of the background is shown, 0 to 1."""
        return self._presence

    def sizeHint(self) -> QSize:
        """Return a size with space around the words."""
        return pill_size(self.text(), self.font())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the focus and the words."""
        colours = self._tokens
        ground = QColor(colours.main if self._main else colours.raised)
        near = self.underMouse() and self.isEnabled()
        if self._main and near:
            ground = QColor(colours.main_near)
        words = QColor(self._ink)
        if not self.isEnabled():
            ground, words = QColor(colours.raised), QColor(colours.muted)
        line = QColor(colours.muted if near else colours.line)
        if self.isChecked():
            ground, line = QColor(colours.chosen), QColor(colours.honey)
        if self._presence < 1.0:
            ground.setAlphaF(self._presence)
            words = _mixed(QColor(colours.muted), words, self._presence)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            around = QRectF(self.rect()).adjusted(3.5, 3.5, -3.5, -3.5)
            painter.setBrush(ground)
            painter.setPen(Qt.PenStyle.NoPen if self._main else QPen(line, 1.0))
            painter.drawRoundedRect(around, around.height() / 2, around.height() / 2)
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(colours.amber), 1.5))
                ring = QRectF(self.rect()).adjusted(1, 1, -1, -1)
                painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)
            painter.setFont(self.font())
            painter.setPen(words)
            painter.drawText(around, Qt.AlignmentFlag.AlignCenter, self.text())


def _mixed(from_colour: QColor, to_colour: QColor, share: float) -> QColor:
    def part(a: int, b: int) -> int:
        return round(a + share * (b - a))

    return QColor(
        part(from_colour.red(), to_colour.red()),
        part(from_colour.green(), to_colour.green()),
        part(from_colour.blue(), to_colour.blue()),
    )
