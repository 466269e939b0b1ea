"""Tells where the clock of a place was changed within a column of its times, by the intervals that go on beside them.

In spring an hour is passed over, in autumn one comes twice. Where time seems to go back, nothing but a clock that was
put back says so. Where it leaps by an hour to the second, and from a full hour of the night as clocks are put forward,
that is no break either; a leap elsewhere, or a break that such a night lies in, may be both, and is told as that.
"""

import math
import statistics
from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import NamedTuple

from biofeedback.codes import ImportRemarkCode
from biofeedback.facts import facts
from sessions.tables.columns import TimeColumn
from sessions.tables.remarks import Remark

_CHANGES_S = (3600.0, 1800.0)
"""Seconds by which clocks are put forward or back: an hour, half of one on Lord Howe Island (IANA time zone data)."""

_HOUR_S = 3600.0  # seconds of an hour
_DAY_S = 86_400.0  # seconds of a day

_ALLOWED_S = 2.0
"""Seconds by which a leap may differ from these beyond its interval: phones stamp beats by their own clock, some to the
second, and late by 1.2 s at most in a log of two hours (FatMaxxer, 11463 beats); a choice above that."""

_HOURS_OF_NIGHT = (22, 23, 0, 1, 2, 3, 4)
"""The full hours at which clocks were changed since 2000 anywhere (IANA time zone data)."""

_BREAK_S = 10.0  # seconds beyond the interval from which on a step is a break: a choice, above late deliveries
_LONGEST_BREAK_S = 14_400.0  # seconds: a longer break lies between sessions, each of which has its own beginning

_SUNDAYS: Sequence[tuple[int, int, int, int]] = (
    (3, 8, 14, 1),
    (3, 25, 31, 1),
    (4, 1, 8, -1),
    (9, 2, 8, 1),
    (9, 24, 30, 1),
    (10, 1, 7, 1),
    (10, 25, 31, -1),
    (11, 1, 7, -1),
)
"""A month, the days from and to which its Sunday is one of a change, and 1 for forward, -1 for back: America, Europe,
Chile, Australia and New Zealand (IANA time zone data)."""


class ClockChange(NamedTuple):
    """A change of the clock: the local moment of it, None where no day is told, and by how many seconds."""

    at: datetime | None
    by_s: float


class SteadyTimes(NamedTuple):
    """Times as a clock that is never changed would tell them, the changes, and what there is to say of them."""

    times: TimeColumn
    changes: tuple[ClockChange, ...] = ()
    remarks: tuple[Remark, ...] = ()


class _Step(NamedTuple):
    row: int
    before_s: float
    passed_s: float
    interval_s: float

    def is_by(self, by_s: float) -> bool:
        """Return whether the clock goes on by so much more than the interval says."""
        return abs(self.passed_s - self.interval_s - by_s) <= _ALLOWED_S


def steady(times: TimeColumn, rr_ms: Sequence[float]) -> SteadyTimes:
    """Return the times without changes of the clock.

    Parameters
    ----------
    times : TimeColumn
        The column; dates and clocks without an offset alone can have changes.
    rr_ms : sequence of float
        The intervals in ms that end in each row; ``nan`` where a row has none.
    """
    moments = times.moments
    if moments is None or not moments.is_local:
        return SteadyTimes(times)
    t_s = list(times.t_s)
    steps = list(_steps(t_s, rr_ms))
    # Leaps again and again are a plan, as that of a logger that sleeps for an hour.
    is_planned = sum(any(map(step.is_by, _CHANGES_S)) for step in steps) > 1
    changed = [
        (step, by_s) for step in steps if (by_s := _change_s(step, moments.first_clock_s, is_planned=is_planned))
    ]
    changes, remarks = [], []
    for step, by_s in changed:
        clock_s = round((moments.first_clock_s + step.before_s + step.interval_s) / _HOUR_S) * _HOUR_S
        at_s = clock_s - moments.first_clock_s if by_s > 0 else step.before_s
        at = None if moments.first_at is None else moments.first_at + timedelta(seconds=at_s)
        changes.append(ClockChange(at, by_s))
        shown = _clock(moments.first_clock_s + step.before_s)
        given = facts(minutes=round(abs(by_s) / 60.0), back=int(by_s < 0), clock=shown)
        remarks.append((ImportRemarkCode.CLOCK_CHANGED, given))
        for row in range(step.row, len(t_s)):
            if (t := t_s[row]) is not None:
                t_s[row] = t - by_s
    rows = {step.row for step, _ in changed}
    for step in steps:
        if step.row not in rows and (by_s := _may_be_s(step, moments.first_at, is_planned=is_planned)):
            minutes = round((step.passed_s - step.interval_s) / 60.0)
            shown = _clock(moments.first_clock_s + step.before_s)
            given = facts(minutes=round(abs(by_s) / 60.0), back=int(by_s < 0), clock=shown, break_minutes=minutes)
            remarks.append((ImportRemarkCode.CLOCK_MAY_HAVE_CHANGED, given))
    return SteadyTimes(times._replace(t_s=t_s), tuple(changes), tuple(remarks))


