"""Those who sit down before a room begins, in the order in which they did."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desktop.room.seat_tile import SeatTile
from ui.desktop.theme.surfaces import Panel, Pill, Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.flow_row import FlowRow
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.gathering import Agreed
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.rooms.room_words import card_aloud_words, chosen_words, nobody_yet, who_sits_title


class WhoPanel(Panel):
    """The panel; ``chosen`` carries a seat that was pressed, ``aloud_requested`` asks for the card to be read aloud."""

    chosen = Signal(object)
    aloud_requested = Signal()

    def __init__(self, tokens: Tokens, language: Language) -> None:
        super().__init__(tokens, who_sits_title(language))
        self._tokens, self._language = tokens, language
        self.nobody = Words(nobody_yet(language), font(15), tokens.muted, wrap=True)
        self.tiles = FlowRow()
        self.card_aloud = Pill(card_aloud_words(language), tokens, size_px=14)
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(0, 0, 8, 0)
        inner.addWidget(self.nobody)
        inner.addWidget(self.tiles)
        inner.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(10)
        column.addWidget(Words(who_sits_title(language), font(15), tokens.muted))
        column.addWidget(QuietScroll(content, tokens, tokens.panel), 1)
        self.radio = Words("", font(13), tokens.muted, wrap=True)
        column.addWidget(self.radio)
        column.addWidget(self.card_aloud, 0, Qt.AlignmentFlag.AlignLeft)
        self.card_aloud.clicked.connect(self.aloud_requested)

    def show_seats(self, agreed: Sequence[Agreed]) -> None:
        """Show who sits down now."""
        self.nobody.setHidden(bool(agreed))
        self.tiles.clear()
        for each in agreed:
            tile = SeatTile(
                each.name,
                chosen_words(each.sensor_label, self._language, kept=each.kept, shows_warmth=each.shows_warmth),
                self._tokens,
                self._language,
            )
            tile.clicked.connect(self._choose(each))
            self.tiles.add(tile)

    def say_radio(self, sentence: str, *, soon_full: bool) -> None:
        """Say how many sensors there is room for, more clearly where that is soon reached."""
        self.radio.setText(sentence)
        self.radio.set_colour(self._tokens.amber if soon_full else self._tokens.muted)

    def _choose(self, somebody: Agreed) -> Callable[[], None]:
        return lambda: self.chosen.emit(somebody)
