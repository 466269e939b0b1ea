"""Makes the other lengths of a practice: the same steps, some shorter or longer, some left out."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from biofeedback.error_codes import PracticeErrorCode
from biofeedback.practice.script.checked_table import CheckedTable
from biofeedback.practice.script.key_kinds import Key, Number
from biofeedback.practice.script.keys import LONGEST_STEP_S, MINUTES, MOST_BREATHS
from biofeedback.practice.script.model import Prompt, Step
from biofeedback.practice.script.prompts import WrittenPrompt, check_fit, prompts_of

Written = tuple[Step, tuple[WrittenPrompt, ...]]

_NEAR_S = 1.0
"""Steps make whole minutes if they miss them by no more, in seconds: room for rounded steps and counted breaths."""


def lengths_of(
    whole: CheckedTable, tables: Sequence[CheckedTable], written: Sequence[Written]
) -> tuple[tuple[int, tuple[Step, ...]], ...]:
    """Return every length in minutes with its steps, that of the steps as written first; none if it is the one."""
    lengths = whole.tables("lengths", _keys(written))
    if not lengths:
        for table, (step, prompts) in zip(tables, written, strict=True):
            check_fit(table, prompts, step.shortest_s, None)
        _check_minutes(tables, written, ())
        return ()
    own_s = math.fsum(step.length_s for step, _ in written)
    if math.isinf(own_s):
        whole.fault("lengths", PracticeErrorCode.LENGTHS_WITHOUT_END)
        return ()
    own = round(own_s / 60.0)
    if abs(own_s - 60.0 * own) > _NEAR_S:
        whole.fault("lengths", PracticeErrorCode.LENGTHS_NOT_WHOLE, together_s=own_s)
    found: list[tuple[int, tuple[Step, ...]]] = [(own, _steps(tables, written, None, own))]
    for table in lengths:
        minutes = int(table.number("minutes"))
        if minutes != table.number("minutes"):
            table.fault("minutes", PracticeErrorCode.NOT_WHOLE, value=table.number("minutes"))
        if minutes in (each for each, _ in found):
            table.fault("minutes", PracticeErrorCode.LENGTH_TAKEN, minutes=minutes)
        if table.faulty:
            continue
        steps = _steps(tables, written, table, minutes)
        together_s = math.fsum(step.length_s for step in steps)
        if abs(together_s - 60.0 * minutes) > _NEAR_S:
            table.fault(
                "minutes",
                PracticeErrorCode.LENGTH_NOT_MET,
                together_s=together_s,
                minutes=minutes,
                minutes_s=60 * minutes,
            )
        found.append((minutes, steps))
    _check_minutes(tables, written, tuple(minutes for minutes, _ in found))
    return tuple(found)


def _keys(written: Sequence[Written]) -> Mapping[str, Key]:
    keys: dict[str, Key] = {
        step.name: Number(
            meaning=f"The length of {step.title}.",
            lowest=0.0,
            highest=MOST_BREATHS if step.breaths else LONGEST_STEP_S,
            default=float(step.breaths) if step.breaths else step.length_s,
        )
        for step, _ in written
    }
    return MappingProxyType({"minutes": MINUTES, **keys} if "minutes" not in keys else keys | {"minutes": MINUTES})


def _steps(
    tables: Sequence[CheckedTable], written: Sequence[Written], length: CheckedTable | None, minutes: int
) -> tuple[Step, ...]:
    steps = []
    for table, (step, prompts) in zip(tables, written, strict=True):
        lasting = step if length is None else _lasting(step, length)
        if lasting.length_s == 0.0:
            continue
        said = tuple(prompt for prompt in prompts if prompt.said_in(minutes))
        placed = prompts_of(lasting, said, of_s=step.length_s, minutes=minutes)
        check_fit(
            table,
            [replace(each, at_s=prompt.at_s) for each, prompt in zip(said, placed, strict=True)],
            lasting.length_s,
            minutes,
        )
        steps.append(replace(lasting, prompts=_counted(lasting, placed)))
    return tuple(steps)


def _lasting(step: Step, length: CheckedTable) -> Step:
    lasts = length.number(step.name)  # in breaths where the step counts them, else in seconds
    if step.breaths:
        return replace(step, breaths=int(lasts), length_s=step.length_s / step.breaths * int(lasts))
    stretch = lasts / step.length_s
    return replace(step, length_s=lasts, bells_at_s=tuple(round(at_s * stretch, 1) for at_s in step.bells_at_s))


def _counted(step: Step, prompts: tuple[Prompt, ...]) -> tuple[Prompt, ...]:
    """Return the words with the breaths that there are; words of a step that counts breaths keep their breath."""
    return tuple(replace(prompt, at_breath=min(prompt.at_breath, step.breaths)) for prompt in prompts)


def _check_minutes(tables: Sequence[CheckedTable], written: Sequence[Written], offered: tuple[int, ...]) -> None:
    for table, (_, prompts) in zip(tables, written, strict=True):
        for prompt in prompts:
            for number, minutes in enumerate(prompt.minutes, start=1):
                if minutes not in offered:
                    table.fault(
                        f"prompts[{prompt.number}].minutes[{number}]",
                        PracticeErrorCode.PROMPT_LENGTH_UNKNOWN,
                        minutes=minutes,
                    )