def steady_s(moment: datetime, since: datetime, changes: Sequence[ClockChange]) -> float:
    """Return how many seconds passed between two local moments, the first of them before all changes.

    What lies in an hour that came twice is taken to be of the first one.
    """
    passed_s = (moment - since).total_seconds()
    return passed_s - math.fsum(change.by_s for change in changes if change.at is not None and moment >= change.at)


def _steps(t_s: Sequence[float | None], rr_ms: Sequence[float]) -> Iterator[_Step]:
    """Yield the steps between times that differ, with the intervals of the rows that share the later one."""
    known = [rr for rr in rr_ms if rr > 0]
    typical = statistics.median(known) if known else math.nan
    groups: list[tuple[int, float, float]] = []
    for row, (t, rr) in enumerate(zip(t_s, rr_ms, strict=True)):
        if t is None:
            continue
        interval_s = (rr if rr > 0 else typical) / 1000.0
        if groups and groups[-1][1] == t:
            groups[-1] = groups[-1][0], t, groups[-1][2] + interval_s
        else:
            groups.append((row, t, interval_s))
    for (_, before, _), (row, after, interval_s) in pairwise(groups):
        yield _Step(row, before, after - before, interval_s)


def _change_s(step: _Step, first_clock_s: float, *, is_planned: bool) -> float:
    """Return by how much the clock was changed in a step, forward above 0; 0 where it was not."""
    for by_s in _CHANGES_S:
        if step.is_by(-by_s):
            return -by_s
        if step.is_by(by_s) and not is_planned:
            clock_s = first_clock_s + step.before_s
            to_hour_s = -clock_s % _HOUR_S
            hour = math.ceil(clock_s / _HOUR_S) % 24
            return by_s if to_hour_s <= step.interval_s + _ALLOWED_S and hour in _HOURS_OF_NIGHT else 0.0
    return 0.0


def _may_be_s(step: _Step, first_at: datetime | None, *, is_planned: bool) -> float:
    """Return by how much the clock may have been changed in a break; 0 where nothing speaks for it."""
    break_s = step.passed_s - step.interval_s
    if not _BREAK_S <= break_s <= _LONGEST_BREAK_S:
        return 0.0
    if step.is_by(_HOUR_S) and not is_planned:
        return _HOUR_S
    if first_at is None:
        return 0.0
    before = first_at + timedelta(seconds=step.before_s)
    after = before + timedelta(seconds=step.passed_s)
    for day in (before.date(), after.date()):
        way = next((way for month, first, last, way in _SUNDAYS if day.month == month and first <= day.day <= last), 0)
        night = datetime.combine(day, time()), datetime.combine(day, time(hour=_HOURS_OF_NIGHT[-1]))
        if way and day.isoweekday() == 7 and before < night[1] and after > night[0]:
            return way * _HOUR_S if way < 0 or break_s >= _HOUR_S - _ALLOWED_S else 0.0
    return 0.0


def _clock(clock_s: float) -> str:
    """Return the time of day in hours and minutes, as ``01:59``."""
    minutes = int(clock_s % _DAY_S) // 60
    return time(minutes // 60, minutes % 60).isoformat("minutes")
