"""The first screen: shows one page at a time and begins what is chosen there.

The screen knows the application; its pages do not.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from biofeedback.error_codes import SealErrorCode
from biofeedback.errors import SoftenError
from biofeedback.practice.script.answers import Answers
from biofeedback.practice.script.choice import BreathChoice
from biofeedback.practice.script.model import Practice
from biofeedback.requests import KeepAnswers, Request, WriteNote
from biofeedback.wall_clock import local_now
from ui.desktop.home.page import HomePage
from ui.desktop.home.sound_drop import SoundDrop
from ui.desktop.widgets.sensor_watch import SensorWatch
from ui.ports import Application, RecentPractice
from ui.preferences import Preferences
from ui.session import Session
from ui.tokens import Tokens
from ui.words.language import Language

# The first picture does not wait for the pages to come.
if TYPE_CHECKING:
    from biofeedback.events import FormAnswered
    from biofeedback.practice.forms.model import Form
    from biofeedback.practice.script.safety import OpeningPage
    from ui.desktop.screens.questions import QuestionsPage

_AFTER_PICTURE_MS = 60


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
        self._tokens = tokens
        self._language = language
        self._to_look_around = False
        self._reading = threading.Event()  # set as long as what was practised is being read and somebody waits
        # When a sensor cannot be used, the page of questions is filled in again.
        self._last_answers = application.preferences.answers
        self._watch = SensorWatch(application, self)
        self.setAccessibleName(language.gettext("Home"))
        errors = (*application.practice_errors, application.preferences_error)
        remarks = [self._told(each) for each in errors if each is not None]
        self.home_page = HomePage(application.practices, remarks, application.preferences, tokens, language)
        self.cards, self.sensors = self.home_page.cards, self.home_page.sensors
        self.weeks, self.breath_panel = self.home_page.weeks, self.home_page.breath_panel
        self.breath_panel.offer_today(application.pace_of_today())
        self._watch.seen.connect(self.sensors.see)
        self._watch.failed.connect(lambda error: self.sensors.say(self._told(error)))
        self.home_page.begin_requested.connect(self.begin)
        self.home_page.path_requested.connect(self.show_path)
        self.home_page.demonstration_requested.connect(self.demonstrate)
        self.home_page.opening_requested.connect(self.show_opening_again)
        self.home_page.who.clicked.connect(self.show_people)
        self.home_page.settings_requested.connect(self.settings_requested)
        self.home_page.history_requested.connect(self.history_requested)
        self.home_page.voice_requested.connect(self._ask_for_voice)
        self.home_page.room_requested.connect(self._ask_for_room)
        self.breath_panel.preferred.connect(self._prefer_turned)
        self.breath_panel.assess_requested.connect(self.assess)
        self._dropped = SoundDrop(application, self)
        self._dropped.begun.connect(self._say_reading)
        self._dropped.made.connect(self.practice_made)
        self._dropped.failed.connect(self._say_error)
        self.setAcceptDrops(True)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.home_page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        self._show_opening_once()

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
        return self._pages.currentWidget()

    def say(self, text: str) -> None:
        """Say something where a practice is begun."""
        self.breath_panel.say(text)

    def begin(self) -> None:
        """Begin the chosen practice; when it cannot be begun, say why and stay."""
        if self.chosen is not None and self.isVisible():
            self._ask_or_begin(self.chosen, self.breath_panel.choice)

    def assess(self, sliding: bool) -> None:
        """Begin to look for the pace of today, in steps or in one slide; when that cannot begin, say why and stay."""
        self._try_to_begin(lambda: self._application.assess(self.sensors.chosen.spec, sliding=sliding))

    def demonstrate(self) -> None:
        """Begin the demonstration with the sensor that is chosen; when it cannot begin, say why and stay."""
        self._try_to_begin(lambda: self._application.demonstrate(self.sensors.chosen.spec))

    def show_home_page(self) -> None:
        """Go back to the home page."""
        shown = self.page
        self._pages.setCurrentWidget(self.home_page)
        if shown is not None and shown is not self.home_page:
            self._pages.removeWidget(shown)
            shown.deleteLater()
        self.home_page.focus_choice()

    def show_people(self) -> None:
        """Go to those who practise here."""
        from ui.desktop.screens.people import PeoplePage

        page = PeoplePage(self._application.people, self._tokens, self._language)
        page.left.connect(self.show_home_page)
        page.left.connect(self._show_who)
        page.chosen.connect(self.renewed)
        self._show(page)

    def show_path(self) -> None:
        """Go to the eight weeks."""
        from ui.desktop.screens.path import PathPage

        try:
            page = PathPage(self._application.path(), self._application.practices, self._tokens, self._language)
        except SoftenError as error:
            self.breath_panel.say(self._told(error))
            return
        page.left.connect(self.show_home_page)
        page.begin_requested.connect(self._begin_from_path)
        self._show(page)

    def show_opening_again(self) -> None:
        """Go to what is good to know before a practice."""
        try:
            page = self._application.opening_words()
        except SoftenError as error:
            self.breath_panel.say(self._told(error))
            return
        self._show_opening(page)

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
            self._reading.clear()

    def _ask_for_voice(self) -> None:
        if self.chosen is not None:
            self.voice_requested.emit(self.chosen)

    def _ask_for_room(self) -> None:
        self.room_requested.emit("" if self.chosen is None else self.chosen.name)

    def _say_error(self, error: SoftenError) -> None:
        self.say(self._told(error))

    def _say_reading(self, name: str) -> None:
        from ui.words.track_words import reading_words

        self.say(reading_words(name, self._language))

    def _told(self, error: SoftenError) -> str:
        # The first picture mostly has nothing to tell of, and does not wait for the words.
        from ui.words.errors import error_sentence

        return error_sentence(error, self._language)

    def _show(self, page: QWidget) -> None:
        self.breath_panel.say("")
        self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        page.setFocus()

    def _show_opening_once(self) -> None:
        try:
            page = self._application.opening_page()
        except SoftenError as error:
            self.breath_panel.say(self._told(error))
            return
        if page is not None:
            self._show_opening(page)

    def _show_opening(self, words: "OpeningPage") -> None:
        from ui.desktop.screens.opening import OpeningScreen

        page = OpeningScreen(words, self._tokens, self._language)
        page.left.connect(self.show_home_page)
        page.read.connect(self._opening_read)
        self._show(page)

    def _opening_read(self) -> None:
        self._application.opening_page_shown()
        self.show_home_page()

    def _begin_from_path(self, practice: Practice) -> None:
        self.show_home_page()
        self._ask_or_begin(practice, BreathChoice(attuned=self._application.preferences.attuned))

    def _ask_or_begin(self, practice: Practice, choice: BreathChoice) -> None:
        own_words = self._application.preferences.own_words
        if not practice.asks and not own_words:
            self._begin(practice, choice)
            return
        keeping = _any_of(self._application.preferences.answers, practice.asks)
        from ui.desktop.screens.questions import QuestionsPage

        page = QuestionsPage(
            practice, self._last_answers, self._tokens, self._language, keeping=keeping, own_words=own_words
        )
        page.left.connect(self.show_home_page)
        page.answered.connect(lambda: self._begin_answered(page, choice))
        self._show(page)

    def _begin_answered(self, page: "QuestionsPage", choice: BreathChoice) -> None:
        kept, given, asks = self._application.preferences.answers, page.answers, page.practice.asks
        try:
            answered = page.practice.answered(given)
        except SoftenError as error:
            page.refuse(self._told(error))
            return
        self._last_answers = _with(self._last_answers, given, asks)
        keeping = _with(kept, given if page.keeping else Answers(), asks)
        if keeping != kept:
            try:
                self._application.prefer(replace(self._application.preferences, answers=keeping))
            except SoftenError as error:
                if page.keeping:
                    # Said once; the next Begin begins, and keeps nothing.
                    page.refuse(self._told(error))
                    page.keep.setChecked(False)
                    return
        self.show_home_page()
        self._begin(answered, choice, page.words_before)

    def _begin(self, practice: Practice, choice: BreathChoice, words_before: str = "") -> None:
        words = (WriteNote("before", words_before),) if words_before.strip() else ()

        def begin() -> Session:
            return self._application.begin(practice, self.sensors.chosen.spec, None, choice)

        try:
            forms = self._application.forms(practice, "before")
            self._application.forms(practice, "after")  # what cannot be asked then is said now
        except SoftenError as error:
            self._say_error(error)
            return
        if forms:
            self._ask_forms(forms, lambda answers: self._try_to_begin(begin, (*words, KeepAnswers(answers))))
        else:
            self._try_to_begin(begin, words)

    def _ask_forms(self, forms: "Sequence[Form]", then: "Callable[[tuple[FormAnswered, ...]], object]") -> None:
        from biofeedback.clock import HostClock
        from ui.desktop.screens.forms import FormsPage

        def go_on() -> None:
            answers = page.answers()
            self.show_home_page()
            then(answers)

        page = FormsPage(forms, "before", HostClock(), self._tokens, self._language)
        page.left.connect(self.show_home_page)
        page.answered.connect(go_on)
        self._show(page)

    def _ask_passphrase(self, then: Callable[[], object]) -> None:
        from ui.desktop.screens.passphrase import PassphrasePage

        def go_on() -> None:
            self.show_home_page()
            then()

        page = PassphrasePage(self._application.seals, self._tokens, self._language)
        page.left.connect(self.show_home_page)
        page.left.connect(self._look)
        page.given.connect(go_on)
        self._show(page)

    def _try_to_begin(self, begin: Callable[[], Session], keep: Sequence[Request] = ()) -> None:
        self.breath_panel.say("")
        self.stop_watching()
        try:
            session = begin()
        except SoftenError as error:
            if error.code == SealErrorCode.PASSPHRASE_NEEDED:
                self._ask_passphrase(lambda: self._try_to_begin(begin, keep))
                return
            self.breath_panel.say(self._told(error))
            self._look()
            return
        for request in keep:
            session.request(request)
        self.begun.emit(session)

    def _prefer_turned(self, preferences: Preferences) -> None:
        # The panel knows what is heard and seen; what was kept of the answers may have changed since.
        self._prefer(replace(preferences, answers=self._application.preferences.answers))

    def _prefer(self, preferences: Preferences) -> None:
        try:
            self._application.prefer(preferences)
        except SoftenError as error:
            self.breath_panel.say(self._told(error))

    def _look_around(self) -> None:
        """Look for sensors, show the last weeks as they are now, and make the settings ready behind More."""
        if not self.isVisible():
            return
        self.breath_panel.make_ready()
        if not self._watch.looks:
            self._look()
        self._show_who()
        self._read_weeks()

    def _show_who(self) -> None:
        """Let go what guests did not keep, and say who practises now where there are several."""
        from ui.words.people_words import left_over_sentence, practising_words

        people = self._application.people
        try:
            people.say_goodbye()
            if count := people.delete_left_over():
                self.breath_panel.say(left_over_sentence(count, self._language))
        except SoftenError as error:
            self.breath_panel.say(self._told(error))
        several = len(people.everybody) > 1 or people.here is None
        self.home_page.show_who(practising_words(people.here, self._language) if several else "")

    def _read_weeks(self) -> None:
        """Read what was practised on a thread of its own, as long as this screen is seen."""
        from ui.desktop.widgets.loading import Loading

        self._reading.clear()
        reading = self._reading = threading.Event()
        reading.set()
        self._loading = Loading()
        self._loading.ready.connect(self._show_weeks)
        self._loading.failed.connect(self._say_unread)
        application = self._application
        self._loading.begin(lambda: application.recent(reading.is_set))

    def _show_weeks(self, recent: Sequence[RecentPractice]) -> None:
        self.weeks.show_practices(recent, _today())

    def _say_unread(self, error: SoftenError) -> None:
        self.weeks.show_error(self._told(error))

    def _look(self) -> None:
        self.sensors.say_looking()
        self._watch.begin()


def _any_of(answers: Answers, asks: tuple[str, ...]) -> bool:
    return _with(answers, Answers(), asks) != answers


def _with(kept: Answers, given: Answers, asks: tuple[str, ...]) -> Answers:
    """Return what was given to these questions, and to the others what was kept before."""
    return Answers(
        colour=given.colour if "colour" in asks else kept.colour,
        phrases=given.phrases if "phrases" in asks else kept.phrases,
        parts=given.parts if "parts" in asks else kept.parts,
        bells_at_s=given.bells_at_s if "bells" in asks else kept.bells_at_s,
    )


def _today() -> date:
    return local_now().date()
