"""The kinds of values in a TOML file: range, default and meaning, by which it is read, checked and documented."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One line of at most ``longest`` characters; without a ``default`` it has to be there."""

    meaning: str
    longest: int
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """A list of lines, at most ``most``; it may be left out."""

    meaning: str
    longest: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number from ``lowest`` to ``highest``; without a ``default`` it has to be there, ``nan`` stands for none."""

    meaning: str
    lowest: float
    highest: float
    default: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """A list of numbers from ``lowest`` to ``highest``, at most ``most``; it may be left out."""

    meaning: str
    lowest: float
    highest: float
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One of a few words; without a ``default`` it has to be there."""

    meaning: str
    choices: tuple[str, ...]
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """A list of some of a few words; it may be left out."""

    meaning: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo:
    """``true`` or ``false``."""

    meaning: str
    default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of its own; it may be left out if ``optional``."""

    meaning: str
    keys: Mapping[str, "Key"]
    optional: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """A list of tables; it may be left out if ``optional``."""

    meaning: str
    keys: Mapping[str, "Key"] = field(default_factory=dict)
    optional: bool = True


Key: TypeAlias = Text | Texts | Number | Numbers | Choice | Choices | YesNo | Table | Tables
