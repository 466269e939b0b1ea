"""Moves softly from one stretch of time to another, so that the eye can follow."""

import math
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation
from PySide6.QtWidgets import QWidget

from ui.desktop.review.span import Span

_TAKES_MS = 180  # a choice: the eye follows, and nobody waits


class Gliding(QObject):
    """On the way from one stretch to another, as long as its widget is there.

    Parameters
    ----------
    widget : QWidget
        What moves.
    show : callable
        Shows a stretch in it.
    """

    def __init__(self, widget: QWidget, show: Callable[[Span], None]) -> None:
        super().__init__(widget)
        self._show = show
        self._from: Span | None = None
        self._to: Span | None = None
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(_TAKES_MS)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.setEasingCurve(QEasingCurve.Type.InOutSine)
        self._animation.valueChanged.connect(self._move)

    @property
    def aim(self) -> Span | None:
        """Where it goes; ``None`` when it stands."""
        return self._to

    def begin(self, from_span: Span, to_span: Span) -> None:
        """Set out."""
        self._animation.stop()
        self._from, self._to = from_span, to_span
        self._animation.start()

    def end(self) -> None:
        """Stand where it is."""
        self._to = None
        self._animation.stop()

    def _move(self, share: float) -> None:
        start, end = self._from, self._to
        if start is None or end is None:
            return
        if share >= 1.0:
            self.end()
            self._show(end)
        else:
            self._show(between(start, end, share))


def between(start: Span, end: Span, share: float) -> Span:
    """Return the stretch on the way from one to another: of equal steps of zoom, and what both have in place stays."""
    length_s = math.exp((1.0 - share) * math.log(start.length_s) + share * math.log(end.length_s))
    way_s = end.length_s - start.length_s
    # From here to there as the length goes, so that a moment around which it is zoomed stands still.
    gone = (length_s - start.length_s) / way_s if abs(way_s) > 0.01 * start.length_s else share
    from_s = start.from_s + gone * (end.from_s - start.from_s)
    until_s = start.until_s + gone * (end.until_s - start.until_s)
    return replace(end, from_s=from_s, until_s=until_s)
