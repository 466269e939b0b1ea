"""The settings as they open in a window, and each page of them."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.app import dress, dressed_window
from ui.desktop.settings.screen import SettingsScreen
from ui.desktop.theme.typeface import set_text_percent
from ui.desktop.window import Window
from ui.preferences import Preferences
from ui.tokens import DARK


@pytest.fixture
def shown(application: PretendApplication, qtbot: QtBot, qapp: QApplication):
    """The window as `soften` makes it, with the settings open."""
    application.preferences = replace(Preferences(), theme="dark")
    _, window, _ = dressed_window(application)
    qtbot.addWidget(window)
    window.show_settings()
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    yield window
    set_text_percent(100)
    qapp.styleHints().unsetColorScheme()
    dress(qapp, DARK)


def settings(window: Window) -> SettingsScreen:
    screen = window.screen_shown
    assert isinstance(screen, SettingsScreen)
    return screen


def page(window: Window, subject: str):
    settings(window).show_subject(subject)
    return settings(window).page
