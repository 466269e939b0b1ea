"""Reads RR intervals from text: one interval a line, or columns with a header.

Empty lines and lines that begin with ``#`` are passed over. The unit is found from the values and always said. Nothing
is repaired: what cannot be an interval is named by its line, so that a person decides. A long pause or an extra beat is
an interval like any other.
"""

import math
import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import chain, pairwise
from pathlib import Path
from types import MappingProxyType
from typing import Literal, NamedTuple

from biofeedback.error_codes import RecordingErrorCode, TextErrorCode
from biofeedback.errors import RecordingError
from biofeedback.facts import FactValue

Unit = Literal["ms", "s"]

_INTERVAL_NAMES = frozenset(
    {"rr", "r r", "rri", "rr interval", "rr intervals", "r r interval", "r r intervals", "ibi", "nn", "nni", "interval"}
)
_TIME_NAMES = frozenset(
    {"time", "t", "timestamp", "phone timestamp", "unix time", "arrived", "elapsed", "elapsed time"}
)
_UNIT_NAMES: Mapping[str, Unit] = MappingProxyType({"ms": "ms", "msec": "ms", "s": "s", "sec": "s", "seconds": "s"})
_HEADER_SAYS: Mapping[Unit, TextErrorCode] = MappingProxyType(
    {"ms": TextErrorCode.HEADER_SAYS_MS, "s": TextErrorCode.HEADER_SAYS_S}
)
_OTHERS_IN: Mapping[Unit, TextErrorCode] = MappingProxyType(
    {"ms": TextErrorCode.OTHERS_IN_MS, "s": TextErrorCode.OTHERS_IN_S}
)
_UNIT_MS: Mapping[Unit, float] = MappingProxyType({"ms": 1.0, "s": 1000.0})

# At 20 to 300 beats a minute the typical interval lies here. In seconds that is 0.2 to 3: so far away that the median
# tells the unit whatever single artefacts say, and a median elsewhere is no interval in either.
_TYPICAL_MS = (200.0, 3000.0)

# What lies beyond is not meant in the unit of its neighbours: 0.8 among milliseconds, 800 among seconds. Everything
# between stays, the seconds of a lost contact too.
_LEAST_MS, _MOST_MS = 10.0, 100_000.0

_LONGEST_SHOWN = 60  # characters of a line that an error quotes: a choice, so that its sentence stays readable

_RISING = 30  # so many intervals, each longer than the one before, do not occur: they are the times of beats


@dataclass(frozen=True, slots=True, kw_only=True)
class RrText:
    """RR intervals as a text gave them.

    Attributes
    ----------
    rr_ms : tuple of float
        All intervals in order, in milliseconds.
    t_s : tuple of float or None
        The time of each in seconds, where the text has a column of times that never go backwards: as given, or since
        the first for dates.
    unit : {"ms", "s"}
        The unit of the intervals in the text.
    interval_title, time_title : str
        What the columns of the intervals and of the times are called; empty where there is none, or no header.
    backwards_line : int or None
        The first line whose time is before the one above it, so that the times are set aside.
    """

    rr_ms: tuple[float, ...]
    t_s: tuple[float, ...] | None
    unit: Unit
    interval_title: str = ""
    time_title: str = ""
    backwards_line: int | None = None


class _Line(NamedTuple):
    path: Path
    number: int
    text: str

    def wrong(self, code: TextErrorCode, **given: FactValue) -> RecordingError:
        shown = self.text if len(self.text) <= _LONGEST_SHOWN else f"{self.text[: _LONGEST_SHOWN - 1]}…"
        return RecordingError(code, str(self.path), line=self.number, text=shown, **given)


class _Column(NamedTuple):
    position: int
    title: str
    name: str
    unit: Unit | None


