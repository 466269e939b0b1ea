"""The cards of the practices, as many as there are, in rows that scroll.

As many whole rows as there is room for, and a little of the next, which tells that there are more. This module must not
know what becomes of a choice.
"""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from ui.desktop.screens.practice_card import PracticeCard, level_title_px
from ui.desktop.widgets.quiet_scroll import BAR_WIDE, QuietScroll
from ui.tokens import Tokens

GAP = 14
MOST_COLUMNS = 3
_NARROWEST = 176
_USUAL_HIGH = 168
_LOW, _LOWEST = 140, 124
_PEEK = 26

RIGHT_ROOM = 20
"""What stands free to the right of the cards, for the bar, in pixels."""


class CardGrid(QuietScroll):
    """Cards in rows of three, of two where there is little room.

    Parameters
    ----------
    cards : sequence of PracticeCard
        The cards, in order.
    tokens : Tokens
        The colours of the room.
    """

    def __init__(self, cards: Sequence[PracticeCard], tokens: Tokens) -> None:
        content = QWidget()
        self._grid = QGridLayout(content)
        self._grid.setContentsMargins(0, 0, RIGHT_ROOM, 0)
        self._grid.setSpacing(GAP)
        super().__init__(content, tokens, tokens.background)
        self.setAccessibleName("Practices")
        self._cards = list(cards)
        for card in self._cards:
            # Placed when there is room to place them in; the way of the keyboard goes through them before.
            card.setParent(content)
        self._columns = 0
        self.verticalScrollBar().rangeChanged.connect(self._make_room)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        """Return the size of two rows of three."""
        return QSize(MOST_COLUMNS * 280, 2 * _USUAL_HIGH + GAP)

    def minimumSizeHint(self) -> QSize:
        """Return room for a row of two."""
        return QSize(2 * _NARROWEST, 130)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rows fill the room."""
        super().resizeEvent(event)
        room = self.viewport().size()
        wide = room.width() - self._grid.contentsMargins().right()
        self._arrange(max(1, min(MOST_COLUMNS, len(self._cards), (wide + GAP) // (_NARROWEST + GAP))))
        rows = -(-len(self._cards) // self._columns)
        whole = max(1, round((room.height() - _PEEK) / (_USUAL_HIGH + GAP)))
        if rows <= whole:
            high = min((room.height() - (rows - 1) * GAP) // max(1, rows), 2 * _USUAL_HIGH)
        else:
            # A single row leaves the titles of the next in sight.
            high = (room.height() - _PEEK - whole * GAP) // whole if whole > 1 else _LOW
        card_wide = (wide - (self._columns - 1) * GAP) // self._columns
        title_px = level_title_px([card.text() for card in self._cards], card_wide, max(_LOWEST, high))
        for card in self._cards:
            card.setFixedHeight(max(_LOWEST, high))
            card.write_titles(title_px)

    def _make_room(self, _lowest: int, highest: int) -> None:
        """Let the cards end at the same place whether or not there is a bar."""
        self._grid.setContentsMargins(0, 0, RIGHT_ROOM - (BAR_WIDE if highest > 0 else 0), 0)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
        below = -(-len(self._cards) // columns)
        for column in range(MOST_COLUMNS):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for row in range(self._grid.rowCount()):
            self._grid.setRowStretch(row, 0)
        self._grid.setRowStretch(below, 1)
