"""Options as people and recordings write them: ``name=value`` behind a separator, several values with a plus."""

from collections.abc import Iterable
from typing import NamedTuple

_PLUS = "+"


class WrittenOption(NamedTuple):
    """One option as it stands in a text; ``value`` is ``None`` for a bare word."""

    text: str
    name: str
    value: str | None


def read_option(text: str) -> WrittenOption:
    """Read one option: ``kind=ecg``, or a bare word such as ``no-rr``; blanks around either side are let go."""
    name, equals, value = (part.strip() for part in text.partition("="))
    return WrittenOption(text.strip(), name, value if equals else None)


def read_options(text: str, separator: str) -> tuple[str, list[WrittenOption]]:
    """Read ``head;name=value;name=value``: return the head, and the options in order."""
    head, *options = text.split(separator)
    return head.strip(), [read_option(option) for option in options]


def write_options(head: str, options: Iterable[tuple[str, str]], separator: str) -> str:
    """Write what `read_options` reads; an option without a value is left out."""
    return separator.join([head, *(f"{name}={value}" for name, value in options if value)])


def read_values(text: str) -> list[str]:
    """Read several values of one option: ``A1+A2``."""
    return [value.strip() for value in text.split(_PLUS)]


def write_values(values: Iterable[str]) -> str:
    """Write what `read_values` reads."""
    return _PLUS.join(values)