class _Layout(NamedTuple):
    """Where in a line the values are. Without a delimiter the line is the interval."""

    delimiter: str = ""
    width: int = 1
    interval: _Column = _Column(0, "", "rr", None)
    time: _Column | None = None

    def cells(self, line: _Line) -> list[str]:
        if not self.delimiter:
            return [line.text]
        cells = [cell.strip().strip('"') for cell in line.text.split(self.delimiter)]
        if len(cells) != self.width:
            code = TextErrorCode.OTHER_WIDTH_COMMAS if self.delimiter == "," else TextErrorCode.OTHER_WIDTH
            raise line.wrong(code, count=len(cells), columns=self.width)
        if self.delimiter != ",":
            cells = [cell.replace(",", ".") for cell in cells]
        return cells


def read_rr_text(path: Path) -> RrText:
    """Read RR intervals from a text file.

    One interval a line, in milliseconds or seconds; or columns between commas, semicolons or tabs, with a header that
    names one ``rr`` (or ``ibi``, ``nn``, ``RR-interval [ms]`` and the like) and perhaps one ``time`` (seconds,
    milliseconds or dates). Other columns are set aside.

    Raises
    ------
    RecordingError
        The file cannot be read, is not such a text, or holds something that cannot be an interval; with the line.
    """
    lines = _lines(path)
    first = next(lines, None)
    if first is None:
        raise RecordingError(RecordingErrorCode.NO_INTERVALS, str(path), file=str(path))
    layout = _layout(first)
    if layout is None:
        layout, lines = _Layout(), chain([first], lines)
    numbers: list[int] = []
    intervals: list[float] = []
    time_cells: list[str] = []
    for line in lines:
        cells = layout.cells(line)
        intervals.append(_interval(cells[layout.interval.position], line))
        numbers.append(line.number)
        if layout.time:
            time_cells.append(cells[layout.time.position])
    if not intervals:
        raise RecordingError(TextErrorCode.HEADER_ALONE, str(path))
    unit = _unit(path, intervals, layout.interval.unit, numbers)
    rr_ms = tuple(interval * _UNIT_MS[unit] for interval in intervals)
    read = RrText(rr_ms=rr_ms, t_s=None, unit=unit, interval_title=layout.interval.title)
    if layout.time is None:
        return read
    read = replace(read, time_title=layout.time.title)
    t_s = _times_s(path, time_cells, layout.time.unit, rr_ms, numbers)
    for (before, after), number in zip(pairwise(t_s), numbers[1:], strict=True):
        if after < before:
            return replace(read, backwards_line=number)
    return replace(read, t_s=t_s)


def _lines(path: Path) -> Iterator[_Line]:
    """Yield the lines that say something."""
    try:
        with path.open("rb") as file:
            head = file.read(1024)
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise RecordingError(TextErrorCode.UTF_16, str(path))
        if b"\0" in head:
            raise RecordingError(TextErrorCode.NO_TEXT, str(path))
        # What is not UTF-8 can stand in a comment or a title of a column; in a number it is found anyway.
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            for number, text in enumerate(file, start=1):
                stripped = text.strip(" \r\n")  # a tab at either end may stand for an empty column
                if stripped.strip() and not stripped.startswith("#"):
                    yield _Line(path, number, stripped)
    except FileNotFoundError as error:
        raise RecordingError(RecordingErrorCode.FILE_MISSING, str(path)) from error
    except IsADirectoryError as error:
        raise RecordingError(TextErrorCode.IS_FOLDER, str(path)) from error
    except OSError as error:
        raise RecordingError(RecordingErrorCode.FILE_UNREADABLE, str(path), problem=str(error.strerror)) from error


def _layout(first: _Line) -> _Layout | None:
    """Return what the header says, or ``None`` when the first line is no header."""
    delimiter = next((mark for mark in ("\t", ";", ",") if mark in first.text), "")
    titles = [cell.strip().strip('"') for cell in (first.text.split(delimiter) if delimiter else [first.text])]
    columns = [_column(position, title) for position, title in enumerate(titles)]
    intervals = [column for column in columns if column.name in _INTERVAL_NAMES]
    times = [column for column in columns if column.name in _TIME_NAMES]
    if not intervals:
        return None
    if len(intervals) > 1:
        raise first.wrong(TextErrorCode.SEVERAL_COLUMNS)
    if any(_number(title) is not None for title in titles):
        raise first.wrong(TextErrorCode.NAMES_AND_NUMBERS)
    return _Layout(delimiter, len(columns), intervals[0], times[0] if times else None)


