"""A real practice in one window or two, recording and all: prints CPU seconds a minute and frames a second of each.

``two_windows SECONDS 1|2 quiet|details``: the second window is opened when breath is led already.
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
from ui.desktop.window import Window
from ui.tokens import DARK

SECONDS, COUNT, DETAILS = float(sys.argv[1]), int(sys.argv[2]), sys.argv[3] == "details"
WARM_UP_S = 35.0  # by then breath is led and numbers are there
SETTLES_S = 2.0  # after the last window was opened
app = QApplication(["soften"])
dress(app, DARK)
windows: list[Window] = []
began: list[float] = []


def open_window() -> None:
    window = Window(application, DARK)
    window.show_practice(session)
    window.show()
    windows.append(window)


def frames() -> list[int]:
    return [window.screen_shown.light.frames for window in windows]


def prepare() -> None:
    while len(windows) < COUNT:
        open_window()
    if DETAILS:
        for window in windows:
            window.screen_shown.toggle_details()
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
    for window in windows:
        window.close()
    session.finish()
