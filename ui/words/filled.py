"""Puts facts into a message: numbers as the language writes them, and names of others so that all is seen."""

from biofeedback.facts import Facts, FactValue
from biofeedback.outside_text import shown
from ui.words.language import Language


def filled(message: str, facts: Facts, language: Language, **more: str) -> str:
    """Return a message with its named placeholders filled in.

    Parameters
    ----------
    message : str
        A whole message, translated already.
    facts : Facts
        What its placeholders name; several under one name are listed. What a damaged recording lacks stays open.
    **more : str
        What else it names, as it is to be shown.
    """
    values: dict[str, list[str]] = {}
    for name, value in facts:
        values.setdefault(name, []).append(written(value, language))
    return message.format_map(_Known({name: language.listed(several) for name, several in values.items()} | more))


class _Known(dict[str, str]):
    def __missing__(self, name: str) -> str:
        del name
        return "…"


def written(value: FactValue, language: Language) -> str:
    """Return a fact as it is shown: text in which everything is seen, a number with as many decimals as it has."""
    match value:
        case str():
            return shown(value)
        case int():
            return language.whole(value)
        case _:
            return language.short_number(value)
