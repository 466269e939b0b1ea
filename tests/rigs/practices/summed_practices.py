"""Practices as they went, summed up, and what is said of them."""

import math

from biofeedback.codes import LinkCode
from biofeedback.events import BeatJudged, Event, LinkChanged, Metric
from biofeedback.practice.after.summariser import Summariser
from biofeedback.practice.after.summary import Summary
from biofeedback.practice.guide.guide import Guide
from biofeedback.practices import practice_named
from ui.words.languages import english
from ui.words.summary_words import Fact, summary_facts, summary_lines

PAUSE = practice_named("compassionate_pause")
NAN = math.nan


ABOUT = {
    "Time": "practice_length_s",
    "Heart rate": "practice_heart_rate_bpm",
    "Heart-rate swing": "practice_swing_bpm",
    "Rhythm coherence": "practice_coherence_share",
    "Breath led": "led_breaths_per_min",
    "Silence": "silence_s",
    "Longest quiet": "longest_quiet_s",
    "Beats corrected": "practice_corrected_share",
    "Sensor away": "away_s",
    "Computer asleep": "slept_s",
    "Moments marked": "markers",
}
"""The definition behind each fact, by what stands before it."""


def line_of(label: str, value: str, unit: str) -> Fact:
    return Fact(label, value, unit, ABOUT[label])


def metric(name: str, t_s: float, value: float) -> Metric:
    return Metric(source="strap", name=name, t_s=t_s, value=value, unit="", window_s=64.0, quality_share=1.0)


def beat(index: int, t_s: float, nn_ms: float = 1000.0, kind: str = "normal") -> BeatJudged:
    return BeatJudged(source="strap", index=index, t_s=t_s, kind=kind, nn_ms=nn_ms)


def link(state: str, t_s: float) -> LinkChanged:
    return LinkChanged(source="strap", t_s=t_s, state=state, code=LinkCode.RECORDED_SENTENCE, facts=())


def guided() -> list[Event]:
    guide = Guide(PAUSE)
    return [*guide.advance(0.0), *guide.advance(1000.0)]


def with_heart() -> list[Event]:
    beats: list[Event] = [beat(index, float(index), 1000.0 if index % 2 else 800.0) for index in range(180)]
    coherence = [metric("coherence_share", float(t_s), NAN if t_s < 64 else 0.6) for t_s in range(180)]
    swing = [metric("swing_bpm", float(t_s), 11.6) for t_s in range(60, 180, 10)]
    return sorted([*guided(), *beats, *coherence, *swing], key=lambda event: event.t_s)


def summary_of(events: list[Event]) -> Summary:
    summariser = Summariser(PAUSE.title)
    for event in events:
        summariser.apply(event)
    return summariser.summary()


def said(summary: Summary) -> tuple[str, ...]:
    return summary_lines(summary.statistics, english())


def facts_of(summary: Summary) -> tuple[Fact, ...]:
    return summary_facts(summary.statistics, english())


def fact(summary: Summary, label: str) -> Fact | None:
    return next((each for each in facts_of(summary) if each.label == label), None)
