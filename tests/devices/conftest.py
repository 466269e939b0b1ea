"""What the tests of sensors share: a radio to talk to, a thread to run on, an ear that hears the events."""

import sys
import time
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

import pytest

from biofeedback.clock import Clock, HostClock
from biofeedback.events import Event
from biofeedback.hub import Hub, Inbox
from devices.io_thread import IoThread
from devices.sensor import Sensor
from tests.rigs.suite.held_time import HeldTime

E = TypeVar("E")

LONG_S = 60.0
"""How long a test waits for what must come; reached only when it does not come."""


class Ear:
    """Hears every event of a hub, in order."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self._next = 0
        self.received: list[Event] = []

    def next(self, kind: type[E], **fields: Any) -> E:
        """The next event of this kind with these fields, after the one returned before."""
        give_up = time.monotonic() + LONG_S
        while True:
            while self._next < len(self.received):
                event = self.received[self._next]
                self._next += 1
                if isinstance(event, kind) and all(getattr(event, name) == value for name, value in fields.items()):
                    return event
            batch = self._inbox.wait(max(0.0, give_up - time.monotonic()))
            assert batch, f"no {kind.__name__} with {fields} came; heard: {self.received}"
            self.received += [item.event for item in batch]

    def catch_up(self) -> None:
        self.received += [item.event for item in self._inbox.drain()]

    def all(self, kind: type[E]) -> list[E]:
        """All events of this kind so far."""
        self.catch_up()
        return [event for event in self.received if isinstance(event, kind)]


@pytest.fixture
def held() -> HeldTime | None:
    """The time that sensors live in; ``None`` for real time."""
    return None


@pytest.fixture
def new_clock(held: HeldTime | None) -> Callable[..., HostClock]:
    """What makes a clock of the time that sensors live in."""

    def begin(speed: float = 1.0) -> HostClock:
        return HostClock(speed) if held is None else HostClock(speed, held.now_ns)

    return begin


@pytest.fixture
def io(held: HeldTime | None) -> Iterator[IoThread]:
    thread = IoThread(None if held is None else held.new_loop)
    thread.start()
    yield thread
    assert thread.stop(LONG_S)


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def ear(hub: Hub) -> Ear:
    return Ear(hub.subscribe())


@pytest.fixture
def listen(io: IoThread, new_clock: Callable[..., HostClock]) -> Iterator[Callable[..., Ear]]:
    """Run a sensor until the test ends, and return what hears it."""
    running = []

    def begin(sensor: Sensor, clock: Clock | None = None) -> Ear:
        hub = Hub()
        ear = Ear(hub.subscribe())
        running.append(io.submit(sensor.run(hub.publish, clock or new_clock())))
        return ear

    yield begin
    for future in running:
        assert not future.done() or future.cancelled(), future
        future.cancel()


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A private system bus without Bluetooth."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the fake radio speaks as Linux does")
    from tests.rigs.radio.private_bus import PrivateBus

    with PrivateBus() as private:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", private.address)
        yield private.address


@pytest.fixture
def radio(bus: str, held: HeldTime | None) -> Iterator[Any]:
    """A private system bus with Bluetooth and, so far, no strap in the air (a ``FakeBlueZ``)."""
    from tests.rigs.radio.fake_bluez import FakeBlueZ

    fake = FakeBlueZ(bus, held=held)
    yield fake
    fake.stop()
