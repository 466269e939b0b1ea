"""The words of a practice: what was written before and after it, and a note that can be written and changed later."""

from collections.abc import Callable
from itertools import groupby

from PySide6.QtWidgets import QVBoxLayout

from biofeedback.errors import SoftenError
from biofeedback.outside_text import shown
from ui.desktop.theme.surfaces import Panel, Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.controls.field import Field
from ui.presenter.review import Review, WrittenNote
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.language import Language
from ui.words.own_words import own_note
from ui.words.recordings.review_words import earlier_words
from ui.words.studies.form_words import answer_line, moment_of_answers
from ui.words.summary_words import note_label

LONGEST_NOTE = 500  # characters; a choice: a paragraph, as after a practice


class NotesPanel(Panel):
    """What was written, and a line to write on.

    Parameters
    ----------
    review : Review
        The practice.
    write : callable
        Keeps a note beside the recording and returns it as it was kept; raises a `SoftenError`.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    def __init__(self, review: Review, write: Callable[[str], WrittenNote], tokens: Tokens, language: Language) -> None:
        super().__init__(tokens, language.gettext("Your words"))
        self._write, self._tokens, self._language = write, tokens, language
        self._versions = list(review.note_versions)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 20, 28, 20)
        for note in review.summary.notes:
            if note.kind != "note":
                column.addWidget(Words(note_label(note.kind, language), font(13), tokens.muted, wrap=True))
                column.addWidget(Words(_lines(note.text), font(15), tokens.ink, wrap=True))
        for asked, answers in groupby(review.summary.answers, key=lambda answer: moment_of_answers(answer, language)):
            column.addWidget(Words(asked, font(13), tokens.muted, wrap=True))
            lines = "\n".join(shown(answer_line(answer, language)) for answer in answers)
            column.addWidget(Words(lines, font(13), tokens.ink, wrap=True))
        label = note_label("note", language)
        column.addWidget(Words(label, font(13), tokens.muted, wrap=True))
        self.note = Field(label, own_note(language), LONGEST_NOTE, tokens)
        self.note.setText(self._kept)
        self._in_field = self.note.text()  # lines of before, or a longer note, are one line there
        self.note.setCursorPosition(0)
        self.note.editingFinished.connect(self.keep)
        column.addWidget(self.note)
        self.said = Words("", font(13), tokens.muted, wrap=True)
        column.addWidget(self.said)
        self.column = column
        self._show_versions()

    @property
    def _kept(self) -> str:
        return self._versions[-1].text if self._versions else ""

    def keep(self) -> None:
        """Keep the note if it was changed; what was before stays with its time."""
        if self.note.text() == self._in_field:
            return
        try:
            self._versions.append(self._write(self.note.text()))
        except SoftenError as error:
            self.said.set_colour(self._tokens.rose)
            self.said.setText(error_sentence(error, self._language))
            return
        self._in_field = self.note.text()
        self.said.set_colour(self._tokens.muted)
        self._show_versions()

    def _show_versions(self) -> None:
        self.said.setText("\n".join(earlier_words(self._versions, self._language)))
        self.said.setVisible(bool(self.said.text()))


def _lines(text: str) -> str:
    """Return words that lie in a recording, line by line, so that all of them are seen."""
    return "\n".join(map(shown, text.splitlines()))
