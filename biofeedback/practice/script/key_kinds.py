"""The kinds of values in a TOML file: range, default and meaning, by which it is read, checked and documented.

Named tuples are made in a third of the time that data classes take, and a practice that begins waits for these.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias


class Text(NamedTuple):
    """One line of at most ``longest`` characters; without a ``default`` it has to be there."""

    meaning: str
    longest: int
    default: str | None = None


class Texts(NamedTuple):
    """A list of lines, at most ``most``; it may be left out."""

    meaning: str
    longest: int
    most: int


class Number(NamedTuple):
    """A number from ``lowest`` to ``highest``; without a ``default`` it has to be there, ``nan`` stands for none."""

    meaning: str
    lowest: float
    highest: float
    default: float | None = None


class Numbers(NamedTuple):
    """A list of numbers from ``lowest`` to ``highest``, at most ``most``; it may be left out."""

    meaning: str
    lowest: float
    highest: float
    most: int


class Choice(NamedTuple):
    """One of a few words; without a ``default`` it has to be there."""

    meaning: str
    choices: tuple[str, ...]
    default: str | None = None


class Choices(NamedTuple):
    """A list of some of a few words; it may be left out."""

    meaning: str
    choices: tuple[str, ...]


class YesNo(NamedTuple):
    """``true`` or ``false``."""

    meaning: str
    default: bool


class Table(NamedTuple):
    """A table of its own; it may be left out if ``optional``."""

    meaning: str
    keys: Mapping[str, "Key"]
    optional: bool = True


class Tables(NamedTuple):
    """A list of tables; it may be left out if ``optional``."""

    meaning: str
    keys: Mapping[str, "Key"] = MappingProxyType({})
    optional: bool = True


Key: TypeAlias = Text | Texts | Number | Numbers | Choice | Choices | YesNo | Table | Tables
