"""The bar of steps, which shows where in the practice this moment is."""

import math
from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from biofeedback.practice.script.model import Step
from ui.desktop.theme.typeface import MEDIUM, font, scaled
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.lengths import drawn_lengths_s

_SPACE = 8.0  # px between two steps; a choice
_NAMES_APART = 12.0  # px kept free beside a name; a choice: no two names read as one
_ROUND = 5  # px; what the end of a line of 3 px may reach beyond it, antialiased
_SEEN_PX = 0.5  # a shorter piece of a line, antialiased, is not painted anew; a choice
_LINE_HIGH = 16  # px; the lines lie above this, the names below


class StepBar(QWidget):
    """One line a step, as long as the step, with the step's name beneath where it fits."""

    def __init__(self, steps: Sequence[Step], tokens: Tokens, language: Language) -> None:
        super().__init__()
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time goes that way in every language
        self._steps = tuple(steps)
        self._lengths_s = drawn_lengths_s(steps)
        self._whole_s = sum(self._lengths_s)
        self._tokens = tokens
        self._index = -1
        self._share = 0.0
        self._language = language
        self.setAccessibleName(language.gettext("Steps of the practice"))

    def sizeHint(self) -> QSize:
        """Return the height of a line with names beneath."""
        return QSize(400, scaled(44))

    def show_moment(self, index: int, share: float) -> None:
        """Show that step ``index`` has gone by ``share`` (0 to 1)."""
        if index != self._index and 0 <= index < len(self._steps):
            words = self._language.gettext("{title}, step {number} of {count}").format(
                title=self._steps[index].title,
                number=self._language.whole(index + 1),
                count=self._language.whole(len(self._steps)),
            )
            self.setAccessibleDescription(words)
        if index != self._index:
            self._index, self._share = index, share
            self.update()
        else:
            self._go_on_to(share)

    def _go_on_to(self, share: float) -> None:
        """Paint the piece of the running step's line that is another now, where it can be seen, and nothing else."""
        left, right = self._lines()[self._index]
        begin, end = sorted(left + part * (right - left) for part in (share, self._share))
        if end - begin <= _SEEN_PX:
            return
        self._share = share
        # The ends of a line are round.
        self.update(QRect(math.floor(begin) - _ROUND, 0, math.ceil(end - begin) + 2 * _ROUND + 1, _LINE_HIGH))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines and the names."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            lines, asked = self._lines(), event.rect()
            for index, (left, right) in enumerate(lines):
                if right < asked.left() - _ROUND or left > asked.right() + _ROUND:
                    continue
                self._paint_line(painter, left, right, self._tokens.line)
                gone = 1.0 if index < self._index else self._share if index == self._index else 0.0
                if gone * (right - left) > 1.0:
                    self._paint_line(painter, left, left + gone * (right - left), self._tokens.honey)
            if event.rect().bottom() >= _LINE_HIGH:
                self._paint_names(painter, lines)

    def _lines(self) -> list[tuple[float, float]]:
        width = self.width() - _SPACE * (len(self._steps) - 1) - 4.0
        lines, left = [], 2.0
        for length_s in self._lengths_s:
            right = left + width * length_s / self._whole_s
            lines.append((left, right))
            left = right + _SPACE
        return lines

    def _paint_line(self, painter: QPainter, left: float, right: float, colour: str) -> None:
        pen = QPen(QColor(colour), 3.0)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(left + 1.5, 8.0), QPointF(max(left + 1.6, right - 1.5), 8.0))

    def _paint_names(self, painter: QPainter, lines: list[tuple[float, float]]) -> None:
        # The present step is placed first, so that its name is always there; the others where they do not touch.
        order = sorted(range(len(lines)), key=lambda index: (index != self._index, index))
        taken: list[tuple[float, float]] = []
        for index in order:
            here = index == self._index
            face = font(13 if self.width() < 800 else 14, MEDIUM) if here else font(13 if self.width() < 800 else 14)
            text = self._steps[index].title
            wide = QFontMetricsF(face).horizontalAdvance(text)
            left, right = lines[index]
            start = max(0.0, min(self.width() - wide - 2.0, (left + right - wide) / 2))
            if any(start < end + _NAMES_APART and start + wide > begin - _NAMES_APART for begin, end in taken):
                continue
            taken.append((start, start + wide))
            painter.setFont(face)
            painter.setPen(QColor(self._tokens.ink if here else self._tokens.muted))
            painter.drawText(QRectF(start, 20.0, wide + 6, scaled(24)), Qt.AlignmentFlag.AlignLeft, text)
