"""The line that answers the person: what became of a request, a notice, or an offer to click."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent

from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import font
from ui.tokens import Tokens


class AnswerLine(Words):
    """One quiet line; ``taken_up`` is sent when it offers something and is clicked."""

    taken_up = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__("", font(14), tokens.amber, wrap=True)
        self._offers = False
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)

    @property
    def offers(self) -> bool:
        """Whether a click takes something up."""
        return self._offers

    def say(self, text: str, *, offers: bool = False) -> None:
        """Say this; ``offers`` tells whether a click takes it up."""
        if text != self.text():
            self.setText(text)
        if offers != self._offers:
            self._offers = offers
            self.setCursor(Qt.CursorShape.PointingHandCursor if offers else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Keep the press of an offer from the light behind it."""
        event.setAccepted(self._offers)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take up what is offered."""
        event.setAccepted(self._offers)
        if (
            self._offers
            and event.button() == Qt.MouseButton.LeftButton
            and self.rect().contains(event.position().toPoint())
        ):
            self.taken_up.emit()
