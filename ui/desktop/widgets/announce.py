"""Says to whoever hears the screen what has just changed on it."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, words: str) -> None:
    """Have a screen reader say these words once it has finished its sentence; nobody hears them without one."""
    if words and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


class Announcements:
    """Says each thing that changes on a screen once: a step, words, an answer.

    Parameters
    ----------
    widget : QWidget
        The screen.
    """

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._latest: dict[str, str] = {}

    def tell(self, what: str, words: str) -> None:
        """Say what stands at a place now, when it is another than before."""
        if self._latest.get(what, "") != words:
            self._latest[what] = words
            announce(self._widget, words)
