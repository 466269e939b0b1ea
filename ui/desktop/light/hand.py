"""The hand on the light: a key or the mouse, held while breathing in and let go while breathing out.

This module must not know what becomes of it; the session does.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from ui.ports import Session

HAND_KEY = Qt.Key.Key_B

SHORTEST_HOLD_S = 0.35
"""Letting go sooner is told this long after the press: a shorter turn would be taken for a slip, and stay untold."""

_PRESSED = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}
_LEFT = {QEvent.Type.FocusOut, QEvent.Type.WindowDeactivate, QEvent.Type.Hide}


class Hand(QObject):
    """Hears a widget's mouse and key; what the widget's children leave alone comes to it too.

    Parameters
    ----------
    widget : QWidget
        Where the hand is.
    session : Session
        Who is told.
    heeded : callable
        Says whether the hand tells anything at this moment; what was begun is let go in any case.
    """

    def __init__(self, widget: QWidget, session: Session, heeded: Callable[[], bool]) -> None:
        super().__init__(widget)
        self._session = session
        self._heeded = heeded
        self._held = False
        self._since_s = 0.0
        self._letting_go = QTimer(self, singleShot=True)
        self._letting_go.timeout.connect(self._told_out)
        widget.installEventFilter(self)

    def hold(self) -> None:
        """Breathing in begins; while it is held already, nothing changes."""
        if self._held or not self._heeded():
            return
        self._held = True
        if self._letting_go.isActive():
            self._letting_go.stop()  # it trembled; the in-breath goes on
            return
        self._since_s = self._session.clock.now_s()
        self._session.breath_in()

    def let_go(self) -> None:
        """Breathing out begins; while nothing is held, nothing changes."""
        if not self._held:
            return
        self._held = False
        left_s = self._since_s + SHORTEST_HOLD_S - self._session.clock.now_s()
        if left_s > 0.0:
            self._letting_go.start(round(1000.0 * left_s))
        else:
            self._told_out()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Hear the hand; nobody else is kept from hearing it."""
        kind = event.type()
        if kind in _LEFT:
            self.let_go()
        elif isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            if kind in _PRESSED:
                self.hold()
            elif kind == QEvent.Type.MouseButtonRelease:
                self.let_go()
        elif isinstance(event, QKeyEvent) and event.key() == HAND_KEY and not event.isAutoRepeat():
            if kind == QEvent.Type.KeyPress and not event.modifiers():
                self.hold()
            elif kind == QEvent.Type.KeyRelease:
                self.let_go()
        return False

    def _told_out(self) -> None:
        self._session.breath_out()
