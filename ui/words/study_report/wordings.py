"""Small wordings that the parts of the report on a study share."""

import math

from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.signals.definitions.definition import UNITLESS
from biofeedback.studies.people import PeopleChange
from ui.words.language import Language

_ANSWER_DECIMALS = 1
"""Of answers, which are whole numbers, and so are in halves as medians."""


def kind_name(kind: str, language: Language) -> str:
    """Return what a kind of block is called; one that another Soften knows, as it is."""
    names = {
        "settle": language.pgettext("kind of block", "Settling"),
        "baseline": language.pgettext("kind of block", "Baseline"),
        "practice": language.pgettext("kind of block", "Practice"),
        "recovery": language.pgettext("kind of block", "Recovery"),
        "deep_breathing": language.pgettext("kind of block", "Full breaths"),
    }
    return names.get(kind, kind)


def number_name(name: str, language: Language) -> str:
    """Return the name of a number with its unit; of a question, as the form has it."""
    if name not in DEFINITIONS:
        return name
    definition = DEFINITIONS[name]
    title = language.gettext(definition.title)
    return title if definition.unit in UNITLESS else f"{title}, {language.gettext(definition.unit)}"


def value_text(name: str, value: float, language: Language) -> str:
    """Return a value with as many decimals as carry meaning; a mark where it is not known."""
    if math.isnan(value):
        return "–"
    return language.number(_rounded(name, value), _decimals(name))


def change_text(name: str, value: float, language: Language) -> str:
    """Return a change with its sign."""
    said = value_text(name, value, language)
    return f"+{said}" if _rounded(name, value) > 0.0 else said


def interval_text(change: PeopleChange, language: Language) -> str:
    """Return the interval of a median; a mark where none is told."""
    if math.isnan(change.change.low):
        return "–"
    return language.gettext("{low} to {high}").format(
        low=change_text(change.number, change.change.low, language),
        high=change_text(change.number, change.change.high, language),
    )


def missing_text(change: PeopleChange, language: Language) -> str:
    """Return of how many people the change is not known, by reason; empty where it is of all."""
    return language.listed(
        language.gettext("{reason} {count}").format(reason=reason, count=language.whole(count))
        for reason, count in change.missing
    )


def _decimals(name: str) -> int:
    return DEFINITIONS[name].decimals if name in DEFINITIONS else _ANSWER_DECIMALS


def _rounded(name: str, value: float) -> float:
    """Return a value as far as it is told; what is told as zero has no sign."""
    return round(value, _decimals(name)) + 0.0
