"""The demonstration in the real application: from one click on home to both waves, on both windows."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from biofeedback.app.application import LiveApplication
from ui.desktop.after.waves import WavesScreen
from ui.desktop.app import dress
from ui.desktop.audience.window import AudienceWindow
from ui.desktop.home.screen import HomeScreen
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.widgets.waves_picture import WavesPicture
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    (tmp_path / "opening_page_shown").touch()
    return tmp_path


@pytest.fixture
def live(data: Path) -> Iterator[LiveApplication]:
    with LiveApplication(speed=100.0, seed=3) as application:
        yield application


@pytest.fixture
def real_window(qapp: QApplication, qtbot: QtBot, live: LiveApplication) -> Window:
    dress(qapp, DARK)
    window = Window(live, DARK, english())
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.show_home()
    return window


def begun(window: Window, qtbot: QtBot) -> PracticeScreen:
    """Begin it with one click."""
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    qtbot.mouseClick(home.home_page.demonstration, Qt.MouseButton.LeftButton)
    practice = window.screen_shown
    assert isinstance(practice, PracticeScreen)
    return practice


def shown_to_others(window: Window, screen: QWidget, qtbot: QtBot) -> AudienceWindow:
    qtbot.keyClick(screen, Qt.Key.Key_A)
    assert window.audience is not None
    opened = window.audience.window
    assert opened is not None
    return opened


def at_its_end(window: Window, qtbot: QtBot) -> WavesScreen:
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, WavesScreen))
    screen = window.screen_shown
    assert isinstance(screen, WavesScreen)
    return screen


def picture_on_the_wall(wall: AudienceWindow) -> WavesPicture | None:
    (picture,) = wall.findChildren(WavesPicture) or (None,)
    return picture if picture is not None and picture.isVisible() else None


def recordings(data: Path) -> list[Path]:
    return sorted((data / "sessions").rglob("*.soften"))


def test_one_click_leads_to_both_waves_and_others_see_them_when_that_is_asked(
    real_window: Window, data: Path, qtbot: QtBot
) -> None:
    practice = begun(real_window, qtbot)
    wall = shown_to_others(real_window, practice, qtbot)
    qtbot.keyClick(practice, Qt.Key.Key_C)  # there is nothing to be shown yet
    assert picture_on_the_wall(wall) is None
    assert not practice.accepts_hand
    screen = at_its_end(real_window, qtbot)
    assert wall.isVisible()
    assert picture_on_the_wall(wall) is None  # nobody is exposed unasked
    assert screen.waves.compared == "wider"
    assert screen.label == "Simulated heart"
    qtbot.keyClick(screen, Qt.Key.Key_C)
    on_the_wall = picture_on_the_wall(wall)
    assert on_the_wall is not None
    assert on_the_wall.shows_heart
    assert wall.words.text == screen.sentences(numbers=False)[0]
    qtbot.keyClick(wall, Qt.Key.Key_C)
    assert picture_on_the_wall(wall) is None
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert isinstance(real_window.screen_shown, HomeScreen)
    assert real_window.audience is None
    qtbot.waitUntil(lambda: not recordings(data))


def test_numbers_come_to_the_laptop_when_they_are_asked_for_and_never_to_the_wall(
    real_window: Window, qtbot: QtBot
) -> None:
    wall = shown_to_others(real_window, begun(real_window, qtbot), qtbot)
    screen = at_its_end(real_window, qtbot)

    def read(widget: QWidget) -> str:
        return " ".join(
            [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
            + [each.accessibleDescription() for each in widget.findChildren(QWidget)]
        )

    assert re.search(r"\d", " ".join(line.text() for line in screen.lines)) is None
    qtbot.keyClick(screen, Qt.Key.Key_C)
    before = wall.grab().toImage()
    qtbot.keyClick(screen, Qt.Key.Key_D)
    assert all(re.search(r"\d", line.text()) for line in screen.lines[:2])
    assert "Mean heart rate" in read(screen)
    assert re.search(r"\d", read(wall)) is None
    assert wall.grab().toImage().pixelColor(100, 20) == before.pixelColor(100, 20)
    qtbot.keyClick(screen, Qt.Key.Key_D)
    assert re.search(r"\d", " ".join(line.text() for line in screen.lines)) is None


def test_the_window_for_others_can_be_opened_at_the_end_too(real_window: Window, qtbot: QtBot) -> None:
    begun(real_window, qtbot)
    screen = at_its_end(real_window, qtbot)
    assert screen.others.isHidden()
    wall = shown_to_others(real_window, screen, qtbot)
    assert not screen.others.isHidden()
    screen.others.click()
    assert picture_on_the_wall(wall) is not None
    qtbot.keyClick(screen, Qt.Key.Key_A)
    assert real_window.audience is not None
    assert real_window.audience.window is None
    assert screen.others.isHidden()


def test_without_a_sensor_the_light_leads_and_no_wave_is_made_up(
    real_window: Window, live: LiveApplication, qtbot: QtBot
) -> None:
    real_window.show_practice(live.demonstrate("none"))
    screen = at_its_end(real_window, qtbot)
    assert not screen.picture.shows_heart
    assert screen.label == ""
    assert "No heart was heard" in screen.lines[0].text()
    assert len(screen.waves.breaths) == 7
    assert (screen.waves.natural.rate, screen.waves.led.rate) == ((), ())


def test_a_heart_of_which_nothing_can_be_told_is_not_shown_to_others(
    real_window: Window, live: LiveApplication, qtbot: QtBot
) -> None:
    real_window.show_practice(live.demonstrate("simulated:ectopics=0.4"))
    practice = real_window.screen_shown
    assert practice is not None
    wall = shown_to_others(real_window, practice, qtbot)
    screen = at_its_end(real_window, qtbot)
    assert screen.waves.compared == "unknown"
    qtbot.keyClick(screen, Qt.Key.Key_C)
    picture = picture_on_the_wall(wall)
    assert picture is not None
    assert not picture.shows_heart


def test_escape_ends_it_at_any_time_and_says_what_there_was(real_window: Window, qtbot: QtBot) -> None:
    practice = begun(real_window, qtbot)
    for _ in range(2):
        qtbot.keyClick(practice, Qt.Key.Key_Escape)
    screen = at_its_end(real_window, qtbot)
    assert screen.waves.compared == "unknown"
    assert len({line.text() for line in screen.lines}) == 3


def test_it_is_kept_where_somebody_would_like_that(
    real_window: Window, live: LiveApplication, data: Path, qtbot: QtBot
) -> None:
    begun(real_window, qtbot)
    screen = at_its_end(real_window, qtbot)
    assert live.people.here is not None  # whoever was here still is
    screen.give.button.click()
    screen.give.name.setText("Moss")
    screen.give.name.returnPressed.emit()
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    (kept,) = recordings(data)
    (moss,) = [person for person in live.people.everybody if person.name == "Moss"]
    assert kept.parent.name == moss.key
