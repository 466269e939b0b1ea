"""Reads the times that people and programs write: dates in several forms, and clocks without a date."""

import itertools
import math
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Literal, NamedTuple

from sessions.tables.spelled_dates import in_numbers

_DAY_S = 86_400.0  # seconds of a day

_ISO = re.compile(r"\d{4}-?\d{2}-?\d{2}(?:[T ].*)?$")
_BEFORE_OFFSET = re.compile(r"\s+(?=[+-]\d{2}:?\d{2}$)")
"""What some programs write between a time and its offset, as in ``2021-05-17 06:52:14 +0000``."""

_OF_ISO_ALONE = re.compile(r"[\d:.,/TZ+ -]*$")
"""No letters but those of ISO 8601."""

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
_NAMES: Mapping[_Order, Literal["day", "month", "year"]] = MappingProxyType(
    {_YEAR_FIRST: "year", _DAY_FIRST: "day", _MONTH_FIRST: "month"}
)
_SHORT_LETTERS = 2  # digits of a year that may stand first or last, as in ``26/03/05``
_SHORT_YEARS = 100  # years written with two digits
_YEAR_DIGITS = 4  # of a year that is written in full
_ANY_CLOCK = "12:00"  # that stands behind a day, to read it as a date
_MIDNIGHT = re.compile(r"[T ]0?0:00(?::00(?:\.0+)?)?$")
"""What spreadsheets and databases write behind a day that has no hour."""
_COMPACT_DAY = re.compile(r"^(\d{4})-?(\d{2})-?(\d{2})$")
_CENTURY = 2000  # in which they are taken to be


def looks_like_moment(cell: str) -> bool:
    """Return whether a cell holds a date or the time of a clock."""
    cell = _plain(cell)
    return any(pattern.match(cell) for pattern in (_ISO, _DATE, _CLOCK)) and not cell.replace(".", "").isdigit()


def _plain(cell: str) -> str:
    """Return a date in numbers where it has the names of months, or signs behind its parts."""
    if cell.isascii() and not cell[:1].isalpha() and not any(map(str.isalpha, cell)):
        return in_numbers(cell) or cell if "_" in cell else cell
    if not _OF_ISO_ALONE.match(cell) and (spelled := in_numbers(cell)) is not None:
        return spelled
    cell = cell.translate(_MARKS_OF_PARTS)
    found = _MONTH.match(cell) or _MONTH_FIRST_NAME.match(cell)
    if found is None:
        return re.sub(r"(?<=/)\s", "", cell)
    named = found["month"].lower()
    month = next((at for at, names in enumerate(_MONTHS, 1) if named.startswith(tuple(names.split()))), 0)
    return f"{found['year']}/{month}/{found['day']}{cell[found.end() :]}" if month else cell


def looks_like_clock(cell: str) -> bool:
    """Return whether a cell holds the time of a clock and no day."""
    return bool(_CLOCK.match(cell.strip()))


def looks_like_day(cell: str) -> bool:
    """Return whether a cell holds a day and no time of a clock, but for a midnight that stands for none."""
    found = None if looks_like_clock(cell) else _DATE.match(_plain(dated(cell, _ANY_CLOCK)))
    return found is not None and (len(found["a"]) == _YEAR_DIGITS or len(found["c"]) in (_SHORT_LETTERS, _YEAR_DIGITS))


def dated(day: str, clock: str) -> str:
    """Return a day and the time of a clock as one date."""
    day = _COMPACT_DAY.sub(r"\1/\2/\3", _MIDNIGHT.sub("", day.strip()))
    return f"{day.rstrip(' ,')} {clock.strip()}"


class Moments(NamedTuple):
    """What cells tell of time.

    Attributes
    ----------
    t_s : list of float or None
        Seconds since the first cell that can be read; ``None`` where one cannot.
    first_at : datetime or None
        That first moment, with its zone or as it stands without one; None where a clock tells no day.
    order : {"day", "month", "year"} or None
        What was taken to come first in dates that may be read in several ways; None where all is told.
    others : tuple of datetime
        What the first moment may mean besides.
    is_local : bool
        Whether it is the time of some place that is not told, whose clocks may be changed.
    first_clock_s : float
        Seconds of the day at that first moment; ``nan`` where none can be read.
    """

    t_s: list[float | None]
    first_at: datetime | None = None
    order: Literal["day", "month", "year"] | None = None
    others: tuple[datetime, ...] = ()
    is_local: bool = True
    first_clock_s: float = math.nan


