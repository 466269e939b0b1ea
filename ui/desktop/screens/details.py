"""The panel of details: numbers and plots beside the light, on request.

Imported late, because it draws with numpy and pyqtgraph. Nothing is computed while it is hidden. A number that is not
known is a dash, with the reason as its tooltip.
"""

import math

import numpy as np
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from biofeedback.signals.definitions import DEFINITIONS, Definition, ScreenForm
from biofeedback.signals.variability.coherence import rhythm_coherence
from ui.desktop.screens.feed import is_room
from ui.desktop.screens.numbers import TITLE_PX, Number, PlotPanel, bare
from ui.desktop.screens.plots import SPAN_S, CoherencePlot, HeartPlot, SpectrumPlot
from ui.desktop.theme.surfaces import Panel, Words
from ui.desktop.theme.typeface import font, scaled
from ui.presenter.heart_view import HeartView
from ui.presenter.view_model import PracticeViewModel
from ui.session import Session
from ui.tokens import Tokens
from ui.words.language import Language
from ui.words.number_words import form_text
from ui.words.practice_words import without_numbers_words
from ui.words.reason_words import coded_sentence
from ui.words.sensors.sensor_words import among, status_words
from ui.words.timing_words import floor_words

_LED_BREATH = "breath"
"""The pace of the led breath: a fact of the practice, not a number of the heart."""

_GRID = ("rmssd_ms", "swing_bpm", _LED_BREATH, "sdnn_ms", "corrected_ratio", "pacer_fit_r2_share")
"""The numbers beneath the plots, three in a row: each by the name under which it is defined."""

_FURTHER = ("heart_rate_bpm", "rmssd_ms", "coherence_share")
"""The numbers of a further heart."""


_ABREAST = 3  # numbers in a row; a choice: two rows hold them all
_LOW = 460  # px; a lower panel stands closer, without the picture of the spectrum; a choice by eye
_LOWEST = 300  # px; a lower panel stands without the picture of the course as well; a choice by eye
_LEAST_WIDTH = 304  # px for three titles in the smallest window: its panel without margins, and between them


