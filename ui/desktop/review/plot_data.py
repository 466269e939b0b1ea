"""What the plot of a practice draws, prepared once; made beside the main thread, as it takes a moment."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from biofeedback.events import BreathPlanned
from biofeedback.practice.pacing.breath import ends_s, within
from ui.desktop.review.course import Course
from ui.desktop.review.marks import Mark, marks_of
from ui.desktop.review.span import Span
from ui.desktop.widgets.steady_range import SteadyRange
from ui.presenter.review import Review
from ui.words.language import Language

_LONGEST_RR_S = 5.0  # heart rate is not drawn across a longer time without a beat, as in the details
_LONGEST_SHARE_S = 6.0  # nor a share across a longer time without a value; a choice: several were left out
_STEP_BPM = 5.0  # the ends of the heart-rate axis are multiples of it, as in the details
_BREATH_PIECES = 40  # lines of which a breath is drawn; a choice by eye at the greatest zoom


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotData:
    """Everything to draw.

    Attributes
    ----------
    review : Review
        What it was made from.
    heart, breath, coherence, warmth : Course
        Heart rate in beats a minute, the led breath from 0 (empty) to 1, and two shares from 0 to 1.
    low_bpm, high_bpm : float
        The ends of the heart-rate axis.
    marks : tuple of Mark
        What there is to find, in order of time.
    """

    review: Review
    heart: Course
    breath: Course
    coherence: Course
    warmth: Course
    low_bpm: float
    high_bpm: float
    marks: tuple[Mark, ...]

    @property
    def whole(self) -> Span:
        """The span that shows the whole practice."""
        return Span.whole(self.review.from_s, self.review.until_s)


def plot_data(review: Review, language: Language) -> PlotData:
    """Return what the plot draws of a practice."""
    gaps = sorted((gap.from_s, gap.until_s) for gap in review.gaps)
    rates = [(beat.t_s, 60_000.0 / beat.nn_ms) for beat in review.beats if beat.nn_ms > 0.0]
    heart = Course(rates, _LONGEST_RR_S, gaps)
    axis = SteadyRange(_STEP_BPM)
    axis.follow(bpm for _, bpm in rates)
    return PlotData(
        review=review,
        heart=heart,
        breath=Course(_breath_wave(review), longest_s=math.inf),
        coherence=Course(review.coherence, _LONGEST_SHARE_S),
        warmth=Course(review.warmth, _LONGEST_SHARE_S),
        low_bpm=axis.low,
        high_bpm=axis.high,
        marks=marks_of(review, language),
    )


def _breath_wave(review: Review) -> Iterator[tuple[float, float]]:
    """Yield how full the led breath was; a ``nan`` where none was led for a while."""
    ended_s = -math.inf
    for number, breath in enumerate(review.breaths):
        if breath.t_s > ended_s:
            yield breath.t_s, math.nan
        next_s = review.breaths[number + 1].t_s if number + 1 < len(review.breaths) else math.inf
        ended_s = min(ends_s(breath), next_s, review.until_s)
        yield from _one_breath(breath, ended_s)


def _one_breath(breath: BreathPlanned, ended_s: float) -> Iterator[tuple[float, float]]:
    for piece in range(_BREATH_PIECES):
        t_s = breath.t_s + (ended_s - breath.t_s) * piece / _BREATH_PIECES
        moment = within(breath, t_s)
        if moment is not None:
            yield t_s, moment.position
