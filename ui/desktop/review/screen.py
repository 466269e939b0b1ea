"""Looking back at one practice: its sentences, its curves, its steps; read beside the main thread."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from biofeedback.errors import SoftenError
from biofeedback.signals.definitions import DEFINITIONS
from ui.desktop.keys import LEFT_BY_ESCAPE, bind
from ui.desktop.review.beside import Beside
from ui.desktop.review.notes_panel import NotesPanel
from ui.desktop.review.plot import ReviewPlot
from ui.desktop.review.plot_data import PlotData, plot_data
from ui.desktop.review.step_table import StepTable
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import LIGHT, MEDIUM, font
from ui.desktop.widgets.ask_once import AskOnce
from ui.desktop.widgets.asking import Asking
from ui.desktop.widgets.give_to import GiveTo
from ui.desktop.widgets.loading import Loading
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.ports import Application
from ui.presenter.review import Review
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.help_words import of_number
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.moment_words import moment_words
from ui.words.review_words import unknown_sentences
from ui.words.summary_words import broken_off_line, summary_lines

_PLOT_SHARE = 0.38  # of the height of the window the curves have at least; after the design
_LEAST_PLOT_PX = 200  # the curves can be read from this height on, as their own hint says
_CURVES = ("heart_rate_bpm", "coherence_share", "warmth_share", "corrected_ratio")
_NARROW = 1000  # px; in a narrower window the table stands above what is beside it; a choice by eye


class ReviewScreen(QWidget):
    """One practice of before.

    Parameters
    ----------
    application : Application
        Who reads the recording.
    path : Path
        The recording.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    beside : Path or None
        Another recording to show beside it at once.
    of_history : bool
        Whether one came from the history, and goes back there.

    Attributes
    ----------
    plot, table : ReviewPlot, StepTable or None
        The curves and the numbers; ``None`` until the recording was read.
    """

    help_name = "review"

    home_requested = Signal()
    """The person asks to go back to where they came from."""

    shown = Signal()
    """The recording was read and is shown, or it was said why it cannot be."""

    def __init__(
        self,
        application: Application,
        path: Path,
        tokens: Tokens,
        language: Language,
        *,
        beside: Path | None = None,
        of_history: bool = False,
    ) -> None:
        super().__init__()
        self._other = beside
        self._application, self._path = application, path
        self._tokens, self._language = tokens, language
        self.plot: ReviewPlot | None = None
        self.table: StepTable | None = None
        self.notes: NotesPanel | None = None
        self.deleting: AskOnce | None = None
        self.beside: Beside | None = None
        self.curve_names: list[Asking] = []
        self.give = GiveTo(application.people, path, tokens, language)
        self.setAccessibleName(language.gettext("Looking back"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = Words(language.gettext("Looking back"), font(30, MEDIUM), tokens.ink, wrap=True)
        self.subtitle = Words("", font(15), tokens.muted, wrap=True)
        self.said = Words(language.gettext("The recording is being read."), font(19, LIGHT), tokens.muted, wrap=True)
        self.lines: list[Words] = []
        self.moment = Words("", font(14), tokens.ink, wrap=True)
        leave = language.gettext("Back to what has been") if of_history else language.gettext("Back home")
        self.home = Pill(leave, tokens, main=True)
        self.home.clicked.connect(self.home_requested)
        bind(self, LEFT_BY_ESCAPE, {KeyUse.LEAVE: self.home_requested.emit})
        content = QWidget()
        self._column = QVBoxLayout(content)
        for each in (self.title, self.subtitle, self.said):
            self._column.addWidget(each)
        self._plots = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._plots.setSpacing(20)
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower.setSpacing(20)
        self._column.addSpacing(8)
        self._column.addLayout(self._lower)
        self._row = QHBoxLayout()
        self._row.addWidget(self.home)
        self._row.addStretch(1)
        self._column.addLayout(self._row)
        self._column.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(QuietScroll(content, tokens, tokens.background))
        self._loading = self._load(path, self._show)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was written, however the screen is left."""
        if self.notes is not None and not event.spontaneous():
            self.notes.keep()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margins of the design in proportion; in a narrow window put one panel below the other."""
        side = max(24, min(round(0.039 * self.width()), 96))
        over = max(18, min(round(0.045 * self.height()), 56))
        self._column.setContentsMargins(side, over, side, over)
        narrow = self.width() < _NARROW
        for each in (self._lower, self._plots):
            each.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        self._give_room()
        super().resizeEvent(event)

    def _give_room(self) -> None:
        if self.plot is not None:
            for plot in filter(None, (self.plot, self.beside.plot if self.beside is not None else None)):
                plot.setMinimumHeight(self._plot_height())

    def _plot_height(self) -> int:
        return max(_LEAST_PLOT_PX, round(_PLOT_SHARE * self.height()))

    def _load(self, path: Path, show: Callable[[PlotData], None]) -> Loading:
        application, language = self._application, self._language
        loading = Loading()
        loading.ready.connect(show)
        loading.failed.connect(self._say_error)
        loading.begin(lambda: plot_data(application.review(path), language))
        return loading

    def _say_error(self, error: SoftenError) -> None:
        self.said.set_colour(self._tokens.rose)
        self.said.setText(error_sentence(error, self._language))
        self.said.show()
        self.shown.emit()

    def _show(self, data: PlotData) -> None:
        review = data.review
        self._show_heading(review)
        at = self._column.indexOf(self.said)
        self.said.hide()
        for line in self._sentences(review):
            self.lines.append(Words(line, font(19, LIGHT), self._tokens.amber, wrap=True))
            at += 1
            self._column.insertWidget(at, self.lines[-1])
        self.plot = ReviewPlot(data, self._tokens, self._language)
        self._give_room()
        self.plot.read_out.connect(self._say_moment)
        self._plots.addWidget(self.plot, 1)
        self._column.insertLayout(at + 1, self._plots, 1)
        self._column.insertWidget(at + 2, self.moment)
        self.unknown = Words(
            " ".join(unknown_sentences(review, self._language)), font(13), self._tokens.muted, wrap=True
        )
        self._column.insertWidget(at + 3, self.unknown)
        self._column.insertLayout(at + 3, self._names_of_curves())
        self.unknown.setVisible(bool(review.unknown))
        self.table = StepTable(review, self._tokens, self._language)
        self._lower.addWidget(self.table, 62)
        self.notes, self.deleting = self._beside_table(review)
        self._lower.addWidget(self.notes, 38)
        self._say_moment("")
        self.beside = self._offer_another(at + 5)
        self.beside.go_with(self.plot)
        if self._other is not None:
            self.beside.open(self._other)
        for before, after in pairwise(
            (
                self.plot,
                *self.curve_names,
                self.beside.button,
                *self.table.names,
                self.notes.note,
                self.give.button,
                self.deleting.button,
                self.home,
            )
        ):
            self.setTabOrder(before, after)
        if self.hasFocus():
            self.plot.setFocus()
        self.shown.emit()

    def _names_of_curves(self) -> QHBoxLayout:
        """Return a line of what is drawn, each opening the page behind it."""
        row = QHBoxLayout()
        row.setSpacing(18)
        for about in _CURVES:
            title = self._language.gettext(DEFINITIONS[about].title)
            words = Words(title, font(13), self._tokens.muted)
            self.curve_names.append(Asking(of_number(about), title, self._tokens, self._language, words))
            row.addWidget(self.curve_names[-1])
        row.addStretch(1)
        return row

    def _show_heading(self, review: Review) -> None:
        language = self._language
        facts = [review.summary.title, language.gettext("{minutes} min").format(minutes=_minutes(review, language))]
        if review.started is not None:
            self.title.setText(moment_words(review.started, language))
            facts += [language.day(review.started), language.time_of_day(review.started)]
        self.subtitle.setText(" · ".join(filter(None, facts)))

    def _sentences(self, review: Review) -> list[str]:
        sentences = list(summary_lines(review.summary.statistics, self._language))
        if review.broke_off:
            sentences.append(broken_off_line(self._language))
        return sentences

    def _say_moment(self, words: str) -> None:
        hint = self._language.gettext(
            "+ and − zoom, the arrows move, Home and End go to the ends, 0 shows all of it; "
            "Page Down and Page Up go from mark to mark."
        )
        self.moment.setText(words or hint)
        self.moment.set_colour(self._tokens.ink if words else self._tokens.muted)

    def _beside_table(self, review: Review) -> tuple[NotesPanel, AskOnce]:
        """Return the panel of the words, and the way to delete the practice that lies in it."""
        application, path, language = self._application, self._path, self._language
        notes = NotesPanel(review, lambda text: application.write_note(self.give.path, text), self._tokens, language)
        deleting = AskOnce(
            language.gettext("Delete this practice…"),
            language.gettext("Delete {name}? It cannot be brought back.").format(name=path.name),
            language.gettext("Delete"),
            language.gettext("Keep it"),
            self._tokens,
        )
        deleting.confirmed.connect(self._delete)
        self.give.about_to_give.connect(notes.keep)
        notes.column.addStretch(1)
        notes.column.addWidget(self.give)
        notes.column.addWidget(deleting)
        return notes, deleting

    def _offer_another(self, at: int) -> Beside:
        """Put the way to another practice beside this one into the column."""
        application, own, language = self._application, self._path, self._language
        beside = Beside(
            lambda: [each for each in application.recent() if each.path not in (own, self.give.path)],
            lambda path: plot_data(application.review(path), language),
            self._tokens,
            language,
        )
        beside.shown.connect(self._show_beside)
        self._column.insertWidget(at, beside)
        return beside

    def _show_beside(self, plot: ReviewPlot) -> None:
        plot.read_out.connect(self._say_moment)
        plot.setMinimumHeight(self._plot_height())
        self._plots.addWidget(plot, 1)
        plot.setFocus()

    def _delete(self) -> None:
        try:
            self._application.delete(self.give.path)
        except SoftenError as error:
            if self.deleting is not None:
                self.deleting.say(error_sentence(error, self._language))
            return
        self.notes = None
        self.home_requested.emit()


def _minutes(review: Review, language: Language) -> str:
    return language.number(review.length_s / 60.0, 0 if review.length_s >= 600.0 else 1)
