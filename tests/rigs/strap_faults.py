"""What can befall a strap in a practice, and what the person then reads and the recording keeps.

`FAULTS` names them; `live` lives through one with the real bleak over the fake radio, the real supervisor and a whole
sitting, in which session time runs fast. ``python -m tests.rigs.strap_faults`` prints them all as a table.
"""

import random
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from biofeedback.clock import HostClock
from biofeedback.commands.replaying import replay
from biofeedback.commands.sitting import LivedSitting
from biofeedback.events import Beat, Event, Gap, LinkChanged, Notice, Packet, PracticeEnded, Tick
from biofeedback.hub import Inbox
from biofeedback.practice.script import parse_practice
from devices.io_thread import IoThread
from devices.protocols.heart_rate_service import HeartRateMeasurement
from devices.transports.bluetooth import BluetoothStrap
from sessions.reader import Recording
from tests.rigs.fake_bluez import FakeBlueZ
from tests.rigs.fake_strap import FakeStrap
from tests.rigs.private_bus import PrivateBus

BEGINS_S = 20.0
"""When a fault begins, in session time."""

AFTERWARDS_S = 30.0
PATIENCE_S = 30.0

_PRACTICE = """
name = "faults"
title = "Faults"
subtitle = "For the tests"

[breath]
start_per_min = 12.0
aim_per_min = 12.0

[[steps]]
name = "breathe"
title = "Breathe"
purpose = "breathe"
length_s = {length_s}
pacing = "lead"
"""


class Scene:
    """A practice that goes on, with straps that are worn."""

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


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What befalls a strap: from ``BEGINS_S`` on, for so long, in a session that runs so many times too fast."""

    name: str
    happen: Callable[[Scene, float], None]
    for_s: float
    speed: float = 20.0
    afterwards_s: float = AFTERWARDS_S
    wanted: str | None = None


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


@dataclass
class Lived:
    """What came of a practice with a fault."""

    fault: Fault
    sent: int = 0
    """How many packets somebody was notified of."""

    deepest: int = 0
    left: int = 0
    """How many events waited to be recorded or computed, at most and at the last second."""

    latest_tick_s: float = 0.0
    """How late, in real seconds, a second was told at most."""

    replays: bool = False
    events: list[Event] = field(default_factory=list)

    def all(self, *kinds: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kinds)]

    @property
    def read(self) -> list[tuple[float, str, str]]:
        """When the person read what; the state of the link or ``notice`` stands in the middle."""
        return [
            (event.t_s, event.state if isinstance(event, LinkChanged) else "notice", event.sentence)
            for event in self.events
            if isinstance(event, LinkChanged | Notice)
        ]

    @property
    def kept(self) -> str:
        gaps = [f"{gap.until_s - gap.from_s:.0f} s" for gap in self.events if isinstance(gap, Gap)]
        counts = f"{len(self.all(Packet))} of {self.sent} packets, {len(self.all(Beat))} beats"
        return f"{counts}, gaps: {', '.join(gaps) or 'none'}; replay {'identical' if self.replays else 'DIFFERS'}"


def live(fault: Fault, radio: FakeBlueZ, folder: Path) -> Lived:
    """Live through a practice with a fault and return what came of it."""
    lived = Lived(fault)
    begins_s = 2.0 if fault.speed == 1.0 else BEGINS_S
    length_s = begins_s + fault.for_s + fault.afterwards_s
    practice = parse_practice(_PRACTICE.format(length_s=length_s), "faults.toml")
    io = IoThread()
    io.start()
    sensor = BluetoothStrap(fault.wanted)
    path = folder / f"{fault.name.replace(' ', '-')}.soften"
    sitting = LivedSitting(practice, sensor, path, io, facts={"source": sensor.source}, speed=fault.speed)
    scene = Scene(radio, sitting.clock)
    if fault.happen is namesake:
        radio.add(scene.other)

    def befall() -> None:
        scene.wait_until(begins_s)
        fault.happen(scene, fault.for_s)

    trouble = threading.Thread(target=befall)
    trouble.start()
    try:
        ended = False
        while not ended:
            items = sitting.inbox.wait(PATIENCE_S)
            assert items, "the practice stands still"
            for _, event in items:
                ended = ended or isinstance(event, PracticeEnded)
                if isinstance(event, Tick):
                    late_s = (sitting.clock.now_s() - event.t_s) / fault.speed
                    lived.latest_tick_s = max(lived.latest_tick_s, late_s)
                    lived.left = max(map(_depth, (sitting._recorder_inbox, sitting._pipeline_inbox)))
                    lived.deepest = max(lived.deepest, lived.left)
    finally:
        scene.end()
        trouble.join()
        sitting.finish()
        assert io.stop(PATIENCE_S)
    lived.sent = scene.strap.characteristic("2a37").told
    with Recording(path) as recording:
        lived.events = [event for _, event in recording.events()]
        lived.replays = replay(recording).identical
    return lived


def _depth(inbox: Inbox) -> int:
    return inbox._queue.qsize()


def main() -> None:
    """Print what was read and what was kept, a fault after the other."""
    import os

    for fault in FAULTS:
        with PrivateBus() as bus, tempfile.TemporaryDirectory() as folder:
            os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = bus.address
            radio = FakeBlueZ(bus.address)
            lived = live(fault, radio, Path(folder))
            radio.stop()
        sys.stdout.write(f"\n{fault.name}\n  kept: {lived.kept}\n")
        sys.stdout.write(f"  latest tick {1000 * lived.latest_tick_s:.0f} ms, longest queue {lived.deepest}\n")
        for t_s, state, sentence in lived.read:
            sys.stdout.write(f"  {t_s:6.1f} s  {state:<11} {sentence}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
