"""Another language is spoken at once, where it is chosen and on every screen after that; and it is kept."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from biofeedback import languages as texts
from biofeedback.app.application import LiveApplication
from biofeedback.app.profile_store import remember, remembered_preferences
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.words.catalogues import write_catalogue
from ui.desktop.app import dress, dressed_window
from ui.desktop.home.screen import HomeScreen
from ui.desktop.room.gather import GatherScreen
from ui.desktop.settings.screen import SettingsScreen
from ui.desktop.window import Window
from ui.preferences import Preferences
from ui.tokens import DARK
from ui.words import languages

SAID = {
    "de": {"As you like it": "Wie es dir gefällt", "Back": "Zurück", "Begin": "Beginnen", "Settings": "Einstellungen"},
    "he": {"As you like it": "כרצונך", "Back": "חזרה", "Begin": "להתחיל", "Settings": "הגדרות"},
}


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """German and Hebrew, with a few messages each."""
    for code, messages in SAID.items():
        write_catalogue(tmp_path, code, messages)
    monkeypatch.setattr(languages, "_folders", lambda _folders: tmp_path)
    for name in ("SOFTEN_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def shown(application: PretendApplication, qtbot: QtBot, qapp: QApplication):
    application.preferences = Preferences(theme="dark")
    _, window, _ = dressed_window(application)
    qtbot.addWidget(window)
    window.show_settings()
    window.show()
    qtbot.waitExposed(window)
    yield window
    qapp.styleHints().unsetColorScheme()
    dress(qapp, DARK)


def choose(window: Window, code: str) -> SettingsScreen:
    """Choose a language in the settings, and return the settings that are there then."""
    settings = window.screen_shown
    assert isinstance(settings, SettingsScreen)
    settings.show_subject("languages")
    settings.page.choice.buttons[code].click()
    assert isinstance(window.screen_shown, SettingsScreen)
    return window.screen_shown


def test_every_screen_speaks_another_language_without_a_restart(shown: Window, application: PretendApplication) -> None:
    for code in ("de", "he", "de"):
        settings = choose(shown, code)
        assert settings.subject == "languages"
        assert (settings.title.text(), settings.back.text()) == (SAID[code]["As you like it"], SAID[code]["Back"])
        assert shown.isRightToLeft() is (code == "he")
        assert application.preferences.language == code
    settings = choose(shown, "")
    assert (settings.title.text(), shown.isRightToLeft()) == ("As you like it", False)
    settings = choose(shown, "de")
    settings.back.click()
    home = shown.screen_shown
    assert isinstance(home, HomeScreen)
    assert home.breath_panel.begin.text().startswith("Beginnen")
    shown.show_gathering()
    assert isinstance(shown.screen_shown, GatherScreen)
    assert shown._gathering is not None
    assert shown._gathering.language.code == "de"


def test_a_room_that_gathers_offers_names_of_the_language_there_is_now(shown: Window) -> None:
    shown.show_gathering()
    assert shown._gathering is not None
    assert shown._gathering.language.code == "en"
    shown.show_settings()
    choose(shown, "de")
    shown.show_gathering()
    assert shown._gathering.language.code == "de"


@pytest.fixture
def written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One practice and the page before the first in German, where those of English lie as well."""
    english = Path(texts.__file__).parent / "practices" / "en"
    own = tmp_path / "texts" / "de"
    own.mkdir(parents=True)
    (tmp_path / "texts" / "en").symlink_to(english, target_is_directory=True)
    practice = (english / "three_breaths.toml").read_text(encoding="utf-8")
    (own / "three_breaths.toml").write_text(practice.replace('title = "Three breaths"', 'title = "Drei Atemzüge"'))
    page = (english / "safety.toml").read_text(encoding="utf-8")
    (own / "safety.toml").write_text(page.replace('title = "Before you begin"', 'title = "Bevor du beginnst"'))
    monkeypatch.setattr(texts, "_TEXTS", tmp_path / "texts")
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path / "data"))


def titles(application: LiveApplication) -> list[str]:
    return [practice.title for practice in application.practices]


def test_practices_and_the_opening_page_are_in_the_language_that_was_chosen(written) -> None:
    with LiveApplication(preferences=Preferences()) as application:
        assert "Three breaths" in titles(application)
        application.prefer(replace(application.preferences, language="de"))
        assert "Drei Atemzüge" in titles(application)
        page = application.opening_page()
        assert page is not None
        assert page.title == "Bevor du beginnst"
        assert remembered_preferences()[0].language == "de"


def test_what_one_start_says_leaves_what_was_chosen_as_it_is(written, monkeypatch: pytest.MonkeyPatch) -> None:
    remember(Preferences(language="he"))
    monkeypatch.setenv("SOFTEN_LANGUAGE", "de")
    with LiveApplication(preferences=remembered_preferences()[0]) as application:
        assert "Drei Atemzüge" in titles(application)
        application.prefer(replace(application.preferences, text_percent=125))
        assert remembered_preferences()[0] == Preferences(language="he", text_percent=125)
        application.prefer(replace(application.preferences, language="en"))
        assert "Three breaths" in titles(application)
        assert remembered_preferences()[0].language == "en"
