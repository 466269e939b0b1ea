"""More: sound, light and how leading begins are turned in one place and kept, or it is said that they are not."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from biofeedback.error_codes import StoreErrorCode
from biofeedback.errors import SoftenError
from biofeedback.practice.script.answers import Answers
from biofeedback.practice.script.file import DEFAULT_BREATH
from tests.rigs.pretend_application import PretendApplication
from tests.rigs.said_errors import said
from ui.desktop.home import settings_panel
from ui.desktop.home.breath_settings import BreathSettings
from ui.desktop.home.screen import HomeScreen
from ui.desktop.home.settings_panel import VOLUMES
from ui.desktop.window import Window
from ui.preferences import Preferences
from ui.sound.settings import SoundSettings
from ui.tokens import DARK
from ui.words.languages import english

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
    more = home.breath_panel.settings_panel
    assert (more.breath_sound.key, more.voice.key) == ("waves", "system")
    assert [more.volumes[key].value() for key in VOLUMES] == [30, 100, 65, 100]
    assert more.still_light.isChecked()
    assert not more.attuned.isChecked()
    assert application.preferences == KEPT


@pytest.mark.parametrize("sound", ["waves", "off", "tone"])
def test_the_sound_of_the_breath(opened: HomeScreen, application: PretendApplication, sound: str) -> None:
    opened.breath_panel.settings_panel.breath_sound.buttons[sound].click()
    assert application.preferences.sound.breath == sound


@pytest.mark.parametrize("voice", ["system", "off", "recorded"])
def test_the_voice(opened: HomeScreen, application: PretendApplication, voice: str) -> None:
    opened.breath_panel.settings_panel.voice.buttons[voice].click()
    assert application.preferences.sound.voice == voice


@pytest.mark.parametrize("part", list(VOLUMES))
def test_each_volume_is_its_own(opened: HomeScreen, application: PretendApplication, qtbot: QtBot, part: str) -> None:
    before = application.preferences.sound
    slider = opened.breath_panel.settings_panel.volumes[part]
    slider.setValue(40)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    changed = {key for key in VOLUMES if getattr(application.preferences.sound, key) != getattr(before, key)}
    assert changed == {part}
    assert getattr(application.preferences.sound, part) == pytest.approx(0.45)


def test_a_still_light(opened: HomeScreen, application: PretendApplication, qtbot: QtBot) -> None:
    switch = opened.breath_panel.settings_panel.still_light
    switch.setFocus()
    qtbot.keyClick(switch, Qt.Key.Key_Return)
    assert application.preferences.motion == "still"
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert application.preferences.motion == "moving"
    assert application.begun == []


def test_turning_something_leaves_the_kept_answers_alone(window: Window, application: PretendApplication) -> None:
    application.preferences = KEPT
    window.show_home()
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    home.breath_panel.settings_panel.still_light.click()
    assert application.preferences.answers == KEPT.answers
    assert application.preferences.motion == "moving"


def test_what_cannot_be_kept_is_said_and_holds_all_the_same(
    opened: HomeScreen, application: PretendApplication
) -> None:
    application.not_kept = SoftenError(
        StoreErrorCode.PREFERENCES_NOT_KEPT, path="preferences.json", problem="No space left"
    )
    opened.breath_panel.settings_panel.breath_sound.buttons["waves"].click()
    assert opened.breath_panel.sentence.isVisible()
    assert opened.breath_panel.sentence.text() == said(application.not_kept)
    assert application.preferences.sound.breath == "waves"


def test_the_arrows_step_and_go_along_a_row(opened: HomeScreen, application: PretendApplication, qtbot: QtBot) -> None:
    more = opened.breath_panel.settings_panel
    more.ramp.less.setFocus()
    qtbot.keyClick(more.ramp.less, Qt.Key.Key_Right)
    assert more.ramp.value.text() == "0.15 s"
    tone = more.breath_sound.buttons["tone"]
    tone.setFocus()
    qtbot.keyClick(tone, Qt.Key.Key_Right)
    assert application.preferences.sound.breath == "waves"
    assert more.breath_sound.buttons["waves"].hasFocus()


def test_the_keyboard_reaches_everything_in_order(opened: HomeScreen, qtbot: QtBot) -> None:
    breath = opened.breath_panel
    assert breath.lengths is not None
    breath.faster.setFocus()
    visited = []
    for _ in range(len(breath.stops)):
        qtbot.keyClick(opened.focusWidget(), Qt.Key.Key_Tab)
        visited.append(opened.focusWidget())
    held = (breath.settings_panel.breath_sound.buttons["tone"], breath.settings_panel.voice.buttons["recorded"])
    stops = [breath.lengths.buttons["15"], breath.begin, breath.settings_button, breath.settings_panel.attuned]
    assert visited[:4] == stops
    quiet = [
        *held,
        *breath.settings_panel.volumes.values(),
        breath.settings_panel.still_light,
        breath.settings_panel.own_words,
    ]
    assert [widget for widget in visited if widget in quiet] == quiet


def test_everything_in_it_has_a_name(opened: HomeScreen) -> None:
    for widget in opened.breath_panel.settings_panel.stops:
        assert widget.accessibleName() or widget.property("text"), widget


def test_the_language_is_chosen_where_there_are_several(
    monkeypatch: pytest.MonkeyPatch, home: HomeScreen, application: PretendApplication
) -> None:
    assert home.breath_panel.settings_panel.language is None
    monkeypatch.setattr(settings_panel, "available_languages", lambda: ("en", "de"))
    panel = settings_panel.SettingsPanel(DARK, english(), BreathSettings.of(DEFAULT_BREATH), Preferences())
    chosen = []
    panel.preferred.connect(chosen.append)
    assert panel.language is not None
    assert panel.language.value.text() == "that of this computer"
    for words, code in (("English", "en"), ("Deutsch", "de")):
        panel.language.more.click()
        assert panel.language.value.text() == f"{words}, from the next start"
        assert chosen[-1].language == code
    panel.language.more.click()
    assert chosen[-1] == Preferences()
    panel.deleteLater()
