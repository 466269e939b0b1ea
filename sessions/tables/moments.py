"""Reads the times that people and programs write: dates in several forms, and clocks without a date."""

import itertools
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import NamedTuple

_DAY_S = 86_400.0  # seconds of a day

_ISO = re.compile(r"\d{4}-?\d{2}-?\d{2}(?:[T ].*)?$")
_DATE = re.compile(
    r"(?P<a>\d{1,4})[./-]\s?(?P<b>\d{1,2})[./-]\s?(?P<c>\d{1,4})\.?[T ,]\s*(?P<clock>[\d:.,]+\s*(?:[AaPp]\.?[Mm]\.?)?)$"
)
_MONTH = re.compile(r"(?P<day>\d{1,2})\.?[ -](?P<month>[^\W\d_]{3,9})\.?,?[ -](?P<year>\d{4}),?(?= )")
_MONTH_FIRST_NAME = re.compile(r"(?P<month>[^\W\d_]{3,9})\.? (?P<day>\d{1,2}), (?P<year>\d{4}),?(?= )")
_MARKS_OF_PARTS = str.maketrans({"年": "/", "月": "/", "日": None, "년": "/", "월": "/", "일": None})
_MONTHS = (
    "jan ene gen",
    "feb fév fev",
    "mar mär maa mrt",
    "apr avr abr",
    "may mai mag maj mei",
    "jun juin giu",
    "jul juil lug",
    "aug aoû ago",
    "sep set",
    "oct okt out ott",
    "nov",
    "dec dez déc dic",
)
"""How the names of the months begin in languages of Europe."""
_CLOCK = re.compile(
    r"(?P<h>\d{1,2}):(?P<m>\d{2})(?::(?P<s>\d{2})(?:[.,:](?P<f>\d{1,9}))?)?\s*(?:(?P<half>[AaPp])\.?[Mm]\.?)?$"
)


class _Order(NamedTuple):
    """Which of the three numbers of a date is what."""

    year: str
    month: str
    day: str


_YEAR_FIRST, _DAY_FIRST, _MONTH_FIRST = _Order("a", "b", "c"), _Order("c", "b", "a"), _Order("c", "a", "b")
_SHORT_YEARS = 100  # years written with two digits
_CENTURY = 2000  # in which they are taken to be


def looks_like_moment(cell: str) -> bool:
    """Return whether a cell holds a date or the time of a clock."""
    cell = _plain(cell)
    return any(pattern.match(cell) for pattern in (_ISO, _DATE, _CLOCK)) and not cell.replace(".", "").isdigit()


def _plain(cell: str) -> str:
    """Return a date in numbers where it has the names of months, or signs behind its parts."""
    if cell.isascii() and not cell[:1].isalpha() and not any(map(str.isalpha, cell)):
        return cell
    cell = cell.translate(_MARKS_OF_PARTS)
    found = _MONTH.match(cell) or _MONTH_FIRST_NAME.match(cell)
    if found is None:
        return re.sub(r"(?<=/)\s", "", cell)
    named = found["month"].lower()
    month = next((at for at, names in enumerate(_MONTHS, 1) if named.startswith(tuple(names.split()))), 0)
    return f"{found['year']}/{month}/{found['day']}{cell[found.end() :]}" if month else cell


def moments_s(cells: Sequence[str]) -> list[float | None]:
    """Return moments in seconds, each since some beginning that they share; ``None`` where one cannot be read.

    A date without an offset is taken as it stands. Whether day or month comes first is told by what can be read; a
    clock without a date goes on past midnight.
    """
    cells = [_plain(cell) for cell in cells]
    if any(_CLOCK.match(cell) for cell in cells[:1]):
        return _past_midnight([_clock_s(cell) for cell in cells])
    if cells and _ISO.match(cells[0]):
        return [_iso_s(cell) for cell in cells]
    readings = [[_date_s(cell, order) for cell in cells] for order in _orders(cells)]
    return max(readings, key=_sense) if readings else [None] * len(cells)


def _orders(cells: Sequence[str]) -> Sequence[_Order]:
    found = next(filter(None, map(_DATE.match, cells)), None)
    if found is None:
        return ()
    if len(found["a"]) > 2:
        return (_YEAR_FIRST,)
    # Months come first where halves of a day are told, and days otherwise; the other way round where that is no date.
    twelve_hours = found["clock"].rstrip(".").lower().endswith("m")
    return (_MONTH_FIRST, _DAY_FIRST) if twelve_hours else (_DAY_FIRST, _MONTH_FIRST)


def _sense(moments: Sequence[float | None]) -> int:
    """Return how many moments are known and not before the one above them."""
    known = [moment for moment in moments if moment is not None]
    return len(known) + sum(before <= after for before, after in itertools.pairwise(known))


def _iso_s(cell: str) -> float | None:
    try:
        date = datetime.fromisoformat(cell.strip().replace(",", "."))
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _date_s(cell: str, order: _Order) -> float | None:
    found = _DATE.match(cell)
    clock_s = None if found is None else _clock_s(found["clock"])
    if found is None or clock_s is None:
        return None
    year, month, day = (int(found[part]) for part in order)
    try:
        date = datetime(year + (_CENTURY if year < _SHORT_YEARS else 0), month, day, tzinfo=UTC)
        return date.timestamp() + clock_s
    except (ValueError, OverflowError):
        return None


def _clock_s(cell: str) -> float | None:
    found = _CLOCK.match(cell.strip())
    if found is None:
        return None
    hours, minutes, seconds = int(found["h"]), int(found["m"]), int(found["s"] or 0)
    if found["half"]:
        hours = hours % 12 + (12 if found["half"].lower() == "p" else 0)
    if hours > 23 or minutes > 59 or seconds > 60:
        return None
    return hours * 3600.0 + minutes * 60.0 + seconds + float(f"0.{found['f'] or 0}")


def _past_midnight(clocks: Sequence[float | None]) -> list[float | None]:
    days, last = 0, None
    moments: list[float | None] = []
    for clock_s in clocks:
        if clock_s is not None:
            days += last is not None and clock_s < last - _DAY_S / 2
            last = clock_s
        moments.append(None if clock_s is None else clock_s + days * _DAY_S)
    return moments
