"""What can befall a sensor in a practice, and what the person then reads and the recording keeps.

`live_through` lives through a fault with a real sensor over its rig, the real supervisor and a whole session, in which
session time may run fast. What the faults are is said by `strap_faults` and `port_faults`.
"""

import sys
import tempfile
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from biofeedback.app.live_session import LiveSession
from biofeedback.app.replay import replay
from biofeedback.clock import HostClock
from biofeedback.events import Beat, Event, Gap, LinkChanged, Notice, Packet, PracticeEnded, Tick
from biofeedback.hub import Inbox
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.script.file import parse_practice
from devices.io_thread import IoThread
from devices.sensor import Sensor
from sessions.reader import Recording

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


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What befalls a sensor: from ``BEGINS_S`` on, for so long, in a session that runs so many times too fast."""

    name: str
    happen: Callable[[Any, float], None]
    for_s: float
    speed: float = 20.0
    afterwards_s: float = AFTERWARDS_S
    wanted: str | None = None


@dataclass
class Lived:
    """What came of a practice with a fault."""

    fault: Fault
    sent: int = 0
    """How many packets somebody was notified of, or bytes that went into a port."""

    deepest: int = 0
    left: int = 0
    """How many events waited to be recorded or computed, at most and at the last second."""

    latest_tick_s: float = 0.0
    """How late, in real seconds, a second was told at most."""

    replays: bool = False
    of_what: str = "packets"
    events: list[Event] = field(default_factory=list)

    def all(self, *kinds: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kinds)]

    @property
    def heard(self) -> int:
        packets = self.all(Packet)
        return len(packets) if self.of_what == "packets" else sum(len(packet.data) for packet in packets)

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
        counts = f"{self.heard} of {self.sent} {self.of_what}, {len(self.all(Beat))} beats"
        again = "identical" if self.replays else "DIFFERS"
        return f"{counts}, gaps: {', '.join(gaps) or 'none'}; replay {again}"


class Scene(Protocol):
    """What a fault befalls, while a practice goes on."""

    of_what: str

    @property
    def sent(self) -> int: ...

    def wait_until(self, t_s: float) -> None: ...

    def end(self) -> None: ...


def live_through(fault: Fault, sensor: Sensor, begin: Callable[[HostClock], Scene], folder: Path) -> Lived:
    """Live through a practice with a fault and return what came of it."""
    lived = Lived(fault)
    begins_s = 2.0 if fault.speed == 1.0 else BEGINS_S
    length_s = begins_s + fault.for_s + fault.afterwards_s
    practice = parse_practice(_PRACTICE.format(length_s=length_s), "faults.toml")
    io = IoThread()
    io.start()
    path = folder / f"{fault.name.replace(' ', '-')}.soften"
    facts = {"source": sensor.source}
    session = LiveSession(practice, sensor, path, io, facts=facts, speed=fault.speed, sequencer=Guide(practice))
    scene = begin(session.clock)

    def befall() -> None:
        scene.wait_until(begins_s)
        fault.happen(scene, fault.for_s)

    error_message = threading.Thread(target=befall)
    error_message.start()
    try:
        ended = False
        while not ended:
            items = session.inbox.wait(PATIENCE_S)
            assert items, "the practice stands still"
            for _, event in items:
                ended = ended or isinstance(event, PracticeEnded)
                if isinstance(event, Tick):
                    late_s = (session.clock.now_s() - event.t_s) / fault.speed
                    lived.latest_tick_s = max(lived.latest_tick_s, late_s)
                    lived.left = max(map(_depth, (session._recorder_inbox, session._pipeline_inbox)))
                    lived.deepest = max(lived.deepest, lived.left)
    finally:
        scene.end()
        error_message.join()
        session.finish()
        assert io.stop(PATIENCE_S)
    lived.sent, lived.of_what = scene.sent, scene.of_what
    with Recording(path) as recording:
        lived.events = [event for _, event in recording.events()]
        lived.replays = replay(recording).identical
    return lived


def _depth(inbox: Inbox) -> int:
    return inbox._queue.qsize()


def print_table(faults: Iterable[Fault], live: Callable[[Fault, Path], Lived]) -> None:
    """Print what was read and what was kept, a fault after the other."""
    for fault in faults:
        with tempfile.TemporaryDirectory() as folder:
            lived = live(fault, Path(folder))
        sys.stdout.write(f"\n{fault.name}\n  kept: {lived.kept}\n")
        sys.stdout.write(f"  latest tick {1000 * lived.latest_tick_s:.0f} ms, longest queue {lived.deepest}\n")
        for t_s, state, sentence in lived.read:
            sys.stdout.write(f"  {t_s:6.1f} s  {state:<11} {sentence}\n")
        sys.stdout.flush()
