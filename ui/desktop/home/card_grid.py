"""The cards of the practices in rows that scroll.

As many whole rows are shown as fit, and a little of the next, so that one sees that there are more.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.desktop.home.practice_card import PracticeCard, level_title_px
from ui.desktop.theme.typeface import scaled
from ui.desktop.widgets.quiet_scroll import BAR_WIDE, QuietScroll
from ui.tokens import Tokens
from ui.words.language import Language

# All but the columns in px; a choice by eye, down to a window of 800 by 480.
GAP = 14
MOST_COLUMNS = 3
_NARROWEST = 176
_USUAL_HIGH = 168
_LOW, _LOWEST = 140, 124
_PEEK = 26

RIGHT_ROOM = 20
"""Free px to the right of the cards, where the scroll bar comes; a choice by eye."""


class CardGrid(QuietScroll):
    """Cards in rows of three, or of two in a narrow window.

    Parameters
    ----------
    cards : sequence of PracticeCard
        The cards, in order.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    def __init__(self, cards: Sequence[PracticeCard], tokens: Tokens, language: Language) -> None:
        content = QWidget()
        self._grid = QGridLayout(content)
        self._grid.setContentsMargins(0, 0, RIGHT_ROOM, 0)
        self._grid.setSpacing(GAP)
        super().__init__(content, tokens, tokens.background)
        self.setAccessibleName(language.gettext("Practices"))
        self._cards = list(cards)
        for card in self._cards:
            # They join the grid when its size is known; the keyboard goes through them before.
            card.setParent(content)
        self._columns = 0
        self.verticalScrollBar().rangeChanged.connect(self._update_margins)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Return the size of two rows of three."""
        return QSize(MOST_COLUMNS * 280, 2 * _USUAL_HIGH + GAP)

    def minimumSizeHint(self) -> QSize:
        """Return a size for a row of two."""
        return QSize(2 * _NARROWEST, scaled(130))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the height with rows."""
        super().resizeEvent(event)
        view = self.viewport().size()
        wide = view.width() - self._grid.contentsMargins().right()
        self._arrange(max(1, min(MOST_COLUMNS, len(self._cards), (wide + GAP) // (scaled(_NARROWEST) + GAP))))
        rows = -(-len(self._cards) // self._columns)
        whole = max(1, round((view.height() - _PEEK) / (scaled(_USUAL_HIGH) + GAP)))
        least = rows * scaled(_LOWEST) + (rows - 1) * GAP
        if rows <= whole or least <= view.height():
            high = min((view.height() - (rows - 1) * GAP) // max(1, rows), 2 * scaled(_USUAL_HIGH))
        else:
            # A single row leaves the titles of the next in sight.
            high = (view.height() - _PEEK - whole * GAP) // whole if whole > 1 else scaled(_LOW)
        card_wide = (wide - (self._columns - 1) * GAP) // self._columns
        title_px = level_title_px([card.text() for card in self._cards], card_wide, max(scaled(_LOWEST), high))
        for card in self._cards:
            card.setFixedHeight(max(scaled(_LOWEST), high))
            card.write_titles(title_px)

    def _update_margins(self, _lowest: int, highest: int) -> None:
        """Keep the right edge of the cards where it is, with and without a bar."""
        self._grid.setContentsMargins(0, 0, RIGHT_ROOM - (BAR_WIDE if highest > 0 else 0), 0)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for index, card in enumerate(self._cards):
            self._grid.addWidget(card, index // columns, index % columns)
        below = -(-len(self._cards) // columns)
        for column in range(MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(below, 1)
