"""A row of choices that goes on in a further line where it is too narrow, and to which choices can be added."""

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QResizeEvent

from ui.desktop.theme.typeface import scaled
from ui.desktop.widgets.controls.choice_row import ChoiceRow

_BETWEEN = 6  # px between two choices, as in a row of them


class ChoiceFlow(ChoiceRow):
    """Choices in as many lines as they need; ``chosen`` carries the key of the one that is on."""

    at_end = False
    """Whether each line ends where the others end, and does not begin where they begin."""

    def add(self, key: str, words: str) -> None:
        """Add a choice at the end, or give one that is there other words."""
        if key in self.buttons:
            self.buttons[key].setText(words)
        else:
            self._add(key, words)
            self.buttons[key].show()
        self._lay(self.width())
        self.updateGeometry()

    def hasHeightForWidth(self) -> bool:
        """Tell that it needs more lines where it is narrower."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return how high all lines are."""
        return self._places(width)[1]

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        wide = sum(button.sizeHint().width() + scaled(_BETWEEN) for button in self.buttons.values())
        return QSize(max(0, wide - scaled(_BETWEEN)), self.heightForWidth(wide + 1))

    def minimumSizeHint(self) -> QSize:
        """Return the width of the widest choice."""
        wide = max((button.sizeHint().width() for button in self.buttons.values()), default=0)
        return QSize(wide, self.heightForWidth(max(wide, self.width())))

    def stand_at_end(self, *, at_end: bool) -> None:
        """Have the lines end together, or begin together."""
        self.at_end = at_end
        self._lay(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the choices anew."""
        super().resizeEvent(event)
        self._lay(event.size().width())

    def _arrange(self) -> None:
        self._lay(self.width())

    def _lay(self, width: int) -> None:
        for button, place in zip(self.buttons.values(), self._places(width)[0], strict=True):
            button.setGeometry(place)

    def _places(self, width: int) -> tuple[list[QRect], int]:
        """Return where each choice lies in this width, and how high they are together."""
        places, at, high = [], QPoint(0, 0), 0
        between = scaled(_BETWEEN)
        for button in self.buttons.values():
            size = button.sizeHint()
            if at.x() and at.x() + size.width() > width:
                at = QPoint(0, high + between)
            places.append(QRect(at, size))
            high = max(high, at.y() + size.height())
            at = QPoint(at.x() + size.width() + between, at.y())
        if self.at_end:
            ends = {place.y(): place.right() for place in places}
            places = [place.translated(width - 1 - ends[place.y()], 0) for place in places]
        if self._language.right_to_left:
            places = [QRect(width - each.right() - 1, each.y(), each.width(), each.height()) for each in places]
        return places, high
