"""Whoever looks back on a practice opens the page behind each curve and each column, by pointer and by key."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.rigs.files.recorded_practice import record
from ui.desktop.help.book import HelpBook
from ui.desktop.review.screen import ReviewScreen
from ui.desktop.window import Window
from ui.words.languages import english


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("recordings") / "2026-03-03_09-05-00_compassionate_pause.soften"
    return record(path, silent=(70.0, 95.0), markers=(120.0,))


@pytest.fixture
def screen(window: Window, qtbot: QtBot, recording: Path) -> ReviewScreen:
    window.show()
    window.show_review(recording)
    shown = window.screen_shown
    assert isinstance(shown, ReviewScreen)
    qtbot.waitUntil(lambda: shown.plot is not None)
    return shown


def test_every_column_and_every_curve_opens_a_page(
    screen: ReviewScreen, window: Window, application, qtbot: QtBot, opened
) -> None:
    book = HelpBook(application, english())
    assert screen.table is not None
    assert screen.below is not None
    columns = max(column for _, column in screen.table.cells)
    assert len(screen.table.names) == columns, "all but the name of the step"
    assert all(book.has(each.page) for each in (*screen.table.names, *screen.below.names))
    assert {each.page for each in screen.below.names} == {
        f"number:{name}" for name in ("heart_rate_bpm", "coherence_share", "warmth_share", "corrected_ratio")
    }
    qtbot.mouseClick(screen.table.names[1], Qt.MouseButton.LeftButton)
    assert opened().view.page.name == "number:practice_heart_rate_bpm"
    qtbot.keyClick(opened().search, Qt.Key.Key_Escape)
    assert window.screen_shown is screen, "Esc closes help and stays here"
    screen.below.names[1].setFocus()
    qtbot.keyClick(screen.below.names[1], Qt.Key.Key_Return)
    assert opened().view.page.name == "number:coherence_share"


def test_the_tab_key_goes_from_the_curves_down_the_page(screen: ReviewScreen, window: Window, qtbot: QtBot) -> None:
    window.activateWindow()
    assert screen.plot is not None
    screen.plot.setFocus()
    qtbot.waitUntil(screen.plot.hasFocus)
    tops = []
    for _ in range(30):
        focused = QApplication.focusWidget()
        if focused is None or focused is screen.home:
            break
        tops.append(focused)
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert screen.below is not None
    assert tops[0] is screen.plot
    assert tops[1 : 1 + len(screen.below.names)] == screen.below.names
    assert screen.table is not None
    assert set(screen.table.names) <= set(tops)
