"""Checks the words of a step as its file has them, and times them for any length of the step."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from biofeedback.error_codes import PracticeErrorCode
from biofeedback.practice.script.answers import longest_said
from biofeedback.practice.script.checked_table import CheckedTable
from biofeedback.practice.script.keys import LONGEST_PROMPT
from biofeedback.practice.script.model import Prompt, Step
from biofeedback.practice.script.reading_time import reading_s

_SAME_S = 1e-6  # times that are sums of others are not met exactly

_SENTENCE_END = re.compile(r"[.?!…]+(?=\s|$)")
_VOICE = re.compile(r"[\w][\w .-]*\.wav", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenPrompt:
    """Words as written: ``number`` counts from 1, ``minutes`` are the lengths they are said in (none: in all)."""

    number: int
    text: str
    at_s: float
    at_breath: int
    voice: str
    keep: bool
    minutes: tuple[float, ...]

    def said_in(self, minutes: int | None) -> bool:
        """Return whether they are said in this length of the practice; ``None`` when it has one length."""
        return minutes is None or not self.minutes or minutes in self.minutes


def written_prompts(table: CheckedTable, step: Step, breath_s: float) -> tuple[WrittenPrompt, ...]:
    """Return the words of a step, ``breath_s`` being how long a breath of it lasts."""
    prompts = []
    tables = table.tables("prompts")
    for number, each in enumerate(tables, start=1):
        text, voice = each.text("text"), each.text("voice")
        if len(_SENTENCE_END.findall(text)) > 2:
            each.fault("text", PracticeErrorCode.TOO_MANY_SENTENCES)
        longest = len(longest_said(text))
        if longest > LONGEST_PROMPT >= len(text):
            each.fault("text", PracticeErrorCode.PROMPT_TOO_LONG, length=longest, longest=LONGEST_PROMPT)
        if voice and (_VOICE.fullmatch(voice) is None or ".." in voice):
            each.fault("voice", PracticeErrorCode.BAD_VOICE, voice=voice)
        at_s, at_breath = _asked(each, step, breath_s)
        prompts.append(WrittenPrompt(number, text, at_s, at_breath, voice, each.yes("keep"), each.numbers("minutes")))
    # What stands in for a faulty value would be measured against the others.
    return () if any(each.faulty for each in tables) else tuple(prompts)


def check_fit(table: CheckedTable, prompts: Sequence[WrittenPrompt], length_s: float, minutes: int | None) -> None:
    """Note words that have not the time to be read before those that follow, or before their step ends.

    ``minutes`` is the length of the practice; ``None`` when it has one length.
    """
    too_early, too_late = PracticeErrorCode.PROMPT_TOO_EARLY, PracticeErrorCode.PROMPT_TOO_LATE
    if minutes is not None:
        too_early = PracticeErrorCode.PROMPT_TOO_EARLY_IN_LENGTH
        too_late = PracticeErrorCode.PROMPT_TOO_LATE_IN_LENGTH
    in_length = {} if minutes is None else {"minutes": minutes}
    free_from_s = 0.0
    for prompt in prompts:
        key = f"prompts[{prompt.number}].{'at_breath' if prompt.at_breath else 'at_s'}"
        if prompt.at_s < free_from_s - _SAME_S:
            table.fault(key, too_early, until_s=free_from_s, **in_length)
        free_from_s = prompt.at_s + said_for_s(prompt.text)
        if free_from_s > length_s + _SAME_S:
            table.fault(key, too_late, until_s=free_from_s, ends_s=length_s, **in_length)


def said_for_s(text: str) -> float:
    """Return how long the words stay at most, with the longest phrases and parts in them."""
    return reading_s(longest_said(text))


def prompts_of(
    step: Step, prompts: tuple[WrittenPrompt, ...], *, of_s: float = math.nan, minutes: int | None = None
) -> tuple[Prompt, ...]:
    """Return the words of a step at the length it has.

    Parameters
    ----------
    step : Step
        The step, at that length.
    prompts : tuple of WrittenPrompt
        All its words.
    of_s : float
        The length for which they were written; ``nan`` when that is the length it has.
    minutes : int or None
        Which length of the practice it is; ``None`` when there is one.
    """
    stretch = 1.0 if math.isnan(of_s) or math.isinf(of_s) else step.length_s / of_s
    return tuple(
        Prompt(
            text=each.text,
            at_s=each.at_s if stretch == 1.0 else round(each.at_s * stretch, 1),
            voice=each.voice,
            at_breath=each.at_breath,
            keep=each.keep,
        )
        for each in prompts
        if each.said_in(minutes)
    )


def _asked(table: CheckedTable, step: Step, breath_s: float) -> tuple[float, int]:
    at_s, at_breath = table.number("at_s"), table.number("at_breath")
    if math.isnan(at_s) and math.isnan(at_breath):
        table.fault("at_s", PracticeErrorCode.KEY_MISSING)
        return 0.0, 0
    if math.isnan(at_breath):
        return at_s, 0
    if not math.isnan(at_s):
        table.fault("at_breath", PracticeErrorCode.PROMPT_TIME_TWICE)
    elif not step.breaths:
        table.fault("at_breath", PracticeErrorCode.PROMPT_BREATH_UNCOUNTED)
    elif at_breath != math.floor(at_breath) or at_breath > step.breaths:
        table.fault("at_breath", PracticeErrorCode.PROMPT_BREATH_UNKNOWN, breath=at_breath, breaths=step.breaths)
    return (at_breath - 1.0) * breath_s, int(at_breath)
