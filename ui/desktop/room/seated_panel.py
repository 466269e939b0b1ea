"""What somebody who sits already may wish for before the room begins: another choice, or to get up again."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from ui.desktop.room.own_choices import Choices, OwnChoices
from ui.desktop.theme.surfaces import Panel, Pill, Words
from ui.desktop.theme.typeface import font
from ui.gathering import Agreed
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.sensors.sensor_words import sensor_name


class SeatedPanel(Panel):
    """The panel; ``changed`` carries who it was and who it is now, ``risen`` who leaves, ``closed`` goes back."""

    changed = Signal(object, object)
    risen = Signal(object)
    closed = Signal()

    def __init__(self, tokens: Tokens, language: Language, *, goes_out: bool) -> None:
        super().__init__(tokens, language.gettext("A seat"))
        self._language = language
        self._somebody: Agreed | None = None
        self.name = Words("", font(20), tokens.ink, wrap=True)
        self.sensor_label = Words("", font(13), tokens.muted, wrap=True)
        self.choices = OwnChoices(tokens, language, goes_out=goes_out)
        self.rise = Pill(language.gettext("Let this seat be left"), tokens, size_px=14)
        self.back = Pill(language.gettext("Back"), tokens, size_px=14)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        for each in (self.name, self.sensor_label, self.choices):
            column.addWidget(each)
        for pill in (self.rise, self.back):
            column.addWidget(pill, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self.choices.changed.connect(self._change)
        self.rise.clicked.connect(lambda: self.risen.emit(self._somebody))
        self.back.clicked.connect(self.closed)

    def show_seat(self, somebody: Agreed) -> None:
        """Show somebody, and what they chose."""
        self._somebody = somebody
        self.name.setText(somebody.name)
        self.sensor_label.setText(sensor_name(somebody.sensor_label, self._language, simulated=False))
        self.choices.choose(Choices(somebody.kept, somebody.shows_warmth, somebody.sends_beats))

    def _change(self) -> None:
        if self._somebody is None:
            return
        before = self._somebody
        self._somebody = replace(before, **self.choices.chosen._asdict())
        self.changed.emit(before, self._somebody)
