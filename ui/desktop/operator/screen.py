"""The view of who leads: the head, the wall in small, the course, every request, who is here, and the keys.

It stands on the laptop while others look at the wall, and nothing of it ever comes there. Time goes on in the practice
screen beneath it, whose feed it shares.
"""

import math
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal

from biofeedback.requests import EndGently, Request, WriteNote
from ui.desktop.audience.audience import Audience
from ui.desktop.audience.wall import WallView
from ui.desktop.operator.asking_row import AskingRow
from ui.desktop.operator.course_panel import CoursePanel
from ui.desktop.operator.head import Head
from ui.desktop.operator.key_line import key_line
from ui.desktop.operator.note_line import NoteLine
from ui.desktop.operator.page import OperatorPage
from ui.desktop.operator.preview import Preview
from ui.desktop.operator.seat_panel import SeatPanel
from ui.desktop.operator.seats_panel import SeatsPanel
from ui.desktop.operator.sound_row import SoundRow
from ui.desktop.room.join_panel import JoinPanel
from ui.desktop.screens.feed import PracticeFeed, is_room
from ui.desktop.screens.practice_keys import add_leading
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import font
from ui.ports import Application
from ui.session import Session
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.lengths import length_words
from ui.words.rooms.operator_words import asked_ending_words, ending_words
from ui.words.sensors.adapter_words import adapter_load_words

_REFRESH_MS = 250  # between two looks at course and seats; a choice: a second that counts down is never late by more
_SAME_ESCAPE_S = 1.0
"""Session seconds in which the key that left the card or the note ends nothing, struck once more: a choice."""


class OperatorScreen(OperatorPage):
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
        self.keys = Words(key_line(language, in_room=room is not None), font(13), tokens.muted, wrap=True)
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
