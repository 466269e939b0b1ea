"""The view of who leads: the head, the wall in small, the course, every request, who is here, and the keys.

It stands on the laptop while others look at the wall, and nothing of it ever comes there. Time goes on in the practice
screen beneath it, whose feed it shares.
"""

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QVBoxLayout, QWidget

from biofeedback.requests import EndGently, Request, WriteNote
from ui.desktop.audience.audience import Audience
from ui.desktop.audience.wall import WallView
from ui.desktop.operator.asking_row import AskingRow
from ui.desktop.operator.course_panel import CoursePanel
from ui.desktop.operator.head import Head
from ui.desktop.operator.note_line import NoteLine
from ui.desktop.operator.preview import Preview
from ui.desktop.operator.seat_panel import SeatPanel
from ui.desktop.operator.seats_panel import SeatsPanel
from ui.desktop.operator.sound_row import SoundRow
from ui.desktop.room.join_panel import JoinPanel
from ui.desktop.screens.feed import PracticeFeed, is_room
from ui.desktop.screens.practice_keys import add_leading, key_of
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import font, scaled
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.ports import Application
from ui.session import Session
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.lengths import length_words
from ui.words.rooms.operator_words import asked_ending_words, ending_words, keyed
from ui.words.sensors.adapter_words import adapter_load_words

_REFRESH_MS = 250  # between two looks at course and seats; a choice: a second that counts down is never late by more
_IN_SIGHT_PX = 34  # around what has the focus; a choice: more than the fading edge of a list
_SAME_ESCAPE_S = 1.0
"""Session seconds in which the key that left the card or the note ends nothing, struck once more: a choice."""

_WIDE, _HIGH = 1100, 700  # px at the usual size of words, from which on there is room for wide edges; by eye
_HEAD_BESIDE, _WALL_BESIDE, _SEAT_BESIDE = 840, 700, 840
"""Px at the usual size of words, from which on the parts of the head lie beside each other, the wall and the course,
and who is here and one seat; by eye."""

_SEAT_SHARE, _SEAT_SHARE_NARROW = 29, 40  # % of the width; by eye: so that its buttons stand two in a row


