"""A real practice in one window or two, recording and all: prints CPU seconds a minute and frames a second of each.

``two_windows SECONDS 1|2 quiet|details [apart]``: the second window is opened when breath is led already. With
``apart`` the two share nothing.
"""

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from biofeedback.app.application import LiveApplication
from biofeedback.practices import practice_named
from ui.desktop.app import dress
from ui.desktop.screens.practice import PracticeScreen
from ui.tokens import DARK
from ui.words.languages import english

SECONDS, COUNT, DETAILS = float(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "details"
SHARED = sys.argv[4:] != ["apart"]
WARM_UP_S = 35.0  # by then breath is led and numbers are there
SETTLES_S = 2.0  # after the last window was opened
app = QApplication(["soften"])
dress(app, DARK)
screens: list[PracticeScreen] = []
began: list[float] = []


def open_window() -> None:
    feed = screens[0].feed if screens and SHARED else None
    screen = PracticeScreen(session, DARK, english(), feed=feed)
    screen.resize(1280, 860)
    screen.show()
    screen.start()
    screens.append(screen)


def frames() -> list[int]:
    return [screen.light.frames for screen in screens]


def prepare() -> None:
    while len(screens) < COUNT:
        open_window()
    if DETAILS:
        for screen in screens:
            screen.toggle_details()
    QTimer.singleShot(int(1000 * SETTLES_S), begin)


def begin() -> None:
    began[:] = [time.perf_counter(), time.process_time(), *frames()]
    QTimer.singleShot(int(1000 * SECONDS), report)


def report() -> None:
    passed_s, cpu_s = time.perf_counter() - began[0], time.process_time() - began[1]
    rates = " ".join(f"{(now - before) / passed_s}" for now, before in zip(frames(), began[2:], strict=True))
    sys.stdout.write(f"{60.0 * cpu_s / passed_s} {rates}\n")
    sys.stdout.flush()
    app.quit()


with (
    tempfile.TemporaryDirectory() as folder,
    LiveApplication(seed=1, output=Path(folder) / "practice.soften") as application,
):
    session = application.begin(practice_named("compassionate_pause"), "simulated", None)
    open_window()
    QTimer.singleShot(int(1000 * WARM_UP_S), prepare)
    app.exec()
    for screen in screens:
        screen.leave()
    session.finish()
