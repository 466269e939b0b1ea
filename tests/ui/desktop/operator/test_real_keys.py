"""Who leads by real keys, from either window: a keyboard, and a presenter remote, which has three of them."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.rigs.screens.real_screen import real_screen
from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[4]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a screen in memory is of Linux alone")

LED = """
import time
from PySide6.QtWidgets import QApplication
from biofeedback.practices import practice_named
from tests.rigs.suite.manual_clock import ManualClock
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.screens.pretend_room import PretendRoom
from ui.desktop.app import dress
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english

app = QApplication(["soften"])
dress(app, DARK)
clock = ManualClock()
room = PretendRoom(practice_named("compassionate_pause"), clock)
window = Window(PretendApplication(clock), DARK, english())
window.show_practice(room)
window.resize(1000, 700)
window.show()
heard = [0]

def tell():
    shown = [each for each in room.requests[heard[0]:]]
    heard[0] = len(room.requests)
    for each in shown:
        print(type(each).__name__, getattr(each, "forward", getattr(each, "text", "")), flush=True)

wall = window.audience.wall
wall.changed.connect(lambda: print("wall", wall.black, wall.shows_words, wall.grounds, flush=True))
window.audience.moved.connect(lambda: print("audience", window.audience.window is not None, flush=True))
end_s = time.monotonic() + 300.0  # reached only where nobody ends it
told = False
while time.monotonic() < end_s and window.isVisible():
    app.processEvents()
    tell()
    if not told and window.isActiveWindow() and window.screen_shown.hasFocus():
        told = True
        print("ready", flush=True)
    time.sleep(0.005)
"""


def test_who_leads_has_every_key_from_either_window() -> None:
    command = [sys.executable, "-c", LED]
    with (
        real_screen() as screen,
        programs.start(command, cwd=ROOT, env=screen.environment, stdout=subprocess.PIPE, text=True) as program,
    ):
        printed = program.stdout
        assert printed is not None

        def heard(count: int) -> list[str]:
            return [printed.readline().strip() for _ in range(count)]

        try:
            screen.bring_forward("^Soften$")
            assert heard(1) == ["ready"]
            screen.press("Next", "Prior", "b", "period", "w", "h", "space")
            assert heard(7) == [
                "ChangeStep True",
                "ChangeStep False",
                "wall True True False",
                "wall False True False",
                "wall False False False",
                "wall False False True",
                "TogglePauseSteps",
            ]
            screen.press("n")
            screen.write("b w h")
            screen.press("Return")
            assert heard(1) == ["WriteNote b w h"]
            screen.press("a")
            assert heard(1) == ["audience True"]
            named = ["xdotool", "search", "--sync", "--name", "A compassionate pause"]
            found = programs.run(named, env=screen.environment, capture_output=True, text=True, check=True)
            theirs = found.stdout.split()[-1]
            programs.run(["xdotool", "windowfocus", "--sync", theirs], env=screen.environment, check=True)
            screen.press("Next", "Prior", "b")
            assert heard(3) == ["ChangeStep True", "ChangeStep False", "wall True False True"]
        finally:
            program.kill_all()
