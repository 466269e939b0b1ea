"""Opens every screen of a window and leaves it again, as often as a test likes."""

from collections.abc import Callable, Iterator
from pathlib import Path

from biofeedback.practices import practice_named
from tests.rigs.practices.pretend_session import PretendSession
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.screens.settled import settle
from tests.rigs.suite.manual_clock import ManualClock
from tests.ui.pictures.screens import SCREENS
from ui.desktop.home.screen import HomeScreen
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.window import Window
from ui.tokens import DARK, Tokens
from ui.words.language import Language
from ui.words.languages import english

_ENDED_S = 90.0
"""By then three breaths are over, the closing ones too."""


class OpenedScreens:
    """A window, and by name what opens each of its screens.

    Parameters
    ----------
    recording : Path
        What is looked back on.
    tokens, language
        As the window takes them.
    """

    def __init__(self, recording: Path, tokens: Tokens = DARK, language: Language | None = None) -> None:
        self.application = PretendApplication(ManualClock())
        self.application.reviewed = recording
        self.window = Window(self.application, tokens, english() if language is None else language)
        self.window.show()

    def openers(self) -> Iterator[tuple[str, Callable[[], object]]]:
        """Yield the name of each screen, and what opens it; a screen that was there before is left."""
        yield "home", self.home
        yield "opening", self.opening
        yield "path", self.path
        yield "questions", self.questions
        yield "breath settings", self.breath_settings
        yield "practice", self.practice
        yield "details", self.details
        yield "summary", self.summary
        for screen in SCREENS:
            if screen.open is not None:
                yield screen.name, lambda open_=screen.open: (open_(self), settle())

    def home(self) -> HomeScreen:
        """Go home."""
        self.window.show_home()
        settle()
        home = self.window.screen_shown
        assert isinstance(home, HomeScreen)
        return home

    def opening(self) -> None:
        """Read again what is said before the first practice."""
        home = self.home()
        home.pages.show_opening_again()
        settle()
        home.pages.show_home_page()

    def path(self) -> None:
        """Read the eight weeks."""
        home = self.home()
        home.pages.show_path()
        settle()
        home.pages.show_home_page()

    def questions(self) -> None:
        """Come to the questions of a practice."""
        home = self.home()
        next(card for card in home.cards if card.practice.name == "mandala_of_compassion").setChecked(True)
        home.begin()
        settle()
        home.pages.show_home_page()

    def breath_settings(self) -> None:
        """See how breath is led."""
        self.home().breath_panel.settings_button.click()
        settle()

    def practice(self) -> PracticeScreen:
        """Begin a practice."""
        clock = ManualClock()
        session = PretendSession(practice_named("three_breaths"), clock)
        self.window.show_practice(session)
        screen = self.window.screen_shown
        assert isinstance(screen, PracticeScreen)
        for _ in range(2):
            clock.advance(4.0)
            session.live_until(clock.now_s())
            screen.read()
            settle()
        return screen

    def details(self) -> None:
        """Look at the numbers of a practice, twice."""
        screen = self.practice()
        for _ in range(3):
            screen.toggle_details()
            settle()

    def summary(self) -> None:
        """Come to the end of a practice."""
        screen = self.practice()
        session = screen.session
        assert isinstance(session, PretendSession)
        session.live_until(_ENDED_S)
        session.clock.advance(_ENDED_S)
        screen.read()
        assert self.window.screen_shown is not screen
        settle()
