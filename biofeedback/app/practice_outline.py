"""Writes out the course of a practice: what comes when, how fast breath is led, and how long it is quiet.

It comes from the very guide that leads the practice, at its planned times.
"""

import math
from collections.abc import Iterator
from operator import attrgetter

from biofeedback.events import BellRang, BreathPlanned, Event, PracticeEnded, PromptShown, StepBegan
from biofeedback.practice.guide.guide import Guide
from biofeedback.practice.pacing.breath import ends_s
from biofeedback.practice.script.model import Practice, Step

ENDLESS_UNTIL_S = 1800.0
"""So many seconds are written out of a practice without end: a choice, half an hour."""

_WORTH_SAYING_S = 10.0
"""A quiet is mentioned from so many seconds on: a choice, about two breaths."""

_CHANGE_PER_MIN = 0.5
"""The pace is given again when it has changed by so many breaths a minute: a choice, so that a ramp is a few lines."""

_LEADS = {
    "listen": "the light listens",
    "lead": "the light leads",
    "follow": "the light keeps the person's own pace",
    "vanish": "the light lets go",
}


def course(practice: Practice) -> Iterator[str]:
    """Yield the course of a practice, line by line, for somebody who changes nothing."""
    quiet_from_s = math.nan
    given_per_min = math.nan
    # A breath is announced one ahead; it is written where it begins.
    for event in sorted(_events(practice), key=attrgetter("t_s")):
        match event:
            case StepBegan(t_s=t_s, index=index):
                step = practice.steps[index]
                yield f"{_at(t_s)}  — {step.title} — {', '.join(_mode(step))}"
            case PromptShown(t_s=t_s, text=text, for_s=for_s):
                yield from _quiet(quiet_from_s, t_s)
                yield f"{_at(t_s)}  {practice.said(text)}"
                quiet_from_s = t_s + for_s
            case BellRang(t_s=t_s):
                yield f"{_at(t_s)}  (a bell)"
            case BreathPlanned(t_s=t_s):
                per_min = 60.0 / (ends_s(event) - t_s)
                if not abs(per_min - given_per_min) < _CHANGE_PER_MIN:
                    given_per_min = per_min
                    yield f"{_at(t_s)}  (breath {per_min:.1f} a minute)"
            case PracticeEnded(t_s=t_s):
                yield from _quiet(quiet_from_s, t_s)
                yield f"{_at(t_s)}  The end."
            case _:
                pass
    if practice.endless:
        yield "       It goes on until the person ends it."


def _events(practice: Practice) -> Iterator[Event]:
    guide = Guide(practice)
    while (due_s := guide.next_due_s) is not None and not (practice.endless and due_s > ENDLESS_UNTIL_S):
        yield from guide.advance(due_s)


def _mode(step: Step) -> Iterator[str]:
    yield "no end" if step.endless else f"{step.breaths} breaths" if step.breaths else f"{step.length_s:g} s"
    yield _LEADS[step.pacing]
    if step.heart_display == "resting":
        yield "the heart display rests"
    if step.silence:
        yield "a silence"


def _quiet(from_s: float, until_s: float) -> Iterator[str]:
    if until_s - from_s >= _WORTH_SAYING_S:
        yield f"       … quiet for {until_s - from_s:.0f} s"


def _at(t_s: float) -> str:
    minutes, seconds = divmod(round(t_s), 60)
    return f"{minutes:3d}:{seconds:02d}"
