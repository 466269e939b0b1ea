"""The practices of the last weeks as lights, one a day."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen

from ui.desktop.keys import DAYS, pressed
from ui.desktop.theme.surfaces import Panel
from ui.desktop.theme.typeface import font
from ui.ports import RecentPractice
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language

WEEKS = 8  # a choice: two months
_FULL_S = 20.0 * 60.0  # a day with this much practice has the largest light; a choice: a long practice
_STEPS = {KeyUse.EARLIER: -1, KeyUse.LATER: 1}
_SENTENCE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class LastWeeks(Panel):
    """Eight weeks from left to now, Monday at the top.

    ``practice_chosen`` carries the recording of a practice to look back on: the latest of a day that is clicked, or of
    the one that the arrows went to and Enter opened.
    """

    practice_chosen = Signal(object)

    def __init__(self, tokens: Tokens, language: Language) -> None:
        self._title = language.gettext("The last weeks")
        self._kind_words = language.gettext("Each light is a practice; there is nothing to keep up with.")
        super().__init__(tokens, self._title)
        self._language = language
        self._tokens = tokens
        self._today = date.min
        self._length_s: dict[date, float] = {}
        self._error_message = ""
        self._latest: dict[date, RecentPractice] = {}
        self._day = date.min
        self._area = QRectF()
        self._kept_words = self._kind_words
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

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
        first = self._first_day()
        within = sorted((each for each in recent if first <= each.started.date() <= today), key=_when)
        self._latest = {practice.started.date(): practice for practice in within}
        self._day = max(self._latest, default=date.min)
        # There is nothing to open where nobody has practised.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._latest else Qt.FocusPolicy.NoFocus)
        many = self._language.ngettext(
            "{count} practice. Each light is a practice; there is nothing to keep up with.",
            "{count} practices. Each light is a practice; there is nothing to keep up with.",
            len(recent),
        ).format(count=self._language.whole(len(recent)))
        self._kept_words = many if recent else self._kind_words
        self.setAccessibleDescription(self._kept_words)
        self.update()

    @property
    def day(self) -> date:
        """The day whose practice Enter opens; `date.min` when there is none."""
        return self._day

    def open_day(self) -> None:
        """Ask to look back on the latest practice of the day that is chosen."""
        if self._day in self._latest:
            self.practice_chosen.emit(self._latest[self._day].path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from light to light with the arrows."""
        use = pressed(event, DAYS)
        if use is None or not self._latest:
            super().keyPressEvent(event)
            return
        days = sorted(self._latest)
        self._day = days[max(0, min(days.index(self._day) + _STEPS[use], len(days) - 1))]
        practice = self._latest[self._day]
        message = self._language.gettext("{day}, {minutes} min. Enter looks back on it.")
        minutes = self._language.number(practice.length_s / 60.0, 1)
        self.setAccessibleDescription(message.format(day=self._language.day(practice.started), minutes=minutes))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over a light that can be opened."""
        over = self._day_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the practice of the light that is clicked."""
        day = self._day_at(event.position())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self._day = day
            self.open_day()

    def _day_at(self, place: QPointF) -> date | None:
        near = min(self._lights(), key=lambda light: (light[1] - place).manhattanLength(), default=None)
        if near is None or near[0] not in self._latest or (near[1] - place).manhattanLength() > 2.0 * near[2]:
            return None
        return near[0]

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
            self._area = QRectF(inner.left(), inner.top() + 28, inner.width(), inner.height() - 34 - high)
            self._paint_lights(painter)

    def _paint_lights(self, painter: QPainter) -> None:
        for day, middle, radius in self._lights():
            share = self.light_share(day)
            colour = QColor(self._tokens.honey if share else self._tokens.line)
            if share:
                colour.setAlphaF(0.45 + 0.55 * share)
            painter.setBrush(colour)
            painter.drawEllipse(middle, radius, radius)
            if day == self._day and self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(self._tokens.amber), 1.5))
                painter.drawEllipse(middle, radius + 3.0, radius + 3.0)
                painter.setPen(Qt.PenStyle.NoPen)

    def _lights(self) -> Iterator[tuple[date, QPointF, float]]:
        """Yield each day with the place and the radius of its light."""
        area = self._area
        row_high = area.height() / 7
        largest = min(20.0, 0.44 * row_high)
        column_wide = 0.9 * (area.width() - 2 * largest) / (WEEKS - 1)
        if self._today == date.min:
            return
        for offset in range(7 * WEEKS):
            day = self._first_day() + timedelta(days=offset)
            if day > self._today:
                break
            share = self.light_share(day)
            radius = largest * (0.5 + 0.5 * share) if share else min(4.0, 0.3 * largest)
            x = area.left() + largest + column_wide * (offset // 7)
            y = area.top() + row_high * (offset % 7 + 0.5)
            yield day, QPointF(x, y), radius

    def _first_day(self) -> date:
        return self._today - timedelta(days=self._today.weekday() + 7 * (WEEKS - 1))


def _when(practice: RecentPractice) -> datetime:
    return practice.started
