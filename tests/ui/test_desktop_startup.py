"""The first picture is there before numpy and pyqtgraph are imported, and a whole run ends cleanly."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

FIRST_PICTURE = """
import sys
from PySide6.QtWidgets import QApplication
from biofeedback.practices import built_in_practices
from ui.desktop.app import dress
from ui.desktop.practice_card import PracticeCard
from ui.tokens import DARK
from ui.desktop.window import Window

class House:
    practices = built_in_practices()
    def watch_sensors(self, on_seen, on_trouble):
        return lambda: None
    def recent(self):
        return []

app = QApplication([])
dress(app, DARK)
window = Window(House(), DARK)
window.show_home()
painted = []
original = PracticeCard.paintEvent
def paint(self, event):
    painted.append(self.text())
    original(self, event)
PracticeCard.paintEvent = paint
window.show()
while len(painted) < 2:
    app.processEvents()
print(sorted(set(painted)), [name for name in ("numpy", "scipy", "pyqtgraph") if name in sys.modules])
window.warm_up_soon()
while "pyqtgraph" not in sys.modules:
    app.processEvents()
print("warm")
window.close()
"""

WHOLE_RUN = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from biofeedback.clock import HostClock
from tests.rigs.pretend_house import PretendHouse, PretendSitting
from ui.desktop.app import run_desktop
from ui.desktop.summary import SummaryScreen

clock = HostClock(speed=120.0)
house = PretendHouse(clock)
sitting = PretendSitting(house.practices[1], clock, simulated=True)
app = QApplication([])
timer = QTimer()
def go_on():
    sitting.live_until(clock.now_s())
    for shown in app.topLevelWidgets():
        for summary in shown.findChildren(SummaryScreen):
            if summary.isVisible():
                summary.close_wished.emit()
timer.timeout.connect(go_on)
timer.start(10)
code = run_desktop(house, sitting)
print(code, sitting.wishes)
"""


def run(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_the_first_picture_waits_for_neither_numpy_nor_pyqtgraph() -> None:
    done = run(FIRST_PICTURE)
    assert done.stderr == ""
    assert done.stdout.splitlines() == ["['A compassionate pause', 'Soften, Soothe, Allow'] []", "warm"]


def test_a_whole_practice_runs_without_a_complaint() -> None:
    done = run(WHOLE_RUN)
    assert done.stderr == ""
    assert done.stdout.strip() == "0 ['finish']"
