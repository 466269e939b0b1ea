"""The first picture of `soften`: the question of the home page, painted before the page is loaded.

It lies where the page will have it, so that nothing moves when the page comes.
"""

from PySide6.QtCore import QRect, QTimer, Signal
from PySide6.QtGui import QColor, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui.desktop.home.layout import home_margins, question_row, question_words
from ui.tokens import Tokens
from ui.words.language import Language


class FirstWords(QWidget):
    """The question on the ground of the window; ``seen`` follows its first picture.

    Parameters
    ----------
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    asked : bool
        Whether the home page comes next; else the ground is all there is.
    """

    seen = Signal()

    def __init__(self, tokens: Tokens, language: Language, *, asked: bool) -> None:
        super().__init__()
        self._language = language
        self._was_painted = False
        # A bare label: those of the screens bring all the words of Qt, which take a fifth of the way to this picture.
        self.question = QLabel(question_words(language) if asked else "", self)
        palette = self.question.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(tokens.ink))
        self.question.setPalette(palette)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the question where the home page will have it."""
        super().resizeEvent(event)
        side, top, *_ = home_margins(self.width(), self.height())
        face, high = question_row(self._language, self.width(), self.height())
        self.question.setFont(face)
        self.question.setGeometry(QRect(side, top, self.width() - 2 * side, high))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and send ``seen`` after the first picture."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self.seen.emit)
