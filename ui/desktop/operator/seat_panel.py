"""One seat, and what can be done with it: a hello, whose it is, whether it stays, and letting it go."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from biofeedback.errors import SoftenError
from biofeedback.requests import GreetSeat, SendSeatBeats, ShowSeatWarmth
from ui.desktop.theme.surfaces import Panel, Pill, Words, explain
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.ask_once import AskOnce
from ui.desktop.widgets.choose_person import ChoosePerson
from ui.desktop.widgets.flow_row import FlowRow
from ui.desktop.widgets.quiet_scroll import BAR_WIDE, QuietScroll
from ui.desktop.widgets.toggle import Toggle
from ui.people import Person
from ui.ports import Application
from ui.rooms import RoomSession, Seat
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.language import Language
from ui.words.people_words import person_name


class SeatPanel(Panel):
    """The seat that is looked at.

    Parameters
    ----------
    room : RoomSession
        The practice with its seats.
    application : Application
        Who practises here, and whether practices go out to other programs.
    tokens, language
        As for every widget.
    """

    changed = Signal()
    """Something was done with the seat."""

    def __init__(self, room: RoomSession, application: Application, tokens: Tokens, language: Language) -> None:
        super().__init__(tokens, language.gettext("A seat"))
        self._room, self._tokens, self._language = room, tokens, language
        self._seat: Seat | None = None
        self._shown: tuple[Seat | None, str] | None = None
        title = Words(language.gettext("A seat"), font(13), tokens.muted)
        self.name = Words("", font(17), tokens.ink, wrap=True)
        self.whose = Words("", font(13), tokens.muted, wrap=True)
        self.problem = Words("", font(13), tokens.ink, wrap=True)
        self.said = Words("", font(13), tokens.rose, wrap=True)
        self.hello = Pill(language.gettext("Say hello"), tokens, size_px=12)
        answers = language.gettext(
            "Their light answers once, and no other does; it does so too when they lift the sensor twice, for "
            "two seconds each time."
        )
        self.hello.setAccessibleDescription(answers)
        explain(self.hello, answers)
        to_whom = language.gettext("Give it to somebody…")
        self.give = ChoosePerson(to_whom, application.people, tokens, language, size_px=12)
        self.keep = Toggle(language.gettext("Kept at the end"), tokens, size_px=12)
        self.warmth = Toggle(language.gettext("Warmth on the wall"), tokens, size_px=12)
        self.beats = Toggle(language.gettext("Beats to other programs"), tokens, size_px=12)
        self.leave = Pill(_leave_words(language, present=True), tokens, size_px=12)
        self.let_go = AskOnce(
            language.gettext("Delete it…"),
            language.gettext("Delete what was recorded of this seat? Nothing more of it is kept."),
            language.gettext("Delete"),
            language.gettext("Keep it"),
            tokens,
            size_px=12,
            ink=tokens.rose,
        )
        self.room_alone = AskOnce(
            language.gettext("Keep the room alone"),
            language.gettext("Delete what was recorded of every seat? The course of the room stays."),
            language.gettext("Delete it"),
            language.gettext("Keep it"),
            tokens,
            size_px=12,
        )
        self._row = FlowRow()
        asked = (self.give, self.let_go, self.room_alone)
        give, let_go, room_alone = (each.button for each in asked)
        for button in (self.hello, self.warmth, self.beats, self.keep, self.leave, give, let_go, room_alone):
            self._row.add(button)
        self._row.show_one(self.beats, shown=application.goes_out)
        self._of_seat = [each for each in self._row.items if not each.isHidden() and each is not room_alone]
        for each in asked:
            each.asking.connect(self._ask_alone)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.setSpacing(2)
        for words in (self.whose, self.problem, self.said):
            inner.addWidget(words)
        for widget in (self._row, *asked):
            inner.addWidget(widget)
        inner.addStretch(1)
        area = QuietScroll(content, tokens, tokens.panel)
        area.setMinimumWidth(self._row.minimumSizeHint().width() + 2 * BAR_WIDE)
        column = self.column = QVBoxLayout(self)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(title, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(area, 1)
        self.hello.clicked.connect(self._greet)
        self.keep.clicked.connect(self._keep)
        self.warmth.clicked.connect(self._show_warmth)
        self.beats.clicked.connect(self._send_beats)
        self.leave.clicked.connect(self._with_seat(self._leave))
        self.let_go.confirmed.connect(self._with_seat(room.discard_seat))
        self.room_alone.confirmed.connect(self._keep_room_alone)
        self.give.chosen.connect(self._give)
        self.show_seat(None, "")

    def show_seat(self, seat: Seat | None, problem: str) -> None:
        """Show a seat, and the whole sentence of what keeps it from being heard; ``None`` is no seat at all."""
        if self._shown == (seat, problem):
            return
        self._shown = (seat, problem)
        other = seat is None or self._seat is None or seat.source != self._seat.source
        if other:
            self._stop_asking()
            self.say("")
            for button in self._of_seat:
                button.setVisible(seat is not None)
        self._seat = seat
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.leave.setText(_leave_words(self._language, present=seat is None or seat.present))
        self._row.relay()
        if seat is None:
            self.name.setText("")
            self.whose.setText(self._language.gettext("Whoever sits down is shown here."))
            return
        self.name.setText(seat.name)
        self.whose.setText(_whose_words(seat, self._language))
        self.keep.show_on(on=seat.kept)
        self.warmth.show_on(on=seat.shows_warmth)
        self.beats.show_on(on=seat.sends_beats)
        for widget in (self.hello, self.warmth, self.beats):
            widget.setEnabled(seat.present)

    def say(self, sentence: str) -> None:
        """Say why something could not be done; empty when nothing is to be said."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))

    def _ask_alone(self, asking: bool) -> None:
        """Leave the room to what is asked; the buttons are there again when it is answered."""
        self._row.setHidden(asking)

    def _stop_asking(self) -> None:
        if self.give.list.isVisibleTo(self.give):
            self.give.close_list()
        self.let_go.withdraw()
        self.room_alone.withdraw()

    def _leave(self, seat: Seat) -> None:
        (self._room.leave_seat if seat.present else self._room.return_to_seat)(seat)

    def _greet(self) -> None:
        if self._seat is not None:
            self._room.request(GreetSeat(self._seat.source))

    def _show_warmth(self) -> None:
        if self._seat is not None:
            self._room.request(ShowSeatWarmth(self._seat.source, not self._seat.shows_warmth))
            self.changed.emit()

    def _send_beats(self) -> None:
        if self._seat is not None:
            self._room.request(SendSeatBeats(self._seat.source, not self._seat.sends_beats))
            self.changed.emit()

    def _keep(self) -> None:
        seat = self._seat
        if seat is not None:
            self._try(lambda: self._room.keep_seat(seat, kept=not seat.kept))

    def _give(self, person: Person) -> None:
        seat = self._seat
        if seat is not None:
            self._try(lambda: self._room.give_seat(seat, person))

    def _with_seat(self, act: Callable[[Seat], None]) -> Callable[[], None]:
        def on_seat() -> None:
            seat = self._seat
            if seat is not None:
                self._try(lambda: act(seat))

        return on_seat

    def _keep_room_alone(self) -> None:
        self._try(self._room.keep_only_room)

    def _try(self, act: Callable[[], object]) -> None:
        self.say("")
        self._stop_asking()
        refusal: SoftenError | None = None
        try:
            act()
        except SoftenError as error:
            refusal = error
        self.changed.emit()
        if refusal is not None:
            self._refuse(refusal)

    def _refuse(self, error: SoftenError) -> None:
        self.say(error_sentence(error, self._language))


def _leave_words(language: Language, *, present: bool) -> str:
    return language.gettext("They leave now") if present else language.gettext("They are back")


def _whose_words(seat: Seat, language: Language) -> str:
    if seat.person is not None:
        return language.gettext("It is among the practices of {name}.").format(name=person_name(seat.person, language))
    if seat.kept:
        return language.gettext("A guest. What is recorded stays after the end.")
    return language.gettext("A guest. What is recorded is gone at the end unless they say otherwise.")
