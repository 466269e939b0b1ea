"""Editing beats by hand in a review: of which layer it tells, the strip of beats, and a button for every edit."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from biofeedback.errors import SoftenError
from biofeedback.event_kinds import Layer
from ui.by_hand import BeatsByHand, EditedHeart
from ui.desktop.keys import BEATS
from ui.desktop.review.beat_strip import BeatStrip
from ui.desktop.review.plot import ReviewPlot
from ui.desktop.review.plot_data import PlotData, plot_data
from ui.desktop.review.standing_key import StandingKey
from ui.desktop.theme.surfaces import Panel, Pill, Words, explain
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.choice_flow import ChoiceFlow
from ui.desktop.widgets.flow_row import FlowRow
from ui.desktop.widgets.loading import Loading
from ui.tokens import Tokens
from ui.words.errors import error_sentence
from ui.words.key_words import KeyUse, key_name, key_use_words
from ui.words.language import Language
from ui.words.recordings.layer_words import layer_name

_LAYERS: tuple[Layer, ...] = ("raw", "automatic", "hand")
_AFTER_MS = 300  # an edit is followed by its numbers once no other came for so long; a choice: several in a row


class HandPanel(Panel):
    """The layers of the beats of a recording, and the edits of one of them.

    ``layer_ready`` carries the `PlotData` of a layer; ``strip_ready`` the strip of beats, once they were read.

    Attributes
    ----------
    layers : ChoiceFlow
        Raw, automatic, by hand.
    strip : BeatStrip or None
        The beats; ``None`` until they were read.
    buttons : dict of KeyUse to Pill
        What can be done with the chosen beats.
    said : Words
        What there is to say of the chosen beats, or of what was done.
    """

    layer_ready = Signal(object)
    strip_ready = Signal(object)

    def __init__(
        self,
        by_hand: BeatsByHand,
        path: Callable[[], Path],
        plot: ReviewPlot,
        tokens: Tokens,
        language: Language,
    ) -> None:
        super().__init__(tokens, language.gettext("Beats by hand"))
        self._by_hand, self._path, self._plot = by_hand, path, plot
        self._tokens, self._language = tokens, language
        self._heart: EditedHeart | None = None
        self._asked_for = 0
        self.strip: BeatStrip | None = None
        choices: Sequence[tuple[str, str]] = [(layer, layer_name(layer, language)) for layer in _LAYERS]
        self.layers = ChoiceFlow(language.gettext("Layer of beats"), choices, tokens, language)
        self.layers.choose("automatic")
        self.layers.chosen.connect(lambda _: self._load_layer())
        self.said = Words(language.gettext("The beats are being read."), font(14), tokens.ink, wrap=True)
        self.working = Words("", font(13), tokens.muted, wrap=True)
        self._row = FlowRow()
        self.buttons: dict[KeyUse, Pill] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 16, 28, 16)
        column.addWidget(self.layers)
        column.addWidget(self.said)
        column.addWidget(self._row)
        column.addWidget(StandingKey(tokens, language))
        column.addWidget(self.working)
        self.working.hide()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_AFTER_MS)
        self._soon.timeout.connect(self._load_layer)
        self._opening = Loading()
        self._opening.ready.connect(self._show_strip)
        self._opening.failed.connect(self._say_error)
        self._opening.begin(lambda: by_hand.open(path()))

    def _show_strip(self, heart: EditedHeart) -> None:
        self._heart = heart
        self.strip = BeatStrip(heart, self._plot, self._tokens, self._language)
        self.strip.said.connect(self.said.setText)
        self.strip.edited.connect(self._follow_edit)
        for use, words in self._button_words():
            button = Pill(words, self._tokens, size_px=14)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus with the beats
            key = next(keys.keys[0] for keys in BEATS if keys.use is use)
            explain(button, f"{key_use_words(use, self._language)} · {key_name(key, self._language)}")
            button.setAccessibleDescription(key_use_words(use, self._language))
            button.clicked.connect(self._asked(use))
            self.buttons[use] = button
            self._row.add(button)
        self.said.setText(self.strip.accessibleDescription())
        self._show_steps()
        self.strip_ready.emit(self.strip)

    def _button_words(self) -> list[tuple[KeyUse, str]]:
        language = self._language
        return [
            (KeyUse.DELETE_BEATS, language.pgettext("a beat", "Delete")),
            (KeyUse.LEAVE_BREAK, language.gettext("Delete, leave a break")),
            (KeyUse.INSERT_BEAT, language.gettext("Put in a beat")),
            (KeyUse.SPLIT_INTERVAL, language.gettext("Split")),
            (KeyUse.MERGE_INTERVALS, language.gettext("Merge")),
            (KeyUse.DISTRUST_BEATS, language.gettext("Not to be trusted")),
            (KeyUse.KEEP_BEATS, language.gettext("As it came")),
            (KeyUse.UNDO, language.gettext("Undo")),
            (KeyUse.REDO, language.gettext("Redo")),
        ]

    def _asked(self, use: KeyUse) -> Callable[[], None]:
        def act() -> None:
            if self.strip is not None:
                self.strip.do(use)

        return act

    def _follow_edit(self) -> None:
        self._show_steps()
        with QSignalBlocker(self.layers):  # its numbers follow soon, once for several edits
            self.layers.choose("hand")
        self._soon.start()

    def _show_steps(self) -> None:
        if self._heart is not None:
            self.buttons[KeyUse.UNDO].setEnabled(self._heart.undoable > 0)
            self.buttons[KeyUse.REDO].setEnabled(self._heart.redoable > 0)

    def _load_layer(self) -> None:
        by_hand, path, language = self._by_hand, self._path(), self._language
        layer = next(each for each in _LAYERS if each == self.layers.key)
        self._soon.stop()
        self.working.setText(language.gettext("The numbers are being computed."))
        self.working.show()
        self._asked_for += 1
        number = self._asked_for
        self._loading = Loading()
        self._loading.ready.connect(self._take)
        self._loading.failed.connect(self._say_error)
        self._loading.begin(lambda: (number, plot_data(by_hand.review(path, layer), language)))

    def _take(self, made: tuple[int, PlotData]) -> None:
        number, data = made
        if number == self._asked_for:  # and no later one was asked for
            self.working.hide()
            self.layer_ready.emit(data)

    def _say_error(self, error: SoftenError) -> None:
        self.working.hide()
        self.said.setText(error_sentence(error, self._language))
