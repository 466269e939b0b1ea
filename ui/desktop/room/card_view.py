"""The consent card as it is read: part by part, scrolled where it is longer than its place."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.rooms.consent_words import consent_card, consent_text, consent_title


class CardView(QuietScroll):
    """The card in letters of ``size_px``; ``goes_out`` is whether the practice goes out live to other programs."""

    def __init__(self, tokens: Tokens, language: Language, *, size_px: int, goes_out: bool) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 2, 10, 6)
        column.setSpacing(2)
        for part in consent_card(language, goes_out=goes_out):
            column.addWidget(Words(part.about, font(13), tokens.muted, wrap=True))
            column.addWidget(Words(part.words, font(size_px), tokens.ink, wrap=True))
            column.addSpacing(6)
        column.addStretch(1)
        super().__init__(content, tokens, tokens.panel)
        self.setAccessibleName(consent_title(language))
        self.setAccessibleDescription(consent_text(language, goes_out=goes_out))
