"""When a table began, where its times do not tell: lines above it, comments in it, and columns that never change."""

import math
import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from sessions.tables.columns import TimeColumn, column, title_of
from sessions.tables.heads import KEY, OTHERWISE, may_be_start
from sessions.tables.moments import Moments, dated, looks_like_clock, looks_like_day, looks_like_moment, moments_of
from sessions.tables.remarks import Remark, on_dates
from sessions.tables.table import Table
from sessions.tables.titles import words_of
from sessions.tables.written_numbers import number

_BEFORE_DIGITS = re.compile(r"(?P<key>\D*[^\W\d_]\D*?)[\s:=,;]+(?P<value>\d.*)$")
"""As in ``Recorded on 05.03.2026``: all that stands before the first digit says what it is."""

_AT = re.compile(r"\s+(?:at|um|à|alle)\s+")
_MARKS = '#/%:;=, \t"'  # around what a comment says
_UTC = re.compile(r"\s*(?:UTC|GMT)$")
_DATE_LIKE = re.compile(r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}\.?[ -][^\W\d_]{3,9}\.?[ -]\d{4}")
_EPOCHS_S = ((1.0, 1e9, 4.1e9), (1e-3, 1e12, 4.1e12))
"""Seconds, and milliseconds, since 1970 of the years 2001 to 2099: how many seconds one is, and the range."""

_FEWEST_ROWS = 2  # that say the same before it is a column that never changes: one says nothing
_PASSED_S = 3600.0
"""Seconds: a clock that begins closer to midnight may be the time that passed since a beginning: a choice."""

_DAY_S = 86_400.0  # seconds of a day


class Beginning(NamedTuple):
    """What a table tells of when it began, beside its times.

    Attributes
    ----------
    at : datetime or None
        The moment, with its zone or as it stands without one.
    day : date or None
        The day, where no hour is told.
    clock_s : float
        Seconds of the day, where no day is told; else ``nan``.
    is_unread : bool
        Whether something that looks like a date was not understood.
    titles : tuple of str
        The columns that tell it.
    lines : int
        How many lines above the table, or comments, tell it.
    remarks : tuple of (ImportRemarkCode, Facts)
        What there is to say of how it was understood.
    """

    at: datetime | None = None
    day: date | None = None
    clock_s: float = math.nan
    is_unread: bool = False
    titles: tuple[str, ...] = ()
    lines: int = 0
    remarks: tuple[Remark, ...] = ()


UNKNOWN_BEGINNING = Beginning()
"""Of a table that tells nothing more."""


class _Said(NamedTuple):
    title: str
    value: str
    is_column: bool


def beginning_of(
    table: Table, comments: Sequence[str], times: TimeColumn | None, row: int, first_s: float
) -> Beginning:
    """Return what a table tells of its beginning where its times tell no day.

    Parameters
    ----------
    table : Table
        The table, with the lines above it.
    comments : sequence of str
        Its lines of comments.
    times : TimeColumn or None
        Its times, where there are some, and the ``row`` of the first interval that is kept.
    first_s : float
        The length of that interval in seconds.
    """
    above = [*comments, *table.head]
    said = [*_constant(table), *(each for line in above for each in _said_in(line))]
    for each in said:
        moments = None if looks_like_day(each.value) else _whole(each.value)
        if moments is not None and moments.first_at is not None:
            return _by([each], moments)
    day = next((each for each in said if looks_like_day(each.value)), None)
    clock = next((each for each in said if looks_like_clock(each.value)), None)
    clock_s = _clock_of(times, row, first_s)
    if math.isnan(clock_s) and clock is not None:
        clock_s = moments_of([clock.value]).first_clock_s
    else:
        clock = None
    if day is not None:
        at = clock.value if clock is not None else _clock_text(0.0 if math.isnan(clock_s) else clock_s)
        moments = moments_of([dated(day.value, at)])
        if moments.first_at is not None:
            whole = _by([each for each in (day, clock) if each is not None], moments)
            return whole if not math.isnan(clock_s) else whole._replace(at=None, day=moments.first_at.date())
    unread = any(map(_DATE_LIKE.search, above)) or any(
        _DATE_LIKE.search(cell) for each in table.rows[:1] for cell in each.cells
    )
    return Beginning(clock_s=clock_s, is_unread=unread, lines=int(clock is not None and not clock.is_column))


def _said_in(line: str) -> list[_Said]:
    bare = line.strip(_MARKS)
    if looks_like_moment(bare) and not looks_like_clock(bare):
        return [_Said("", bare, is_column=False)]
    for form in (_BEFORE_DIGITS, KEY):
        found = form.match(_AT.sub(" ", bare))
        value = found["value"].strip(_MARKS) if found else ""
        has_moment = looks_like_moment(value) or looks_like_day(value) or number(value) is not None
        if found is not None and has_moment and may_be_start(found["key"]):
            return [_Said(found["key"].strip(_MARKS), value, is_column=False)]
    return []


def _constant(table: Table) -> list[_Said]:
    """Return the columns in which the same day, clock or moment stands in each row."""
    said = []
    for index in range(table.width):
        cells = set(column(table, index)) - {""}
        title = title_of(table, index)
        if len(table.rows) < _FEWEST_ROWS or len(cells) != 1 or set(words_of(title)) & OTHERWISE:
            continue
        (value,) = cells
        if looks_like_day(value) or (looks_like_moment(value) and (not looks_like_clock(value) or may_be_start(title))):
            said.append(_Said(title, value, is_column=True))
    return said


def _whole(value: str) -> Moments | None:
    """Return what a cell or a line tells, where it is a date with a clock or seconds since 1970."""
    counted = number(value)
    if counted is not None:
        since = (counted * unit_s for unit_s, least, most in _EPOCHS_S if least <= counted <= most)
        at_s = next(since, None)
        return None if at_s is None else Moments([0.0], datetime.fromtimestamp(at_s, UTC), is_local=False)
    value = _UTC.sub("+00:00", value)
    return moments_of([value]) if looks_like_moment(value) else None


def _by(said: Sequence[_Said], moments: Moments) -> Beginning:
    return Beginning(
        at=moments.first_at,
        titles=tuple(each.title for each in said if each.is_column),
        lines=sum(not each.is_column for each in said),
        remarks=on_dates(said[0].title, moments),
    )


def _clock_of(times: TimeColumn | None, row: int, first_s: float) -> float:
    """Return the clock at which the first interval began; ``nan`` where times tell none, or the time that passed."""
    if times is None or times.moments is None or math.isnan(times.moments.first_clock_s):
        return math.nan
    since_s = times.t_s[row]
    if since_s is None or times.moments.first_clock_s < _PASSED_S:
        return math.nan
    return (times.moments.first_clock_s + since_s - first_s) % _DAY_S


def _clock_text(clock_s: float) -> str:
    micros = round(clock_s * 1e6)
    minutes, micros = divmod(micros, 60_000_000)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{micros // 1_000_000:02d}.{micros % 1_000_000:06d}"
