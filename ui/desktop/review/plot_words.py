"""What stands at the axes of a plot and beside its curves, and what is read out of a moment of it."""

import math

from biofeedback.signals.definitions import DEFINITIONS
from ui.desktop.review.axes import time_text
from ui.desktop.review.marks import mark_at, shares_of
from ui.desktop.review.plot_data import PlotData
from ui.presenter.review import OF_ROOM
from ui.words.language import Language
from ui.words.number_words import form_text

_HEART_RATE = DEFINITIONS["heart_rate_bpm"]
_COHERENCE = DEFINITIONS["coherence_share"]
_IN_STEP = DEFINITIONS[OF_ROOM]
_WARMTH = DEFINITIONS["warmth_share"]
_NEAREST_BEAT_S = 2.5  # a beat further from the pointer is not read out; a choice, above a long interval


class PlotWords:
    """The words of a plot in one language."""

    def __init__(self, language: Language) -> None:
        self.language = language
        of_one = language.pgettext("unit", "of 1")
        self.heart_rate = self._named(_HEART_RATE.title, language.gettext(_HEART_RATE.on_screen.unit))
        self.coherence = self._named(_COHERENCE.title, of_one)
        self.in_step = self._named(_IN_STEP.title, of_one)
        self.warmth = self._named(_WARMTH.title, of_one)
        self.breath = language.gettext("The led breath")
        self.time_unit = language.pgettext("unit", "min")

    def bpm(self, value: float) -> str:
        """Return a heart rate as a number."""
        return form_text(_HEART_RATE.on_screen, value, self.language)

    def share(self, value: float) -> str:
        """Return a share as a number of the axis."""
        return self.language.number(value, 1)

    def moment(self, data: PlotData, t_s: float, near_s: float) -> str:
        """Return all there is to say of a moment: its time, step, numbers, and what is marked there."""
        language, review = self.language, data.review
        step = next((each.title for each in review.summary.steps if each.began_s <= t_s <= each.ended_s), "")
        said = [time_text(t_s - review.from_s, language, tenths=near_s < 1.0), step]
        beat = data.heart.nearest(t_s, _NEAREST_BEAT_S)
        if beat is not None:
            bpm = language.gettext("{value} bpm").format(value=self.bpm(beat[1]))
            said.append(bpm)
        coherence, warmth = shares_of(review, t_s)
        if not math.isnan(coherence):
            words = language.gettext("in step {share}") if review.of_room else language.gettext("coherence {share}")
            said.append(words.format(share=language.number(coherence, 2)))
        if not math.isnan(warmth):
            said.append(language.gettext("warmth {share}").format(share=language.number(warmth, 2)))
        mark = mark_at(data.marks, t_s, near_s)
        return " · ".join(filter(None, [*said, mark.sentence if mark else ""]))

    def _named(self, title: str, unit: str) -> str:
        return f"{self.language.gettext(title)}, {unit}"
