"""A small row of dots that tells which of a few pages is shown."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.tokens import Tokens
from ui.words.language import Language

_APART, _RADIUS, _HERE = 16, 3.0, 4.5  # px between two dots, of a dot, and of the one that stands for this page


class PlaceDots(QWidget):
    """The dots, the first page where reading begins."""

    def __init__(self, pages: int, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._pages, self._place = pages, 0
        self._tokens, self._language = tokens, language
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_place(self, place: int) -> None:
        """Show that this page is shown, the first of them being 0."""
        self._place = place
        said = self._language.gettext("Page {page} of {pages}")
        self.setAccessibleName(
            said.format(page=self._language.whole(place + 1), pages=self._language.whole(self._pages))
        )
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room of the row."""
        return QSize(_APART * self._pages, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dots."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for page in range(self._pages):
                here = page == self._place
                x = _APART * (page + 0.5)
                if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                    x = self.width() - x
                painter.setBrush(QColor(self._tokens.amber if here else self._tokens.muted))
                radius = _HERE if here else _RADIUS
                painter.drawEllipse(QPointF(x, self.height() / 2), radius, radius)
