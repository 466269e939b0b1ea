"""The view of who leads: what others see in small, the course, every request, a note; and nothing of it on the wall."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from biofeedback.requests import (
    ChangePace,
    ChangeStep,
    EndGently,
    ToggleFewerWords,
    ToggleMute,
    TogglePauseSteps,
    WriteNote,
)
from tests.rigs.practices.pretend_session import PretendSession
from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.audience.wall import WallView
from ui.desktop.operator.screen import OperatorScreen
from ui.desktop.operator.way_in import WayIn
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.window import Window


@pytest.fixture
def operator(practice: PracticeScreen, window: Window, qtbot: QtBot) -> OperatorScreen:
    window.resize(1280, 860)
    qtbot.keyClick(practice, Qt.Key.Key_O)
    shown = window.screen_shown
    assert isinstance(shown, OperatorScreen)
    qtbot.waitUntil(shown.hasFocus)
    return shown


def test_a_key_opens_it_over_the_practice_and_leads_back(operator, practice, window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(operator, Qt.Key.Key_O)
    assert window.screen_shown is practice
    qtbot.waitUntil(practice.hasFocus)
    qtbot.keyClick(practice, Qt.Key.Key_O)
    assert isinstance(window.screen_shown, OperatorScreen)
    assert window.screen_shown is not operator


def test_a_control_on_the_practice_screen_opens_it_too(practice, window: Window, qtbot: QtBot) -> None:
    way_in = practice.findChild(WayIn)
    qtbot.waitUntil(way_in.isVisible)
    assert practice.rect().contains(way_in.geometry())
    assert not way_in.geometry().intersects(practice.pause_steps.geometry())
    qtbot.mouseClick(way_in, Qt.MouseButton.LeftButton)
    assert isinstance(window.screen_shown, OperatorScreen)


def test_every_key_asks_for_what_it_says(operator, session: PretendSession, qtbot: QtBot) -> None:
    keys = Qt.Key
    for key, asked in (
        (keys.Key_Space, TogglePauseSteps()),
        (keys.Key_Space, TogglePauseSteps()),
        (keys.Key_PageDown, ChangeStep(forward=True)),
        (keys.Key_PageUp, ChangeStep(forward=False)),
        (keys.Key_E, ToggleFewerWords()),
        (keys.Key_L, ChangePace("slower")),
        (keys.Key_F, ChangePace("quicker")),
        (keys.Key_V, ToggleMute()),
        (keys.Key_Escape, EndGently()),
    ):
        session.requests.clear()
        qtbot.keyClick(operator, key)
        assert session.requests == [asked], key


def test_every_button_asks_for_what_its_key_does(operator, session: PretendSession, qtbot: QtBot) -> None:
    asking = operator.asking
    for button, asked in (
        (asking.buttons["stay"], TogglePauseSteps()),
        (asking.buttons["next"], ChangeStep(forward=True)),
        (asking.buttons["back"], ChangeStep(forward=False)),
        (asking.buttons["slower"], ChangePace("slower")),
        (asking.buttons["quicker"], ChangePace("quicker")),
        (asking.fewer, ToggleFewerWords()),
        (asking.end, EndGently()),
    ):
        session.requests.clear()
        button.click()
        assert session.requests == [asked]


def test_staying_is_told_and_so_is_going_on(operator, practice, session, live, qtbot: QtBot) -> None:
    live(20.0)
    practice.read()
    qtbot.keyClick(operator, Qt.Key.Key_Space)
    practice.read()
    operator.refresh()
    assert operator.asking.buttons["stay"].text() == "Go on"
    assert any(row.when.text() == "when you go on" for row in operator.course.rows)
    qtbot.keyClick(operator, Qt.Key.Key_Space)
    practice.read()
    operator.refresh()
    assert operator.asking.buttons["stay"].text() == "Stay here"


def test_the_course_tells_what_is_now_and_what_comes_in_how_long(operator, practice, session, live) -> None:
    live(47.0)
    practice.read()
    operator.refresh()
    assert operator.course.elapsed.text() == "0:47 of 3:00"
    said = {row.when.text(): row.words.text() for row in operator.course.rows if row.when.text()}
    assert next(iter(said)) == "now"
    assert said["now"] == practice.view.prompt.text
    upcoming = next(when for when in said if when.startswith("in "))
    assert upcoming.endswith(" s, on an out-breath")
    in_s = float(upcoming.split()[1])
    live(47.0 + in_s + 12.0)
    practice.read()
    assert practice.view.prompt.text == said[upcoming]
    assert 47.0 + in_s - 1.0 <= practice.view.prompt.t_s <= 47.0 + in_s + 12.0


def middle(widget: QWidget) -> QColor:
    return widget.grab().toImage().pixelColor(widget.width() // 2, widget.height() // 3)


def alike(one: WallView, other: WallView, qtbot: QtBot) -> None:
    """Wait until two pictures of the wall show the same, whatever their sizes."""

    def are() -> bool:
        return (one.words.text, one.light.words(), middle(one).lightness() < 5) == (
            other.words.text,
            other.light.words(),
            middle(other).lightness() < 5,
        )

    qtbot.waitUntil(are)


def test_the_small_wall_shows_what_the_room_sees(operator, practice, window: Window, live, qtbot: QtBot) -> None:
    qtbot.keyClick(operator, Qt.Key.Key_A)
    theirs = window.audience.window
    qtbot.waitExposed(theirs)
    live(41.0)
    practice.read()
    qtbot.waitUntil(lambda: bool(theirs.words.text))
    said = theirs.words.text
    assert said == practice.view.prompt.text
    alike(operator.wall, theirs, qtbot)
    for key, seen in (
        (Qt.Key.Key_H, lambda: theirs.words.text != said),
        (Qt.Key.Key_H, lambda: theirs.words.text == said),
        (Qt.Key.Key_W, lambda: not theirs.words.text),
        (Qt.Key.Key_W, lambda: bool(theirs.words.text)),
        (Qt.Key.Key_B, lambda: middle(theirs) == QColor(0, 0, 0) == middle(operator.wall)),
        (Qt.Key.Key_Period, lambda: middle(theirs).lightness() > 40 and middle(operator.wall).lightness() > 40),
    ):
        qtbot.keyClick(operator, key)
        qtbot.waitUntil(seen)
        alike(operator.wall, theirs, qtbot)


def test_it_has_the_shape_of_the_wall(operator, window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(operator, Qt.Key.Key_A)
    theirs = window.audience.window
    qtbot.waitExposed(theirs)
    small = operator.wall
    assert small.width() / small.height() == pytest.approx(theirs.width() / theirs.height(), rel=0.02)
    assert operator.head.where.text() == "a small window beside this one"
    assert "nothing else" in operator.head.wall.text()


def test_what_is_chosen_before_others_look_on_holds_when_they_do(operator, window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(operator, Qt.Key.Key_B)
    qtbot.keyClick(operator, Qt.Key.Key_A)
    theirs = window.audience.window
    qtbot.waitExposed(theirs)
    assert middle(theirs) == QColor(0, 0, 0), "and not lit for a moment"


def test_nothing_of_it_is_on_the_wall(operator, window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(operator, Qt.Key.Key_A)
    for wall in (window.audience.window, operator.wall):
        assert not wall.findChildren(QLabel)


def test_a_remote_leads_from_their_window_too(operator, session, window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(operator, Qt.Key.Key_A)
    theirs = window.audience.window
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Space):
        qtbot.keyClick(theirs, key)
    assert session.requests == [ChangeStep(forward=True), ChangeStep(forward=False), TogglePauseSteps()]
    qtbot.keyClick(theirs, Qt.Key.Key_B)
    assert operator.head.switches[next(iter(operator.head.switches))].isChecked()
    qtbot.keyClick(theirs, Qt.Key.Key_W)
    assert not window.audience.wall.shows_words


def compose(field: QWidget, composed: str, whole: str = "") -> None:
    """Let an input method compose on a field, and make something whole."""
    event = QInputMethodEvent(composed, [])
    event.setCommitString(whole)
    QApplication.sendEvent(field, event)


def test_what_is_composed_is_seen_and_asks_for_nothing(operator, session, qtbot: QtBot) -> None:
    qtbot.keyClick(operator, "n")
    field = operator.note.field
    course = (("ㄴ", "", "ㄴ"), ("나", "", "나"), ("ㄹ", "나", "나ㄹ"), ("를", "", "나를"), ("", "를", "나를"))
    for composed, whole, seen in course:
        compose(field, composed, whole)
        assert field.text() == seen
    assert session.requests == []


def test_what_is_composed_in_a_full_field_pushes_nothing_out(operator, qtbot: QtBot) -> None:
    qtbot.keyClick(operator, "n")
    field = operator.note.field
    field.setMaxLength(5)
    field.setText("abcd")
    field.setCursorPosition(0)
    compose(field, "나다")
    assert field.text() == "나abcd"
    field.setText("abcde")
    field.setCursorPosition(0)
    compose(field, "나")
    assert field.text() == "abcde"
    compose(field, "", "나")
    assert field.text() == "abcde"


def test_a_note_that_is_kept_in_the_midst_of_a_syllable_has_it_once(operator, session, qtbot: QtBot) -> None:
    for words in ("나를", "숨"):
        qtbot.keyClick(operator, "n")
        compose(operator.note.field, words[-1], words[:-1])
        qtbot.keyClick(operator.note.field, Qt.Key.Key_Return)
        assert session.requests == [WriteNote("note", words)]
        session.requests.clear()


def test_a_note_that_is_left_in_the_midst_of_a_syllable_is_there_still(operator, session, qtbot: QtBot) -> None:
    qtbot.keyClick(operator, "n")
    compose(operator.note.field, "를", "나")
    qtbot.keyClick(operator.note.field, Qt.Key.Key_Escape)
    qtbot.keyClick(operator, "n")
    assert operator.note.field.text() == "나를"
    operator.note.field.setCursorPosition(0)
    compose(operator.note.field, "ㅇ")
    assert operator.note.field.text() == "ㅇ나를"
    operator.note.field.setText("오늘")
    assert operator.note.field.text() == "오늘"
    assert session.requests == []


def test_a_note_is_written_by_keyboard_and_esc_ends_nothing(operator, session, qtbot: QtBot) -> None:
    qtbot.keyClick(operator, Qt.Key.Key_N)
    field = operator.note.field
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "b w, a sigh ")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert session.requests == [WriteNote("note", "b w, a sigh")]
    qtbot.waitUntil(operator.hasFocus)
    assert not operator.note.isVisible()
    qtbot.keyClick(operator, Qt.Key.Key_N)
    qtbot.waitUntil(field.hasFocus)
    assert field.text() == ""
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert not operator.note.isVisible()
    assert len(session.requests) == 1


def test_how_loud_it_is_is_turned_here(operator, application: PretendApplication, qtbot: QtBot) -> None:
    operator.sound.volume.setValue(35)
    qtbot.waitUntil(lambda: application.preferences.sound.volume == 0.35)


def test_the_practice_ends_from_here_in_its_summary(operator, session, window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(operator, Qt.Key.Key_Escape)
    qtbot.keyClick(operator, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: type(window.screen_shown).__name__ == "SummaryScreen")
    assert window.leading is None
    assert window.help is not None
    QApplication.processEvents()
    assert not session.inboxes[0].ended


def test_it_speaks_its_own_keys_in_help(operator, window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(operator, Qt.Key.Key_F1)
    assert window.help.panel is not None
    assert window.help.panel.isVisible()
    text = " ".join(each.text() for each in window.help.panel.findChildren(QLabel))
    for words in ("Write a note of this moment", "Rest here", "black"):
        assert words in text


def test_the_keyboard_comes_to_every_control_and_round(operator, qtbot: QtBot) -> None:
    met: list[QWidget] = []
    for _ in range(60):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now in met:
            break
        met.append(now)
    wanted = {
        *operator.head.switches.values(),
        *operator.asking.buttons.values(),
        operator.asking.fewer,
        operator.asking.end,
        operator.sound.note,
        operator.sound.volume,
    }
    assert wanted <= set(met)
    assert all(each.accessibleName() or each.text() for each in wanted)
    order = [met.index(each) for each in (*operator.head.switches.values(), *operator.asking.buttons.values())]
    assert order == sorted(order)
