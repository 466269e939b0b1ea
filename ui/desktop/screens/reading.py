"""The layout of a page to read: a heading, a column of easy width, and a row of buttons beneath."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.desktop.keys import LEFT_BY_ESCAPE, bind
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import LIGHT, font
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language

_WIDEST = 700  # px of a column of 16 px letters; a choice: about 90 characters a line at most


class QuietPage(QWidget):
    """The page; ``left`` is sent by Esc, and by the button Back where there is one.

    Parameters
    ----------
    title : str
        The heading.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    beside : QWidget or None
        What stands to the left of the words; the page is then wider.
    """

    left = Signal()

    def __init__(self, title: str, tokens: Tokens, language: Language, beside: QWidget | None = None) -> None:
        super().__init__()
        self._tokens = tokens
        self._language = language
        self.setAccessibleName(title)
        self.title = Words(title, font(32, LIGHT, spacing_percent=100.5), tokens.ink, wrap=True)
        self.content = QWidget()
        self.column = QVBoxLayout(self.content)
        self.column.setContentsMargins(0, 4, 16, 24)
        self.column.setSpacing(10)
        self.view = QuietScroll(self.content, tokens, tokens.background)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(12)
        self._page = QVBoxLayout(self)
        self._page.setSpacing(14)
        self._page.addWidget(self.title)
        row = QHBoxLayout()
        row.setSpacing(36)
        self._widest = _WIDEST
        if beside is not None:
            row.addWidget(beside)
            self._widest += beside.sizeHint().width() + 36
        row.addWidget(self.view, 1)
        self._page.addLayout(row, 1)
        self._page.addLayout(self.foot)
        bind(self, LEFT_BY_ESCAPE, {KeyUse.LEAVE: self.left.emit}, context=Qt.ShortcutContext.WindowShortcut)

    def say(self, text: str, *, colour: str = "", size_px: int = 16) -> Words:
        """Add a paragraph."""
        words = Words(text, font(size_px), colour or self._tokens.ink, wrap=True)
        self.column.addWidget(words)
        return words

    def button(self, text: str, *, main: bool = False) -> Pill:
        """Add a button to the row beneath."""
        pill = Pill(text, self._tokens, main=main, size_px=16)
        self.foot.addWidget(pill)
        return pill

    def back_button(self) -> Pill:
        """Add the way back."""
        pill = self.button(self._language.gettext("Back"))
        pill.clicked.connect(self.left)
        return pill

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle, and no wider than is easy to read."""
        side = max(40, (self.width() - self._widest) // 2)
        above = max(24, round(0.07 * self.height()))
        self._page.setContentsMargins(side, above, side, max(20, round(0.05 * self.height())))
        super().resizeEvent(event)
