"""The opening page, with what is good to know before the first practice."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QGridLayout

from biofeedback.codes import NoticeCode
from biofeedback.practice.script.safety import OpeningPage
from ui.desktop.screens.reading import QuietPage
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import font
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.notice_words import notice_sentence


class OpeningScreen(QuietPage):
    """The page; ``read`` is sent when the person says that they have read it."""

    read = Signal()

    def __init__(self, words: OpeningPage, tokens: Tokens, language: Language) -> None:
        super().__init__(words.title, tokens, language)
        for line in words.opening:
            self.say(line)
        self.say(notice_sentence(NoticeCode.FIRST_PRACTICE, (), language), colour=tokens.amber)
        self.column.addSpacing(12)
        self.say(words.not_now_title, colour=tokens.muted)
        self.not_now = [Words(line, font(15), tokens.ink, wrap=True) for line in words.not_now]
        lines = QGridLayout()
        lines.setContentsMargins(14, 0, 0, 0)
        lines.setSpacing(8)
        lines.setColumnStretch(1, 1)
        for row, line_words in enumerate(self.not_now):
            lines.addWidget(Words("·", font(15), tokens.muted), row, 0, Qt.AlignmentFlag.AlignTop)
            lines.addWidget(line_words, row, 1)
        self.column.addLayout(lines)
        self.column.addSpacing(8)
        self.say(words.not_a_device, colour=tokens.muted, size_px=14)
        self.column.addStretch(1)
        self.agree = self.button(words.agree, main=True)
        self.foot.addStretch(1)
        self.agree.clicked.connect(self.read)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard focus to the one button."""
        super().focusInEvent(event)
        self.agree.setFocus()
