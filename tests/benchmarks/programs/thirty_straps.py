"""Thirty straps in a real practice, with its window or without.

Prints the ms from the first line of a packet's callback until its events are published (median, 99th of a hundred,
longest), the ms of that in which the thread really ran and the ms that callbacks began too late (both 99th of a
hundred), and the frames a second.
"""

import asyncio
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from biofeedback.app.application import LiveApplication
from biofeedback.app.live_session import LiveSession
from biofeedback.practices import practice_named
from devices.supervisor import Watch
from devices.transports.bluetooth.profile import Connection
from devices.transports.packet_publisher import PacketPublisher
from tests.rigs.practices.followed import inbox_of
from tests.rigs.radio.strap_packets import strap_packets
from ui.desktop.app import run_practice
from ui.desktop.screens.practice import PracticeScreen

SECONDS, WITH_WINDOW = float(sys.argv[1]), sys.argv[2] == "window"
STRAPS = 30
WARM_UP_S = 5.0


class Straps:
    """The straps, on the io thread: each packet goes the way that it goes when bleak calls back."""

    def __init__(self, session: LiveSession) -> None:
        self._clock = session.clock
        self._publish = session._hub.publish
        self.took_s: list[float] = []
        self.ran_s: list[float] = []
        self.late_s: list[float] = []
        self.measuring = threading.Event()

    async def stream(self) -> None:
        await asyncio.gather(*(self._wear(number) for number in range(STRAPS)))

    async def _wear(self, number: int) -> None:
        publisher = PacketPublisher(f"strap {number}", self._publish, self._clock)
        watch = Watch(lambda trigger, t_s: None, self._clock.now_s)
        connection = Connection(
            client=SimpleNamespace(),
            label="",
            also=(),
            publisher=publisher,
            watch=watch,
            clock=self._clock,
            reply_s=1.0,
        )
        loop = asyncio.get_running_loop()
        began_s = loop.time() + number / STRAPS
        for due_s, channel, data in strap_packets(WARM_UP_S + SECONDS + 5.0):
            await asyncio.sleep(began_s + due_s - loop.time())
            value = bytearray(data)
            on_value = connection.stamped(partial(connection.packet, channel))
            late_s = loop.time() - began_s - due_s
            before_s, before_ran_s = time.perf_counter(), time.thread_time()
            on_value(SimpleNamespace(), value)
            if self.measuring.is_set():
                self.took_s.append(time.perf_counter() - before_s)
                self.ran_s.append(time.thread_time() - before_ran_s)
                self.late_s.append(late_s)


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[int(share * (len(values) - 1))]


def report(straps: Straps, frames_a_second: float) -> None:
    figures = [quantile(straps.took_s, 0.5), quantile(straps.took_s, 0.99), max(straps.took_s)]
    figures += [quantile(straps.ran_s, 0.99), quantile(straps.late_s, 0.99)]
    sys.stdout.write(" ".join(str(1000.0 * figure) for figure in figures) + f" {frames_a_second}\n")
    sys.stdout.flush()


def with_window(application: LiveApplication, session: LiveSession, straps: Straps) -> None:
    app = QApplication(["soften"])
    began: list[float] = []

    def frames() -> int:
        return next(widget for widget in app.allWidgets() if isinstance(widget, PracticeScreen)).light.frames

    def begin() -> None:
        began[:] = [time.perf_counter(), frames()]
        straps.measuring.set()

    def end() -> None:
        straps.measuring.clear()
        report(straps, (frames() - began[1]) / (time.perf_counter() - began[0]))
        app.closeAllWindows()

    QTimer.singleShot(int(1000 * WARM_UP_S), begin)
    QTimer.singleShot(int(1000 * (WARM_UP_S + SECONDS)), end)
    run_practice(application, session.practice, lambda: session)


def alone(session: LiveSession, straps: Straps) -> None:
    while session.clock.now_s() < WARM_UP_S:
        inbox_of(session).wait(0.1)
    straps.measuring.set()
    while session.clock.now_s() < WARM_UP_S + SECONDS:
        inbox_of(session).wait(0.1)
    straps.measuring.clear()
    report(straps, 0.0)


with (
    tempfile.TemporaryDirectory() as folder,
    LiveApplication(seed=1, output=Path(folder) / "practice.soften") as application,
):
    session = application.begin(practice_named("compassionate_pause"), "simulated", None)
    straps = Straps(session)
    application.discovery.io.submit(straps.stream())
    if WITH_WINDOW:
        with_window(application, session, straps)
    else:
        alone(session, straps)
    session.finish()
