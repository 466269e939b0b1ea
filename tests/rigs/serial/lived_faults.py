"""What can befall a sensor in a practice, and what the person then reads and the recording keeps.

`live_through` lives through a fault with a real sensor over its rig, the real supervisor and a whole session, in held
time (`held_time`) that session time may run ahead of. What the faults are is said by `strap_faults` and `port_faults`.

What was sent is known to the rig: what it delivered to whoever listened while the link was up. The sensor falls silent
a little before the practice ends, and time stands still until all that was sent has arrived.
"""

import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from biofeedback.app.live_session import LiveSession
from biofeedback.app.replaying.replay import replay
from biofeedback.clock import HostClock
from biofeedback.events import Beat, Event, Gap, LinkChanged, Notice, Numbered, Packet, PracticeEnded, Tick
from biofeedback.hub import Inbox
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.script.file import parse_practice
from devices.io_thread import IoThread
from devices.sensor import Sensor
from sessions.reader import Recording
from tests.rigs.practices.followed import inbox_of
from tests.rigs.suite.held_time import STEP_S, HeldTime
from tests.rigs.words.sentence_of import sentence_of

BEGINS_S = 20.0
"""When a fault begins, in session time."""

AFTERWARDS_S = 30.0

SILENT_FROM_S = 2.0
"""So long before the end of the practice the sensor falls silent, in session time."""

DEEP_QUEUE = 100
"""So many events may wait to be recorded or computed before held time waits for that."""

PATIENCE_S = 30.0
ARRIVES_WITHIN_S = 1.0
"""Real seconds that held time stands still for what was sent and has not arrived; over a lost link it never will."""

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
    sent: list[bytes] = field(default_factory=list)
    """What somebody who listened was notified of while the link was up, or what went into a port."""

    deepest: int = 0
    left: int = 0
    """How many events waited to be recorded or computed, at most and at the last second."""

    latest_tick_s: float = 0.0
    """How late, in seconds of held time, a second was told at most."""

    busy_share: float = 0.0
    """Which share of the held time the thread of the sensor was at work."""

    replays: bool = False
    of_what: str = "packets"
    events: list[Event] = field(default_factory=list)

    def all(self, *kinds: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kinds)]

    @property
    def longest_gap(self) -> Gap:
        """The longest of the gaps that end after the fault began."""
        gaps = [gap for gap in self.events if isinstance(gap, Gap) and gap.until_s > BEGINS_S]
        return max(gaps, key=lambda gap: gap.until_s - gap.from_s)

    def is_whole(self, gap: Gap, interval_s: float) -> bool:
        """Whether a gap lasts as long as the fault.

        The fault begins at a step of held time, and what comes first afterwards may tell of an interval, at most
        ``interval_s``, that began in it.
        """
        begun_s, over_s = BEGINS_S + STEP_S * self.fault.speed, BEGINS_S + self.fault.for_s
        return gap.from_s <= begun_s and gap.until_s >= over_s - interval_s

    @property
    def received(self) -> list[bytes]:
        """All that was received, in order."""
        return [event.data for event in self.events if isinstance(event, Packet)]

    @property
    def read(self) -> list[tuple[float, str, str]]:
        """When the person read what; the state of the link or ``notice`` stands in the middle."""
        return [
            (event.t_s, event.state if isinstance(event, LinkChanged) else "notice", sentence_of(event))
            for event in self.events
            if isinstance(event, LinkChanged | Notice)
        ]

    @property
    def kept(self) -> str:
        gaps = [f"{gap.until_s - gap.from_s:.0f} s" for gap in self.events if isinstance(gap, Gap)]
        received, sent = (
            (len(self.received), len(self.sent))
            if self.of_what == "packets"
            else (len(b"".join(self.received)), len(b"".join(self.sent)))
        )
        counts = f"{received} of {sent} {self.of_what}, {len(self.all(Beat))} beats"
        again = "identical" if self.replays else "DIFFERS"
        return f"{counts}, gaps: {', '.join(gaps) or 'none'}; replay {again}"


class Scene(Protocol):
    """What a fault befalls, while a practice goes on."""

    of_what: str

    @property
    def sent(self) -> list[bytes]: ...

    def wait_until(self, t_s: float) -> None: ...

    def fall_silent(self) -> None: ...

    def end(self) -> None: ...


