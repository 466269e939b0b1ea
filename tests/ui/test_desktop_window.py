"""The window: from home to the summary, and whatever happens, the recording is closed once."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from biofeedback.errors import RecordingError
from tests.rigs.pretend_house import PretendHouse, PretendSitting
from ui.desktop.home import HomeScreen
from ui.desktop.practice import PracticeScreen
from ui.desktop.summary import SummaryScreen, moment_words
from ui.desktop.surfaces import Words
from ui.desktop.window import Window


def through_to_the_summary(window: Window, live, qtbot: QtBot) -> SummaryScreen:
    for t_s in range(0, 260, 20):
        live(float(t_s))
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, SummaryScreen))
    screen = window.screen_shown
    assert isinstance(screen, SummaryScreen)
    return screen


def test_the_end_of_a_practice_is_its_summary(
    window: Window, practice: PracticeScreen, sitting: PretendSitting, live, qtbot: QtBot
) -> None:
    summary = through_to_the_summary(window, live, qtbot)
    assert sitting.wishes == ["finish"]
    assert 1 <= len(summary.lines) <= 3
    assert summary.path.text() == str(sitting.path)
    assert summary.path.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    said = [words.text() for words in summary.findChildren(Words)]
    assert "A compassionate pause · Simulated heart" in said
    assert len(said) > 10
    assert not window.grab().toImage().isNull()
    window.close()
    assert sitting.wishes == ["finish"]


def test_back_home_and_begin_again(
    window: Window, practice: PracticeScreen, house: PretendHouse, live, qtbot: QtBot
) -> None:
    summary = through_to_the_summary(window, live, qtbot)
    qtbot.mouseClick(summary.home, Qt.MouseButton.LeftButton)
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    home.breath.begin.click()
    assert isinstance(window.screen_shown, PracticeScreen)
    window.close()
    assert house.sittings[0].wishes == ["finish"]


def test_the_close_button_closes(window: Window, practice: PracticeScreen, live, qtbot: QtBot) -> None:
    summary = through_to_the_summary(window, live, qtbot)
    qtbot.mouseClick(summary.close_button, Qt.MouseButton.LeftButton)
    assert not window.isVisible()


@pytest.mark.parametrize("t_s", [0.0, 45.0, 120.0])
def test_closing_during_a_practice_finishes_it_once(
    window: Window, practice: PracticeScreen, sitting: PretendSitting, live, t_s: float
) -> None:
    live(t_s)
    practice.read()
    window.close()
    window.close()
    assert sitting.wishes == ["finish"]


def test_escape_ends_gently_and_again_at_once(
    window: Window, practice: PracticeScreen, sitting: PretendSitting, live, qtbot: QtBot
) -> None:
    live(60.0)
    qtbot.keyClick(practice, Qt.Key.Key_Escape)
    practice.read()
    assert window.screen_shown is practice
    live(62.0)
    qtbot.keyClick(practice, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, SummaryScreen))
    assert sitting.wishes == ["end_gently", "end_gently", "finish"]


def test_a_recording_that_cannot_be_closed_is_said(
    window: Window, practice: PracticeScreen, sitting: PretendSitting, live, qtbot: QtBot, monkeypatch
) -> None:
    def refuse() -> Path:
        raise RecordingError("The disk is full; the recording ends at 2:10.", "x.soften")

    monkeypatch.setattr(sitting, "finish", refuse)
    summary = through_to_the_summary(window, live, qtbot)
    assert summary.path.text() == "The disk is full; the recording ends at 2:10."
    assert window.trouble


@pytest.mark.parametrize(
    ("hour", "part"), [(3, "night"), (9, "morning"), (14, "afternoon"), (19, "evening"), (23, "night")]
)
def test_the_moment_in_words(hour: int, part: str) -> None:
    assert moment_words(datetime(2026, 11, 24, hour, 5, tzinfo=UTC)) == f"Tuesday {part}"
