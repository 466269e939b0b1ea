"""What becomes of the recording of one seat: it is kept, given to somebody, or deleted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from ui.desktop.theme.surfaces import Panel, Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.ask_once import AskOnce
from ui.desktop.widgets.choose_person import ChoosePerson
from ui.desktop.widgets.controls.switch import Switch
from ui.people import People
from ui.rooms import Seat
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.rooms.room_words import fate_words
from ui.words.sensors.sensor_words import sensor_name


class FatePanel(Panel):
    """The panel; its signals carry the seat, ``kept`` also whether it stays, ``given`` the person."""

    kept = Signal(object, bool)
    given = Signal(object, object)
    discarded = Signal(object)

    def __init__(self, people: People, tokens: Tokens, language: Language) -> None:
        super().__init__(tokens, language.gettext("A seat"))
        self._language = language
        self._seat: Seat | None = None
        self.name = Words("", font(20), tokens.ink, wrap=True)
        self.line = Words("", font(13), tokens.muted, wrap=True)
        self.keep = Switch(language.gettext("Keep it"), tokens)
        self.give = ChoosePerson(language.gettext("Give it to somebody…"), people, tokens, language)
        self.discard = AskOnce(
            language.gettext("Delete it now…"),
            language.gettext("Delete this recording? It cannot be brought back."),
            language.gettext("Delete"),
            language.gettext("Leave it"),
            tokens,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        for each in (self.name, self.line, self.keep, self.give, self.discard):
            column.addWidget(each)
        column.addStretch(1)
        self.keep.clicked.connect(lambda kept: self.kept.emit(self._seat, kept))
        self.give.chosen.connect(lambda person: self.given.emit(self._seat, person))
        self.discard.confirmed.connect(lambda: self.discarded.emit(self._seat))

    def show_seat(self, seat: Seat) -> None:
        """Show a seat as it is now."""
        self._seat = seat
        self.name.setText(seat.name)
        fate = fate_words(seat.person, self._language, kept=seat.kept)
        sensor = sensor_name(seat.sensor_label, self._language, simulated=False) if seat.sensor_label else ""
        self.line.setText(self._language.listed(filter(None, (sensor, fate))))
        self.keep.setChecked(seat.kept)
        if self.give.button.isHidden():
            self.give.close_list()
        self.discard.withdraw()
