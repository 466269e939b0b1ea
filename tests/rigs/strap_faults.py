"""What can befall a strap in a practice, with the real bleak over the fake radio.

`FAULTS` names the faults, `live` lives through one. ``python -m tests.rigs.strap_faults`` prints them all as a table.
"""

import os
import random
import threading
from collections.abc import Callable
from pathlib import Path

from biofeedback.clock import HostClock
from devices.protocols.heart_rate_service import HeartRateMeasurement
from devices.transports.bluetooth.strap import BluetoothStrap
from tests.rigs.fake_bluez import FakeBlueZ
from tests.rigs.fake_strap import FakeStrap
from tests.rigs.lived_faults import BEGINS_S, Fault, Lived, live_through, print_table
from tests.rigs.private_bus import PrivateBus


class Scene:
    """A practice that goes on, with straps that are worn."""

    of_what = "packets"

    def __init__(self, radio: FakeBlueZ, clock: HostClock) -> None:
        self.radio = radio
        self.strap = radio.add(FakeStrap())
        self.other = FakeStrap(address="C0:FF:EE:00:00:02", name=self.strap.name)
        self.heart: Callable[[int], bytes] = beat
        self._clock = clock
        self._ended = threading.Event()
        self._beating = threading.Thread(target=self._beat)
        self._beating.start()

    def wait_until(self, t_s: float) -> None:
        """Let the practice go on until a moment of session time."""
        self._ended.wait(self._clock.until_s(t_s))

    @property
    def sent(self) -> int:
        return self.strap.characteristic("2a37").told

    def end(self) -> None:
        self._ended.set()
        self._beating.join()

    def _beat(self) -> None:
        """Let the strap send its heart, once a second of session time."""
        second = 0
        while not self._ended.is_set():
            self.radio.send(self.strap, self.heart(second))
            second += 1
            self.wait_until(float(second))


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
    scene.heart = lambda _: b""  # the flood is its heart for a while
    scene.radio.flood(scene.strap, [beat(number) for number in range(int(1000 * for_s))], rate_hz=1000.0)
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


def live(fault: Fault, radio: FakeBlueZ, folder: Path) -> Lived:
    """Live through a practice with a fault and return what came of it."""

    def begin(clock: HostClock) -> Scene:
        scene = Scene(radio, clock)
        if fault.happen is namesake:
            radio.add(scene.other)
        return scene

    return live_through(fault, BluetoothStrap(fault.wanted), begin, folder)


def _live_alone(fault: Fault, folder: Path) -> Lived:
    with PrivateBus() as bus:
        os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = bus.address
        radio = FakeBlueZ(bus.address)
        try:
            return live(fault, radio, folder)
        finally:
            radio.stop()


if __name__ == "__main__":
    print_table(FAULTS, _live_alone)
