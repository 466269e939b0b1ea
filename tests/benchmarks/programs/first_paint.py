"""Runs `soften` as it was typed, and tells of its first picture.

Prints the seconds from the beginning of the process to that picture, those of the processor, and the heavy imports
there were by then; then, as ``whole``, the same of the first picture of the screen that was asked for, and closes the
window.
"""

import sys
import time

import ui.desktop.display
from biofeedback.__main__ import main
from tests.benchmarks.programs.process_age import age_s

HEAVY = ("numpy", "scipy", "pyqtgraph", "bleak", "asyncio", "pydantic", "_hashlib")


def report_first_paint(whole_screen: str, *words: str) -> None:
    """Run ``soften`` with these words until this screen was painted."""

    def display_error() -> None:
        # Qt's screen in memory is one that nobody looks for. Qt itself is loaded here, as `soften` does it: each module
        # that is imported after Qt takes longer, since Qt reads its source.
        _watch(whole_screen)

    ui.desktop.display.display_error = display_error
    sys.argv = ["soften", *words]
    main()


def _watch(whole_screen: str) -> None:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QMainWindow, QWidget

    from ui.desktop.window import Window

    class Corner(QWidget):
        """A pixel above all else in the window, which tells when it is painted, as the bare window does.

        An event filter would be asked about every event of the program, and take 30 ms for that.
        """

        def __init__(self, window: Window) -> None:
            super().__init__(window)
            self.resize(1, 1)
            self._window = window
            self._told: set[str] = set()

        def paintEvent(self, _event: QPaintEvent) -> None:
            self._tell("first")
            if type(self._window.screen_shown).__name__ == whole_screen:
                self._tell("whole")
                QTimer.singleShot(0, self._window.close)

        def _tell(self, picture: str) -> None:
            if picture not in self._told:
                self._told.add(picture)
                heavy = [name for name in HEAVY if name in sys.modules]
                sys.stdout.write(f"{picture} {age_s()} {time.process_time()} {heavy}\n")
                sys.stdout.flush()

    def show(window: Window) -> None:
        Corner(window)
        QMainWindow.show(window)

    Window.show = show
