"""No pale flash when the window opens in the dark: the display is looked at while it does."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[3]

OPENED = """
import sys
from PySide6.QtWidgets import QApplication
from tests.rigs.suite.manual_clock import ManualClock
from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.app import run_desktop

app = QApplication(["soften"])
run_desktop(PretendApplication(ManualClock()))
"""

BARE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

app = QApplication(["bare"])
app.setStyle("Fusion")
window = QMainWindow()
window.setStyleSheet("background: #f0f0f0")
window.resize(1280, 860)
window.show()
QTimer.singleShot(1000, lambda: window.setStyleSheet("background: #191512"))
app.exec()
"""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a screen in memory is of Linux alone")


@pytest.fixture
def display() -> Iterator[dict[str, str]]:
    """An X server of its own, as the environment of a program."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x860x24", "-nolisten", "tcp", "-noreset", "-br"]
    with programs.start(command, pass_fds=(write,), stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as told:
            number = told.readline().strip()
        yield os.environ | {"DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "QT_SCALE_FACTOR": "1"}
        server.kill_all()


def watched(program: str, display: dict[str, str]) -> tuple[int, float, float]:
    """Return how many pictures there are of a program that opens a window, and how much was pale and seen at most."""
    look = [sys.executable, "-m", "tests.rigs.screens.watched_display"]
    with programs.start(look, cwd=ROOT, env=display, stdout=subprocess.PIPE, text=True) as looking:
        assert looking.stdout is not None
        assert looking.stdout.readline() == "looking\n"
        with programs.start([sys.executable, "-c", program], cwd=ROOT, env=display) as opened:
            count, pale, seen = looking.stdout.read().split()
            assert opened.poll() is None
            opened.kill_all()
        return int(count), float(pale), float(seen)


def test_the_window_opens_without_a_pale_flash(display: dict[str, str], tmp_path: Path) -> None:
    count, pale, seen = watched(OPENED, display)
    assert count >= 30
    assert seen > 0.9  # the window filled the display
    assert pale < 0.1


def test_a_pale_flash_is_found(display: dict[str, str]) -> None:
    assert watched(BARE, display)[1] > 0.9
