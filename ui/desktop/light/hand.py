"""Shows the breath by hand: a key or the mouse is held while breathing in and released while breathing out."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from biofeedback.requests import MoveHand
from ui.desktop.keys import HAND, pressed
from ui.session import Session

SHORTEST_HOLD_S = 0.35
"""Seconds from a press until a release is sent: more than the 0.3 s below which `own_pace` takes a turn for a slip."""

_PRESSED = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}
_LEFT = {QEvent.Type.FocusOut, QEvent.Type.WindowDeactivate, QEvent.Type.Hide}


class Hand(QObject):
    """Watches a widget's mouse and key, with what the widget's children leave alone.

    Parameters
    ----------
    widget : QWidget
        Where the hand is.
    session : Session
        Receives each in-breath and out-breath.
    enabled : callable
        Returns whether the hand counts at this moment; an in-breath that was begun is ended in any case.
    """

    def __init__(self, widget: QWidget, session: Session, enabled: Callable[[], bool]) -> None:
        super().__init__(widget)
        self._session = session
        self._enabled = enabled
        self._held = False
        self._since_s = 0.0
        self._release_timer = QTimer(self, singleShot=True)
        self._release_timer.timeout.connect(self._send_breath_out)
        widget.installEventFilter(self)

    def hold(self) -> None:
        """Breathing in begins; while it is held already, nothing changes."""
        if self._held or not self._enabled():
            return
        self._held = True
        if self._release_timer.isActive():
            self._release_timer.stop()  # it trembled; the in-breath goes on
            return
        self._since_s = self._session.clock.now_s()
        self._session.request(MoveHand(inward=True))

    def let_go(self) -> None:
        """Breathing out begins; while nothing is held, nothing changes."""
        if not self._held:
            return
        self._held = False
        left_s = self._since_s + SHORTEST_HOLD_S - self._session.clock.now_s()
        if left_s > 0.0:
            self._release_timer.start(round(1000.0 * left_s))
        else:
            self._send_breath_out()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Follow the hand; every event goes on to the others too."""
        kind = event.type()
        if kind in _LEFT:
            self.let_go()
        elif isinstance(event, QMouseEvent) and event.button() == Qt.MouseButton.LeftButton:
            if kind in _PRESSED:
                self.hold()
            elif kind == QEvent.Type.MouseButtonRelease:
                self.let_go()
        elif isinstance(event, QKeyEvent) and pressed(event, HAND) and not event.isAutoRepeat():
            if kind == QEvent.Type.KeyPress and not event.modifiers():
                self.hold()
            elif kind == QEvent.Type.KeyRelease:
                self.let_go()
        return False

    def _send_breath_out(self) -> None:
        self._session.request(MoveHand(inward=False))
