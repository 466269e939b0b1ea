"""What can befall a strap in a practice, with the real bleak over the fake radio.

`FAULTS` names the faults, `live` lives through one. ``python -m tests.rigs.radio.strap_faults`` prints them all.
"""

import os
import random
import threading
from collections.abc import Callable
from pathlib import Path

from biofeedback.clock import HostClock
from devices.protocols.heart_rate_service import HeartRateMeasurement
from devices.transports.bluetooth.strap import BluetoothStrap
from tests.rigs.radio.fake_bluez import FakeBlueZ
from tests.rigs.radio.fake_strap import FakeStrap
from tests.rigs.radio.private_bus import PrivateBus
from tests.rigs.serial.lived_faults import BEGINS_S, Fault, Lived, live_through, print_table
from tests.rigs.suite.held_time import HeldTime

FLOOD_RATE_HZ = 1000.0


class Scene:
    """A practice that goes on, with straps that are worn."""

    of_what = "packets"

    def __init__(self, radio: FakeBlueZ, clock: HostClock, held: HeldTime) -> None:
        self.radio = radio
        self.strap = radio.add(FakeStrap())
        self.other = FakeStrap(address="C0:FF:EE:00:00:02", name=self.strap.name)
        self.heart: Callable[[int], bytes | None] = beat
        self.clock = clock
        self._held = held
        self._ended = threading.Event()
        self._beating = radio.send_in_time(self.strap, lambda second: self.heart(second), clock.until_s)

    def wait_until(self, t_s: float) -> None:
        """Let the practice go on until a moment of session time."""
        while self.clock.now_s() < t_s and not self._ended.is_set():  # a session may stand still while time goes on
            self._held.wait_until(self._held.now_s() + self.clock.until_s(t_s), self._ended)

    @property
    def sent(self) -> list[bytes]:
        return list(self.strap.characteristic("2a37").delivered)

    def fall_silent(self) -> None:
        self.heart = silence

    def end(self) -> None:
        self._ended.set()
        self._beating.cancel()


def silence(_: int) -> None:
    """Send nothing."""


def beat(second: int) -> bytes:
    """A packet with one interval, each a little different from the one before."""
    return HeartRateMeasurement(heart_rate_bpm=60, in_contact=True, rr_ticks=(1021 + second % 7,)).encode()


def garbage(second: int) -> bytes:
    """Bytes that mean nothing, or something by chance."""
    noise = random.Random(second)
    return noise.randbytes(noise.randrange(24))


def away(scene: Scene, for_s: float) -> None:
    scene.radio.vanish(scene.strap)
    scene.wait_until(BEGINS_S + for_s)
    scene.radio.come_back(scene.strap)


def switched_off(scene: Scene, for_s: float) -> None:
    scene.radio.power(False)
    scene.wait_until(BEGINS_S + for_s)
    scene.radio.power(True)


def pulled_out(scene: Scene, for_s: float) -> None:
    scene.radio.pull_out()
    scene.wait_until(BEGINS_S + for_s)
    scene.radio.put_in()


def raving(scene: Scene, for_s: float) -> None:
    scene.heart = garbage
    scene.wait_until(BEGINS_S + for_s)
    scene.heart = beat


def taken_off(scene: Scene, for_s: float) -> None:
    scene.heart = lambda _: HeartRateMeasurement(heart_rate_bpm=60, in_contact=True).encode()
    scene.wait_until(BEGINS_S + for_s)
    scene.heart = beat


def low_battery(scene: Scene, for_s: float) -> None:
    scene.radio.send(scene.strap, bytes([9]), "2a19")


def swapped(scene: Scene, for_s: float) -> None:
    scene.radio.vanish(scene.strap)
    scene.other.name = "Another Strap"
    scene.radio.add(scene.other)
    scene.wait_until(BEGINS_S + for_s)
    scene.radio.come_back(scene.strap)


def namesake(scene: Scene, for_s: float) -> None:
    """Another strap of the same name is there from the beginning; it goes to rest later."""
    scene.wait_until(BEGINS_S + for_s)
    scene.radio.vanish(scene.other)


def flooding(scene: Scene, for_s: float) -> None:
    scene.heart = silence  # the flood is its heart for a while
    began_s = scene.clock.now_s()
    flood = scene.radio.send_in_time(
        scene.strap, beat, lambda number: scene.clock.until_s(began_s + number / FLOOD_RATE_HZ)
    )
    scene.wait_until(began_s + for_s)
    flood.cancel()
    scene.heart = beat


FAULTS = (
    Fault(name="link lost for 1 s", happen=away, for_s=1.0),
    Fault(name="link lost for 20 s", happen=away, for_s=20.0),
    Fault(name="link lost for 10 min", happen=away, for_s=600.0, speed=50.0),
    Fault(name="link lost for ever", happen=away, for_s=60.0, afterwards_s=0.0),
    Fault(name="adapter switched off for 20 s", happen=switched_off, for_s=20.0),
    Fault(name="adapter pulled out for 40 s", happen=pulled_out, for_s=40.0),
    Fault(name="garbage for a minute", happen=raving, for_s=60.0),
    Fault(name="1000 packets a second for 5 s", happen=flooding, for_s=5.0, speed=1.0, afterwards_s=3.0),
    Fault(name="strap taken off for 20 s", happen=taken_off, for_s=20.0),
    Fault(name="battery at 9 %", happen=low_battery, for_s=10.0, afterwards_s=0.0),
    Fault(name="strap swapped for another, for 20 s", happen=swapped, for_s=20.0),
    Fault(name="two straps of one name", happen=namesake, for_s=20.0, wanted="Test Strap 01"),
)


def live(fault: Fault, radio: FakeBlueZ, folder: Path, held: HeldTime) -> Lived:
    """Live through a practice with a fault and return what came of it; the radio lives in held time."""

    def begin(clock: HostClock) -> Scene:
        scene = Scene(radio, clock, held)
        if fault.happen is namesake:
            radio.add(scene.other)
        return scene

    return live_through(fault, BluetoothStrap(fault.wanted), begin, folder, held)


def _live_alone(fault: Fault, folder: Path) -> Lived:
    with PrivateBus() as bus, HeldTime() as held:
        os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = bus.address
        radio = FakeBlueZ(bus.address, held=held)
        try:
            return live(fault, radio, folder, held)
        finally:
            radio.stop()


if __name__ == "__main__":
    print_table(FAULTS, _live_alone)
