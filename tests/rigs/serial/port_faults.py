"""What can befall a serial sensor in a practice, with the real pyserial at a pseudo-terminal.

`FAULTS` names the faults, `live` lives through one. ``python -m tests.rigs.serial.port_faults`` prints them all.
"""

import dataclasses
import random
import threading
from pathlib import Path

import serial

from biofeedback.clock import HostClock
from devices.serial_spec import SerialSpec
from devices.transports.serial.ports import Port
from devices.transports.serial.sensor import SerialPatience, SerialSensor
from tests.rigs.serial.lived_faults import BEGINS_S, Fault, Lived, live_through, print_table
from tests.rigs.serial.serial_heart import SPEAKERS, SerialHeart, heartbeats
from tests.rigs.serial.serial_port import FakePort
from tests.rigs.suite.held_time import HeldTime

PATIENCE = SerialPatience(pauses_s=(0.5, 1.0, 2.0))

_NANO = Port(device="", label="Nano", vid=0x1A86, pid=0x7523, location="1-1")


class Scene:
    """A practice that goes on, with a sensor at a port."""

    of_what = "bytes"

    def __init__(self, port: FakePort, spoken: list[tuple[float, bytes]], clock: HostClock, held: HeldTime) -> None:
        self.port = port
        self.listed = [dataclasses.replace(_NANO, device=port.device)]
        self.heart = SerialHeart(port, spoken, speed=clock.speed, held=held)
        self._clock = clock
        self._held = held
        self._ended = threading.Event()
        self.heart.__enter__()

    @property
    def sent(self) -> list[bytes]:
        return [self.port.sent]

    def wait_until(self, t_s: float) -> None:
        """Let the practice go on until a moment of session time."""
        while self._clock.now_s() < t_s and not self._ended.is_set():  # a session may stand still while time goes on
            self._held.wait_until(self._held.now_s() + self._clock.until_s(t_s), self._ended)

    def fall_silent(self) -> None:
        self.heart.silent.set()

    def end(self) -> None:
        self._ended.set()
        self.heart.__exit__()


def pulled_out(scene: Scene, for_s: float) -> None:
    scene.port.send(b"S5")  # in the midst of a line
    scene.port.pull_out()
    scene.listed.clear()
    scene.wait_until(BEGINS_S + for_s)
    scene.port.plug_in()
    scene.listed.append(dataclasses.replace(_NANO, device=scene.port.device))


def silent(scene: Scene, for_s: float) -> None:
    scene.heart.silent.set()
    scene.wait_until(BEGINS_S + for_s)
    scene.heart.silent.clear()


def raving(scene: Scene, for_s: float) -> None:
    scene.heart.silent.set()
    noise, now_s = random.Random(1), BEGINS_S
    while now_s < BEGINS_S + for_s:
        scene.port.send(noise.randbytes(40))
        now_s += 0.5
        scene.wait_until(now_s)
    scene.heart.silent.clear()


def flooding(scene: Scene, for_s: float) -> None:
    scene.heart.silent.set()
    for number in range(int(100 * for_s)):
        scene.port.send(b"S512\r\n" * 10)  # a thousand lines a second
        scene.wait_until(2.0 + 0.01 * number)
    scene.heart.silent.clear()


def swapped(scene: Scene, for_s: float) -> None:
    """Something else is plugged in where the sensor was, and the sensor again later."""
    scene.port.pull_out()
    scene.listed[:] = [Port(device=scene.port.device, label="Something", vid=0x10C4, pid=0xEA60, location="1-1")]
    scene.port.plug_in()
    scene.wait_until(BEGINS_S + for_s)
    scene.port.pull_out()
    scene.listed[:] = [dataclasses.replace(_NANO, device=scene.port.device)]
    scene.port.plug_in()


def held(scene: Scene, for_s: float) -> None:
    """The cable is out for a moment, and another program is quicker when it is in again."""
    scene.port.pull_out()
    scene.wait_until(BEGINS_S + 0.5)
    scene.port.plug_in()
    with serial.Serial(scene.port.device, exclusive=True):
        scene.wait_until(BEGINS_S + for_s)


FAULTS = (
    Fault(name="pulled out in the midst of a line for 1 s", happen=pulled_out, for_s=1.0),
    Fault(name="pulled out for 20 s", happen=pulled_out, for_s=20.0),
    Fault(name="pulled out for 10 min", happen=pulled_out, for_s=600.0, speed=50.0),
    Fault(name="pulled out for ever", happen=pulled_out, for_s=60.0, afterwards_s=0.0),
    Fault(name="silent for 30 s", happen=silent, for_s=30.0),
    Fault(name="garbage for a minute", happen=raving, for_s=60.0),
    Fault(name="1000 lines a second for 5 s", happen=flooding, for_s=5.0, speed=1.0, afterwards_s=3.0),
    Fault(name="another device in its place for 20 s", happen=swapped, for_s=20.0),
    Fault(name="held by another program for 20 s", happen=held, for_s=20.0),
)


def live(fault: Fault, folder: Path) -> Lived:
    """Live through a practice with a fault and return what came of it."""
    length_s = BEGINS_S + fault.for_s + fault.afterwards_s + 10.0
    spoken = SPEAKERS["pulsesensor"](heartbeats(length_s), length_s)
    with FakePort() as port, port.followed(), HeldTime(as_real=True) as held:
        held.ask(lambda: lambda: port.is_read)
        scenes: list[Scene] = []

        def listed() -> list[Port]:
            return list(scenes[0].listed) if scenes else [dataclasses.replace(_NANO, device=port.device)]

        def begin(clock: HostClock) -> Scene:
            scenes.append(Scene(port, spoken, clock, held))
            return scenes[0]

        sensor = SerialSensor(SerialSpec(port=port.device), PATIENCE, list_ports=listed)
        return live_through(fault, sensor, begin, folder, held)


if __name__ == "__main__":
    print_table(FAULTS, live)
