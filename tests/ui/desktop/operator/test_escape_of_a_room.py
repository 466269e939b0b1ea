"""What Escape does while a room is led: it leaves what was begun, and an end that it asks for can be taken back."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from biofeedback.requests import EndGently
from tests.rigs.screens.pretend_room import PretendRoom
from tests.rigs.screens.settled import settle
from tests.ui.desktop.operator.conftest import here
from ui.desktop.operator.screen import OperatorScreen
from ui.desktop.window import Window
from ui.presenter.asked_ending import WAIT_S


def test_escape_while_somebody_is_asked_ends_no_practice(operator: OperatorScreen, room: PretendRoom, qtbot) -> None:
    operator.seats.join.click()
    qtbot.keyClick(operator.join.sensors.list, Qt.Key.Key_Escape)
    assert operator.seats.isVisible()
    assert room.requests == []


def test_the_end_of_a_room_waits_and_is_taken_back_by_the_same_key(
    operator: OperatorScreen, room: PretendRoom, window: Window, manual_clock, qtbot: QtBot
) -> None:
    here(operator, window)
    settle()
    before = operator.course.area.geometry()
    qtbot.keyClick(operator, Qt.Key.Key_Escape)
    here(operator, window)
    assert operator.course.ending.text() == "It ends gently in 5 s. Esc once more takes that back."
    assert operator.asking.end.text() == "Go on after all"
    settle()
    assert operator.course.area.geometry() == before, "nothing moves"
    manual_clock.advance(WAIT_S - 1.0)
    qtbot.keyClick(operator, Qt.Key.Key_Escape)
    manual_clock.advance(60.0)
    here(operator, window)
    assert room.requests == []
    assert operator.asking.end.text() == "End gently"
    operator.asking.end.click()
    manual_clock.advance(WAIT_S)
    here(operator, window)
    assert room.requests == [EndGently()]


def test_an_escape_from_any_window_of_a_room_can_be_taken_back(
    operator: OperatorScreen, room: PretendRoom, window: Window, manual_clock, qtbot: QtBot
) -> None:
    qtbot.keyClick(operator, Qt.Key.Key_O)
    practice = window.screen_shown
    qtbot.keyClick(practice, Qt.Key.Key_Escape)
    practice.feed.drawing += 1
    practice._refresh(manual_clock.now_s())
    assert practice.answer.text().startswith("It ends gently in 5 s.")
    qtbot.keyClick(window.audience.window, Qt.Key.Key_Q)
    manual_clock.advance(WAIT_S)
    practice.read()
    assert room.requests == []


@pytest.mark.parametrize("with_note", [True, False])
def test_the_escape_that_leaves_a_card_or_a_note_asks_for_no_end_struck_twice(
    operator: OperatorScreen, room: PretendRoom, window: Window, manual_clock, qtbot: QtBot, with_note: bool
) -> None:
    qtbot.keyClick(operator, Qt.Key.Key_N if with_note else Qt.Key.Key_J)
    field = operator.note.field if with_note else operator.join.sensors.list
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not field.isVisible()
    manual_clock.advance(0.4)
    qtbot.keyClick(operator, Qt.Key.Key_Escape)
    assert not operator._feed.ending.is_asked
    manual_clock.advance(5.0)
    qtbot.keyClick(operator, Qt.Key.Key_Escape)
    assert operator._feed.ending.is_asked
