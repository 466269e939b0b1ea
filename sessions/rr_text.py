"""Reads RR intervals from text: one interval a line, or a table in which they are found.

Empty lines and lines that begin with ``#`` are passed over. Units are told by the values and always said. Nothing is
repaired: a line that holds no interval is set aside as a break and named, and where half of them hold none the file is
refused. A long pause or an extra beat is an interval like any other.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

from biofeedback.error_codes import RecordingErrorCode, TextErrorCode
from biofeedback.errors import RecordingError
from sessions.soundness import LATEST_S
from sessions.tables.columns import (
    interval_columns,
    is_rising,
    looks_like_times,
    times_beside,
    title_of,
)
from sessions.tables.lines import Line, lines_of, plain_column, read_text
from sessions.tables.table import Row, Table, number, table_of
from sessions.tables.titles import is_interval_title
from sessions.tables.units import UNIT_MS, Unit, unit_of

_OTHERS_IN: Mapping[Unit, TextErrorCode] = MappingProxyType(
    {"ms": TextErrorCode.OTHERS_IN_MS, "s": TextErrorCode.OTHERS_IN_S}
)

# What lies beyond is not meant in the unit of its neighbours: 0.8 among milliseconds, 800 among seconds. Everything
# between stays, the seconds of a lost contact too.
_LEAST_MS, _MOST_MS = 10.0, 100_000.0

_MOST_LOST = 0.5  # share of lines without an interval from which on the file is refused

_FAR_S = 86_400.0
"""Seconds from one beat to the next after which one of two times is mistyped, where it stands alone: a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RrText:
    """RR intervals as a text gave them.

    Attributes
    ----------
    rr_ms : tuple of float
        All intervals in order, in milliseconds; ``nan`` where lines were set aside in between.
    t_s : tuple of float or None
        The time of each in seconds since some beginning, where a column of times never goes backwards and agrees with
        the intervals; sessions that lie weeks apart are brought to a day of each other.
    unit : {"ms", "s", "us", "ns"}
        The unit of the intervals in the text.
    interval_title, time_title : str
        What the columns of the intervals and of the times are called; empty where there is none, or no header.
    backwards_line : int or None
        The first line whose time is before the one above it, so that the times are set aside.
    lines_set_aside : tuple of int
        The lines that hold no interval.
    decimal_commas : bool
        Whether commas were read as decimal points.
    unused_times_title : str
        A column of times that does not agree with the intervals, and was not used.
    unused_titles : tuple of str
        What other columns are called, which were not used.
    shortened_breaks : int
        How many breaks of more than a day were brought to a day.
    """

    rr_ms: tuple[float, ...]
    t_s: tuple[float, ...] | None
    unit: Unit
    interval_title: str = ""
    time_title: str = ""
    backwards_line: int | None = None
    lines_set_aside: tuple[int, ...] = ()
    decimal_commas: bool = False
    unused_times_title: str = ""
    unused_titles: tuple[str, ...] = ()
    shortened_breaks: int = 0

    @property
    def count(self) -> int:
        """How many intervals there are."""
        return sum(not math.isnan(each) for each in self.rr_ms)


