"""A whole practice in held time: the real application with the radio and the ports of the rigs.

How long something takes is then not for a busy machine to say, and what has to be done at a moment is done at it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from biofeedback.app import live_session
from biofeedback.app.application import LiveApplication
from biofeedback.app.live_session import LiveSession
from biofeedback.app.room import session as room_session
from biofeedback.app.room.session import RoomSession
from biofeedback.app.running_session import RunningSession
from biofeedback.app.sensors import discovery
from biofeedback.events import Event, PracticeEnded
from biofeedback.requests import EndGently
from devices.io_thread import IoThread
from devices.protocols.heart_rate_service import HeartRateMeasurement
from tests.rigs.practices.followed import inbox_of
from tests.rigs.radio.fake_bluez import FakeBlueZ
from tests.rigs.radio.fake_strap import FakeStrap
from tests.rigs.suite.held_time import HeldTime

BREATHING = """
name = "breathing"
title = "Breathing"
subtitle = "For the tests"

[breath]
start_per_min = 12.0
aim_per_min = 12.0

[[steps]]
name = "breathe"
title = "Breathe"
purpose = "breathe"
length_s = 600.0
pacing = "lead"
"""

BEATS_EVERY_S = 0.94

LOOKS_EVERY_S = 0.02
"""So often who watches a practice looks at what came, in held time."""

LONGEST_S = 60.0
"""Seconds of held time after which a practice that does not end is given up."""


@contextmanager
def held_application(held: HeldTime, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveApplication]:
    """Give the application of a person whose time is held, with its recordings in ``folder``."""
    monkeypatch.setenv("SOFTEN_DATA", str(folder))
    monkeypatch.setattr(discovery, "IoThread", lambda: IoThread(held.new_loop))
    monkeypatch.setattr(live_session, "LiveSession", partial(LiveSession, counter_ns=held.now_ns))
    monkeypatch.setattr(room_session, "RoomSession", partial(RoomSession, counter_ns=held.now_ns))
    with LiveApplication() as application:
        yield application


def heart(index: int) -> bytes:
    """A packet with one interval, each a little different from the one before."""
    return HeartRateMeasurement(heart_rate_bpm=62, in_contact=True, rr_ticks=(960 + index % 7,)).encode()


@contextmanager
def worn(radio: FakeBlueZ, strap: FakeStrap) -> Iterator[None]:
    """Wear a strap: it sends a packet with each beat, in the time that the radio lives in."""
    beating = radio.send_in_time(strap, heart, lambda _: BEATS_EVERY_S)
    try:
        yield
    finally:
        beating.cancel()


def followed(session: RunningSession, held: HeldTime) -> Iterator[Event]:
    """Yield what happens up to the end of the practice; time stands still while something is done about it."""
    inbox, never = inbox_of(session), threading.Event()
    with held.taking_part():
        while True:
            for _, event in inbox.drain():
                yield event
                if isinstance(event, PracticeEnded):
                    return
            held.wait_until(held.now_s() + LOOKS_EVERY_S, never)
            assert held.now_s() < LONGEST_S, "the practice goes on and on"


def end_now(session: RunningSession) -> None:
    """End a practice at once, as who asks twice does."""
    session.request(EndGently())
    session.request(EndGently())
