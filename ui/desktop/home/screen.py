"""The first screen: what is chosen there is begun, and what becomes known of sensors, weeks and people is shown.

The screen knows the application; its pages do not.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from biofeedback.errors import SoftenError
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practice.script.model import Practice
from biofeedback.wall_clock import local_now
from ui.desktop.home.beginning import Beginning
from ui.desktop.home.page import HomePage
from ui.desktop.home.pages import HomePages
from ui.desktop.home.recent_reading import RecentReading
from ui.desktop.home.sound_drop import SoundDrop
from ui.desktop.widgets.sensor_watch import SensorWatch
from ui.ports import Application
from ui.preferences import Preferences
from ui.recordings import RecentPractice
from ui.tokens import Tokens
from ui.words.language import Language

_AFTER_PICTURE_MS = 60
"""So long after the first picture sensors are looked for, so that it is painted before: four frames. A choice."""


class HomeScreen(QWidget):
    """Choose, and begin.

    Parameters
    ----------
    application : Application
        What can be begun.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    begun = Signal(object)
    """A practice was begun; carries the `Session`."""

    history_requested = Signal(object)
    """The person would like to see what they practised before; carries the path of a recording to begin at."""

    renewed = Signal()
    """Somebody else practises now, and the first screen is another."""

    settings_requested = Signal()
    """The person would like to see the settings."""
    voice_requested = Signal(object)
    """The person would like to read out the words of a practice; carries the `Practice`."""

    room_requested = Signal(str)
    """A room is to gather; carries the name of the practice that is chosen."""

    practice_made = Signal(object)
    """A sound file was dropped and is a practice now; carries the `TrackMade`."""

    def __init__(self, application: Application, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._application = application
        self._language = language
        self._to_look_around = False
        self._watch = SensorWatch(application, self)
        self._recent = RecentReading(application, self)
        self.setAccessibleName(language.gettext("Home"))
        errors = (*application.practice_errors, application.preferences_error)
        remarks = [self._sentence(each) for each in errors if each is not None]
        self.home_page = HomePage(application.practices, remarks, application.preferences, tokens, language)
        self.pages = HomePages(self.home_page, application, tokens, language)
        self.pages.begin_requested.connect(self._begin_from_path)
        self.pages.renewed.connect(self.renewed)
        self.pages.people_left.connect(self._show_who)
        self.pages.failed.connect(self._say_error)
        self.cards, self.sensors = self.home_page.cards, self.home_page.sensors
        self.weeks, self.breath_panel = self.home_page.weeks, self.home_page.breath_panel
        self.breath_panel.offer_today(application.pace_of_today())
        self._watch.seen.connect(self.sensors.see)
        self._watch.failed.connect(lambda error: self.sensors.say(self._sentence(error)))
        self.home_page.begin_requested.connect(self.begin)
        self.home_page.path_requested.connect(self.pages.show_path)
        self.home_page.demonstration_requested.connect(self.demonstrate)
        self.home_page.opening_requested.connect(self.pages.show_opening_again)
        self.home_page.who.clicked.connect(self.pages.show_people)
        self.home_page.settings_requested.connect(self.settings_requested)
        self.home_page.history_requested.connect(self.history_requested)
        self.home_page.voice_requested.connect(self._ask_for_voice)
        self.home_page.room_requested.connect(self._ask_for_room)
        self.breath_panel.preferred.connect(self._prefer_turned)
        self.breath_panel.assess_requested.connect(self.assess)
        self._recent.read.connect(self._show_weeks)
        self._recent.failed.connect(lambda error: self.weeks.show_error(self._sentence(error)))
        self._beginning = Beginning(application, lambda: self.sensors.chosen.spec, tokens, language, self)
        self._beginning.page_opened.connect(self.pages.open)
        self._beginning.page_left.connect(self.pages.show_home_page)
        self._beginning.tried.connect(self._free_sensors)
        self._beginning.begun.connect(self.begun)
        self._beginning.failed.connect(self._say_error)
        self._beginning.given_up.connect(self._look)
        self._dropped = SoundDrop(application, self)
        self._dropped.begun.connect(self._say_reading)
        self._dropped.made.connect(self.practice_made)
        self._dropped.failed.connect(self._say_error)
        self.setAcceptDrops(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.pages.show_opening_once()

    @property
    def chosen(self) -> Practice | None:
        """The practice that is chosen now, at the length that is chosen."""
        card = self.home_page.card
        return None if card is None else card.practice_at_length

    @property
    def help_name(self) -> str:
        """Whose keys are told: those of the home page, or of a page that was opened from it."""
        return "home" if self.page is self.home_page else "page"

    @property
    def page(self) -> QWidget | None:
        """The page that is shown now."""
        return self.pages.currentWidget()

    def say(self, text: str) -> None:
        """Say something where a practice is begun."""
        self.breath_panel.say(text)

    def begin(self) -> None:
        """Begin the chosen practice; when it cannot be begun, say why and stay."""
        if self.chosen is not None and self.isVisible():
            self._beginning.begin(self.chosen, self.breath_panel.choice)

    def assess(self, sliding: bool) -> None:
        """Begin to look for the pace of today, in steps or in one slide; when that cannot begin, say why and stay."""
        self._beginning.assess(sliding=sliding)

    def demonstrate(self) -> None:
        """Begin the demonstration with the sensor that is chosen; when it cannot begin, say why and stay."""
        self._beginning.demonstrate()

    def show_people(self) -> None:
        """Go to those who practise here."""
        self.pages.show_people()

    def stop_watching(self) -> None:
        """Stop looking for sensors."""
        self._watch.stop()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a sound file, of which a practice can be made."""
        self._dropped.enter(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Make a practice of a sound file."""
        self._dropped.drop(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Show what is known already; what takes time to find comes after the first picture."""
        super().showEvent(event)
        if event.spontaneous():
            return
        self._to_look_around = True
        if self.page is self.home_page:
            self.home_page.focus_choice()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and look around a little after that, however long the picture took."""
        super().paintEvent(event)
        if self._to_look_around:
            self._to_look_around = False
            QTimer.singleShot(_AFTER_PICTURE_MS, self, self._look_around)

    def hideEvent(self, event: QHideEvent) -> None:
        """Stop looking for sensors while nobody sees the list."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.stop_watching()
            self._recent.stop()

    def _ask_for_voice(self) -> None:
        if self.chosen is not None:
            self.voice_requested.emit(self.chosen)

    def _ask_for_room(self) -> None:
        self.room_requested.emit("" if self.chosen is None else self.chosen.name)

    def _say_error(self, error: SoftenError) -> None:
        self.say(self._sentence(error))

    def _say_reading(self, name: str) -> None:
        from ui.words.track_words import reading_words

        self.say(reading_words(name, self._language))

    def _sentence(self, error: SoftenError) -> str:
        # The first picture mostly has nothing to tell of, and does not wait for the words.
        from ui.words.errors import error_sentence

        return error_sentence(error, self._language)

    def _begin_from_path(self, practice: Practice) -> None:
        self._beginning.begin(practice, BreathChoice(from_own_pace=self._application.preferences.attuned))

    def _prefer_turned(self, preferences: Preferences) -> None:
        # The panel knows what is heard and seen; what was kept of the answers may have changed since.
        self._prefer(replace(preferences, answers=self._application.preferences.answers))

    def _prefer(self, preferences: Preferences) -> None:
        try:
            self._application.prefer(preferences)
        except SoftenError as error:
            self._say_error(error)

    def _look_around(self) -> None:
        """Look for sensors, show the last weeks as they are now, and make the settings ready behind More."""
        if not self.isVisible():
            return
        self.breath_panel.make_ready()
        if not self._watch.looks:
            self._look()
        self._show_who()
        self._recent.begin()

    def _show_who(self) -> None:
        """Let go what guests did not keep, and say who practises now where there are several."""
        from ui.words.people_words import left_over_sentence, practising_words

        people = self._application.people
        try:
            people.say_goodbye()
            if count := people.delete_left_over():
                self.breath_panel.say(left_over_sentence(count, self._language))
        except SoftenError as error:
            self._say_error(error)
        several = len(people.everybody) > 1 or people.here is None
        self.home_page.show_who(practising_words(people.here, self._language) if several else "")

    def _show_weeks(self, recent: Sequence[RecentPractice]) -> None:
        self.weeks.show_practices(recent, _today())

    def _free_sensors(self) -> None:
        self.breath_panel.say("")
        self.stop_watching()

    def _look(self) -> None:
        self.sensors.say_looking()
        self._watch.begin()


def _today() -> date:
    return local_now().date()
