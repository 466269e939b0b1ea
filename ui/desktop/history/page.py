"""The page of the history: its parts, and where they lie in a window of any size."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.desktop.history.chosen_panel import ChosenPanel
from ui.desktop.history.picture import Picture
from ui.desktop.history.remark import Remark
from ui.desktop.history.season_panel import SeasonPanel
from ui.desktop.history.zoom_row import ZoomRow
from ui.desktop.theme.surfaces import Pill, Words
from ui.desktop.theme.typeface import LIGHT, font, scaled
from ui.desktop.widgets.controls.field import Field
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.presenter.past import PastPractice
from ui.tokens import Tokens
from ui.words.language import Language

_PICTURE_SHARE = 0.36  # of the height of the window the picture has at least; after the design
_LEAST_PICTURE_PX = 190  # px; the lights can be told apart from this height on
_NARROW = 1000  # px; in a narrower window one panel stands below the other, as when looking back
_LONGEST_SEARCH = 80  # characters; a choice: some words


class HistoryPage(QWidget):
    """The page; what its parts do is `HistoryScreen`'s.

    Parameters
    ----------
    keep_tag : callable
        Gives a practice a word, or takes it away.
    tokens, language, still
        As for `HistoryScreen`.
    """

    def __init__(
        self, keep_tag: Callable[[PastPractice, str, bool], None], tokens: Tokens, language: Language, *, still: bool
    ) -> None:
        super().__init__()
        self.setAccessibleName(language.gettext("What has been"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = Words(language.gettext("What has been"), font(30, LIGHT), tokens.ink)
        self.kind = Remark(tokens, language)
        self.zooms = ZoomRow(tokens, language)
        hint = language.gettext("Find a word, a practice or a sensor")
        self.search = Field(hint, hint, _LONGEST_SEARCH, tokens)
        self.answer = Words("", font(14), tokens.muted, wrap=True)
        self.picture = Picture(tokens, language, still=still)
        self.panel = ChosenPanel(keep_tag, tokens, language)
        self.season = SeasonPanel(tokens, language)
        self.home = Pill(language.gettext("Back home"), tokens, size_px=14)
        self._lay_out(tokens)

    def show_parts(self, *, there: bool) -> None:
        """Show the parts where there is something that was practised."""
        self._free.setHidden(there)
        for each in (self.search, self.zooms, self.season, self.panel, self.picture):
            each.setVisible(there)

    def order(self) -> None:
        """Let Tab go through the parts as they are now."""
        stops = (self.picture, *self.zooms.stops, self.search, self.home, *self.panel.stops, *self.season.numbers.names)
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margins of the design in proportion; in a narrow window put one panel below the other."""
        side = max(24, min(round(0.039 * self.width()), 96))
        over = max(12, min(round(0.04 * self.height()), 56))
        self._column.setContentsMargins(side, over, side, over)
        self._lower.setDirection(_direction(narrow=self.width() < scaled(_NARROW)))
        needed = self.title.sizeHint().width() + self.zooms.sizeHint().width() + 2 * side
        self._top.setDirection(_direction(narrow=self.width() < needed))
        self.picture.setMinimumHeight(max(_LEAST_PICTURE_PX, round(_PICTURE_SHARE * self.height())))
        super().resizeEvent(event)

    def _lay_out(self, tokens: Tokens) -> None:
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setSpacing(10)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.addWidget(self.title)
        self._top.addStretch(1)
        self._top.addWidget(self.zooms)
        self._column.addLayout(self._top)
        self._column.addWidget(self.kind)
        self._column.addWidget(self.picture, 1)
        self._free = QWidget()  # in place of the picture where nothing is kept
        self._column.addWidget(self._free, 1)
        looking = QHBoxLayout()
        looking.addWidget(self.search, 1)
        looking.addWidget(self.answer, 1)
        looking.addWidget(self.home)
        self._column.addLayout(looking)
        self._lower = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lower.setSpacing(20)
        self._lower.addWidget(self.panel, 1)
        self._lower.addWidget(self.season, 1)
        self._column.addLayout(self._lower)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(QuietScroll(content, tokens, tokens.background))
        self.order()


def _direction(*, narrow: bool) -> QBoxLayout.Direction:
    return QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
