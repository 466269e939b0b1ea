"""The history in the window: lights by mouse and keyboard, search, words of one's own, and kind empty states."""

import math
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError, SoftenError
from tests.rigs.files.hostile_text import HOSTILE
from tests.rigs.practices.past_practices import LAST, past_practices
from tests.rigs.screens.pretend_application import PretendApplication
from tests.ui.desktop.history.conftest import light, opened
from ui.desktop.history.screen import HistoryScreen
from ui.desktop.home.screen import HomeScreen
from ui.desktop.review.screen import ReviewScreen
from ui.desktop.window import Window
from ui.presenter.history import DAY_S
from ui.presenter.past import PastPractice
from ui.words.errors import error_sentence
from ui.words.languages import english


def said_of(error: SoftenError | None) -> str:
    assert error is not None
    return error_sentence(error, english())


def test_enter_looks_back_and_escape_comes_back_to_the_same_light(
    screen: HistoryScreen, window: Window, application: PretendApplication, qtbot: QtBot, recording: Path
) -> None:
    application.reviewed = recording
    for _ in range(5):
        qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    chosen = light(screen)
    qtbot.keyClick(screen.picture, Qt.Key.Key_Return)
    review = window.screen_shown
    assert isinstance(review, ReviewScreen)
    qtbot.waitUntil(lambda: review.plot is not None and review.plot.hasFocus())
    assert review.home.text() == "Back to what has been"
    qtbot.keyClick(review, Qt.Key.Key_Escape)
    back = window.screen_shown
    assert isinstance(back, HistoryScreen)
    assert light(back) == chosen
    qtbot.keyClick(back, Qt.Key.Key_Escape)
    assert isinstance(window.screen_shown, HomeScreen)


def test_two_are_put_beside_each_other(
    screen: HistoryScreen, window: Window, application: PretendApplication, qtbot: QtBot, recording: Path
) -> None:
    application.reviewed = recording
    qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    screen.panel.beside.click()
    assert "Choose its light" in screen.kind.text()
    qtbot.keyClick(screen.picture, Qt.Key.Key_Escape)
    assert "Choose its light" not in screen.kind.text()
    assert window.screen_shown is screen
    screen.panel.beside.click()
    qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    qtbot.keyClick(screen.picture, Qt.Key.Key_Return)
    review = window.screen_shown
    assert isinstance(review, ReviewScreen)
    qtbot.waitUntil(lambda: review.beside is not None and review.beside.plot is not None)


