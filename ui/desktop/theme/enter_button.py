"""A button that Enter presses too, as the space bar does."""

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton

from ui.desktop.keys import PRESSED, pressed


class EnterButton(QAbstractButton):
    """The button; who it is paints it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press it on Enter too."""
        if pressed(event, PRESSED):
            self.click()
        else:
            super().keyPressEvent(event)
