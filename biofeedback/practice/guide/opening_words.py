"""Makes the events with which a practice begins: how breath is led, what was answered, and a word of care."""

from collections.abc import Iterator

from biofeedback.codes import NoticeCode
from biofeedback.events import AnswerKept, Event, GuidanceChosen, Notice
from biofeedback.practice.script.model import BreathGuidance, Practice
from biofeedback.practice.script.presets import is_very_slow


def opening(practice: Practice, guidance: BreathGuidance, t_s: float, *, first: bool) -> Iterator[Event]:
    """Yield how breath is led, what was answered, and a word where breath is very slow or it is the ``first`` time."""
    aim = guidance.aim
    yield GuidanceChosen(
        t_s=t_s,
        start_per_min=guidance.start.breaths_per_min,
        aim_per_min=aim.breaths_per_min,
        ramp_s=guidance.ramp_s,
        in_share=aim.in_share,
        hold_in_s=aim.hold_in_s,
        hold_out_s=aim.hold_out_s,
    )
    answers = practice.answers
    if answers.colour:
        yield AnswerKept(t_s=t_s, kind="colour", index=0, text=answers.colour)
    if answers.kept:
        for index, phrase in enumerate(answers.phrases):
            yield AnswerKept(t_s=t_s, kind="phrase", index=index, text=phrase)
        for index, part in enumerate(answers.parts):
            yield AnswerKept(t_s=t_s, kind="inner_part", index=index, text=part)
    if is_very_slow(aim):
        yield Notice(t_s=t_s, source="", code=NoticeCode.VERY_SLOW_BREATH, facts=())
    elif first:
        yield Notice(t_s=t_s, source="", code=NoticeCode.FIRST_PRACTICE, facts=())
