"""Declares the keys that make a practice file a protocol, as `biofeedback.practice.script.keys` does those of all."""

import math
from collections.abc import Mapping
from types import MappingProxyType

from biofeedback.practice.pacing.pattern import FASTEST_PER_MIN, SLOWEST_PER_MIN
from biofeedback.practice.script.key_kinds import Choice, Key, Number, Text, Texts, YesNo

LONGEST_JITTER_S = 600.0
"""The most by which a step may be shorter or longer than written, in seconds: a choice, ten minutes."""

MOST_FORMS = 8
"""How many forms may be asked before a protocol or after it: a choice, above what anybody would fill in."""

MOST_CONDITIONS = 8
"""How many conditions a protocol may have: a choice, above the four of a two by two design."""

# In characters, a choice each: a short code, and a name of a line.
_LONGEST_LABEL = 24
_LONGEST_NAME = 80

_FEEDBACK = Choice(
    meaning="What the light shows in a block. `real`: this heart. `none`: no warmth, and nothing else of the heart. "
    "`replayed`: the warmth of another recording, the donor's, at the same time of the same block.",
    choices=("real", "none", "replayed"),
    default="real",
)
_RATE = Number(
    meaning="The one pace at which breath is led in a block with `lead`, in breaths a minute, in the aim's shape.",
    lowest=SLOWEST_PER_MIN,
    highest=FASTEST_PER_MIN,
    default=math.nan,
)

PROTOCOL_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "forms_before": Texts(
            meaning="The names of the forms that are asked before it.", longest=_LONGEST_NAME, most=MOST_FORMS
        ),
        "forms_after": Texts(
            meaning="The names of the forms that are asked after it.", longest=_LONGEST_NAME, most=MOST_FORMS
        ),
    }
)

BLOCK_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "block": Choice(
            meaning="In a protocol: what the step is for whoever analyses it. Such a step has `length_s`.",
            choices=("settle", "baseline", "practice", "recovery", "deep_breathing"),
            default="",
        ),
        "label": Text(
            meaning="Of a block: a code that the recording keeps and nobody is shown.",
            longest=_LONGEST_LABEL,
            default="",
        ),
        "jitter_s": Number(
            meaning="Of a block: its length is drawn evenly from `length_s` less this to `length_s` and this, in whole "
            "seconds, from a seed that the recording keeps.",
            lowest=0.0,
            highest=LONGEST_JITTER_S,
            default=0.0,
        ),
        "feedback": _FEEDBACK,
        "rate_per_min": _RATE,
        "by_condition": YesNo(
            meaning="Of a block: whether the condition says its `feedback` and its `rate_per_min`.", default=False
        ),
    }
)

CONDITION_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "name": Text(
            meaning="Small letters a to z, digits and `_`, a letter first. Each condition its own.",
            longest=_LONGEST_NAME,
        ),
        "feedback": _FEEDBACK,
        "rate_per_min": _RATE,
    }
)
