"""A line between two ends, on which a place is shown with a touch: a visual analogue without any number."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSlider

from ui.desktop.theme.typeface import scaled
from ui.tokens import Tokens

_HIGH = 56  # px: a choice, easy to touch
_SIDE = 14.0  # px beside the line, in which the handle at an end has its place
_STEP, _LARGE_STEP = 2, 10  # hundredths of the line that an arrow and a page key go; a choice, a fine and a quick way


class AnalogueLine(QSlider):
    """A line without a place at first, so that no place suggests itself; ``placed`` follows each change.

    Parameters
    ----------
    name : str
        The question, for a screen reader.
    ends : str
        What the ends are called, for a screen reader.
    widest : int
        The value of the end at which the line is full.
    tokens : Tokens
        The colours of the window.
    """

    placed = Signal(int)

    def __init__(self, name: str, ends: str, widest: int, tokens: Tokens) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._tokens = tokens
        self.has_place = False
        self.setAccessibleName(name)
        self.setAccessibleDescription(ends)
        self.setRange(0, widest)
        self.setValue(widest // 2)
        self.setSingleStep(_STEP)
        self.setPageStep(_LARGE_STEP)
        self.setFixedHeight(scaled(_HIGH))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.actionTriggered.connect(self._first_step)
        self.valueChanged.connect(lambda _value: self._take_place())

    def place(self, value: int) -> None:
        """Show a place."""
        self.setValue(value)
        self._take_place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to where the line is touched."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.place(self._value_at(event.position().x()))
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow while the line is touched."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.place(self._value_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay where it is."""
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page, which it scrolls."""
        event.ignore()

    def _first_step(self, action: int) -> None:
        """Let the first step show the middle, and those after it go on from there."""
        steps = (QSlider.SliderAction.SliderSingleStepAdd, QSlider.SliderAction.SliderSingleStepSub)
        if not self.has_place and QSlider.SliderAction(action) in steps:
            self.setSliderPosition(self.value())
            self._take_place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the line with its ends, and the place where there is one."""
        colours = self._tokens
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            y, left, right = self.height() / 2, _SIDE, self.width() - _SIDE
            painter.setPen(QPen(QColor(colours.muted), 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(round(left), round(y), round(right), round(y))
            for x in (left, right):
                painter.drawLine(round(x), round(y - 8), round(x), round(y + 8))
            if self.has_place:
                x = self._x_of(self.value())
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.honey))
                painter.drawEllipse(QRectF(x - 9, y - 9, 18, 18))
            if self.hasFocus():
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(colours.amber), 1.5))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 4, -1, -4), 12.0, 12.0)

    def _take_place(self) -> None:
        self.has_place = True
        self.update()
        self.placed.emit(self.value())

    @property
    def _line(self) -> float:
        return max(1.0, self.width() - 2 * _SIDE)

    def _x_of(self, value: int) -> float:
        share = value / self.maximum()
        return _SIDE + self._line * (1.0 - share if self.isRightToLeft() else share)

    def _value_at(self, x: float) -> int:
        share = min(1.0, max(0.0, (x - _SIDE) / self._line))
        return round((1.0 - share if self.isRightToLeft() else share) * self.maximum())