def read_rr_text(path: Path) -> RrText:
    """Read RR intervals from a text file.

    One interval a line; or columns between commas, semicolons, tabs or spaces, with a header or without. Intervals are
    in seconds, milliseconds, micro- or nanoseconds; times may be numbers in any unit, dates in several forms, or
    clocks. Commas may be decimal ones.

    Raises
    ------
    RecordingError
        The file cannot be read, is not such a text, or most of its lines hold no interval; with the line.
    """
    text = read_text(path)
    read = _of_plain_column(path, text)
    if read is not None:
        return read
    lines = lines_of(path, text)
    if not lines:
        raise RecordingError(RecordingErrorCode.NO_INTERVALS, str(path), file=str(path))
    table = table_of(lines)
    if not table.rows:
        header_alone = any(map(is_interval_title, table.titles))
        raise RecordingError(TextErrorCode.HEADER_ALONE, str(path)) if header_alone else _no_interval(lines[0])
    place = _interval_place(table)
    values = [_interval(row, place, table) for row in table.rows]
    known = [value for value in values if isinstance(value, float)]
    errors = [value for value in values if not isinstance(value, float)]
    if len(errors) >= _MOST_LOST * len(values):
        raise errors[0]
    unit = _unit(path, known)
    fitting = [_fitting(row, value, unit) for row, value in zip(table.rows, values, strict=True)]
    errors = [value for value in fitting if not isinstance(value, float)]
    if len(errors) >= _MOST_LOST * len(values):
        raise errors[0]
    rr_ms = [value if isinstance(value, float) else math.nan for value in fitting]
    read = RrText(
        rr_ms=(), t_s=None, unit=unit, interval_title=title_of(table, place), decimal_commas=table.decimal_commas
    )
    return _with_times(read, table, place, rr_ms)


def _of_plain_column(path: Path, text: str) -> RrText | None:
    """Return what most files of intervals are, a number a line and an interval each; None for all others.

    It is what would be read line by line, in a tenth of the time.
    """
    values = plain_column(text)
    if values is None or not min(values) > 0.0:
        return None
    unit = _unit(path, values)
    rr_ms = tuple(value * UNIT_MS[unit] for value in values)
    return RrText(rr_ms=rr_ms, t_s=None, unit=unit) if min(rr_ms) >= _LEAST_MS and max(rr_ms) <= _MOST_MS else None


def _interval_place(table: Table) -> int:
    places = interval_columns(table)
    if len(places) > 1:
        beside = {place: times_beside(table, place, _rough_ms(table, place)) for place in places}
        places = [place for place, times in beside.items() if times is not None] or places
    if len(places) == 1:
        return places[0]
    first = table.header or table.rows[0].line
    if places and table.header:
        raise first.wrong(TextErrorCode.SEVERAL_COLUMNS)
    if table.width == 1:
        return 0
    counts = [number(cell) is not None for cell in table.rows[0].cells]
    if places or (all(counts) and table.header is None):
        raise first.wrong(TextErrorCode.SEVERAL_VALUES, count=len(counts))
    raise _no_interval(first)


def _rough_ms(table: Table, place: int) -> list[float]:
    values = [number(row.cells[place]) if place < len(row.cells) else None for row in table.rows]
    known = [value for value in values if value is not None]
    unit = unit_of(known) if known else None
    factor = math.nan if unit is None else UNIT_MS[unit]
    return [math.nan if value is None else value * factor for value in values]


def _interval(row: Row, place: int, table: Table) -> "float | RecordingError":
    """Return the value of a line, or what is wrong with it."""
    line, cells = row
    if len(cells) != table.width:
        code = TextErrorCode.OTHER_WIDTH_COMMAS if table.between == "," else TextErrorCode.OTHER_WIDTH
        return line.wrong(code, count=len(cells), columns=table.width)
    value = number(cells[place])
    if value is None:
        parts = [part for part in re.split(r"[\s,;\[\]]+", cells[place]) if part]
        if len(parts) > 1 and all(number(part) is not None for part in parts):
            return line.wrong(TextErrorCode.SEVERAL_VALUES, count=len(parts))
        impossible = cells[place].lower().lstrip("+-") in ("nan", "inf", "infinity")
        return line.wrong(TextErrorCode.IMPOSSIBLE_INTERVAL) if impossible else _no_interval(line)
    return value if 0 < value < math.inf else line.wrong(TextErrorCode.IMPOSSIBLE_INTERVAL)


def _no_interval(line: Line) -> RecordingError:
    return line.wrong(TextErrorCode.NO_INTERVAL)


