"""Declares every key of a form file, its range, default and meaning, from which `docs/practices.md` is written."""

from collections.abc import Mapping
from types import MappingProxyType

from biofeedback.practice.script.key_kinds import Choice, Key, Tables, Text, Texts

MOST_QUESTIONS = 20
"""How many questions a form may have: a choice, above what anybody answers in a quiet mood."""

FEWEST_CHOICES, MOST_CHOICES = 2, 11
"""How many choices a Likert question may have: a choice; more than eleven are a visual analogue."""

# In characters, a choice each: a code, a heading, a question of two lines, and a few words at a choice.
_LONGEST_NAME = 40
_LONGEST_TITLE = 60
_LONGEST_TEXT = 200
_LONGEST_END = 40

QUESTION_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "name": Text(
            meaning="Small letters a to z, digits and `_`, a letter first. Each question its own.",
            longest=_LONGEST_NAME,
        ),
        "kind": Choice(
            meaning="`visual_analogue`: a place on a line between two ends, kept as 0 to 100 and shown without a "
            "number. `likert`: one of a few named choices, kept as 1, 2, … `words`: free words, which are the person's "
            "own.",
            choices=("visual_analogue", "likert", "words"),
        ),
        "text": Text(meaning="The question. It may be passed over, as every question may.", longest=_LONGEST_TEXT),
        "low": Text(meaning="Of a visual analogue: what the end at 0 is called.", longest=_LONGEST_END, default=""),
        "high": Text(meaning="Of a visual analogue: what the end at 100 is called.", longest=_LONGEST_END, default=""),
        "choices": Texts(
            meaning="Of a Likert question: what its choices are called, the lowest first; two or more.",
            longest=_LONGEST_END,
            most=MOST_CHOICES,
        ),
    }
)

FORM_KEYS: Mapping[str, Key] = MappingProxyType(
    {
        "name": Text(
            meaning="What a protocol calls it: small letters a to z, digits and `_`, a letter first.",
            longest=_LONGEST_NAME,
        ),
        "title": Text(meaning="What people read first.", longest=_LONGEST_TITLE),
        "subtitle": Text(meaning="A sentence below it.", longest=_LONGEST_TEXT, default=""),
        "questions": Tables(
            meaning="The questions, in the order in which they are asked.", keys=QUESTION_KEYS, optional=False
        ),
    }
)
