"""Two real monitors: others see the practice on theirs, and when it is gone who leads goes on."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.rigs.screens.two_monitors import two_monitors
from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[4]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a screen in memory is of Linux alone")

SETUP = """
import time
from PySide6.QtCore import QProcess
from PySide6.QtWidgets import QApplication
from biofeedback.practices import practice_named
from biofeedback.requests import EndGently
from tests.rigs.suite.manual_clock import ManualClock
from tests.rigs.screens.pretend_application import PretendApplication, PretendSession
from ui.desktop.app import dress
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english

app = QApplication(["soften"])
dress(app, DARK)
clock = ManualClock()
application = PretendApplication(clock)

def until(there):
    end_s = time.monotonic() + 60.0
    while not there() and time.monotonic() < end_s:
        app.processEvents()
        time.sleep(0.01)
    assert there()

def lit(window):
    picture = window.grab().toImage()
    return picture.pixelColor(picture.width() // 2, picture.height() // 3).lightness() > 60

window = Window(application, DARK, english())
window.show_practice(PretendSession(practice_named("compassionate_pause"), clock, simulated=True))
window.resize(1000, 700)
window.move(100, 100)
window.show()
until(lambda: window.frameGeometry().left() > 90)
window.screen_shown.audience_requested.emit()
audience = window.audience.window
until(lambda: audience.isVisible() and lit(audience))
def plug(where):
    words = ["--setmonitor", "right", where, "none"] if where else ["--delmonitor", "right"]
    assert QProcess.execute("xrandr", words) == 0
"""

GOES_AND_COMES = """
print(audience.screen().name(), audience.geometry().getRect(), application.preferences.audience_screen)

plug("")
until(lambda: not audience.isFullScreen() and audience.size().width() < 1000)
until(lambda: audience.isVisible() and lit(audience))
until(lambda: window.windowHandle().isExposed())
print(audience.screen().name(), audience.screen().geometry().contains(audience.geometry()))

plug("1600/400x1080/270+1600+0")
until(lambda: audience.isFullScreen() and audience.geometry().left() == 1600)
until(lambda: lit(audience))
print(audience.screen().name(), audience.geometry().getRect())
window.close()
"""

IN_EVERY_PHASE = """
def small():
    return audience.isVisible() and not audience.isFullScreen() and audience.width() == 640

def fills(width):
    return audience.isFullScreen() and audience.geometry().getRect() == (1600, 0, width, 1080) and audience.isVisible()

def pulled_and_put_in():
    plug("")
    until(small)
    plug("1600/400x1080/270+1600+0")
    until(lambda: fills(1600))

wall = window.audience.wall
wall.toggle_black()
pulled_and_put_in()
until(lambda: not lit(audience))
print("black")
wall.toggle_grounding()
pulled_and_put_in()
until(lambda: lit(audience))
assert audience.words.text
print("grounding")
wall.toggle_grounding()
plug("")
until(small)
plug("1600/400x1080/270+0+0")
until(lambda: len(app.screens()) == 2)
end_s = time.monotonic() + 0.6
until(lambda: time.monotonic() > end_s)
assert small(), "the screen of who leads is not covered by its double"
print("doubled")
plug("")
until(lambda: len(app.screens()) == 1)
plug("608/150x1080/270+1600+0")
until(lambda: fills(608) and lit(audience))
print("standing")
window.screen_shown.session.request(EndGently())
window.screen_shown.session.request(EndGently())
until(lambda: type(window.screen_shown).__name__ == "SummaryScreen")
plug("")
until(small)
plug("1600/400x1080/270+1600+0")
until(lambda: fills(1600) and lit(audience))
assert not audience.words.text
print("after the end")
window.screen_shown.home_requested.emit()
until(lambda: window.audience is None)
window.show_practice(PretendSession(practice_named("three_breaths"), clock, simulated=True))
window.screen_shown.audience_requested.emit()
audience = window.audience.window
until(lambda: fills(1600) and lit(audience))
print("next practice")
window.close()
"""


SCALED = """
scale = audience.devicePixelRatio()
print(audience.isFullScreen(), round(audience.width() * scale), round(audience.height() * scale))
print(round(audience.words.font().pixelSize() * scale))
window.close()
"""


def test_on_a_scaled_screen_it_fills_it_with_letters_of_the_same_size() -> None:
    with two_monitors() as there:
        done = lived(there | {"QT_SCALE_FACTOR": "1.25"}, SCALED)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["True 1600 1080", "56"]


def lived(there: dict[str, str], then: str) -> subprocess.CompletedProcess[str]:
    """Run a program on the two monitors in which others are shown a practice, and return what it said."""
    return programs.run([sys.executable, "-c", SETUP + then], cwd=ROOT, env=there, capture_output=True, text=True)


def test_others_see_it_on_their_monitor_and_a_lost_one_makes_it_small() -> None:
    with two_monitors() as there:
        done = lived(there, GOES_AND_COMES)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "right (1600, 0, 1600, 1080) right",
        "left True",
        "right (1600, 0, 1600, 1080)",
    ]


def test_whatever_is_shown_just_then_it_comes_back_as_it_was() -> None:
    with two_monitors() as there:
        done = lived(there, IN_EVERY_PHASE)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["black", "grounding", "doubled", "standing", "after the end", "next practice"]
