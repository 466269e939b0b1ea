"""Two practices beside each other: chosen by keyboard, zoomed together, each on its own axis."""

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot

from tests.rigs.files.recorded_practice import STARTED, record
from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.review.screen import ReviewScreen
from ui.desktop.window import Window
from ui.recordings import RecentPractice


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("two")
    first = record(folder / "first.soften")
    return first, record(folder / "second.soften", "three_breaths", seed=4, started=STARTED - timedelta(days=6))


@pytest.fixture
def screen(window: Window, application: PretendApplication, qtbot: QtBot, two: tuple[Path, Path]) -> ReviewScreen:
    application.kept = [
        RecentPractice(path=two[0], started=STARTED, length_s=180.0),
        RecentPractice(path=two[1], started=STARTED - timedelta(days=6), length_s=30.0),
    ]
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.show_review(two[0])
    shown = window.screen_shown
    assert isinstance(shown, ReviewScreen)
    qtbot.waitUntil(lambda: shown.plot is not None and shown.plot.hasFocus())
    return shown


def beside(screen: ReviewScreen, qtbot: QtBot) -> None:
    assert screen.beside is not None
    qtbot.keyClick(screen.beside.button, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.beside is not None and screen.beside.list.hasFocus())
    qtbot.keyClick(screen.beside.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.beside is not None and screen.beside.plot is not None)


def test_another_practice_is_chosen_by_keyboard(screen: ReviewScreen, qtbot: QtBot) -> None:
    assert screen.beside is not None
    screen.beside.button.click()
    qtbot.waitUntil(lambda: screen.beside is not None and screen.beside.list.isVisible())
    listed = [screen.beside.list.item(row).text() for row in range(screen.beside.list.count())]
    assert listed == ["Wednesday, 25 February 2026, 09:05, 0.5 min"]
    beside(screen, qtbot)
    plot = screen.beside.plot
    assert plot is not None
    qtbot.waitUntil(lambda: plot.isVisible() and plot.hasFocus())
    assert screen.plot is not None
    assert screen.plot.isVisible()
    assert plot.data.review.summary.title == "Three breaths"
    assert QAccessible.queryAccessibleInterface(plot).text(QAccessible.Text.Description)


def test_both_are_zoomed_together_and_neither_leads_itself(screen: ReviewScreen, qtbot: QtBot) -> None:
    beside(screen, qtbot)
    assert screen.beside is not None
    first, second = screen.plot, screen.beside.plot
    assert first is not None
    assert second is not None
    first.show_span(first.span.around(10.0, 8.0))
    assert second.span.length_s == pytest.approx(8.0)
    assert second.span.middle_s == pytest.approx(10.0, abs=0.5)
    first.show_span(first.data.whole)
    assert first.span.is_whole
    assert second.span.is_whole
    assert first.span.length_s > 5.0 * second.span.length_s
    second.show_span(second.span.around(15.0, 4.0))
    assert first.span.length_s == pytest.approx(4.0)


def test_the_other_can_be_taken_away_and_changed(screen: ReviewScreen, qtbot: QtBot) -> None:
    beside(screen, qtbot)
    assert screen.beside is not None
    screen.beside.away.click()
    assert screen.beside.plot is None
    assert screen.plot is not None
    screen.plot.show_span(screen.plot.span.around(10.0, 8.0))
    beside(screen, qtbot)
    beside(screen, qtbot)
    screen.plot.show_span(screen.plot.span.around(20.0, 6.0))
    screen.resize(screen.width(), screen.height() - 10)


def test_where_there_is_no_other_it_says_so(
    screen: ReviewScreen, application: PretendApplication, qtbot: QtBot
) -> None:
    application.kept = application.kept[:1]
    assert screen.beside is not None
    screen.beside.button.click()
    none = "There is no other practice yet."
    qtbot.waitUntil(lambda: screen.beside is not None and screen.beside.said.text() == none)
    assert not screen.beside.list.isVisible()


def test_one_that_cannot_be_read_says_so(
    screen: ReviewScreen, application: PretendApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    application.kept = [RecentPractice(path=tmp_path / "gone.soften", started=STARTED, length_s=60.0)]
    assert screen.beside is not None
    screen.beside.button.click()
    qtbot.waitUntil(lambda: screen.beside is not None and screen.beside.list.hasFocus())
    qtbot.keyClick(screen.beside.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: screen.beside is not None and "gone.soften" in screen.beside.said.text())
