"""Reads RR intervals from text: one interval a line, or a table in which they are found.

Empty lines and lines that begin with ``#`` are passed over. Units are told by the values and always said. Nothing is
repaired: a line that holds no interval is set aside as a break and named, and where half of them hold none the file is
refused. A long pause or an extra beat is an interval like any other.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Literal

from biofeedback.error_codes import RecordingErrorCode, TextErrorCode
from biofeedback.errors import RecordingError
from sessions.tables.agreement import mistyped
from sessions.tables.beginnings import UNKNOWN_BEGINNING, Beginning, beginning_of
from sessions.tables.clock_changes import steady
from sessions.tables.columns import begins_at, looks_like_times, times_beside, title_of
from sessions.tables.even_times import is_evenly_sampled
from sessions.tables.groups import refuse_groups
from sessions.tables.intervals import (
    LEAST_MS,
    MOST_MS,
    S_MS,
    fitting_ms,
    interval_place,
    interval_value,
    no_interval,
    ticks_hz_of,
    unit_of_column,
)
from sessions.tables.lines import comments_in, is_of_others, lines_of, plain_column, read_text
from sessions.tables.packets import refuse_unclear
from sessions.tables.remarks import Remark, on_comments, on_times, on_unit
from sessions.tables.table import Table, table_of
from sessions.tables.titles import is_interval_title, unit_in
from sessions.tables.units import UNIT_MS, Unit

_SEVERAL = (TextErrorCode.SEVERAL_VALUES, TextErrorCode.OTHER_WIDTH, TextErrorCode.OTHER_WIDTH_COMMAS)
_MOST_SEVERAL, _FEWEST_SEVERAL = 0.05, 4  # share and count of lines with several values that are not mistyped: choices
_MOST_LOST = 0.5  # share of lines without an interval from which on the file is refused


@dataclass(frozen=True, slots=True, kw_only=True)
class RrText:
    """RR intervals as a text gave them.

    Attributes
    ----------
    rr_ms : tuple of float
        All intervals in order, in milliseconds; ``nan`` where lines were set aside in between.
    t_s : tuple of float or None
        The time of each in seconds since some beginning, where a column of times never goes backwards and agrees with
        the intervals.
    unit : {"ms", "s", "us", "ns", "ticks"}
        The unit of the intervals in the text.
    ticks_hz : int
        How many ticks make a second, where the title says that they are the unit; else 0.
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
    started_at : datetime or None
        When the first interval ended, with a zone or as it stands without one; None where no date is told.
    beginning : Beginning
        What else the text tells of when it began, where `started_at` is None.
    remarks : tuple of (ImportRemarkCode, Facts)
        What else there is to say of how it was understood.
    """

    rr_ms: tuple[float, ...]
    t_s: tuple[float, ...] | None
    unit: Unit | Literal["ticks"]
    ticks_hz: int = 0
    interval_title: str = ""
    time_title: str = ""
    backwards_line: int | None = None
    lines_set_aside: tuple[int, ...] = ()
    decimal_commas: bool = False
    unused_times_title: str = ""
    unused_titles: tuple[str, ...] = ()
    started_at: datetime | None = None
    beginning: Beginning = UNKNOWN_BEGINNING
    remarks: tuple[Remark, ...] = ()

    @property
    def count(self) -> int:
        """How many intervals there are."""
        return len(self.rr_ms) - sum(map(math.isnan, self.rr_ms))


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
    return read_table(path, table_of(lines), comments_in(text))


def read_table(path: Path, table: Table, comments: Sequence[str] = ()) -> RrText:
    """Read RR intervals from a table that a file holds, with its comments; raises as `read_rr_text` does."""
    if not table.rows:
        if table.header is None or any(map(is_interval_title, table.titles)):
            raise RecordingError(TextErrorCode.HEADER_ALONE, str(path))
        raise no_interval(table.header)
    place = interval_place(table)
    refuse_unclear(table, place)
    values = [interval_value(row, place, table) for row in table.rows]
    known = [value for value in values if isinstance(value, float)]
    errors = [value for value in values if not isinstance(value, float)]
    if len(errors) >= _MOST_LOST * len(values):
        raise errors[0]
    several = [error for error in errors if error.code in _SEVERAL]
    if len(several) >= max(_FEWEST_SEVERAL, _MOST_SEVERAL * len(values)):
        raise several[0]
    title = title_of(table, place)
    ticks_hz = ticks_hz_of(title, known)
    unit: Unit | Literal["ticks"] = (
        "ticks" if ticks_hz else unit_of_column(path, known, named=table.width > 1 or unit_in(title) is not None)
    )
    factor_ms = S_MS / ticks_hz if unit == "ticks" else UNIT_MS[unit]
    fitting = [fitting_ms(row, value, unit, factor_ms) for row, value in zip(table.rows, values, strict=True)]
    errors = [value for value in fitting if not isinstance(value, float)]
    if len(errors) >= _MOST_LOST * len(values):
        raise errors[0]
    rr_ms = [value if isinstance(value, float) else math.nan for value in fitting]
    read = RrText(
        rr_ms=(),
        t_s=None,
        unit=unit,
        ticks_hz=ticks_hz,
        interval_title=title,
        decimal_commas=table.decimal_commas,
        remarks=on_unit(title, unit),
    )
    read = _with_times(read, table, place, rr_ms, comments)
    if read.t_s is None:
        refuse_groups(table, read.unused_titles)
    return read


def _of_plain_column(path: Path, text: str) -> RrText | None:
    """Return what most files of intervals are, a number a line and an interval each; None for all others.

    It is what would be read line by line, in a tenth of the time.
    """
    values = plain_column(text)
    if values is None or not min(values) > 0.0:
        return None
    values = values[(head := int(is_of_others(values))) :]
    unit = unit_of_column(path, values, named=False)
    factor_ms = UNIT_MS[unit]
    rr_ms = tuple([value * factor_ms for value in values])
    if not LEAST_MS <= min(rr_ms) <= max(rr_ms) <= MOST_MS:
        return None
    return RrText(rr_ms=rr_ms, t_s=None, unit=unit, lines_set_aside=(1,) if head else ())


def _with_times(read: RrText, table: Table, place: int, rr_ms: Sequence[float], comments: Sequence[str]) -> RrText:
    """Return what was read, with its times where there are some, without lines at either end that hold nothing."""
    numbers = [row.line.number for row in table.rows]
    lost = [at for at, each in enumerate(rr_ms) if math.isnan(each)]
    times = times_beside(table, place, rr_ms) if len(rr_ms) > 1 else None
    if is_evenly_sampled(table, place, rr_ms, times):
        raise RecordingError(TextErrorCode.EVENLY_SAMPLED, str(table.rows[0].line.path))
    t_s: list[float | None] | None = None
    if times is None:
        unused = next((at for at in range(table.width) if at != place and looks_like_times(table, at)), None)
        read = read if unused is None else replace(read, unused_times_title=title_of(table, unused) or str(unused + 1))
    else:
        on_steady = steady(times, rr_ms)
        times, title = on_steady.times, title_of(table, times.position)
        t_s = times.t_s
        read = replace(read, time_title=title, remarks=(*read.remarks, *on_times(title, times), *on_steady.remarks))
        far = mistyped(t_s)
        lost = sorted({*lost, *far, *(at for at, each in enumerate(t_s) if each is None)})
    gone = set(lost)
    kept = [at for at in range(len(rr_ms)) if at not in gone]
    if t_s is not None:
        known = [(at, t) for at in kept if (t := t_s[at]) is not None]
        for (_, before), (at, after) in pairwise(known):
            if after < before:
                t_s, read = None, replace(read, backwards_line=numbers[at])
                break
    began = begins_at(times, kept[0]) if times is not None and t_s is not None and kept else None
    beginning = UNKNOWN_BEGINNING
    if began is None and kept:
        beginning = beginning_of(table, comments, None if t_s is None else times, kept[0], rr_ms[kept[0]] / S_MS)
    day = "" if times is None or times.day_position is None else title_of(table, times.day_position)
    read = replace(
        read,
        started_at=began,
        beginning=beginning,
        unused_times_title="" if read.unused_times_title in beginning.titles else read.unused_times_title,
        remarks=(*read.remarks, *beginning.remarks, *on_comments(len(comments) + len(table.head) - beginning.lines)),
    )
    used = {read.interval_title, read.time_title, read.unused_times_title, day, *beginning.titles, ""}
    read = replace(read, unused_titles=tuple(title for title in table.titles if title not in used))
    read = replace(read, lines_set_aside=tuple(sorted({numbers[at] for at in lost})))
    if t_s is not None:
        given = [t for at in kept if (t := t_s[at]) is not None]
        return replace(read, rr_ms=tuple(rr_ms[at] for at in kept), t_s=tuple(given))
    within = range(kept[0], kept[-1] + 1)
    return replace(read, rr_ms=tuple(math.nan if at in gone else rr_ms[at] for at in within))
