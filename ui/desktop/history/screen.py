"""The history: every practice of before as a light on one axis, the chosen one below, and medians of what is shown."""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from biofeedback.errors import SoftenError
from biofeedback.wall_clock import local_now
from ui.desktop.history.chosen_panel import ChosenPanel
from ui.desktop.history.numbers_panel import NumbersGrid
from ui.desktop.history.picture import Picture
from ui.desktop.history.reading import NearReading, Reading
from ui.desktop.history.zoom_row import ZoomRow
from ui.desktop.keys import EXPORTED, FOUND, LEFT_BY_ESCAPE, bind
from ui.desktop.theme.surfaces import Panel, Pill, Words
from ui.desktop.theme.typeface import LIGHT, font, scaled
from ui.desktop.widgets.controls.field import Field
from ui.desktop.widgets.quiet_scroll import QuietScroll
from ui.ports import Application
from ui.presenter.history import Light, Lights, season, wall_s
from ui.presenter.past import PastPractice, found
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.recordings.history_words import (
    found_sentence,
    nothing_shown,
    reading_sentence,
    season_foot,
    undated_sentence,
)

_PICTURE_SHARE = 0.36  # of the height of the window the picture has at least; after the design
_LEAST_PICTURE_PX = 190  # px; the lights can be told apart from this height on
_NARROW = 1000  # px; in a narrower window one panel stands below the other, as when looking back
_SHOWN_BETWEEN = (50, 200, 800, 3200)
"""Recordings after which those read by then are shown while more are being read: a choice, seldom enough to hold
nobody up, and soon enough that something is seen."""

_SETTLED_MS = 120  # after the last move the medians are counted anew; a choice: at once for the eye
_LONGEST_SEARCH = 80  # characters; a choice: some words