def _column(position: int, title: str) -> _Column:
    """Take a title such as ``RR-interval [ms]`` or ``t_s`` apart into name and unit."""
    words = re.findall(r"[a-z0-9]+", title.lower())
    unit = _UNIT_NAMES.get(words[-1]) if len(words) > 1 else None
    return _Column(position, title, " ".join(words[:-1] if unit else words), unit)


def _number(text: str) -> float | None:
    try:
        return None if "_" in text else float(text)  # Python's own 1_000 is no number to anybody else
    except ValueError:
        return None


def _interval(cell: str, line: _Line) -> float:
    value = _number(cell)
    if value is None:
        parts = re.split(r"[\s,;]+", cell)
        if re.fullmatch(r"\d+,\d+", cell):
            raise line.wrong(TextErrorCode.DECIMAL_COMMA)
        if len(parts) > 1 and all(_number(part) is not None for part in parts):
            raise line.wrong(TextErrorCode.SEVERAL_VALUES, count=len(parts))
        raise line.wrong(TextErrorCode.NO_INTERVAL)
    if not (0 < value < math.inf):
        raise line.wrong(TextErrorCode.IMPOSSIBLE_INTERVAL)
    return value


def _unit(path: Path, intervals: Sequence[float], named: Unit | None, numbers: Sequence[int]) -> Unit:
    """Tell the unit and see that it holds for all."""
    if len(intervals) >= _RISING and all(before < after for before, after in pairwise(intervals)):
        raise RecordingError(TextErrorCode.TIMES_OF_BEATS, str(path))
    typical = statistics.median(intervals)
    least_ms, most_ms = _TYPICAL_MS
    unit = next((unit for unit, factor in _UNIT_MS.items() if least_ms <= typical * factor <= most_ms), None)
    if unit and named and named != unit:
        raise RecordingError(_HEADER_SAYS[named], str(path), typical=typical)
    if unit is None:
        raise RecordingError(TextErrorCode.NO_UNIT, str(path), typical=typical)
    for value, number in zip(intervals, numbers, strict=True):
        if not _LEAST_MS <= value * _UNIT_MS[unit] <= _MOST_MS:
            raise _Line(path, number, f"{value:g}").wrong(_OTHERS_IN[unit])
    return unit


def _times_s(
    path: Path, cells: Sequence[str], named: Unit | None, rr_ms: Sequence[float], numbers: Sequence[int]
) -> tuple[float, ...]:
    """Return the times in seconds."""
    dated = _number(cells[0]) is None
    times: list[float] = []
    for cell, number in zip(cells, numbers, strict=True):
        time = _date_s(cell) if dated else _number(cell)
        if time is None or not math.isfinite(time):
            raise _Line(path, number, cell).wrong(TextErrorCode.NO_TIME)
        times.append(time)
    if dated:
        return tuple(time - times[0] for time in times)
    # The intervals add up to about the time between the first and the last: 1000 times that means milliseconds, and
    # the boundary lies half-way by factors, so that neither gaps nor overlaps come near it.
    total_s = sum(rr_ms[1:]) / 1000
    unit = named or ("ms" if times[-1] - times[0] > total_s * math.sqrt(1000) else "s")
    return tuple(time * _UNIT_MS[unit] / 1000 for time in times)


def _date_s(cell: str) -> float | None:
    """Return a date in seconds; one without an offset is taken as it stands, since only differences matter."""
    try:
        date = datetime.fromisoformat(cell)
    except ValueError:
        return None
    return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
