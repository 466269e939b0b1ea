"""Soften's window: home, and from there to every other screen and back."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication

from biofeedback.errors import SoftenError
from ui.desktop.room_window import RoomWindow
from ui.desktop.theme.appearance import is_dark
from ui.desktop.window_place import place_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from biofeedback.practice.script.model import Practice
    from ui.desktop.home.first_words import FirstWords
    from ui.desktop.home.screen import HomeScreen
    from ui.desktop.settings.screen import SettingsScreen
    from ui.ports import Application, Speech
    from ui.preferences import Motion, Preferences
    from ui.presenter.track_made import TrackMade
    from ui.sound.settings import SoundSettings
    from ui.tokens import Tokens
    from ui.words.language import Language

_WELCOME_HIGH = 460  # px that its page takes at the usual size of words; by eye

_WARM_UP_MS = 700  # after the first picture; a choice: the picture is there, and nobody has pressed anything yet
_MODULES_TO_WARM_UP = (
    "ui.desktop.screens.practice",
    "ui.desktop.after.summary",
    "ui.desktop.review.screen",
    "ui.desktop.history.screen",
)
"""The numbers are not among them: they bring pyqtgraph, 20 MiB that a practice in the quiet view does without."""


def _no_speech(_sound: SoundSettings, _code: str) -> None:
    """Return nobody: the prompts are read."""


class Window(RoomWindow):
    """Soften's window.

    Parameters
    ----------
    application, tokens, language, speech
        As for `PracticeWindow`; without ``speech`` nobody speaks.
    """

    closed = Signal()
    """The window was closed, and what it had begun is ended."""

    preferred = Signal(object)
    """Other preferences hold from now on; carries them."""

    def __init__(
        self,
        application: Application,
        tokens: Tokens,
        language: Language,
        speech: Callable[[SoundSettings, str], Speech | None] = _no_speech,
    ) -> None:
        super().__init__(application, tokens, language, speech)
        self._home: HomeScreen | None = None
        self._settings: SettingsScreen | None = None
        self._chosen = ""  # the name of the practice that was chosen last
        self.home_requested.connect(self.show_home)
        self.review_requested.connect(self.show_review)
        self.welcome_requested.connect(self.show_welcome)
        self.room_ended.connect(self._say_at_home)

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
        home.room_requested.connect(self.show_gathering)
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

    def _say_at_home(self, sentence: str) -> None:
        self.show_home()
        if self._home is not None:
            self._home.say(sentence)

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
        review.export_requested.connect(
            lambda: self.show_export(
                review.give.path, lambda: self.show_review(review.give.path, of_history=of_history)
            )
        )
        self._swap(review)
        review.setFocus()

    def show_export(self, path: Path, back: Callable[[], object]) -> None:
        """Go to where a recorded practice is written as files of other programs, and from there back."""
        from ui.desktop.export.screen import ExportScreen

        self._take_look()
        export = ExportScreen(self._application.exports, path, self._tokens, self._language)
        export.left.connect(back)
        self._swap(export)
        next(iter(export.formats.values())).setFocus()

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
        history.export_requested.connect(lambda path: self.show_export(path, lambda: self.show_history(path)))
        history.passphrase_requested.connect(self._ask_passphrase)
        self._swap(history)
        history.setFocus()

    def _ask_passphrase(self, path: Path) -> None:
        """Ask for the passphrase, and go back to the history with a recording chosen."""
        from ui.desktop.screens.passphrase import PassphrasePage

        page = PassphrasePage(self._application.seals, self._tokens, self._language, path)
        page.left.connect(lambda: self.show_history(path))
        page.given.connect(lambda: self.show_history(path))
        self._swap(page)
        page.setFocus()

    def warm_up_soon(self) -> None:
        """Import the screens to come, a little after the first picture, so that they open at once.

        For the first screen, where time passes: a practice would hold 5 MiB more all along, and its light stand still.
        """
        QTimer.singleShot(_WARM_UP_MS, self, self._warm_up)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the recording before anything else, on whatever screen, and stop what runs in the background."""
        self._finish()
        with suppress(SoftenError):  # it opens as it came another time
            self._application.keep_window(place_of(self, dark=is_dark(QGuiApplication.styleHints())))
        if self._practice is not None:
            self._practice.stop()
        if self._home is not None:
            self._home.stop_watching()
        super().closeEvent(event)
        self.closed.emit()

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

    def _let_go(self) -> None:
        self._keep_choice()
        super()._let_go()
        self._home = self._settings = None

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

    def _warm_up(self) -> None:
        for name in _MODULES_TO_WARM_UP:
            import_module(name)
