"""The page of whoever leads: where its parts lie in a window of any size, and that what has the focus is in sight."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from ui.desktop.operator.course_panel import CoursePanel
from ui.desktop.operator.head import Head
from ui.desktop.operator.note_line import NoteLine
from ui.desktop.operator.preview import Preview
from ui.desktop.operator.seat_panel import SeatPanel
from ui.desktop.operator.seats_panel import SeatsPanel
from ui.desktop.room.join_panel import JoinPanel
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import scaled
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.tokens import Tokens

_IN_SIGHT_PX = 34  # around what has the focus; a choice: more than the fading edge of a list
_WIDE, _HIGH = 1100, 700  # px at the usual size of words, from which on there is room for wide edges; by eye
_HEAD_BESIDE, _WALL_BESIDE, _SEAT_BESIDE = 840, 700, 840
"""Px at the usual size of words, from which on the parts of the head lie beside each other, the wall and the course,
and who is here and one seat; by eye."""

_SEAT_SHARE, _SEAT_SHARE_NARROW = 29, 40  # % of the width; by eye: so that its buttons stand two in a row


class OperatorPage(QWidget):
    """The page; `OperatorScreen` makes its parts, then has them laid out.

    Attributes
    ----------
    head, preview, course : Head, Preview, CoursePanel
        What is practised, the wall in small, and the course.
    seats, seat, join : SeatsPanel, SeatPanel, JoinPanel, or None
        Who is here, whoever is looked at, and where somebody sits down; ``None`` in a practice without seats.
    note, said, keys : NoteLine, Words, Words
        A note that is written, what became of it, and the keys.
    """

    head: Head
    preview: Preview
    course: CoursePanel
    seats: SeatsPanel | None
    seat: SeatPanel | None
    join: JoinPanel | None
    note: NoteLine
    said: Words
    keys: Words

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have wide edges where there is room, and put beneath each other what does not fit side by side."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the page again when something in it needs another height."""
        if watched is self._page and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Keep in sight what has the focus, once the list that it lies in has scrolled to it."""
        if now is not None and self._page.isAncestorOf(now):
            self._following.start()

    def _show_focus(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self._page.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, _IN_SIGHT_PX)

    def _lay_out(self, tokens: Tokens) -> None:
        directions = QBoxLayout.Direction
        self._page = QWidget()
        self._column = QVBoxLayout(self._page)
        self._upper = QBoxLayout(directions.LeftToRight)
        self._upper.addWidget(self.preview, 2)
        self._upper.addWidget(self.course, 3)
        self._lower = QBoxLayout(directions.LeftToRight)
        self._column.addWidget(self.head)
        self._column.addLayout(self._upper, 5)
        if self.seats is not None and self.seat is not None:
            self._lower.addWidget(self.seats)
            self._lower.addWidget(self.seat)
            self._column.addLayout(self._lower, 5)
        self._foot = QVBoxLayout()
        self._foot.setSpacing(6)
        for each in (self.note, self.said, self.keys):
            self._foot.addWidget(each)
        self._whole = QVBoxLayout(self)
        self._whole.setSpacing(0)
        self._area = QuietScroll(self._page, tokens, tokens.background)
        self._area.setWidgetResizable(False)
        self._page.installEventFilter(self)
        self._whole.addWidget(self._area, 1)
        if self.join is not None:
            self.join.hide()
            self._whole.addWidget(self.join, 1)
        self._whole.addLayout(self._foot)
        self._following = QTimer(self, singleShot=True, interval=0)
        self._following.timeout.connect(self._show_focus)
        application_ = QApplication.instance()
        if isinstance(application_, QApplication):
            application_.focusChanged.connect(self._follow)

    @property
    def _is_low(self) -> bool:
        """Whether there is little height for the size of the words."""
        return self.height() < scaled(_HIGH)

    @property
    def _spares_keys(self) -> bool:
        """Whether larger words leave so little height that help alone tells the keys."""
        return self._is_low and scaled(_HIGH) > _HIGH

    def _arrange(self) -> None:
        low = self._is_low
        self.keys.setHidden(self._spares_keys or (self.join is not None and self.join.isVisibleTo(self)))
        self.course.show_rows(low=low)
        if self.seats is not None:
            self.seats.show_rows(low=low)
        roomy = self.width() >= scaled(_WIDE) and not low
        edge, gap = (48, 22) if roomy else (16, 10)
        directions = QBoxLayout.Direction
        for box, least in ((self._upper, _WALL_BESIDE), (self._lower, _SEAT_BESIDE)):
            beside = self.width() >= scaled(least)
            box.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
            box.setSpacing(gap)
        if self.seat is not None:
            share = _SEAT_SHARE if self.width() >= scaled(_WIDE) else _SEAT_SHARE_NARROW
            beside = self._lower.direction() is directions.LeftToRight
            for index, stretch in enumerate((100 - share, share) if beside else (1, 1)):
                self._lower.setStretch(index, stretch)
        self.head.stack(stacked=self.width() < scaled(_HEAD_BESIDE))
        for panel in (self.course, self.seats, self.seat):
            if panel is not None:
                panel.column.setContentsMargins(*((22, 16, 22, 16) if roomy else (14, 10, 14, 10)))
        self._column.setSpacing(gap)
        self._column.setContentsMargins(edge, edge, edge, 8)
        if self.join is not None:
            self.join.setContentsMargins(edge, edge, edge, 0)
        self._foot.setContentsMargins(edge, 4, edge, edge // 2)
        self._whole.activate()
        self._fit()

    def _fit(self) -> None:
        """Give the page the height of the window, or the least that it needs; then it scrolls."""
        room = self._area.viewport().size()
        self._page.resize(room.width(), max(room.height(), self._column.minimumHeightForWidth(room.width())))
