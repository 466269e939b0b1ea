"""emWave's exports: tables with a column ``rawIBI``, and JSON of sessions with ``LiveIBI``, both in ms.

In the tables ``rawIBI`` stands beside a heart rate that was made even, two values a second with their ``Time Offset``.
The rows of the two have nothing to do with each other: the intervals end earlier, and the times are none of theirs
(HeartMath, Understanding emWave Pro Data Exports). JSON tells when a session began, in seconds since 1970.
"""

import math
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head, head_of
from sessions.importers.imported import ImportedFile, ImportedHeart, ImportRemark
from sessions.importers.json_text import entries, number_at, read_json
from sessions.importers.rows import cell, number_in, others, place_of, table_in
from sessions.tables.table import Row, Table
from sessions.tables.units import UNIT_MS, unit_of

KIND = "emwave"

_RAW = re.compile(r"(?i)\braw[ _]?ibi\b")
_BESIDE = re.compile(r"(?i)time[ _]?offset|heart[ _]?rate|\bHR\b|coherence")
_DEEPEST = 8  # levels of nesting in which sessions are looked for: a choice


def looks_like(head: Head) -> bool:
    """Return whether this is a table with ``rawIBI`` beside what emWave makes of it, or JSON with ``LiveIBI``."""
    if head.is_json:
        return head.has_key("LiveIBI")
    return any(_RAW.search(line) and _BESIDE.search(line) for line in head.lines[:100])


def read(path: Path) -> ImportedFile:
    """Read the intervals; raises `RecordingError` where there are none."""
    is_json = head_of(path).is_json
    sessions = list(_of_json(read_json(path, KIND), _DEEPEST)) if is_json else [_of_table(path)]
    sessions = [each for each in sessions if any(rr > 0 for rr in each.hearts[0].rr_ms)]
    if not sessions:
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    first, *later = sessions
    return ImportedFile(
        kind=KIND, hearts=first.hearts, started_at=first.started_at, remarks=first.remarks, later=tuple(later)
    )


def _of_table(path: Path) -> ImportedFile:
    table = table_in(path)
    raw = place_of(table, lambda title: bool(_RAW.search(title)))
    rows = _until_the_last(table, raw)
    values = [number_in(row, raw) for row in rows]
    known = [value for value in values if value > 0]
    unit = unit_of(known) if known else None
    if unit is None:
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    rr_ms = tuple(value * UNIT_MS[unit] if value > 0 else math.nan for value in values)
    remarks = [ImportRemark.of(ImportRemarkCode.INTERVALS_OF_FORMAT, count=len(known), unit=unit)]
    lost = [row.line.number for row, value in zip(rows, values, strict=True) if not value > 0]
    if lost:
        remarks.append(ImportRemark.of(ImportRemarkCode.ROWS_SET_ASIDE, count=len(lost), first_line=lost[0]))
    remarks += others(table, raw)
    return ImportedFile(kind=KIND, hearts=(ImportedHeart(rr_ms=rr_ms),), remarks=tuple(remarks))


def _until_the_last(table: Table, place: int | None) -> list[Row]:
    """Return the rows up to the last that has something in a column, which is shorter than the others."""
    last = max((at for at, row in enumerate(table.rows) if cell(row, place)), default=-1)
    return table.rows[: last + 1]


def _of_json(value: object, depth: int) -> Iterator[ImportedFile]:
    if depth == 0:
        return
    if isinstance(value, list):
        for each in value:
            yield from _of_json(each, depth - 1)
    elif isinstance(value, Mapping):
        if "LiveIBI" in value:
            yield _session(value)
        else:
            for each in value.values():
                yield from _of_json(each, depth - 1)


def _session(session: Mapping[str, object]) -> ImportedFile:
    values = [number_at({"value": each}, "value") for each in entries(session, "LiveIBI")]
    rr_ms = tuple(value if value > 0 else math.nan for value in values)
    began_s = number_at(session, "IBIStartTime")
    try:
        started = datetime.fromtimestamp(began_s, UTC) if began_s > 0 else None
    except (ValueError, OverflowError, OSError):
        started = None
    count = sum(not math.isnan(rr) for rr in rr_ms)
    remarks = [ImportRemark.of(ImportRemarkCode.INTERVALS_OF_FORMAT, count=count, unit="ms")]
    if count < len(rr_ms):
        remarks.append(ImportRemark.of(ImportRemarkCode.BREAKS, count=len(rr_ms) - count))
    used = ("LiveIBI", "IBIStartTime", "IBIEndTime")
    unused = tuple(str(name) for name, each in session.items() if name not in used and isinstance(each, list | Mapping))
    if unused:
        remarks.append(ImportRemark.of(ImportRemarkCode.NOT_USED, part=unused))
    heart = ImportedHeart(rr_ms=rr_ms)
    return ImportedFile(kind=KIND, hearts=(heart,), started_at=started, remarks=tuple(remarks))
