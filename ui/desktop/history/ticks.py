"""Where the lines of the axis of time stand: at the turn of years, months, weeks, days, hours, minutes or seconds."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, auto

from ui.presenter.history import DAY_S, wall_clock, wall_s

_WEEK_S, _MONTH_S, _YEAR_S = 7 * DAY_S, 30.4 * DAY_S, 365.2 * DAY_S
"""Seconds; of months and years as long as they are on average."""

_MONDAY_S = 4 * DAY_S
"""The first Monday after the beginning of 1970, a Thursday."""

_MONTHS = 12  # of a year
_FIRST, _LAST_YEAR = datetime.min.replace(tzinfo=UTC), 9999  # of Python's calendar


class Unit(Enum):
    """What begins at a line."""

    SECOND = auto()
    MINUTE = auto()
    DAY = auto()
    MONTH = auto()
    YEAR = auto()


@dataclass(frozen=True, slots=True)
class Step:
    """One distance between two lines, in about so many seconds."""

    unit: Unit
    about_s: float
    places: Callable[[float, float], Iterator[float]]


def _even(step_s: float, first_s: float = 0.0) -> Callable[[float, float], Iterator[float]]:
    def places(from_s: float, until_s: float) -> Iterator[float]:
        number = math.ceil((from_s - first_s) / step_s)
        while first_s + number * step_s <= until_s:
            yield first_s + number * step_s
            number += 1

    return places


def _months(step: int) -> Callable[[float, float], Iterator[float]]:
    def places(from_s: float, until_s: float) -> Iterator[float]:
        first = wall_clock(from_s)
        number = (first.year * _MONTHS + first.month - 1) // step * step
        while number <= _LAST_YEAR * _MONTHS:
            if number >= _MONTHS:
                at_s = wall_s(_FIRST.replace(year=number // _MONTHS, month=number % _MONTHS + 1))
                if at_s > until_s:
                    return
                if at_s >= from_s:
                    yield at_s
            number += step

    return places


_STEPS = (
    *(Step(Unit.SECOND, each, _even(each)) for each in (1.0, 2.0, 5.0, 10.0, 15.0, 30.0)),
    *(Step(Unit.MINUTE, each, _even(each)) for each in (60.0, 120.0, 300.0, 600.0, 900.0, 1800.0)),
    *(Step(Unit.MINUTE, each, _even(each)) for each in (3600.0, 7200.0, 10_800.0, 21_600.0, 43_200.0)),
    Step(Unit.DAY, DAY_S, _even(DAY_S)),
    Step(Unit.DAY, _WEEK_S, _even(_WEEK_S, _MONDAY_S)),
    *(Step(Unit.MONTH, months * _MONTH_S, _months(months)) for months in (1, 2, 3, 6)),
    *(Step(Unit.YEAR, years * _YEAR_S, _months(years * _MONTHS)) for years in (1, 2, 5, 10, 20, 50, 100, 500, 1000)),
)
"""Every distance that there is, the shortest first; of seconds, minutes and hours those that divide the next unit."""


def ticks(from_s: float, until_s: float, most: int) -> tuple[Unit, list[float]]:
    """Return what begins at the lines between two times, and where they stand; no more than about ``most``."""
    longest = max(1, most)
    step = next((each for each in _STEPS if (until_s - from_s) / each.about_s <= longest), _STEPS[-1])
    return step.unit, list(step.places(from_s, until_s))
