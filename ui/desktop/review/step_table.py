"""The table of a practice, a row a step; what is not known has its reason below."""

import math

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from biofeedback.practice.after.step_numbers import StepNumber, StepNumbers
from biofeedback.signals.definitions import DEFINITIONS
from ui.desktop.theme.surfaces import Panel, Words, explain
from ui.desktop.theme.typeface import MEDIUM, font
from ui.desktop.widgets.asking import Asking
from ui.presenter.review import Review
from ui.tokens import Tokens
from ui.words.help_words import of_number
from ui.words.language import Language
from ui.words.number_words import form_text
from ui.words.reason_words import reason_sentence
from ui.words.recordings.layer_words import layer_sentences
from ui.words.recordings.review_words import six_a_minute_sentences

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class StepTable(Panel):
    """The numbers of each step.

    Attributes
    ----------
    cells : dict of (int, int) to Words
        What stands where, by row and column; row 0 has the names.
    names : list of Asking
        The names of the columns that open a page of help.
    reasons : list of Words
        Why some of them are not known, each with its number in the table.
    swings : list of Words
        How far the heart swung in steps with about six breaths a minute.
    layer : Words
        Of which beats the numbers are.
    """

    def __init__(self, review: Review, tokens: Tokens, language: Language) -> None:
        super().__init__(tokens, language.gettext("The steps"))
        self._tokens, self._language = tokens, language
        self._said: dict[str, int] = {}
        self.cells: dict[tuple[int, int], Words] = {}
        self.names: list[Asking] = []
        table = QWidget()
        self._grid = QGridLayout(table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(7)
        self._grid.setColumnStretch(0, 2)
        self._put_names(review)
        for row, step in enumerate(review.steps, start=1):
            self._put_step(row, step)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 20, 28, 20)
        column.addWidget(table)
        self.reasons = [
            Words(f"{language.whole(number)}  {sentence}", font(13), tokens.muted, wrap=True)
            for sentence, number in self._said.items()
        ]
        self.swings = [
            Words(each, font(13), tokens.muted, wrap=True) for each in six_a_minute_sentences(review, language)
        ]
        said = " ".join(layer_sentences(review, language)) if self._listened else ""
        self.layer = Words(said, font(13), tokens.muted, wrap=True)
        for each in (*self.reasons, *self.swings, self.layer):
            column.addWidget(each)
        column.addStretch(1)

    def _put_names(self, review: Review) -> None:
        language = self._language
        names = [
            (language.gettext("Step"), ""),
            (_with(language.pgettext("how long", "Time"), language.pgettext("unit", "min")), "practice_length_s"),
        ]
        if review.summary.statistics.listened and review.steps:
            names += [(self._title(each.name), f"practice_{each.name}") for each in review.steps[0].numbers]
        names.append(
            (_with(language.gettext("Breath led"), language.pgettext("unit", "a minute")), "led_breaths_per_min")
        )
        for column, (name, about) in enumerate(names):
            self._put_name(column, name, about)
            self._grid.setColumnStretch(column, 2 if column == 0 else 1)
        self._names, self._listened = [name for name, _ in names], review.summary.statistics.listened

    def _put_name(self, column: int, name: str, about: str) -> None:
        """Put the name of a column, which opens the page behind its numbers."""
        words = Words(name, font(13), self._tokens.muted, wrap=True)
        self._put(0, column, words)
        if about:
            asking = Asking(of_number(about), name, self._tokens, self._language, words)
            self._grid.addWidget(asking, 0, column)
            self.names.append(asking)

    def _title(self, name: str) -> str:
        language, definition = self._language, DEFINITIONS[name]
        shown_in = definition.on_screen.unit
        unit = language.pgettext("unit", "of 1") if shown_in == "share" else language.gettext(shown_in)
        return _with(language.gettext(definition.title), unit)

    def _put_step(self, row: int, numbers: StepNumbers) -> None:
        language = self._language
        length_s = numbers.step.ended_s - numbers.step.began_s
        self._put(row, 0, Words(numbers.step.title, font(14), self._tokens.muted, wrap=True))
        self._put_value(row, 1, language.minutes_and_seconds(round(length_s)))
        last = 2
        for number in numbers.numbers if self._listened else ():
            self._put_number(row, last, number)
            last += 1
        led = numbers.led_per_min
        self._put_value(row, last, "–" if math.isnan(led) else language.number(led, 1))

    def _put_number(self, row: int, column: int, number: StepNumber) -> None:
        language = self._language
        if number.reason is None:
            form = DEFINITIONS[number.name].on_screen
            self._put_value(row, column, form_text(form, number.value, language))
            return
        sentence = reason_sentence(number.reason, language)
        place = self._said.setdefault(sentence, len(self._said) + 1)
        cell = self._put_value(row, column, f"– {_raised(place)}", sentence)
        explain(cell, sentence)

    def _put_value(self, row: int, column: int, value: str, spoken: str = "") -> Words:
        cell = Words(value, font(14, MEDIUM), self._tokens.ink)
        said = self._language.gettext("{name}: {choice}").format(name=self._names[column], choice=spoken or value)
        cell.setAccessibleName(said)
        self._put(row, column, cell)
        return cell

    def _put(self, row: int, column: int, words: Words) -> None:
        if column:
            words.setAlignment(_RIGHT)
        self._grid.addWidget(words, row, column)
        self.cells[row, column] = words


def _with(title: str, unit: str) -> str:
    return f"{title}, {unit}"


def _raised(number: int) -> str:
    """Return a number as it stands at a remark."""
    return str(number).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
