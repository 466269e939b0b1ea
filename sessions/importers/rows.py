"""The rows of a table whose columns a format names: its beats with their times, and what is to be said of them."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import accumulate, pairwise
from pathlib import Path

from biofeedback.codes import ImportRemarkCode
from sessions.importers.imported import ImportRemark
from sessions.tables.agreement import agreement
from sessions.tables.clock_changes import ClockChange, steady
from sessions.tables.columns import begins_at, readings, title_of
from sessions.tables.lines import lines_of, read_text
from sessions.tables.remarks import on_times, on_unit
from sessions.tables.table import Row, Table, table_of
from sessions.tables.units import UNIT_MS, Unit, unit_of
from sessions.tables.written_numbers import number

_OFF_STEP = 0.01  # of a step, for rounding of what is written and for clocks that are a little off: a choice
_MOSTLY = 0.5  # of the stretches must agree: a choice, as for a column of any table

WOBBLE_S = 2.0
"""Phones stamp the beats of one packet by their own clock, and some back from its arrival, so that a time may be before
the one above it: by 1.2 s at most in a log of two hours (FatMaxxer, 11463 beats); a choice above that."""


@dataclass(frozen=True, kw_only=True)
class Beats:
    """The beats of a table.

    Attributes
    ----------
    rr_ms : tuple of float
        The intervals in ms; ``nan`` where a row holds none and nothing tells how long that was.
    t_s : tuple of float or None
        When each was, the first interval beginning at 0; None where no times agree with the intervals.
    rows : tuple of Row
        The row of each.
    started_at : datetime or None
        When the first interval began.
    unit : {"ms", "s", "us", "ns"}
        What the intervals are in, by their values.
    clock_changes : tuple of ClockChange
        Where its local times leap, which its `t_s` do not.
    remarks : tuple of ImportRemark
        Rows that were set aside, times that were not used, and what a title says of its unit or its dates.
    """

    rr_ms: tuple[float, ...]
    t_s: tuple[float, ...] | None
    rows: tuple[Row, ...]
    started_at: datetime | None = None
    unit: Unit = "ms"
    clock_changes: tuple[ClockChange, ...] = ()
    remarks: tuple[ImportRemark, ...] = field(default=())


def table_in(path: Path) -> Table:
    """Return the table that a text file holds; raises `RecordingError` where it cannot be read."""
    return table_of(lines_of(path, read_text(path)))


def plain_title(title: str) -> str:
    """Return a title in small letters, with single spaces for whatever parts its words."""
    return " ".join(title.lower().replace("_", " ").split())


def place_of(table: Table, is_wanted: Callable[[str], bool]) -> int | None:
    """Return the first column whose plain title is wanted; None where there is none."""
    return next((index for index, title in enumerate(table.titles) if is_wanted(plain_title(title))), None)


def cell(row: Row, place: int | None) -> str:
    """Return a cell; empty where the row is shorter, or there is no such column."""
    return row.cells[place] if place is not None and place < len(row.cells) else ""


def number_in(row: Row, place: int | None) -> float:
    """Return the number in a cell; ``nan`` where there is none."""
    value = number(cell(row, place))
    return math.nan if value is None else value


def beats_in(table: Table, interval: int, times: Sequence[int | None] = ()) -> Beats:
    """Return the beats of a table.

    Parameters
    ----------
    table : Table
        The table.
    interval : int
        The column of the intervals.
    times : sequence of int or None
        The columns that may hold their times, the best first; the first that agrees with the intervals is taken.
    """
    values = [number_in(row, interval) for row in table.rows]
    kept = [at for at, rr in enumerate(values) if rr > 0 and math.isfinite(rr)]
    if not kept:
        return Beats(rr_ms=(), t_s=None, rows=())
    unit = unit_of([values[at] for at in kept]) or "ms"
    values = [value * UNIT_MS[unit] for value in values]
    doubts = tuple(ImportRemark(code, of) for code, of in on_unit(title_of(table, interval), unit))
    for place in times:
        beats = None if place is None else _with_times(table, place, values, kept)
        if beats is not None:
            return _said(table, replace(beats, unit=unit, remarks=(*doubts, *beats.remarks)), kept)
    within = range(kept[0], kept[-1] + 1)
    rr_ms = tuple(values[at] if values[at] > 0 and math.isfinite(values[at]) else math.nan for at in within)
    beats = Beats(rr_ms=rr_ms, t_s=None, rows=tuple(table.rows[at] for at in within))
    unused = tuple(table.titles[place] for place in times if place is not None)
    said = tuple(ImportRemark.of(ImportRemarkCode.TIMES_SET_ASIDE, title=title) for title in unused)
    return _said(table, replace(beats, unit=unit, remarks=(*doubts, *said)), kept)


def agreeing_times(t_s: Sequence[float], rr_ms: Sequence[float], *, wobble_s: float = 0.0) -> tuple[float, ...] | None:
    """Return the times of beats where they never fall and the intervals add up to them; None where they do not.

    Parameters
    ----------
    t_s : sequence of float
        The time of each beat in seconds; ``nan`` where it has none, which no times are.
    rr_ms : sequence of float, as many
        The intervals in ms; ``nan`` at breaks.
    wobble_s : float
        By so much a time may be before the one above it; it is then taken as that one.
    """
    if any(map(math.isnan, t_s)) or any(after < before - wobble_s for before, after in pairwise(t_s)):
        return None
    steady = tuple(accumulate(t_s, max))
    return steady if len(steady) < 2 or agreement(list(steady), list(rr_ms)) > _MOSTLY else None


def step_of(rr_ms: Sequence[float], step_ms: float = 1.0) -> float:
    """Return the step of a format where all intervals keep to it; ``nan`` where they are finer."""
    off = (abs(rr - round(rr / step_ms) * step_ms) for rr in rr_ms if math.isfinite(rr))
    return step_ms if max(off, default=math.inf) <= _OFF_STEP * step_ms else math.nan


def others(table: Table, *used: int | None) -> tuple[ImportRemark, ...]:
    """Return the remark on the columns that were not used; none where all were."""
    titles = tuple(title for index, title in enumerate(table.titles) if index not in used and title)
    return (ImportRemark.of(ImportRemarkCode.NOT_USED, part=titles),) if titles else ()


def _with_times(table: Table, place: int, values: Sequence[float], kept: Sequence[int]) -> Beats | None:
    rr_ms = [values[at] for at in kept]
    for reading in readings(table, place):
        on_steady = steady(reading, values)
        times = on_steady.times
        given = [math.nan if (t := times.t_s[at]) is None else t for at in kept]
        t_s = agreeing_times(given, rr_ms, wobble_s=WOBBLE_S)
        if t_s is None:
            continue
        moved = sum(steady != once for steady, once in zip(t_s, given, strict=True))
        steadied = (ImportRemark.of(ImportRemarkCode.TIMES_STEADIED, count=moved),) if moved else ()
        first_s = rr_ms[0] / 1000.0
        began = begins_at(times, kept[0])
        remarks = (
            ImportRemark(code, of) for code, of in (*on_times(title_of(table, place), times), *on_steady.remarks)
        )
        return Beats(
            rr_ms=tuple(rr_ms),
            t_s=tuple(at_s - t_s[0] + first_s for at_s in t_s),
            rows=tuple(table.rows[at] for at in kept),
            started_at=None if began is None else began - timedelta(seconds=first_s),
            clock_changes=on_steady.changes,
            remarks=(*steadied, *remarks),
        )
    return None


def _said(table: Table, beats: Beats, kept: Sequence[int]) -> Beats:
    lost = [row.line.number for at, row in enumerate(table.rows) if at not in set(kept)]
    if not lost:
        return beats
    remark = ImportRemark.of(ImportRemarkCode.ROWS_SET_ASIDE, count=len(lost), first_line=lost[0])
    return replace(beats, remarks=(remark, *beats.remarks))
