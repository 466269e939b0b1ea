"""More: how leading begins and the shape of the breath are turned in one place and kept, or it is said that not."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from biofeedback.error_codes import StoreErrorCode
from biofeedback.errors import SoftenError
from biofeedback.practice.script.answers import Answers
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.words.said_errors import said
from ui.desktop.home.screen import HomeScreen
from ui.desktop.window import Window
from ui.preferences import Preferences
from ui.sound.settings import SoundSettings

KEPT = Preferences(
    sound=SoundSettings(breath="waves", voice="system", volume=0.3, bells_volume=0.65),
    attuned=False,
    motion="still",
    answers=Answers(phrases=("Be well.",)),
)


@pytest.fixture
def opened(home: HomeScreen, qtbot: QtBot) -> HomeScreen:
    home.breath_panel.settings_button.click()
    qtbot.waitUntil(home.breath_panel.settings_view.isVisible)
    return home


def test_it_opens_over_the_sensors_and_is_put_away_again(home: HomeScreen) -> None:
    breath = home.breath_panel
    assert not breath.settings_view.isVisible()
    assert breath.settings_button.text() == "More"
    breath.settings_button.click()
    assert breath.settings_view.isVisible()
    assert not home.sensors.isVisible()
    assert breath.settings_button.text() == "Less"
    breath.settings_button.click()
    assert not breath.settings_view.isVisible()
    assert home.sensors.isVisible()


def test_it_shows_what_was_kept(window: Window, application: PretendApplication) -> None:
    application.preferences = KEPT
    window.show_home()
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    assert not home.breath_panel.settings_panel.from_own_pace.isChecked()
    assert application.preferences == KEPT


def test_turning_something_leaves_the_kept_answers_alone(window: Window, application: PretendApplication) -> None:
    application.preferences = KEPT
    window.show_home()
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    home.breath_panel.settings_panel.from_own_pace.click()
    assert application.preferences == replace(KEPT, attuned=True)


def test_what_cannot_be_kept_is_said_and_holds_all_the_same(
    opened: HomeScreen, application: PretendApplication
) -> None:
    application.not_kept = SoftenError(
        StoreErrorCode.PREFERENCES_NOT_KEPT, path="preferences.json", problem="No space left"
    )
    opened.breath_panel.settings_panel.from_own_pace.click()
    assert opened.breath_panel.sentence.isVisible()
    assert opened.breath_panel.sentence.text() == said(application.not_kept)
    assert not application.preferences.attuned


def test_the_arrows_step(opened: HomeScreen, qtbot: QtBot) -> None:
    more = opened.breath_panel.settings_panel
    more.ramp.less.setFocus()
    qtbot.keyClick(more.ramp.less, Qt.Key.Key_Right)
    assert more.ramp.value.text() == "0.15 s"


def test_the_keyboard_reaches_everything_in_order(opened: HomeScreen, qtbot: QtBot) -> None:
    breath = opened.breath_panel
    assert breath.lengths is not None
    breath.faster.setFocus()
    visited = []
    for _ in range(len(breath.stops)):
        qtbot.keyClick(opened.focusWidget(), Qt.Key.Key_Tab)
        visited.append(opened.focusWidget())
    stops = [breath.lengths.buttons["15"], breath.begin, breath.settings_button, breath.settings_panel.from_own_pace]
    assert visited[:4] == stops
    panel = breath.settings_panel
    assert visited[4:6] == [panel.ramp.less, panel.ramp.more]
    assert [each for each in visited if each in (panel.in_steps, panel.in_a_slide)] == [
        panel.in_steps,
        panel.in_a_slide,
    ]


def test_everything_in_it_has_a_name(opened: HomeScreen) -> None:
    for widget in opened.breath_panel.settings_panel.stops:
        assert widget.accessibleName() or widget.property("text"), widget