def live_through(
    fault: Fault, sensor: Sensor, begin: Callable[[HostClock], Scene], folder: Path, held: HeldTime
) -> Lived:
    """Live through a practice with a fault and return what came of it."""
    lived = Lived(fault)
    begins_s = 2.0 if fault.speed == 1.0 else BEGINS_S
    length_s = begins_s + fault.for_s + fault.afterwards_s
    practice = parse_practice(_PRACTICE.format(length_s=length_s), "faults.toml")
    io = IoThread(held.new_loop)
    io.start()
    path = folder / f"{fault.name.replace(' ', '-')}.soften"
    with held.taking_part():
        session = LiveSession(
            practice,
            (sensor,),
            path,
            io,
            facts={"source": sensor.source},
            speed=fault.speed,
            counter_ns=held.now_ns,
            sequencer=Guide(practice),
        )
        _measure_ticks(session, lived)
        scene = begin(session.clock)
    queues = (session._recorder_inbox, session._pipeline_inbox)
    arrived_bytes = 0
    changed = threading.Condition()

    def all_arrived() -> bool:
        return arrived_bytes >= sum(map(len, scene.sent))

    def befall() -> None:
        with held.taking_part():
            scene.wait_until(begins_s)
            fault.happen(scene, fault.for_s)
            scene.wait_until(length_s - SILENT_FROM_S)
            scene.fall_silent()
            with changed:
                changed.wait_for(all_arrived, ARRIVES_WITHIN_S)

    def consumers_rest() -> Callable[[], bool]:
        return lambda: max(map(_depth, queues)) < DEEP_QUEUE

    held.ask(consumers_rest)
    misfortune = threading.Thread(target=befall)
    misfortune.start()
    busy_s = _at_work_s(io)
    try:
        ended = False
        while not ended:
            items = inbox_of(session).wait(PATIENCE_S)
            assert items, "the practice stands still"
            for _, event in items:
                ended = ended or isinstance(event, PracticeEnded)
                if isinstance(event, Tick):
                    lived.left = max(map(_depth, queues))
                    lived.deepest = max(lived.deepest, lived.left)
                if isinstance(event, Packet):
                    with changed:
                        arrived_bytes += len(event.data)
                        changed.notify_all()
        lived.busy_share = (_at_work_s(io) - busy_s) * fault.speed / length_s
    finally:
        held.stop_asking(consumers_rest)
        scene.end()
        misfortune.join()
        session.finish()
        assert io.stop(PATIENCE_S)
    lived.sent, lived.of_what = scene.sent, scene.of_what
    with Recording(path) as recording:
        lived.events = [event for _, event in recording.events()]
        lived.replays = replay(recording).identical
    return lived


def _at_work_s(io: IoThread) -> float:
    """Return for how long the thread was at work so far, without the time it waited for a processor."""

    async def at_work_s() -> float:
        return time.thread_time()

    return io.submit(at_work_s()).result(PATIENCE_S)


def _measure_ticks(session: LiveSession, lived: Lived) -> None:
    """Remember the latest tick, as it is published and not when somebody reads it."""
    inbox = inbox_of(session)
    put = inbox.put

    def measured(item: Numbered | None) -> None:
        if item is not None and isinstance(item.event, Tick):
            late_s = (session.clock.now_s() - item.event.t_s) / lived.fault.speed
            lived.latest_tick_s = max(lived.latest_tick_s, late_s)
        put(item)

    inbox.put = measured  # type: ignore[method-assign]


def _depth(inbox: Inbox) -> int:
    return inbox._queue.qsize()


def print_table(faults: Iterable[Fault], live: Callable[[Fault, Path], Lived]) -> None:
    """Print what was read and what was kept, a fault after the other."""
    for fault in faults:
        with tempfile.TemporaryDirectory() as folder:
            lived = live(fault, Path(folder))
        sys.stdout.write(f"\n{fault.name}\n  kept: {lived.kept}\n")
        sys.stdout.write(f"  latest tick {1000 * lived.latest_tick_s:.0f} ms, longest queue {lived.deepest}, ")
        sys.stdout.write(f"thread at work {100 * lived.busy_share:.1f} %\n")
        for t_s, state, sentence in lived.read:
            sys.stdout.write(f"  {t_s:6.1f} s  {state:<11} {sentence}\n")
        sys.stdout.flush()
