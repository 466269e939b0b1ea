"""The history in a language that nobody speaks, and what it says of a picture and of a stretch of time."""

import math
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from scripts import messages
from tests.rigs.practices.past_practices import LAST, NOTES, SENSORS, TAGS, TITLES, past_practices
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.suite.manual_clock import ManualClock
from tests.rigs.words.left_in_english import cut_off, english_left
from tests.rigs.words.pseudo_language import pseudo_language
from ui.desktop.app import dress
from ui.desktop.history.axis_painter import tick_words
from ui.desktop.history.screen import HistoryScreen
from ui.desktop.history.ticks import Unit, ticks
from ui.desktop.window import Window
from ui.presenter.history import DAY_S, Lights, season, wall_clock, wall_s
from ui.presenter.past import PastPractice
from ui.tokens import DARK, LIGHT, Tokens
from ui.words.languages import english
from ui.words.recordings.history_words import history_summary, practice_sentences, season_foot

NAMES = (*TITLES, *(sensor for each in SENSORS for sensor in each), *(tag for each in TAGS for tag in each), NOTES[0])


@pytest.mark.parametrize(
    ("code", "width", "height", "tokens", "count"),
    [("de", 800, 480, LIGHT, 42), ("de", 1280, 860, DARK, 42), ("ar", 2560, 1440, DARK, 42), ("de", 960, 540, DARK, 0)],
)
def test_it_speaks_the_language(
    qapp: QApplication, qtbot: QtBot, code: str, width: int, height: int, tokens: Tokens, count: int
) -> None:
    dress(qapp, tokens)
    language = pseudo_language(messages.template(), code)
    application = PretendApplication(ManualClock())
    application.past = past_practices(count) if count else []
    application.preferences = replace(application.preferences, motion="still")
    window = Window(application, tokens, language)
    window.resize(width, height)
    qtbot.addWidget(window)
    window.show()
    window.show_history()
    screen = window.screen_shown
    assert isinstance(screen, HistoryScreen)
    with qtbot.waitSignal(screen.shown):
        pass
    left, cut = set(), set()
    # The axis ends today, which may be in a month that had no practice.
    months = [language.month(datetime(2026, month, 1, tzinfo=UTC)) for month in range(1, 13)]
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Plus, Qt.Key.Key_PageUp, *([Qt.Key.Key_Left] * 6), Qt.Key.Key_Home):
        qtbot.keyClick(screen.picture, key)
        for _ in range(3):
            QApplication.processEvents()
        left |= english_left(window, *NAMES, *months)
        cut |= cut_off(window)
    assert (window.width(), window.height()) == (width, height)
    assert not left
    assert not cut


def test_the_picture_in_words() -> None:
    said = history_summary(Lights(past_practices(42)).all, english())
    assert said.startswith("42 practices are shown, from 2 September 2026 to 29 November 2026.")
    assert said.endswith("Most of them are in the evening, from six on.")
    assert history_summary((), english()) == "There is no practice in what is shown just now."


def test_a_practice_in_two_sentences() -> None:
    practice = replace(past_practices(1)[0], sensors=("Polar H10",), warmth_share=0.756, ended_unexpectedly=False)
    first, second = practice_sentences(practice, english())
    assert first.endswith("· Polar H10")
    assert second == "The warmth of its light was 0.76 of 1 on average."
    broken = practice_sentences(replace(practice, ended_unexpectedly=True, length_s=math.nan), english())
    assert broken[1] == "Its recording was never closed: it broke off, or is still being made."
    assert "min" not in broken[0]
    alone = practice_sentences(replace(practice, sensors=(), warmth_share=math.nan), english())
    assert len(alone) == 1
    assert alone[0].endswith("without a sensor")


def test_medians_are_of_three_practices_or_more_and_of_no_simulated_heart() -> None:
    with_heart = [each for each in past_practices(60) if each.sensors]
    few, many = season(with_heart[:2]), season(with_heart)
    assert math.isnan(few.spreads["heart_rate_bpm"].median)
    assert season_foot(few, english()) == "2 practices with a heart. Medians are given of 3 practices or more."
    spread = many.spreads["heart_rate_bpm"]
    assert spread.low <= spread.median <= spread.high
    assert many.with_heart == len(with_heart)
    pretended = season([replace(each, simulated=True) for each in with_heart])
    assert (pretended.with_heart, math.isnan(pretended.spreads["rmssd_ms"].median)) == (0, True)


@pytest.mark.parametrize(
    ("begin", "length_s", "unit", "names"),
    [
        ("2026-03-03T09:05:00", 10.0, Unit.SECOND, ("09:05:00", "09:05:02", "09:05:04")),
        ("2026-03-03T22:00:00", 4 * 3600.0, Unit.MINUTE, ("22:00", "23:00", "4 Mar")),
        ("2026-02-27T00:00:00", 4 * DAY_S, Unit.DAY, ("27 Feb", "28 Feb", "1 Mar")),
        ("2025-11-20T00:00:00", 90 * DAY_S, Unit.MONTH, ("December 2025", "January 2026", "February")),
        ("2019-06-01T00:00:00", 5 * 366 * DAY_S, Unit.YEAR, ("2020", "2021", "2022")),
    ],
)
def test_lines_stand_where_something_begins(begin: str, length_s: float, unit: Unit, names: tuple[str, ...]) -> None:
    from_s = wall_s(datetime.fromisoformat(begin))
    found, places = ticks(from_s, from_s + length_s, 6)
    assert found is unit
    assert len(places) <= 7
    said = [tick_words(found, at_s, english(), first=place == 0) for place, at_s in enumerate(places)]
    assert tuple(said[:3]) == names


@pytest.mark.parametrize("at_s", [-1e15, 1e15, -62_135_596_800.0, 253_402_300_799.0])
def test_the_ends_of_the_calendar_hold_nobody_up(at_s: float) -> None:
    assert len(ticks(at_s - 1e9, at_s + 1e9, 10)[1]) <= 12
    assert wall_clock(at_s).year in (1, 9999)


def test_time_is_that_of_the_clock_on_the_wall() -> None:
    summer, winter = (
        datetime.fromisoformat(f"2026-10-2{day}T07:30:00+0{offset}:00") for day, offset in ((4, 2), (5, 1))
    )
    assert wall_s(winter) - wall_s(summer) == DAY_S
    assert wall_clock(wall_s(LAST)).replace(tzinfo=LAST.tzinfo) == LAST


def test_a_room_is_called_a_room() -> None:
    of_room = PastPractice(path=Path("room.soften"), started=None, length_s=600.0, title="A pause", of_room=True)
    assert "the whole room" in practice_sentences(of_room, english())[0]
    assert "without a sensor" not in practice_sentences(of_room, english())[0]
