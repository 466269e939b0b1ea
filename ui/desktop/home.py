"""The first screen: what would feel kind right now, with which sensor, at which breath."""

import logging
from collections.abc import Callable
from datetime import date, datetime

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from biofeedback.errors import SoftenError
from biofeedback.practice.script import Practice
from biofeedback.sensors import SensorSeen
from ui.desktop.breath_panel import BreathPanel
from ui.desktop.last_weeks import LastWeeks
from ui.desktop.practice_card import PracticeCard
from ui.desktop.sensor_list import LOOKING, SensorList
from ui.desktop.surfaces import Words
from ui.desktop.typeface import LIGHT, font
from ui.ports import House, Sitting
from ui.tokens import Tokens

QUESTION = "What would feel kind right now?"
NOT_A_DEVICE = "Soften is for practice and curiosity; it is not a medical device."
_COLUMNS = 3
_AFTER_PICTURE_MS = 60

logger = logging.getLogger(__name__)


class _Sightings(QObject):
    """Carries what another thread sees into the main thread."""

    seen = Signal(SensorSeen)
    trouble = Signal(str)


class HomeScreen(QWidget):
    """Choose, and begin.

    Parameters
    ----------
    house : House
        What can be begun.
    tokens : Tokens
        The colours of the room.
    """

    begun = Signal(object)
    """A practice was begun; carries the `Sitting`."""

    def __init__(self, house: House, tokens: Tokens) -> None:
        super().__init__()
        self._house = house
        self._stop_watching: Callable[[], None] | None = None
        # No parent: a late sighting may still be on its way when the window is gone.
        self._sightings = _Sightings()
        self.setAccessibleName("Home")
        self.question = Words(QUESTION, font(34, LIGHT, spacing_percent=100.5), tokens.ink)
        self.cards = [PracticeCard(practice, tokens) for practice in house.practices]
        self.sensors = SensorList(tokens)
        self.weeks = LastWeeks(tokens)
        self.breath = BreathPanel(tokens)
        self._remark = Words(NOT_A_DEVICE, font(12), tokens.muted)
        self._sightings.seen.connect(self.sensors.see)
        self._sightings.trouble.connect(self.sensors.say)
        self.breath.begin_wished.connect(self.begin)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        for card in self.cards:
            self._group.addButton(card)
            card.toggled.connect(self._offer_breath)
        self._grid = self._build()
        if self.cards:
            self.cards[0].setChecked(True)
        for key in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(self.begin)

    @property
    def chosen(self) -> Practice | None:
        """The practice that is chosen now."""
        return next((card.practice for card in self.cards if card.isChecked()), None)

    def begin(self) -> None:
        """Begin what is chosen; when it cannot be begun, say why and stay."""
        practice = self.chosen
        if practice is None or not self.isVisible():
            return
        self.breath.say("")
        self.stop_watching()
        try:
            sitting: Sitting = self._house.begin(practice, self.sensors.chosen.spec, self.breath.breaths_per_min)
        except SoftenError as error:
            self.breath.say(str(error))
            self._watch()
            return
        self.begun.emit(sitting)

    def stop_watching(self) -> None:
        """Look for sensors no more; should that go wrong, it stands in nobody's way."""
        stop, self._stop_watching = self._stop_watching, None
        if stop is None:
            return
        try:
            stop()
        except Exception:
            # Whatever the radio is up to, a practice can be begun and a recording closed.
            logger.exception("the search for sensors would not end")

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is there already; what takes time to find comes after the picture."""
        super().showEvent(event)
        if event.spontaneous():
            return
        QTimer.singleShot(_AFTER_PICTURE_MS, self, self._look_around)
        chosen = next((card for card in self.cards if card.isChecked()), None)
        if chosen is not None and not self.isAncestorOf(self.focusWidget() or self):
            chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more while nobody sees it."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.stop_watching()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margins of the design in proportion."""
        wide, high = self.width(), self.height()
        side = max(24, min(round(0.039 * wide), 96))
        self._grid.setContentsMargins(side, max(18, round(0.05 * high)), side, max(12, round(0.025 * high)))
        self._grid.setHorizontalSpacing(max(18, min(round(0.028 * wide), 48)))
        self._grid.setVerticalSpacing(max(12, min(round(0.036 * high), 40)))
        self.question.setFont(font(max(24, min(round(0.0245 * wide), 44)), LIGHT, spacing_percent=100.5))
        super().resizeEvent(event)

    def _build(self) -> QGridLayout:
        cards = QWidget()
        card_grid = QGridLayout(cards)
        card_grid.setContentsMargins(0, 0, 0, 0)
        card_grid.setSpacing(14)
        columns = min(_COLUMNS, max(1, len(self.cards)))
        for place, card in enumerate(self.cards):
            card_grid.addWidget(card, place // columns, place % columns)
        grid = QGridLayout(self)
        grid.addWidget(self.question, 0, 0, 1, 2)
        grid.addWidget(cards, 1, 0)
        grid.addWidget(self.sensors, 1, 1)
        grid.addWidget(self.weeks, 2, 0)
        grid.addWidget(self.breath, 2, 1)
        grid.addWidget(self._remark, 3, 0, 1, 2)
        grid.setColumnStretch(0, 68)
        grid.setColumnStretch(1, 32)
        grid.setRowStretch(1, 36)
        grid.setRowStretch(2, 31)
        before: QWidget | None = None
        stops = (*self.cards, self.sensors.list, self.breath.slower, self.breath.faster, self.breath.begin)
        for widget in stops:
            if before is not None:
                QWidget.setTabOrder(before, widget)
            before = widget
        return grid

    def _offer_breath(self, checked: bool) -> None:
        practice = self.chosen
        if checked and practice is not None:
            self.breath.offer(practice.breath.aim)

    def _look_around(self) -> None:
        """Look for sensors, and show the last weeks as they are now."""
        if not self.isVisible():
            return
        if self._stop_watching is None:
            self._watch()
        try:
            self.weeks.show_practices(self._house.recent(), _today())
        except SoftenError as error:
            self.weeks.say_trouble(str(error))

    def _watch(self) -> None:
        sightings = self._sightings

        def on_seen(seen: SensorSeen) -> None:
            sightings.seen.emit(seen)

        def on_trouble(sentence: str) -> None:
            sightings.trouble.emit(sentence)

        self.sensors.say(LOOKING)
        self._stop_watching = self._house.watch_sensors(on_seen, on_trouble)


def _today() -> date:
    return datetime.now().astimezone().date()
