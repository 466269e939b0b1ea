"""The page on which a person chooses: practices, sensors, the last weeks, and the breath."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from biofeedback.practice.script.model import Practice
from ui.desktop.home.breath_panel import BreathPanel
from ui.desktop.home.card_grid import RIGHT_ROOM, CardGrid
from ui.desktop.home.last_weeks import LastWeeks
from ui.desktop.home.layout import (
    BETWEEN_PX,
    EIGHT_WEEKS_PX,
    LOW,
    demonstration_words,
    eight_weeks_words,
    has_room_to_demonstrate,
    home_margins,
    question_row,
    question_words,
)
from ui.desktop.home.practice_card import PracticeCard
from ui.desktop.home.sensor_list import SensorList
from ui.desktop.keys import HOME, bind
from ui.desktop.theme.surfaces import Pill, Words, explain
from ui.desktop.theme.typeface import LIGHT, font, scaled
from ui.desktop.widgets.asking import ask_for_help
from ui.desktop.widgets.controls.switch import Switch
from ui.desktop.widgets.flow_row import FlowRow
from ui.desktop.widgets.quiet_scroll import BAR_WIDE, QuietScroll, bar_style
from ui.preferences import Preferences
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.rooms.room_words import room_button, room_title

_BESIDE = 620  # px at the usual size of words, below which sensors and breath lie beneath the practices; by eye
_LEAST_HIGH, _BENEATH_HIGH = 480, 760  # px of the page, side by side and beneath one another; by eye
_SAID_WIDE = 220  # px at the usual size of words that what is said at the foot keeps beside the buttons; by eye
_SENSORS_SHARE, _BREATH_SHARE = 36, 31  # of the height of their column; as in the design


class HomePage(QWidget):
    """The home page; ``begin_requested`` asks to begin what is chosen.

    Parameters
    ----------
    practices : sequence of Practice
        The practices on offer.
    remarks : sequence of str
        Sentences about files that could not be read; the first is said, all of them where one points at it.
    preferences : Preferences
        What the person likes.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    begin_requested = Signal()
    path_requested = Signal()
    opening_requested = Signal()
    settings_requested = Signal()
    history_requested = Signal(object)
    voice_requested = Signal()
    room_requested = Signal()
    demonstration_requested = Signal()

    def __init__(
        self,
        practices: Sequence[Practice],
        remarks: Sequence[str],
        preferences: Preferences,
        tokens: Tokens,
        language: Language,
    ) -> None:
        super().__init__()
        self._language = language
        self.setAccessibleName(language.gettext("Home"))
        self.question = Words(question_words(language), font(34, LIGHT, spacing_percent=100.5), tokens.ink)
        self.eight_weeks = Pill(eight_weeks_words(language), tokens, size_px=EIGHT_WEEKS_PX)
        self.demonstration = Pill(demonstration_words(language), tokens, size_px=EIGHT_WEEKS_PX)
        spoken = language.gettext("Two minutes to show to others, with the chosen sensor: it begins at once.")
        self.demonstration.setAccessibleDescription(spoken)
        explain(self.demonstration, spoken)
        self.cards = [PracticeCard(practice, tokens, language) for practice in practices]
        self.grid = CardGrid(self.cards, tokens, language)
        self.sensors = SensorList(tokens, language, first=preferences.sensor)
        self.weeks = LastWeeks(tokens, language)
        self.breath_panel = BreathPanel(tokens, language, preferences)
        self.room = Pill(room_button(language), tokens, size_px=12)
        self.room.set_presence(0.0)
        explain(self.room, room_title(language))
        self.who = Pill(language.gettext("Who practises here"), tokens, size_px=12)
        self.who.set_presence(0.0)
        self.read_again = Pill(language.gettext("Before you begin"), tokens, size_px=12)
        self.read_again.set_presence(0.0)
        self.settings = Pill(language.gettext("Settings"), tokens, size_px=12)
        self.settings.set_presence(0.0)
        self.your_voice = Pill(language.gettext("Your voice"), tokens, size_px=12)
        self.your_voice.set_presence(0.0)
        spoken = language.gettext("Read out the words of this practice yourself; your voice then speaks them.")
        self.your_voice.setAccessibleDescription(spoken)
        explain(self.your_voice, spoken)
        self.help = Pill("?", tokens, size_px=12)  # as its key, and short in every language
        self.help.setAccessibleName(language.gettext("Help"))
        explain(self.help, language.gettext("Help"))
        self.help.set_presence(0.0)
        self.doors = FlowRow()
        for door in (self.room, self.who, self.settings, self.your_voice, self.read_again, self.help):
            self.doors.add(door)
        self.doors.show_one(self.who, shown=False)
        not_a_device = language.gettext("Soften is for practice and curiosity; it is not a medical device.")
        self.remark = Words(not_a_device, font(12), tokens.muted, wrap=True)
        self.error_message = Words(" ".join(remarks[:1]), font(12), tokens.ink, wrap=True)
        self.error_message.setHidden(not remarks)
        explain(self.error_message, "\n".join(remarks))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for card in self.cards:
            self._group.addButton(card)
            card.toggled.connect(self._offer_breath)
        self._build(tokens)
        self._connect()
        if self.cards:
            self.cards[0].setChecked(True)

    @property
    def card(self) -> PracticeCard | None:
        """The card that is chosen now."""
        return next((card for card in self.cards if card.isChecked()), None)

    def choose(self, name: str) -> None:
        """Choose the practice of this name, if it is on offer."""
        for card in self.cards:
            if card.practice.name == name:
                card.setChecked(True)

    def show_who(self, words: str) -> None:
        """Say who practises now, where there are several; empty where there is one."""
        if words:
            self.who.setText(words)
        self.doors.show_one(self.who, shown=bool(words))

    def focus_choice(self) -> None:
        """Give the keyboard focus to the chosen card."""
        if self.card is not None:
            self.card.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margins of the design in proportion."""
        wide, high = self.width(), self.height()
        beneath = wide < scaled(_BESIDE)
        self._columns.setDirection(QBoxLayout.Direction.TopToBottom if beneath else QBoxLayout.Direction.LeftToRight)
        if scaled(100) > 100:
            high = max(high, scaled(_BENEATH_HIGH if beneath else _LEAST_HIGH))
        scrolls = high > self.height()
        wide -= BAR_WIDE if scrolls else 0
        self._body.setFixedHeight(high)
        low = high < scaled(LOW)
        side, top, foot, between, between_columns = home_margins(wide, high)
        self._page.setContentsMargins(side, top, side, foot)
        self._page.setSpacing(between)
        self._left.setSpacing(between)
        self._right.setSpacing(between)
        self.demonstration.setVisible(has_room_to_demonstrate(self._language, wide))
        # The bar of the cards stands in the gap between the columns.
        self._columns.setSpacing(between_columns - RIGHT_ROOM)
        beside = wide - 2 * side - self.doors.sizeHint().width() >= scaled(_SAID_WIDE)
        self._foot.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self.weeks.stand_close(close=low)
        self.sensors.stand_close(close=low)
        self.breath_panel.stand_close(close=low)
        self.question.setFont(question_row(self._language, wide, high)[0])
        super().resizeEvent(event)

    def _connect(self) -> None:
        self.breath_panel.begin_requested.connect(self.begin_requested)
        self.breath_panel.settings_opened.connect(lambda opened: self.sensors.setHidden(opened))
        self.breath_panel.length_chosen.connect(self._choose_length)
        self.eight_weeks.clicked.connect(self.path_requested)
        self.demonstration.clicked.connect(self.demonstration_requested)
        self.your_voice.clicked.connect(self.voice_requested)
        self.read_again.clicked.connect(self.opening_requested)
        self.room.clicked.connect(self.room_requested)
        self.help.clicked.connect(lambda: ask_for_help(self.help))
        self.settings.clicked.connect(self.settings_requested)
        bind(self, HOME, {KeyUse.BEGIN: self._press_or_begin, KeyUse.SETTINGS: self.settings_requested.emit})
        self.weeks.history_asked.connect(self.history_requested)

    def _build(self, tokens: Tokens) -> None:
        top = QHBoxLayout()
        top.setSpacing(BETWEEN_PX)
        top.addWidget(self.question, 1)
        top.addWidget(self.demonstration)
        top.addWidget(self.eight_weeks)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.error_message)
        said.addWidget(self.remark)
        self._foot = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._foot.addLayout(said, 1)
        self._foot.setSpacing(4)
        self._foot.addWidget(self.doors)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._left.addWidget(self.grid, 1)
        weeks = QHBoxLayout()
        weeks.setContentsMargins(0, 0, RIGHT_ROOM, 0)
        weeks.addWidget(self.weeks)
        self._left.addLayout(weeks)
        self._right.addWidget(self.sensors, _SENSORS_SHARE)
        self._right.addWidget(self.breath_panel, _BREATH_SHARE)
        self._columns.addLayout(self._left, 68)
        self._columns.addLayout(self._right, 32)
        # All of it scrolls where larger words do not fit; at their usual size it fits into every window.
        self._body = QWidget()
        self._page = QVBoxLayout(self._body)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        view = QuietScroll(self._body, tokens, tokens.background)
        # Without a line around it, so that nothing moves when the page comes after its question.
        view.setStyleSheet(f"QScrollArea {{ background: transparent; border: none; }} {bar_style(tokens)}")
        outer.addWidget(view)
        self._page.addLayout(top)
        self._page.addLayout(self._columns, 1)
        self._page.addLayout(self._foot)
        stops = (
            *self.cards,
            self.sensors.list,
            self.weeks,
            *self.breath_panel.stops,
            self.demonstration,
            self.eight_weeks,
            *self.doors.items,
        )
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _press_or_begin(self) -> None:
        # A shortcut comes before the key reaches whatever has the focus.
        focused = self.focusWidget()
        if isinstance(focused, Pill | Switch):
            focused.click()
        elif focused is self.weeks:
            self.weeks.open_day()
        else:
            self.begin_requested.emit()

    def _offer_breath(self, checked: bool) -> None:
        if checked and self.card is not None:
            self.breath_panel.offer(self.card.practice, self.card.minutes)

    def _choose_length(self, minutes: int) -> None:
        if self.card is not None:
            self.card.choose_length(minutes)
