"""The settings: what is turned is seen and kept at once, by pointer and by keyboard, or it is said that it is not."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from biofeedback.error_codes import StoreErrorCode
from biofeedback.errors import SoftenError
from biofeedback.osc import Osc
from biofeedback.practice.script.answers import Answers
from tests.rigs.practices.pretend_session import PretendSession
from tests.rigs.screens.pretend_application import PretendApplication, seen
from tests.rigs.words.said_errors import said
from tests.ui.desktop.settings.conftest import page, settings
from ui.desktop.home.screen import HomeScreen
from ui.desktop.settings import languages
from ui.desktop.window import Window
from ui.sound.settings import VOLUMES
from ui.tokens import HIGH_CONTRAST, LIGHT


def test_it_is_opened_from_home_by_its_button_and_by_two_keys(home: HomeScreen, window: Window, qtbot: QtBot) -> None:
    openings: list[Callable[[], None]] = [
        lambda: qtbot.keyClick(window.screen_shown.focusWidget(), Qt.Key.Key_S),
        lambda: qtbot.keyClick(
            window.screen_shown.focusWidget(), Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier
        ),
        lambda: window.screen_shown.home_page.settings.click(),
    ]
    for open_it in openings:
        open_it()
        screen = settings(window)
        assert screen.subjects["looks"].hasFocus() or screen.focusWidget() is screen.subjects["looks"]
        qtbot.keyClick(screen.subjects["looks"], Qt.Key.Key_Escape)
        assert isinstance(window.screen_shown, HomeScreen)


def test_a_practice_does_not_open_it(practice: QWidget, window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(practice, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert window.screen_shown is practice


@pytest.mark.parametrize(("theme", "tokens"), [("light", LIGHT), ("high-contrast", HIGH_CONTRAST)])
def test_colours_are_seen_and_kept_at_once_and_the_focus_stays(
    shown: Window, application: PretendApplication, theme: str, tokens
) -> None:
    button = page(shown, "looks").theme.buttons[theme]
    button.setFocus()
    button.click()
    assert application.preferences.theme == theme
    assert settings(shown).grab().toImage().pixelColor(2, 2).name().upper() == tokens.background
    assert settings(shown).focusWidget() is settings(shown).page.theme.buttons[theme]


@pytest.mark.parametrize("percent", [125, 200])
def test_words_grow_at_once(shown: Window, application: PretendApplication, percent: int) -> None:
    before = page(shown, "looks").theme.buttons["dark"].font().pixelSize()
    settings(shown).page.text.buttons[str(percent)].click()
    assert application.preferences.text_percent == percent
    assert settings(shown).subject == "looks"
    assert settings(shown).page.theme.buttons["dark"].font().pixelSize() == round(before * percent / 100)


def test_the_picture_of_the_light_is_still_at_once(shown: Window, application: PretendApplication) -> None:
    looks = page(shown, "looks")
    assert "grows" in looks.picture.light.accessibleDescription()
    looks.motion.buttons["still"].click()
    assert application.preferences.motion == "still"
    assert "brightens" in settings(shown).page.picture.light.accessibleDescription()


def test_how_it_sounds(shown: Window, application: PretendApplication, qtbot: QtBot) -> None:
    sounds = page(shown, "sounds")
    sounds.breath_sound.buttons["waves"].click()
    sounds.voice.buttons["off"].click()
    sounds.warmth.click()
    for key in VOLUMES:
        sounds.volumes[key].setValue(40)
        qtbot.keyClick(sounds.volumes[key], Qt.Key.Key_Right)
    sound = application.preferences.sound
    assert (sound.breath, sound.voice, sound.warmth) == ("waves", "off", True)
    assert [getattr(sound, key) for key in VOLUMES] == pytest.approx([0.45] * len(VOLUMES))


def test_the_sensor_to_look_for_first_is_chosen_at_home_when_it_is_found(
    shown: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    sensors = page(shown, "sensors")
    assert application.watching == 1
    application.on_seen(seen("Polar H10 7A2C31", "in reach"))
    spec = seen("Polar H10 7A2C31", "in reach").spec
    qtbot.waitUntil(lambda: spec in sensors.first.buttons)
    sensors.first.buttons[spec].click()
    assert application.preferences.sensor == spec
    shown.show_home()
    assert application.watching == 0 or isinstance(shown.screen_shown, HomeScreen)
    home = shown.screen_shown
    assert isinstance(home, HomeScreen)
    home.setFocus()
    home.sensors.see(seen("Another one", "in reach"))
    assert home.sensors.chosen.label == "Another one"
    home.sensors.see(seen("Polar H10 7A2C31", "in reach"))
    assert home.sensors.chosen.spec == spec


def test_the_loudspeaker_for_others_is_chosen_of_those_there_are(
    shown: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    application.preferences = replace(application.preferences, audience_speaker="Hall\tBose")
    application.loudspeakers = ["HDMI 0", "A very long name of a loudspeaker that nobody reads to its end"]
    choice = page(shown, "sounds").for_others
    assert choice.buttons["Hall\tBose"].isChecked(), "also while it is not there"
    qtbot.waitUntil(lambda: len(choice.buttons) == 4)
    assert max(len(button.text()) for button in choice.buttons.values()) <= 33
    choice.buttons["HDMI 0"].click()
    assert application.preferences.audience_speaker == "HDMI 0"
    choice.buttons[""].click()
    assert application.preferences.audience_speaker == ""


def test_another_language_is_kept(
    shown: Window, application: PretendApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(languages, "available_languages", lambda: ("en", "de"))
    page(shown, "languages").choice.buttons["de"].click()
    assert application.preferences.language == "de"


def test_what_goes_out_live_says_whom_it_reaches(shown: Window, application: PretendApplication) -> None:
    live = page(shown, "live")
    row = live.streams.parentWidget()
    assert application.preferences.lsl == "off"
    assert "Nothing goes out" in row.sentence.text()
    for choice, says in (("network", "any computer there can read them"), ("machine", "this computer alone")):
        live.streams.buttons[choice].click()
        assert application.preferences.lsl == choice
        assert says in row.sentence.text()
        assert says in live.streams.accessibleDescription()
    live.streams.buttons["off"].click()
    assert application.preferences.lsl == "off"
    assert "Nothing goes out" in row.sentence.text()


def test_what_goes_out_by_osc_says_where_to_and_how_much(shown: Window, application: PretendApplication) -> None:
    live = page(shown, "live")
    sentence = live.osc.parentWidget().sentence
    assert application.preferences.osc == Osc()
    assert "Nothing goes out" in sentence.text()
    live.osc.buttons["on"].click()
    assert application.preferences.osc == Osc(on=True)
    assert "to port 9000 of this computer" in sentence.text()
    live.port.buttons["57120"].click()
    live.beats.click()
    assert application.preferences.osc == Osc(on=True, port=57120, beats=True)
    assert "your heartbeats go out live as OSC, to port 57120" in live.osc.accessibleDescription()
    live.names.click()
    live.osc.buttons["off"].click()
    assert application.preferences.osc == Osc(port=57120, beats=True, names=True)
    assert "Nothing goes out" in sentence.text()


def test_words_of_ones_own_and_the_answers(shown: Window, application: PretendApplication) -> None:
    application.preferences = replace(application.preferences, answers=Answers(phrases=("Be well.",)))
    kept = page(shown, "kept")
    kept.own_words.click()
    assert application.preferences.own_words
    assert kept.forget.isEnabled()
    kept.forget.click()
    assert application.preferences.answers == Answers()
    assert not kept.forget.isEnabled()


def test_what_cannot_be_kept_is_said_and_holds_all_the_same(shown: Window, application: PretendApplication) -> None:
    application.not_kept = SoftenError(StoreErrorCode.PREFERENCES_NOT_KEPT, path="preferences.json", problem="full")
    page(shown, "looks").theme.buttons["light"].click()
    assert settings(shown).said.isVisible()
    assert settings(shown).said.text() == said(application.not_kept)
    assert settings(shown).grab().toImage().pixelColor(2, 2).name().upper() == LIGHT.background


def test_every_control_is_reached_by_tab_and_has_a_name_a_role_and_a_value(shown: Window, qtbot: QtBot) -> None:
    screen = settings(shown)
    for subject in screen.subjects:
        screen.show_subject(subject)
        screen.subjects[subject].setFocus()
        visited: list[QWidget] = []
        for _ in range(60):
            qtbot.keyClick(screen.focusWidget(), Qt.Key.Key_Tab)
            if screen.focusWidget() is screen.subjects[subject]:
                break
            visited.append(screen.focusWidget())
        stops = [each for each in screen._stops() if each.isVisible() and each.isEnabled()]
        assert [each for each in visited if each in stops] == stops, subject
        assert screen.back in visited
        for widget in visited:
            accessible = QAccessible.queryAccessibleInterface(widget)
            assert accessible.text(QAccessible.Text.Name), widget
            assert accessible.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client), widget
            assert widget.parentWidget() is not None


def test_the_arrows_go_from_subject_to_subject(shown: Window, qtbot: QtBot) -> None:
    screen = settings(shown)
    screen.subjects["looks"].setFocus()
    qtbot.keyClick(screen.subjects["looks"], Qt.Key.Key_Down)
    assert screen.subject == "sounds"
    assert screen.subjects["sounds"].hasFocus()


def test_leaving_lets_the_light_and_the_search_rest(
    shown: Window, application: PretendApplication, session: PretendSession, qtbot: QtBot
) -> None:
    picture = page(shown, "looks").picture
    assert picture.light.state.runs
    page(shown, "sensors")
    assert not picture.light.state.runs
    assert application.watching == 1
    shown.show_practice(session)
    assert application.watching == 0
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
