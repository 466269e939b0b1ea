"""Reads clocks that are written as nothing but digits, such as 060504, 20250317060504.815 and 20250317_060504."""

import re
from collections.abc import Sequence

_DAY = r"(?:(?P<year>(?:19|20)\d\d|\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01]))"
_CLOCK = r"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?P<s>[0-5]\d)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY}[_-]?{_CLOCK}(?:[._-](?P<f>\d{{1,9}}))?",
        rf"{_DAY}{_CLOCK}(?P<f>\d{{3}})",
        rf"{_CLOCK}(?:\.(?P<f>\d{{1,9}}))?",
        rf"{_CLOCK}(?P<f>\d{{3}})",
    )
)
"""A day with its year in two or four digits, or none; a clock; and a fraction of a second."""

_FEWEST = 3  # cells by which digits are told to be clocks: a choice
_CENTURY = "20"  # in which years of two digits are taken to be


def clocks_in(cells: Sequence[str]) -> list[str] | None:
    """Return clocks with marks between their parts, where all cells that hold something are such; else None.

    A count passes what no clock does, 59 seconds, within a minute. What crosses no full minute is one where a zero
    stands before it, or a day.
    """
    held = [cell for cell in cells if cell]
    if len(held) < _FEWEST or not held[0][:4].isdigit():
        return None
    for form in _FORMS:
        if not form.fullmatch(held[0]) or not all(map(form.fullmatch, held)):
            continue
        found = [form.fullmatch(cell) for cell in cells]
        minutes = {each["h"] + each["m"] for each in found if each}
        if len(minutes) > 1 or held[0].startswith("0") or "year" in form.groupindex:
            return ["" if each is None else _written(each) for each in found]
    return None


def _written(found: re.Match[str]) -> str:
    parts = found.groupdict()
    clock = f"{parts['h']}:{parts['m']}:{parts['s']}.{parts['f'] or 0}"
    year = parts.get("year")
    if not year:
        return clock
    return f"{year if len(year) > 2 else _CENTURY + year}/{parts['month']}/{parts['day']} {clock}"
