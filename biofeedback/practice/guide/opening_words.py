"""Makes the events with which a practice begins: its settings, and a sentence where one is due."""

from collections.abc import Iterator

from biofeedback.events import Event, Notice, SettingChanged
from biofeedback.practice.script.model import BreathGuidance, Practice
from biofeedback.practice.script.presets import word_of_care

FIRST_WORDS = "The first times may feel strange rather than calm. That is ordinary, and nothing has to happen."


def opening(practice: Practice, guidance: BreathGuidance, t_s: float, *, first: bool) -> Iterator[Event]:
    """Yield the settings, and a word where the pace is very slow or where it is the ``first`` time."""
    aim = guidance.aim
    settings = {
        "breaths_per_min": f"{aim.breaths_per_min:g}",
        "breath_pattern": f"start_per_min={guidance.start.breaths_per_min:g} lean_s={guidance.ramp_s:g} "
        f"in_share={aim.in_share:g} rest_in_s={aim.hold_in_s:g} rest_out_s={aim.hold_out_s:g}",
    }
    answers = practice.answers
    if answers.colour:
        settings["colour"] = answers.colour
    if answers.kept:
        settings |= {f"phrase{number}": phrase for number, phrase in enumerate(answers.phrases, start=1)}
        settings |= {f"part{number}": part for number, part in enumerate(answers.parts, start=1)}
    for name, value in settings.items():
        yield SettingChanged(t_s=t_s, name=name, value=value)
    sentence = word_of_care(aim) or (FIRST_WORDS if first else "")
    if sentence:
        yield Notice(t_s=t_s, sentence=sentence)
