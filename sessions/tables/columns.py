"""Tells what each column of a table holds: by its values, and by its title where values leave a choice.

Titles come in every language; times and intervals know each other (`agreement`), in one unit and in no other.
"""

import math
import statistics
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from operator import gt, lt
from typing import NamedTuple

from sessions.tables.agreement import agreement
from sessions.tables.compact_clocks import clocks_in
from sessions.tables.elapsed import elapsed_s
from sessions.tables.moments import Moments, looks_like_clock, looks_like_day, looks_like_moment, moments_in, moments_of
from sessions.tables.table import Table
from sessions.tables.titles import is_interval_title, is_other_title, is_time_title
from sessions.tables.units import UNIT_MS, unit_of
from sessions.tables.written_numbers import number

TIME_UNITS_S: Sequence[float] = (1.0, 1e-3, 1e-6, 1e-9, 60.0, 3600.0, 86_400.0)
"""Seconds of one unit of a column of times: s, ms, us, ns, minutes, hours, days (as spreadsheets count)."""

_MOSTLY = 0.5  # more than this share of cells make a column what it is
_FEWEST_EVEN = 4  # values from which on one that never changes is no interval: a choice
_FEWEST_RISING = 30
"""So many intervals, each longer than the one before, do not occur: they are the times of beats."""

_MOSTLY_RISING = 0.95  # share of steps that do not fall by which times are told: a choice, for single mistyped ones
_RISING_SHARE = 0.2  # of steps that rise at least: at 300 beats a minute a clock of whole seconds does at every fifth
_LARGEST_COUNT = 1e8  # line numbers begin below it: a choice; seconds since 1970 are above 1e9
_COUNTS_SHARE = 0.9  # of steps of exactly one by which line numbers are told: a choice, for lines that were left out
_DAY_S = 86_400.0  # seconds of a day

_TRIED_ROWS = 200  # rows that tell whether a column is one of days: a choice, a few minutes of beats
_PASSED_S = 10.0
"""Seconds: what begins closer to midnight is the time that has passed since a beginning: a choice, some beats."""

_SINCE_1970_S = (1e9, 4.1e9)
"""Seconds since 1970 of the years 2001 to 2099: no recording counts from its own beginning so far."""

_SPREADSHEET_BEGAN = datetime(1899, 12, 30, tzinfo=UTC).replace(tzinfo=None)
"""Day 0 of spreadsheets (ECMA-376 part 1, 18.17.4.1, from March 1900 on), in the time of wherever they were written."""

_SPREADSHEET_DAYS = (25_569.0, 73_050.0)
"""Days since then of the years 1970 to 2099; since 1970 they would be of the years 2040 to 2169, still to come."""


class TimeColumn(NamedTuple):
    """A column of times.

    Attributes
    ----------
    position : int
        Where it stands.
    t_s : list of float or None
        The times in seconds, ``None`` where there is none.
    unit_s : float
        How many seconds one of its numbers is; ``nan`` where it tells dates or clocks.
    moments : Moments or None
        What its dates or clocks tell; None where it holds numbers.
    day_position : int or None
        Where the days stand that belong to its clocks; None where no other column tells them.
    """

    position: int
    t_s: list[float | None]
    unit_s: float
    moments: Moments | None = None
    day_position: int | None = None

    @property
    def is_of_spreadsheet(self) -> bool:
        """Whether it counts days as spreadsheets do."""
        first_s, (least, most) = next((t for t in self.t_s if t is not None), math.nan), _SPREADSHEET_DAYS
        return self.unit_s == _DAY_S and least <= first_s / _DAY_S < most


def begins_at(times: TimeColumn, row: int) -> datetime | None:
    """Return the moment that a row of a column of times tells; None where it tells no day.

    Seconds since 1970 are of UTC; days of spreadsheets have no zone; a date may have one or none.
    """
    t_s, (least_s, most_s) = times.t_s[row], _SINCE_1970_S
    if t_s is None:
        return None
    if times.moments is not None:
        first_at = times.moments.first_at
        return None if first_at is None else first_at + timedelta(seconds=t_s)
    if times.is_of_spreadsheet:
        return _SPREADSHEET_BEGAN + timedelta(seconds=t_s)
    return datetime.fromtimestamp(t_s, UTC) if least_s <= t_s <= most_s else None


def interval_columns(table: Table) -> list[int]:
    """Return the columns that may hold the intervals: those that are called so, or else those whose values may be."""
    numbers = {place: [_number_at(row.cells, place) for row in table.rows] for place in range(table.width)}
    titled = [place for place, title in enumerate(table.titles) if is_interval_title(title)]
    if len(titled) == 1 or (titled and table.width == len(titled)):
        return titled
    plausible = [
        place
        for place, values in numbers.items()
        if _may_be_intervals(values) and not is_other_title(title_of(table, place))
    ]
    return [place for place in plausible if place in titled] or titled or plausible


def times_beside(table: Table, interval_place: int, rr_ms: Sequence[float]) -> TimeColumn | None:
    """Return the column of times that the intervals agree with; ``None`` when they agree with none.

    Parameters
    ----------
    rr_ms : sequence of float
        The intervals in ms, one a row; ``nan`` where a row has none.
    """
    best: tuple[float, TimeColumn] | None = None
    for index in range(table.width):
        if index == interval_place:
            continue
        for times in readings(table, index):
            share = agreement(times.t_s, rr_ms)
            if share > _MOSTLY and (best is None or share > best[0]):
                best = share, times
    return None if best is None else best[1]


