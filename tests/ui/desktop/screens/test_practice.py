"""The practice screen: keys, words, the heart, and how it ends."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from biofeedback.codes import NoticeCode
from biofeedback.events import BeatJudged, LinkChanged, StepBegan
from biofeedback.requests import EndGently, Mark, Request, TogglePause, TogglePauseSteps
from devices.sensor_models import MODELS
from tests.rigs.practices.pretend_session import SOURCE, PretendSession
from tests.rigs.words.sentence_of import link_saying, words_of
from ui.desktop.screens import practice as practice_module
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.widgets.prompt_line import PromptLine, in_balance
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english


@pytest.mark.parametrize(
    ("key", "asked"), [(Qt.Key.Key_Space, TogglePause()), (Qt.Key.Key_M, Mark()), (Qt.Key.Key_Escape, EndGently())]
)
def test_keys_do_what_they_say(
    practice: PracticeScreen, session: PretendSession, qtbot: QtBot, key, asked: Request
) -> None:
    qtbot.keyClick(practice, key)
    assert session.requests == [asked]


def test_space_pauses_and_goes_on(practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot) -> None:
    live(20.0)
    qtbot.keyClick(practice, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: practice.lines.left.text() == "paused")
    assert practice.pause_steps.text() == "Go on"
    qtbot.keyClick(practice, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: practice.pause_steps.text() == "Rest here")
    assert session.requests == [TogglePause()] * 2


@pytest.mark.parametrize("presses", [1, 2, 3])
def test_quick_presses_are_never_lost(practice: PracticeScreen, live, qtbot: QtBot, presses: int) -> None:
    live(40.0)
    practice._reading.stop()  # nothing is read between the presses
    for _ in range(presses):
        qtbot.keyClick(practice, Qt.Key.Key_Space)
    practice.pause_steps.click()
    practice.read()
    assert practice.waiting == (None if presses % 2 else "rest")


@pytest.mark.parametrize(
    "model", [model for model in MODELS if model.trust == "not for HRV"], ids=lambda model: model.name
)
@pytest.mark.parametrize("with_details", [False, True])
def test_what_is_said_of_a_sensor_is_read_whole(
    practice: PracticeScreen, window: Window, qtbot: QtBot, with_details: bool, model
) -> None:
    practice._reading.stop()
    window.resize(1000, 660)
    if with_details:
        qtbot.keyClick(practice, Qt.Key.Key_D)
    practice.answer.setText(words_of(NoticeCode.SENSOR_NOT_FOR_HRV, model=model.name))
    assert practice.answer.heightForWidth(practice.answer.width()) <= practice.answer.height()
    beneath = practice.pause_steps if with_details else practice.ribbon
    assert practice.answer.geometry().bottom() <= beneath.geometry().top()


def test_rest_here_rests_and_goes_on(practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot) -> None:
    live(40.0)
    qtbot.mouseClick(practice.pause_steps, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: practice.pause_steps.text() == "Go on")
    assert practice.lines.left.text() == "resting"
    qtbot.mouseClick(practice.pause_steps, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: practice.pause_steps.text() == "Rest here")
    assert session.requests == [TogglePauseSteps()] * 2


def test_rest_here_is_the_largest_and_reached_by_tab(
    practice: PracticeScreen, session: PretendSession, qtbot: QtBot
) -> None:
    qtbot.keyClick(practice, Qt.Key.Key_Tab)
    assert practice.pause_steps.hasFocus()
    qtbot.keyClick(practice.pause_steps, Qt.Key.Key_Return)
    assert session.requests == [TogglePauseSteps()]
    assert practice.pause_steps.width() * practice.pause_steps.height() >= 200 * 50


def test_rest_here_is_faint_until_the_pointer_wakes_it(practice: PracticeScreen, qtbot: QtBot) -> None:
    practice.pause_steps._awake.stop()
    qtbot.waitUntil(lambda: practice.pause_steps.presence == 0.0)
    assert practice.pause_steps.isVisible()
    qtbot.waitUntil(lambda: practice.lines.breath_legend.isVisible() and not practice.lines.hints.isVisible())
    point = QPointF(300, 300)
    QApplication.sendEvent(
        practice.light,
        QMouseEvent(
            QEvent.Type.MouseMove,
            point,
            point,
            Qt.MouseButton.NoButton,
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
        ),
    )
    qtbot.waitUntil(lambda: practice.pause_steps.presence == 1.0)
    qtbot.waitUntil(practice.lines.hints.isVisible)


def test_a_mark_is_answered(practice: PracticeScreen, live, qtbot: QtBot) -> None:
    live(12.0)
    qtbot.keyClick(practice, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: practice.answer.text() == "Marked.")
    live(20.0)
    qtbot.waitUntil(lambda: practice.answer.text() == "")


def test_full_screen_and_back(practice: PracticeScreen, window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(practice, Qt.Key.Key_F11)
    qtbot.waitUntil(window.isFullScreen)
    qtbot.keyClick(practice, Qt.Key.Key_F11)
    qtbot.waitUntil(lambda: not window.isFullScreen())


def test_everything_that_arrived_is_read(practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot) -> None:
    live(60.0)
    qtbot.waitUntil(lambda: len(practice.view.heart.beats) > 55)
    assert not list(session.inboxes[0].drain())
    assert practice.view.heart.metrics["heart_rate_bpm"].value == pytest.approx(68.0, abs=8.0)
    qtbot.waitUntil(lambda: practice.steps.accessibleDescription() == "Settle, step 2 of 6")
    assert practice.lines.left.text() == "2 min left"


def test_words_of_the_practice_come_and_go(practice: PracticeScreen, live, qtbot: QtBot) -> None:
    assert practice.prompt.text == ""
    first = practice.session.practice.steps[0].prompts[0]
    live(first.at_s + 3.0)
    qtbot.waitUntil(lambda: practice.prompt.text == first.text)
    assert practice.prompt.accessibleDescription() == first.text
    live(first.at_s + 10.5)
    qtbot.waitUntil(lambda: practice.prompt.text == "")


def test_light_follows_the_breath_that_is_led(practice: PracticeScreen, live, qtbot: QtBot) -> None:
    live(5.0)
    assert practice.light.words() == ""
    live(60.0)
    qtbot.waitUntil(lambda: practice.light.words() != "")
    said = set()
    for tenth in range(120):
        live(60.0 + tenth / 10)
        practice.read()
        said.add(practice.light.words())
    assert {"breathe in", "breathe out"} <= said


def test_simulated_heart_says_so(practice: PracticeScreen, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: practice.lines.status.text().startswith("Simulated heart"))
    assert "good contact" in practice.lines.status.text()
    assert "84 %" in practice.lines.status.text()


def test_a_strap_that_learns_its_name_later_is_called_by_it(qtbot: QtBot, session: PretendSession) -> None:
    strap = PretendSession(session.practice, session.clock, sensor_label="A0:9E:1A:00:00:01")
    screen = PracticeScreen(strap, DARK, english())
    qtbot.addWidget(screen)
    screen.read()
    assert screen.lines.status.text().startswith("A0:9E:1A:00:00:01 ·")
    strap.sensor_label = "Polar H10 7A2C31"
    screen._refresh(0.0)
    assert screen.lines.status.text().startswith("Polar H10 7A2C31 ·")


def test_a_lost_strap_is_said_and_the_light_goes_on(
    practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot
) -> None:
    live(60.0)
    sentence = "The strap went quiet. The breath goes on."
    session.publish(LinkChanged(source=SOURCE, t_s=60.0, state="lost", **link_saying(sentence)))
    qtbot.waitUntil(lambda: practice.lines.status.text() == sentence)
    assert practice.light.moment().phase in ("in", "out")


def test_resting_heart_leaves_the_breath_wave(
    practice: PracticeScreen, session: PretendSession, live, qtbot: QtBot
) -> None:
    live(60.0)
    qtbot.waitUntil(lambda: len(practice.view.heart.beats) > 50)
    practice.ribbon.refresh(60.0)
    shown = practice.ribbon.grab().toImage()
    session.publish(StepBegan(t_s=60.0, index=2, name="x", title="X", heart_display="resting"))
    qtbot.waitUntil(lambda: practice.lines.heart_legend.text() == "your heart is not shown for now")
    live(64.0)
    qtbot.waitUntil(lambda: practice.feed.ribbon.presence == 0.0)
    practice._reading.stop()
    practice.ribbon.refresh(60.0)
    practice.feed.ribbon.presence = 0.0
    rested = practice.ribbon.grab().toImage()
    ink = sum(shown.pixelColor(x, y).lightness() > 200 for x in range(shown.width()) for y in range(shown.height()))
    left = sum(rested.pixelColor(x, y).lightness() > 200 for x in range(rested.width()) for y in range(rested.height()))
    assert ink > 200
    assert left == 0


def test_long_words_break_in_balance(qtbot: QtBot) -> None:
    line = PromptLine.font_at(24)
    assert in_balance("Nothing is asked.", line, 600) == "Nothing is asked."
    broken = in_balance("What would a dear friend hear from you now? Let it reach you, too.", line, 400)
    assert broken.split("\n")[0].endswith(("now?", "you", "from"))
    assert broken.count("\n") == 1


@pytest.mark.parametrize(("wide", "high"), [(800, 480), (900, 620), (1440, 900), (2560, 1440)])
@pytest.mark.parametrize("details", [False, True], ids=["quiet", "details"])
def test_nothing_overlaps_at_any_size(
    practice: PracticeScreen, window: Window, qtbot: QtBot, wide: int, high: int, details: bool
) -> None:
    window.resize(wide, high)
    qtbot.waitUntil(lambda: practice.width() == wide)
    if details:
        practice.toggle_details()
    shown = [
        practice.steps,
        practice.prompt,
        practice.pause_steps,
        practice.ribbon,
        practice.lines.status,
        *([practice.details] if details else []),
    ]
    visible = [widget for widget in shown if widget is not None and widget.isVisible()]
    for index, one in enumerate(visible):
        assert practice.rect().contains(one.geometry())
        for other in visible[index + 1 :]:
            assert not one.geometry().intersects(other.geometry()), (one, other)
    if not details:
        assert practice.pause_steps.geometry().center().x() == pytest.approx(wide / 2, abs=2)
        assert high - practice.pause_steps.geometry().bottom() <= 40
    assert practice.childAt(practice.pause_steps.geometry().center()) is practice.pause_steps
    assert practice.light.geometry().contains(QPoint(wide // 2, high // 2))


def test_a_heartbeat_is_drawn_with_the_next_frame(
    practice: PracticeScreen, session: PretendSession, live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(practice_module, "_PLOT_MS", 3_600_000)
    live(20.0)
    practice.read()
    practice.light.state._next_frame()
    drawing = practice.feed.drawing
    practice.light.state._next_frame()
    assert practice.feed.drawing == drawing
    session.publish(BeatJudged(source=SOURCE, index=90, t_s=19.5, kind="normal", nn_ms=800.0))
    practice.light.state._next_frame()
    assert practice.feed.drawing == practice._drawn == drawing + 1
    assert practice.view.heart.beats[-1].index == 90
