"""Tables with a row for each packet of a strap: a cell holds none of its intervals, one or several.

Between several stand semicolons, commas, spaces or bars, with brackets around them or none. Each row has the time at
which its packet arrived; the beats of a row share it, as they do live.
"""

import math
from collections.abc import Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import TextErrorCode
from biofeedback.errors import RecordingError
from sessions.importers import rr_text
from sessions.importers.head import Head
from sessions.importers.imported import ImportedFile, ImportedHeart, ImportRemark
from sessions.importers.rows import WOBBLE_S, agreeing_times, others
from sessions.tables.clock_changes import steady
from sessions.tables.columns import begins_at, readings, title_of
from sessions.tables.lines import COMMENTS, Line, lines_of, read_text
from sessions.tables.packets import TITLE_LINES, Packets, are_titled, nearer_sum, packets_in
from sessions.tables.remarks import on_times, on_unit
from sessions.tables.units import UNIT_MS, Unit, unit_of

KIND = "rr_packets"

_AGREES = 0.25  # share by which all intervals may differ from the time that passed: a choice, as for single stretches


_FEW = 0.05  # share of rows with several below which they are mistyped lines of a usual table: a choice


def looks_like(head: Head) -> bool:
    """Return whether a column that is called one of intervals has several in a cell."""
    held = (Line(head.path, at, line.strip(" \r")) for at, line in enumerate(head.lines, 1) if line.strip())
    lines = (line for line in held if not line.text.startswith(COMMENTS))
    first = list(islice(lines, TITLE_LINES))
    return are_titled(first) and packets_in([*first, *lines]) is not None


def read(path: Path) -> ImportedFile:
    """Read the intervals.

    Raises
    ------
    RecordingError
        They do not agree with the time that passed: the same may stand in several rows, or a comma be a decimal one.
    """
    packets = packets_in(lines_of(path, read_text(path)))
    if packets is None:
        return rr_text.read(path)
    known = [value for values in packets.values for value in values or ()]
    unit = unit_of(known) if known else None
    if unit is None:
        raise _unread(packets)
    several = sum(len(values or ()) > 1 for values in packets.values)
    file = _with_times(packets, unit) if several else _alone(packets, unit)
    if file is None and (len(packets.places) > 1 or several < _FEW * len(packets.values)):
        return rr_text.read(path)
    if file is None:
        raise _unread(packets)
    return file


def _alone(packets: Packets, unit: Unit) -> ImportedFile:
    """Return the intervals of cells with brackets around one at most, where no times need to tell more."""
    file = _with_times(packets, unit)
    if file is not None:
        return file
    rr_ms = tuple(value * UNIT_MS[unit] for values in packets.values for value in values or ())
    return ImportedFile(kind=KIND, hearts=(ImportedHeart(rr_ms=rr_ms),), remarks=_remarks(packets, unit, len(rr_ms)))


def _with_times(packets: Packets, unit: Unit) -> ImportedFile | None:
    """Return the intervals where they agree with a column of times; None where they agree with none."""
    table = packets.table
    in_rows_ms = [_sum_ms(values, unit) for values in packets.values]
    for column in range(table.width):
        for reading in readings(table, column) if column not in packets.places else ():
            on_steady = steady(reading, in_rows_ms)
            times = on_steady.times
            if packets.joined:
                held = [at for at, ms in enumerate(in_rows_ms) if ms > 0 and times.t_s[at] is not None]
                joined_ms = [_sum_ms(packets.joined[at], unit) for at in held]
                t_s = [t for at in held if (t := times.t_s[at]) is not None]
                if not nearer_sum(t_s, [in_rows_ms[at] for at in held], joined_ms):
                    continue
            counted = [
                (at, value * UNIT_MS[unit]) for at, values in enumerate(packets.values) for value in values or ()
            ]
            rr_ms = tuple(rr for _, rr in counted)
            given = [math.nan if (t := times.t_s[at]) is None else t for at, _ in counted]
            t_s_of_beats = agreeing_times(given, rr_ms, wobble_s=WOBBLE_S)
            passed_s, added_up_s = (given[-1] - given[0], math.fsum(rr_ms[1:]) / 1000.0)
            if t_s_of_beats is None or not added_up_s * (1.0 - _AGREES) <= passed_s:
                continue
            first_s = rr_ms[0] / 1000.0
            began = begins_at(times, counted[0][0])
            doubts = (*on_times(title_of(table, column), times), *on_steady.remarks)
            return ImportedFile(
                kind=KIND,
                hearts=(
                    ImportedHeart(rr_ms=rr_ms, t_s=tuple(at_s - t_s_of_beats[0] + first_s for at_s in t_s_of_beats)),
                ),
                started_at=None if began is None else began - timedelta(seconds=first_s),
                remarks=(
                    *_remarks(packets, unit, len(rr_ms)),
                    *(ImportRemark(code, of) for code, of in doubts),
                    *others(table, *packets.places, column),
                ),
            )
    return None


def _remarks(packets: Packets, unit: Unit, count: int) -> tuple[ImportRemark, ...]:
    table = packets.table
    remarks = [ImportRemark.of(ImportRemarkCode.INTERVALS_OF_FORMAT, count=count, unit=unit)]
    remarks += [ImportRemark(code, of) for code, of in on_unit(title_of(table, packets.places[0]), unit)]
    empty = sum(values == () for values in packets.values)
    if empty:
        remarks.append(ImportRemark.of(ImportRemarkCode.PACKETS_WITHOUT, count=empty))
    lost = [row.line.number for row, values in zip(table.rows, packets.values, strict=True) if values is None]
    if lost:
        remarks.append(ImportRemark.of(ImportRemarkCode.ROWS_SET_ASIDE, count=len(lost), first_line=lost[0]))
    return tuple(remarks)


def _sum_ms(values: Sequence[float] | None, unit: Unit) -> float:
    return math.fsum(values) * UNIT_MS[unit] if values else math.nan


def _unread(packets: Packets) -> RecordingError:
    rows = zip(packets.table.rows, packets.values, strict=True)
    row, count = next((row, len(values)) for row, values in rows if values and len(values) > 1)
    if not packets.is_certain:
        return row.line.wrong(TextErrorCode.PACKETS_UNCLEAR)
    return row.line.wrong(TextErrorCode.SEVERAL_VALUES, count=count)
