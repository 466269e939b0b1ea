"""What stands below the curves of a practice: the moment that is looked at, what is drawn, and what is not known."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from biofeedback.signals.definitions import DEFINITIONS
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.asking import Asking
from ui.presenter.review import OF_ROOM, Review
from ui.tokens import Tokens
from ui.words.help_words import of_number
from ui.words.language import Language
from ui.words.recordings.review_words import unknown_sentences

_CURVES = ("heart_rate_bpm", "coherence_share", "warmth_share", "corrected_ratio")


class BelowPlot(QWidget):
    """The words below the curves.

    Attributes
    ----------
    moment, unknown : Words
        What there is to say of the moment that is looked at, and why the coherence is not known where it is not.
    names : list of Asking
        What is drawn, each opening the page behind it.
    """

    def __init__(self, review: Review, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._tokens, self._language = tokens, language
        self.moment = Words("", font(14), tokens.ink, wrap=True)
        self.names: list[Asking] = []
        self.unknown = Words("", font(13), tokens.muted, wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.moment)
        column.addLayout(self._names_of_curves((OF_ROOM,) if review.of_room else _CURVES))
        column.addWidget(self.unknown)
        self.say_moment("")
        self.show_review(review)

    def show_review(self, review: Review) -> None:
        """Tell what is not known of a practice, in place of what was told before."""
        self.unknown.setText(" ".join(unknown_sentences(review, self._language)))
        self.unknown.setVisible(bool(review.unknown))

    def say_moment(self, words: str) -> None:
        """Say what there is to say of the moment that is looked at; without words, which keys there are."""
        hint = self._language.gettext(
            "+ and − zoom, the arrows move, Home and End go to the ends, 0 shows all of it; "
            "Page Down and Page Up go from mark to mark."
        )
        self.moment.setText(words or hint)
        self.moment.set_colour(self._tokens.ink if words else self._tokens.muted)

    def _names_of_curves(self, names: Sequence[str]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(18)
        for about in names:
            title = self._language.gettext(DEFINITIONS[about].title)
            words = Words(title, font(13), self._tokens.muted)
            self.names.append(Asking(of_number(about), title, self._tokens, self._language, words))
            row.addWidget(self.names[-1])
        row.addStretch(1)
        return row
