"""A real practice in the real window, recording and all: prints its CPU share, frames a second, and MiB resident."""

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from biofeedback.app.application import LiveApplication
from biofeedback.practices import practice_named
from tests.benchmarks.programs.process_age import resident_mib
from ui.desktop.app import run_practice
from ui.desktop.screens.practice import PracticeScreen

SECONDS, DETAILS = float(sys.argv[1]), sys.argv[2] == "details"
WARM_UP_S = 35.0  # by then breath is led and numbers are there

app = QApplication(["soften"])
began: list[float] = []


def practice_screen() -> PracticeScreen:
    return next(widget for widget in app.allWidgets() if isinstance(widget, PracticeScreen))


def begin() -> None:
    began[:] = [time.perf_counter(), time.process_time(), practice_screen().light.frames]


def report() -> None:
    passed_s = time.perf_counter() - began[0]
    frames = practice_screen().light.frames - began[2]
    cpu_share = (time.process_time() - began[1]) / passed_s
    sys.stdout.write(f"{cpu_share} {frames / passed_s} {resident_mib()}\n")
    sys.stdout.flush()
    app.closeAllWindows()


def prepare() -> None:
    if DETAILS:
        from PySide6.QtTest import QTest  # nothing that a practice holds

        QTest.keyClick(practice_screen(), Qt.Key.Key_D)
    QTimer.singleShot(2000, begin)
    QTimer.singleShot(int(2000 + 1000 * SECONDS), report)


with (
    tempfile.TemporaryDirectory() as folder,
    LiveApplication(seed=1, output=Path(folder) / "practice.soften") as application,
):
    session = application.begin(practice_named("compassionate_pause"), "simulated", None)
    QTimer.singleShot(int(1000 * WARM_UP_S), prepare)
    run_practice(application, session.practice, lambda: session)
    session.finish()
