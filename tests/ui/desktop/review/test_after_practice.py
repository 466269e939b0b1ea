"""From the summary of a practice: look back on it, or discard it."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.rigs.pretend_application import PretendSession
from tests.rigs.recorded_practice import record
from ui.desktop.home.screen import HomeScreen
from ui.desktop.review.screen import ReviewScreen
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.screens.summary import SummaryScreen
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
