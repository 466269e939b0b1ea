"""One heart in one window, or a room of hearts in two: prints what it costs.

CPU seconds a minute of the thread that paints, and of all others; MiB resident; frames a second of each window.

``room_windows SECONDS HEARTS [WIDTH HEIGHT]``: with 1 a lone practice as anybody has it, else a room of so many
simulated seats, with what others see in a window of its own; as large as the other one, or of that size. All record.
"""

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from biofeedback.app.application import LiveApplication
from biofeedback.practices import practice_named
from tests.benchmarks.programs.process_age import resident_mib
from ui.desktop.app import run_practice
from ui.desktop.light.breath_widget import BreathWidget
from ui.desktop.window import Window
from ui.session import Session

SECONDS, HEARTS = float(sys.argv[1]), int(sys.argv[2])
WARM_UP_S = 60.0  # by then breath is led, numbers are there, and thirty petals have come
SETTLES_MS = 2000  # after the last window was opened
WALL = tuple(map(int, sys.argv[3:5]))
PRACTICE = practice_named("soften_soothe_allow")

app = QApplication(["soften"])
began: list[float] = []


def begin_session(application: LiveApplication) -> Session:
    if HEARTS == 1:
        return application.begin(PRACTICE, "simulated", None)
    room = application.begin_room(PRACTICE, None)
    for number in range(HEARTS):
        room.take_seat("simulated", name=f"Seat {number}", consent="Yes.", kept=True)
    return room


def lights() -> list[BreathWidget]:
    """Return the largest light of each window."""
    windows = [each for each in app.topLevelWidgets() if each.isVisible()]
    shown = [[light for light in window.findChildren(BreathWidget) if light.isVisible()] for window in windows]
    return [max(each, key=lambda light: light.width()) for each in shown if each]


def prepare() -> None:
    if HEARTS > 1:
        window = next(each for each in app.topLevelWidgets() if isinstance(each, Window))
        if window.audience is None or window.audience.window is None:
            QTest.keyClick(window.screen_shown, Qt.Key.Key_A)
        assert window.audience is not None
        assert window.audience.window is not None
        window.audience.window.showNormal()
        window.audience.window.resize(*WALL or window.size().toTuple())
    QTimer.singleShot(SETTLES_MS, begin)
    QTimer.singleShot(int(SETTLES_MS + 1000 * SECONDS), report)


def begin() -> None:
    began[:] = [time.perf_counter(), time.process_time(), time.thread_time(), *(light.frames for light in lights())]


def report() -> None:
    ended = time.perf_counter(), time.process_time(), time.thread_time()
    passed_s, all_s, paints_s = (now - before for now, before in zip(ended, began[:3], strict=True))
    rates = (f"{(light.frames - before) / passed_s:.1f}" for light, before in zip(lights(), began[3:], strict=True))
    each_s = (60.0 * cpu_s / passed_s for cpu_s in (paints_s, all_s - paints_s))
    sys.stdout.write(f"{' '.join(f'{cpu_s:.2f}' for cpu_s in each_s)} {resident_mib():.1f} {' '.join(rates)}\n")
    sys.stdout.flush()
    app.closeAllWindows()


with (
    tempfile.TemporaryDirectory() as folder,
    LiveApplication(seed=1, output=Path(folder) / "practice.soften" if HEARTS == 1 else None) as application,
):
    session = begin_session(application)
    QTimer.singleShot(int(1000 * WARM_UP_S), prepare)
    run_practice(application, PRACTICE, lambda: session)
    session.finish()
