"""Where a room gathers: the practice, the sensors in reach, and who sits down; from here it begins."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QStackedWidget, QVBoxLayout, QWidget

from biofeedback.error_codes import SealErrorCode
from biofeedback.errors import SoftenError
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practice.script.model import Practice
from biofeedback.sensors import SIMULATED_HEART, SensorSeen
from ui.desktop.home.layout import LOW, home_margins
from ui.desktop.home.sensor_list import SensorList
from ui.desktop.keys import LEFT_BY_ESCAPE, bind
from ui.desktop.room.aloud_panel import AloudPanel
from ui.desktop.room.consent_panel import ConsentPanel
from ui.desktop.room.seated_panel import SeatedPanel
from ui.desktop.room.who_panel import WhoPanel
from ui.desktop.theme.surfaces import Panel, Pill, Words
from ui.desktop.theme.typeface import LIGHT, font, scaled
from ui.desktop.widgets.announce import announce
from ui.desktop.widgets.asking import ask_for_help
from ui.desktop.widgets.quiet_list import quiet_list
from ui.desktop.widgets.sensor_watch import SensorWatch
from ui.gathering import Agreed, Gathering
from ui.ports import Application
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.lengths import length_words
from ui.words.rooms.care_words import CARE
from ui.words.rooms.room_words import radio_words, room_title, room_words, sits_words

_AFTER_PICTURE_MS = 60  # until sensors are looked for; a choice, as on the first screen
_LEFT_SHARE, _RIGHT_SHARE = 38, 62  # of the width; by eye, as in the design of the operator's view
_PRACTICES_SHARE, _SENSORS_SHARE = 45, 55  # of the height of their column; by eye


class GatherScreen(QWidget):
    """The page; ``begun`` carries the `RoomSession` that was begun here.

    Parameters
    ----------
    application : Application
        What can be begun.
    gathering : Gathering
        Who sits down; those who did before stay.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    chosen : str
        The name of the practice that is chosen at first.

    Attributes
    ----------
    refused : list of str
        Why somebody who was to sit down could not, a sentence each.
    """

    help_name = "room"

    begun = Signal(object)
    left = Signal()
    passphrase_needed = Signal(str)
    """Recordings are sealed, and nobody gave the passphrase yet; carries the name of the practice."""

    def __init__(
        self, application: Application, gathering: Gathering, tokens: Tokens, language: Language, chosen: str = ""
    ) -> None:
        super().__init__()
        self._application, self._gathering = application, gathering
        self._tokens, self._language = tokens, language
        self._seen: dict[str, SensorSeen] = {}
        self._card_was_read = False
        self.refused: list[str] = []
        self.setAccessibleName(room_title(language))
        goes_out = application.goes_out
        self.title = Words(room_title(language), font(30, LIGHT, spacing_percent=100.5), tokens.ink, wrap=True)
        self.subtitle = Words(room_words(language), font(14), tokens.muted, wrap=True)
        self.care = Pill(language.gettext("For whoever leads"), tokens, size_px=14)
        self.practices = quiet_list(language.gettext("The practice"), tokens)
        self.practices.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.sensors = SensorList(
            tokens, language, title=language.gettext("Sensors in reach"), always=(SIMULATED_HEART,)
        )
        self.who = WhoPanel(tokens, language)
        self.consent = ConsentPanel(tokens, language, self._another_name, goes_out=goes_out)
        self.seated = SeatedPanel(tokens, language, goes_out=goes_out)
        self.aloud = AloudPanel(tokens, language, goes_out=goes_out)
        self.panels = QStackedWidget()
        for panel in (self.who, self.consent, self.seated, self.aloud):
            self.panels.addWidget(panel)
        self.remark = Words("", font(14), tokens.amber, wrap=True)
        self.back = Pill(language.gettext("Back"), tokens, size_px=16)
        self.begin = Pill(language.gettext("Begin"), tokens, main=True, size_px=16)
        self._watch = SensorWatch(application, self)
        self._offer_practices(chosen)
        self._build()
        self._connect()
        self._show_seats()

    @property
    def practice(self) -> Practice | None:
        """The practice that is chosen now."""
        row = self.practices.currentRow()
        return self._application.practices[row] if row >= 0 else None

    def say(self, sentence: str) -> None:
        """Say something beneath."""
        self.remark.setText(sentence)
        announce(self, sentence)

    def seat(self, sensor: SensorSeen) -> None:
        """Ask whoever wears a sensor; where somebody sits with it already, show their seat."""
        taken = next((each for each in self._gathering.agreed if each.spec == sensor.spec), None)
        if taken is not None and sensor.spec != SIMULATED_HEART.spec:
            self.show_seat(taken)
            return
        self.say("")
        self.consent.ask(sensor, self._gathering.offered_name(), was_read=self._card_was_read)
        self.panels.setCurrentWidget(self.consent)
        self.consent.focus_card()

    def show_seat(self, somebody: Agreed) -> None:
        """Show somebody who sits, and what they chose."""
        self.seated.show_seat(somebody)
        self.panels.setCurrentWidget(self.seated)
        self.seated.choices.keep.setFocus()

    def show_who(self) -> None:
        """Show who sits down, with the keyboard where the next sensor is chosen."""
        self.panels.setCurrentWidget(self.who)
        self.sensors.list.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Look for sensors a little after the first picture."""
        super().showEvent(event)
        if not event.spontaneous():
            QTimer.singleShot(_AFTER_PICTURE_MS, self, self._look)

    def hideEvent(self, event: QHideEvent) -> None:
        """Look for sensors no more."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._watch.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margins of the first screen."""
        side, top, foot, between, between_columns = home_margins(self.width(), self.height())
        low = self.height() < scaled(LOW)
        self.subtitle.setHidden(low)
        self.title.setFont(font(24 if low else 30, LIGHT, spacing_percent=100.5))
        self._page.setContentsMargins(side, top, side, max(foot, 8))
        self._page.setSpacing(between)
        self._columns.setSpacing(between_columns)
        self._left.setSpacing(between)
        super().resizeEvent(event)

    def _build(self) -> None:
        head, said, foot = QHBoxLayout(), QVBoxLayout(), QHBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.title)
        said.addWidget(self.subtitle)
        head.addLayout(said, 1)
        head.addWidget(self.care)
        panel = Panel(self._tokens, self._language.gettext("The practice"))
        inner = QVBoxLayout(panel)
        inner.setContentsMargins(16, 10, 16, 12)
        inner.setSpacing(6)
        title = Words(self._language.gettext("The practice"), font(13), self._tokens.muted)
        title.setIndent(10)
        inner.addWidget(title)
        inner.addWidget(self.practices, 1)
        self._left, self._columns = QVBoxLayout(), QHBoxLayout()
        self._left.addWidget(panel, _PRACTICES_SHARE)
        self._left.addWidget(self.sensors, _SENSORS_SHARE)
        self._columns.addLayout(self._left, _LEFT_SHARE)
        self._columns.addWidget(self.panels, _RIGHT_SHARE)
        foot.addWidget(self.back)
        foot.addWidget(self.remark, 1)
        foot.addWidget(self.begin)
        self._page = QVBoxLayout(self)
        self._page.addLayout(head)
        self._page.addLayout(self._columns, 1)
        self._page.addLayout(foot)

    def _connect(self) -> None:
        self._watch.seen.connect(self._see)
        self._watch.failed.connect(lambda error: self.sensors.say(error_sentence(error, self._language)))
        self.sensors.list.itemClicked.connect(lambda _item: self.seat(self.sensors.chosen))
        self.sensors.list.itemActivated.connect(lambda _item: self.seat(self.sensors.chosen))
        # One thing at a time: while somebody is asked, nothing begins.
        self.panels.currentChanged.connect(lambda: self.begin.setEnabled(self.panels.currentWidget() is self.who))
        self.practices.itemActivated.connect(lambda _item: self.sensors.list.setFocus())
        self.who.chosen.connect(self.show_seat)
        self.who.aloud_requested.connect(self._read_aloud)
        self.aloud.was_read.connect(self._was_read)
        self.consent.agreed.connect(self._sit)
        self.consent.declined.connect(self.show_who)
        self.seated.changed.connect(self._change)
        self.seated.risen.connect(self._rise)
        self.seated.closed.connect(self.show_who)
        self.care.clicked.connect(lambda: ask_for_help(self.care, CARE))
        self.back.clicked.connect(self.left)
        self.begin.clicked.connect(self._begin)
        bind(self, LEFT_BY_ESCAPE, {KeyUse.LEAVE: self._leave})

    def _offer_practices(self, chosen: str) -> None:
        for row, practice in enumerate(self._application.practices):
            words = self._language.gettext("{title}, {length}").format(
                title=practice.title, length=length_words(practice, self._language)
            )
            self.practices.addItem(QListWidgetItem(words))
            if practice.name == chosen or row == 0:
                self.practices.setCurrentRow(row)

    def _another_name(self, name: str) -> str:
        return self._gathering.offered_name(but=name)

    def _look(self) -> None:
        if self.isVisible() and not self._watch.looks:
            self.sensors.say_looking()
            self._watch.begin()
            self._say_radio()

    def _see(self, sensor: SensorSeen) -> None:
        self._seen[sensor.spec] = sensor
        taken = [each.name for each in self._gathering.agreed if each.spec == sensor.spec]
        if taken and sensor.spec != SIMULATED_HEART.spec:
            sensor = replace(sensor, detail=sits_words(taken[0], self._language))
        self.sensors.see(sensor)

    def _show_seats(self) -> None:
        self.who.show_seats(self._gathering.agreed)
        for sensor in tuple(self._seen.values()):
            self._see(sensor)
        self._say_radio()

    def _say_radio(self) -> None:
        about = sum(adapter.about for adapter in self._application.radio())
        straps = sum(each.spec.startswith("bluetooth") for each in self._gathering.agreed)
        words = radio_words(straps, about, self._language) if about else ""
        self.who.say_radio(words, soon_full=straps >= about - 1)

    def _sit(self, somebody: Agreed) -> None:
        if self._done(lambda: self._gathering.sit(somebody), self.consent.refuse):
            self._show_seats()
            self.show_who()

    def _change(self, before: Agreed, after: Agreed) -> None:
        self._gathering.change(before, after)
        self._show_seats()

    def _rise(self, somebody: Agreed) -> None:
        self._gathering.rise(somebody)
        self._show_seats()
        self.show_who()

    def _read_aloud(self) -> None:
        self.panels.setCurrentWidget(self.aloud)
        self.aloud.focus_card()

    def _was_read(self, was_read: bool) -> None:
        self._card_was_read = self._card_was_read or was_read
        self.show_who()

    def _leave(self) -> None:
        if self.panels.currentWidget() is self.who:
            self.left.emit()
        else:
            self.show_who()

    def _begin(self) -> None:
        practice = self.practice
        if practice is None:
            return
        self._watch.stop()
        try:
            room = self._application.begin_room(practice, None, BreathChoice(from_own_pace=False))
        except SoftenError as error:
            if error.code == SealErrorCode.PASSPHRASE_NEEDED:
                self.passphrase_needed.emit(practice.name)
                return
            self.say(error_sentence(error, self._language))
            self._look()
            return
        refused = self._gathering.begin(room)
        self.refused = [error_sentence(error, self._language) for _, error in refused]
        self.begun.emit(room)

    def _done(self, act: Callable[[], object], refuse: Callable[[str], object]) -> bool:
        try:
            act()
        except SoftenError as error:
            refuse(error_sentence(error, self._language))
            return False
        return True
