"""The window looks as the person or their computer has it, and takes another look without a restart."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scripts import messages
from tests.rigs.practices.pretend_session import PretendSession
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.words.pseudo_language import is_pseudo, pseudo_language
from ui.desktop.app import dress, dressed_window
from ui.desktop.home.screen import HomeScreen
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.theme import appearance as appearance_module
from ui.desktop.theme.appearance import Appearance, tokens_of
from ui.desktop.theme.typeface import font, set_text_percent
from ui.preferences import Preferences, Theme, WindowPlace
from ui.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens
from ui.words.languages import english


@pytest.fixture(autouse=True)
def undone(qapp: QApplication):
    yield
    set_text_percent(100)
    qapp.styleHints().unsetColorScheme()
    dress(qapp, DARK)


@pytest.fixture
def worn(application: PretendApplication, qtbot: QtBot):
    """The window as `soften` makes it, and what tells it how to look."""
    application.preferences = replace(application.preferences, theme="dark")
    _, window, appearance = dressed_window(application)
    qtbot.addWidget(window)
    return window, appearance


def ground(window) -> str:
    """What is painted at the edge of the window."""
    return window.grab().toImage().pixelColor(3, 3).name().upper()


@pytest.mark.parametrize(
    ("theme", "light", "more_contrast", "tokens"),
    [
        ("system", False, False, DARK),
        ("system", True, False, LIGHT),
        ("system", True, True, HIGH_CONTRAST),
        ("dark", True, True, DARK),
        ("light", False, False, LIGHT),
        ("high-contrast", True, False, HIGH_CONTRAST),
    ],
)
def test_a_theme_goes_before_the_computer(theme, light: bool, more_contrast: bool, tokens: Tokens) -> None:
    assert tokens_of(theme, light=light, more_contrast=more_contrast) is tokens


@pytest.mark.parametrize(
    ("theme", "tokens"), [("light", LIGHT), ("high-contrast", HIGH_CONTRAST), ("dark", DARK)], ids=str
)
def test_the_first_picture_has_the_colours_of_the_theme(
    application: PretendApplication, qtbot: QtBot, theme, tokens: Tokens
) -> None:
    application.preferences = replace(application.preferences, theme=theme)
    app, window, _ = dressed_window(application)
    qtbot.addWidget(window)
    words = window.show_first_words()
    seen: list[str] = []
    words.seen.connect(lambda: seen.append(ground(window)))
    window.show()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [tokens.background]
    assert app.palette().color(app.palette().ColorRole.Window) == QColor(tokens.background)


def test_another_theme_is_seen_at_once_at_home_and_the_choice_stays(worn, qtbot: QtBot) -> None:
    window, appearance = worn
    window.show_home()
    window.show()
    qtbot.waitExposed(window)
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    home.cards[2].setChecked(True)
    chosen = home.chosen
    assert ground(window) == DARK.background
    appearance.follow(Preferences(theme="light", text_percent=150))
    assert ground(window) == LIGHT.background
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    assert home.chosen == chosen
    assert font(20).pixelSize() == 30


def test_a_practice_keeps_its_colours_to_the_end_and_takes_stillness_at_once(
    worn, session: PretendSession, qtbot: QtBot
) -> None:
    window, appearance = worn
    window.show_practice(session)
    window.show()
    qtbot.waitExposed(window)
    practice = window.screen_shown
    assert isinstance(practice, PracticeScreen)
    assert "grows" in practice.light.accessibleDescription()
    appearance.follow(Preferences(theme="light", motion="still"))
    assert window.screen_shown is practice
    assert ground(window) == DARK.background
    assert "brightens" in practice.light.accessibleDescription()
    window.show_home()
    assert ground(window) == LIGHT.background


class PretendHints(QObject):
    """What the computer says of colours, as a test has it."""

    colorSchemeChanged = Signal()
    contrastPreferenceChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.scheme = Qt.ColorScheme.Unknown
        self.contrast = Qt.ContrastPreference.NoPreference
        self.schemes: list[Qt.ColorScheme] = []

    def accessibility(self) -> "PretendHints":
        return self

    def colorScheme(self) -> Qt.ColorScheme:
        return self.scheme

    def contrastPreference(self) -> Qt.ContrastPreference:
        return self.contrast

    def setColorScheme(self, scheme: Qt.ColorScheme) -> None:
        self.schemes.append(scheme)


def test_the_computer_is_followed_where_the_person_leaves_it_to_it(qapp: QApplication) -> None:
    hints = PretendHints()
    appearance = Appearance(hints, Preferences())
    looks: list[Tokens] = []
    appearance.changed.connect(lambda look: looks.append(look.tokens))
    assert appearance.look.tokens is DARK
    for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark, Qt.ColorScheme.Dark):
        hints.scheme = scheme
        hints.colorSchemeChanged.emit()
    hints.contrast = Qt.ContrastPreference.HighContrast
    hints.contrastPreferenceChanged.emit()
    assert looks == [LIGHT, DARK, HIGH_CONTRAST]
    appearance.follow(Preferences(theme="light"))
    hints.scheme = Qt.ColorScheme.Light
    hints.colorSchemeChanged.emit()
    assert looks == [LIGHT, DARK, HIGH_CONTRAST, LIGHT]
    assert hints.schemes == [Qt.ColorScheme.Unknown, Qt.ColorScheme.Light]


class AskedHints(PretendHints):
    """What counts how often it is asked."""

    asked = 0

    def colorScheme(self) -> Qt.ColorScheme:
        self.asked += 1
        return super().colorScheme()


def remembered(theme: Theme = "system", *, dark: bool) -> Preferences:
    return Preferences(theme=theme, window=WindowPlace(x=0, y=0, width=900, height=600, dark=dark))


def test_a_computer_that_was_dark_is_asked_after_the_first_picture(qapp: QApplication) -> None:
    hints = AskedHints()
    hints.scheme = Qt.ColorScheme.Light
    appearance = Appearance(hints, remembered(dark=True))
    looks: list[Tokens] = []
    appearance.changed.connect(lambda look: looks.append(look.tokens))
    assert (appearance.look.tokens, hints.asked, hints.schemes) == (DARK, 0, [])
    appearance.ask()
    assert looks == [LIGHT]
    hints.scheme = Qt.ColorScheme.Dark
    hints.colorSchemeChanged.emit()
    assert looks == [LIGHT, DARK]


@pytest.mark.parametrize(
    ("preferences", "tokens"),
    [(Preferences(), LIGHT), (remembered(dark=False), LIGHT), (remembered("high-contrast", dark=True), HIGH_CONTRAST)],
    ids=["first-start", "was-light", "chosen"],
)
def test_any_other_computer_is_asked_before_it(qapp: QApplication, preferences: Preferences, tokens: Tokens) -> None:
    hints = AskedHints()
    hints.scheme = Qt.ColorScheme.Light
    appearance = Appearance(hints, preferences)
    assert (appearance.look.tokens, hints.asked) == (tokens, 1)


@pytest.mark.parametrize(
    ("theme", "tokens"), [("light", LIGHT), ("high-contrast", HIGH_CONTRAST), ("dark", DARK)], ids=str
)
def test_the_first_light_of_a_practice_stands_on_the_colours_of_the_theme(
    application: PretendApplication, qtbot: QtBot, theme, tokens: Tokens
) -> None:
    application.preferences = replace(application.preferences, theme=theme)
    _, window, _ = dressed_window(application)
    qtbot.addWidget(window)
    light = window.show_first_light(application.practices[0])
    seen: list[str] = []
    light.seen.connect(lambda: seen.append(ground(window)))
    window.show()
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [tokens.background]


def test_qt_itself_speaks_the_language_too(worn, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window, appearance = worn
    window.show_home()
    for code, copy in (("de", "&Kopieren"), ("ko", "복사(&C)"), ("en", "&Copy")):
        spoken = pseudo_language(messages.template(), code) if code != "en" else english()
        monkeypatch.setattr(appearance_module, "preferred_language", lambda _environment, _chosen, it=spoken: it)
        appearance.follow(Preferences(theme="dark", language=code))
        assert QCoreApplication.translate("QWidgetTextControl", "&Copy") == copy


def test_another_language_is_spoken_at_once(worn, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window, appearance = worn
    window.show_home()
    window.show()
    qtbot.waitExposed(window)
    language = pseudo_language(messages.template(), "de")
    monkeypatch.setattr(appearance_module, "preferred_language", lambda _environment, _chosen: language)
    appearance.follow(Preferences(theme="dark", language="de"))
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    assert is_pseudo(home.home_page.question.text())
    assert is_pseudo(home.breath_panel.begin.text())
