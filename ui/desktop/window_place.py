"""Where the window was, and where it comes back to, though that screen may be gone."""

from collections.abc import Sequence

from PySide6 import QtCore  # its namespace Qt is made when it is first asked for
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ui.preferences import WindowPlace

_SEEN = QSize(160, 80)
"""px, as much of a window as must be on a screen for it to be found and moved there; a choice."""


def place_of(window: QWidget, *, dark: bool = False) -> WindowPlace:
    """Return where a window is, and where it would go back to from a full screen; ``dark`` is the computer."""
    apart = window.isFullScreen() or window.isMaximized()
    where = window.normalGeometry() if apart and window.normalGeometry().isValid() else window.geometry()
    return WindowPlace(
        x=where.x(),
        y=where.y(),
        width=where.width(),
        height=where.height(),
        maximised=window.isMaximized(),
        full_screen=window.isFullScreen(),
        dark=dark,
    )


def put_back(window: QWidget, place: WindowPlace) -> None:
    """Put a window that is not shown yet to where it was, or to where it can be seen."""
    screens = [screen.availableGeometry() for screen in QGuiApplication.screens()]
    primary = QGuiApplication.primaryScreen().availableGeometry()
    where = QRect(place.x, place.y, place.width, place.height)
    window.setGeometry(seen_within(where, window.minimumSize(), screens, primary))
    if place.full_screen:
        window.setWindowState(QtCore.Qt.WindowState.WindowFullScreen)
    elif place.maximised:
        window.setWindowState(QtCore.Qt.WindowState.WindowMaximized)


def seen_within(where: QRect, smallest: QSize, screens: Sequence[QRect], primary: QRect) -> QRect:
    """Return a place as it is where enough of it can be seen, but no larger than its screen, else amid the first one.

    ``screens`` are what there is to see, ``primary`` is the first of them; all in logical pixels.
    """
    area = max(screens, key=lambda screen: _common(screen, where), default=primary)
    found = area.intersected(where)
    is_seen = found.width() >= _SEEN.width() and found.height() >= _SEEN.height()
    if not is_seen:
        area = primary
    size = where.size().boundedTo(area.size()).expandedTo(smallest)
    if not is_seen:
        placed = QRect(QPoint(0, 0), size)
        placed.moveCenter(area.center())
        return placed
    # Its upper edge, by which it is moved, is never above the screen.
    left = max(area.left(), min(where.left(), area.right() + 1 - size.width()))
    top = max(area.top(), min(where.top(), area.bottom() + 1 - size.height()))
    return QRect(QPoint(left, top), size)


def _common(one: QRect, other: QRect) -> int:
    shared = one.intersected(other)
    return shared.width() * shared.height() if shared.isValid() else 0
