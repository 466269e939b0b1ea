"""The picture of a practice: the course of the heart rate, and how breath was led, with what it shows in words."""

import math
from collections.abc import Iterable, Sequence

from biofeedback.document import Chart, Curve, Panel, Tick
from biofeedback.practice.after.curves import thinned
from biofeedback.practice.pacing.breath import ends_s
from ui.presenter.review import Review
from ui.words.language import Language
from ui.words.recordings.review_words import heart_summary

_MOST_POINTS = 2400
"""Of a curve: three to a point of the paper's width of 17 cm, beyond which it is a band of ink anyway; a choice."""

_LEAST_SPAN_BPM = 20.0
"""A steady heart is drawn in the middle of so many beats a minute, and not as large as there is room; a choice."""

_LEAST_SPAN_PER_MIN = 2.0
"""Breaths a minute of the lower panel, at least, for the same reason."""

_MOST_TIME_TICKS = 8
"""On the axis of time; more would touch one another."""

_TIME_STEPS_S = (15.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0, 14_400.0)
"""Seconds between two ticks, as clocks divide time."""

_STEPS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
"""Between two ticks of a value, as people count."""

_VALUE_TICKS = 5  # at most, on an axis of values


def course_chart(review: Review, language: Language) -> Chart:
    """Return the picture of a practice; without a sensor it has the led breath alone."""
    panels = tuple(filter(None, (_heart_panel(review, language), _breath_panel(review, language))))
    return Chart(
        alt=chart_words(review, language),
        from_s=review.from_s,
        until_s=review.until_s,
        ticks=_time_ticks(review, language),
        bands=tuple((each.step.began_s, each.step.ended_s, each.step.title) for each in review.steps),
        marks=tuple(each.t_s for each in review.markers if review.from_s <= each.t_s <= review.until_s),
        panels=panels,
    )


def chart_words(review: Review, language: Language) -> str:
    """Return what the picture shows, in words."""
    said = [
        language.gettext("The course of the practice over {length} min.").format(
            length=language.minutes_and_seconds(review.length_s)
        ),
        heart_summary(review, language) or language.gettext("There is no curve of the heart."),
        _breath_words(review, language),
    ]
    if review.steps:
        steps = language.listed(each.step.title for each in review.steps)
        said.append(language.gettext("The steps in order: {steps}.").format(steps=steps))
    return " ".join(said)


def _breath_words(review: Review, language: Language) -> str:
    paces = [pace for _, pace in _paces(review)]
    if not paces:
        return language.gettext("No breath was led.")
    return language.gettext("The light led from {first} to {last} breaths a minute.").format(
        first=language.number(paces[0], 1), last=language.number(paces[-1], 1)
    )


def _heart_panel(review: Review, language: Language) -> Panel | None:
    beats = [
        # A beat merged into the next leaves no hole; every other one without an interval does.
        (beat.t_s, 60_000.0 / beat.nn_ms if beat.nn_ms > 0.0 else math.nan)
        for beat in review.beats
        if beat.kind != "extra"
    ]
    holes = [((gap.from_s + gap.until_s) / 2.0, math.nan) for gap in review.gaps]
    points = thinned([*beats, *holes], _MOST_POINTS)
    rates = [rate for _, rate in points if not math.isnan(rate)]
    if not rates:
        return None
    low, high = _bounds(rates, _LEAST_SPAN_BPM)
    title = language.gettext("Heart rate, bpm")
    return Panel(title, low, high, _value_ticks(low, high, language), (Curve(points, "ink"),))


def _breath_panel(review: Review, language: Language) -> Panel | None:
    paces = _paces(review)
    if not paces:
        return None
    points: list[tuple[float, float]] = []
    for (t_s, pace), breath in zip(paces, review.breaths, strict=True):
        if points and t_s > points[-1][0] + 1e-6:
            points.append((points[-1][0], math.nan))
        points = [*points[:-1], (t_s, pace)] if points and points[-1][0] == t_s else [*points, (t_s, pace)]
        points.append((min(ends_s(breath), review.until_s), pace))
    low, high = _bounds([pace for _, pace in paces], _LEAST_SPAN_PER_MIN)
    title = language.gettext("Breaths led, a minute")
    return Panel(title, low, high, _value_ticks(low, high, language), (Curve(tuple(points), "amber", steps=True),))


def _paces(review: Review) -> list[tuple[float, float]]:
    return [(each.t_s, 60.0 / max(1e-3, ends_s(each) - each.t_s)) for each in review.breaths]


def _bounds(values: Sequence[float], least_span: float) -> tuple[float, float]:
    low, high = min(values), max(values)
    middle, half = (low + high) / 2.0, max(least_span, 1.1 * (high - low)) / 2.0
    return max(0.0, middle - half), middle + half


def _value_ticks(low: float, high: float, language: Language) -> tuple[Tick, ...]:
    step = next((each for each in _STEPS if (high - low) / each <= _VALUE_TICKS), _STEPS[-1])
    first = math.ceil(low / step)
    return tuple(Tick(at * step, language.short_number(at * step)) for at in _whole(first, high / step))


def _time_ticks(review: Review, language: Language) -> tuple[Tick, ...]:
    longest = next((each for each in _TIME_STEPS_S if review.length_s / each <= _MOST_TIME_TICKS), None)
    step_s = longest or math.ceil(review.length_s / _MOST_TIME_TICKS / 3600.0) * 3600.0
    return tuple(
        Tick(review.from_s + at * step_s, language.minutes_and_seconds(at * step_s))
        for at in _whole(0, review.length_s / step_s)
    )


def _whole(first: int, last: float) -> Iterable[int]:
    return range(first, math.floor(last + 1e-9) + 1)
