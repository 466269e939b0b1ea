"""The tour through practices of one person, to their ends."""

from collections.abc import Iterator

from PySide6.QtWidgets import QApplication

from biofeedback.app.assessment import as_practice
from biofeedback.practice.assessment import stepped
from biofeedback.practices import demonstration, practice_named
from biofeedback.requests import ChangePace, Mark, Request, ToggleFewerWords, ToggleMute, TogglePause, TogglePauseSteps
from tests.rigs.practices.pretend_session import PretendSession
from tests.rigs.suite.manual_clock import ManualClock
from tests.rigs.tour.tour_stops import AWAKE_MS, Stops
from ui.desktop.window import Window

REQUESTS: tuple[tuple[str, Request], ...] = (
    ("mark", Mark()),
    *(2 * (("quieter", ToggleFewerWords()),)),
    ("stay_here", ChangePace("stay")),
    ("quicker", ChangePace("quicker")),
    ("slower", ChangePace("slower")),
    ("too_slow", ChangePace("too_slow")),
    ("resume_ramp", ChangePace("go_on")),
    *(2 * (("toggle_mute", ToggleMute()),)),
    *(2 * (("toggle_pause", TogglePause()),)),
    *(2 * (("toggle_pause_steps", TogglePauseSteps()),)),
)
"""What the person asks for on the way, and what the places are called that this leads to."""


class PracticeStops(Stops):
    """Practices under way, and what comes after them."""

    def _practice(self, *, simulated: bool) -> Iterator[tuple[str, Window]]:
        clock = ManualClock()
        session = PretendSession(practice_named("compassionate_pause"), clock, simulated=simulated, odd_beats=(60, 75))
        self.session = session
        kind = "simulated" if simulated else "strap"
        self.window.show_practice(session)
        screen = self._shown()
        screen.pause_steps.wake(AWAKE_MS)

        def go(seconds: float) -> None:
            session.live_until(clock.now_s() + seconds)
            clock.advance(seconds)
            screen.read()
            screen._refresh(clock.now_s())
            QApplication.processEvents()

        go(2.0)
        yield f"practice, {kind}, begun", self.window
        screen.toggle_details()
        go(1.0)
        yield f"details, {kind}, begun", self.window
        for name, request in REQUESTS:
            go(7.0)
            session.request(request)
            go(0.2)
            yield f"practice, {kind}, {clock.now_s():.1f}, {name}", self.window
        go(12.0)
        yield f"details, {kind}", self.window
        screen.toggle_details()
        go(5.0)
        yield f"practice, {kind}", self.window
        while not screen.view.ended:
            go(10.0)
        screen = self._shown()
        yield f"summary, {kind}", self.window
        screen.show_error("–")
        yield f"summary, {kind}, not whole", self.window

    def _demonstration(self) -> Iterator[tuple[str, Window]]:
        clock = ManualClock()
        session = PretendSession(demonstration(), clock, simulated=True)
        self.window.show_practice(session)
        screen = self._shown()
        while not screen.view.ended:
            session.live_until(clock.now_s() + 10.0)
            clock.advance(10.0)
            screen.read()
        screen = self._shown()
        yield "waves", self.window
        screen.toggle_numbers()
        yield "waves, numbers", self.window

    def _assessment(self) -> Iterator[tuple[str, Window]]:
        clock = ManualClock()
        session = PretendSession(as_practice(stepped(), "stepped_assessment", self._language), clock)
        self.window.show_practice(session)
        screen = self._shown()
        session.live_until(20.0)
        clock.advance(20.0)
        screen.read()
        screen._refresh(20.0)
        yield "assessment", self.window
