"""The intervals of a table: in which column they stand, in which unit, and which lines hold none."""

import math
import re
import statistics
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from biofeedback.error_codes import TextErrorCode
from biofeedback.errors import RecordingError
from sessions.tables.columns import interval_columns, is_rising, rough_ms, times_beside
from sessions.tables.lines import Line
from sessions.tables.samples import refuse_samples
from sessions.tables.table import Row, Table
from sessions.tables.titles import ticks_in
from sessions.tables.units import TYPICAL_MS, Unit, unit_of
from sessions.tables.written_numbers import number

_OTHERS_IN: Mapping[str, TextErrorCode] = MappingProxyType(
    {"ms": TextErrorCode.OTHERS_IN_MS, "s": TextErrorCode.OTHERS_IN_S}
)


# What lies beyond is not meant in the unit of its neighbours: 0.8 among milliseconds, 800 among seconds. Everything
# between stays, the seconds of a lost contact too.
LEAST_MS, MOST_MS = 10.0, 100_000.0

_LEAST_TYPICAL_MS = 300.0
"""Whole numbers that are smaller, above 200 beats a minute, may be samples: a choice."""

_FEWEST_SAMPLES = 30  # from which on it is no chance that all are whole: a choice
S_MS = 1000.0  # milliseconds of a second


def interval_place(table: Table) -> int:
    """Return the column that holds the intervals; raises a `RecordingError` where none does, or several may."""
    places = interval_columns(table)
    if len(places) > 1:
        beside = {place: times_beside(table, place, rough_ms(table, place)) for place in places}
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
    raise no_interval(first)


def interval_value(row: Row, place: int, table: Table) -> "float | RecordingError":
    """Return the value of a line, or what is wrong with it."""
    line, cells = row
    if len(cells) != table.width:
        code = TextErrorCode.OTHER_WIDTH_COMMAS if table.between == "," else TextErrorCode.OTHER_WIDTH
        return line.wrong(code, count=len(cells), columns=table.width)
    value = number(cells[place])
    if value is None:
        parts = [part for part in re.split(r"[\s,;|/+\[\]]+", cells[place]) if part]
        if len(parts) > 1 and all(number(part) is not None for part in parts):
            return line.wrong(TextErrorCode.SEVERAL_VALUES, count=len(parts))
        impossible = cells[place].lower().lstrip("+-") in ("nan", "inf", "infinity")
        return line.wrong(TextErrorCode.IMPOSSIBLE_INTERVAL) if impossible else no_interval(line)
    return value if 0 < value < math.inf else line.wrong(TextErrorCode.IMPOSSIBLE_INTERVAL)


def no_interval(line: Line) -> RecordingError:
    """Return what is wrong with a line without an interval."""
    return line.wrong(TextErrorCode.NO_INTERVAL)


def unit_of_column(path: Path, values: Sequence[float], *, named: bool) -> Unit:
    """Return the unit of the intervals of a column; raises a `RecordingError` where they are none or in no unit.

    Parameters
    ----------
    named : bool
        Whether a title or other columns beside it tell that they are intervals, and no samples.
    """
    if is_rising(values):
        raise RecordingError(TextErrorCode.TIMES_OF_BEATS, str(path))
    unit, typical = unit_of(values), sorted(values)[len(values) // 2]
    if unit is None:
        raise RecordingError(TextErrorCode.NO_UNIT, str(path), typical=typical)
    whole = len(values) >= _FEWEST_SAMPLES and all(map(float.is_integer, values))
    if unit == "ms" and typical < _LEAST_TYPICAL_MS and whole and not named:
        refuse_samples(path, typical, TextErrorCode.INTERVALS_IN_SAMPLES)
    return unit


def ticks_hz_of(title: str, values: Sequence[float]) -> int:
    """Return how many ticks make a second, where a title says that intervals are in them and they may be; else 0."""
    ticks_hz, (least_ms, most_ms) = ticks_in(title), TYPICAL_MS
    if ticks_hz is None or is_rising(values):
        return 0
    return ticks_hz if least_ms <= statistics.median(values) * S_MS / ticks_hz <= most_ms else 0


def fitting_ms(row: Row, value: "float | RecordingError", unit: str, factor_ms: float) -> "float | RecordingError":
    """Return the interval of a line in ms, or what is wrong with it."""
    if not isinstance(value, float):
        return value
    ms = value * factor_ms
    return ms if LEAST_MS <= ms <= MOST_MS else row.line.wrong(_OTHERS_IN.get(unit, TextErrorCode.OTHERS_IN_MS))
