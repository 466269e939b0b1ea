"""Prints as JSON what is out of reach in a window here: ``python -m tests.rigs.screens.scaled_window RECORDING``.

The screen of the platform and the scale (``QT_SCALE_FACTOR``) are those of the environment, which Qt reads once.
"""

import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QAbstractButton, QAbstractScrollArea, QApplication, QWidget

from tests.rigs.screens.opened_screens import OpenedScreens
from tests.rigs.words.left_in_english import cut_off
from ui.desktop.app import dress
from ui.desktop.screens.practice import PracticeScreen
from ui.tokens import DARK


def out_of_reach(window: QWidget) -> list[str]:
    """Return the controls that lie outside of the window; what scrolls can be scrolled to."""
    found = []
    for widget in window.findChildren(QWidget):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy().value and not _scrolls(widget):
            there = QRect(widget.mapTo(window, QPoint()), widget.size())
            if not window.rect().contains(there):
                found.append(f"{type(widget).__name__} {widget.accessibleName()} at {there.getRect()}")
    return found


def cut(window: QWidget) -> list[str]:
    """Return what has less room than it needs; dots at the end of what a button says are its own."""
    own = {f"painted: {each.text()}" for each in window.findChildren(QAbstractButton)}
    return sorted(cut_off(window) - own)


def _scrolls(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QAbstractScrollArea):
        above = above.parentWidget()
    return above is not None


def faults(opened: OpenedScreens) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return by screen what is out of reach there, and what is cut off."""
    window, found, short = opened.window, {}, {}
    for name, open_screen in opened.openers():
        open_screen()
        here = out_of_reach(window)
        free = window.screen().availableSize()
        if window.size() != window.size().boundedTo(free):
            here.append(f"the window is {window.size().toTuple()}, the screen {free.toTuple()}")
        screen = window.screen_shown
        if isinstance(screen, PracticeScreen):
            button = screen.pause_steps
            whole = button.visibleRegion().boundingRect() == button.rect()
            if not whole or button.width() < button.sizeHint().width() - 1:
                here.append("“Rest here” is not whole")
        if here:
            found[name] = here
        if words := cut(window):
            short[name] = words
    return found, short


if __name__ == "__main__":
    app = QApplication(["soften"])
    dress(app, DARK)
    opened = OpenedScreens(Path(sys.argv[1]))
    out, short = faults(opened)
    ratio, size = opened.window.devicePixelRatioF(), opened.window.size().toTuple()
    said = {"ratio": ratio, "size": size, "out_of_reach": out, "cut_off": short}
    sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
