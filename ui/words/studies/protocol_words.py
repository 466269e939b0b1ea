"""What is said of a protocol to whoever writes it: its blocks and its conditions."""

import math
from collections.abc import Iterator

from biofeedback.practice.script.blocks import Block, Feedback
from biofeedback.practice.script.model import Practice
from ui.words.language import Language


def protocol_sentence(practice: Practice, language: Language) -> str:
    """Return what a practice is as a protocol, in one sentence; empty where it is none."""
    if practice.protocol is None:
        return ""
    count = sum(step.block is not None for step in practice.steps)
    blocks = language.whole(count)
    if not practice.protocol.conditions:
        message = language.ngettext(
            "It is a protocol of {blocks} block.", "It is a protocol of {blocks} blocks.", count
        )
        return message.format(blocks=blocks)
    names = language.listed(condition.name for condition in practice.protocol.conditions)
    message = language.ngettext(
        "It is a protocol of {blocks} block, in one of these conditions: {names}.",
        "It is a protocol of {blocks} blocks, in one of these conditions: {names}.",
        count,
    )
    return message.format(blocks=blocks, names=names)


def block_words(block: Block, language: Language) -> Iterator[str]:
    """Yield what a block is, a few words each."""
    yield _kind(block, language)
    if block.label:
        yield language.gettext("label {label}").format(label=block.label)
    if block.jitter_s:
        yield language.gettext("{seconds} s more or less").format(seconds=language.whole(block.jitter_s))
    if block.by_condition:
        yield language.gettext("by condition")
        return
    yield _feedback(block.feedback, language)
    yield from _rate(block.rate_per_min, language)


def condition_lines(practice: Practice, language: Language) -> Iterator[str]:
    """Yield a line for each condition: what holds in the blocks that differ by it."""
    for condition in () if practice.protocol is None else practice.protocol.conditions:
        holds = (_feedback(condition.feedback, language), *_rate(condition.rate_per_min, language))
        yield language.gettext("In the condition {condition}: {holds}.").format(
            condition=condition.name, holds=language.listed(holds)
        )


def _kind(block: Block, language: Language) -> str:
    match block.kind:
        case "settle":
            return language.pgettext("a block of a protocol", "settling")
        case "baseline":
            return language.pgettext("a block of a protocol", "baseline")
        case "practice":
            return language.pgettext("a block of a protocol", "practice")
        case "recovery":
            return language.pgettext("a block of a protocol", "recovery")
        case "deep_breathing":
            return language.pgettext("a block of a protocol", "full breathing")


def _feedback(feedback: Feedback, language: Language) -> str:
    match feedback:
        case "real":
            return language.gettext("the light follows this heart")
        case "none":
            return language.gettext("the light follows no heart")
        case "replayed":
            return language.gettext("the light follows the heart of another recording")


def _rate(rate_per_min: float, language: Language) -> Iterator[str]:
    if not math.isnan(rate_per_min):
        yield language.gettext("{pace} breaths a minute").format(pace=language.short_number(rate_per_min))
