"""Tells what each column of a table holds: by its values, and by its title where values leave a choice.

Titles come in every language; times and intervals know each other. Over stretches without a gap the intervals add up to
what the times say, in one unit and in no other.
"""

import math
import statistics
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from sessions.tables.moments import looks_like_moment, moments_s
from sessions.tables.table import Table, number
from sessions.tables.titles import is_interval_title, is_other_title, is_time_title
from sessions.tables.units import unit_of

TIME_UNITS_S: Sequence[float] = (1.0, 1e-3, 1e-6, 1e-9, 60.0, 3600.0, 86_400.0)
"""Seconds of one unit of a column of times: s, ms, us, ns, minutes, hours, days (as spreadsheets count)."""

_MOSTLY = 0.5  # more than this share of cells make a column what it is
_STRETCH_BEATS = 20  # beats of a stretch over which sums and times are compared: a choice; single delays even out
_AGREES = 0.25  # share of a stretch by which times may differ from sums: a choice, below the smallest step of units
_STEPS_OF_CLOCK = 1.5  # and by how many of the smallest steps of the times, for clocks of whole seconds
_FEWEST_EVEN = 4  # values from which on one that never changes is no interval: a choice
_FEWEST_RISING = 30
"""So many intervals, each longer than the one before, do not occur: they are the times of beats."""

_MOSTLY_RISING = 0.95  # share of steps that do not fall by which times are told: a choice, for single mistyped ones
_RISING_SHARE = 0.2  # of steps that rise at least: at 300 beats a minute a clock of whole seconds does at every fifth
_LARGEST_COUNT = 1e8  # line numbers begin below it: a choice; seconds since 1970 are above 1e9
_COUNTS_SHARE = 0.9  # of steps of exactly one by which line numbers are told: a choice, for lines that were left out


class TimeColumn(NamedTuple):
    """A column of times: where it stands, and the times in seconds, ``None`` where there is none."""

    position: int
    t_s: list[float | None]


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
    for place in range(table.width):
        if place == interval_place:
            continue
        for t_s in _readings(table, place):
            share = _agreement(t_s, rr_ms)
            if share > _MOSTLY and (best is None or share > best[0]):
                best = share, TimeColumn(place, t_s)
    return None if best is None else best[1]


def looks_like_times(table: Table, place: int) -> bool:
    """Return whether a column is of dates, is called times, or goes on as times do."""
    numbers = [value for row in table.rows if (value := _number_at(row.cells, place)) is not None]
    return (
        (is_rising(numbers) and not _counts(numbers))
        or is_time_title(title_of(table, place))
        or _share(looks_like_moment(row.cells[place]) for row in table.rows if place < len(row.cells)) > _MOSTLY
    )


def _rises(values: Sequence[float]) -> bool:
    """Return whether values go on as times do, but for single mistyped ones."""
    steps = [after - before for before, after in pairwise(values)]
    falls, rises = sum(step < 0 for step in steps), sum(step > 0 for step in steps)
    if not steps or falls > (1 - _MOSTLY_RISING) * len(steps) or rises < _RISING_SHARE * len(steps):
        return False
    size = max(1, len(values) // 4)
    quarters = [statistics.median(values[at : at + size]) for at in range(0, 4 * size, size) if at < len(values)]
    return all(before < after for before, after in pairwise(quarters))


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
    return len(known) < _FEWEST_EVEN or (len(set(known)) > 2 and not _counts(known))


def _counts(values: Sequence[float]) -> bool:
    steps = [after - before for before, after in pairwise(values)]
    return bool(steps) and steps.count(1.0) >= _COUNTS_SHARE * len(steps) and values[0] < _LARGEST_COUNT


def _readings(table: Table, place: int) -> list[list[float | None]]:
    """Return the times that a column may tell, in seconds."""
    cells = [row.cells[place] if place < len(row.cells) else "" for row in table.rows]
    if _share(map(looks_like_moment, cells)) > _MOSTLY:
        moments = moments_s(cells)
        first_s = next((moment for moment in moments if moment is not None), 0.0)
        return [[None if moment is None else moment - first_s for moment in moments]]
    values = [number(cell) for cell in cells]
    known = [value for value in values if value is not None]
    goes_on = is_time_title(title_of(table, place)) or (_rises(known) and not _counts(known))
    if len(known) <= _MOSTLY * len(values) or not goes_on:
        return []
    return [[None if value is None else value * unit_s for value in values] for unit_s in TIME_UNITS_S]


def _agreement(t_s: Sequence[float | None], rr_ms: Sequence[float]) -> float:
    """Return the share of stretches over which the intervals add up to the time that passed."""
    known = [(t, rr) for t, rr in zip(t_s, rr_ms, strict=True) if t is not None and not math.isnan(rr)]
    lengths_ms = [rr for _, rr in known]
    steps = [after - before for (before, _), (after, _) in pairwise(known)]
    smallest_s = min((step for step in steps if step > 0), default=0.0)
    length = max(1, min(_STRETCH_BEATS, len(steps) // 3))
    agreeing = 0
    stretches = range(0, len(steps) - length + 1, length)
    for at in stretches:
        passed_s = sum(steps[at : at + length])
        # A time may be that of the beginning or of the end of its interval.
        sums_s = [sum(lengths_ms[at + late : at + late + length]) / 1000 for late in (0, 1)]
        allowed_s = [max(_AGREES * total_s, _STEPS_OF_CLOCK * min(smallest_s, total_s)) for total_s in sums_s]
        agreeing += any(abs(passed_s - total_s) <= allowed for total_s, allowed in zip(sums_s, allowed_s, strict=True))
    return agreeing / len(stretches) if len(stretches) else 0.0


def _share(marks: Iterable[bool]) -> float:
    counted = list(marks)
    return sum(counted) / len(counted) if counted else 0.0
