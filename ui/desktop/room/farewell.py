"""The end of a room: who sat here, and what becomes of each recording."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from biofeedback.errors import SoftenError
from ui.desktop.home.layout import home_margins
from ui.desktop.keys import LEFT_BY_ESCAPE, bind
from ui.desktop.room.fate_panel import FatePanel
from ui.desktop.room.seat_tile import SeatTile
from ui.desktop.screens.practice_keys import key_of
from ui.desktop.theme.surfaces import Panel, Pill, Words
from ui.desktop.theme.typeface import LIGHT, font
from ui.desktop.widgets.announce import announce
from ui.desktop.widgets.ask_once import AskOnce
from ui.desktop.widgets.flow_row import FlowRow
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.people import People, Person
from ui.rooms import RoomSession, Seat
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.rooms.operator_words import keyed
from ui.words.rooms.room_words import (
    after_words,
    before_leaving_words,
    farewell_title,
    fate_words,
    only_room_question,
    only_room_words,
    who_sat_title,
)

_LEFT_SHARE, _RIGHT_SHARE = 62, 38  # of the width; by eye, as in the design of the operator's view


class FarewellScreen(QWidget):
    """The page; ``left`` is sent when whoever leads goes on, after which what nobody kept is deleted.

    Parameters
    ----------
    room : RoomSession
        The practice that has ended and is not closed yet.
    people : People
        To whom a recording can be given.
    error_message : str
        Why the room's own recording is not whole, as one sentence; empty where it is.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    help_name = "farewell"

    left = Signal()

    def __init__(
        self, room: RoomSession, people: People, error_message: str, tokens: Tokens, language: Language
    ) -> None:
        super().__init__()
        self._room, self._tokens, self._language = room, tokens, language
        self.setAccessibleName(farewell_title(language))
        self.title = Words(farewell_title(language), font(30, LIGHT, spacing_percent=100.5), tokens.ink, wrap=True)
        self.said = Words("", font(15), tokens.muted, wrap=True)
        self.error_message = Words(error_message, font(14), tokens.rose, wrap=True)
        self.error_message.setHidden(not error_message)
        self.tiles = FlowRow()
        self.fate = FatePanel(people, tokens, language)
        self.only_room = AskOnce(
            only_room_words(language),
            only_room_question(language),
            language.gettext("Delete"),
            language.gettext("Leave them"),
            tokens,
        )
        self.keys = Words(_wall_keys(language), font(13), tokens.muted, wrap=True)
        self.home = Pill(language.gettext("Back home"), tokens, main=True, size_px=16)
        self._build()
        self._connect()
        self.show_seats()

    @property
    def going(self) -> list[Seat]:
        """The seats whose recordings are deleted when the page is left."""
        return [each for each in self._room.seats if not each.kept]

    def show_seats(self, chosen: str = "") -> None:
        """Show every seat as it is now, in the order in which they sat down; ``chosen`` is a source."""
        seats = self._room.seats
        self.tiles.clear()
        for seat in seats:
            tile = SeatTile(
                seat.name, fate_words(seat.person, self._language, kept=seat.kept), self._tokens, self._language
            )
            tile.clicked.connect(self._choose(seat.source))
            self.tiles.add(tile)
        self.said.setText(before_leaving_words(len(self.going), len(seats), self._language))
        self.only_room.setHidden(not seats)
        found = next((each for each in seats if each.source == chosen), seats[0] if seats else None)
        self.fate.setHidden(found is None)
        if found is not None:
            self.fate.show_seat(found)

    def show_error(self, sentence: str) -> None:
        """Say why something could not be done."""
        self.error_message.setText(sentence)
        self.error_message.setHidden(not sentence)
        announce(self, sentence)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard focus to the first seat, or to the way home."""
        super().focusInEvent(event)
        (self.tiles.items[0] if self.tiles.items else self.home).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margins of the first screen."""
        side, top, foot, between, between_columns = home_margins(self.width(), self.height())
        self._page.setContentsMargins(side, top, side, max(foot, 8))
        self._page.setSpacing(between)
        self._columns.setSpacing(between_columns)
        super().resizeEvent(event)

    def _build(self) -> None:
        panel = Panel(self._tokens, who_sat_title(self._language))
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(20, 14, 20, 14)
        inner.setSpacing(10)
        inner.addWidget(Words(who_sat_title(self._language), font(15), self._tokens.muted))
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 8, 0)
        column.addWidget(self.tiles)
        column.addStretch(1)
        inner.addWidget(QuietScroll(content, self._tokens, self._tokens.panel), 1)
        inner.addWidget(self.only_room)
        self._columns, foot = QHBoxLayout(), QHBoxLayout()
        said = QWidget()
        lines = QVBoxLayout(said)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        lines.addStretch(1)
        lines.addWidget(self.error_message)
        lines.addWidget(self.keys)
        self._columns.addWidget(panel, _LEFT_SHARE)
        self._columns.addWidget(self.fate, _RIGHT_SHARE)
        foot.addWidget(said, 1)
        foot.addWidget(self.home, 0, Qt.AlignmentFlag.AlignBottom)
        self._page = QVBoxLayout(self)
        head = QVBoxLayout()
        head.setSpacing(2)
        head.addWidget(self.title)
        head.addWidget(self.said)
        self._page.addLayout(head)
        self._page.addLayout(self._columns, 1)
        self._page.addLayout(foot)

    def _connect(self) -> None:
        self.fate.kept.connect(lambda seat, kept: self._do(seat, lambda: self._room.keep_seat(seat, kept=kept)))
        self.fate.given.connect(self._give)
        self.fate.discarded.connect(lambda seat: self._do(seat, lambda: self._room.discard_seat(seat)))
        self.only_room.confirmed.connect(self._keep_only_room)
        self.home.clicked.connect(self.left)
        bind(self, LEFT_BY_ESCAPE, {KeyUse.LEAVE: self.left.emit})

    def _choose(self, source: str) -> Callable[[], None]:
        def choose() -> None:
            seat = next((each for each in self._room.seats if each.source == source), None)
            if seat is not None:
                self.fate.show_seat(seat)
                self.fate.keep.setFocus()

        return choose

    def _give(self, seat: Seat, person: Person) -> None:
        self._do(seat, lambda: self._room.give_seat(seat, person))

    def _keep_only_room(self) -> None:
        seats = len(self._room.seats)
        if self._do(None, self._room.keep_only_room):
            self.said.setText(after_words(seats, self._language))
            announce(self, self.said.text())
            self.home.setFocus()

    def _do(self, seat: Seat | None, act: Callable[[], object]) -> bool:
        try:
            act()
        except SoftenError as error:
            self.show_error(error_sentence(error, self._language))
            return False
        self.show_error("")
        self.show_seats("" if seat is None else seat.source)
        return True


def _wall_keys(language: Language) -> str:
    """Return the keys for what others see, which go on after the end."""
    keys = (
        (KeyUse.BLACK, language.gettext("black-out")),
        (KeyUse.ROOM_WORDS, language.gettext("words on the wall")),
        (KeyUse.GROUND, language.gettext("grounding")),
        (KeyUse.AUDIENCE, language.gettext("show to others")),
    )
    return " · ".join(keyed(key_of(use, language), words, language).replace(" ", "\u00a0") for use, words in keys)
