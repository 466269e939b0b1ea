"""The consent card in large letters, to be read aloud once to a whole group."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ui.desktop.room.card_view import CardView
from ui.desktop.theme.surfaces import Panel, Pill, Words
from ui.desktop.theme.typeface import font
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.rooms.consent_words import consent_title
from ui.words.rooms.room_words import was_read_words


class AloudPanel(Panel):
    """The panel; ``was_read`` says that it is left, and whether the card was read to everybody."""

    was_read = Signal(bool)

    def __init__(self, tokens: Tokens, language: Language, *, goes_out: bool) -> None:
        super().__init__(tokens, consent_title(language))
        self.card = CardView(tokens, language, size_px=20, goes_out=goes_out)
        self.read = Pill(was_read_words(language), tokens, size_px=15)
        self.back = Pill(language.gettext("Back"), tokens, size_px=15)
        row = QHBoxLayout()
        row.addWidget(self.read)
        row.addWidget(self.back)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        column.addWidget(Words(consent_title(language), font(22), tokens.ink, wrap=True))
        column.addWidget(self.card, 1)
        column.addLayout(row)
        self.read.clicked.connect(lambda: self.was_read.emit(True))
        self.back.clicked.connect(lambda: self.was_read.emit(False))

    def focus_card(self) -> None:
        """Give the keyboard focus to the card where it scrolls, else to the way back."""
        takes = self.card.focusPolicy() & Qt.FocusPolicy.TabFocus
        (self.card if takes else self.back).setFocus()
