"""Reads a command line in its plainest form without Typer, for which the first picture would wait a tenth longer.

Plain are words, flags in full, and options with their text behind them. Whatever else is said, and whatever may be a
mistake, is left to Typer, which reads the same fields.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Options = TypeVar("_Options", bound="DataclassInstance")

_EXPANDED = frozenset("*?[]~$%")
"""With one of these in it, Typer may make another word of a word, where the shell does not (on Windows)."""


def plainly_said(words: Iterable[str], options: "type[_Options]") -> "_Options | None":
    """Return what the words say, or ``None`` where that is for Typer to find out.

    Parameters
    ----------
    words : iterable of str
        What stands behind the command.
    options : type
        A dataclass, of which a ``str`` is the argument, a ``bool`` a flag, and ``str | None`` or ``list[str] | None``
        an option with a text; fields of other types are left to Typer.
    """
    argument = next(field.name for field in fields(options) if field.type is str)
    flags, texts, lists = (_named(options, kind) for kind in (bool, str | None, list[str] | None))
    said: dict[str, object] = {}
    listed: dict[str, list[str]] = {}
    rest = iter(words)
    for word in rest:
        if word in flags:
            said[flags[word]] = True
        elif (option := word) in texts or option in lists:
            text = next(rest, "")
            if not _plain(text):
                return None
            if option in texts:
                said[texts[option]] = text
            else:
                listed.setdefault(lists[option], []).append(text)
        elif argument in said or not _plain(word):
            return None
        else:
            said[argument] = word
    return options(**said, **listed)


def _named(options: "type[DataclassInstance]", kind: object) -> Mapping[str, str]:
    """Return the fields of one type by how they are typed."""
    return {f"--{field.name.replace('_', '-')}": field.name for field in fields(options) if field.type == kind}


def _plain(word: str) -> bool:
    return bool(word) and not word.startswith("-") and _EXPANDED.isdisjoint(word)
