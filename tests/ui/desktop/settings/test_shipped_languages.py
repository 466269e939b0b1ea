"""The languages that come with Soften are spoken as soon as they are chosen, in what Qt says by itself too."""

import sys

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.suite import programs
from ui.desktop.app import dress, dressed_window
from ui.desktop.home.screen import HomeScreen
from ui.desktop.settings.screen import SettingsScreen
from ui.preferences import Preferences
from ui.tokens import DARK
from ui.words.languages import available_languages, first_language


@pytest.mark.skipif(len(available_languages()) == 1, reason="no catalogue is compiled here; make messages does it")
def test_each_is_spoken_when_it_is_chosen_and_english_again(
    application: PretendApplication, qtbot: QtBot, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOFTEN_LANGUAGE", raising=False)
    application.preferences = Preferences(theme="dark", language="en")
    _, window, _ = dressed_window(application)
    qtbot.addWidget(window)
    said = {}
    for code in (*available_languages()[1:], "en"):
        window.show_settings()
        settings = window.screen_shown
        assert isinstance(settings, SettingsScreen)
        settings.show_subject("languages")
        settings.page.choice.buttons[code].click()
        settings = window.screen_shown
        assert isinstance(settings, SettingsScreen)
        assert settings.title.text() == first_language([code]).gettext("As you like it")
        settings.back.click()
        home = window.screen_shown
        assert isinstance(home, HomeScreen)
        said[code] = (settings.title.text(), home.home_page.question.text())
        assert application.preferences.language == code
        assert (QCoreApplication.translate("QWidgetTextControl", "&Copy") == "&Copy") is (code == "en")
    assert len({*said.values()}) == len(said)
    qapp.styleHints().unsetColorScheme()
    dress(qapp, DARK)


def test_each_application_of_qt_is_told_its_language_anew() -> None:
    # In a process of its own, since there is one application at a time and the tests have theirs.
    program = """if True:
        from PySide6.QtCore import QTranslator
        from shiboken6 import delete
        from tests.rigs.suite.manual_clock import ManualClock
        from tests.rigs.screens.pretend_application import PretendApplication
        from ui.desktop.app import dressed_window
        from ui.preferences import Preferences
        for _ in range(2):
            application = PretendApplication(ManualClock())
            application.preferences = Preferences(language="de")
            app, window, appearance = dressed_window(application)
            print(len(app.findChildren(QTranslator)))
            delete(window)
            delete(app)
    """
    done = programs.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.split() == ["1", "1"], done.stderr
