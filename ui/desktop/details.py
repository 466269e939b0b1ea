"""The details: numbers and plots beside the light, for those who ask for them.

Imported late, because it draws with numpy and pyqtgraph. Nothing is computed while it is hidden. A number that is not
known is a dash, with the reason as its tooltip.
"""

import math
from typing import TypeVar

import numpy as np
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from biofeedback.signals.coherence import rhythm_coherence
from ui.desktop.plots import SPAN_S, CoherencePlot, HeartPlot, SpectrumPlot
from ui.desktop.story import Story
from ui.desktop.surfaces import Panel, Words
from ui.desktop.typeface import MEDIUM, font
from ui.tokens import Tokens

_Layout = TypeVar("_Layout", bound=QLayout)

UNKNOWN = "–"
RESTING = "The heart rests from view in this step."


class Number(QWidget):
    """A number with its unit, and its title above when it has one."""

    def __init__(self, tokens: Tokens, title: str, unit: str, size_px: int) -> None:
        super().__init__()
        self.value = Words(UNKNOWN, font(size_px, MEDIUM), tokens.ink)
        self.unit = Words(unit, font(12), tokens.muted)
        row = _bare(QHBoxLayout())
        row.setSpacing(5)
        row.addWidget(self.value)
        row.addWidget(self.unit)
        row.addStretch(1)
        column = _bare(QVBoxLayout(self))
        column.setSpacing(1)
        if title:
            column.addWidget(Words(title, font(12), tokens.muted))
        column.addLayout(row)

    def show_value(self, value: float, form: str, reason: str) -> None:
        """Show a value; ``nan`` is a dash that says why."""
        known = math.isfinite(value)
        self.value.setText(format(value, form) if known else UNKNOWN)
        self.setToolTip("" if known else reason)


class Details(QWidget):
    """The panel of the details."""

    def __init__(self, story: Story, tokens: Tokens) -> None:
        super().__init__()
        self._story = story
        self._spectrum_s = -math.inf
        self.setAccessibleName("Details")
        self.heart_rate = Number(tokens, "", "bpm", 21)
        self.peak = Number(tokens, "", "Hz peak", 21)
        self.coherence = Number(tokens, "", "share", 21)
        self._heart = HeartPlot(tokens)
        self._spectrum = SpectrumPlot(tokens)
        self._course = CoherencePlot(tokens)
        self.aside = Words("", font(11), tokens.rose)
        column = _bare(QVBoxLayout(self))
        column.setSpacing(14)
        foot = _bare(QHBoxLayout())
        foot.addWidget(Words("60 s", font(11), tokens.muted))
        foot.addStretch(1)
        foot.addWidget(self.aside)
        foot.addStretch(1)
        foot.addWidget(Words("now", font(11), tokens.muted))
        column.addWidget(_panel(tokens, "Heart rate", self.heart_rate, self._heart.widget, foot), 10)
        column.addWidget(_panel(tokens, "Power spectrum, last 64 s", self.peak, self._spectrum.widget), 10)
        column.addWidget(_panel(tokens, "Coherence", self.coherence, self._course.widget), 7)
        self.numbers = {
            "rmssd_ms": Number(tokens, "RMSSD", "ms", 19),
            "swing_bpm": Number(tokens, "Heart-rate swing", "bpm", 19),
            "breath": Number(tokens, "Breath", "/min", 19),
            "sdnn_ms": Number(tokens, "SDNN", "ms", 19),
            "corrected_ratio": Number(tokens, "Beats set aside", "%", 19),
            "mean_hr": Number(tokens, "Mean heart rate", "bpm", 19),
        }
        numbers = Panel(tokens, "Numbers")
        grid = QGridLayout(numbers)
        grid.setContentsMargins(22, 14, 22, 14)
        grid.setVerticalSpacing(10)
        for place, number in enumerate(self.numbers.values()):
            grid.addWidget(number, place // 3, place % 3)
        column.addWidget(numbers)

    def refresh(self, now_s: float) -> None:
        """Draw everything as it is at ``now_s``."""
        aside = self._heart.refresh(self._story, now_s)
        self.aside.setText("" if aside == 0 else "1 beat set aside" if aside == 1 else f"{aside} beats set aside")
        if not 0.0 <= now_s - self._spectrum_s < 1.0:
            self._spectrum_s = now_s
            self._refresh_spectrum()
            self._course.refresh(self._story, now_s)
        self._refresh_numbers(now_s)

    def _refresh_spectrum(self) -> None:
        beats = [beat for beat in self._story.beats if math.isfinite(beat.t_s)]
        if self._story.heart_rests or not beats:
            self._spectrum.refresh(None, math.nan)
            self.peak.show_value(math.nan, "", self._reason("coherence_peak_hz"))
            return
        rhythm = rhythm_coherence(np.array([beat.t_s for beat in beats]), np.array([beat.nn_ms for beat in beats]))
        self._spectrum.refresh(rhythm.spectrum, rhythm.peak_hz)
        self.peak.show_value(rhythm.peak_hz, ".2f", rhythm.reason)

    def _refresh_numbers(self, now_s: float) -> None:
        self._show(self.heart_rate, "heart_rate_bpm", ".0f")
        self._show(self.coherence, "coherence_share", ".2f")
        ratio = self._value("coherence_ratio")
        self.coherence.unit.setText(f"share · ratio {ratio:.1f}" if math.isfinite(ratio) else "share")
        for name, form in (("rmssd_ms", ".0f"), ("swing_bpm", ".1f"), ("sdnn_ms", ".0f")):
            self._show(self.numbers[name], name, form)
        corrected = 100.0 * self._value("corrected_ratio")
        self.numbers["corrected_ratio"].show_value(corrected, ".1f", self._reason("corrected_ratio"))
        breaths = self._story.breaths_per_min(now_s)
        self.numbers["breath"].show_value(breaths, ".1f", "No breath is led just now.")
        self.numbers["mean_hr"].show_value(self._mean_hr(now_s), ".0f", self._reason("heart_rate_bpm"))

    def _mean_hr(self, now_s: float) -> float:
        if self._story.heart_rests:
            return math.nan
        nn_ms = [b.nn_ms for b in self._story.beats if b.t_s > now_s - SPAN_S and math.isfinite(b.nn_ms)]
        return 60_000.0 * len(nn_ms) / math.fsum(nn_ms) if nn_ms else math.nan

    def _show(self, number: Number, name: str, form: str) -> None:
        number.show_value(self._value(name), form, self._reason(name))

    def _value(self, name: str) -> float:
        return math.nan if self._story.heart_rests else self._story.value(name)

    def _reason(self, name: str) -> str:
        return RESTING if self._story.heart_rests else self._story.reason(name)


def _panel(tokens: Tokens, title: str, number: Number, plot: QWidget, foot: QLayout | None = None) -> Panel:
    panel = Panel(tokens, title)
    column = QVBoxLayout(panel)
    column.setContentsMargins(22, 12, 22, 10)
    column.setSpacing(4)
    head = QHBoxLayout()
    head.addWidget(Words(title, font(13), tokens.muted))
    head.addStretch(1)
    head.addWidget(number)
    column.addLayout(head)
    column.addWidget(plot, 1)
    if foot is not None:
        column.addLayout(foot)
    return panel


def _bare(layout: _Layout) -> _Layout:
    layout.setContentsMargins(0, 0, 0, 0)
    return layout
