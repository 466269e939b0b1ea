"""A table read from a file whose every value is asked for by name, kind and range.

What is wrong is said with the file, the dotted key and the reason. This module must not know what the values mean.
"""

import math
from collections.abc import Mapping, Sequence

from biofeedback.errors import PracticeError


class CheckedTable:
    """One table of a file.

    Parameters
    ----------
    file, key : str
        The file's name and the dotted key of the table in it (empty for the whole file), for errors.
    content : Mapping
        What the file says.
    known : sequence of str
        The keys that may be there.

    Raises
    ------
    PracticeError
        When there is a key that is not known.
    """

    def __init__(self, file: str, key: str, content: Mapping[str, object], known: Sequence[str]) -> None:
        self._file = file
        self._key = key
        self._content = content
        for name in content:
            if name not in known:
                raise self.error(name, f"this key is not known here; known are {', '.join(known)}")

    def error(self, name: str, reason: str) -> PracticeError:
        """Return the error that says what is wrong with the value of ``name``."""
        return PracticeError(self._file, self._dotted(name), reason)

    def text(self, name: str, longest: int, default: str | None = None) -> str:
        """Return one line of text of at most ``longest`` characters, without space around it."""
        value = self._value(name, default)
        if not isinstance(value, str):
            raise self.error(name, f"text is wanted here, not {_kind(value)}")
        text = value.strip()
        if not text and default is None:
            raise self.error(name, "this text is empty")
        if not text.isprintable():
            raise self.error(name, "this text is one line without control characters")
        if len(text) > longest:
            raise self.error(name, f"this text has {len(text)} characters; {longest} fit")
        return text

    def number(self, name: str, lowest: float, highest: float, default: float | None = None) -> float:
        """Return a number from ``lowest`` to ``highest``."""
        value = self._value(name, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.error(name, f"a number is wanted here, not {_kind(value)}")
        if math.isnan(value) or not lowest <= value <= highest:
            raise self.error(name, f"{value:g} is outside of {lowest:g} to {highest:g}")
        return float(value)

    def choice(self, name: str, choices: Sequence[str], default: str | None = None) -> str:
        """Return one of ``choices``."""
        value = self._value(name, default)
        if not isinstance(value, str) or value not in choices:
            raise self.error(name, f"{value!r} is none of {', '.join(choices)}")
        return value

    def table(self, name: str, known: Sequence[str]) -> "CheckedTable":
        """Return the table of this name."""
        value = self._value(name, None)
        if not isinstance(value, Mapping):
            raise self.error(name, f"a table is wanted here, not {_kind(value)}")
        return CheckedTable(self._file, self._dotted(name), value, known)

    def tables(self, name: str, known: Sequence[str], default: Sequence[object] | None = None) -> list["CheckedTable"]:
        """Return the list of tables of this name; they are counted from 1 in errors."""
        value = self._value(name, default)
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise self.error(name, f"a list of tables is wanted here, not {_kind(value)}")
        tables = []
        for number, item in enumerate(value, start=1):
            if not isinstance(item, Mapping):
                raise self.error(f"{name}[{number}]", f"a table is wanted here, not {_kind(item)}")
            tables.append(CheckedTable(self._file, f"{self._dotted(name)}[{number}]", item, known))
        return tables

    def _value(self, name: str, default: object) -> object:
        value = self._content.get(name, default)
        if value is None:
            raise self.error(name, "this is missing")
        return value

    def _dotted(self, name: str) -> str:
        return f"{self._key}.{name}" if self._key else name


def _kind(value: object) -> str:
    match value:
        case bool():
            return "true or false"
        case str():
            return "text"
        case int() | float():
            return "a number"
        case Mapping():
            return "a table"
        case Sequence():
            return "a list"
        case _:
            return "a date or time"
