"""The switch that brings the editing of beats into a review; what it needs is loaded when it is turned on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.desktop.widgets.controls.switch import Switch

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ui.by_hand import BeatsByHand
    from ui.desktop.review.beat_strip import BeatStrip
    from ui.desktop.review.hand_panel import HandPanel
    from ui.desktop.review.plot import ReviewPlot
    from ui.desktop.review.plot_data import PlotData
    from ui.tokens import Tokens
    from ui.words.language import Language

_REMEMBERED = "beats are edited by hand"
"""The property of a window that keeps it for as long as the window is there, and no longer."""


class HandSwitch(QWidget):
    """A switch, and below it what it brings.

    ``layer_ready`` carries the curves of a layer that was chosen; ``strip_ready`` the strip of beats
    and the words about them.

    Attributes
    ----------
    switch : Switch
        Off as it comes.
    panel : HandPanel or None
        The panel behind it; ``None`` while it is off.
    """

    layer_ready = Signal(object)
    strip_ready = Signal(object, object)

    def __init__(self, by_hand: BeatsByHand, path: Callable[[], Path], tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._by_hand, self._path, self._tokens, self._language = by_hand, path, tokens, language
        self._plot: ReviewPlot | None = None
        self._automatic: PlotData | None = None
        self.panel: HandPanel | None = None
        self._strip: BeatStrip | None = None
        self.switch = Switch(language.gettext("Edit beats by hand"), tokens)
        self.switch.toggled.connect(self._turn)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.switch)

    def begin_with(self, plot: ReviewPlot) -> None:
        """Let the beats of these curves be edited; at once where this window has done so before."""
        self._plot, self._automatic = plot, plot.data
        self.setVisible(bool(plot.data.review.beats))
        if plot.data.review.beats and self.window().property(_REMEMBERED):
            self.switch.setChecked(True)

    @property
    def focused_first(self) -> list[QWidget]:
        """What Tab comes to right after the curves."""
        return [self._strip] if self._strip is not None else []

    @property
    def focused(self) -> list[QWidget]:
        """What Tab comes to after the words below the curves."""
        behind: list[QWidget] = []
        if self.panel is not None:
            behind = [*self.panel.layers.buttons.values(), *self.panel.buttons.values()]
        return [self.switch, *behind]

    def _turn(self, on: bool) -> None:
        self.window().setProperty(_REMEMBERED, on)
        if on and self.panel is None and self._plot is not None:
            from ui.desktop.review.hand_panel import HandPanel

            self.panel = HandPanel(self._by_hand, self._path, self._plot, self._tokens, self._language)
            self.panel.layer_ready.connect(self.layer_ready)
            self.panel.strip_ready.connect(self._take_strip)
            self._column.addWidget(self.panel)
        elif not on and self.panel is not None:
            for each in filter(None, (self.panel, self.panel.said, self._strip)):
                each.hide()
                each.deleteLater()
            self.panel = self._strip = None
            if self._automatic is not None:
                self.layer_ready.emit(self._automatic)

    def _take_strip(self, strip: BeatStrip) -> None:
        self._strip = strip
        if self.panel is not None:
            self.strip_ready.emit(strip, self.panel.said)
