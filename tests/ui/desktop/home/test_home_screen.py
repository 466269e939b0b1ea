"""The first screen: what it offers, how it fills, and how it begins."""

import math
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from biofeedback.codes import LinkCode
from biofeedback.error_codes import PracticeErrorCode, SensorSpecErrorCode, StoreErrorCode
from biofeedback.errors import PracticeError, SensorUnavailableError, SoftenError
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.sensors import SensorSeen
from tests.rigs.screens.pretend_application import PretendApplication, seen
from tests.rigs.words.said_errors import said as sentence_of
from ui.desktop.home.breath_settings import shape_words
from ui.desktop.home.last_weeks import LastWeeks
from ui.desktop.home.screen import HomeScreen
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.theme.surfaces import Words
from ui.desktop.window import Window
from ui.recordings import RecentPractice
from ui.tokens import DARK
from ui.words.languages import english, first_language

NO_SEARCH = SoftenError(SensorSpecErrorCode.CLOSED)

LOOKING = "Looking for sensors…"


def begun(application: PretendApplication) -> list[tuple[str, str, float | None]]:
    return [(practice.name, spec, choice.breaths_per_min) for practice, spec, choice in application.begun]


def test_it_asks_and_says_what_it_is_not(home: HomeScreen) -> None:
    said = {words.text() for words in home.findChildren(Words) if words.isVisible()}
    assert {
        "What would feel kind right now?",
        "Soften is for practice and curiosity; it is not a medical device.",
        LOOKING,
        "6.0 breaths a minute",
        "out-breath a little longer 4 : 6",
    } <= said
    assert [card.text() for card in home.cards][:2] == ["Soften, Soothe, Allow", "A compassionate pause"]
    assert len(home.cards) == 12


