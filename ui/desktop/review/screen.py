"""Looking back at one practice: its sentences, its curves, its steps; read beside the main thread."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from biofeedback.errors import SoftenError
from ui.desktop.keys import EXPORTED, LEFT_BY_ESCAPE, bind
from ui.desktop.review.below_plot import BelowPlot
from ui.desktop.review.beside import Beside
from ui.desktop.review.give_on import GiveOn
from ui.desktop.review.hand_switch import HandSwitch
from ui.desktop.review.heading import Heading
from ui.desktop.review.notes_panel import NotesPanel
from ui.desktop.review.plot import ReviewPlot
from ui.desktop.review.plot_data import PlotData, plot_data
from ui.desktop.review.step_table import StepTable
from ui.desktop.theme.surfaces import Pill
from ui.desktop.widgets.ask_once import AskOnce
from ui.desktop.widgets.give_to import GiveTo
from ui.desktop.widgets.loading import Loading
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.ports import Application
from ui.presenter.review import Review
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.key_words import KeyUse
from ui.words.language import Language

_PLOT_SHARE = 0.38  # of the height of the window the curves have at least; after the design
_LEAST_PLOT_PX = 200  # the curves can be read from this height on, as their own hint says
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

    export_requested = Signal()
    """The practice is to be written as files of other programs."""

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
        self.give_on = GiveOn(lambda: application.exports.report(self.give.path), tokens, language)
        self.give_on.export_requested.connect(self._export)
        self.give = GiveTo(application.people, path, tokens, language)
        self.setAccessibleName(language.gettext("Looking back"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.heading = Heading(tokens, language)
        self.below: BelowPlot | None = None
        self.editing = HandSwitch(application.by_hand, lambda: self.give.path, tokens, language)
        leave = language.gettext("Back to what has been") if of_history else language.gettext("Back home")
        self.home = Pill(leave, tokens, main=True)
        self.home.clicked.connect(self.home_requested)
        bind(self, LEFT_BY_ESCAPE, {KeyUse.LEAVE: self.home_requested.emit})
        bind(self, EXPORTED, {KeyUse.EXPORT: self._export})
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.addWidget(self.heading)
        self._plots = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._plots.setSpacing(20)
        self._own_plot = QVBoxLayout()
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
        self.heading.say_error(error_sentence(error, self._language))
        self.shown.emit()

    def _show(self, data: PlotData) -> None:
        review = data.review
        self.heading.show_review(review)
        at = self._column.indexOf(self.heading)
        self.plot = ReviewPlot(data, self._tokens, self._language)
        self._give_room()
        self.below = BelowPlot(review, self._tokens, self._language)
        self.plot.read_out.connect(self.below.say_moment)
        self._own_plot.addWidget(self.plot, 1)
        self._plots.addLayout(self._own_plot, 1)
        self._column.insertLayout(at + 1, self._plots, 1)
        self._column.insertWidget(at + 2, self.below)
        self._column.insertWidget(at + 3, self.editing)
        self.table = StepTable(review, self._tokens, self._language)
        self._lower.addWidget(self.table, 62)
        self.notes, self.deleting = self._beside_table(review)
        self._lower.addWidget(self.notes, 38)
        self.beside = self._offer_another(at + 4)
        self.beside.go_with(self.plot)
        if self._other is not None:
            self.beside.open(self._other)
        self._order_focus()
        self.editing.layer_ready.connect(self._show_layer)
        self.editing.strip_ready.connect(self._show_strip)
        self.editing.begin_with(self.plot)
        if self.window().focusWidget() is self:  # also while the window is not the active one
            self.plot.setFocus()
        self.shown.emit()

    def _order_focus(self) -> None:
        """Have Tab go on in the order in which things are read."""
        if not (self.plot and self.below and self.beside and self.table and self.notes and self.deleting):
            return
        for before, after in pairwise(
            (
                self.plot,
                *self.editing.focused_first,
                *self.below.names,
                *self.editing.focused,
                self.beside.button,
                *self.table.names,
                self.notes.note,
                *self.give_on.stops,
                self.give.button,
                self.deleting.button,
                self.home,
            )
        ):
            self.setTabOrder(before, after)

    def _show_strip(self, strip: QWidget, said: QWidget) -> None:
        """Put the strip of beats below the curves, in the same time, and what is said of them below it."""
        self._own_plot.addWidget(strip)
        self._own_plot.addWidget(said)
        self._order_focus()
        if self.editing.switch.hasFocus():
            strip.setFocus()

    def _show_layer(self, data: PlotData) -> None:
        """Tell of another layer of the beats, in place of the one before."""
        if self.plot is None or self.table is None or self.below is None:
            return
        self.heading.show_review(data.review)
        self.below.show_review(data.review)
        self.plot.show_data(data)
        before, self.table = self.table, StepTable(data.review, self._tokens, self._language)
        self._lower.replaceWidget(before, self.table)
        before.hide()
        before.deleteLater()
        self._order_focus()

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
        self.give_on.about_to_write.connect(notes.keep)
        notes.column.addStretch(1)
        notes.column.addWidget(self.give_on)
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
        if self.below is not None:
            plot.read_out.connect(self.below.say_moment)
        plot.setMinimumHeight(self._plot_height())
        self._plots.addWidget(plot, 1)
        plot.setFocus()

    def _export(self) -> None:
        if self.notes is not None:  # it was read
            self.notes.keep()
            self.export_requested.emit()

    def _delete(self) -> None:
        try:
            self._application.delete(self.give.path)
        except SoftenError as error:
            if self.deleting is not None:
                self.deleting.say(error_sentence(error, self._language))
            return
        self.notes = None
        self.home_requested.emit()
