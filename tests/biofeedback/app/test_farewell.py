"""Sensors are let go of in peace, also when somebody leaves the practice in the midst of the farewell."""

import asyncio
import threading

import pytest

from biofeedback.app.live_session import LiveSession
from biofeedback.clock import Clock
from biofeedback.errors import UsageError
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.script.file import parse_practice
from devices.io_thread import IoThread
from devices.sensor import Publish
from tests.rigs.practices.held_practice import BREATHING, end_now

PATIENCE_S = 60.0
"""How long a test waits for what must come; reached only when it does not come."""

FAREWELL_S = 0.5
"""How long the sensor takes for its farewell."""


class _SlowToPart:
    """A sensor that needs a moment to let go."""

    source = "slow"
    label = "Slow to part"
    simulated = False
    speed_allowed = True

    def __init__(self) -> None:
        self.parting = threading.Event()
        self.parted = False

    async def run(self, publish: Publish, clock: Clock) -> None:
        try:
            await asyncio.Event().wait()
        finally:
            self.parting.set()
            await asyncio.sleep(FAREWELL_S)
            self.parted = True


def test_who_leaves_as_a_practice_ends_disturbs_no_farewell(tmp_path):
    io = IoThread()
    io.start()
    practice, sensor = parse_practice(BREATHING, "breathing.toml"), _SlowToPart()
    session = LiveSession(practice, (sensor,), tmp_path / "a.soften", io, facts={}, sequencer=Guide(practice))
    end_now(session)
    assert sensor.parting.wait(PATIENCE_S)
    session.finish()
    assert sensor.parted
    assert io.stop(PATIENCE_S)


def test_a_program_that_ends_disturbs_no_farewell(tmp_path):
    io = IoThread()
    io.start()
    practice, sensor = parse_practice(BREATHING, "breathing.toml"), _SlowToPart()
    session = LiveSession(practice, (sensor,), tmp_path / "a.soften", io, facts={}, sequencer=Guide(practice))
    end_now(session)
    assert sensor.parting.wait(PATIENCE_S)
    assert io.stop(PATIENCE_S)
    assert sensor.parted
    with pytest.raises(UsageError):  # too late to ask the sensor, yet the recording is closed
        session.finish()
