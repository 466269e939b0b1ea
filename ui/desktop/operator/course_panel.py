"""The course as whoever leads sees it: steps and words with their times, what is now, and what comes next."""

from typing import NamedTuple

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from biofeedback.practice.script.model import Practice
from ui.desktop.theme.surfaces import FittedWords, Panel, Words
from ui.desktop.theme.typeface import font, scaled
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.presenter.course_ahead import CourseAhead, CourseMoment, RowMoment
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.rooms.operator_words import elapsed_words, moment_words, next_words

_TOP = Qt.AlignmentFlag.AlignTop
_ROWS_SEEN = 3  # at least, whatever else is there; a choice: what was, what is, what comes
_LOW_HIGH = 84  # px at the usual size of words, of what is and what comes, both of two lines, in a low window; by eye
_SMALLEST_ENDING_PX = 9  # of the letters, at the usual size of words, where a window is narrow; a choice
_ROW_HIGH = 36  # px at the usual size of words; by eye: a row with its gap, every other of two lines


class _Row(NamedTuple):
    time: Words
    title: Words
    words: Words
    when: Words


class CoursePanel(Panel):
    """The course.

    Parameters
    ----------
    practice : Practice
        What is practised.
    course : CourseAhead
        Its course.
    tokens, language
        As for every widget.

    Attributes
    ----------
    rows : list of _Row
        The labels of every row.
    """

    def __init__(self, practice: Practice, course: CourseAhead, tokens: Tokens, language: Language) -> None:
        super().__init__(tokens, language.gettext("The course"))
        self._course, self._tokens, self._language = course, tokens, language
        self._settling = QTimer(self, singleShot=True, interval=0)  # once the layout has settled
        self._settling.timeout.connect(self.bring_into_view)
        self._stood: tuple[int, int | None] = (-1, None)  # the row that is now and the next, brought into view last
        title = Words(language.gettext("The course"), font(15), tokens.muted)
        self.elapsed = Words("", font(13), tokens.muted)
        self.ending = FittedWords("", font(13), tokens.muted, _SMALLEST_ENDING_PX)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addWidget(self.ending, 1)  # in a line that is there in any case: nothing moves when it is said
        head.addWidget(self.elapsed)
        self.table = QWidget()
        self.table.setAccessibleName(language.gettext("Steps and words of the practice"))
        self.rows = [self._row(practice, index) for index in range(len(course.rows))]
        self._lay_out()
        self.area = QuietScroll(self.table, tokens, tokens.panel)
        self.area.setAccessibleName(language.gettext("Steps and words of the practice"))
        self.show_rows(low=False)
        self.column = QVBoxLayout(self)
        self.column.setSpacing(8)
        self.column.addLayout(head)
        self.column.addWidget(self.area, 1)

    def refresh(self, now_s: float) -> CourseMoment:
        """Show the course as it is at ``now_s``, and return it."""
        moment = self._course.at(now_s)
        self.elapsed.setText(elapsed_words(moment, self._language))
        for index, (row, labels) in enumerate(zip(moment.rows, self.rows, strict=True)):
            self._show(index, row, labels, moment)
        now = next((index for index, row in enumerate(moment.rows) if row.state == "now"), -1)
        if (now, moment.next_row) != self._stood:
            self._stood = (now, moment.next_row)
            self.bring_into_view()
        return moment

    def show_rows(self, *, low: bool) -> None:
        """Keep room for some rows, or in a ``low`` window for what is and what comes alone."""
        self.area.setMinimumHeight(scaled(_LOW_HIGH if low else _ROWS_SEEN * _ROW_HIGH))

    def say_ending(self, sentence: str, *, asked: bool) -> None:
        """Say when the practice ends, where that is what comes next; amber where it was just ``asked`` for."""
        self.ending.set_colour(self._tokens.amber if asked else self._tokens.muted)
        if sentence != self.ending.text():
            self.ending.setText(sentence)

    def bring_into_view(self) -> None:
        """Show what is now and what comes next, of a course that is longer than there is room."""
        self._grid.activate()
        now, upcoming = self._stood
        for place in (upcoming, now):
            if place is not None and place >= 0:
                self.area.ensureWidgetVisible(self.rows[place].words, 0, scaled(44))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what is now in view."""
        super().resizeEvent(event)
        self._settling.start()

    def _row(self, practice: Practice, place: int) -> _Row:
        tokens, row = self._tokens, self._course.rows[place]
        title = practice.steps[row.step_index].title if row.begins_step else ""
        words = self._language.gettext("quiet") if row.prompt is None else practice.said(row.prompt.text)
        time = Words("", font(14), tokens.muted)
        return _Row(
            time,
            Words(title, font(14), tokens.muted, wrap=True),
            Words(words, font(14), tokens.muted, wrap=True),
            Words("", font(12), tokens.muted, wrap=True),
        )

    def _lay_out(self) -> None:
        grid = self._grid = QGridLayout(self.table)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        grid.setColumnMinimumWidth(0, scaled(46))
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 9)
        for index, row in enumerate(self.rows):
            said = QVBoxLayout()
            said.setContentsMargins(0, 0, 0, scaled(9))
            said.setSpacing(0)
            said.addWidget(row.words)
            said.addWidget(row.when)
            row.when.hide()
            grid.addWidget(row.time, index, 0, _TOP)
            grid.addWidget(row.title, index, 1, _TOP)
            grid.addLayout(said, index, 2)
        grid.setRowStretch(len(self.rows), 1)

    def _show(self, place: int, row: RowMoment, labels: _Row, moment: CourseMoment) -> None:
        tokens = self._tokens
        here = self._course.rows[place].step_index == moment.step_index and not moment.closes
        labels.time.setText(moment_words(row.t_s, self._language, about=row.about))
        when = ""
        if row.state == "now":
            when = self._language.pgettext("words that stand now", "now")
        elif row.state == "next":
            when = next_words(moment, self._language)
        elif row.state == "left_out":
            when = self._language.gettext("passed over")
        labels.when.setText(when)
        labels.when.setVisible(bool(when))
        labels.time.set_colour(tokens.amber if row.state == "now" else tokens.muted)
        labels.title.set_colour(
            tokens.amber if here else tokens.ink if row.state in ("next", "ahead") else tokens.muted
        )
        labels.words.set_colour(tokens.ink if row.state in ("now", "next") else tokens.muted)
