"""Numbers as people and programs write them: decimal commas, marks of thousands, units behind."""

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$")
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+(?:[eE][+-]?\d+)?$")

_WITH_UNIT = re.compile(r"(?P<number>[+-]?[\d.,]+(?:[eE][+-]?\d+)?)\s?(?:ms|msec|s|sec|us|µs|ns)$")
_ENDS_OF_UNITS = ("s", "c")

_THOUSANDS = re.compile(r"\d{1,3}(?:[., ]\d{3})+$")
_FEW_THOUSANDS = re.compile(r"[1-9]\d?(?:[., ]\d{3})+$")  # beside shorter numbers: a hundred thousand lies too far off

_MARKED_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:['’\u00a0\u202f]\d{3})+(?:[.,]\d+)?$")
"""Thousands parted by an apostrophe or a blank that breaks no line, which nothing but thousands are."""


def number(cell: str) -> float | None:
    """Return the number in a cell; Python's own 1_000 is no number to anybody else, nor is nan."""
    return float(cell) if cell.isdecimal() or _NUMBER.match(cell) else None


def bare_number(cell: str) -> str:
    """Return a number without its unit and without marks of thousands; what unit it is, the values tell."""
    found = _WITH_UNIT.match(cell) if cell.endswith(_ENDS_OF_UNITS) else None
    cell = found["number"] if found else cell
    return re.sub(r"[^\d.,+-]", "", cell) if _MARKED_THOUSANDS.match(cell) else cell


def has_decimal_comma(cell: str) -> bool:
    """Return whether a cell is a number with a decimal comma."""
    return bool(_DECIMAL_COMMA.match(cell))


def is_thousands(cell: str) -> bool:
    """Return whether a cell is a number whose thousands are parted."""
    return bool(_THOUSANDS.match(cell))


def with_point(cell: str) -> str:
    """Return a number with a decimal point for its decimal comma; any other cell as it is."""
    return cell.replace(",", ".") if has_decimal_comma(cell) else cell


def are_thousands(cells: Sequence[str]) -> bool:
    """Return whether a mark before the last three digits parts thousands: ``1.006`` beside ``960``, and no ``0.9``."""
    marked = [cell for cell in cells if any(mark in cell for mark in "., ")]
    plain = [cell for cell in cells if cell.isdigit()]
    return (
        bool(marked)
        and len(plain) > len(marked) / 10
        and all(_FEW_THOUSANDS.match(cell) for cell in marked)
        and all(len(cell) <= 3 for cell in plain)
    )
