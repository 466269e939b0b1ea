"""Reads the values of a TOML table by name and checks each against the kind and the range of its `Key`.

What is wrong is noted with the file, the dotted key and the reason, and a harmless value stands in for it, so that one
reading finds everything that is wrong.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from biofeedback.error_codes import PracticeErrorCode
from biofeedback.errors import PracticeError
from biofeedback.facts import FactValue
from biofeedback.practice.script.key_kinds import (
    Choice,
    Choices,
    Key,
    Number,
    Numbers,
    Table,
    Tables,
    Text,
    Texts,
    YesNo,
)


class CheckedTable:
    """One table of a file.

    Parameters
    ----------
    file, key : str
        The file's name and the dotted key of the table in it (empty for the whole file), for errors.
    content : Mapping
        What the file says.
    keys : Mapping of str to Key
        The keys that may be there, and what each may hold. A key that is not among them is a fault.
    faults : list of PracticeError
        Where everything that is wrong is noted, in the order in which it is found.
    """

    def __init__(
        self, file: str, key: str, content: Mapping[str, object], keys: Mapping[str, Key], faults: list[PracticeError]
    ) -> None:
        self._file = file
        self._key = key
        self._content = content
        self._keys = keys
        self._faults = faults
        self._faulty: set[str] = set()
        for name in content:
            if name not in keys:
                self.fault(name, PracticeErrorCode.KEY_UNKNOWN, known=list(keys))

    def __contains__(self, name: object) -> bool:
        """Tell whether the file says something for this key."""
        return name in self._content

    @property
    def faulty(self) -> bool:
        """Whether something in this table itself is wrong, so that its values stand in for others."""
        return bool(self._faulty)

    def faulty_at(self, name: str) -> bool:
        """Return whether the value of ``name`` stands in for one that is wrong."""
        return name in self._faulty

    def fault(self, name: str, code: StrEnum, /, **given: FactValue | Sequence[FactValue]) -> None:
        """Note what is wrong with the value of ``name``, with what a sentence about it is to name."""
        self._faulty.add(name)
        self._faults.append(PracticeError(code, self._file, self._dotted(name), **given))

    def text(self, name: str) -> str:
        """Return one line of text without space around it."""
        key = self._keys[name]
        assert isinstance(key, Text)
        if name not in self._content and key.default is not None:
            return key.default
        if not self._is_there(name):
            return ""
        return self._line(name, self._content[name], key.longest, may_be_empty=key.default is not None)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return lines of text without space around them."""
        key = self._keys[name]
        assert isinstance(key, Texts)
        return tuple(
            self._line(f"{name}[{number}]", item, key.longest, may_be_empty=False)
            for number, item in enumerate(self._list(name, PracticeErrorCode.TEXTS_WANTED, key.most), start=1)
        )

    def number(self, name: str) -> float:
        """Return a number of its range."""
        key = self._keys[name]
        assert isinstance(key, Number)
        if name not in self._content and key.default is not None:
            return key.default
        if not self._is_there(name):
            return key.lowest
        return self._in_range(name, self._content[name], key.lowest, key.highest)

    def numbers(self, name: str) -> tuple[float, ...]:
        """Return numbers of their range."""
        key = self._keys[name]
        assert isinstance(key, Numbers)
        return tuple(
            self._in_range(f"{name}[{number}]", item, key.lowest, key.highest)
            for number, item in enumerate(self._list(name, PracticeErrorCode.NUMBERS_WANTED, key.most), start=1)
        )

    def choice(self, name: str) -> str:
        """Return one of the words it may be."""
        key = self._keys[name]
        assert isinstance(key, Choice)
        if name not in self._content and key.default is not None:
            return key.default
        if not self._is_there(name):
            return key.choices[0]
        return self._one_of(name, self._content[name], key.choices)

    def choices(self, name: str) -> tuple[str, ...]:
        """Return the words there are, each once."""
        key = self._keys[name]
        assert isinstance(key, Choices)
        found: list[str] = []
        listed = self._list(name, PracticeErrorCode.TEXTS_WANTED, len(key.choices))
        for number, item in enumerate(listed, start=1):
            word = self._one_of(f"{name}[{number}]", item, key.choices)
            if word in found:
                self.fault(f"{name}[{number}]", PracticeErrorCode.THERE_TWICE, value=word)
            found.append(word)
        return tuple(found)

    def yes(self, name: str) -> bool:
        """Return true or false."""
        key = self._keys[name]
        assert isinstance(key, YesNo)
        value = self._content.get(name, key.default)
        if not isinstance(value, bool):
            self.fault(name, PracticeErrorCode.YES_OR_NO_WANTED, found=_kind(value))
            return key.default
        return value

    def table(self, name: str) -> "CheckedTable":
        """Return the table of this name; one without anything in it where there is none."""
        key = self._keys[name]
        assert isinstance(key, Table)
        value: object = {}
        if name in self._content or not key.optional:
            value = self._content[name] if self._is_there(name) else {}
        if not isinstance(value, Mapping):
            self.fault(name, PracticeErrorCode.TABLE_WANTED, found=_kind(value))
            value = {}
        return CheckedTable(self._file, self._dotted(name), value, key.keys, self._faults)

    def tables(self, name: str, keys: Mapping[str, Key] | None = None) -> list["CheckedTable"]:
        """Return the tables of this name, counted from 1 in errors; ``keys`` where they hang on what else is there."""
        key = self._keys[name]
        assert isinstance(key, Tables)
        if name not in self._content and key.optional:
            return []
        tables = []
        for number, item in enumerate(self._list(name, PracticeErrorCode.TABLES_WANTED, None), start=1):
            if isinstance(item, Mapping):
                dotted = f"{self._dotted(name)}[{number}]"
                tables.append(CheckedTable(self._file, dotted, item, key.keys if keys is None else keys, self._faults))
            else:
                self.fault(f"{name}[{number}]", PracticeErrorCode.TABLE_WANTED, found=_kind(item))
        return tables

    def _list(self, name: str, wanted: PracticeErrorCode, most: int | None) -> Sequence[object]:
        optional = most is not None
        if name not in self._content and optional:
            return ()
        if not self._is_there(name):
            return ()
        value = self._content[name]
        if isinstance(value, str) or not isinstance(value, Sequence):
            self.fault(name, wanted, found=_kind(value))
            return ()
        if most is not None and len(value) > most:
            self.fault(name, PracticeErrorCode.TOO_MANY, count=len(value), most=most)
        return value

    def _line(self, name: str, value: object, longest: int, *, may_be_empty: bool) -> str:
        if not isinstance(value, str):
            self.fault(name, PracticeErrorCode.TEXT_WANTED, found=_kind(value))
            return ""
        text = value.strip()
        if not text and not may_be_empty:
            self.fault(name, PracticeErrorCode.TEXT_EMPTY)
        elif not text.isprintable():
            self.fault(name, PracticeErrorCode.TEXT_NO_LINE)
        elif len(text) > longest:
            self.fault(name, PracticeErrorCode.TEXT_TOO_LONG, length=len(text), longest=longest)
        return text

    def _in_range(self, name: str, value: object, lowest: float, highest: float) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            self.fault(name, PracticeErrorCode.NUMBER_WANTED, found=_kind(value))
            return lowest
        if not lowest <= value <= highest:  # nor is nan
            self._out_of_range(name, value, float(lowest), float(highest))
            return lowest
        return float(value)

    def _out_of_range(self, name: str, value: float, lowest: float, highest: float) -> None:
        try:
            self.fault(name, PracticeErrorCode.OUT_OF_RANGE, value=float(value), lowest=lowest, highest=highest)
        except OverflowError:  # a whole number of hundreds of digits
            self.fault(name, PracticeErrorCode.HUGE, lowest=lowest, highest=highest)

    def _one_of(self, name: str, value: object, choices: tuple[str, ...]) -> str:
        if not isinstance(value, str) or value not in choices:
            self.fault(name, PracticeErrorCode.NONE_OF, value=repr(value), choices=choices)
            return choices[0]
        return value

    def _is_there(self, name: str) -> bool:
        if name in self._content:
            return True
        self.fault(name, PracticeErrorCode.KEY_MISSING)
        return False

    def _dotted(self, name: str) -> str:
        return f"{self._key}.{name}" if self._key else name


def _kind(value: object) -> str:
    """Return what stands there, as `ui.words` knows it."""
    match value:
        case bool():
            return "yes-or-no"
        case str():
            return "text"
        case int() | float():
            return "number"
        case Mapping():
            return "table"
        case Sequence():
            return "list"
        case _:
            return "date"
