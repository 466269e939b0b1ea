"""The practices of the last weeks as a thin strip of lights, one a day; it opens the history."""

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy

from ui.desktop.keys import DAYS, pressed
from ui.desktop.theme.surfaces import Panel
from ui.desktop.theme.typeface import fitting, font, scaled
from ui.recordings import RecentPractice
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language

WEEKS = 8  # a choice: two months
_HIGH, _LOW_HIGH = 58, 34  # px of the strip, and in a low window; by eye: the cards above have the room
_DAYS_A_WEEK = 7  # days of a week
_FULL_S = 20.0 * 60.0  # a day with this much practice has the largest light; a choice: a long practice
_STEPS = {KeyUse.EARLIER: -1, KeyUse.LATER: 1}
_TITLE_SHARE = 0.3  # of the strip that its name has at most; by eye
_SMALLEST_PX = 9  # px of a name that would be longer; a choice: it is still read
_TITLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
_SENTENCE = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class LastWeeks(Panel):
    """A thin strip of eight weeks, a light a day, from left to now; it opens the history.

    ``history_asked`` carries the recording of the light to begin at: the latest of a day that is clicked, or of the one
    that the arrows went to and Enter opened; None beside the lights.
    """

    history_asked = Signal(object)

    def __init__(self, tokens: Tokens, language: Language) -> None:
        self._title = language.gettext("The last weeks")
        self._kind_words = language.gettext("Each light is a practice; there is nothing to keep up with.")
        super().__init__(tokens, self._title)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time goes that way in every language
        self._language = language
        self._tokens = tokens
        self._today = date.min
        self._length_s: dict[date, float] = {}
        self._error_message = ""
        self._latest: dict[date, RecentPractice] = {}
        self._day = date.min
        self._area = QRectF()
        self._kept_words = self._kind_words
        self._anything = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return a strip."""
        return QSize(880, scaled(_HIGH))

    def minimumSizeHint(self) -> QSize:
        """Return the smallest size at which the lights can be told apart."""
        return QSize(scaled(300), scaled(_LOW_HIGH))

    def stand_close(self, *, close: bool) -> None:
        """Take less height, where the window is low."""
        self.setFixedHeight(scaled(_LOW_HIGH if close else _HIGH))

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
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if recent else Qt.FocusPolicy.NoFocus)
        self._anything = bool(recent)
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
        """Ask for the history, beginning at the latest practice of the day that is chosen."""
        if self._anything:
            latest = self._latest.get(self._day)
            self.history_asked.emit(None if latest is None else latest.path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from light to light with the arrows."""
        use = pressed(event, DAYS)
        if use is None or not self._latest:
            super().keyPressEvent(event)
            return
        days = sorted(self._latest)
        self._day = days[max(0, min(days.index(self._day) + _STEPS[use], len(days) - 1))]
        practice = self._latest[self._day]
        message = self._language.gettext("{day}, {minutes} min. Enter shows it among all your practices.")
        minutes = self._language.number(practice.length_s / 60.0, 1)
        self.setAccessibleDescription(message.format(day=self._language.day(practice.started), minutes=minutes))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand where there is something to open."""
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._anything else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the history, at the light that is clicked."""
        if event.button() != Qt.MouseButton.LeftButton or not self._anything:
            return
        day = self._day_at(event.position())
        if day is None:
            self.history_asked.emit(None)
        else:
            self._day = day
            self.open_day()

    def _day_at(self, place: QPointF) -> date | None:
        near = min(self._lights(), key=lambda light: (light[1] - place).manhattanLength(), default=None)
        if near is None or near[0] not in self._latest or (near[1] - place).manhattanLength() > max(2.0 * near[2], 8.0):
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
        """Paint the words, and the lights beside them."""
        super().paintEvent(event)
        inner = QRectF(self.rect()).adjusted(scaled(20), 0, -scaled(20), 0)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(fitting(self._title, _TITLE_SHARE * inner.width(), font(13), _SMALLEST_PX))
            painter.setPen(QColor(self._tokens.muted))
            if self._error_message:
                painter.setPen(QColor(self._tokens.rose))
                painter.drawText(inner, _SENTENCE, self._error_message)
                return
            painter.drawText(inner, _TITLE, self._title)
            said = painter.fontMetrics().horizontalAdvance(self._title) + scaled(20)
            painter.setPen(Qt.PenStyle.NoPen)
            self._area = QRectF(inner.left() + said, inner.top(), inner.width() - said, inner.height())
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
        if self._today == date.min or area.isEmpty():
            return
        column_wide = area.width() / (_DAYS_A_WEEK * WEEKS)
        largest = min(0.34 * area.height(), 0.62 * column_wide)
        for offset in range(_DAYS_A_WEEK * WEEKS):
            day = self._first_day() + timedelta(days=offset)
            if day > self._today:
                break
            share = self.light_share(day)
            radius = largest * (0.5 + 0.5 * share) if share else min(2.0, 0.3 * largest)
            yield day, QPointF(area.left() + column_wide * (offset + 0.5), area.center().y()), radius

    def _first_day(self) -> date:
        return self._today - timedelta(days=_DAYS_A_WEEK * WEEKS - 1)


def _when(practice: RecentPractice) -> datetime:
    return practice.started
