"""What the tests of the screens share: a window dressed as in earnest, and a practice to put into it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from biofeedback.practices import practice_named
from tests.rigs.practices.pretend_session import PretendSession
from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.app import dress
from ui.desktop.home.screen import HomeScreen
from ui.desktop.screens.practice import PracticeScreen
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.languages import english


class PatientQtBot(QtBot):
    """Waits for as long as a busy machine may take; the whole of it only for what does not come."""

    def waitUntil(self, callback, *, timeout=60_000):
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal, *, timeout=60_000, **options):
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitExposed(self, widget, *, timeout=60_000):
        """Wait here and now; that of pytest-qt waits at the end of a ``with``, and without one not at all."""
        assert QTest.qWaitForWindowExposed(widget, timeout)


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[QtBot]:
    """Waits patiently, and leaves no window behind: Qt would keep them all, and dress each of them with the next."""
    yield PatientQtBot(request)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def application(manual_clock) -> PretendApplication:
    return PretendApplication(manual_clock)


@pytest.fixture
def session(manual_clock) -> PretendSession:
    return PretendSession(practice_named("compassionate_pause"), manual_clock, simulated=True)


@pytest.fixture
def window(qapp: QApplication, qtbot: QtBot, application: PretendApplication) -> Window:
    dress(qapp, DARK)
    made = Window(application, DARK, english())
    qtbot.addWidget(made)
    return made


@pytest.fixture
def home(window: Window, application: PretendApplication, qtbot: QtBot) -> HomeScreen:
    """The first screen, shown and focused."""
    window.show_home()
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    screen = window.screen_shown
    assert isinstance(screen, HomeScreen)
    qtbot.waitUntil(lambda: screen.cards[0].hasFocus() and application.watching == 1)
    return screen


@pytest.fixture
def practice(window: Window, qtbot: QtBot, session: PretendSession) -> PracticeScreen:
    """A running practice, shown and focused."""
    window.show_practice(session)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    screen = window.screen_shown
    assert isinstance(screen, PracticeScreen)
    qtbot.waitUntil(screen.hasFocus)
    return screen


@pytest.fixture
def live(manual_clock, session: PretendSession) -> Callable[[float], None]:
    """Let session time go on to a moment, with everything that happens until then."""

    def go(t_s: float) -> None:
        session.live_until(t_s)
        manual_clock.advance(t_s - manual_clock.now_s())

    return go
