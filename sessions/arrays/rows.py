"""The rows of the tables that a recording is read as, one after another, so that any length takes little memory."""

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import fields
from typing import TypeAlias

from biofeedback.event_kinds import Layer
from biofeedback.events import (
    EVENT_TYPES,
    AnswerKept,
    Battery,
    Beat,
    BeatJudged,
    BlockBegan,
    BreathPlanned,
    ClosingBegan,
    Contact,
    DeviceFact,
    Event,
    FormAnswered,
    Gap,
    LeadingBegan,
    LinkChanged,
    Marker,
    Metric,
    Note,
    Notice,
    OfferMade,
    PaceChanged,
    Packet,
    Paused,
    PracticeEnded,
    PromptShown,
    SampleBlock,
    SeatTaken,
    StepBegan,
    Tick,
)
from sessions.arrays.table import Row
from sessions.arrays.tables import LIVE
from sessions.beat_layers import layer_beats
from sessions.later.edits import hand_edits
from sessions.reader import Recording
from sessions.schema import TABLES

Filter: TypeAlias = Callable[[Event], Event | None]
"""Returns an event as it is to be told, ``None`` where it is not."""

_NOT_LISTED: tuple[type[Event], ...] = (Packet, Beat, SampleBlock, BeatJudged, Metric, FormAnswered, Tick)
_LISTED: tuple[type[Event], ...] = tuple(each for each in EVENT_TYPES if each not in _NOT_LISTED)

_NAMES: dict[type[Event], str] = {
    Marker: "label",
    Note: "kind",
    StepBegan: "name",
    AnswerKept: "kind",
    DeviceFact: "name",
    LinkChanged: "code",
    Contact: "state",
    Gap: "reason",
    OfferMade: "offer",
    Paused: "mode",
    PracticeEnded: "mode",
    PaceChanged: "request",
    LeadingBegan: "origin",
    Notice: "code",
    PromptShown: "text",
    SeatTaken: "seat",
    BlockBegan: "kind",
}
"""The field that is the name of an event."""

_VALUES: dict[type[Event], str] = {
    Battery: "level_percent",
    OfferMade: "breaths_per_min",
    PaceChanged: "breaths_per_min",
    LeadingBegan: "breaths_per_min",
    ClosingBegan: "ends_s",
    BlockBegan: "block",
}
"""The field that is the number of an event."""


def as_it_is(event: Event) -> Event | None:
    """Return the event itself: nothing is left out."""
    return event


def beat_rows(recording: Recording, keep: Filter = as_it_is) -> Iterator[Row]:
    """Yield a row of `Beats` for each judgement, in the order of the timeline, then those that were never judged.

    A beat is judged within a few beats, so few wait for it at any time.
    """
    waiting: dict[tuple[str, int], Beat] = {}
    for _, item in recording.events(Beat, BeatJudged):
        event = keep(item)
        if isinstance(event, Beat):
            waiting[event.source, event.index] = event
        elif isinstance(event, BeatJudged):
            beat = None if event.kind == "missed" else waiting.pop((event.source, event.index), None)
            yield (
                event.source,
                event.index,
                event.t_s,
                math.nan if beat is None else beat.arrived_s,
                math.nan if beat is None else beat.rr_ms,
                event.nn_ms,
                event.kind,
                LIVE,
                math.nan if beat is None else beat.quality,
                "" if beat is None else beat.flag,
            )
    for beat in waiting.values():
        yield (beat.source, beat.index, math.nan, beat.arrived_s, beat.rr_ms, math.nan, "", "", beat.quality, beat.flag)


def layer_rows(recording: Recording, named: Callable[[str], str] = str) -> Iterator[Row]:
    """Yield the rows of `BeatLayers`, heart by heart and layer by layer; ``named`` says what a heart is called."""
    for source in recording.sources or ():
        for layer in layers_of(recording, source):
            for beat in layer_beats(recording, layer, source):
                yield (
                    named(source),
                    layer,
                    beat.index,
                    beat.t_s,
                    beat.rr_ms,
                    beat.nn_ms,
                    beat.kind,
                    int(beat.by_hand),
                    beat.flag,
                )


