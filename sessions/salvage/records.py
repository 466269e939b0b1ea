"""Decodes the rows of an SQLite file: numbers of variable length, and records.

The format is that of sqlite.org/fileformat2.html, sections 1.6 and 2.1.
"""

import struct
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

Value = int | float | str | bytes | None

_FLOAT = struct.Struct(">d")
_LONGEST_VARINT = 9  # bytes; the ninth has eight bits of the number, each before it seven

_INTEGER_BYTES: Mapping[int, int] = MappingProxyType({1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8})
"""How many bytes an integer of each serial type has."""

# Serial types of section 2.1: a double, the numbers 0 and 1 without bytes, and the first of those with a length.
_FLOAT_TYPE, _ZERO_TYPE, _ONE_TYPE, _FIRST_BLOB_TYPE = 7, 8, 9, 12

_FITS: Mapping[str, Callable[[Value], bool]] = MappingProxyType(
    {
        "INTEGER": lambda value: isinstance(value, int),
        "REAL": lambda value: isinstance(value, float),
        "TEXT": lambda value: isinstance(value, str),
        "BLOB": lambda value: isinstance(value, bytes),
        "ANY": lambda _: True,
    }
)
"""What a column of each type of a strict table can hold, beside ``NULL``."""


class UnreadableRowError(ValueError):
    """Bytes that are no row; within this package alone."""


def varint(data: bytes, at: int) -> tuple[int, int]:
    """Return a number of variable length, and where what follows begins.

    Raises
    ------
    UnreadableRowError
        The bytes end before it does.
    """
    value = 0
    for index, byte in enumerate(data[at : at + _LONGEST_VARINT], start=1):
        if index == _LONGEST_VARINT:
            return _signed((value << 8) | byte), at + index
        value = (value << 7) | (byte & 0x7F)
        if byte < 0x80:  # the bit that says that more follow
            return value, at + index
    raise UnreadableRowError


def values(payload: bytes, errors: Literal["strict", "replace"] = "strict") -> list[Value]:
    """Return the values of a record; with ``"replace"`` bytes that are no UTF-8 become replacement characters.

    Raises
    ------
    UnreadableRowError
        It is none.
    """
    header_size, at = varint(payload, 0)
    if not 0 < header_size <= len(payload):
        raise UnreadableRowError
    kinds = []
    while at < header_size:
        kind, at = varint(payload, at)
        kinds.append(kind)
    if at != header_size:
        raise UnreadableRowError
    found: list[Value] = []
    for kind in kinds:
        value, at = _value(payload, at, kind, errors)
        found.append(value)
    if at != len(payload):
        raise UnreadableRowError
    return found


def first_integer(payload: bytes) -> int | None:
    """Return the first value of a record, of which the rest need not be there; ``None`` where it is no integer."""
    try:
        header_size, at = varint(payload, 0)
        kind, _ = varint(payload, at)
        value, _ = _value(payload, header_size, kind)
    except UnreadableRowError:
        return None
    return value if isinstance(value, int) else None


def fitted(value: Value, kind: str, *, nullable: bool) -> Value:
    """Return a value as its column holds it: SQLite keeps a float that is whole as an integer.

    Raises
    ------
    UnreadableRowError
        No column of this type can hold it.
    """
    if value is None and nullable:
        return value
    if kind == "REAL" and isinstance(value, int):
        return float(value)
    if value is None or not _FITS[kind](value):
        raise UnreadableRowError
    return value


def _value(payload: bytes, at: int, kind: int, errors: str = "strict") -> tuple[Value, int]:
    if kind == 0:
        return None, at
    if kind in (_ZERO_TYPE, _ONE_TYPE):
        return kind - _ZERO_TYPE, at
    if kind == _FLOAT_TYPE:
        size = _FLOAT.size
    elif kind in _INTEGER_BYTES:
        size = _INTEGER_BYTES[kind]
    elif kind >= _FIRST_BLOB_TYPE:
        size = (kind - _FIRST_BLOB_TYPE) // 2
    else:
        raise UnreadableRowError
    data = payload[at : at + size]
    if len(data) < size:
        raise UnreadableRowError
    if kind == _FLOAT_TYPE:
        return _FLOAT.unpack(data)[0], at + size
    if kind in _INTEGER_BYTES:
        return int.from_bytes(data, "big", signed=True), at + size
    if kind % 2 == 0:
        return data, at + size
    try:
        return data.decode("utf-8", errors), at + size
    except UnicodeDecodeError as error:
        raise UnreadableRowError from error


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value
