"""The window: home, then a practice, then its summary, with the recording closed whatever happens.

It owns the running session and is the only one to finish it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPalette
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from biofeedback.errors import SoftenError
from ui.desktop.kept_on_screen import KeptOnScreen
from ui.desktop.window_place import place_of, put_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from biofeedback.practice.script.model import Practice
    from ui.desktop.help.over import HelpOver
    from ui.desktop.home.first_words import FirstWords
    from ui.desktop.home.screen import HomeScreen
    from ui.desktop.screens.first_light import FirstLight
    from ui.desktop.screens.practice import PracticeScreen
    from ui.desktop.screens.summary import SummaryScreen
    from ui.desktop.settings.screen import SettingsScreen
    from ui.desktop.theme.appearance import Look
    from ui.ports import Application, Session, Speech
    from ui.preferences import Motion, Preferences
    from ui.presenter.track_made import TrackMade
    from ui.sound.settings import SoundSettings
    from ui.tokens import Tokens
    from ui.words.language import Language

_SMALLEST = (640, 400)
"""px; a choice: all fits from 800 by 480 on, and a smaller window is better than one off the edge."""

_USUAL = (1280, 860)
"""px; a choice: all lies in comfort, on most screens with something of the desktop around it."""

_SUMMARY_HIGH, _WELCOME_HIGH = 560, 460  # px that a page takes at the usual size of words; by eye

_WARM_UP_MS = 700  # after the first picture; a choice: the picture is there, and nobody has pressed anything yet
_MODULES_TO_WARM_UP = (
    "ui.desktop.screens.practice",
    "ui.desktop.screens.summary",
    "ui.desktop.review.screen",
    "ui.desktop.history.screen",
)
"""The numbers are not among them: they bring pyqtgraph, 20 MiB that a practice in the quiet view does without."""


def _no_speech(_sound: SoundSettings) -> None:
    """Return nobody: the prompts are read."""


class Window(QMainWindow):
    """Soften's window.

    Parameters
    ----------
    application : Application
        What can be begun.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    speech : callable
        Returns the speech for a practice that sounds like this, if there is one.

    Attributes
    ----------
    error_message : str
        Why the recording of the latest practice is not whole, as one sentence; empty while it is.
    had_error : bool
        Whether the recording of any practice is not whole.
    help : HelpOver or None
        The help over it; ``None`` before the first screen that has one.
    """

    closed = Signal()
    """The window was closed, and what it had begun is ended."""

    preferred = Signal(object)
    """Other preferences hold from now on; carries them."""

    look_taken = Signal(object)
    """Another look holds from now on; carries the `Look`, for whatever is not in the window itself."""

    def __init__(
        self,
        application: Application,
        tokens: Tokens,
        language: Language,
        speech: Callable[[SoundSettings], Speech | None] = _no_speech,
    ) -> None:
        super().__init__()
        self._speech = speech
        self._voice: Speech | None = None
        self._application = application
        self._tokens = tokens
        self._language = language
        self._session: Session | None = None
        self._home: HomeScreen | None = None
        self._practice: PracticeScreen | None = None
        self._summary: SummaryScreen | None = None
        self._settings: SettingsScreen | None = None
        self._screen: QWidget | None = None
        self._look: Look | None = None
        self._still = False
        self._eases = False
        self._system_still: bool | None = None
        self._chosen = ""  # the name of the practice that was chosen last
        self._again: Callable[[], object] | None = None
        self.help: HelpOver | None = None
        self.error_message = ""
        self.had_error = False
        self.setWindowTitle("Soften")
        KeptOnScreen(self, QSize(*_SMALLEST))
        self.resize(QSize(*_USUAL).boundedTo(self.screen().availableSize()))
        if application.preferences.window is not None:
            put_back(self, application.preferences.window)
        self._put_on(tokens)
        self._stack = QStackedWidget()
        self.setCentralWidget(self._stack)

    @property
    def screen_shown(self) -> QWidget | None:
        """The screen that is shown now; ``None`` before the first."""
        return self._screen

    def wear(self, look: Look) -> None:
        """Take another look: at once where nothing is under way that it would disturb, else with the next screen."""
        self._look = look
        if self._practice is not None:
            # Whoever is unwell with motion does not wait for the end.
            self._practice.light.set_still(still=look.still)
        if self._again is not None:
            self._again()

    def show_first_words(self) -> FirstWords:
        """Show the question of the first screen, which is about to come, and return its picture."""
        from ui.desktop.home.first_words import FirstWords

        try:
            asked = self._application.opening_page() is None
        except SoftenError:  # the first screen says so
            asked = True
        words = FirstWords(self._tokens, self._language, asked=asked)
        self._swap(words)
        return words

    def show_home(self) -> None:
        """Go to the first screen."""
        from ui.desktop.home.screen import HomeScreen

        self._take_look()
        self._keep_choice()
        home = HomeScreen(self._application, self._tokens, self._language)
        home.begun.connect(self.show_practice)
        home.renewed.connect(self.show_home)
        home.settings_requested.connect(self.show_settings)
        home.history_requested.connect(self.show_history)
        home.voice_requested.connect(self.show_voice)
        home.practice_made.connect(self._show_made)
        home.home_page.choose(self._chosen)
        self._swap(home, self._home_again)
        self._home = home

    def _show_made(self, made: TrackMade) -> None:
        """Show the first screen anew, with a practice that was made of a sound file chosen."""
        from ui.words.track_words import track_words

        self.show_home()
        if self._home is not None:
            self._home.home_page.choose(made.practice.name)
            self._home.home_page.focus_choice()
            self._home.say(" ".join(track_words(made, self._language)))

    def show_first(self) -> None:
        """Go to the welcome on the first run, else to the first screen."""
        if self._welcome_due():
            self.show_welcome()
        else:
            self.show_home()

    def show_welcome(self) -> None:
        """Go to the welcome, and from there to the first screen."""
        from biofeedback.clock import HostClock
        from ui.desktop.welcome.screen import WelcomeScreen

        self._take_look()
        welcome = WelcomeScreen(HostClock(), self._tokens, self._language, still_light=self._is_still)
        welcome.left.connect(lambda: self._welcomed(still_light=welcome.still_light))
        self._swap(welcome, least_px=_WELCOME_HIGH)
        welcome.go_on.setFocus()

    def show_first_light(self, practice: Practice) -> FirstLight:
        """Show the light of a practice that is about to begin, and return it."""
        from ui.desktop.screens.first_light import FirstLight

        self._take_look()
        light = FirstLight(practice, self._tokens, self._language, still=self._is_still)
        self._swap(light)
        return light

    def show_practice(self, session: Session) -> None:
        """Go to a practice that was begun; one before it is closed first."""
        # The first picture does not wait for what comes after it.
        from ui.desktop.screens.practice import PracticeScreen

        self._finish()
        self._take_look()
        self._session = session
        self.error_message = ""
        prefers = self._application.preferences
        practice = PracticeScreen(
            session, self._tokens, self._language, attuned=prefers.attuned, still_light=self._is_still
        )
        practice.ended.connect(self._show_summary)
        # A practice that is one recording has a voice of its own.
        self._voice = None if session.practice.track else self._speech(self._application.preferences.sound)
        if self._voice is not None:
            practice.prompted.connect(self._speak)
        practice.full_screen_requested.connect(self._toggle_full_screen)
        self._swap(practice)
        self._practice = practice
        practice.setFocus()
        practice.start()

    def show_voice(self, practice: Practice) -> None:
        """Go to where the words of a practice are read out in one's own voice; without words, say so and stay."""
        from ui.desktop.voice.screen import VoiceScreen

        try:
            reading = self._application.reading(practice)
        except SoftenError as error:
            if self._home is not None:
                self._home.say(self._said(error))
            return
        self._take_look()
        screen = VoiceScreen(practice, reading, self._tokens, self._language)
        screen.left.connect(self.show_home)
        self._swap(screen)
        screen.setFocus()

    def show_review(self, path: Path, beside: Path | None = None, *, of_history: bool = False) -> None:
        """Look back on a recorded practice, with another one beside it; one leaves it to where one came from."""
        from ui.desktop.review.screen import ReviewScreen

        self._take_look()
        review = ReviewScreen(
            self._application, path, self._tokens, self._language, beside=beside, of_history=of_history
        )
        review.home_requested.connect((lambda: self.show_history(path)) if of_history else self.show_home)
        self._swap(review)
        review.setFocus()

    def show_settings(self) -> None:
        """Go to the settings."""
        self._open_settings()

    def show_history(self, chosen: Path | None = None) -> None:
        """Go to everything that was practised before; ``chosen`` is the recording whose light is chosen."""
        from ui.desktop.history.screen import HistoryScreen

        self._take_look()
        history = HistoryScreen(self._application, self._tokens, self._language, chosen, still=self._is_still)
        history.home_requested.connect(self.show_home)
        history.review_requested.connect(lambda path, beside: self.show_review(path, beside, of_history=True))
        self._swap(history)
        history.setFocus()

    def _offer_help(self, screen: QWidget) -> None:
        """Let help be asked for on this screen."""
        if self.help is None:
            from ui.desktop.help.over import HelpOver

            self.help = HelpOver(self, self._application)
            self.help.welcome_requested.connect(self.show_welcome)
        self.help.go_with(screen, self._tokens, self._language, busy=self._session is not None)

    def ease_changes(self) -> None:
        """Let each screen from now on go softly into the next, unless the person prefers stillness."""
        self._eases = True

    def warm_up_soon(self) -> None:
        """Import the screens to come, a little after the first picture, so that they open at once."""
        QTimer.singleShot(_WARM_UP_MS, self, self._warm_up)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the recording before anything else, on whatever screen, and stop what runs in the background."""
        self._finish()
        with suppress(SoftenError):  # it opens as it came another time
            self._application.keep_window(place_of(self))
        if self._practice is not None:
            self._practice.stop()
        if self._home is not None:
            self._home.stop_watching()
        super().closeEvent(event)
        self.closed.emit()

    def _show_summary(self) -> None:
        from ui.desktop.screens.summary import SummaryScreen

        practice = self._practice
        if practice is None:
            return
        session = practice.session
        self._hush()
        unsettled: SoftenError | None = None
        try:
            session.settle()
        except SoftenError as error:
            unsettled = error
        # What was still under way when the practice ended belongs to the summary too.
        practice.feed.read()
        # What stopped the recording comes before what became of it.
        error_message = self._said(session.error or unsettled)
        own_words = self._application.preferences.own_words
        summary = SummaryScreen(
            practice.view,
            session,
            session.path,
            error_message,
            self._tokens,
            self._language,
            own_words=own_words,
            findings=session.findings(),
            people=self._application.people,
        )
        summary.home_requested.connect(lambda: self._leave_summary(self.show_home))
        summary.close_requested.connect(lambda: self._leave_summary(self.close))
        summary.discard_requested.connect(lambda: self._discard(summary.recording))
        summary.give.about_to_give.connect(self._finish)
        summary.review_requested.connect(lambda: self._leave_summary(lambda: self.show_review(summary.recording)))
        self._swap(summary, least_px=_SUMMARY_HIGH)
        self._summary = summary
        summary.setFocus()

    def _leave_summary(self, go_on: Callable[[], object]) -> None:
        """Close the recording and go on; should that bring an error that was not shown yet, show it and stay."""
        summary = self._summary
        if summary is not None and self._session is not None:
            said = summary.error_message.text()
            self._finish()
            if self.error_message and self.error_message != said:
                summary.show_error(self.error_message)
                return
        go_on()

    def _discard(self, path: Path) -> None:
        """Close the recording, delete it and go home; should it not go, say so and stay."""
        summary = self._summary
        self._finish()
        try:
            self._application.delete(path)
        except SoftenError as error:
            if summary is not None:
                summary.discard.say(self._said(error))
            return
        self.show_home()

    def _welcome_due(self) -> bool:
        """Tell whether it was neither seen nor skipped, nor was anything practised here before."""
        try:
            return not self._application.preferences.welcomed and self._application.opening_page() is not None
        except SoftenError:  # the first screen says so
            return False

    def _welcomed(self, *, still_light: bool) -> None:
        prefers = self._application.preferences
        motion: Motion = prefers.motion
        if still_light != self._is_still:
            motion = "still" if still_light else "moving"
        if not prefers.welcomed or motion != prefers.motion:
            # What cannot be kept is shown another time, and holds nobody up.
            with suppress(SoftenError):
                self._application.prefer(replace(prefers, welcomed=True, motion=motion))
        self.show_home()

    def _speak(self, text: str) -> None:
        """Let the machine speak words that the person did not speak themselves."""
        if self._voice is not None and self._session is not None:
            practice = self._session.practice
            if not self._application.takes(practice).has(text):
                self._voice.say(practice.said(text))

    def _hush(self) -> None:
        if self._voice is not None:
            self._voice.hush()

    def _finish(self) -> None:
        session, self._session = self._session, None
        if session is None:
            return
        if self._summary is not None:
            from biofeedback.requests import WriteNote

            for kind, text in self._summary.own_words:
                session.request(WriteNote(kind, text))
        self._hush()
        unclosed: SoftenError | None = None
        try:
            session.finish()
        except SoftenError as error:
            unclosed = error
        self.error_message = self._said(session.error or unclosed)
        self.had_error = self.had_error or bool(self.error_message)

    def _said(self, error: SoftenError | None) -> str:
        if error is None:
            return ""
        from ui.words.errors import error_sentence

        return error_sentence(error, self._language)

    @property
    def _is_still(self) -> bool:
        motion = self._application.preferences.motion
        return motion == "still" or (motion == "system" and self._still)

    def _take_look(self) -> None:
        look, self._look = self._look, None
        if look is None:
            return
        self._tokens, self._language, self._still = look.tokens, look.language, look.still
        self._system_still = look.system_still
        self.look_taken.emit(look)
        self._put_on(look.tokens)

    def _put_on(self, tokens: Tokens) -> None:
        if self._language.right_to_left != self.isRightToLeft():
            from PySide6.QtCore import Qt  # this namespace takes a while, and no first picture in English needs it

            directions = Qt.LayoutDirection
            self.setLayoutDirection(directions.RightToLeft if self._language.right_to_left else directions.LeftToRight)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Window, QColor(tokens.background))
        palette.setColor(QPalette.ColorRole.WindowText, QColor(tokens.ink))
        self.setPalette(palette)

    def _keep_choice(self) -> None:
        if self._home is not None and self._home.chosen is not None:
            self._chosen = self._home.chosen.name

    def _show_people(self) -> None:
        self.show_home()
        if self._home is not None:
            self._home.show_people()

    def _open_settings(self, subject: str = "", place: int = -1) -> None:
        """Show a page of the settings, with the focus at a place of it."""
        from ui.desktop.settings.page import Setting
        from ui.desktop.settings.screen import SettingsScreen

        self._take_look()
        setting = Setting(
            application=self._application,
            tokens=self._tokens,
            language=self._language,
            system_still=self._system_still,
        )
        settings = SettingsScreen(setting, subject)
        settings.left.connect(self.show_home)
        settings.preferred.connect(self._prefer)
        settings.emptied.connect(self._begin_anew)
        settings.people_requested.connect(self._show_people)
        self._swap(settings, lambda: self._open_settings(settings.subject, settings.focus_place()))
        self._settings = settings
        settings.focus_on(place)

    def _prefer(self, preferences: Preferences) -> None:
        said = ""
        try:
            self._application.prefer(preferences)
        except SoftenError as error:
            said = self._said(error)
        self.preferred.emit(preferences)
        # Another look has made the screen anew by now.
        if self._settings is not None:
            self._settings.say(said)

    def _begin_anew(self) -> None:
        self.preferred.emit(self._application.preferences)
        self._chosen = ""
        self.show_first()

    def _home_again(self) -> None:
        # What is being read or answered there stays.
        if self._home is not None and self._home.page is self._home.home_page:
            self.show_home()

    def _swap(self, screen: QWidget, again: Callable[[], object] | None = None, least_px: int | None = None) -> None:
        """Show a screen; ``again`` makes it anew in another look, where that disturbs nothing.

        One that does not scroll by itself tells the height that it takes, for words that are larger than usual.
        """
        self._again = again
        if hasattr(screen, "help_name"):
            self._offer_help(screen)
        self._keep_choice()
        self._home = self._practice = self._summary = self._settings = None
        before = self._stack.currentWidget()
        eases = self._eases and self.isVisible() and not self._is_still
        picture = before.grab() if before is not None and eases else None
        self._screen = screen
        shown = screen if least_px is None else self._grown(screen, least_px)
        self._stack.addWidget(shown)
        self._stack.setCurrentWidget(shown)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
        if picture is not None:
            from ui.desktop.widgets.fading import Fading

            Fading(picture, self._stack)

    def _grown(self, screen: QWidget, least_px: int) -> QWidget:
        from ui.desktop.widgets.quiet_scroll import GrownPage

        return GrownPage(screen, self._tokens, least_px)

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _warm_up(self) -> None:
        for name in _MODULES_TO_WARM_UP:
            import_module(name)