def looks_like_times(table: Table, place: int) -> bool:
    """Return whether a column is of dates, is called times, or goes on as times do."""
    numbers = [value for row in table.rows if (value := _number_at(row.cells, place)) is not None]
    return (
        (is_rising(numbers) and not counts(numbers))
        or is_time_title(title_of(table, place))
        or elapsed_s(column(table, place)) is not None
        or _share(looks_like_moment(row.cells[place]) for row in table.rows if place < len(row.cells)) > _MOSTLY
    )


def _rises(values: Sequence[float]) -> bool:
    """Return whether values go on as times do, but for single mistyped ones."""
    after, steps = values[1:], len(values) - 1
    falls, rises = sum(map(lt, after, values)), sum(map(gt, after, values))
    if steps < 1 or falls > (1 - _MOSTLY_RISING) * steps or rises < _RISING_SHARE * steps:
        return False
    size = max(1, len(values) // 4)
    quarters = [statistics.median(values[at : at + size]) for at in range(0, 4 * size, size) if at < len(values)]
    return all(before < after for before, after in pairwise(quarters))


def rough_ms(table: Table, place: int) -> list[float]:
    """Return the intervals of a column in ms, in the unit of the typical one; ``nan`` where there is none."""
    values = [_number_at(row.cells, place) for row in table.rows]
    known = [value for value in values if value is not None]
    unit = unit_of(known) if known else None
    factor = math.nan if unit is None else UNIT_MS[unit]
    return [math.nan if value is None else value * factor for value in values]


def title_of(table: Table, place: int) -> str:
    """Return what a column is called; empty where there is no header."""
    return table.titles[place] if place < len(table.titles) else ""


def is_rising(values: Sequence[float]) -> bool:
    """Return whether these are times of beats rather than intervals."""
    return len(values) >= _FEWEST_RISING and _rises(values)


def _number_at(cells: Sequence[str], place: int) -> float | None:
    return number(cells[place]) if place < len(cells) else None


def _may_be_intervals(values: Sequence[float | None]) -> bool:
    known = [value for value in values if value is not None]
    if len(known) <= _MOSTLY * len(values) or unit_of(known) is None or is_rising(known):
        return False
    # What never changes is a mark or a setting, and what grows by one counts lines.
    return len(known) < _FEWEST_EVEN or (len(set(known)) > 2 and not counts(known))


def counts(values: Sequence[float]) -> bool:
    """Return whether values count lines, each mostly one above the value before it."""
    steps = [after - before for before, after in pairwise(values)]
    return bool(steps) and steps.count(1.0) >= _COUNTS_SHARE * len(steps) and values[0] < _LARGEST_COUNT


def readings(table: Table, place: int) -> list[TimeColumn]:
    """Return the times that a column may tell: dates in one way, numbers in each unit."""
    cells = column(table, place)
    passed_s = elapsed_s(cells)
    if passed_s is not None:
        return [TimeColumn(place, passed_s, 1.0)]
    if _share(map(looks_like_moment, cells)) > _MOSTLY:
        moments, day = moments_of(cells), day_beside(table, place, cells)
        if day is not None:
            moments = moments_in(column(table, day), cells)
        return [TimeColumn(place, moments.t_s, math.nan, moments, day)]
    clocks = clocks_in(cells)
    if clocks is not None:
        day = day_beside(table, place, clocks)
        moments = moments_of(clocks) if day is None else moments_in(column(table, day), clocks)
        return [TimeColumn(place, moments.t_s, math.nan, moments, day), *_counted(table, place, cells)]
    return _counted(table, place, cells)


def _counted(table: Table, place: int, cells: Sequence[str]) -> list[TimeColumn]:
    """Return the times that numbers may tell, in each unit; none where they do not go on."""
    values = [number(cell) for cell in cells]
    known = [value for value in values if value is not None]
    goes_on = is_time_title(title_of(table, place)) or (_rises(known) and not counts(known))
    if len(known) <= _MOSTLY * len(values) or not goes_on:
        return []
    return [
        TimeColumn(place, [None if value is None else value * unit_s for value in values], unit_s)
        for unit_s in TIME_UNITS_S
    ]


def column(table: Table, place: int) -> list[str]:
    """Return the cells of a column; empty ones where rows are shorter."""
    return [row.cells[place] if place < len(row.cells) else "" for row in table.rows]


def day_beside(table: Table, place: int, cells: Sequence[str]) -> int | None:
    """Return the column of the days of a column of clocks; None where it holds dates, or time that passed."""
    clocks = cells[:_TRIED_ROWS]
    if _share(map(looks_like_clock, clocks)) <= _MOSTLY or moments_of(clocks).first_clock_s < _PASSED_S:
        return None
    for day in range(table.width):
        days = [cell for cell in column(table, day)[:_TRIED_ROWS] if cell]
        if day != place and _share(map(looks_like_day, days)) > _MOSTLY:
            return day
    return None


def times_of(moments: Sequence[datetime]) -> TimeColumn:
    """Return moments, all with an offset or all without one, as a column of times."""
    read = moments_of([moment.isoformat() for moment in moments])
    return TimeColumn(0, read.t_s, math.nan, read)


def _share(marks: Iterable[bool]) -> float:
    counted = list(marks)
    return sum(counted) / len(counted) if counted else 0.0
