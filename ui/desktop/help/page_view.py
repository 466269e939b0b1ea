"""Shows one page of help, to be scrolled."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import LIGHT, MEDIUM, font, scaled
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.tokens import Tokens
from ui.words.help_words import HelpPage

_KEYS_WIDE = 116  # px that keys keep beside what they do; a choice: four arrows


class PageView(QWidget):
    """A page: its title, and its parts beneath; ``text`` is what takes the focus where it is longer than the room."""

    def __init__(self, page: HelpPage, tokens: Tokens) -> None:
        super().__init__()
        self.page = page
        self.setAccessibleName(page.title)
        content = QWidget()
        self.title = Words(page.title, font(24, LIGHT), tokens.ink, wrap=True)
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 4, 14, 20)
        column.setSpacing(6)
        column.addWidget(self.title)
        if page.in_rows:
            column.addSpacing(8)
            column.addLayout(_rows(page, tokens))
        else:
            for heading, text in page.parts:
                if heading:
                    column.addSpacing(8)
                    column.addWidget(Words(heading, font(13), tokens.muted, wrap=True))
                column.addWidget(Words(text, font(15), tokens.ink, wrap=True))
        column.addStretch(1)
        self.text = QuietScroll(content, tokens, tokens.panel)
        self.text.setAccessibleName(page.title)
        self.text.setAccessibleDescription(". ".join(filter(None, (": ".join(filter(None, p)) for p in page.parts))))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.text)


def _rows(page: HelpPage, tokens: Tokens) -> QGridLayout:
    rows = QGridLayout()
    rows.setHorizontalSpacing(14)
    rows.setVerticalSpacing(7)
    rows.setColumnMinimumWidth(0, scaled(_KEYS_WIDE))
    rows.setColumnStretch(1, 1)
    for row, (heading, text) in enumerate(page.parts):
        rows.addWidget(Words(heading, font(14, MEDIUM), tokens.amber), row, 0, Qt.AlignmentFlag.AlignTop)
        rows.addWidget(Words(text, font(14), tokens.ink, wrap=True), row, 1)
    return rows
