"""What whoever sits down chooses for themselves: all of it is off until they say so."""

from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desktop.widgets.controls.switch import Switch
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.rooms.consent_words import keep_mine_words, send_beats_words, show_warmth_words


class Choices(NamedTuple):
    """What was chosen, as `ui.gathering.Agreed` has it."""

    kept: bool = False
    shows_warmth: bool = False
    sends_beats: bool = False


class OwnChoices(QWidget):
    """A switch for each; ``changed`` is sent when a person turns one.

    ``goes_out`` is whether the practice goes to other programs as well, where each chooses for their heartbeat.
    """

    changed = Signal()

    def __init__(self, tokens: Tokens, language: Language, *, goes_out: bool) -> None:
        super().__init__()
        self.keep = Switch(keep_mine_words(language), tokens)
        self.show_warmth = Switch(show_warmth_words(language), tokens)
        self.send_beats = Switch(send_beats_words(language), tokens)
        self.send_beats.setHidden(not goes_out)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for switch in self._switches:
            column.addWidget(switch)
            switch.clicked.connect(self.changed)

    @property
    def chosen(self) -> Choices:
        """What is chosen now."""
        return Choices(*(switch.isChecked() for switch in self._switches))

    def choose(self, choices: Choices) -> None:
        """Turn the switches so."""
        for switch, on in zip(self._switches, choices, strict=True):
            switch.setChecked(on)

    @property
    def _switches(self) -> tuple[Switch, Switch, Switch]:
        return self.keep, self.show_warmth, self.send_beats
