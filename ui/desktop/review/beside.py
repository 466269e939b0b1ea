"""Another practice beside the one that is looked back on: chosen from a list, and zoomed together with it."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from biofeedback.errors import SoftenError
from ui.desktop.review.plot import ReviewPlot
from ui.desktop.review.plot_data import PlotData
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.loading import Loading
from ui.desktop.widgets.quiet_list import quiet_list, show_rows
from ui.recordings import RecentPractice
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.language import Language
from ui.words.recordings.review_words import day_words

_ROWS_SEEN = 4  # of the list at once; a choice


class Beside(QWidget):
    """A button, then the list behind it, then the other practice with its own curves.

    Parameters
    ----------
    others : callable
        Returns the practices to choose among; may take a moment, and raises a `SoftenError`.
    load : callable
        Reads the recording at a path; may take a moment, and raises a `SoftenError`.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    """

    shown = Signal(object)
    """The other practice is shown; carries its plot."""

    def __init__(
        self,
        others: Callable[[], Sequence[RecentPractice]],
        load: Callable[[Path], PlotData],
        tokens: Tokens,
        language: Language,
    ) -> None:
        super().__init__()
        self._others, self._load, self._tokens, self._language = others, load, tokens, language
        self.plot: ReviewPlot | None = None
        self._first: ReviewPlot | None = None
        self.button = Pill(language.gettext("Another practice beside it…"), tokens, size_px=14)
        self.away = Pill(language.gettext("This one alone"), tokens, size_px=14)
        self.said = Words("", font(14), tokens.muted, wrap=True)
        self.list = quiet_list(language.gettext("Practices to put beside it"), tokens)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(self.away)
        row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(row)
        self._column.addWidget(self.list)
        self._column.addWidget(self.said)
        for each in (self.away, self.list, self.said):
            each.hide()
        self.button.clicked.connect(self._offer)
        self.away.clicked.connect(self._take_away)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)

    def go_with(self, first: ReviewPlot) -> None:
        """Zoom and move the other practice together with this one, each from its own beginning."""
        self._first = first
        first.span_changed.connect(lambda _: _follow(first, self.plot))

    def _offer(self) -> None:
        self._looking = Loading()
        self._looking.ready.connect(self._show_others)
        self._looking.failed.connect(self._say)
        self._looking.begin(self._others)

    def _show_others(self, found: Sequence[RecentPractice]) -> None:
        others = sorted(found, key=lambda each: each.started, reverse=True)
        self.list.clear()
        for each in others:
            item = QListWidgetItem(day_words(each.started, each.length_s, self._language))
            item.setData(Qt.ItemDataRole.UserRole, str(each.path))
            self.list.addItem(item)
        show_rows(self.list, _ROWS_SEEN)
        self.list.setVisible(bool(others))
        self.said.setText("" if others else self._language.gettext("There is no other practice yet."))
        self.said.setHidden(bool(others))
        if others:
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def _open(self, item: QListWidgetItem) -> None:
        self.list.hide()
        self.said.setText(item.text())
        self.said.show()
        self.open(Path(item.data(Qt.ItemDataRole.UserRole)))

    def open(self, path: Path) -> None:
        """Read a recording and show it."""
        load = self._load
        self._loading = Loading()
        self._loading.ready.connect(self._show)
        self._loading.failed.connect(self._say)
        self._loading.begin(lambda: load(path))

    def _show(self, data: PlotData) -> None:
        self._take_away()
        review = data.review
        if review.started is not None:
            self.said.setText(day_words(review.started, review.length_s, self._language))
        self.said.show()
        self.plot = ReviewPlot(data, self._tokens, self._language)
        plot, first = self.plot, self._first
        plot.span_changed.connect(lambda _: _follow(plot, first))
        self.away.show()
        self.shown.emit(self.plot)

    def _take_away(self) -> None:
        if self.plot is not None:
            plot, self.plot = self.plot, None
            plot.hide()
            plot.deleteLater()
        self.away.hide()
        self.said.hide()

    def _say(self, error: SoftenError) -> None:
        self.list.hide()
        self.said.setText(error_sentence(error, self._language))
        self.said.show()


def _follow(leader: ReviewPlot, follower: ReviewPlot | None) -> None:
    """Show the same stretch since the beginning, as far as there is one."""
    if follower is None:
        return
    whole, span = follower.data.whole, leader.span
    by_s = whole.first_s - leader.data.whole.first_s
    with QSignalBlocker(follower):  # which would lead in its turn
        follower.show_span(whole.around(span.middle_s + by_s, min(span.length_s, whole.length_s)))
