"""A frame of the wall: prints the ms of the processor that one takes at its quickest.

Of the light alone, of a room without a seat, of thirty petals, and of those with their names; each 1920 by 1080.
"""

import sys
import time

from PySide6.QtWidgets import QApplication

from biofeedback.events import SeatTaken
from biofeedback.practices import practice_named
from tests.rigs.practices.pretend_session import PretendSession
from tests.rigs.screens.pretend_room import PretendRoom
from tests.rigs.suite.manual_clock import ManualClock
from ui.desktop.app import dress
from ui.desktop.audience.wall import Wall, WallView
from ui.desktop.screens.feed import PracticeFeed
from ui.tokens import DARK
from ui.words.languages import english

FRAMES = 600  # ten seconds: a breath
ROUNDS = 3
BEGIN_S = 30.0  # breath is led by then
FRAME_S = 1.0 / 60.0

app = QApplication(["soften"])
dress(app, DARK)


def frame_ms(*, room: bool, petals: int = 0, names: bool = False) -> float:
    """Return what one frame takes."""
    practice, clock = practice_named("compassionate_pause"), ManualClock()
    session = PretendRoom(practice, clock) if room else PretendSession(practice, clock, sources=())
    session.publish(*(SeatTaken(t_s=0.0, source=str(at), seat=f"Seat {at}") for at in range(petals)))
    feed, wall = PracticeFeed(session, DARK, english(), app), Wall(app)
    wall.shows_names = names
    view = WallView(session, feed, wall, DARK, english())
    view.resize(1920, 1080)
    view.show()
    view.start()
    feed.light._timer.stop()  # a frame comes when the one before is painted
    clock.advance(BEGIN_S)
    session.live_until(BEGIN_S + FRAMES * FRAME_S)
    feed.read()

    def frames(count: int) -> None:
        for _ in range(count):
            clock.advance(FRAME_S)
            feed.light._next_frame()
            app.processEvents()

    frames(FRAMES // 20)
    began_s = time.process_time()
    frames(FRAMES)
    taken_s = time.process_time() - began_s
    view.leave()
    view.close()
    return 1000.0 * taken_s / FRAMES


found = (
    min(frame_ms(**how) for _ in range(ROUNDS))
    for how in (
        {"room": False},
        {"room": True},
        {"room": True, "petals": 30},
        {"room": True, "petals": 30, "names": True},
    )
)
sys.stdout.write(" ".join(f"{each:.3f}" for each in found))
