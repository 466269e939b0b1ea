"""A small picture of the wall: the same light, words, grounding and black as others see, at the same moment."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.desktop.audience.wall import WallView
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import font, scaled
from ui.tokens import Tokens
from ui.words.language import Language

_USUAL = QSize(16, 9)
"""The shape of a wall that is not there yet: that of most projectors and screens."""

_LEAST_WIDE = 200  # px; a choice: the words of the wall can still be told


class Preview(QWidget):
    """The wall in the shape it has, as large as there is room, and a line that says what it is.

    Parameters
    ----------
    view : WallView
        The wall.
    beneath : QWidget
        What lies beneath it.
    tokens, language
        As for every widget.
    """

    def __init__(self, view: WallView, beneath: QWidget, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._line = QColor(tokens.line)
        self._shape = _USUAL
        self.view = view
        view.setParent(self)
        view.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.caption = Words(language.gettext("The wall, as the room sees it"), font(13), tokens.muted, wrap=True)
        self.caption.setParent(self)
        self._beneath = beneath
        beneath.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def take_shape(self, size: QSize | None) -> None:
        """Be as wide for its height as the wall; ``None`` where there is none yet."""
        shape = _USUAL if size is None or size.isEmpty() else size
        if shape != self._shape:
            self._shape = shape
            self._arrange()

    def sizeHint(self) -> QSize:
        """Return the size at which it is well seen."""
        return self._with_caption(scaled(2 * _LEAST_WIDE))

    def minimumSizeHint(self) -> QSize:
        """Return the size below which its words cannot be told."""
        return self._with_caption(_LEAST_WIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as large as there is room."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a line around the wall."""
        with QPainter(self) as painter:
            painter.setPen(QPen(self._line, 1.0))
            painter.drawRect(self.view.geometry().adjusted(-1, -1, 0, 0))

    def _highs(self, width: int) -> tuple[int, int]:
        """Return how high the caption is at a width, and what lies beneath it."""
        return self.caption.heightForWidth(max(1, width)) + scaled(6), self._beneath.sizeHint().height() + scaled(4)

    def _with_caption(self, width: int) -> QSize:
        high = round(width * _USUAL.height() / _USUAL.width())
        return QSize(width, high + sum(self._highs(width)))

    def _arrange(self) -> None:
        caption, beneath = self._highs(self.width())
        room = QSize(self.width() - 2, self.height() - caption - beneath - 2)
        size = self._shape.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        left = self.width() - size.width() - 1 if self.isRightToLeft() else 1
        self.view.setGeometry(QRect(left, 1, max(1, size.width()), max(1, size.height())))
        self.caption.setGeometry(QRect(0, size.height() + scaled(6), self.width(), caption))
        self._beneath.setGeometry(QRect(0, size.height() + caption + scaled(4), self.width(), beneath))
        self.update()