def moments_of(cells: Sequence[str]) -> Moments:
    """Return what cells tell of time.

    A date without an offset is taken as it stands. Whether day or month comes first is told by what can be read, else
    by a midnight: one day on in the one reading is a month on in the other. A clock without a date goes on past
    midnight.
    """
    cells = [_plain(cell) for cell in cells]
    if any(_CLOCK.match(cell) for cell in cells[:1]):
        told_s = _past_midnight([_clock_s(cell) for cell in cells])
        return Moments(_since_first(told_s), first_clock_s=_first(told_s))
    if cells and _ISO.match(cells[0]):
        told_s = [_iso_s(cell) for cell in cells]
        first = next((cell for cell, moment in zip(cells, told_s, strict=True) if moment is not None), None)
        has_offset = first is not None and _iso(first).tzinfo is not None
        return Moments(
            _since_first(told_s),
            _first_at(told_s, has_offset=has_offset),
            is_local=not has_offset,
            first_clock_s=_first(told_s) % _DAY_S,
        )
    readings = {order: [_date_s(cell, order) for cell in cells] for order in _orders(cells)}
    if not readings:
        return Moments([None] * len(cells))
    order = max(readings, key=lambda each: (_sense(readings[each]), -_span_s(readings[each])))
    first_at = _first_at(readings[order])
    others = [_first_at(told_s) for told_s in readings.values() if _may_be(told_s, readings[order])]
    besides = tuple(other for other in others if other is not None and other != first_at)
    name = _NAMES[order] if besides else None
    return Moments(
        _since_first(readings[order]),
        first_at,
        name,
        tuple(dict.fromkeys(besides)),
        first_clock_s=_first(readings[order]) % _DAY_S,
    )


def moments_in(days: Sequence[str], clocks: Sequence[str]) -> Moments:
    """Return what days and clocks in two columns tell together.

    Where one day stands everywhere, it is that of the beginning, and the clock goes on past midnight. A cell without a
    day is of the day above it.
    """
    known = next(filter(None, days), "")
    filled = list(itertools.accumulate(days, lambda before, day: day or before, initial=known))[1:]
    if len(set(filled)) > 1:
        return moments_of(list(itertools.starmap(dated, zip(filled, clocks, strict=True))))
    moments = moments_of(clocks)
    first = next((clock for clock in clocks if _clock_s(clock) is not None), "")
    whole = moments_of([dated(known, first)])
    return moments._replace(first_at=whole.first_at, order=whole.order, others=whole.others)


def begins_at(cells: Sequence[str]) -> datetime | None:
    """Return the first moment, with its zone or as it stands; None where it tells no day."""
    return moments_of(cells).first_at


def _first(told_s: Sequence[float | None]) -> float:
    return next((moment for moment in told_s if moment is not None), math.nan)


def _since_first(told_s: Sequence[float | None]) -> list[float | None]:
    first_s = _first(told_s)
    return [None if moment is None else moment - first_s for moment in told_s]


def _first_at(told_s: Sequence[float | None], *, has_offset: bool = False) -> datetime | None:
    first_s = _first(told_s)
    if math.isnan(first_s):
        return None
    at = datetime.fromtimestamp(first_s, UTC)
    return at if has_offset else at.replace(tzinfo=None)


def _may_be(told_s: Sequence[float | None], taken_s: Sequence[float | None]) -> bool:
    """Return whether another reading says as much, and no midnight that goes on in the one speaks against it."""
    if _sense(told_s) < _sense(taken_s):
        return False
    return not _span_s(taken_s) < _DAY_S <= _span_s(told_s)


def _orders(cells: Sequence[str]) -> Sequence[_Order]:
    found = next(filter(None, map(_DATE.match, cells)), None)
    if found is None:
        return ()
    if len(found["a"]) > 2:
        return (_YEAR_FIRST,)
    if found.string[found.end("a")] == ".":
        return (_DAY_FIRST,)  # no land writes the month first where points stand between
    # Months come first where halves of a day are told, and days otherwise; the other way round where that is no date.
    twelve_hours = found["clock"].rstrip(".").lower().endswith("m")
    orders = (_MONTH_FIRST, _DAY_FIRST) if twelve_hours else (_DAY_FIRST, _MONTH_FIRST)
    return (*orders, _YEAR_FIRST) if len(found["c"]) <= _SHORT_LETTERS else orders


def _sense(moments: Sequence[float | None]) -> int:
    """Return how many moments are known and not before the one above them."""
    known = [moment for moment in moments if moment is not None]
    return len(known) + sum(before <= after for before, after in itertools.pairwise(known))


def _span_s(moments: Sequence[float | None]) -> float:
    """Return the seconds from the first of the moments that are known to the last."""
    known = [moment for moment in moments if moment is not None]
    return known[-1] - known[0] if known else 0.0


def _iso_s(cell: str) -> float | None:
    try:
        date = _iso(cell)
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        return None


def _iso(cell: str) -> datetime:
    return datetime.fromisoformat(_BEFORE_OFFSET.sub("", cell.strip().replace(",", ".")))


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