def _unit(path: Path, values: Sequence[float]) -> Unit:
    if is_rising(values):
        raise RecordingError(TextErrorCode.TIMES_OF_BEATS, str(path))
    unit = unit_of(values)
    if unit is None:
        typical = sorted(values)[len(values) // 2]
        raise RecordingError(TextErrorCode.NO_UNIT, str(path), typical=typical)
    return unit


def _fitting(row: Row, value: "float | RecordingError", unit: Unit) -> "float | RecordingError":
    """Return the interval of a line in ms, or what is wrong with it."""
    if not isinstance(value, float):
        return value
    ms = value * UNIT_MS[unit]
    return ms if _LEAST_MS <= ms <= _MOST_MS else row.line.wrong(_OTHERS_IN.get(unit, TextErrorCode.OTHERS_IN_MS))


def _with_times(read: RrText, table: Table, place: int, rr_ms: Sequence[float]) -> RrText:
    """Return what was read, with its times where there are some, without lines at either end that hold nothing."""
    numbers = [row.line.number for row in table.rows]
    lost = [at for at, each in enumerate(rr_ms) if math.isnan(each)]
    times = times_beside(table, place, rr_ms) if len(rr_ms) > 1 else None
    t_s: list[float | None] | None = None
    if times is None:
        unused = next((at for at in range(table.width) if at != place and looks_like_times(table, at)), None)
        read = read if unused is None else replace(read, unused_times_title=title_of(table, unused) or str(unused + 1))
    else:
        t_s = times.t_s
        read = replace(read, time_title=title_of(table, times.position))
        far = _mistyped(t_s)
        lost = sorted({*lost, *far, *(at for at, each in enumerate(t_s) if each is None)})
    gone = set(lost)
    kept = [at for at in range(len(rr_ms)) if at not in gone]
    if t_s is not None:
        known = [(at, t) for at in kept if (t := t_s[at]) is not None]
        for (_, before), (at, after) in pairwise(known):
            if after < before:
                t_s, read = None, replace(read, backwards_line=numbers[at])
                break
    used = {read.interval_title, read.time_title, read.unused_times_title, ""}
    read = replace(read, unused_titles=tuple(title for title in table.titles if title not in used))
    read = replace(read, lines_set_aside=tuple(sorted({numbers[at] for at in lost})))
    if t_s is not None:
        given = [t for at in kept if (t := t_s[at]) is not None]
        moved, shortened = _without_long_breaks(given)
        return replace(read, rr_ms=tuple(rr_ms[at] for at in kept), t_s=tuple(moved), shortened_breaks=shortened)
    within = range(kept[0], kept[-1] + 1)
    return replace(read, rr_ms=tuple(math.nan if at in gone else rr_ms[at] for at in within))


def _without_long_breaks(t_s: list[float]) -> tuple[list[float], int]:
    """Return the times, those of sessions far apart a day apart where all span more than any session lasts.

    The number says how many breaks were shortened.
    """
    if t_s[-1] - t_s[0] <= LATEST_S:
        return t_s, 0
    moved, earlier_s, shortened = [t_s[0]], 0.0, 0
    for before, after in pairwise(t_s):
        if after - before > _FAR_S:
            earlier_s += after - before - _FAR_S
            shortened += 1
        moved.append(after - earlier_s)
    return moved, shortened


def _mistyped(t_s: Sequence[float | None]) -> list[int]:
    """Return the places of times that lie alone a day or more away from those on either side."""
    known = [(at, t) for at, t in enumerate(t_s) if t is not None]
    if all(abs(after - before) <= _FAR_S for (_, before), (_, after) in pairwise(known)):
        return []
    far = []
    for place, (at, t) in enumerate(known):
        before = known[place - 1][1] if place else None
        after = known[place + 1][1] if place + 1 < len(known) else None
        beside = [each for each in (before, after) if each is not None]
        alone = all(abs(t - each) > _FAR_S for each in beside)
        if beside and alone and (len(beside) < 2 or abs(beside[1] - beside[0]) <= _FAR_S):
            far.append(at)
    return far
