"""A guest and another person in the real application: what is recorded for whom, and what stays of a guest."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from biofeedback.app.application import LiveApplication
from biofeedback.practices import practice_named
from ui.desktop.after.summary import SummaryScreen
from ui.desktop.app import dress
from ui.desktop.home.screen import HomeScreen
from ui.desktop.review.screen import ReviewScreen
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
    with LiveApplication(speed=100.0, seed=7) as application:
        yield application


@pytest.fixture
def real_window(qapp: QApplication, qtbot: QtBot, live: LiveApplication) -> Window:
    dress(qapp, DARK)
    window = Window(live, DARK, english())
    qtbot.addWidget(window)
    window.show()
    return window


def practised(window: Window, live: LiveApplication, qtbot: QtBot) -> SummaryScreen:
    window.show_practice(live.begin(practice_named("three_breaths"), "none", None))
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, SummaryScreen))
    shown = window.screen_shown
    assert isinstance(shown, SummaryScreen)
    return shown


def recordings(data: Path) -> list[Path]:
    return sorted((data / "sessions").rglob("*.soften"))


def test_of_a_guest_nothing_stays_after_looking_back(
    real_window: Window, live: LiveApplication, data: Path, qtbot: QtBot
) -> None:
    live.people.choose_guest()
    summary = practised(real_window, live, qtbot)
    assert [path.parent.name[:6] for path in recordings(data)] == ["guest-"]
    summary.look_back.click()
    review = real_window.screen_shown
    assert isinstance(review, ReviewScreen)
    qtbot.waitUntil(lambda: review.plot is not None)
    assert "it is gone when you leave it" in review.give.said.text()
    review.home.click()
    assert isinstance(real_window.screen_shown, HomeScreen)
    qtbot.waitUntil(lambda: not recordings(data))


def test_what_a_guest_keeps_is_somebodys(real_window: Window, live: LiveApplication, data: Path, qtbot: QtBot) -> None:
    live.people.choose_guest()
    summary = practised(real_window, live, qtbot)
    summary.give.button.click()
    summary.give.name.setText("Moss")
    summary.give.name.returnPressed.emit()
    summary.home.click()
    (kept,) = recordings(data)
    (moss,) = [person for person in live.people.everybody if person.name == "Moss"]
    assert kept.parent.name == moss.key
    live.people.choose(moss)
    assert recordings(data) == [kept]
    assert [entry.path for entry in live.recent()] == []  # three breaths count for nothing
    assert [entry.path for entry in live.people.library.entries()] == [kept]


def test_each_sees_their_own(real_window: Window, live: LiveApplication, data: Path, qtbot: QtBot) -> None:
    fern = live.people.add("Fern")
    own = practised(real_window, live, qtbot).recording
    live.people.choose(fern)
    hers = practised(real_window, live, qtbot).recording
    real_window.show_home()
    assert (own.parent, hers.parent) == (data / "sessions", data / "sessions" / "people" / fern.key)
    home = real_window.screen_shown
    assert isinstance(home, HomeScreen)
    qtbot.waitUntil(home.home_page.who.isVisible)
    assert home.home_page.who.text() == "Practising: Fern"


def test_recordings_that_move_take_no_guest_along(
    real_window: Window, live: LiveApplication, data: Path, qtbot: QtBot
) -> None:
    kept = practised(real_window, live, qtbot).recording
    live.people.choose_guest()
    practised(real_window, live, qtbot)
    real_window.show_home()
    (data / "elsewhere").mkdir()
    live.move_recordings(data / "elsewhere")
    assert [path.relative_to(data) for path in data.rglob("*.soften")] == [Path("elsewhere") / kept.name]
    assert not list(data.rglob("guest-*"))