def test_what_cannot_be_read_is_said_in_one_line_and_whole_where_one_points(
    window: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    application.practice_errors = (
        PracticeError(PracticeErrorCode.NO_STEP, "mine.toml", "steps"),
        PracticeError(PracticeErrorCode.KEY_MISSING, "yours.toml", "title"),
    )
    application.preferences_error = SoftenError(
        StoreErrorCode.PREFERENCES_UNREADABLE, SoftenError(StoreErrorCode.TOO_LONG), path="preferences.json"
    )
    window.show_home()
    window.show()
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    qtbot.waitExposed(window)
    assert home.home_page.error_message.isVisible()
    assert home.home_page.error_message.text() == "mine.toml: steps: a practice has at least one step"
    everything = [sentence_of(each) for each in (*application.practice_errors, application.preferences_error)]
    assert home.home_page.error_message.toolTip().splitlines() == everything


def test_where_everything_can_be_read_nothing_is_said_of_it(home: HomeScreen) -> None:
    assert not home.home_page.error_message.isVisible()


@pytest.mark.parametrize(("wide", "high"), [(1280, 800), (1024, 640), (900, 620), (960, 540), (800, 480)])
@pytest.mark.parametrize("breaths_per_min", [6.0, 3.5])
def test_everything_has_its_room(
    home: HomeScreen, window: Window, qtbot: QtBot, wide: int, high: int, breaths_per_min: float
) -> None:
    window.resize(wide, high)
    breath = home.breath_panel
    breath.aim_at(breaths_per_min)
    breath.offer_today(5.4)
    least = 52 if high >= 620 else 44  # in a low window what a finger needs is enough
    qtbot.waitUntil(lambda: breath.height() >= breath.begin.geometry().bottom() and breath.begin.height() >= least)
    assert breath.sentence.isVisible() == (breaths_per_min < 4.0)
    shown = (breath.settings_button, breath.today, breath.slower, breath.sentence, breath.begin)
    for widget in (each for each in shown if each.isVisible()):
        assert breath.rect().contains(widget.geometry()), widget
        assert widget.height() >= widget.minimumSizeHint().height()
    assert home.sensors.geometry().bottom() < breath.geometry().top()
    edge = home.cards[2].mapTo(home, home.cards[2].rect().topRight())
    assert edge.x() < breath.mapTo(home, breath.rect().topLeft()).x()


def test_begin_begins_what_is_chosen(
    home: HomeScreen, application: PretendApplication, window: Window, qtbot: QtBot
) -> None:
    qtbot.mouseClick(home.cards[1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(home.breath_panel.slower, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(home.breath_panel.begin, Qt.MouseButton.LeftButton)
    assert begun(application) == [("compassionate_pause", "simulated", 5.9)]
    assert isinstance(window.screen_shown, PracticeScreen)
    assert application.watching == 0


def test_the_whole_way_by_keyboard(home: HomeScreen, application: PretendApplication, qtbot: QtBot) -> None:
    qtbot.keyClick(home.cards[0], Qt.Key.Key_Right)
    assert home.cards[1].isChecked()
    assert home.cards[1].hasFocus()
    visited = []
    for _ in range(12):
        focused = home.focusWidget()
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        visited.append(home.focusWidget())
    breath, choosing = home.breath_panel, home.home_page
    assert visited[:5] == [home.sensors.list, home.weeks, breath.slower, breath.faster, breath.begin]
    assert visited[5:] == [
        breath.settings_button,
        choosing.demonstration,
        choosing.eight_weeks,
        choosing.room,
        choosing.settings,
        choosing.your_voice,
        choosing.read_again,
    ]
    qtbot.keyClick(home.breath_panel.faster, Qt.Key.Key_Space)
    assert home.breath_panel.pace.text() == "6.1 breaths a minute"
    home.breath_panel.begin.setFocus()
    qtbot.keyClick(home.breath_panel.begin, Qt.Key.Key_Return)
    assert begun(application) == [("compassionate_pause", "simulated", 6.1)]


def test_enter_presses_what_has_the_focus_and_begins_from_a_card(
    home: HomeScreen, application: PretendApplication, qtbot: QtBot
) -> None:
    for pill, opened in ((home.breath_panel.slower, False), (home.breath_panel.settings_button, True)):
        pill.setFocus()
        qtbot.keyClick(pill, Qt.Key.Key_Return)
        assert home.breath_panel.settings_view.isVisible() == opened
    assert home.breath_panel.breaths_per_min == 5.9
    home.home_page.eight_weeks.setFocus()
    qtbot.keyClick(home.home_page.eight_weeks, Qt.Key.Key_Enter)
    assert home.page is not home.home_page
    home.pages.show_home_page()
    assert application.begun == []
    qtbot.keyClick(home.cards[0], Qt.Key.Key_Return)
    assert begun(application) == [("soften_soothe_allow", "simulated", 5.9)]


def test_arrows_choose_a_sensor(home: HomeScreen, application: PretendApplication, qtbot: QtBot) -> None:
    assert application.on_seen is not None
    application.on_seen(seen("TICKR 5F12", "fair signal"))
    home.sensors.list.setFocus()
    qtbot.keyClick(home.sensors.list, Qt.Key.Key_Down)
    assert home.sensors.chosen.spec == "simulated"
    qtbot.keyClick(home.sensors.list, Qt.Key.Key_Return)
    assert begun(application)[0][1] == "simulated"


def test_a_refusal_is_said_and_the_search_goes_on(
    home: HomeScreen, application: PretendApplication, window: Window
) -> None:
    application.refusal = SensorUnavailableError(LinkCode.STRAP_ASLEEP)
    sentence = sentence_of(application.refusal)
    home.breath_panel.begin.click()
    assert home.breath_panel.sentence.isVisible()
    assert home.breath_panel.sentence.text() == sentence
    assert window.screen_shown is home
    assert application.watching == 1
    application.refusal = None
    home.breath_panel.begin.click()
    assert isinstance(window.screen_shown, PracticeScreen)


def test_pace_stays_within_what_can_be_led(home: HomeScreen) -> None:
    home.breath_panel.aim_at(3.05)
    home.breath_panel.slower.click()
    assert home.breath_panel.breaths_per_min == 3.0
    assert not home.breath_panel.slower.isEnabled()
    home.breath_panel.aim_at(400.0)
    assert home.breath_panel.breaths_per_min == 12.0
    assert not home.breath_panel.faster.isEnabled()


@pytest.mark.parametrize(
    ("in_share", "words"),
    [
        (0.4, "out-breath a little longer 4 : 6"),
        (0.5, "in-breath and out-breath alike"),
        (0.6, "in-breath a little longer 6 : 4"),
    ],
)
def test_shape_of_the_breath_in_words(in_share: float, words: str) -> None:
    assert shape_words(BreathPattern(in_share=in_share), english()) == words


def test_everything_to_press_has_a_name(home: HomeScreen) -> None:
    breath, choosing = home.breath_panel, home.home_page
    around = (home.sensors.list, breath.slower, breath.faster, breath.begin, breath.settings_button, breath.today)
    breath.offer_today(5.4)
    for widget in (*home.cards, *around, choosing.eight_weeks, choosing.read_again):
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface.text(QAccessible.Text.Name), widget


def test_each_light_is_a_practice(qtbot: QtBot) -> None:
    weeks = LastWeeks(DARK, english())
    qtbot.addWidget(weeks)
    today = datetime(2026, 11, 22, 9, 0).astimezone()
    two = [
        RecentPractice(path=Path("a.soften"), started=today - timedelta(days=2), length_s=length_s)
        for length_s in (180.0, 900.0)
    ]
    weeks.show_practices(two, today.date())
    weeks.resize(880, 308)
    assert weeks.light_share(today.date()) == 0.0
    assert 0.9 < weeks.light_share(today.date() - timedelta(days=2)) <= 1.0
    bright = weeks.grab().toImage()
    weeks.show_practices([], today.date())
    assert weeks.grab().toImage() != bright


def test_closing_the_window_ends_the_search(home: HomeScreen, application: PretendApplication, window: Window) -> None:
    assert application.watching == 1
    window.close()
    assert application.watching == 0
    assert application.on_seen is not None
    application.on_seen(SensorSeen(spec="late", kind="bluetooth", label="late", detail="", rssi_dbm=math.nan))


def test_everything_the_keyboard_can_reach_has_a_name(home: HomeScreen) -> None:
    home.breath_panel.make_ready()
    reached = [each for each in home.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(reached) > 25  # sound, language and more have gone to the settings
    assert [each for each in reached if not name_of(each)] == []
    assert (name_of(home.breath_panel.settings_button), name_of(home.breath_panel.today)) == (
        "More",
        "The pace that was easy today",
    )


def name_of(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return "" if interface is None else interface.text(QAccessible.Text.Name)


@pytest.mark.parametrize("code", ["en", "de", "ko"])
def test_two_sensors_are_seen_in_a_low_window_whatever_is_said_beneath(
    qtbot: QtBot, application: PretendApplication, code: str
) -> None:
    window = Window(application, DARK, first_language([code]))
    qtbot.addWidget(window)
    window.resize(800, 460)  # 480 px, less the title that a desktop puts above
    window.show_home()
    window.show()
    qtbot.waitExposed(window)
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    sensors, sentence = home.sensors, "This computer shows no Bluetooth, and that is said at some length. " * 3
    home.stop_watching()
    QApplication.processEvents()  # what was found meanwhile is told
    sensors.say(sentence)
    area = sensors.list.viewport().rect()
    assert all(area.contains(sensors.list.visualItemRect(sensors.list.item(row))) for row in range(2))
    assert sensors.remark.text().endswith("…")
    assert sensors.remark.toolTip() == sentence
    assert sensors.remark.accessibleName() == sentence
    sensors.say_looking()
    assert not sensors.remark.toolTip()
    window.resize(800, 700)
    sensors.say(sentence)
    assert sensors.remark.text() == sentence