class HistoryScreen(QWidget):
    """What has been.

    Parameters
    ----------
    application : Application
        Who knows what was practised.
    tokens : Tokens
        The colours of the window.
    language : Language
        The person's language.
    chosen : Path or None
        The recording whose light is chosen at first.
    still : bool
        Whether nothing moves from one place to another.
    """

    help_name = "history"

    home_requested = Signal()
    review_requested = Signal(object, object)
    """The person would like to look back; carries the path of a recording, and that of another beside it or None."""

    export_requested = Signal(object)
    """The chosen practice is to be written as files of other programs; carries the path of its recording."""
    passphrase_requested = Signal(object)
    """The person would like to open what is sealed; carries the path of the chosen recording."""

    shown = Signal()
    """The recordings were looked at, and what is shown is as they are now."""

    def __init__(
        self,
        application: Application,
        tokens: Tokens,
        language: Language,
        chosen: Path | None = None,
        *,
        still: bool = False,
    ) -> None:
        super().__init__()
        self._application, self._tokens, self._language = application, tokens, language
        self._practices: Sequence[PastPractice] = ()
        self._axes = season(())  # of all that is kept, so that a number lies at the same place whatever is shown
        self._first: PastPractice | None = None
        self._wish = chosen
        self._reading = Reading(application)
        self._near = NearReading(application, language)
        self._to_look = self._looked = False
        self.setAccessibleName(language.gettext("What has been"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = Words(language.gettext("What has been"), font(30, LIGHT), tokens.ink)
        self.kind = Words("", font(14), tokens.muted, wrap=True)
        self.zooms = ZoomRow(tokens, language)
        hint = language.gettext("Find a word, a practice or a sensor")
        self.search = Field(hint, hint, _LONGEST_SEARCH, tokens)
        self.answer = Words("", font(14), tokens.muted, wrap=True)
        self.picture = Picture(tokens, language, still=still)
        self.panel = ChosenPanel(self._keep_tag, tokens, language)
        self.season_panel = Panel(tokens, language.gettext("What is shown, in medians"))
        self.season = NumbersGrid(tokens, language)
        self.season_title = Words(
            language.gettext("What is shown, in medians and where the middle half lay"),
            font(14),
            tokens.muted,
            wrap=True,
        )
        self.foot = Words("", font(13), tokens.muted, wrap=True)
        self.home = Pill(language.gettext("Back home"), tokens, size_px=14)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._count)
        self._build()
        self._connect()
        self._show(self._application.known_history())

    def showEvent(self, event: QShowEvent) -> None:
        """Look at the recordings after the first picture."""
        super().showEvent(event)
        if not event.spontaneous():
            self._to_look = True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and look at the recordings after that."""
        super().paintEvent(event)
        if self._to_look:
            self._to_look = False
            QTimer.singleShot(0, self, self._reading.begin)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the keyboard to the picture, where there is one."""
        super().focusInEvent(event)
        if self.picture.isVisible():
            self.picture.setFocus(event.reason())

    def hideEvent(self, event: QHideEvent) -> None:
        """Read no more when nobody looks."""
        if not event.spontaneous():
            self._reading.end()
        super().hideEvent(event)

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

    def _build(self) -> None:
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
        season_column = QVBoxLayout(self.season_panel)
        season_column.setContentsMargins(28, 20, 28, 20)
        season_column.addWidget(self.season_title)
        season_column.addWidget(self.season)
        season_column.addStretch(1)
        season_column.addWidget(self.foot)
        self._lower.addWidget(self.panel, 1)
        self._lower.addWidget(self.season_panel, 1)
        self._column.addLayout(self._lower)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(QuietScroll(content, self._tokens, self._tokens.background))
        self._order()

    def _connect(self) -> None:
        bind(self, LEFT_BY_ESCAPE, {KeyUse.LEAVE: self._leave})
        bind(self, FOUND, {KeyUse.FIND: self._find})
        bind(self, EXPORTED, {KeyUse.EXPORT: self._export})
        self.home.clicked.connect(self.home_requested)
        self.zooms.zoomed.connect(self._zoom)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._to_found)
        self.picture.chosen.connect(self._show_chosen)
        self.picture.opened.connect(self._open)
        self.picture.neared.connect(self._near.read)
        self._near.ready.connect(self.picture.show_course)
        self._reading.told.connect(self._say_progress)
        self._reading.ready.connect(self._show_all_of)
        self._reading.failed.connect(self._say_error)
        self.picture.span_changed.connect(self._span_changed)
        self.panel.look_back_requested.connect(self._look_back)
        self.panel.export_requested.connect(self._export)
        self.panel.beside_requested.connect(self._ask_for_another)
        self.panel.passphrase_requested.connect(self._ask_for_passphrase)
        self.panel.tagged.connect(self._reading.begin)

    def _order(self) -> None:
        stops = (self.picture, *self.zooms.stops, self.search, self.home, *self.panel.stops, *self.season.names)
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)

    def _say_progress(self, done: int, of: int) -> None:
        if done in _SHOWN_BETWEEN:
            self._show(self._application.known_history())
        self.kind.set_colour(self._tokens.muted)
        self.kind.setText(reading_sentence(done, of, self._language))

    def _say_error(self, error: SoftenError) -> None:
        self.kind.set_colour(self._tokens.rose)
        self.kind.setText(error_sentence(error, self._language))
        self.shown.emit()

    def _show_all_of(self, practices: Sequence[PastPractice]) -> None:
        self._looked = True
        self._show(practices)
        self.shown.emit()

    def _show(self, practices: Sequence[PastPractice]) -> None:
        self._practices, self._axes = practices, season(practices)
        lights = Lights(practices)
        self.picture.show_lights(lights, wall_s(local_now()))
        self._say_kind(lights)
        there = bool(practices)
        self._free.setHidden(there)
        for each in (self.search, self.zooms, self.season_panel, self.panel, self.picture):
            each.setVisible(there)
        if self.search.text().strip():
            self._search(self.search.text())
        if self._wish is not None:
            wish = next((each for each in practices if each.path == self._wish), None)
            if wish is not None:
                self._wish = None
                self.picture.choose_practice(wish)
        if self.hasFocus():
            self.picture.setFocus()
        self._settled.stop()
        self._count()

    def _say_kind(self, lights: Lights) -> None:
        language = self._language
        self.kind.set_colour(self._tokens.muted)
        if not self._practices:
            nothing = language.gettext("Nothing is kept yet. What you practise will be a light here, whenever that is.")
            looking = language.gettext("Looking for what has been…")
            self.kind.setText(nothing if self._looked else looking)
            return
        said = language.gettext(
            "Each light is a practice: a longer one is larger, a warmer one brighter, and a ring is one whose warmth "
            "is not known. There is nothing to keep up with. The wheel, or + and −, comes nearer."
        )
        undated = len(self._practices) - len(lights)
        self.kind.setText(" ".join(filter(None, (said, undated_sentence(undated, language) if undated else ""))))

    def _search(self, text: str) -> None:
        if not text.strip():
            self.picture.show_found(self.picture.lights)
            self.answer.setText("")
        else:
            practices = found(self._practices, text)
            self.picture.show_found(Lights(practices))
            self.answer.setText(found_sentence(len(practices), self._language))
        self._settled.start()

    def _to_found(self) -> None:
        """Go to the latest of those found."""
        if self.picture.found.all:
            self.picture.choose(self.picture.found.all[-1])
            self.picture.setFocus()

    def _find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def _leave(self) -> None:
        """Take back what was begun, one thing after the other; then go home."""
        if self._first is not None:
            self._first = None
            self._say_kind(self.picture.lights)
        elif self.search.text():
            self.search.clear()
            self.picture.setFocus()
        else:
            self.home_requested.emit()

    def _zoom(self, length_s: float) -> None:
        if length_s == 0.0:
            self.picture.show_all()
        else:
            light = self.picture.light
            at_practice = length_s < 0.0
            own_s = 900.0 if light is None else max(60.0, 1.2 * (light.until_s - light.at_s))
            self.picture.show_around(own_s if at_practice else length_s)
        self.zooms.follow(self.picture.aim)  # also where it was shown already

    def _span_changed(self) -> None:
        self.zooms.follow(self.picture.span)
        self._settled.start()

    def _count(self) -> None:
        practices = self.picture.shown()
        around = self._axes if len(practices) == len(self._practices) else season(practices)
        self.season.show_spreads(around.spreads, self._axes.least, self._axes.most)
        self.foot.setText(season_foot(around, self._language) if practices else nothing_shown(self._language))
        light = self.picture.light
        self.panel.show_practice(None if light is None else light.practice, self._axes)
        self._order()

    def _show_chosen(self, light: Light | None) -> None:
        self.panel.show_practice(None if light is None else light.practice, self._axes)
        self._order()

    def _keep_tag(self, practice: PastPractice, word: str, is_there: bool) -> None:
        self._application.tag(practice.path, word, is_there=is_there)

    def _export(self) -> None:
        practice = self.panel.practice
        if practice is not None and practice.error is None:
            self.export_requested.emit(practice.path)

    def _look_back(self) -> None:
        if self.panel.practice is not None:
            self.review_requested.emit(self.panel.practice.path, None)

    def _ask_for_passphrase(self) -> None:
        if self.panel.practice is not None:
            self.passphrase_requested.emit(self.panel.practice.path)

    def _ask_for_another(self) -> None:
        self._first = self.panel.practice
        self.kind.set_colour(self._tokens.amber)
        self.kind.setText(
            self._language.gettext("Which one is to stand beside it? Choose its light and press Enter; Esc lets it be.")
        )
        self.picture.setFocus()

    def _open(self, light: Light) -> None:
        practice = light.practice
        if practice.error is not None:
            return
        first, self._first = self._first, None
        if first is None or first.path == practice.path:
            self.review_requested.emit(practice.path, None)
        else:
            self.review_requested.emit(first.path, practice.path)


def _direction(*, narrow: bool) -> QBoxLayout.Direction:
    return QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
