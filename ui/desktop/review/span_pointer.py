"""How a pointer moves the stretch of time that is shown: by its wheel, and by holding the axis."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from ui.desktop.review.span import Span

MOVE_SHARE = 0.15  # of what is shown a sideways notch or an arrow moves by; a choice: what was seen stays in sight
_WHEEL_STEP = 120.0  # eighths of a degree that Qt reports for one notch of a wheel (QWheelEvent::angleDelta)


def wheeled(span: Span, event: QWheelEvent, at_s: float, zoom: float) -> Span:
    """Return a span zoomed around a moment by a wheel; one that turns sideways moves it.

    Parameters
    ----------
    span : Span
        What is shown.
    event : QWheelEvent
        How the wheel turned.
    at_s : float
        The moment under the pointer, in seconds.
    zoom : float
        How many times as much a notch shows.
    """
    turned = event.angleDelta()
    if abs(turned.x()) > abs(turned.y()):
        return span.moved(-turned.x() / _WHEEL_STEP * MOVE_SHARE * span.length_s)
    return span.zoomed(zoom ** (-turned.y() / _WHEEL_STEP), at_s)


class Drag:
    """A pointer that may hold the axis.

    Parameters
    ----------
    least_px : float
        How far it goes before it moves anything; until then it may yet be a click.
    """

    def __init__(self, least_px: float = 0.0) -> None:
        self._least_px = least_px
        self._held_x: float | None = None
        self._moved = False

    def take(self, event: QMouseEvent) -> None:
        """Hold the axis where the left button was pressed."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._held_x, self._moved = event.position().x(), False

    def moved(self, span: Span, x: float, pixel_s: float) -> Span | None:
        """Return the span as the pointer has moved it; None where it holds or moves nothing.

        Parameters
        ----------
        span : Span
            What is shown.
        x : float
            Where the pointer is, in px.
        pixel_s : float
            How many seconds a pixel shows.
        """
        if self._held_x is None:
            return None
        self._moved = self._moved or abs(x - self._held_x) > self._least_px
        if not self._moved:
            return None
        by_s = (self._held_x - x) * pixel_s
        self._held_x = x
        return span.moved(by_s)

    def let_go(self) -> bool:
        """Hold no more; return whether it was a click, which moved nothing."""
        clicked = self._held_x is not None and not self._moved
        self._held_x = None
        return clicked
