"""What stands above the curves of a practice: when it was, what it was, and its sentences."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from biofeedback.outside_text import LONGEST_NAME, shown
from ui.desktop.theme.surfaces import Words
from ui.desktop.theme.typeface import LIGHT, MEDIUM, font
from ui.presenter.review import Review
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.moment_words import moment_words
from ui.words.summary_words import broken_off_line, summary_lines


class Heading(QWidget):
    """The heading of a review; until it was read it says that.

    Attributes
    ----------
    title, subtitle, said : Words
        When it was, what it was, and why it cannot be shown.
    lines : list of Words
        Its sentences.
    """

    def __init__(self, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._tokens, self._language = tokens, language
        self.title = Words(language.gettext("Looking back"), font(30, MEDIUM), tokens.ink, wrap=True)
        self.subtitle = Words("", font(15), tokens.muted, wrap=True)
        self.said = Words(language.gettext("The recording is being read."), font(19, LIGHT), tokens.muted, wrap=True)
        self.lines: list[Words] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for each in (self.title, self.subtitle, self.said):
            self._column.addWidget(each)

    def say_error(self, sentence: str) -> None:
        """Say why the recording cannot be shown."""
        self.said.set_colour(self._tokens.rose)
        self.said.setText(sentence)
        self.said.show()

    def show_review(self, review: Review) -> None:
        """Tell of a practice, in place of what was told before."""
        language = self._language
        facts = [review.summary.title, language.gettext("{minutes} min").format(minutes=_minutes(review, language))]
        if review.of_room:
            facts.append(language.gettext("the whole room"))
        elif review.seat:
            facts.append(language.gettext("the seat {name}").format(name=shown(review.seat, LONGEST_NAME)))
        if review.started is not None:
            self.title.setText(moment_words(review.started, language))
            facts += [language.day(review.started), language.time_of_day(review.started)]
        self.subtitle.setText(" · ".join(filter(None, facts)))
        self.said.hide()
        for each in self.lines:
            each.hide()
            each.deleteLater()
        self.lines = [
            Words(line, font(19, LIGHT), self._tokens.amber, wrap=True) for line in _sentences(review, language)
        ]
        for each in self.lines:
            self._column.addWidget(each)


def _sentences(review: Review, language: Language) -> list[str]:
    sentences = list(summary_lines(review.summary.statistics, language))
    if review.broke_off:
        sentences.append(broken_off_line(language))
    return sentences


def _minutes(review: Review, language: Language) -> str:
    return language.number(review.length_s / 60.0, 0 if review.length_s >= 600.0 else 1)
