"""The chosen practice beside the picture: what it was, its numbers, one's own words, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from biofeedback.error_codes import SealErrorCode
from biofeedback.errors import SoftenError
from biofeedback.outside_text import shown
from ui.desktop.history.numbers_panel import NumbersGrid
from ui.desktop.theme.surfaces import Panel, Pill, Words
from ui.desktop.theme.typeface import LIGHT, MEDIUM, font
from ui.desktop.widgets.controls.field import Field
from ui.desktop.widgets.flow_row import FlowRow
from ui.presenter.history import NUMBERS, Season, spread_of
from ui.presenter.past import PastPractice
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.language import Language
from ui.words.recordings.history_words import own_words, practice_heading, practice_sentences

_LONGEST_TAG = 40  # characters; as long as a recording keeps them

_OPENED_BY_PASSPHRASE = frozenset({SealErrorCode.SEALED, SealErrorCode.OTHER_PASSPHRASE})


class ChosenPanel(Panel):
    """What there is to say of one practice.

    Parameters
    ----------
    tag : callable
        Keeps a word with the recording of a practice (True), or takes it away (False); raises a `SoftenError`.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    look_back_requested = Signal()
    beside_requested = Signal()
    export_requested = Signal()
    passphrase_requested = Signal()
    tagged = Signal()
    """A word was added or removed."""

    def __init__(self, tag: Callable[[PastPractice, str, bool], None], tokens: Tokens, language: Language) -> None:
        super().__init__(tokens, language.gettext("The chosen practice"))
        self._tag, self._tokens, self._language = tag, tokens, language
        self.practice: PastPractice | None = None
        self.heading = Words("", font(18, MEDIUM), tokens.ink, wrap=True)
        self.said = Words("", font(14), tokens.muted, wrap=True)
        self.numbers = NumbersGrid(tokens, language)
        self.words = Words("", font(16, LIGHT), tokens.ink, wrap=True)
        self.look_back = Pill(language.gettext("Look back"), tokens, main=True, size_px=14)
        self.beside = Pill(language.gettext("Put another beside it"), tokens, size_px=14)
        self.export = Pill(language.gettext("Export data…"), tokens, size_px=14)
        self.tags = FlowRow()
        hint = language.gettext("A word of your own for finding it again")
        self.field = Field(hint, hint, _LONGEST_TAG, tokens)
        self.field.returnPressed.connect(self._add)
        self.error = Words("", font(13), tokens.rose, wrap=True)
        self.unseal = Pill(language.gettext("Give the passphrase…"), tokens, size_px=14)
        self.unseal.clicked.connect(self.passphrase_requested)
        self.look_back.clicked.connect(self.look_back_requested)
        self.beside.clicked.connect(self.beside_requested)
        self.export.clicked.connect(self.export_requested)
        buttons = FlowRow()
        for button in (self.look_back, self.beside, self.export):
            buttons.add(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 20, 28, 20)
        column.setSpacing(8)
        for each in (self.heading, self.said, self.numbers, self.words, self.tags, self.field, self.error):
            column.addWidget(each)
        column.addWidget(self.unseal, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        column.addWidget(buttons)
        self.show_practice(None, None)

    def show_practice(self, practice: PastPractice | None, axes: Season | None) -> None:
        """Show a practice, its numbers on these axes; ``None`` says how one is chosen."""
        language, changed = self._language, self.practice is None or practice != self.practice
        self.practice = practice
        parts = (self.numbers, self.words, self.tags, self.field, self.look_back, self.beside, self.export, self.unseal)
        for each in parts:
            each.setVisible(practice is not None)
        if practice is None:
            self.heading.setText(language.gettext("No light is chosen yet"))
            self.said.setText(language.gettext("Click one, or go from light to light with the arrow keys."))
            self.said.set_colour(self._tokens.muted)
            self.error.hide()
            return
        self.heading.setText(practice_heading(practice, language))
        unread = practice.error
        self.said.setText(
            "\n".join(practice_sentences(practice, language)) if unread is None else error_sentence(unread, language)
        )
        sealed = unread is not None and unread.code == SealErrorCode.SEALED
        self.said.set_colour(self._tokens.muted if unread is None or sealed else self._tokens.rose)
        if axes is not None:
            self.numbers.show_spreads({name: spread_of(practice, name) for name in NUMBERS}, axes.least, axes.most)
        self.numbers.setVisible(unread is None and bool(practice.sensors))
        self.words.setText(own_words(practice, language))
        self.words.setVisible(bool(self.words.text()))
        for each in (self.tags, self.field, self.look_back, self.beside, self.export):
            each.setVisible(unread is None)
        self.unseal.setVisible(unread is not None and unread.code in _OPENED_BY_PASSPHRASE)
        self.error.hide()
        if changed:
            self._show_tags(practice)

    def _show_tags(self, practice: PastPractice) -> None:
        self.tags.clear()
        for word in practice.tags:
            seen = shown(word)
            pill = Pill(self._language.gettext("{word} ×").format(word=seen), self._tokens, size_px=13)
            pill.set_presence(0.0)
            pill.setAccessibleName(self._language.gettext("Take away the word {word}").format(word=seen))
            pill.clicked.connect(self._remover(word))
            self.tags.add(pill)
        self.tags.setVisible(bool(practice.tags))

    def _add(self) -> None:
        word = self.field.text()
        if word.strip() and self._change(word, is_there=True):
            self.field.clear()

    def _remover(self, word: str) -> Callable[[], None]:
        def remove() -> None:
            if self._change(word, is_there=False):
                self.field.setFocus(Qt.FocusReason.OtherFocusReason)

        return remove

    def _change(self, word: str, *, is_there: bool) -> bool:
        if self.practice is None:
            return False
        try:
            self._tag(self.practice, word, is_there)
        except SoftenError as error:
            self.error.setText(error_sentence(error, self._language))
            self.error.show()
            return False
        self.tagged.emit()
        return True

    @property
    def stops(self) -> tuple[QWidget, ...]:
        """What the keyboard stops at, in order."""
        return (
            *self.numbers.names,
            *self.tags.items,
            self.field,
            self.look_back,
            self.beside,
            self.export,
            self.unseal,
        )
