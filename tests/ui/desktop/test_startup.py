"""The first picture is there before numpy and pyqtgraph are imported, and a whole run ends cleanly."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from biofeedback.practices import built_in_practices
from tests.rigs.suite import programs

ROOT = Path(__file__).resolve().parents[3]

FIRST_PICTURE = """
import sys
from PySide6.QtWidgets import QApplication
from biofeedback.practices import built_in_practices
from tests.rigs.screens.pretend_people import PretendPeople
from ui.desktop.app import dress
from ui.desktop.home.practice_card import PracticeCard
from ui.tokens import DARK
from ui.words.languages import english
from ui.desktop.window import Window
from ui.preferences import Preferences

class Application:
    practices = built_in_practices()
    practice_errors = ()
    preferences = Preferences()
    preferences_error = None
    def opening_page(self):
        return None
    def pace_of_today(self):
        return None
    def watch_sensors(self, on_seen, on_error):
        return lambda: None
    def recent(self, wanted=None):
        return []
    people = PretendPeople()

app = QApplication([])
dress(app, DARK)
window = Window(Application(), DARK, english())
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
print("|".join(sorted(set(painted))))
print([name for name in ("numpy", "scipy", "pyqtgraph") if name in sys.modules])
window.warm_up_soon()
while "ui.desktop.after.summary" not in sys.modules:
    app.processEvents()
print("warm")
window.close()
"""

WHOLE_RUN = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from biofeedback.clock import HostClock
from tests.rigs.screens.pretend_application import PretendApplication, PretendSession
from ui.desktop.app import run_practice
from ui.desktop.after.summary import SummaryScreen

clock = HostClock(speed=120.0)
application = PretendApplication(clock)
session = PretendSession(application.practices[1], clock, simulated=True)
app = QApplication([])
timer = QTimer()
def go_on():
    session.live_until(clock.now_s())
    for shown in app.topLevelWidgets():
        for summary in shown.findChildren(SummaryScreen):
            if summary.isVisible():
                summary.close_requested.emit()
timer.timeout.connect(go_on)
timer.start(10)
begun = run_practice(application, session.practice, lambda: session)
print(begun is session, session.requests)
"""


SIGNALLED_WHILE_PAINTING = """
import signal, sys
from PySide6.QtWidgets import QApplication
from biofeedback.clock import HostClock
from tests.rigs.screens.pretend_application import PretendApplication, PretendSession
from ui.desktop.app import run_practice
from ui.desktop.light.breath_widget import BreathWidget

application = PretendApplication(HostClock())
session = PretendSession(application.practices[1], application.clock, simulated=True)
original, begun = BreathWidget.paintEvent, []
def paint(self, event):
    original(self, event)
    if begun:
        begun.clear()
        signal.raise_signal(getattr(signal, sys.argv[1]))
BreathWidget.paintEvent = paint
def begin():
    begun.append(session)
    return session
app = QApplication([])
print(run_practice(application, session.practice, begin) is session, session.requests)
"""

CLOSED_BEFORE_IT_WAS_SEEN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from biofeedback.clock import HostClock
from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.app import run_desktop, run_practice
from ui.desktop.window import Window

application = PretendApplication(HostClock())
def show(window):
    super(Window, window).show()
    QTimer.singleShot(0, window.close)
Window.show = show
app = QApplication([])
if sys.argv[1] == "home":
    print(run_desktop(application))
else:
    print(run_practice(application, application.practices[1], lambda: 1 / 0))
"""

ASKED_BEFORE = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from biofeedback.clock import HostClock
from biofeedback.practices import form_named
from tests.rigs.screens.pretend_application import PretendApplication, PretendSession
from ui.desktop.app import run_practice
from ui.desktop.screens.forms import FormsPage
from ui.desktop.window import Window

application = PretendApplication(HostClock())
application.asked_forms = {"before": (form_named("how_it_is"),)}
session = PretendSession(application.practices[1], application.clock, simulated=True)
begun = []
setFocus = FormsPage.setFocus
def answer(page):
    setFocus(page)
    assert not begun
    if sys.argv[1] == "leave":
        QTimer.singleShot(0, page.leave.click)
        return
    page.answer_widget.place(25)
    QTimer.singleShot(0, page.go_on.click)
    QTimer.singleShot(0, page.go_on.click)
FormsPage.setFocus = answer
def show_practice(window, session):
    QTimer.singleShot(0, window.close)
Window.show_practice = show_practice
def begin():
    begun.append(session)
    return session
app = QApplication([])
shown = run_practice(application, session.practice, begin)
kept = [each.value for request in session.requests for each in request.answers]
print(shown is session, len(begun), kept)
"""

ERROR_AND_AGAIN = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from biofeedback.clock import HostClock
from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from tests.rigs.screens.pretend_application import PretendApplication, PretendSession
from ui.desktop.app import run_desktop
from ui.desktop.window import Window

application = PretendApplication(HostClock())
session, other = (PretendSession(application.practices[1], application.clock) for _ in range(2))
session.error = RecordingError(RecordingErrorCode.DISK_FULL, "morning.soften")
app = QApplication([])
def go_on():
    for window in app.topLevelWidgets():
        if isinstance(window, Window):
            window.show_practice(session)
            window._show_summary()
            window.show_practice(other)
            window.close()
QTimer.singleShot(50, go_on)
print(run_desktop(application), session.requests, other.requests)
"""


def run(script: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return programs.run(
        [sys.executable, "-W", "error", "-c", script, *arguments],
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
    painted, loaded, last = done.stdout.splitlines()
    assert (loaded, last) == ("[]", "warm")
    # Those that are scrolled out of sight are not painted.
    titles = {practice.title for practice in built_in_practices()}
    assert built_in_practices()[0].title in painted.split("|")
    assert set(painted.split("|")) <= titles


def test_a_whole_practice_runs_without_a_complaint() -> None:
    done = run(WHOLE_RUN)
    assert done.stderr == ""
    assert done.stdout.strip() == "True ['finish']"


@pytest.mark.parametrize("name", [name for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)])
def test_a_signal_in_the_midst_of_a_painting_closes_without_a_complaint(name: str) -> None:
    done = run(SIGNALLED_WHILE_PAINTING, name)
    assert done.stderr == ""
    assert done.stdout.strip() == "True ['finish']"


@pytest.mark.parametrize(("screen", "returned"), [("home", "0"), ("practice", "None")])
def test_a_window_that_is_closed_before_its_first_picture_begins_nothing(screen: str, returned: str) -> None:
    done = run(CLOSED_BEFORE_IT_WAS_SEEN, screen)
    assert done.stderr == ""
    assert done.stdout.strip() == returned


@pytest.mark.parametrize(
    ("does", "came"), [("answer", "True 1 ['25', '']"), ("leave", "False 0 []")], ids=["answered", "left"]
)
def test_forms_before_a_practice_are_asked_before_it_begins(does: str, came: str) -> None:
    done = run(ASKED_BEFORE, does)
    assert done.stderr == ""
    assert done.stdout.strip() == came


def test_a_recording_that_is_not_whole_is_told_by_the_exit_code_whatever_came_after() -> None:
    done = run(ERROR_AND_AGAIN)
    assert done.stderr == ""
    assert done.stdout.strip() == "1 ['finish'] ['finish']"
