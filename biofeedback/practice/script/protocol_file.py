"""Reads what makes a practice file a protocol, and checks that its blocks and its conditions go together."""

import math
from collections.abc import Iterator, Sequence
from typing import cast

from biofeedback.error_codes import PracticeErrorCode
from biofeedback.errors import UsageError
from biofeedback.event_kinds import BlockKind
from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.practice.script.blocks import Block, Condition, Feedback, StudyProtocol
from biofeedback.practice.script.checked_table import CheckedTable
from biofeedback.practice.script.model import Step
from biofeedback.practice.script.names import is_name
from biofeedback.practice.script.protocol_keys import BLOCK_KEYS, MOST_CONDITIONS


def block_of(table: CheckedTable, pacing: str, length_s: float, aim: BreathPattern) -> Block | None:
    """Return what a step of this length is in a protocol; ``None`` where it says nothing of that."""
    said = [key for key in BLOCK_KEYS if key in table]
    kind, label, by_condition = table.choice("block"), table.text("label"), table.yes("by_condition")
    feedback, rate_per_min, jitter_s = table.choice("feedback"), table.number("rate_per_min"), table.number("jitter_s")
    if not said:
        return None
    if not kind and "block" not in said:
        table.fault(said[0], PracticeErrorCode.BLOCK_MISSING)
    if "breaths" in table or math.isinf(length_s):
        table.fault("block", PracticeErrorCode.BLOCK_NOT_TIMED)
    if jitter_s != math.floor(jitter_s):
        table.fault("jitter_s", PracticeErrorCode.NOT_WHOLE, value=jitter_s)
    elif jitter_s and jitter_s >= length_s:
        table.fault("jitter_s", PracticeErrorCode.JITTER_TOO_LONG, length_s=length_s)
    if "rate_per_min" in table:
        _check_rate(table, rate_per_min, aim)
        if pacing != "lead":
            table.fault("rate_per_min", PracticeErrorCode.RATE_NOT_LED)
    for key in ("feedback", "rate_per_min"):
        if by_condition and key in table:
            table.fault(key, PracticeErrorCode.CONDITION_SAYS_THIS)
    if table.faulty:
        return None
    return Block(
        cast("BlockKind", kind),
        label,
        int(jitter_s),
        cast("Feedback", feedback),
        rate_per_min,
        by_condition=by_condition,
    )


def protocol_of(
    whole: CheckedTable, tables: Sequence[CheckedTable], steps: Sequence[Step], aim: BreathPattern
) -> StudyProtocol | None:
    """Return what makes this practice a protocol; ``None`` where nothing does."""
    forms = whole.table("protocol")
    before, after = _form_names(forms, "forms_before"), _form_names(forms, "forms_after")
    conditions = tuple(_conditions(whole.tables("conditions"), steps, aim))
    if "protocol" not in whole:
        if "conditions" in whole:
            whole.fault("conditions", PracticeErrorCode.PROTOCOL_MISSING)
        for table, step in zip(tables, steps, strict=True):
            if step.block is not None:
                table.fault("block", PracticeErrorCode.PROTOCOL_MISSING)
        return None
    if "lengths" in whole:
        whole.fault("lengths", PracticeErrorCode.PROTOCOL_WITH_LENGTHS)
    if len(conditions) > MOST_CONDITIONS:
        whole.fault("conditions", PracticeErrorCode.TOO_MANY, count=len(conditions), most=MOST_CONDITIONS)
    differ = [step.block is not None and step.block.by_condition for step in steps]
    if "conditions" in whole and not any(differ) and not any(table.faulty for table in tables):
        whole.fault("conditions", PracticeErrorCode.CONDITIONS_WITHOUT_BLOCK)
    for table, step, differs in zip(tables, steps, differ, strict=True):
        if differs and "conditions" not in whole:
            table.fault("by_condition", PracticeErrorCode.CONDITIONS_MISSING)
        if step.block is not None and step.block.jitter_s and "track" in whole:
            table.fault("jitter_s", PracticeErrorCode.JITTER_WITH_TRACK)
    return StudyProtocol(before, after, conditions)


def _conditions(tables: Sequence[CheckedTable], steps: Sequence[Step], aim: BreathPattern) -> Iterator[Condition]:
    found: list[Condition] = []
    for table in tables:
        name, rate_per_min = table.text("name"), table.number("rate_per_min")
        condition = Condition(name, cast("Feedback", table.choice("feedback")), rate_per_min)
        if name and not is_name(name):
            table.fault("name", PracticeErrorCode.BAD_NAME, name=name)
        if "rate_per_min" in table:
            _check_rate(table, rate_per_min, aim)
            for step in steps:
                if step.block is not None and step.block.by_condition and step.pacing != "lead":
                    table.fault("rate_per_min", PracticeErrorCode.CONDITION_RATE_NOT_LED, step=step.name)
        if not table.faulty:
            for other in found:
                if other.name == name:
                    table.fault("name", PracticeErrorCode.CONDITION_NAME_TAKEN, name=name)
                elif _held(other) == _held(condition):
                    table.fault("name", PracticeErrorCode.CONDITION_LIKE_ANOTHER, other=other.name)
        found.append(condition)
        yield condition


def _held(condition: Condition) -> tuple[str, float]:
    """Return what holds in it, with 0 for no rate, so that what is alike is equal."""
    return condition.feedback, 0.0 if math.isnan(condition.rate_per_min) else condition.rate_per_min


def _check_rate(table: CheckedTable, rate_per_min: float, aim: BreathPattern) -> None:
    if table.faulty_at("rate_per_min"):
        return
    try:
        BreathPattern(rate_per_min, aim.in_share, aim.hold_in_s, aim.hold_out_s)
    except UsageError as error:
        table.fault("rate_per_min", error.code, **dict(error.facts))


def _form_names(table: CheckedTable, key: str) -> tuple[str, ...]:
    names = table.texts(key)
    for number, name in enumerate(names, start=1):
        if name and not is_name(name):
            table.fault(f"{key}[{number}]", PracticeErrorCode.BAD_NAME, name=name)
        elif name in names[: number - 1]:
            table.fault(f"{key}[{number}]", PracticeErrorCode.THERE_TWICE, value=name)
    return names
