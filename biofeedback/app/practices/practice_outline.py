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
from ui.words.language import Language
from ui.words.studies.protocol_words import block_words, condition_lines

ENDLESS_UNTIL_S = 1800.0
"""So many seconds are written out of a practice without end: a choice, half an hour."""

_WORTH_SAYING_S = 10.0
"""A quiet is mentioned from so many seconds on: a choice, about two breaths."""

_INDENT = " " * 7  # of what has no moment of its own, as wide as a moment before its words

_CHANGE_PER_MIN = 0.5
"""The pace is given again when it has changed by so many breaths a minute: a choice, so that a ramp is a few lines."""


def course(practice: Practice, language: Language) -> Iterator[str]:
    """Yield the course of a practice, line by line, for somebody who changes nothing."""
    quiet_from_s = math.nan
    given_per_min = math.nan
    # A breath is announced one ahead; it is written where it begins.
    for event in sorted(_events(practice), key=attrgetter("t_s")):
        match event:
            case StepBegan(t_s=t_s, index=index):
                step = practice.steps[index]
                yield f"{_at(t_s, language)}  — {step.title} — {language.listed(_mode(step, language))}"
            case PromptShown(t_s=t_s, text=text, for_s=for_s):
                yield from _quiet(quiet_from_s, t_s, language)
                yield f"{_at(t_s, language)}  {practice.said(text)}"
                quiet_from_s = t_s + for_s
            case BellRang(t_s=t_s):
                bell = language.gettext("(a bell)")
                yield f"{_at(t_s, language)}  {bell}"
            case BreathPlanned(t_s=t_s):
                per_min = 60.0 / (ends_s(event) - t_s)
                if not abs(per_min - given_per_min) < _CHANGE_PER_MIN:
                    given_per_min = per_min
                    led = language.gettext("(breath {pace} a minute)").format(pace=language.number(per_min, 1))
                    yield f"{_at(t_s, language)}  {led}"
            case PracticeEnded(t_s=t_s):
                yield from _quiet(quiet_from_s, t_s, language)
                end = language.gettext("The end.")
                yield f"{_at(t_s, language)}  {end}"
            case _:
                pass
    if practice.endless:
        on = language.gettext("It goes on until the person ends it.")
        yield f"{_INDENT}{on}"
    yield from condition_lines(practice, language)


def _events(practice: Practice) -> Iterator[Event]:
    guide = Guide(practice)
    while (due_s := guide.next_due_s) is not None and not (practice.endless and due_s > ENDLESS_UNTIL_S):
        yield from guide.advance(due_s)


def _mode(step: Step, language: Language) -> Iterator[str]:
    yield _length(step, language)
    match step.pacing:
        case "listen":
            yield language.gettext("the light listens")
        case "lead":
            yield language.gettext("the light leads")
        case "follow":
            yield language.gettext("the light keeps the person's own pace")
        case "vanish":
            yield language.gettext("the light lets go")
    if step.heart_display == "resting":
        yield language.gettext("the heart display rests")
    if step.silence:
        yield language.gettext("a silence")
    if step.block is not None:
        yield from block_words(step.block, language)


def _length(step: Step, language: Language) -> str:
    if step.endless:
        return language.gettext("no end")
    if step.breaths:
        message = language.ngettext("{count} breath", "{count} breaths", step.breaths)
        return message.format(count=language.whole(step.breaths))
    return language.gettext("{seconds} s").format(seconds=language.short_number(step.length_s))


def _quiet(from_s: float, until_s: float, language: Language) -> Iterator[str]:
    if until_s - from_s >= _WORTH_SAYING_S:
        quiet = language.gettext("… quiet for {seconds} s").format(seconds=language.number(until_s - from_s))
        yield f"{_INDENT}{quiet}"


def _at(t_s: float, language: Language) -> str:
    return f"{language.minutes_and_seconds(round(t_s)):>6}"
