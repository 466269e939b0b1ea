"""The sensors that home offers: as they come into sight, with what stands in the way of looking."""

import threading
from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from biofeedback.error_codes import RecordingErrorCode, SensorSpecErrorCode
from biofeedback.errors import RecordingError, SoftenError
from biofeedback.sensors import SIMULATED_HEART
from tests.rigs.screens.pretend_application import PretendApplication, seen
from tests.rigs.words.said_errors import said as sentence_of
from ui.desktop.home.screen import HomeScreen
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.window import Window

NO_SEARCH = SoftenError(SensorSpecErrorCode.CLOSED)

LOOKING = "Looking for sensors…"


def labels(home: HomeScreen) -> list[str]:
    rows = home.sensors.list
    return [rows.item(row).text() for row in range(rows.count())]


def test_the_simulated_heart_is_always_there(home: HomeScreen) -> None:
    assert labels(home) == ["Simulated heart", "Without a sensor"]
    assert home.sensors.chosen.detail == "for trying things out"


def test_what_is_known_by_its_name_alone_is_listed_and_never_chosen_by_itself(
    home: HomeScreen, application: PretendApplication
) -> None:
    assert application.on_seen is not None
    application.on_seen(replace(seen("WHOOP 4A1", "strong signal · known by its name alone"), by_name_alone=True))
    assert labels(home) == ["WHOOP 4A1", "Simulated heart", "Without a sensor"]
    assert home.sensors.chosen.spec == "simulated"
    application.on_seen(seen("TICKR 5F12", "fair signal"))
    assert home.sensors.chosen.label == "TICKR 5F12"


def test_a_practice_without_a_sensor_can_be_chosen_and_stays_chosen(
    home: HomeScreen, application: PretendApplication, qtbot: QtBot
) -> None:
    rows = home.sensors.list
    point = rows.visualItemRect(rows.item(1)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=point)
    home.breath_panel.begin.setFocus()
    assert application.on_seen is not None
    application.on_seen(seen("TICKR 5F12", "fair signal"))
    assert home.sensors.chosen.spec == "none"
    home.begin()
    assert application.begun[0][1] == "none"
    assert application.sessions[0].sources == ()


def test_sensors_fill_in_from_another_thread(home: HomeScreen, application: PretendApplication, qtbot: QtBot) -> None:
    assert application.on_seen is not None
    thread = threading.Thread(target=application.on_seen, args=(seen("TICKR 5F12", "fair signal"),))
    thread.start()
    qtbot.waitUntil(lambda: labels(home) == ["TICKR 5F12", "Simulated heart", "Without a sensor"])
    thread.join()
    assert home.sensors.chosen.spec == "bluetooth:TICKR 5F12"


def test_a_later_sighting_is_news_of_the_same_row(home: HomeScreen, application: PretendApplication) -> None:
    assert application.on_seen is not None
    application.on_seen(seen("TICKR 5F12", "fair signal"))
    application.on_seen(seen("TICKR 5F12", "strong signal"))
    assert labels(home) == ["TICKR 5F12", "Simulated heart", "Without a sensor"]
    assert home.sensors.chosen.detail == "strong signal"


def test_a_remark_too_long_for_its_row_is_whole_where_one_points(
    home: HomeScreen, application: PretendApplication
) -> None:
    assert application.on_seen is not None
    remark = "strong signal · " + "something good to know " * 8
    application.on_seen(seen("TICKR 5F12", remark))
    item = home.sensors.list.item(0)
    assert item.toolTip() == f"bluetooth:TICKR 5F12\n{remark}"


def test_a_choice_by_hand_is_kept(home: HomeScreen, application: PretendApplication, qtbot: QtBot) -> None:
    assert application.on_seen is not None
    rows = home.sensors.list
    point = rows.visualItemRect(rows.item(0)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=point)
    home.breath_panel.begin.setFocus()
    application.on_seen(seen("TICKR 5F12", "fair signal"))
    assert home.sensors.chosen.spec == "simulated"


def test_trouble_is_said_in_its_own_words(home: HomeScreen, application: PretendApplication, qtbot: QtBot) -> None:
    assert application.on_error is not None
    thread = threading.Thread(target=application.on_error, args=(NO_SEARCH,))
    thread.start()
    qtbot.waitUntil(lambda: home.sensors.remark.text() == sentence_of(NO_SEARCH))
    thread.join()
    assert home.sensors.remark.isVisible()
    assert labels(home) == ["Simulated heart", "Without a sensor"]


def test_a_strap_in_sight_ends_the_word_of_trouble(home: HomeScreen, application: PretendApplication) -> None:
    assert application.on_seen is not None
    assert application.on_error is not None
    application.on_error(NO_SEARCH)
    application.on_seen(SIMULATED_HEART)
    assert home.sensors.remark.text() == sentence_of(NO_SEARCH)
    application.on_seen(seen("TICKR 5F12", "fair signal"))
    assert home.sensors.remark.text() == LOOKING


def test_recordings_that_cannot_be_looked_at_are_said_and_sensors_are_sought_all_the_same(
    window: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    application.no_recent = RecordingError(RecordingErrorCode.FILE_UNREADABLE, "recordings", problem="Not permitted")
    sentence = sentence_of(application.no_recent)
    window.show_home()
    window.show()
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    qtbot.waitUntil(lambda: home.weeks.accessibleDescription() == sentence)
    assert application.watching == 1
    said = home.weeks.grab().toImage()
    home.weeks.show_error("")
    assert home.weeks.grab().toImage() != said


def test_a_search_that_does_not_end_keeps_nobody_from_beginning(
    home: HomeScreen, application: PretendApplication, window: Window, caplog
) -> None:
    application.stuck_radio = TimeoutError("the radio is stuck")
    home.breath_panel.begin.click()
    assert isinstance(window.screen_shown, PracticeScreen)
    assert "the radio is stuck" in caplog.text
