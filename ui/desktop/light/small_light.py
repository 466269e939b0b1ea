"""A small light that does not breathe: on cards and around the breath light."""

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QRadialGradient

# Core and body of the light, a choice by eye: honey when chosen, else the colour of dusk.
_CHOSEN = (QColor(246, 222, 168), QColor(225, 158, 56))
_WAITING = (QColor(190, 172, 146), QColor(140, 122, 98))


def small_light(middle: QPointF, radius: float, *, chosen: bool) -> QRadialGradient:
    """Return the light as a brush: honey when chosen, else the colour of dusk."""
    core, body = _CHOSEN if chosen else _WAITING
    gradient = QRadialGradient(middle, radius)
    for at, colour, alpha in (
        (0.0, core, 1.0 if chosen else 0.85),
        (0.22, body, 0.92 if chosen else 0.72),
        (0.5, body, 0.42 if chosen else 0.32),
        (0.78, body, 0.12 if chosen else 0.1),
        (1.0, body, 0.0),
    ):
        veil = QColor(colour)
        veil.setAlphaF(alpha)
        gradient.setColorAt(at, veil)
    return gradient
