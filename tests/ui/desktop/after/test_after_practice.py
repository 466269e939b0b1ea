"""From the summary of a practice: look back on it, or discard it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.rigs.files.recorded_practice import record
from tests.rigs.practices.pretend_session import PretendSession
from ui.desktop.after.summary import SummaryScreen
from ui.desktop.home.screen import HomeScreen
from ui.desktop.review.screen import ReviewScreen
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.window import Window


def summarised(
    practice: PracticeScreen, window: Window, qtbot: QtBot, live: Callable[[float], None], session: PretendSession
) -> SummaryScreen:
    live(400.0)
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, SummaryScreen))
    shown = window.screen_shown
    assert isinstance(shown, SummaryScreen)
    return shown


def test_looking_back_closes_the_recording_first(practice, window, qtbot, live, session, tmp_path: Path) -> None:
    session.path = record(tmp_path / "a.soften")
    summary = summarised(practice, window, qtbot, live, session)
    summary.note.setText("Softer.")
    summary.look_back.click()
    assert session.requests[-1] == "finish"
    assert session.notes == ["Softer."]
    assert isinstance(window.screen_shown, ReviewScreen)


def test_discarding_asks_once_and_goes_home(practice, window, qtbot, live, session, tmp_path: Path) -> None:
    session.path = record(tmp_path / "a.soften")
    summary = summarised(practice, window, qtbot, live, session)
    summary.discard.button.click()
    assert session.path.exists()
    summary.discard.yes.click()
    assert session.requests[-1] == "finish"
    assert not session.path.exists()
    assert isinstance(window.screen_shown, HomeScreen)


def test_what_cannot_be_discarded_says_so_and_stays(practice, window, qtbot, live, session) -> None:
    summary = summarised(practice, window, qtbot, live, session)
    summary.discard.button.click()
    summary.discard.yes.click()
    assert session.path.name in summary.discard.question.text()
    assert window.screen_shown is summary
    summary.home.click()
    assert isinstance(window.screen_shown, HomeScreen)


def test_it_is_given_to_somebody_else_in_one_step(
    practice, window, qtbot, live, session, application, tmp_path: Path
) -> None:
    application.people.folder = tmp_path
    fern = application.people.add("Fern")
    session.path = record(tmp_path / "a.soften")
    summary = summarised(practice, window, qtbot, live, session)
    summary.note.setText("Softer.")
    summary.give.button.click()
    qtbot.keyClick(summary.give.list, Qt.Key.Key_Return)
    assert session.requests[-1] == "finish"
    assert session.notes == ["Softer."]
    there = tmp_path / "people" / fern.key / "a.soften"
    assert there.exists()
    assert not session.path.exists()
    assert summary.path.text() == str(there)
    assert summary.note.isReadOnly()
    summary.look_back.click()
    review = window.screen_shown
    assert isinstance(review, ReviewScreen)
    qtbot.waitUntil(lambda: review.plot is not None)


def test_a_guest_is_asked_once_in_the_summary(
    practice, window, qtbot, live, session, application, tmp_path: Path
) -> None:
    application.people.folder = tmp_path
    session.path = record(tmp_path / "a.soften")
    application.people.guests = [session.path]
    summary = summarised(practice, window, qtbot, live, session)
    assert "it is gone when you leave it" in summary.give.said.text()
    assert summary.give.button.text() == "Keep it…"
    summary.home.click()
    assert isinstance(window.screen_shown, HomeScreen)
    qtbot.waitUntil(lambda: application.people.goodbyes > 0)


def test_alone_nothing_is_said_of_people(practice, window, qtbot, live, session, tmp_path: Path) -> None:
    session.path = record(tmp_path / "a.soften")
    assert not summarised(practice, window, qtbot, live, session).give.isVisible()


def test_looking_back_giving_and_discarding_are_reached_by_tab(
    practice, window, qtbot, live, session, application, tmp_path: Path
) -> None:
    application.people.add("Fern")
    session.path = record(tmp_path / "a.soften")
    summary = summarised(practice, window, qtbot, live, session)
    window.activateWindow()
    qtbot.waitUntil(summary.hasFocus)
    reached = []
    for _ in range(12):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
        reached.append(QApplication.focusWidget())
    wanted = [summary.look_back, summary.give.button, summary.discard.button, summary.home, summary.close_button]
    assert [each for each in reached if each in wanted][: len(wanted)] == wanted
