"""Nothing on the screen flashes more than three times in a second, however fast the heart beats (WCAG 2.3.1)."""

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from biofeedback.practices import practice_named
from tests.rigs.practices.pretend_session import PretendSession
from tests.rigs.screens.flashes import SAMPLE_PX, luminance, most_flashes
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.suite.manual_clock import ManualClock
from ui.desktop.app import dress
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.window import Window
from ui.tokens import DARK, LIGHT, Tokens
from ui.words.languages import english

MOST = 3.0
"""Flashes in any second that are allowed."""

RATE_HZ = 20.0
"""Pictures in a second; a choice: five of the fastest heart that is tried, of which two would do."""

SECONDS = 2.5
FROM_S = 40.0
"""By then breath is led, and a minute of the heart begins to be seen."""


@pytest.mark.parametrize(
    ("heart_bpm", "details", "tokens"),
    [(40.0, False, DARK), (100.0, True, LIGHT), (180.0, False, LIGHT), (220.0, False, DARK), (220.0, True, DARK)],
)
def test_no_heart_makes_the_screen_flash(
    qapp: QApplication, qtbot: QtBot, heart_bpm: float, details: bool, tokens: Tokens
) -> None:
    dress(qapp, tokens)
    clock = ManualClock()
    session = PretendSession(practice_named("compassionate_pause"), clock, heart_bpm=heart_bpm)
    window = Window(PretendApplication(clock), tokens, english())
    qtbot.addWidget(window)
    window.resize(960, 540)
    window.show_practice(session)
    window.show()
    screen = window.screen_shown
    assert isinstance(screen, PracticeScreen)

    def go(seconds: float) -> None:
        session.live_until(clock.now_s() + seconds)
        clock.advance(seconds)
        screen.read()
        screen.light.state._next_frame()

    while clock.now_s() < FROM_S:
        go(1.0)
    if details:
        screen.toggle_details()
    shown = []
    for _ in range(round(SECONDS * RATE_HZ)):
        go(1.0 / RATE_HZ)
        screen._refresh(clock.now_s())
        shown.append(luminance(window.grab().toImage()))
    assert np.ptp(np.stack(shown), axis=0).max() > 0.1  # something moves
    assert most_flashes(shown, RATE_HZ) <= MOST


def square(rate_hz: float, *, low: float, high: float, side_px: int) -> list[np.ndarray]:
    """Return pictures of three seconds in which a square is now dark, now bright."""
    shown = []
    for at in range(round(3.0 * RATE_HZ)):
        picture = np.full((540 // SAMPLE_PX, 960 // SAMPLE_PX), low)
        side = side_px // SAMPLE_PX
        picture[10 : 10 + side, 20 : 20 + side] = high if (at / RATE_HZ * rate_hz) % 1.0 < 0.5 else low
        shown.append(picture)
    return shown


def test_what_flashes_is_found() -> None:
    assert most_flashes(square(220.0 / 60.0, low=0.05, high=0.5, side_px=200), RATE_HZ) > MOST
    assert most_flashes(square(5.0, low=0.05, high=0.16, side_px=160), RATE_HZ) > MOST


@pytest.mark.parametrize(
    ("rate_hz", "low", "high", "side_px"),
    [(2.5, 0.05, 0.5, 200), (5.0, 0.05, 0.5, 100), (5.0, 0.05, 0.14, 200), (5.0, 0.82, 1.0, 200)],
    ids=["slow", "small", "faint", "bright"],
)
def test_what_does_not_count_is_not_found(rate_hz: float, low: float, high: float, side_px: int) -> None:
    assert most_flashes(square(rate_hz, low=low, high=high, side_px=side_px), RATE_HZ) <= MOST
