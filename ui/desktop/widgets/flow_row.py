"""Small widgets in a row that goes on in the next line where there is no more room."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_GAP_PX = 6  # between two of them; by eye


class FlowRow(QWidget):
    """Widgets one after the other, as words are; those that are hidden leave no gap.

    Attributes
    ----------
    items : list of QWidget
        The widgets, in order.
    """

    def __init__(self) -> None:
        super().__init__()
        self.items: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end."""
        widget.setParent(self)
        self.items.append(widget)
        widget.show()
        self._arrange()

    def show_one(self, widget: QWidget, *, shown: bool) -> None:
        """Show one of them, or hide it."""
        widget.setVisible(shown)
        self._arrange()

    def clear(self) -> None:
        """Take all of them away."""
        for each in self.items:
            each.hide()
            each.deleteLater()
        self.items = []
        self._arrange()

    def relay(self) -> None:
        """Arrange them anew: one of them has other words."""
        self._arrange()

    def sizeHint(self) -> QSize:
        """Return the width of one line, and the height of all lines at the present width."""
        wide = sum(each.sizeHint().width() + _GAP_PX for each in self._shown)
        return QSize(wide, self._lines(self.width(), place=False))

    def minimumSizeHint(self) -> QSize:
        """Return the height that they need, and the width of the widest."""
        widest = max((each.sizeHint().width() for each in self._shown), default=0)
        return QSize(widest, self._lines(self.width(), place=False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange them anew."""
        super().resizeEvent(event)
        self._arrange()

    @property
    def _shown(self) -> list[QWidget]:
        return [each for each in self.items if not each.isHidden()]

    def _arrange(self) -> None:
        self.setFixedHeight(max(1, self._lines(self.width(), place=True)))

    def _lines(self, width: int, *, place: bool) -> int:
        x = y = high = 0
        mirrored = self.isRightToLeft()
        for each in self._shown:
            size = each.sizeHint().expandedTo(each.minimumSize())
            if x and x + size.width() > width:
                x, y, high = 0, y + high + _GAP_PX, 0
            if place:
                each.setGeometry(width - x - size.width() if mirrored else x, y, size.width(), size.height())
            x, high = x + size.width() + _GAP_PX, max(high, size.height())
        return y + high
