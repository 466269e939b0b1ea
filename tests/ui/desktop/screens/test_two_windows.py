"""Two windows on one running practice, one of them opened late: they paint the same."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from biofeedback.app.live_session import LiveSession
from biofeedback.clock import awake_or_asleep_ns
from biofeedback.practice.guide.guide import Guide
from biofeedback.practices import practice_named
from devices.io_thread import IoThread
from devices.simulated_faults import SimulatedFaults
from devices.transports.simulated.heart import SimulatedHeart
from ui.desktop.app import dress
from ui.desktop.screens.practice import PracticeScreen
from ui.tokens import DARK
from ui.words.languages import english

FAST = 40.0
LATE_S = 75.0
"""Session seconds after which the other windows are opened: breath is led by then, and numbers are known."""

ROUND_MS, QUIET_ROUNDS = 10, 30
"""When the time is held, nothing more is to come once so many rounds of the window have passed and brought nothing."""


class Counter:
    """Real nanoseconds, until they are held."""

    def __init__(self) -> None:
        self._held_ns: int | None = None

    def __call__(self) -> int:
        return awake_or_asleep_ns() if self._held_ns is None else self._held_ns

    def hold(self) -> None:
        self._held_ns = self()


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def running(tmp_path, counter: Counter) -> Iterator[LiveSession]:
    io = IoThread()
    io.start()
    practice = practice_named("compassionate_pause")
    session = LiveSession(
        practice,
        [SimulatedHeart(1, SimulatedFaults())],
        tmp_path / "a.soften",
        io,
        facts={},
        speed=FAST,
        counter_ns=counter,
        sequencer=Guide(practice),
    )
    yield session
    session.finish()
    io.stop(10.0)


@pytest.fixture
def opened(qapp, qtbot: QtBot, running: LiveSession) -> Iterator[Callable[..., PracticeScreen]]:
    dress(qapp, DARK)
    screens: list[PracticeScreen] = []

    def open_window(**options: object) -> PracticeScreen:
        screen = PracticeScreen(running, DARK, english(), **options)
        qtbot.addWidget(screen)
        screen.resize(1280, 860)
        screen.show()
        qtbot.waitExposed(screen)
        screen.setFocus()  # else its button is marked in the window that is in front
        screen.start()
        screens.append(screen)
        return screen

    yield open_window
    for screen in screens:
        screen.leave()


def still(qtbot: QtBot, counter: Counter, running: LiveSession, *screens: PracticeScreen) -> None:
    """Hold the time, and let every screen draw what holds then."""
    counter.hold()
    # What was under way arrives, however long the machine takes; more would only come with time.
    inbox, quiet = running.subscribe(), 0
    while quiet < QUIET_ROUNDS:
        qtbot.wait(ROUND_MS)
        quiet = 0 if list(inbox.drain()) or running._pipeline_inbox.unread else quiet + 1
    running.unsubscribe(inbox)
    for screen in screens:
        screen._reading.stop()
        screen.feed.read()
        screen._draw(0)
    for screen in screens:
        screen.steps._index = -1  # it moves by half a pixel at a time; this draws it where it is
        screen._refresh(screen.feed.drawing_s)


@pytest.mark.parametrize("details", [False, True])
def test_a_window_opened_late_paints_the_same(
    running: LiveSession, opened, counter: Counter, qtbot: QtBot, details: bool
) -> None:
    first = opened()
    qtbot.waitUntil(lambda: running.clock.now_s() > LATE_S and first.view.heart.beats_came)
    second = opened(feed=first.feed)
    seen_s = running.clock.now_s()
    qtbot.waitUntil(lambda: running.clock.now_s() > seen_s + 10.0)
    still(qtbot, counter, running, first, second)
    if details:
        # The axes of plots are held in each panel from when it was opened, so both are opened at one moment.
        first.toggle_details()
        second.toggle_details()
    assert first.view.heart.value("coherence_share") > 0.0
    assert first.lines.left.text()
    assert first.grab().toImage() == second.grab().toImage()


def test_a_window_that_follows_by_itself_shows_the_same(
    running: LiveSession, opened, counter: Counter, qtbot: QtBot
) -> None:
    first = opened()
    qtbot.waitUntil(lambda: running.clock.now_s() > LATE_S and first.view.heart.beats_came)
    second = opened()
    assert second.feed is not first.feed
    still(qtbot, counter, running, first, second)
    assert second.view.heart.beats == first.view.heart.beats
    assert len(second.view.heart.beats) > 50
    assert second.view.prompt == first.view.prompt
    assert second.answer.text() == first.answer.text()
    for words in ("left", "status", "hints"):
        assert getattr(second.lines, words).text() == getattr(first.lines, words).text()
    assert second.steps.grab().toImage() == first.steps.grab().toImage()
    assert repr(second.view.summariser.summary()) == repr(first.view.summariser.summary())


def test_a_window_that_is_closed_leaves_the_other_one_alone(running: LiveSession, opened, qtbot: QtBot) -> None:
    first = opened()
    second = opened(feed=first.feed)
    second.leave()
    second.close()
    seen_s = running.clock.now_s()
    qtbot.waitUntil(lambda: bool(first.view.heart.beats) and first.view.heart.beats[-1].t_s > seen_s)
    frames = first.light.frames
    qtbot.waitUntil(lambda: first.light.frames > frames + 5)
    assert second.light.frames < first.light.frames
