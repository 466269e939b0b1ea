"""Where somebody sits down while a room goes on: the sensors in reach, the consent card, and a clear yes."""

from dataclasses import replace
from random import Random

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from biofeedback.errors import SoftenError
from biofeedback.sensors import SIMULATED_HEART, SensorSeen
from ui.desktop.home.sensor_list import SensorList
from ui.desktop.keys import ASKED_ONCE, pressed
from ui.desktop.room.consent_panel import ConsentPanel
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import font, scaled
from ui.desktop.widgets.sensor_watch import SensorWatch
from ui.gathering import Agreed, sit_down
from ui.ports import Application
from ui.rooms import RoomSession, Seat
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.language import Language
from ui.words.rooms.room_words import sat_words, sits_words
from ui.words.rooms.seat_names import free_names
from ui.words.sensors.adapter_words import adapter_load_words

_WIDE = 920  # px at the usual size of words that it takes at most; by eye: its lines are read without effort


class JoinPanel(QWidget):
    """The panel; ``left`` is sent when somebody sits there now, or nobody is to.

    Sensors are looked for while it is seen. Somebody who sat here before, and comes back with the same sensor and the
    same name, has the same seat.

    Parameters
    ----------
    application : Application
        Who looks for sensors.
    room : RoomSession
        The practice that goes on.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    left = Signal()

    def __init__(self, application: Application, room: RoomSession, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._application, self._room, self._language = application, room, language
        self._chance = Random()
        self.setAccessibleName(language.gettext("Somebody sits down"))
        self.sensors = SensorList(
            tokens, language, title=language.gettext("Somebody sits down with"), always=(SIMULATED_HEART,)
        )
        self.radio = Words("", font(13), tokens.muted, wrap=True)
        self.back = Pill(language.gettext("Back"), tokens, size_px=14)
        self.consent = ConsentPanel(tokens, language, self._free_name, goes_out=application.goes_out)
        self._watch = SensorWatch(application, self)
        choosing = QWidget()
        column, foot = QVBoxLayout(choosing), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.back)
        foot.addWidget(self.radio, 1)
        column.addWidget(self.sensors, 1)
        column.addLayout(foot)
        self.panels = QStackedWidget()
        self.panels.addWidget(choosing)
        self.panels.addWidget(self.consent)
        self.panels.setMaximumWidth(scaled(_WIDE))
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addStretch(1)
        whole.addWidget(self.panels, _WIDE)
        whole.addStretch(1)
        self.sensors.list.itemClicked.connect(lambda _item: self.seat(self.sensors.chosen))
        self.sensors.list.itemActivated.connect(lambda _item: self.seat(self.sensors.chosen))
        self._watch.seen.connect(self._see)
        self._watch.failed.connect(lambda error: self.sensors.say(error_sentence(error, language)))
        self.consent.agreed.connect(self._sit)
        self.consent.declined.connect(self.left)
        self.back.clicked.connect(self.left)

    def seat(self, sensor: SensorSeen) -> None:
        """Ask whoever wears a sensor; whoever sat here with it finds their name."""
        seat = self._seat_of(sensor)
        if seat is not None and seat.present:
            self.sensors.say(sits_words(seat.name, self._language))
            return
        self.consent.ask(sensor, self._free_name("") if seat is None else seat.name)
        self.panels.setCurrentWidget(self.consent)
        self.consent.focus_card()

    def hasHeightForWidth(self) -> bool:
        """Scroll the card in a low window, rather than ask for the height of all of it."""
        return False

    def event(self, event: QEvent) -> bool:
        """Keep Escape from ending the practice while somebody is asked here."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and pressed(event, ASKED_ONCE):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let nobody sit down on Escape."""
        if pressed(event, ASKED_ONCE):
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sensors, and say what the radio of this computer holds."""
        super().showEvent(event)
        if event.spontaneous():
            return
        self.panels.setCurrentIndex(0)
        self.sensors.say_looking()
        self._watch.begin()
        loads = [adapter_load_words(load, self._language) for load in self._application.radio()]
        self.radio.setText(self._language.listed(loads))
        self.sensors.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look no more."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._watch.stop()

    def _free_name(self, but: str) -> str:
        return free_names(self._language, (*(seat.name for seat in self._room.seats), but), self._chance)[0]

    def _seat_of(self, sensor: SensorSeen) -> Seat | None:
        """Return whose seat it is, the latest where it went from hand to hand; a simulated heart is anybody's."""
        if sensor.spec == SIMULATED_HEART.spec:
            return None
        found = [seat for seat in self._room.seats if seat.source.partition("#")[0] == sensor.spec]
        return found[-1] if found else None

    def _see(self, sensor: SensorSeen) -> None:
        seat = self._seat_of(sensor)
        if seat is not None:
            words = sits_words if seat.present else sat_words
            sensor = replace(sensor, detail=words(seat.name, self._language))
        self.sensors.see(sensor)

    def _sit(self, somebody: Agreed) -> None:
        try:
            sit_down(self._room, somebody)
        except SoftenError as error:
            self.consent.refuse(error_sentence(error, self._language))
            return
        self.left.emit()