def test_a_word_is_found_and_escape_brings_all_back(screen: HistoryScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(screen.picture, Qt.Key.Key_Slash)
    assert screen.search.hasFocus()
    qtbot.keyClicks(screen.search, "RAIN work")
    matching = [each for each in screen.picture.lights.all if "rain" in each.practice.tags]
    assert [each.practice for each in screen.picture.found.all] == [each.practice for each in matching]
    assert screen.answer.text() == f"{len(matching)} practices have them."
    qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    assert light(screen) == matching[-1].practice
    qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    assert light(screen) == matching[-2].practice
    qtbot.keyClick(screen.picture, Qt.Key.Key_Escape)
    assert screen.search.text() == ""
    assert len(screen.picture.found) == 42


@pytest.mark.parametrize("words", ["polar", "loving-kindness", "jaw", "TICKR 5f12"])
def test_sensors_practices_and_notes_are_found(screen: HistoryScreen, words: str) -> None:
    screen.search.setText(words)
    assert 0 < len(screen.picture.found) < 42
    for each in screen.picture.found.all:
        text = " ".join((each.practice.title, *each.practice.sensors, each.practice.note)).casefold()
        assert all(word in text for word in words.casefold().split())


def test_nothing_found_is_said_kindly(screen: HistoryScreen, qtbot: QtBot) -> None:
    screen.search.setText("umbrella")
    assert screen.answer.text() == "No practice has all of these words. Fewer of them may find one."
    qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    assert screen.picture.light is None
    qtbot.waitUntil(lambda: screen.season.foot.text() == "There is no practice in what is shown just now.")


def test_where_nothing_is_kept_it_is_said_kindly(window: Window, application: PretendApplication, qtbot: QtBot) -> None:
    application.past = []
    screen = opened(window, qtbot)
    assert screen.kind.text().startswith("Nothing is kept yet.")
    assert not screen.picture.isVisible()
    assert not screen.search.isVisible()
    assert screen.home.isVisible()
    qtbot.keyClick(screen, Qt.Key.Key_Escape)
    assert isinstance(window.screen_shown, HomeScreen)


def test_words_of_ones_own_are_added_and_taken_away(
    screen: HistoryScreen, application: PretendApplication, qtbot: QtBot
) -> None:
    qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    path = light(screen).path
    for word in ("moonlight", "walk"):
        with qtbot.waitSignal(screen.shown):
            screen.panel.field.setText(word)
            qtbot.keyClick(screen.panel.field, Qt.Key.Key_Return)
    assert light(screen).path == path
    assert {"moonlight", "walk"} <= set(light(screen).tags)
    assert screen.panel.field.text() == ""
    named = {each.accessibleName(): each for each in screen.panel.tags.items}
    pill = named["Take away the word moonlight"]
    with qtbot.waitSignal(screen.shown):
        qtbot.keyClick(pill, Qt.Key.Key_Space)
    assert "moonlight" not in light(screen).tags
    assert "Take away the word moonlight" not in [each.accessibleName() for each in screen.panel.tags.items]
    screen.search.setText("walk")
    assert [each.practice.path for each in screen.picture.found.all] == [path]


def test_while_recordings_are_read_what_is_known_is_shown_and_goes_by_keyboard(
    window: Window, application: PretendApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything, go_on = past_practices(60), threading.Event()
    application.past = []

    def slowly(progress: Callable[[int, int], None], _wanted: Callable[[], bool]) -> list[PastPractice]:
        progress(1, 60)
        application.past = everything[:50]
        progress(50, 60)
        go_on.wait(60.0)
        return everything

    monkeypatch.setattr(application, "history", slowly)
    window.resize(1200, 800)
    window.show()
    window.show_history()
    screen = window.screen_shown
    assert isinstance(screen, HistoryScreen)
    assert screen.kind.text() == "Looking for what has been…"
    qtbot.waitUntil(lambda: screen.kind.text() == "Looking through the recordings: 50 of 60.")
    assert len(screen.picture.lights) == 50
    qtbot.waitUntil(screen.picture.hasFocus)
    qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    chosen = light(screen)
    with qtbot.waitSignal(screen.shown):
        go_on.set()
    assert len(screen.picture.lights) == 60
    assert light(screen) == chosen
    assert "nothing to keep up with" in screen.kind.text()


def test_nothing_is_read_any_more_when_one_leaves(
    window: Window, application: PretendApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def until_left(_progress: Callable[[int, int], None], wanted: Callable[[], bool]) -> list[PastPractice]:
        asked.append(wanted)
        return []

    monkeypatch.setattr(application, "history", until_left)
    opened(window, qtbot)
    assert asked[0]()
    window.show_home()
    assert not asked[0]()


def test_a_word_that_cannot_be_kept_is_said_in_place(
    screen: HistoryScreen, application: PretendApplication, qtbot: QtBot
) -> None:
    refused = RecordingError(RecordingErrorCode.NOTE_NOT_KEPT, "a.soften", problem="full")
    application.tags_refused = refused
    qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    screen.panel.field.setText("moonlight")
    qtbot.keyClick(screen.panel.field, Qt.Key.Key_Return)
    assert screen.panel.error.text() == said_of(refused)
    assert screen.panel.field.text() == "moonlight"


def test_numbers_have_their_range_or_their_reason(screen: HistoryScreen) -> None:
    with_reason = next(
        each for each in screen.picture.lights.all if each.practice.sensors and each.practice.coherence_share.reason
    )
    screen.picture.choose(with_reason)
    numbers = screen.panel.numbers
    assert numbers.medians["coherence_share"].text() == "–"
    assert "irregularly" in numbers.reasons.text()
    assert numbers.medians["heart_rate_bpm"].accessibleName().startswith("Heart rate, bpm: ")
    assert ", mostly " in numbers.medians["heart_rate_bpm"].accessibleName()
    assert " to " in screen.season.numbers.ranges["rmssd_ms"].text()
    assert "practices with a heart." in screen.season.foot.text()


def test_one_that_cannot_be_read_says_why_and_is_not_opened(
    window: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    error = RecordingError(RecordingErrorCode.EMPTY, "broken.soften")
    broken = PastPractice(path=Path("broken.soften"), started=LAST, length_s=math.nan, error=error)
    application.past = [broken, *past_practices(3)]
    screen = opened(window, qtbot, broken.path)
    assert light(screen) == broken
    assert screen.panel.said.text() == said_of(error)
    assert not screen.panel.look_back.isVisible()
    qtbot.keyClick(screen.picture, Qt.Key.Key_Return)
    assert window.screen_shown is screen


def test_recordings_that_cannot_be_looked_at_are_said(
    window: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    application.no_recent = RecordingError(RecordingErrorCode.FILE_UNREADABLE, "recordings", problem="Not permitted")
    application.past = past_practices(5)
    screen = opened(window, qtbot)
    assert screen.kind.text() == said_of(application.no_recent)
    assert len(screen.picture.lights) == 5


def test_hostile_words_are_seen_for_what_they_are(
    window: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    evil = replace(
        past_practices(1)[0],
        path=Path(f"/nowhere/{HOSTILE.replace('/', '')}.soften"),
        title=HOSTILE,
        note=HOSTILE,
        tags=(HOSTILE[:40],),
        sensors=(HOSTILE,),
    )
    application.past = [evil]
    screen = opened(window, qtbot, evil.path)
    assert light(screen) == evil
    for each in screen.findChildren(QWidget):
        text = each.property("text")
        assert not isinstance(text, str) or "\x1b" not in text, text
        assert "\x1b" not in each.accessibleName() + each.accessibleDescription() + each.toolTip()


def test_everything_that_takes_the_focus_has_a_name(screen: HistoryScreen, qtbot: QtBot) -> None:
    qtbot.keyClick(screen.picture, Qt.Key.Key_Left)
    stops, widget = [], screen.picture
    for _ in range(40):
        stops.append(widget)
        widget = widget.nextInFocusChain()
        while widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(screen):
            widget = widget.nextInFocusChain()
        if widget is screen.picture:
            break
    inside = [each for each in stops if screen.isAncestorOf(each)]
    assert {screen.picture, screen.search, screen.panel.look_back, screen.panel.beside, screen.home} <= set(inside)
    for each in inside:
        accessible = QAccessible.queryAccessibleInterface(each)
        assert accessible.text(QAccessible.Text.Name), each


def test_the_strip_on_home_opens_it_at_the_light(
    home: HomeScreen, window: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    weeks = home.home_page.weeks
    qtbot.waitUntil(lambda: weeks.day.year > 1)
    application.past = [
        replace(each, path=recent.path) for each, recent in zip(past_practices(5), application.recent(), strict=False)
    ]
    newest = application.past[0].path
    weeks.setFocus()
    latest = weeks.day
    qtbot.keyClick(weeks, Qt.Key.Key_Left)
    assert weeks.day < latest
    qtbot.keyClick(weeks, Qt.Key.Key_Right)
    qtbot.keyClick(weeks, Qt.Key.Key_Return)
    screen = window.screen_shown
    assert isinstance(screen, HistoryScreen)
    assert light(screen).path == newest


@pytest.mark.parametrize("offset", ["+14:00", "-11:00", "+00:00"])
def test_a_morning_is_a_morning_wherever_it_was(
    window: Window, application: PretendApplication, qtbot: QtBot, offset: str
) -> None:
    first = datetime.fromisoformat(f"2026-10-24T07:30:00{offset}")
    # The clocks go back on the 25th in Europe and on the 1st in America: both days have a morning like any other.
    mornings = [
        replace(past_practices(1)[0], path=Path(f"{n}.soften"), started=first + timedelta(days=n)) for n in range(9)
    ]
    application.past = mornings
    screen = opened(window, qtbot)
    lights = screen.picture.lights.all
    assert [each.day_share for each in lights] == [pytest.approx(7.5 / 24)] * 9
    assert [later.at_s - each.at_s for each, later in pairwise(lights)] == [DAY_S] * 8
