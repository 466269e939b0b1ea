"""The facts of a remark as they are written: units, kinds of waves and days."""

from contextlib import suppress
from datetime import datetime

from biofeedback.facts import Facts, fact_values
from ui.words.language import Language
from ui.words.recordings.interval_words import unit_name

_UNITS = ("unit", "title_unit")
"""The facts that hold a unit."""


def written_days(facts: Facts, language: Language) -> dict[str, str]:
    """Return the days that facts tell, as they are written; none where they tell none."""
    days: dict[str, str] = {}
    for placeholder, name in (("taken_day", "date"), ("other_day", "other")):
        with suppress(ValueError):
            days_given = [datetime.fromisoformat(str(value)) for value in fact_values(facts, name)]
            days |= {placeholder: language.listed(list(map(language.day, days_given)))} if days_given else {}
    return days


def facts_in_words(facts: Facts, language: Language) -> Facts:
    """Return the facts with the words for their units and kinds of waves."""
    words = _units(language) | _waves(language)
    named = [(name, unit_name(str(value), language) if name in _UNITS else value) for name, value in facts]
    return tuple((name, words.get(f"{name}:{value}", value)) for name, value in named)


def _units(language: Language) -> dict[str, str]:
    return {
        "unit:uV": language.pgettext("a wave in a unit", "µV"),
        "unit:mg": language.pgettext("a wave in a unit", "mg"),
        "unit:1": language.pgettext("a wave in a unit", "the values of the file"),
    }


def _waves(language: Language) -> dict[str, str]:
    return {
        "wave:ecg": language.pgettext("a kind of wave", "an ECG"),
        "wave:pulse": language.pgettext("a kind of wave", "a pulse wave"),
        "wave:acceleration": language.pgettext("a kind of wave", "acceleration"),
        "wave:breath": language.pgettext("a kind of wave", "breath"),
    }
