"""What was shown a moment ago, going softly while what follows is there already."""

from PySide6.QtCore import QEasingCurve, QEvent, QObject, Qt, QVariantAnimation
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

_FADE_MS = 240  # in which it goes; a choice: seen as one movement, and too short to wait for


class Fading(QWidget):
    """A picture over its parent that fades and is gone; keys and pointer reach what lies beneath it at once."""

    def __init__(self, picture: QPixmap, parent: QWidget) -> None:
        super().__init__(parent)
        self._picture = picture
        self._left = 1.0
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setGeometry(parent.rect())
        parent.installEventFilter(self)
        going = QVariantAnimation(self)
        going.setDuration(_FADE_MS)
        going.setStartValue(1.0)
        going.setEndValue(0.0)
        going.setEasingCurve(QEasingCurve.Type.InOutSine)
        going.valueChanged.connect(self._fade)
        going.finished.connect(self._go)
        going.start()
        self.show()
        self.raise_()

    def _fade(self, left: float) -> None:
        self._left = left
        self.update()

    def _go(self) -> None:
        self.hide()
        self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go at once when the window takes another size: the picture would no longer lie where it was."""
        if watched is self.parent() and event.type() == QEvent.Type.Resize:
            self._go()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is left of it."""
        with QPainter(self) as painter:
            painter.setOpacity(self._left)
            painter.drawPixmap(0, 0, self._picture)
