"""The card of a practice to choose, with its own small light."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from biofeedback.practice.script.model import Practice
from ui.desktop.light.small_light import small_light
from ui.desktop.theme.surfaces import PANEL_RADIUS, at_start, mirrored
from ui.desktop.theme.typeface import MEDIUM, broken_lines, fitting, font, scaled
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.lengths import length_words

_LEVEL = Qt.AlignmentFlag.AlignVCenter
_LOW = 150  # px; a lower card is drawn closer together; a choice by eye
_TALL = 230  # px; a taller card has a larger light; a choice by eye
_SMALLEST_TITLE_PX = 12  # a choice: as small as the remarks on this screen
_ROOMY_SIDE_FROM = 210  # px; a narrower card has smaller margins; a choice by eye


def level_title_px(titles: Sequence[str], wide: int, high: int) -> int:
    """Return how large titles stand side by side on cards of this size; one too long for every size does not count.

    It is a size as `font` takes it, for words at their usual size.
    """
    larger = scaled(100) / 100.0
    largest = font(max(17, min(round(0.058 * high / larger), 28)), MEDIUM)
    width = wide - 2 * _side(wide)
    fitted = (fitting(title, width, largest, _SMALLEST_TITLE_PX - 1).pixelSize() for title in titles)
    sizes = [round(size / larger) for size in fitted]
    return min((size for size in sizes if size >= _SMALLEST_TITLE_PX), default=_SMALLEST_TITLE_PX)


def _side(wide: int) -> int:
    return 24 if wide >= _ROOMY_SIDE_FROM else 16


class PracticeCard(QAbstractButton):
    """One practice; checked when it is the chosen one."""

    def __init__(self, practice: Practice, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self.practice = practice
        self._tokens = tokens
        self._language = language
        self._title_px = 17
        self._minutes = practice.lengths[0][0] if practice.lengths else 0
        self.setCheckable(True)
        self.setText(practice.title)
        self.setShortcut("")  # an ampersand in a title is no key
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._name_length()
        self.setAccessibleDescription(practice.subtitle)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    @property
    def minutes(self) -> int:
        """The length that is chosen, among several; 0 when there is one alone."""
        return self._minutes

    @property
    def practice_at_length(self) -> Practice:
        """The practice at the length that is chosen."""
        return self.practice.lasting(self._minutes) if self._minutes else self.practice

    def choose_length(self, minutes: int) -> None:
        """Choose another of its lengths."""
        self._minutes = minutes
        self._name_length()
        self.update()

    def write_titles(self, title_px: int) -> None:
        """Draw the title in this size, in px."""
        self._title_px = title_px
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of the design."""
        return QSize(280, 168)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size that still holds the words."""
        return QSize(150, scaled(124))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, the light and the words."""
        colours = self._tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(painter)
            side, low = _side(self.width()), self.height() < scaled(_LOW)
            inner = QRectF(self.rect()).adjusted(side, 16 if low else 22, -side, -16 if low else -20)
            self._paint_light(painter, inner)
            lengths_top = inner.top() + (2 if low else 12)
            self._paint_lengths(painter, QRectF(inner.left(), lengths_top, inner.width(), scaled(20)))
            title_px = self._title_px
            line_px = 13 if title_px < 20 else 14 if title_px < 24 else 16
            line = font(line_px)
            high = QFontMetricsF(line).lineSpacing()
            broken = broken_lines(self.practice.subtitle, inner.width(), line)
            # A card keeps space for two lines, so that the titles of a row stand level.
            top = inner.bottom() - 2 * high
            painter.setFont(line)
            painter.setPen(QColor(colours.muted))
            start = at_start(right_to_left=self.isRightToLeft())
            for number, words in enumerate(broken):
                line_of = QRectF(inner.left(), top + number * high, inner.width() + 4, high)
                painter.drawText(mirrored(self, line_of), start, words)
            painter.setFont(font(title_px, MEDIUM))
            painter.setPen(QColor(colours.ink))
            title = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, round(inner.width()) + 8)
            above = QRectF(inner.left(), top - scaled(32), inner.width() + 8, scaled(30))
            painter.drawText(mirrored(self, above), start, title)

    def _name_length(self) -> None:
        length = length_words(self.practice_at_length, self._language)
        words = self._language.gettext("{title}, {length}").format(title=self.practice.title, length=length)
        self.setAccessibleName(words)

    def _paint_lengths(self, painter: QPainter, area: QRectF) -> None:
        colours = self._tokens
        painter.setFont(font(13))
        metrics = QFontMetricsF(painter.font())
        pieces = [(length_words(self.practice, self._language), False)]
        if len(self.practice.minutes) > 1:
            # One of them is lit, within one message.
            before, _, after = self._language.gettext("{minutes} min").partition("{minutes}")
            pieces = [(before, False)]
            for each in self.practice.minutes:
                pieces += [(self._language.whole(each), each == self._minutes), (" · ", False)]
            pieces[-1] = (after, False)
        left = area.left()
        for words, holds in pieces:
            painter.setPen(QColor(colours.ink if holds else colours.muted))
            wide = metrics.horizontalAdvance(words)
            painter.drawText(mirrored(self, QRectF(left, area.top(), wide + 1, area.height())), _LEVEL, words)
            left += wide

    def _paint_ground(self, painter: QPainter) -> None:
        colours = self._tokens
        ground = QColor(colours.panel)
        line = QPen(Qt.PenStyle.NoPen) if colours.edge == colours.panel else QPen(QColor(colours.edge), 1.0)
        if self.isChecked():
            ground, line = QColor(colours.chosen), QPen(QColor(colours.honey), 1.2)
        elif self.underMouse():
            ground = QColor(colours.raised)
        if self.hasFocus():
            line = QPen(QColor(colours.amber), 2.4)
        painter.setPen(line)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.2, 1.2, -1.2, -1.2), PANEL_RADIUS, PANEL_RADIUS)

    def _paint_light(self, painter: QPainter, inner: QRectF) -> None:
        tall, low = self.height() >= scaled(_TALL), self.height() < scaled(_LOW)
        radius = min(0.3 * inner.height(), 0.24 * inner.width(), 120.0) if tall else 20.0 if low else 25.0
        left, top = inner.right() - 2 * radius + 4, inner.top() - (4 if not tall else 8)
        middle = mirrored(self, QRectF(left, top, 2 * radius, 2 * radius)).center()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(small_light(middle, radius, chosen=self.isChecked()))
        painter.drawEllipse(middle, radius, radius)