class Details(QWidget):
    """The panel of the details: of the primary heart all there is, of every further one a few numbers."""

    def __init__(self, view: PracticeViewModel, session: Session, tokens: Tokens, language: Language) -> None:
        super().__init__()
        self._view = view
        self._language = language
        self._spectrum_s: int | None = None  # the second of the session for which it was drawn
        self.setAccessibleName(language.gettext("Details"))
        rate, share, peak = (DEFINITIONS[name] for name in ("heart_rate_bpm", "coherence_share", "coherence_peak_hz"))
        self.heart_rate = _number(tokens, language, rate)
        self.peak = _number(tokens, language, peak, beside=f" {language.gettext(peak.label)}")
        self.coherence = _number(tokens, language, share)
        self._heart = HeartPlot(tokens, language)
        self._spectrum = SpectrumPlot(tokens, language)
        self._course = CoherencePlot(tokens, language)
        self.corrected = Words("", font(11), tokens.rose)
        column = self._column = bare(QVBoxLayout(self))
        foot = bare(QHBoxLayout())
        span = language.gettext("{seconds} s").format(seconds=language.number(SPAN_S))
        ends = (span, language.pgettext("time", "now"))
        self.foot_words = [Words(text, font(11), tokens.muted) for text in ends]
        foot.addWidget(self.foot_words[0])
        foot.addStretch(1)
        foot.addWidget(self.corrected)
        foot.addStretch(1)
        foot.addWidget(self.foot_words[1])
        heart = PlotPanel(tokens, language.gettext(rate.title), self.heart_rate, self._heart.widget, foot)
        column.addWidget(heart, 10)
        spectrum = language.gettext("Power spectrum, last {seconds} s")
        spectrum = spectrum.format(seconds=language.number(share.window_s))
        rhythm = PlotPanel(tokens, spectrum, self.peak, self._spectrum.widget)
        column.addWidget(rhythm, 10)
        course = PlotPanel(tokens, language.gettext(share.title), self.coherence, self._course.widget)
        column.addWidget(course, 7)
        self.numbers = _grid_numbers(tokens, language)
        self.floor = Words("", font(11), tokens.muted)
        numbers = Panel(tokens, language.gettext("Numbers"))
        grid = QGridLayout(numbers)
        grid.setVerticalSpacing(1)
        for index, number in enumerate(self.numbers.values()):
            grid.addWidget(number, 3 * (index // _ABREAST), index % _ABREAST)
        # Beneath RMSSD, which it belongs to, and as wide as the panel, so that no number moves for it.
        grid.addWidget(self.floor, 1, 0, 1, _ABREAST)
        self._panels, self._grid = (heart, rhythm, course), grid
        self.floor.hide()
        column.addWidget(numbers)
        self.further = [FurtherHeart(view, session, source, tokens, language) for source in session.sources[1:]]
        for further in self.further:
            column.addWidget(further)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand closer in a low window."""
        low = self.height() < scaled(_LOW)
        self._column.setSpacing(6 if low else 14)
        for panel in self._panels:
            panel.column.setContentsMargins(16 if low else 22, 4 if low else 12, 16 if low else 22, 4 if low else 10)
        self._grid.setContentsMargins(16 if low else 22, 4 if low else 14, 16 if low else 22, 4 if low else 14)
        self._grid.setRowMinimumHeight(2, 2 if low else 8)
        self._spectrum.widget.setHidden(low)
        # Where words are much larger, the numbers come before the picture of their course.
        self._course.widget.setHidden(self.height() < scaled(_LOWEST))
        self._column.setStretch(1, 0 if low else 10)
        super().resizeEvent(event)

    def refresh(self, now_s: float) -> None:
        """Draw everything as it is at ``now_s``."""
        corrected = self._heart.refresh(self._view, now_s)
        words = self._language.ngettext("{count} beat corrected", "{count} beats corrected", corrected)
        self.corrected.setText(words.format(count=self._language.whole(corrected)) if corrected else "")
        if math.floor(now_s) != self._spectrum_s:
            # At every whole second, so that two windows draw it of the same moment.
            self._spectrum_s = math.floor(now_s)
            self._refresh_spectrum(now_s)
            self._describe_plots(now_s)
            self._course.refresh(self._view, now_s)
        self._refresh_numbers(now_s)
        for heart in self.further:
            heart.refresh()

    def _refresh_spectrum(self, now_s: float) -> None:
        beats = [beat for beat in self._view.heart.beats if math.isfinite(beat.t_s)]
        # Drawn when its numbers are known, and only then: the same windows, the same gates.
        if not beats or math.isnan(self._value("coherence_peak_hz")):
            self._spectrum.refresh(None, math.nan)
            return
        t_s, nn_ms = np.array([beat.t_s for beat in beats]), np.array([beat.nn_ms for beat in beats])
        rhythm = rhythm_coherence(t_s, nn_ms, now_s=now_s)
        self._spectrum.refresh(rhythm.spectrum, self._value("coherence_peak_hz"))

    def _describe_plots(self, now_s: float) -> None:
        """Say in words what the plots show, for whoever hears the screen."""
        beats = () if self._view.heart_hidden else self._view.heart.beats
        rates = [60_000.0 / beat.nn_ms for beat in beats if beat.nn_ms > 0.0 and beat.t_s > now_s - SPAN_S]
        words = self._language.gettext("Heart rate between {low_bpm} and {high_bpm} beats a minute.")
        number = self._language.number
        heart = words.format(low_bpm=number(min(rates)), high_bpm=number(max(rates))) if rates else ""
        self._heart.widget.setAccessibleDescription(heart)
        self._spectrum.widget.setAccessibleDescription(self.peak.accessibleName())
        self._course.widget.setAccessibleDescription(self.coherence.accessibleName())

    def _refresh_numbers(self, now_s: float) -> None:
        self._show(self.heart_rate, "heart_rate_bpm")
        self._show(self.peak, "coherence_peak_hz")
        self._show(self.coherence, "coherence_share")
        value, ratio = self._value("coherence_ratio"), DEFINITIONS["coherence_ratio"]
        known = math.isfinite(value)
        # Translators: stands after the share, such as "ratio 1.5".
        words = self._language.gettext("ratio {value}")
        words = words.format(value=form_text(ratio.on_screen, value, self._language))
        self.coherence.show_beside(f" · {words}" if known else "")
        for name, number in self.numbers.items():
            if name != _LED_BREATH:
                self._show(number, name)
        _show_breath(self.numbers[_LED_BREATH], self._view, now_s, self._language)
        floor = floor_words(self._view.heart.timing, self._language) if math.isfinite(self._value("rmssd_ms")) else ""
        self.floor.setText(floor)
        self.floor.setVisible(bool(floor))

    def _show(self, number: Number, name: str) -> None:
        number.show_value(self._value(name), self._reason(name))

    def _value(self, name: str) -> float:
        return math.nan if self._view.heart_hidden else self._view.heart.value(name)

    def _reason(self, name: str) -> str:
        if self._view.heart_hidden:
            return self._language.gettext("The heart is not shown in this step.")
        return reason_words(self._view.heart, name, self._language)


class FurtherHeart(Panel):
    """A heart beside the primary one: its sensor in a line, and a few numbers."""

    def __init__(
        self, view: PracticeViewModel, session: Session, source: str, tokens: Tokens, language: Language
    ) -> None:
        super().__init__(tokens, language.gettext("A further sensor"))
        self._view = view
        self._session = session
        self._source = source
        self._language = language
        self.status = Words("", font(12), tokens.muted, wrap=True)
        self.numbers = {name: _grid_number(tokens, language, name) for name in _FURTHER}
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 10, 22, 10)
        column.setSpacing(4)
        column.addWidget(self.status)
        row = QHBoxLayout()
        for number in self.numbers.values():
            row.addWidget(number, 1)
        column.addLayout(row)

    def refresh(self) -> None:
        """Show what is known of it now."""
        heart = self._view.hearts[self._source]
        label = self._session.label_of(self._source)
        which = among(self._source, self._session.sources, self._session.label_of)
        self.status.setText(status_words(heart, label, self._language, simulated=False, which=which))
        for name, number in self.numbers.items():
            if self._view.heart_hidden:
                number.show_value(math.nan, self._language.gettext("The heart is not shown in this step."))
            else:
                number.show_value(heart.value(name), reason_words(heart, name, self._language))


class DetailsWithoutHeart(QWidget):
    """The panel of the details where no heart is shown: why there is none, and the breath that is led."""

    def __init__(self, view: PracticeViewModel, tokens: Tokens, language: Language, *, in_room: bool) -> None:
        super().__init__()
        self._view = view
        self._language = language
        self.setAccessibleName(language.gettext("Details"))
        self.breath = _grid_number(tokens, language, _LED_BREATH)
        panel = Panel(tokens, language.gettext("Numbers"))
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(22, 18, 22, 18)
        inside.setSpacing(16)
        words = without_numbers_words(language, in_room=in_room)
        inside.addWidget(Words(words, font(15), tokens.muted, wrap=True))
        inside.addWidget(self.breath)
        column = bare(QVBoxLayout(self))
        column.addWidget(panel)
        column.addStretch(1)

    def refresh(self, now_s: float) -> None:
        """Show the pace of the breath as it is at ``now_s``."""
        _show_breath(self.breath, self._view, now_s, self._language)


def details_of(
    view: PracticeViewModel, session: Session, tokens: Tokens, language: Language
) -> Details | DetailsWithoutHeart:
    """Return the panel that suits the practice."""
    if not view.listened:
        return DetailsWithoutHeart(view, tokens, language, in_room=is_room(session))
    return Details(view, session, tokens, language)


def reason_words(heart: HeartView, name: str, language: Language) -> str:
    """Return why a metric is not known; empty when it is."""
    metric = heart.metrics.get(name)
    if metric is None:
        return language.gettext("Waiting for the first heartbeats.")
    return coded_sentence(metric.reason, metric.facts, language)


def _show_breath(number: Number, view: PracticeViewModel, now_s: float, language: Language) -> None:
    pace = view.breaths_per_min(now_s)
    number.show_value(math.nan if pace is None else pace, language.gettext("No breath is led just now."))


def _grid_numbers(tokens: Tokens, language: Language) -> dict[str, Number]:
    """Return the numbers beneath the plots; their titles take two lines where they have no room side by side."""
    metrics = QFontMetricsF(font(TITLE_PX))
    widths = [metrics.horizontalAdvance(_title(name, language)) for name in _GRID]
    wrap = sum(max(widths[column::_ABREAST]) for column in range(_ABREAST)) > _LEAST_WIDTH
    return {name: _grid_number(tokens, language, name, wrap=wrap) for name in _GRID}


def _grid_number(tokens: Tokens, language: Language, name: str, *, wrap: bool = False) -> Number:
    # Translators: breaths a minute, beside a number.
    form = ScreenForm(language.gettext("/min"), 1) if name == _LED_BREATH else DEFINITIONS[name].on_screen
    about = "led_breaths_per_min" if name == _LED_BREATH else name
    return Number(tokens, language, form, 19, about, _title(name, language), titled=True, wrap=wrap)


def _number(tokens: Tokens, language: Language, of: Definition, *, beside: str = "") -> Number:
    return Number(tokens, language, of.on_screen, 21, of.name, language.gettext(of.title), beside=beside)


def _title(name: str, language: Language) -> str:
    return language.gettext("Breath") if name == _LED_BREATH else language.gettext(DEFINITIONS[name].title)
