"""What is not loaded: before the first picture of the bare command, and in a practice that is going on."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[3]

HEAVY = (
    *("numpy", "scipy", "pyqtgraph", "typer", "click", "rich", "pydantic"),
    *("bleak", "serial", "dbus_fast", "sounddevice", "asyncio"),
)
"""What the first picture does not wait for."""

NOT_LIVE = (
    *("scipy", "numpy.ma", "pydantic", "pyqtgraph", "rich", "bleak", "serial", "dbus_fast", "sounddevice"),
    *("ui.desktop.after.summary", "ui.desktop.review.screen", "ui.desktop.history.screen", "html.entities"),
)
"""What a practice of a simulated heart in the quiet view does without; SciPy by itself is most of 100 MiB."""

SCREEN = """
import ui.desktop.display
ui.desktop.display.display_error = lambda: None
"""
"""Qt's own screen in memory is one that nobody looks for."""

LOADED = "print('loaded:', sorted(name for name in {names} if name in sys.modules))"

BARE_COMMAND = f"""{SCREEN}
import sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from biofeedback.__main__ import main

class FirstPaint(QObject):
    seen = False
    def eventFilter(self, watched, event):
        if event.type() is QEvent.Type.Paint and not self.seen:
            self.seen = True
            QTimer.singleShot(0, self.report)
        return False
    def report(self):
        {LOADED.format(names=HEAVY)}
        QApplication.closeAllWindows()

app = QApplication(["soften"])
watch = FirstPaint()
app.installEventFilter(watch)
sys.argv = ["soften"]
main()
"""

PRACTICE = f"""{SCREEN}
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from biofeedback.__main__ import main
from ui.desktop.screens.practice import PracticeScreen

def report():
    practice = next((each for each in app.allWidgets() if isinstance(each, PracticeScreen)), None)
    share = float("nan") if practice is None else practice.view.heart.value("coherence_share")
    if share == share:
        {LOADED.format(names=NOT_LIVE)}
        app.closeAllWindows()

app = QApplication(["soften"])
timer = QTimer(interval=50)
timer.timeout.connect(report)
timer.start()
sys.argv = ["soften", "begin", "soften_soothe_allow", "--sensor", "simulated", "--speed", "40"]
main()
"""


def ended(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    (folder / "opening_page_shown").touch()
    return programs.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "SOFTEN_DATA": str(folder)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def loaded(script: str, folder: Path) -> str:
    done = ended(script, folder)
    assert done.stderr == ""
    return next(line for line in done.stdout.splitlines() if line.startswith("loaded:"))


def test_the_first_picture_waits_for_nothing_heavy(tmp_path):
    assert loaded(BARE_COMMAND, tmp_path) == "loaded: []"


def test_a_practice_does_without_what_whole_recordings_need(tmp_path):
    assert loaded(PRACTICE, tmp_path) == "loaded: []"


WINDOWS = """
import sys
from PySide6.QtWidgets import QWidget
shown = QWidget.show
QWidget.show = lambda window: (print("a window", flush=True), shown(window))
"""

BEGIN_FAULT = f"""{SCREEN}{WINDOWS}
from biofeedback.__main__ import main
from biofeedback.app.application import LiveApplication
def fault(*_, **__): raise ZeroDivisionError("a fault of ours")
LiveApplication.begin = fault
sys.argv = ["soften", "begin", "--sensor", "simulated"]
main()
"""

REFUSED = f"""{SCREEN}{WINDOWS}
from biofeedback.__main__ import main
sys.argv = ["soften", "begin", *{{words}}]
main()
"""


def test_a_fault_in_beginning_ends_the_program_as_any_other(tmp_path):
    done = ended(BEGIN_FAULT, tmp_path)
    assert done.stdout == "a window\n"
    assert done.returncode == 1
    assert "through a fault of ours (ZeroDivisionError" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--sensor", "telepathy"), "telepathy"),
        (("--sensor", "simulated", "--breath", "nonsense"), "nonsense"),
        (("--sensor", "bluetooth", "--speed", "30"), "in its own time"),
        (("--sensor", "serial:/dev/ttyUSB0", "--speed", "30"), "in its own time"),
    ],
)
def test_what_is_not_understood_is_said_before_any_window(tmp_path, words, sentence):
    done = ended(REFUSED.format(words=words), tmp_path)
    assert (done.stdout, done.returncode) == ("", 2)
    assert sentence in done.stderr
