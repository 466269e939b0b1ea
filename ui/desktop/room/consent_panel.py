"""Where somebody sits down: the name of their seat, the consent card, their own choices, and a clear yes."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from biofeedback.outside_text import LONGEST_NAME
from biofeedback.sensors import SensorSeen
from ui.desktop.room.card_view import CardView
from ui.desktop.room.own_choices import Choices, OwnChoices
from ui.desktop.theme.surfaces import Panel, Pill, Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.announce import announce
from ui.desktop.widgets.controls.field import Field
from ui.gathering import Agreed
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.rooms.consent_words import (
    card_was_read,
    consent_no,
    consent_text,
    consent_title,
    consent_yes,
    seat_name_words,
)
from ui.words.sensors.sensor_words import sensor_name

_CARD_HIGH = 48  # px that the card keeps in the lowest window; three lines at the usual size of words


class ConsentPanel(Panel):
    """The panel; ``agreed`` carries who sits down (`Agreed`), ``declined`` says that nobody does.

    Parameters
    ----------
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    another_name : callable
        Returns a name that is free, other than the one it is given.
    goes_out : bool
        Whether the practice goes out live to other programs, which the card then says.
    """

    agreed = Signal(object)
    declined = Signal()

    def __init__(
        self, tokens: Tokens, language: Language, another_name: Callable[[str], str], *, goes_out: bool = False
    ) -> None:
        super().__init__(tokens, consent_title(language))
        self._language, self._another_name = language, another_name
        self._text = consent_text(language, goes_out=goes_out)
        self._sensor: SensorSeen | None = None
        self.sensor_label = Words("", font(13), tokens.muted)
        self.name = Field(seat_name_words(language), seat_name_words(language), LONGEST_NAME, tokens)
        self.another = Pill(language.gettext("Another name"), tokens, size_px=14)
        self.title = Words(consent_title(language), font(16), tokens.ink, wrap=True)
        self.card = CardView(tokens, language, size_px=15, goes_out=goes_out)
        self.card.setMinimumHeight(_CARD_HIGH)
        self.read_here = Pill(language.gettext("Read the card here"), tokens, size_px=14)
        self.choices = OwnChoices(tokens, language, goes_out=goes_out)
        self.sentence = Words("", font(14), tokens.amber, wrap=True)
        self.yes = Pill(consent_yes(language), tokens, main=True, size_px=15)
        self.no = Pill(consent_no(language), tokens, size_px=15)
        self._build()
        self.another.clicked.connect(lambda: self.name.setText(self._another_name(self.name.text())))
        self.read_here.clicked.connect(lambda: self._show_card(was_read=False))
        self.yes.clicked.connect(self._agree)
        self.no.clicked.connect(self.declined)

    def ask(self, sensor: SensorSeen, name: str, *, was_read: bool = False) -> None:
        """Ask whoever wears a sensor; where the card ``was_read`` aloud to all, it stands behind a button."""
        self._sensor = sensor
        self.sensor_label.setText(sensor_name(sensor.label, self._language, simulated=False))
        self.name.setText(name)
        self.sentence.hide()
        self.choices.choose(Choices())
        self._show_card(was_read=was_read)
        announce(self, consent_title(self._language))

    def refuse(self, sentence: str) -> None:
        """Say why they cannot sit down so."""
        self.sentence.setText(sentence)
        self.sentence.show()
        announce(self, sentence)

    def focus_card(self) -> None:
        """Give the keyboard focus to what comes first, so that no key that is still held says yes."""
        takes = self.card.isVisibleTo(self) and self.card.focusPolicy() & Qt.FocusPolicy.TabFocus
        (self.card if takes else self.name).setFocus()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 10)
        column.setSpacing(6)
        row = QHBoxLayout()
        row.addWidget(self.name, 1)
        row.addWidget(self.another)
        answers = QHBoxLayout()
        answers.addWidget(self.yes)
        answers.addWidget(self.no)
        answers.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.sensor_label)
        column.addLayout(row)
        column.addWidget(self.card, 1)
        column.addWidget(self.read_here, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.choices)
        column.addWidget(self.sentence)
        column.addStretch(0)
        column.addLayout(answers)

    def _show_card(self, *, was_read: bool) -> None:
        self.card.setHidden(was_read)
        self.read_here.setVisible(was_read)
        self.title.setText(card_was_read(self._language) if was_read else consent_title(self._language))
        if not was_read:
            self.card.verticalScrollBar().setValue(0)

    def _agree(self) -> None:
        if self._sensor is not None:
            self.agreed.emit(
                Agreed(
                    spec=self._sensor.spec,
                    sensor_label=self._sensor.label,
                    name=self.name.text(),
                    consent=self._text,
                    **self.choices.chosen._asdict(),
                )
            )
