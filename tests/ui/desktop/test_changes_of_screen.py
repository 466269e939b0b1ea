"""One screen goes softly into the next, which is there at once; where things keep still it simply is there."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.home.screen import HomeScreen
from ui.desktop.widgets.fading import Fading
from ui.desktop.window import Window


def distance(one: QColor, other: QColor) -> int:
    return sum(abs(a - b) for a, b in zip(one.getRgb(), other.getRgb(), strict=True))


def test_what_was_shown_fades_over_what_is_shown_now(window: Window, home: HomeScreen, qtbot: QtBot) -> None:
    window.ease_changes()
    before = home.grab().toImage()
    window.show_history()
    (fading,) = window.findChildren(Fading)
    seen = window.grab().toImage()
    place = home.breath_panel.begin.mapTo(home, home.breath_panel.begin.rect().center())
    place.setX(place.x() + 80)  # beside the word
    assert distance(seen.pixelColor(place), before.pixelColor(place)) < 60
    qtbot.waitUntil(lambda: not window.findChildren(Fading))
    assert distance(window.grab().toImage().pixelColor(place), before.pixelColor(place)) > 60
    assert fading is not None


def test_keys_reach_the_next_screen_at_once(window: Window, home: HomeScreen, qtbot: QtBot) -> None:
    window.ease_changes()
    window.show_history()
    assert window.findChildren(Fading)
    qtbot.keyClick(window.screen_shown, Qt.Key.Key_Escape)
    assert isinstance(window.screen_shown, HomeScreen)


def test_a_window_of_another_size_shows_what_is_there(window: Window, home: HomeScreen, qtbot: QtBot) -> None:
    window.ease_changes()
    window.show_history()
    window.resize(window.width() - 40, window.height() - 20)
    assert not any(fading.isVisible() for fading in window.findChildren(Fading))


@pytest.mark.parametrize("motion", ["still", "moving"])
def test_stillness_changes_at_once(
    window: Window, home: HomeScreen, application: PretendApplication, motion: str
) -> None:
    application.preferences = replace(application.preferences, motion=motion)
    window.ease_changes()
    window.show_history()
    assert bool(window.findChildren(Fading)) == (motion == "moving")
