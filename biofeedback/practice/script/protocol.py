"""Makes of a protocol what one session practises: in one of its conditions, with its lengths drawn."""

import math
from dataclasses import replace
from random import Random

from biofeedback.error_codes import ChoiceErrorCode
from biofeedback.errors import UsageError
from biofeedback.practice.script.blocks import Condition
from biofeedback.practice.script.model import Practice, Step


def with_condition(practice: Practice, name: str) -> Practice:
    """Return the protocol in one of its conditions; what comes out knows the name of none.

    Raises
    ------
    UsageError
        When it has no such condition; the message lists those there are.
    """
    conditions = () if practice.protocol is None else practice.protocol.conditions
    held = next((each for each in conditions if each.name == name), None)
    if practice.protocol is None or not conditions:
        raise UsageError(ChoiceErrorCode.NO_CONDITIONS, practice=practice.name)
    if held is None:
        raise UsageError(ChoiceErrorCode.CONDITION_UNKNOWN, name=name, known=[each.name for each in conditions])
    return replace(
        practice,
        steps=tuple(_held(step, held) for step in practice.steps),
        protocol=replace(practice.protocol, conditions=()),
    )


def drawn(practice: Practice, seed: int) -> Practice:
    """Return the protocol with the length of every step drawn evenly, in whole seconds of its jitter.

    The same seed draws the same lengths, whatever the condition.
    """
    # Python promises for `random` alone that a seed gives the same numbers in every version.
    chance = Random(seed)
    return replace(practice, steps=tuple(_drawn(step, chance.random()) for step in practice.steps))


def replays(practice: Practice) -> bool:
    """Return whether the light of a block is that of another recording, in its condition or in any that it knows."""
    conditions = () if practice.protocol is None else practice.protocol.conditions
    feedbacks = [each.feedback for each in conditions]
    feedbacks += [step.block.feedback for step in practice.steps if step.block is not None]
    return "replayed" in feedbacks


def _held(step: Step, condition: Condition) -> Step:
    block = step.block
    if block is None or not block.by_condition:
        return step
    held = replace(block, feedback=condition.feedback, rate_per_min=condition.rate_per_min)
    return replace(step, block=held)


def _drawn(step: Step, share: float) -> Step:
    if step.block is None:
        return step
    jitter_s = step.block.jitter_s
    return replace(step, length_s=step.length_s - jitter_s + math.floor(share * (2 * jitter_s + 1)))
