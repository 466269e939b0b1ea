"""What is good to know before the first practice, on one page that is shown once."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent

from biofeedback.practice.opening_words import FIRST_WORDS
from biofeedback.practice.safety import OpeningPage
from ui.desktop.reading import QuietPage
from ui.tokens import Tokens


class OpeningScreen(QuietPage):
    """The page; ``read`` is sent when the person says that they have read it."""

    read = Signal()

    def __init__(self, words: OpeningPage, tokens: Tokens) -> None:
        super().__init__(words.title, tokens)
        for line in words.opening:
            self.say(line)
        self.say(FIRST_WORDS, colour=tokens.amber)
        self.column.addSpacing(12)
        self.say(words.not_now_title, colour=tokens.muted)
        for line in words.not_now:
            row = self.say(f"·  {line}", size_px=15)
            row.setIndent(14)
        self.column.addSpacing(8)
        self.say(words.not_a_device, colour=tokens.muted, size_px=14)
        self.column.addStretch(1)
        self.agree = self.button(words.agree, main=True)
        self.foot.addStretch(1)
        self.agree.clicked.connect(self.read)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Let the keyboard be at the one button."""
        super().focusInEvent(event)
        self.agree.setFocus()
