"""The page that asks for the passphrase, once each time the program runs."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent

from ui.desktop.screens.reading import QuietPage
from ui.desktop.widgets.passphrase_form import PassphraseForm
from ui.seals import Seals
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.recordings.seal_words import kept_in_memory, no_way_back, open_words, passphrase_title


class PassphrasePage(QuietPage):
    """Asks for the passphrase; ``given`` follows when it opens what is sealed, or is a new one where nothing is.

    Parameters
    ----------
    seals : Seals
        What is sealed of whoever practises now.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    path : Path or None
        A recording that it may open, whatever the others are sealed with.
    """

    given = Signal()

    def __init__(self, seals: Seals, tokens: Tokens, language: Language, path: Path | None = None) -> None:
        super().__init__(passphrase_title(language), tokens, language)
        known = bool(seals.sealed)
        self.say(open_words(language) if known else no_way_back(language))
        self.say(kept_in_memory(language), colour=tokens.muted, size_px=14)
        self.form = PassphraseForm(
            language.pgettext("a passphrase", "Go on"),
            (lambda text, _again: seals.give(text, path)) if known else seals.choose,
            tokens,
            language,
            twice=not known,
        )
        self.form.given.connect(self.given)
        self.column.addWidget(self.form)
        self.column.addStretch(1)
        self.back = self.back_button()
        self.foot.addStretch(1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Give the keyboard focus to the line."""
        super().focusInEvent(event)
        self.form.first.setFocus()
