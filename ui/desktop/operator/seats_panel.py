"""Who is here: a card a seat, in the order in which they sat down, and never in that of any number."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from ui.desktop.audience.wall import Wall
from ui.desktop.operator.seat_card import CARD_WIDE, SeatCard
from ui.desktop.theme.surfaces import Panel, Pill, Words
from ui.desktop.theme.typeface import font, scaled
from ui.desktop.widgets.flow_row import FlowRow
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.desktop.widgets.toggle import Toggle
from ui.presenter.heart_view import HeartView
from ui.rooms import Seat
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.rooms.operator_words import hearts_words, look_words

_GAP_PX = 10  # between two cards; a choice
_LOW_HIGH = 176  # px of it in a low window; by eye: still all of one seat beside it
_HIGH = 200  # px of the list at least, at the usual size of words; by eye: three rows, and all of one seat beside it
_FACTS_WIDE = 104  # px of what is said of all seats at least; by eye: the name of a plant beside a number


class SeatsPanel(Panel):
    """The seats; ``chosen`` carries the one that is looked at, or ``None``.

    Parameters
    ----------
    wall : Wall
        Where names are written on the petals, if whoever leads wishes so.
    tokens, language
        As for every widget.

    Attributes
    ----------
    cards : list of SeatCard
        A card a seat, in order.
    """

    chosen = Signal(object)
    join_requested = Signal()
    """Somebody would like to sit down."""

    def __init__(self, wall: Wall, tokens: Tokens, language: Language) -> None:
        super().__init__(tokens, language.gettext("Who is here"))
        self._wall = wall
        self.names = Toggle(language.gettext("Names on the wall"), tokens, size_px=12)
        self.names.clicked.connect(wall.toggle_names)
        self.join = Pill(language.gettext("Somebody sits down…"), tokens, size_px=12)
        self.join.clicked.connect(self.join_requested)
        self._tokens, self._language = tokens, language
        title = Words(language.gettext("Who is here"), font(15), tokens.muted)
        self.facts = Words("", font(13), tokens.muted, wrap=True)
        self._nobody = Words(language.gettext("Nobody has sat down yet."), font(14), tokens.muted, wrap=True)
        self._grid = _Cards()
        self._group = QButtonGroup(self)
        self._group.buttonToggled.connect(self._choose)
        self.cards: list[SeatCard] = []
        head = QHBoxLayout()
        head.addWidget(title)
        head.addWidget(self.facts, 1)
        acts = FlowRow()  # below each other where words are long
        for act in (self.join, self.names):
            acts.add(act)
        head.addWidget(acts)
        self.facts.setMinimumWidth(scaled(_FACTS_WIDE))
        self.facts.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.area = QuietScroll(self._grid, tokens, tokens.panel)
        self.show_rows(low=False)
        column = self.column = QVBoxLayout(self)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._nobody)
        column.addWidget(self.area, 1)

    def show_rows(self, *, low: bool) -> None:
        """Keep room for three rows of cards, or in a ``low`` window for somewhat less."""
        self.area.setMinimumHeight(scaled(_LOW_HIGH if low else _HIGH))

    @property
    def seat(self) -> Seat | None:
        """The seat that is looked at."""
        return next((card.seat for card in self.cards if card.isChecked()), None)

    def refresh(self, seats: Sequence[Seat], hearts: Mapping[str, HeartView], of_adapters: str) -> None:
        """Show the seats as they are now; ``of_adapters`` is what the adapters hold, empty where nobody knows."""
        if [seat.source for seat in seats] != [card.seat.source for card in self.cards]:
            self._seat_anew(seats)
        for seat, card in zip(seats, self.cards, strict=True):
            card.show_seat(seat, hearts.get(seat.source))
        here = sum(seat.present for seat in seats)
        count = hearts_words(here, self._language) if seats else ""
        troubled = [card.seat.name for card in self.cards if card.troubled]
        self.facts.setText(
            " · ".join(part for part in (count, look_words(troubled, self._language), of_adapters) if part)
        )
        self._nobody.setVisible(not seats)
        self.names.show_on(on=self._wall.shows_names)

    def _seat_anew(self, seats: Sequence[Seat]) -> None:
        had_focus = any(card.hasFocus() for card in self.cards)
        known = {card.seat.source: card for card in self.cards}
        self.cards = [known.pop(seat.source) if seat.source in known else self._card(seat) for seat in seats]
        for gone in known.values():
            self._group.removeButton(gone)
            gone.hide()
            gone.deleteLater()
        self._grid.show_cards(self.cards)
        if self.cards and self.seat is None:
            self.cards[0].setChecked(True)
            if had_focus:
                self.cards[0].setFocus()
        if not self.cards:
            self.chosen.emit(None)
        self._stop_once()

    def _card(self, seat: Seat) -> SeatCard:
        card = SeatCard(seat, self._tokens, self._language)
        self._group.addButton(card)
        return card

    def _choose(self, card: SeatCard, checked: bool) -> None:
        if checked:
            self._stop_once()
            self.chosen.emit(card.seat)

    def _stop_once(self) -> None:
        """Let the keyboard stop once among the cards, at the one that is looked at; the arrows go on from there."""
        for card in self.cards:
            policies = Qt.FocusPolicy
            card.setFocusPolicy(policies.StrongFocus if card.isChecked() else policies.ClickFocus)


class _Cards(QWidget):
    """Cards in columns as wide as there is room, row after row."""

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[SeatCard] = []

    def show_cards(self, cards: Sequence[SeatCard]) -> None:
        self._cards = list(cards)
        before: QWidget | None = None
        for card in cards:
            if card.parentWidget() is not self:
                card.setParent(self)
            card.show()
            if before is not None:
                QWidget.setTabOrder(before, card)
            before = card
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(CARD_WIDE), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = max(1, (self.width() + _GAP_PX) // (scaled(CARD_WIDE) + _GAP_PX))
        wide = (self.width() - _GAP_PX * (columns - 1)) // columns
        high = 0
        for index, card in enumerate(self._cards):
            row, column = divmod(index, columns)
            tall = card.sizeHint().height()
            left = column * (wide + _GAP_PX)
            if self.isRightToLeft():
                left = self.width() - left - wide
            card.setGeometry(QRect(left, row * (tall + _GAP_PX), wide, tall))
            high = (row + 1) * (tall + _GAP_PX) - _GAP_PX
        self.setMinimumHeight(max(1, high))
