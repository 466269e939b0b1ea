"""A practice of some hours on a clock that is moved on, details open: prints MiB resident at the end of each half hour.

``long_practice HOURS``: the real guide, pipeline, history and screen, with the heart of the rigs.
"""

import gc
import sys

from PySide6.QtWidgets import QApplication

from biofeedback.practices import practice_named
from tests.benchmarks.programs.process_age import resident_mib
from tests.rigs.practices.pretend_session import PretendSession
from tests.rigs.suite.manual_clock import ManualClock
from ui.desktop.app import dress
from ui.desktop.screens.practice import PracticeScreen
from ui.tokens import DARK
from ui.words.languages import english

HOURS = float(sys.argv[1])
STEP_S, PAINT_EVERY, LOOK_EVERY_S = 1.0, 10, 1800.0

app = QApplication(["soften"])
dress(app, DARK)
clock = ManualClock()
session = PretendSession(practice_named("free_sitting"), clock)
screen = PracticeScreen(session, DARK, english())
screen.resize(1440, 900)
screen.show()
screen.toggle_details()
steps = round(HOURS * 3600.0 / STEP_S)
for step in range(1, steps + 1):
    clock.advance(STEP_S)
    session.live_until(clock.now_s())
    session.requests.clear()
    screen.read()
    screen.light.state._next_frame()
    if step % PAINT_EVERY == 0:
        screen._refresh(clock.now_s())
        app.processEvents()
    if clock.now_s() % LOOK_EVERY_S < STEP_S:
        gc.collect()
        sys.stdout.write(f"{clock.now_s() / 3600.0:.1f} {resident_mib():.2f}\n")
        sys.stdout.flush()
assert not screen.view.ended
