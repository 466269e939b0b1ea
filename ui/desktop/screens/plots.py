"""The three plots of the details: heart rate over the breath, the spectrum, the course of coherence.

This is the module that imports numpy and pyqtgraph; it is imported late. Axes move in steps, because a redrawn axis
costs more than a redrawn curve.
"""

import math

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen
from PySide6.QtWidgets import QWidget

from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.signals.variability.coherence_measure import PEAK_HALF_WIDTH_HZ, TOTAL_BAND_HZ
from biofeedback.signals.variability.spectrum import Spectrum
from ui.desktop.theme.typeface import font
from ui.desktop.widgets.heart_line import corrected, heart_stretches, softened
from ui.desktop.widgets.steady_range import SteadyRange
from ui.presenter.view_model import PracticeViewModel
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.number_words import form_text

SPAN_S = 60.0
"""What the plot of the heart rate shows: a few slow breaths, each still wide enough to be seen. A choice."""
_COURSE_STEP_S = 300.0
"""A choice: the axis of the course grows by five minutes at a time, so that it seldom moves."""


def _plot(tokens: Tokens, name: str) -> pg.PlotWidget:
    plot = pg.PlotWidget(background=tokens.panel)
    plot.setAccessibleName(name)
    for each in (plot, plot.viewport()):
        each.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    plot.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    plot.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time goes that way in every language
    plot.setMinimumHeight(40)
    item = plot.getPlotItem()
    item.setMenuEnabled(False)
    item.setMouseEnabled(False, False)
    item.hideButtons()
    item.disableAutoRange()
    item.setContentsMargins(0, 0, 0, 0)
    for side in ("left", "bottom"):
        axis = item.getAxis(side)
        axis.setPen(QPen(Qt.PenStyle.NoPen))
        axis.setTextPen(tokens.muted)
        axis.setStyle(tickFont=font(11), tickLength=0, tickTextOffset=5, hideOverlappingLabels=False)
    item.hideAxis("bottom")
    item.hideAxis("left")
    return plot


def _pen(colour: str, width: float) -> QPen:
    pen = QPen(QColor(colour), width)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def _veil(colour: str, alpha: int) -> QColor:
    veil = QColor(colour)
    veil.setAlpha(alpha)
    return veil


class HeartPlot:
    """Heart rate of the last minute over the breath wave; corrected beats are small rose rings."""

    def __init__(self, tokens: Tokens, language: Language) -> None:
        plot = _plot(tokens, language.gettext("Heart rate over the breath"))
        self._language = language
        self.widget: QWidget = plot
        self._item = plot.getPlotItem()
        self._item.showAxis("left")
        axis = self._item.getAxis("left")
        axis.setWidth(30)
        self._item.setXRange(-SPAN_S, 0.6, padding=0)
        self._lines = [pg.InfiniteLine(angle=0, pen=_pen(tokens.line, 1.0)) for _ in range(4)]
        for line in self._lines:
            self._item.addItem(line)
        self._wave = self._item.plot(pen=_pen(tokens.wave, 8.0), antialias=True, connect="finite")
        self._heart = self._item.plot(pen=_pen(tokens.ink, 1.7), antialias=True, connect="finite")
        self._rings = pg.ScatterPlotItem(size=8, pen=_pen(tokens.rose, 1.4), brush=None, pxMode=True)
        self._item.addItem(self._rings)
        self._range = SteadyRange(step_bpm=5.0)
        self._fit_range()

    def refresh(self, view: PracticeViewModel, now_s: float) -> int:
        """Draw the minute that ends at ``now_s`` and return how many of its beats were corrected."""
        from_s = now_s - SPAN_S
        stretches = [] if view.heart_hidden else heart_stretches(view.heart.beats, view.heart.gaps, from_s=from_s)
        times: list[float] = []
        rates: list[float] = []
        for stretch in stretches:
            for point in softened(stretch):
                times.append(point.t_s - now_s)
                rates.append(point.bpm)
            times.append(times[-1])
            rates.append(math.nan)
        t, bpm = np.asarray(times), np.asarray(rates)
        if self._range.follow(rates):
            self._fit_range()
        self._heart.setData(t, bpm)
        known = np.isfinite(bpm)
        aside = [] if view.heart_hidden else [at - now_s for at in corrected(view.heart.beats, from_s=from_s)]
        if aside and known.any():
            self._rings.setData(aside, np.interp(aside, t[known], bpm[known]))
        else:
            self._rings.setData([], [])
        grid = np.arange(math.ceil(max(0.0, from_s) * 5.0), math.floor(now_s * 5.0) + 1) / 5.0
        height = self._range.high - self._range.low
        breath = [
            math.nan if moment.phase == "still" else self._range.low + height * (0.1 + 0.8 * moment.position)
            for moment in map(view.breath.led_at, grid)
        ]
        self._wave.setData(grid - now_s, np.asarray(breath))
        return len(aside)

    def _fit_range(self) -> None:
        low, high = self._range.low, self._range.high
        pad = 0.06 * (high - low)
        self._item.setYRange(low - pad, high + pad, padding=0)
        levels = np.linspace(low, high, len(self._lines))
        for line, at in zip(self._lines, levels, strict=True):
            line.setValue(at)
        form = DEFINITIONS["heart_rate_bpm"].on_screen
        self._item.getAxis("left").setTicks([[(float(at), form_text(form, at, self._language)) for at in (low, high)]])


