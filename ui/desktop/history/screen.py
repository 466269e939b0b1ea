"""The history: every practice of before as a light on one axis, the chosen one below, and medians of what is shown."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QPaintEvent, QShowEvent

from biofeedback.errors import SoftenError
from biofeedback.wall_clock import local_now
from ui.desktop.history.page import HistoryPage
from ui.desktop.history.reading import NearReading, Reading
from ui.desktop.keys import EXPORTED, FOUND, LEFT_BY_ESCAPE, bind
from ui.ports import Application
from ui.presenter.history import Light, Lights, season, wall_s
from ui.presenter.past import PastPractice, found
from ui.tokens import Tokens
from ui.words.key_words import KeyUse
from ui.words.language import Language
from ui.words.recordings.history_words import found_sentence

_SHOWN_BETWEEN = (50, 200, 800, 3200)
"""Recordings after which those read by then are shown while more are being read: a choice, seldom enough to hold
nobody up, and soon enough that something is seen."""

_SETTLED_MS = 120  # after the last move the medians are counted anew; a choice: at once for the eye


class HistoryScreen(HistoryPage):
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
        super().__init__(self._keep_tag, tokens, language, still=still)
        self._application, self._language = application, language
        self._practices: Sequence[PastPractice] = ()
        self._axes = season(())  # of all that is kept, so that a number lies at the same place whatever is shown
        self._first: PastPractice | None = None
        self._requested = chosen
        self._reading = Reading(application)
        self._near = NearReading(application, language)
        self._to_look = self._looked = False
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED_MS)
        self._settled.timeout.connect(self._count)
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
        self._reading.progressed.connect(self._say_progress)
        self._reading.ready.connect(self._show_all_of)
        self._reading.failed.connect(self._say_error)
        self.picture.span_changed.connect(self._span_changed)
        self.panel.look_back_requested.connect(self._look_back)
        self.panel.export_requested.connect(self._export)
        self.panel.beside_requested.connect(self._ask_for_another)
        self.panel.passphrase_requested.connect(self._ask_for_passphrase)
        self.panel.tagged.connect(self._reading.begin)

    def _say_progress(self, done: int, of: int) -> None:
        if done in _SHOWN_BETWEEN:
            self._show(self._application.known_history())
        self.kind.say_progress(done, of)

    def _say_error(self, error: SoftenError) -> None:
        self.kind.say_error(error)
        self.shown.emit()

    def _show_all_of(self, practices: Sequence[PastPractice]) -> None:
        self._looked = True
        self._show(practices)
        self.shown.emit()

    def _show(self, practices: Sequence[PastPractice]) -> None:
        self._practices, self._axes = practices, season(practices)
        lights = Lights(practices)
        self.picture.show_lights(lights, wall_s(local_now()))
        self._say_lights()
        self.show_parts(there=bool(practices))
        if self.search.text().strip():
            self._search(self.search.text())
        if self._requested is not None:
            requested = next((each for each in practices if each.path == self._requested), None)
            if requested is not None:
                self._requested = None
                self.picture.choose_practice(requested)
        if self.hasFocus():
            self.picture.setFocus()
        self._settled.stop()
        self._count()

    def _say_lights(self) -> None:
        self.kind.say_lights(len(self._practices), len(self.picture.lights), looked=self._looked)

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
            self._say_lights()
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
        everything = len(practices) == len(self._practices)
        self.season.show_practices(practices, self._axes, everything=everything)
        light = self.picture.light
        self.panel.show_practice(None if light is None else light.practice, self._axes)
        self.order()

    def _show_chosen(self, light: Light | None) -> None:
        self.panel.show_practice(None if light is None else light.practice, self._axes)
        self.order()

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
        self.kind.ask_for_another()
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
