"""A room that is led, and those who sit in it."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from biofeedback.practices import practice_named
from tests.rigs.screens.pretend_room import PretendRoom
from ui.desktop.operator.screen import OperatorScreen
from ui.desktop.operator.seat_panel import SeatPanel
from ui.desktop.operator.seats_panel import SeatsPanel
from ui.desktop.theme.typeface import set_text_percent
from ui.desktop.window import Window

NAMES = ("Yarrow", "Birch", "Moss", "Ash", "Cedar")
"""In an order that is none of letters."""


@pytest.fixture
def room(manual_clock) -> PretendRoom:
    return PretendRoom(practice_named("compassionate_pause"), manual_clock)


@pytest.fixture
def operator(room: PretendRoom, window: Window, qtbot: QtBot) -> OperatorScreen:
    """A room that was begun: its view opens by itself."""
    return begun(room, window, qtbot)


def begun(room: PretendRoom, window: Window, qtbot: QtBot) -> OperatorScreen:
    window.resize(1440, 900)
    window.show_practice(room)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    screen = window.screen_shown
    assert isinstance(screen, OperatorScreen)
    qtbot.waitUntil(screen.hasFocus)
    return screen


def seated(room: PretendRoom, count: int = len(NAMES)) -> None:
    for number in range(count):
        name = NAMES[number] if number < len(NAMES) else f"{NAMES[number % 5]} {NAMES[number // 5 % 5]} {number}"
        room.take_seat(f"bluetooth:00:{90 - number:02d}", name=name, consent="yes")


def here(operator: OperatorScreen, window: Window) -> SeatsPanel:
    window._practice.read()
    operator.refresh()
    assert operator.seats is not None
    return operator.seats


def chosen(operator: OperatorScreen) -> SeatPanel:
    assert operator.seat is not None
    return operator.seat


@pytest.fixture(autouse=True)
def _usual_words() -> Iterator[None]:
    yield
    set_text_percent(100)
