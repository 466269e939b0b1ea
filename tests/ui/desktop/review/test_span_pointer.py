"""What wheel and pointer do to a stretch of time: zoom around a moment, move, or click where nothing was moved."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent

from ui.desktop.review.span import Span
from ui.desktop.review.span_pointer import MOVE_SHARE, Drag, wheeled

SPAN = Span(0.0, 1000.0, 400.0, 600.0)


def pressed(x: float, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> QMouseEvent:
    place = QPointF(x, 0.0)
    return QMouseEvent(QEvent.Type.MouseButtonPress, place, place, button, button, Qt.KeyboardModifier.NoModifier)


def turned(x: int, y: int) -> QWheelEvent:
    none, still = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    return QWheelEvent(QPointF(), QPointF(), QPoint(), QPoint(x, y), Qt.MouseButton.NoButton, none, still, False)


def test_little_movement_is_a_click_and_more_of_it_a_drag() -> None:
    drag = Drag(6.0)
    drag.take(pressed(100.0))
    assert drag.moved(SPAN, 105.0, 2.0) is None
    assert drag.let_go()
    drag.take(pressed(100.0))
    moved = drag.moved(SPAN, 110.0, 2.0)
    assert moved == SPAN.moved(-20.0)
    assert drag.moved(moved, 109.0, 2.0) == SPAN.moved(-18.0)
    assert not drag.let_go()


def test_without_a_hold_nothing_moves_and_nothing_is_clicked() -> None:
    drag = Drag()
    assert drag.moved(SPAN, 50.0, 1.0) is None
    drag.take(pressed(0.0, Qt.MouseButton.RightButton))
    assert drag.moved(SPAN, 50.0, 1.0) is None
    assert not drag.let_go()


@pytest.mark.parametrize(("y", "factor"), [(120, 1.0 / 1.5), (-120, 1.5), (-240, 1.5**2)])
def test_a_wheel_zooms_around_the_moment_under_the_pointer(y: int, factor: float) -> None:
    assert wheeled(SPAN, turned(0, y), 450.0, 1.5) == SPAN.zoomed(factor, 450.0)


def test_a_wheel_that_turns_sideways_moves() -> None:
    assert wheeled(SPAN, turned(-120, 60), 450.0, 1.5) == SPAN.moved(MOVE_SHARE * SPAN.length_s)
