"""The window: from home to the summary, and whatever happens, the recording is closed once."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from biofeedback.error_codes import RecordingErrorCode, SensorSpecErrorCode
from biofeedback.errors import RecordingError, SoftenError
from biofeedback.events import Notice
from biofeedback.requests import EndGently, WriteNote
from tests.rigs.practices.pretend_session import PretendSession
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.words.said_errors import said as sentence_of
from tests.rigs.words.sentence_of import notice_saying
from ui.desktop.after.summary import SummaryScreen
from ui.desktop.home.screen import HomeScreen
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.theme.surfaces import Words
from ui.desktop.window import Window
from ui.words.languages import english
from ui.words.moment_words import moment_words

WHOLE = "The recording is on this computer"
KEPT = "The recording is not whole; this much is kept:"


def words_shown(screen: QWidget) -> list[str]:
    return [words.text() for words in screen.findChildren(Words) if words.isVisible()]


def through_to_the_summary(window: Window, live, qtbot: QtBot) -> SummaryScreen:
    for t_s in range(0, 260, 20):
        live(float(t_s))
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, SummaryScreen))
    screen = window.screen_shown
    assert isinstance(screen, SummaryScreen)
    return screen


def test_the_end_of_a_practice_is_its_summary(
    window: Window, practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot
) -> None:
    summary = through_to_the_summary(window, live, qtbot)
    assert (session.settled, session.requests) == (1, [])  # the recording is open for a note
    assert 1 <= len(summary.lines) <= 3
    assert summary.path.text() == str(session.path)
    assert WHOLE in words_shown(summary)
    assert not summary.error_message.isVisible()
    assert summary.path.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse
    said = [words.text() for words in summary.findChildren(Words)]
    assert "A compassionate pause · Simulated heart" in said
    assert len(said) > 10
    assert not window.grab().toImage().isNull()
    window.close()
    assert session.requests == ["finish"]


def test_back_home_and_begin_again(
    window: Window, practice: PracticeScreen, application: PretendApplication, live, qtbot: QtBot
) -> None:
    summary = through_to_the_summary(window, live, qtbot)
    qtbot.mouseClick(summary.home, Qt.MouseButton.LeftButton)
    home = window.screen_shown
    assert isinstance(home, HomeScreen)
    home.breath_panel.begin.click()
    assert isinstance(window.screen_shown, PracticeScreen)
    window.close()
    assert application.sessions[0].requests == ["finish"]


@pytest.mark.parametrize("requested", [True, False])
def test_whoever_wishes_is_asked_for_a_word_after(
    window: Window,
    practice: PracticeScreen,
    session: PretendSession,
    application: PretendApplication,
    live,
    qtbot: QtBot,
    requested: bool,
) -> None:
    application.preferences = replace(application.preferences, own_words=requested)
    summary = through_to_the_summary(window, live, qtbot)
    assert summary.after.isVisible() is requested
    if requested:
        qtbot.keyClicks(summary.after, "softer")
    qtbot.mouseClick(summary.home, Qt.MouseButton.LeftButton)
    assert session.requests == ([WriteNote("after", "softer"), "finish"] if requested else ["finish"])
    assert session.notes == (["softer"] if requested else [])


@pytest.mark.parametrize("leave", ["home", "close_button", "escape", "window"])
def test_a_note_to_oneself_is_kept_on_leaving(
    window: Window, practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot, leave: str
) -> None:
    summary = through_to_the_summary(window, live, qtbot)
    qtbot.keyClicks(summary.note, "A hand on the heart was enough.")
    qtbot.keyClick(summary.note, Qt.Key.Key_Return)
    assert window.screen_shown is summary
    if leave == "escape":
        qtbot.keyClick(summary, Qt.Key.Key_Escape)
    elif leave == "window":
        window.close()
    else:
        qtbot.mouseClick(getattr(summary, leave), Qt.MouseButton.LeftButton)
    assert session.notes == ["A hand on the heart was enough."]
    assert session.requests == [WriteNote("note", "A hand on the heart was enough."), "finish"]


def test_the_close_button_closes(window: Window, practice: PracticeScreen, live, qtbot: QtBot) -> None:
    summary = through_to_the_summary(window, live, qtbot)
    qtbot.mouseClick(summary.close_button, Qt.MouseButton.LeftButton)
    assert not window.isVisible()


@pytest.mark.parametrize("t_s", [0.0, 45.0, 120.0])
def test_closing_during_a_practice_finishes_it_once(
    window: Window, practice: PracticeScreen, session: PretendSession, live, t_s: float
) -> None:
    live(t_s)
    practice.read()
    window.close()
    window.close()
    assert session.requests == ["finish"]


def test_escape_ends_gently_and_again_at_once(
    window: Window, practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot
) -> None:
    live(60.0)
    qtbot.keyClick(practice, Qt.Key.Key_Escape)
    practice.read()
    assert window.screen_shown is practice
    live(62.0)
    qtbot.keyClick(practice, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: isinstance(window.screen_shown, SummaryScreen))
    assert session.requests == [EndGently(), EndGently()]


FULL_DISK = RecordingError(RecordingErrorCode.DISK_FULL, "morning.soften")
UNCLOSED = SoftenError(SensorSpecErrorCode.CLOSED)


def test_a_recording_that_had_to_stop_is_said_and_where_the_rest_of_it_is(
    window: Window, practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot
) -> None:
    live(20.0)
    session.error = FULL_DISK
    session.publish(Notice(t_s=20.0, **notice_saying(sentence_of(FULL_DISK))))
    qtbot.waitUntil(lambda: practice.answer.text() == sentence_of(FULL_DISK))
    summary = through_to_the_summary(window, live, qtbot)
    said = words_shown(summary)
    assert {KEPT, sentence_of(FULL_DISK), str(session.path)} <= set(said)
    assert WHOLE not in said
    window.close()
    assert (window.error_message, window.had_error) == (sentence_of(FULL_DISK), True)


@pytest.mark.parametrize(("wide", "high"), [(800, 480), (900, 620), (1280, 860)])
def test_trouble_finds_room_at_any_size(
    window: Window, practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot, wide: int, high: int
) -> None:
    window.resize(wide, high)
    session.error = RecordingError(RecordingErrorCode.FOLDER_CLOSED, f"/home/{'recordings/' * 5}morning.soften")
    summary = through_to_the_summary(window, live, qtbot)
    qtbot.waitUntil(lambda: summary.width() == wide)
    wrapped = [words for words in summary.findChildren(Words) if words.isVisible() and words.wordWrap()]
    assert wrapped
    qtbot.waitUntil(lambda: all(words.height() >= words.heightForWidth(words.width()) for words in wrapped))


def test_trouble_is_of_one_practice_and_not_of_the_next(
    window: Window, practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot
) -> None:
    session.error = FULL_DISK
    summary = through_to_the_summary(window, live, qtbot)
    summary.home.click()
    assert isinstance(window.screen_shown, HomeScreen)
    window.show_practice(PretendSession(session.practice, session.clock))
    assert window.error_message == ""
    window.close()
    assert window.error_message == ""
    assert window.had_error


def test_a_recording_that_cannot_be_closed_is_said(
    window: Window, practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot, monkeypatch
) -> None:
    def refuse() -> Path:
        raise UNCLOSED

    monkeypatch.setattr(session, "finish", refuse)
    summary = through_to_the_summary(window, live, qtbot)
    assert WHOLE in words_shown(summary)
    summary.home.click()
    assert window.screen_shown is summary
    assert {KEPT, sentence_of(UNCLOSED)} <= set(words_shown(summary))
    assert window.had_error
    summary.home.click()
    assert isinstance(window.screen_shown, HomeScreen)


def test_the_recording_is_closed_whatever_the_search_for_sensors_does(
    window: Window, application: PretendApplication, session: PretendSession, qtbot: QtBot, caplog
) -> None:
    application.stuck_radio = TimeoutError("the radio is stuck")
    window.show_home()
    window.show()
    qtbot.waitUntil(lambda: application.watching == 1)
    window._session = session
    window.close()
    assert not window.isVisible()
    assert session.requests == ["finish"]
    assert "the radio is stuck" in caplog.text


def test_nothing_goes_on_behind_a_closed_window(
    window: Window, practice: PracticeScreen, session: PretendSession
) -> None:
    window.close()
    assert not [timer for timer in practice.findChildren(QTimer) if timer.isActive() and not timer.isSingleShot()]


@pytest.mark.parametrize(
    ("hour", "part"), [(3, "night"), (9, "morning"), (14, "afternoon"), (19, "evening"), (23, "night")]
)
def test_the_moment_in_words(hour: int, part: str) -> None:
    assert moment_words(datetime(2026, 11, 24, hour, 5, tzinfo=UTC), english()) == f"Tuesday {part}"