class OperatorScreen(QWidget):
    """What whoever leads has before them.

    Parameters
    ----------
    session : Session
        The practice, with seats or without.
    feed : PracticeFeed
        What all windows on it share.
    audience : Audience
        Those who look on.
    application : Application
        Who practises here, and how loud it is.
    tokens, language
        As for every screen.
    still_light : bool
        Whether the light keeps its size and breathes with its brightness alone.

    Attributes
    ----------
    seats, seat, join : SeatsPanel, SeatPanel, JoinPanel, or None
        Who is here, whoever is looked at, and where somebody sits down; ``None`` in a practice without seats.
    """

    help_name = "operator"

    left = Signal()
    """Whoever leads goes back to the practice."""

    full_screen_requested = Signal()
    """Full screen is to be switched on or off."""

    def __init__(
        self,
        session: Session,
        feed: PracticeFeed,
        audience: Audience,
        application: Application,
        tokens: Tokens,
        language: Language,
        *,
        still_light: bool,
    ) -> None:
        super().__init__()
        self._session, self._feed, self._audience, self._language = session, feed, audience, language
        self._application = application
        self._escaped_s = -math.inf  # when the card or the note was left
        practice = session.practice
        room = self._room = session if is_room(session) else None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(language.gettext("Leading: {title}").format(title=practice.title))
        length = length_words(practice, language)
        if room is None:
            title, facts = practice.title, length
        else:
            title, facts = language.gettext("Breathing together"), " · ".join((practice.title, length))
        self.note = NoteLine(tokens, language)
        acts = self._acts()
        self.head = Head(title, facts, audience, acts, tokens, language)
        self.wall = WallView(session, feed, audience.wall, tokens, language, still_light=still_light)
        self.course = CoursePanel(practice, feed.view.course, tokens, language)
        self.asking = AskingRow(self._ask, tokens, language)
        self.sound = SoundRow(self._ask, acts[KeyUse.NOTE], application, tokens, language)
        self.preview = Preview(self.wall, self.sound, tokens, language)
        self.course.column.addWidget(self.asking)
        self.seats = None if room is None else SeatsPanel(audience.wall, tokens, language)
        self.seat = None if room is None else SeatPanel(room, application, tokens, language)
        self.join = None if room is None else JoinPanel(application, room, tokens, language)
        self.said = Words("", font(13), tokens.sage, wrap=True)
        self.keys = Words(_key_words(language, in_room=room is not None), font(13), tokens.muted, wrap=True)
        self._lay_out(tokens)
        if self.seats is not None and self.seat is not None:
            self.seats.chosen.connect(lambda _seat: self.refresh())
            self.seat.changed.connect(self.refresh)
            self.seats.join_requested.connect(lambda: self._let_join(joins=True))
        if self.join is not None:
            self.join.left.connect(lambda: self._let_join(joins=False))
        self.note.written.connect(self._keep_note)
        self.note.left.connect(self._leave_note)
        audience.moved.connect(self._take_shape)
        add_leading(self, self._ask, acts)
        self._looking = QTimer(self, interval=_REFRESH_MS)
        self._soon = QTimer(self, singleShot=True, interval=0)
        for timer in (self._looking, self._soon):
            timer.timeout.connect(self.refresh)
        self._following = QTimer(self, singleShot=True, interval=0)
        self._following.timeout.connect(self._show_focus)
        application_ = QApplication.instance()
        if isinstance(application_, QApplication):
            application_.focusChanged.connect(self._follow)
        self._take_shape()

    def start(self) -> None:
        """Begin to show."""
        self.wall.start()
        self._looking.start()
        self.refresh()

    def leave(self) -> None:
        """Stop, and follow no more."""
        self._looking.stop()
        self.sound.settle()
        self.wall.leave()

    def refresh(self) -> None:
        """Show everything as it is now."""
        view, now_s = self._feed.view, self._session.clock.now_s()
        moment = self.course.refresh(now_s)
        ends = self._feed.ending
        self.asking.refresh(waits=moment.waits, spares=view.course.spares, ends=ends.is_asked)
        asked = asked_ending_words(ends.left_s(now_s), self._language)
        self.course.say_ending(asked or ending_words(moment, self._language), asked=bool(asked))
        self.sound.refresh(muted=view.muted)
        if self.seats is not None and self.seat is not None:
            self.seats.refresh(() if self._room is None else self._room.seats, view.hearts, self._adapters_words())
            seat = self.seats.seat
            card = next((each for each in self.seats.cards if each.isChecked()), None)
            self.seat.show_seat(seat, "" if card is None else card.sentence)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Have wide edges where there is room, and put beneath each other what does not fit side by side."""
        super().resizeEvent(event)
        self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the page again when something in it needs another height."""
        if watched is self._page and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _adapters_words(self) -> str:
        """Return what the adapters of this computer hold; empty where nobody knows, or no sensor is held."""
        held = [adapter for adapter in self._application.radio() if adapter.held]
        return " · ".join(adapter_load_words(adapter, self._language) for adapter in held)

    def _ask(self, request: Request) -> None:
        now_s = self._session.clock.now_s()
        if isinstance(request, EndGently) and now_s < self._escaped_s + _SAME_ESCAPE_S:
            return
        self._feed.request(request)
        self._soon.start()

    def _keep_note(self, words: str) -> None:
        self._session.request(WriteNote("note", words))
        self.said.setText(self._language.gettext("The note is kept."))

    def _let_join(self, *, joins: bool) -> None:
        """Ask whoever would like to sit down, in the place of everything else; or show that again."""
        if self.join is None or self.seats is None:
            return
        for each in (self._area, self.said):
            each.setHidden(joins)
        self.keys.setHidden(joins or self._spares_keys)
        self.join.setVisible(joins)
        if not joins:
            self._escaped_s = self._session.clock.now_s()
            self.seats.join.setFocus()
        self.refresh()

    def _leave_note(self) -> None:
        self._escaped_s = self._session.clock.now_s()
        self.setFocus()

    def _write_note(self) -> None:
        self.said.setText("")
        self.note.ask()

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """Keep in sight what has the focus, once the list that it lies in has scrolled to it."""
        if now is not None and self._page.isAncestorOf(now):
            self._following.start()

    def _show_focus(self) -> None:
        now = QApplication.focusWidget()
        if now is not None and self._page.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, _IN_SIGHT_PX)

    def _acts(self) -> dict[KeyUse, Callable[[], None]]:
        return self._audience.acts() | {
            KeyUse.AUDIENCE: self._audience.toggle,
            KeyUse.NOTE: self._write_note,
            KeyUse.JOIN: lambda: self._let_join(joins=True),
            KeyUse.NAMES: self._audience.wall.toggle_names,
            KeyUse.LEAD: self.left.emit,
            KeyUse.FULL_SCREEN: self.full_screen_requested.emit,
        }

    def _take_shape(self) -> None:
        window = self._audience.window
        self.preview.take_shape(None if window is None else window.size())

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
            for place, stretch in enumerate((100 - share, share) if beside else (1, 1)):
                self._lower.setStretch(place, stretch)
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


def _key_words(language: Language, *, in_room: bool) -> str:
    joins = (
        ((KeyUse.JOIN, language.gettext("somebody sits down")), (KeyUse.NAMES, language.gettext("names")))
        if in_room
        else ()
    )
    keys = (
        (KeyUse.REST, language.gettext("stay here")),
        (KeyUse.NEXT_STEP, language.gettext("next")),
        (KeyUse.STEP_BACK, language.gettext("back")),
        (KeyUse.BLACK, language.gettext("black-out")),
        (KeyUse.ROOM_WORDS, language.gettext("words")),
        (KeyUse.GROUND, language.gettext("grounding")),
        (KeyUse.NOTE, language.gettext("note")),
        *joins,
        (KeyUse.LEAD, language.gettext("to the practice")),
        (KeyUse.END, language.gettext("end gently")),
    )
    # A key and its word stay together when the line has to break.
    return " · ".join(keyed(key_of(use, language), words, language).replace(" ", "\u00a0") for use, words in keys)
