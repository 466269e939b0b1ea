"""A hand that breathes: the light follows it, by key or by pointer, until breath is led."""

import math
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from biofeedback.events import BreathPlanned, HandMoved
from biofeedback.practice.pacing.breath_position import BreathPosition
from biofeedback.requests import MoveHand
from tests.rigs.practices.pretend_session import PretendSession
from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.window import Window
from ui.words.languages import english
from ui.words.practice_words import hand_hint, pace_hints, usual_hints

LEFT = Qt.MouseButton.LeftButton

HAND_HINT, PACE_HINTS, HINTS = hand_hint(english()), pace_hints(english()), usual_hints(english())


def hold_key(practice: PracticeScreen, qtbot: QtBot) -> None:
    qtbot.keyPress(practice, Qt.Key.Key_B)


def let_key_go(practice: PracticeScreen, qtbot: QtBot) -> None:
    qtbot.keyRelease(practice, Qt.Key.Key_B)


def hold_mouse(practice: PracticeScreen, qtbot: QtBot) -> None:
    qtbot.mousePress(practice.light, LEFT, pos=practice.light.rect().center())


def let_mouse_go(practice: PracticeScreen, qtbot: QtBot) -> None:
    qtbot.mouseRelease(practice.light, LEFT, pos=practice.light.rect().center())


@pytest.mark.parametrize(("hold", "let_go"), [(hold_key, let_key_go), (hold_mouse, let_mouse_go)], ids=["key", "mouse"])
def test_light_follows_the_hand_and_leading_begins_at_its_pace(
    practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot, hold, let_go
) -> None:
    for breath in range(3):
        live(2.0 + 7.5 * breath)
        hold(practice, qtbot)
        live(4.0 + 7.5 * breath)
        practice.read()
        assert practice.light.moment().position > 0.6
        live(5.0 + 7.5 * breath)
        let_go(practice, qtbot)
    live(24.4)
    practice.read()
    assert session.requests == [MoveHand(inward=True), MoveHand(inward=False)] * 3
    assert practice.light.moment().position < 0.05
    assert not practice.accepts_hand
    live(26.0)
    practice.read()
    assert practice.light.moment().phase in ("in", "out")
    assert practice.view.breaths_per_min(26.0) == pytest.approx(8.0, abs=0.1)


def test_a_key_that_repeats_itself_is_one_breath(
    practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot
) -> None:
    live(2.0)
    hold_key(practice, qtbot)
    for kind in (QEvent.Type.KeyRelease, QEvent.Type.KeyPress) * 3:
        none = Qt.KeyboardModifier.NoModifier
        QApplication.sendEvent(practice, QKeyEvent(kind, Qt.Key.Key_B, none, "b", True))
    assert session.requests == [MoveHand(inward=True)]
    live(4.0)
    let_key_go(practice, qtbot)
    assert session.requests == [MoveHand(inward=True), MoveHand(inward=False)]


def test_focus_that_goes_lets_go(practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot) -> None:
    live(2.0)
    hold_key(practice, qtbot)
    live(4.0)
    QApplication.sendEvent(practice, QFocusEvent(QEvent.Type.FocusOut))
    assert session.requests == [MoveHand(inward=True), MoveHand(inward=False)]
    let_key_go(practice, qtbot)
    assert session.requests == [MoveHand(inward=True), MoveHand(inward=False)]


def test_a_short_click_still_breathes_out(
    practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot
) -> None:
    live(2.0)
    hold_mouse(practice, qtbot)
    let_mouse_go(practice, qtbot)
    assert session.requests == [MoveHand(inward=True)]
    live(2.4)
    qtbot.waitUntil(lambda: session.requests == [MoveHand(inward=True), MoveHand(inward=False)])
    live(9.0)
    practice.read()
    assert practice.light.moment().position < 0.01


def test_hand_is_silent_where_breath_is_led(
    practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot
) -> None:
    live(60.0)
    practice.read()
    hold_key(practice, qtbot)
    let_key_go(practice, qtbot)
    hold_mouse(practice, qtbot)
    let_mouse_go(practice, qtbot)
    assert session.requests == []


def test_hand_is_silent_where_the_start_is_not_attuned(
    window: Window, application: PretendApplication, session: PretendSession, qtbot: QtBot
) -> None:
    application.preferences = replace(application.preferences, attuned=False)
    window.show_practice(session)
    screen = window.screen_shown
    assert isinstance(screen, PracticeScreen)
    hold_key(screen, qtbot)
    assert session.requests == []
    assert screen.lines.hints.text() != HAND_HINT
    window.close()


def test_light_is_the_hands_until_breath_is_led() -> None:
    light = BreathPosition()
    light.apply(HandMoved(t_s=1.0, inward=True))
    assert light.at(1.0).position == 0.0
    assert light.at(3.5).position == pytest.approx(1.0)
    assert light.at(2.0).phase == "still"
    light.apply(HandMoved(t_s=3.5, inward=False))
    light.apply(BreathPlanned(t_s=7.0, in_s=3.0, hold_in_s=0.0, out_s=4.0, hold_out_s=0.0))
    assert 0.0 < light.at(5.0).position < 1.0
    assert light.at(8.5).phase == "in"
    assert light.at(8.5).position == pytest.approx(0.5)
    assert light.at(15.0).position == 0.0
    assert math.isnan(light.at(15.0).next_turn_s)
