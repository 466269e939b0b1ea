"""Where things lie in a plot of a practice: its curves one above the other, and a moment or a value in them."""

from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTransform

from ui.desktop.review.span import Span

# Px around the curves: for the numbers of the axes and the names of the steps; by eye.
LEFT, _TOP, RIGHT, _BOTTOM = 46.0, 56.0, 16.0, 26.0
_BETWEEN_PX = 32.0  # between the curves above and below, where those below are named; by eye
_UPPER_SHARE = 0.6  # of the height goes to the heart; a choice after the design


class Frame(NamedTuple):
    """Where things lie in a plot: the whole of the curves, the heart's part, and that of the shares."""

    area: QRectF
    heart: QRectF
    shares: QRectF
    span: Span

    def x(self, t_s: float) -> float:
        """Return where a moment lies."""
        return self.area.left() + self.area.width() * (t_s - self.span.from_s) / self.span.length_s

    def t_s(self, x: float) -> float:
        """Return the moment that lies at ``x``."""
        return self.span.from_s + self.span.length_s * (x - self.area.left()) / max(1.0, self.area.width())

    @property
    def pixel_s(self) -> float:
        """How many seconds a pixel has."""
        return self.span.length_s / max(1.0, self.area.width())


def frame_of(rect: QRectF, span: Span) -> Frame:
    """Return where things lie in a plot of this size."""
    area = rect.adjusted(LEFT, _TOP, -RIGHT, -_BOTTOM)
    upper = (area.height() - _BETWEEN_PX) * _UPPER_SHARE
    heart = QRectF(area.left(), area.top(), area.width(), upper)
    shares = QRectF(area.left(), heart.bottom() + _BETWEEN_PX, area.width(), area.height() - upper - _BETWEEN_PX)
    return Frame(area, heart, shares, span)


def level_y(share: float, lane: QRectF) -> float:
    """Return how far down a share of one lies in its part of the plot."""
    return lane.bottom() - lane.height() * share


def placing(frame: Frame, lane: QRectF, low: float = 0.0, high: float = 1.0) -> QTransform:
    """Return what brings a moment and a value to their place."""
    x_per_s, y_per_value = 1.0 / frame.pixel_s, lane.height() / (high - low)
    left = frame.area.left() - frame.span.from_s * x_per_s
    return QTransform(x_per_s, 0.0, 0.0, -y_per_value, left, lane.bottom() + low * y_per_value)
