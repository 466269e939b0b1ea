"""At every scale of the display all controls are within reach, and a window comes back when its monitor goes."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.rigs.files.recorded_practice import record
from tests.rigs.screens.two_monitors import two_monitors
from tests.rigs.suite import programs
from tests.rigs.suite.long_forms import first_of

ROOT = Path(__file__).resolve().parents[3]
STEADY_S = 30.0  # for a display or a window to be there; a choice

needs_x = pytest.mark.skipif(sys.platform != "linux", reason="a screen in memory is of Linux alone")


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("scaled") / "before.soften")


def scaled(folder: Path, recording: Path, scale: str, width: int, height: int) -> dict:
    """Return what a window says of itself on a screen of so many pixels."""
    screen = {"name": "one", "x": 0, "y": 0, "width": width, "height": height}
    dots = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
    (folder / "screens.json").write_text(json.dumps({"screens": [screen | dots]}), encoding="utf-8")
    done = programs.run(
        [sys.executable, "-m", "tests.rigs.screens.scaled_window", str(recording)],
        cwd=ROOT,
        env=os.environ
        | {"QT_QPA_PLATFORM": f"offscreen:configfile={folder / 'screens.json'}", "QT_SCALE_FACTOR": scale},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return json.loads(done.stdout)


@pytest.mark.parametrize(
    ("scale", "width", "height"), first_of([("1.25", 1366, 768), ("2", 1920, 1080), ("3", 3840, 2160)], 1)
)
def test_all_is_within_reach_at_every_scale(
    tmp_path: Path, recording: Path, scale: str, width: int, height: int
) -> None:
    said = scaled(tmp_path, recording, scale, width, height)
    assert said["ratio"] == float(scale)
    assert (said["out_of_reach"], said["cut_off"]) == ({}, {})


def test_even_three_times_on_a_small_screen_every_control_is_within_reach(tmp_path: Path, recording: Path) -> None:
    """A screen of 640 by 360: words may be cut there, a control may not."""
    said = scaled(tmp_path, recording, "3", 1920, 1080)
    assert said["size"] == [640, 360]
    assert said["out_of_reach"] == {}


DRAGGED = """
import time
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication
from tests.rigs.suite.manual_clock import ManualClock
from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.app import dress
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english

app = QApplication(["soften"])
dress(app, DARK)

def until(there):
    end_s = time.monotonic() + 60.0
    while not there() and time.monotonic() < end_s:
        app.processEvents()
        time.sleep(0.01)
    print(window.screen().name(), window.screen().availableGeometry().contains(window.frameGeometry()), end="; ")

window = Window(PretendApplication(ManualClock()), DARK, english())
window.show_home()
window.resize(1000, 700)
window.move(100, 100)
window.show()
until(lambda: window.frameGeometry().left() >= 100)
window.move(1500, 100)
until(lambda: window.frameGeometry().left() >= 1500)
window.move(2000, 100)
until(lambda: window.screen().name() == "right")
assert QProcess.execute("xrandr", ["--delmonitor", "right"]) == 0
until(lambda: app.screens()[0].geometry().contains(window.frameGeometry()))
print(len(app.screens()), window.size() == window.size().boundedTo(window.screen().availableSize()))
window.close()
"""


@needs_x
def test_a_window_is_dragged_to_another_monitor_and_comes_back_when_that_goes() -> None:
    with two_monitors() as there:
        done = programs.run(
            [sys.executable, "-c", DRAGGED], cwd=ROOT, env=there, capture_output=True, text=True, check=True
        )
    # While it is dragged it may lie on both; that is the person's own doing.
    assert done.stdout.strip() == "left True; left False; right True; left True; 1 True"
