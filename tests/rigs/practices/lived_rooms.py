"""Rooms lived with simulated hearts: begun, waited for, ended, and what was recorded."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from biofeedback.app.application import LiveApplication
from biofeedback.app.room.session import RoomSession
from biofeedback.errors import SoftenError
from biofeedback.events import Event
from biofeedback.practice.script.file import parse_practice
from biofeedback.requests import EndGently
from sessions.reader import Recording
from tests.rigs.practices.held_practice import BREATHING

SPEED = 100.0
"""Session seconds in a second; the machine decides how many there are."""

PATIENCE_S = 60.0
"""How long a test waits for what must come; reached only when it does not come."""

AGREED = "My heart is heard here, and what is recorded is gone at the end."


def begun(application: LiveApplication) -> RoomSession:
    return application.begin_room(parse_practice(BREATHING, "breathing.toml"), None)


def wait_until(session: RoomSession, t_s: float) -> None:
    until_s = time.monotonic() + PATIENCE_S
    while session.clock.now_s() < t_s:
        assert time.monotonic() < until_s, "time stands still"
        time.sleep(0.005)


def end(session: RoomSession) -> Path:
    session.request(EndGently())
    session.request(EndGently())
    session.settle()
    return session.finish()


def events(path: Path, *types: type[Event]) -> list[Event]:
    with Recording(path) as recording:
        return [item.event for item in recording.events(*types)]


def refused(ask: Callable[..., object], *given: object, **named: object) -> str:
    with pytest.raises(SoftenError) as raised:
        ask(*given, **named)
    return raised.value.code