class SpectrumPlot:
    """The power spectrum of the last 64 s, with the band that coherence counts."""

    def __init__(self, tokens: Tokens, language: Language) -> None:
        plot = _plot(tokens, language.gettext("Power spectrum of the heart rhythm"))
        self.widget: QWidget = plot
        self._item = plot.getPlotItem()
        self._item.showAxis("bottom")
        self._item.getAxis("bottom").setTicks([[(hz / 10, language.number(hz / 10, 1)) for hz in range(5)]])
        self._item.setXRange(-0.014, 0.414, padding=0)
        self._band = pg.LinearRegionItem(
            movable=False, brush=_veil(tokens.honey, 52), pen=QPen(Qt.PenStyle.NoPen), span=(0.0, 1.0)
        )
        self._item.addItem(self._band)
        self._band.setVisible(False)
        self._curve = self._item.plot(
            pen=_pen(tokens.sage, 1.8), antialias=True, fillLevel=0.0, brush=_veil(tokens.sage, 60)
        )
        self._top = 0.0

    def refresh(self, spectrum: Spectrum | None, peak_hz: float) -> None:
        """Draw a spectrum; ``None`` clears the plot, a ``nan`` peak hides the band."""
        if spectrum is None:
            self._curve.setData([], [])
            self._band.setVisible(False)
            return
        shown = spectrum.frequency_hz <= TOTAL_BAND_HZ[1]
        power = spectrum.psd_ms2_per_hz[shown]
        highest = float(np.max(power, initial=0.0))
        if highest > self._top or highest < 0.4 * self._top:
            # The power itself has no number on the screen: the axis takes room and keeps it for a while.
            self._top = max(1e-9, 1.25 * highest)
            self._item.setYRange(-0.03 * self._top, self._top, padding=0)
        self._curve.setData(spectrum.frequency_hz[shown], power)
        self._band.setVisible(math.isfinite(peak_hz))
        if math.isfinite(peak_hz):
            self._band.setRegion((peak_hz - PEAK_HALF_WIDTH_HZ, peak_hz + PEAK_HALF_WIDTH_HZ))


class CoherencePlot:
    """The course of the coherence share, from the beginning."""

    def __init__(self, tokens: Tokens, language: Language) -> None:
        plot = _plot(tokens, language.gettext("Course of coherence"))
        self.widget: QWidget = plot
        self._item = plot.getPlotItem()
        self._item.setYRange(-0.02, 1.02, padding=0)
        self._until_s = 0.0
        for at in (0.0, 0.5, 1.0):
            self._item.addItem(pg.InfiniteLine(pos=at, angle=0, pen=_pen(tokens.line, 1.0)))
        self._curve = self._item.plot(
            pen=_pen(tokens.honey, 1.8), antialias=True, connect="finite", fillLevel=0.0, brush=_veil(tokens.honey, 55)
        )

    def refresh(self, view: PracticeViewModel, now_s: float) -> None:
        """Draw what is known; the axis grows by five minutes at a time."""
        until_s = max(1.0, math.ceil(now_s / _COURSE_STEP_S)) * _COURSE_STEP_S
        if until_s != self._until_s:
            self._until_s = until_s
            self._item.setXRange(0.0, until_s, padding=0)
        course = np.asarray(view.heart.coherence, dtype=float).reshape(-1, 2)
        self._curve.setData(course[:, 0], course[:, 1])
