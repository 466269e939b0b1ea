"""The practices of the last weeks as lights, one a day."""

import math
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent

from ui.desktop.theme.surfaces import Panel
from ui.desktop.theme.typeface import font
from ui.ports import RecentPractice
from ui.tokens import Tokens
from ui.words.language import Language

WEEKS = 8  # a choice: two months
_FULL_S = 20.0 * 60.0  # a day with this much practice has the largest light; a choice: a long practice
_SENTENCE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class LastWeeks(Panel):
    """Eight weeks from left to now, Monday at the top."""

    def __init__(self, tokens: Tokens, language: Language) -> None:
        self._title = language.gettext("The last weeks")
        self._kind_words = language.gettext("Each light is a practice; there is nothing to keep up with.")
        super().__init__(tokens, self._title)
        self._language = language
        self._tokens = tokens
        self._today = date.min
        self._length_s: dict[date, float] = {}
        self._error_message = ""

    def sizeHint(self) -> QSize:
        """Return the size of the design."""
        return QSize(880, 308)

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which the lights do not touch."""
        return QSize(360, 170)

    def show_practices(self, recent: Sequence[RecentPractice], today: date) -> None:
        """Show the practices of the weeks up to ``today``."""
        lengths: defaultdict[date, float] = defaultdict(float)
        for practice in recent:
            lengths[practice.started.date()] += practice.length_s
        self._today, self._length_s, self._error_message = today, dict(lengths), ""
        many = self._language.ngettext(
            "{count} practice. Each light is a practice; there is nothing to keep up with.",
            "{count} practices. Each light is a practice; there is nothing to keep up with.",
            len(recent),
        ).format(count=self._language.whole(len(recent)))
        self.setAccessibleDescription(many if recent else self._kind_words)
        self.update()

    def show_error(self, sentence: str) -> None:
        """Say in place of the lights why they cannot be shown."""
        self._error_message = sentence
        self.setAccessibleDescription(sentence)
        self.update()

    def light_share(self, day: date) -> float:
        """Return how large the light of a day is, 0 (none) to 1."""
        length_s = self._length_s.get(day, 0.0)
        return math.sqrt(min(1.0, length_s / _FULL_S)) if length_s > 0.0 else 0.0

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lights and the words."""
        super().paintEvent(event)
        inner = QRectF(self.rect()).adjusted(28, 24, -28, -20)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(font(13))
            painter.setPen(QColor(self._tokens.muted))
            painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), 20), self._title)
            if self._error_message:
                painter.setPen(QColor(self._tokens.rose))
                painter.drawText(inner.adjusted(0, 28, 0, 0), _SENTENCE, self._error_message)
                return
            lines = 1 if painter.fontMetrics().horizontalAdvance(self._kind_words) <= inner.width() else 2
            high = 22 + (lines - 1) * painter.fontMetrics().lineSpacing()
            foot = QRectF(inner.left(), inner.bottom() - high, inner.width(), high)
            painter.drawText(foot, _SENTENCE, self._kind_words)
            painter.setPen(Qt.PenStyle.NoPen)
            lights = QRectF(inner.left(), inner.top() + 28, inner.width(), inner.height() - 34 - high)
            self._paint_lights(painter, lights)

    def _paint_lights(self, painter: QPainter, area: QRectF) -> None:
        row_high = area.height() / 7
        largest = min(20.0, 0.44 * row_high)
        column_wide = 0.9 * (area.width() - 2 * largest) / (WEEKS - 1)
        if self._today == date.min:
            return
        first = self._today - timedelta(days=self._today.weekday() + 7 * (WEEKS - 1))
        for offset in range(7 * WEEKS):
            day = first + timedelta(days=offset)
            if day > self._today:
                break
            share = self.light_share(day)
            colour = QColor(self._tokens.honey if share else self._tokens.line)
            if share:
                colour.setAlphaF(0.45 + 0.55 * share)
            painter.setBrush(colour)
            radius = largest * (0.5 + 0.5 * share) if share else min(4.0, 0.3 * largest)
            x = area.left() + largest + column_wide * (offset // 7)
            y = area.top() + row_high * (offset % 7 + 0.5)
            painter.drawEllipse(QPointF(x, y), radius, radius)
