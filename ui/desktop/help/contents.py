"""The list of the pages of help, or of those that were found."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPalette
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem

from ui.desktop.keys import PRESSED, pressed
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.quiet_scroll import bar_style
from ui.tokens import Tokens
from ui.words.help_words import HelpPage
from ui.words.language import Language

_PAGE = Qt.ItemDataRole.UserRole


class Contents(QListWidget):
    """The list; ``page_chosen`` carries the name of a page that was clicked, or that Enter was pressed on."""

    page_chosen = Signal(str)

    def __init__(self, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._tokens = tokens
        self.setAccessibleName(language.gettext("Pages of help"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(font(15))
        self.setWordWrap(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setStyleSheet(
            "QListWidget { background: transparent; border: 1px solid transparent; border-radius: 8px; outline: none; }"
            f"QListWidget:focus {{ border: 1px solid {tokens.amber}; }}"
            "QListWidget::item { padding: 5px 8px; border-radius: 8px; }"
            f"QListWidget::item:hover {{ background: {tokens.raised}; }}"
            f"QListWidget::item:selected {{ background: {tokens.raised}; color: {tokens.ink}; }} {bar_style(tokens)}"
        )
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Text, QColor(tokens.ink))
        self.setPalette(palette)
        self.itemClicked.connect(self._choose)

    def show_pages(self, pages: Iterable[HelpPage], *, nothing: str) -> None:
        """Show these pages under their headings; ``nothing`` is what stands there without any."""
        self.clear()
        group = ""
        for page in pages:
            if page.group != group:
                group = page.group
                self._say(group)
            item = QListWidgetItem(page.title)
            item.setData(_PAGE, page.name)
            self.addItem(item)
        if not group:
            self._say(nothing)
        self.setCurrentRow(1)

    @property
    def names(self) -> list[str]:
        """The names of the pages that are listed."""
        return [name for row in range(self.count()) if (name := self.item(row).data(_PAGE))]

    def choose_current(self) -> None:
        """Choose the page on which the list stands."""
        item = self.currentItem()
        if item is not None:
            self._choose(item)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose on Enter."""
        if pressed(event, PRESSED):
            self.choose_current()
        else:
            super().keyPressEvent(event)

    def _choose(self, item: QListWidgetItem) -> None:
        name = item.data(_PAGE)
        if name:
            self.page_chosen.emit(name)

    def _say(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        item.setForeground(QColor(self._tokens.muted))
        item.setFont(font(13))
        self.addItem(item)