def layers_of(recording: Recording, source: str | None = None) -> tuple[Layer, ...]:
    """Return the layers beside the live one: that by hand where beats were edited, of one heart or of any."""
    edits = recording.beat_edits()
    sources = recording.sources or () if source is None else (source,)
    return ("automatic", "hand") if any(hand_edits(edits, each) for each in sources) else ("automatic",)


def event_rows(recording: Recording, keep: Filter = as_it_is) -> Iterator[Row]:
    """Yield the rows of `Events`."""
    for _, item in recording.events(*_LISTED):
        if (event := keep(item)) is not None:
            yield _event_row(event)


def step_rows(recording: Recording, keep: Filter = as_it_is) -> Iterator[Row]:
    """Yield the rows of `Steps`; the last one ends with the practice, or where the recording does."""
    step: StepBegan | None = None
    ended_s = recording.duration_s
    for _, item in recording.events(StepBegan, PracticeEnded):
        event = keep(item)
        if isinstance(event, StepBegan):
            if step is not None:
                yield _step_row(step, event.t_s)
            step = event
        elif isinstance(event, PracticeEnded):
            ended_s = event.t_s
    if step is not None:
        yield _step_row(step, max(ended_s, step.t_s))


def breath_rows(recording: Recording) -> Iterator[Row]:
    """Yield the rows of `Breaths`: what was planned, without what was planned anew, or withdrawn."""
    planned: list[BreathPlanned] = []
    for _, event in recording.events(BreathPlanned, Paused, PracticeEnded):
        match event:
            case BreathPlanned(t_s=t_s):
                planned = _before(planned, t_s)
                planned.append(event)
            case Paused(t_s=t_s, mode="pause"):
                planned = _before(planned, math.nextafter(t_s, math.inf))
            case PracticeEnded(t_s=t_s):
                planned = _before(planned, t_s)
            case _:
                pass
    for breath in planned:
        yield (breath.t_s, breath.in_s, breath.hold_in_s, breath.out_s, breath.hold_out_s)


def metric_rows(recording: Recording, keep: Filter = as_it_is) -> Iterator[Row]:
    """Yield the rows of `Metrics`."""
    for _, item in recording.events(Metric):
        event = keep(item)
        if isinstance(event, Metric):
            yield (
                event.t_s,
                event.source,
                event.name,
                event.value,
                event.unit,
                event.window_s,
                event.quality_share,
                str(event.reason),
            )


def answer_rows(recording: Recording, keep: Filter = as_it_is) -> Iterator[Row]:
    """Yield the rows of `Answers`."""
    for _, item in recording.events(FormAnswered):
        event = keep(item)
        if isinstance(event, FormAnswered):
            yield (
                event.t_s,
                event.form,
                event.moment,
                event.question,
                event.kind,
                event.value,
                event.meaning,
                event.took_s,
                event.asked,
            )


def _event_row(event: Event) -> Row:
    kept = {each.name: getattr(event, each.name) for each in fields(event)}
    source = kept.pop("source", "")
    name = str(kept.pop(_NAMES.get(type(event), ""), ""))
    value = kept.pop(_VALUES.get(type(event), ""), math.nan)
    if isinstance(event, Gap):
        time_s, duration_s = kept.pop("from_s"), event.until_s - event.from_s
        del kept["until_s"]
    else:
        time_s, duration_s = kept.pop("t_s"), kept.pop("for_s", math.nan)
    if isinstance(event, BreathPlanned):
        duration_s = event.in_s + event.hold_in_s + event.out_s + event.hold_out_s
    if isinstance(event, DeviceFact) and not isinstance(event.value, str):
        value = float(kept.pop("value"))
    if "facts" in kept:
        kept |= {f"fact_{fact}": said for fact, said in kept.pop("facts")}
    kind = TABLES[type(event)].name
    return (time_s, duration_s, source, kind, name, math.nan if value is None else float(value), _json(kept))


def _json(kept: dict[str, object]) -> str:
    sound = {name: None if isinstance(said, float) and not math.isfinite(said) else said for name, said in kept.items()}
    return json.dumps(sound, ensure_ascii=False, sort_keys=True) if sound else ""


def _step_row(step: StepBegan, ends_s: float) -> Row:
    return (step.index, step.name, step.title, step.t_s, ends_s, step.heart_display)


def _before(planned: list[BreathPlanned], t_s: float) -> list[BreathPlanned]:
    while planned and planned[-1].t_s >= t_s:
        planned.pop()
    return planned
