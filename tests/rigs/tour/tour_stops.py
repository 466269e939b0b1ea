"""What every part of the tour through the window has: a window on a pretended application."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from tests.rigs.practices.pretend_session import PretendSession
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.suite.manual_clock import ManualClock
from ui.desktop.home.screen import HomeScreen
from ui.desktop.window import Window
from ui.words.language import Language
from ui.words.languages import english

NOW = datetime(2026, 3, 3, 9, 5, tzinfo=UTC)
"""A Tuesday morning; what the tour takes for now."""

AWAKE_MS = 3_600_000
"""Button and keys go by a timer in real time, which must not run out while the tour is in a practice."""

CHANCE = 4
"""What shuffles the names of seats, so that they are the same in every tour."""


class Stops:
    """A window on a pretended application, and what it shows.

    Parameters
    ----------
    make_window : callable
        Makes the window on an application.
    language : Language or None
        The language in which an assessment is titled; ``None`` for English.
    """

    def __init__(self, make_window: Callable[[PretendApplication], Window], language: Language | None = None) -> None:
        self._language = english() if language is None else language
        self.application = PretendApplication(ManualClock(), now=NOW)
        self._make_window = make_window
        self.window = make_window(self.application)
        self.session: PretendSession | None = None

    def _shown(self) -> Any:
        self.window.show()
        shown = self.window.screen_shown
        if isinstance(shown, HomeScreen):
            # It would look around a little later, in real time, and nobody knows at which stop.
            shown._to_look_around = False
        QApplication.processEvents()
        return shown


def settle() -> None:
    """Let what was left go, and layouts come to rest: one that scrolls needs a second round."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for _ in range(3):
        QApplication.processEvents()
