"""Movesense's logs of the heart rate, JSON or tables, of its apps and of its log converter: ``rrData``, in ms.

Each measurement is an object with ``average`` and ``rrData``, by itself, within ``Body`` or ``heartRate``, in a list or
one a line; a ``Timestamp`` in ms may stand beside it. Source: the Movesense API (``meas/hr.yaml``, uint16 in ms).
"""

import csv
import math
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head, head_of
from sessions.importers.imported import ImportedFile, ImportedHeart, ImportRemark
from sessions.importers.json_text import documents
from sessions.importers.rows import agreeing_times, step_of
from sessions.tables.lines import read_text
from sessions.tables.written_numbers import number

KIND = "movesense"

_KEY = "rrData"
_TIMES = ("timestamp", "Timestamp", "time", "Time", "TimestampUTC", "timestampUTC")
_DEEPEST = 40
"""Levels of nesting that are looked into: a choice, far beyond any log."""

_UNITS_S = (1e-3, 1.0, 1e-6, 1e-9)
"""What one of a time stamp may be, the documented milliseconds first."""


def looks_like(head: Head) -> bool:
    """Return whether this is JSON with the intervals of a measurement in it, or a table with a column of them."""
    return head.has_key(_KEY) or _KEY in _titles(head.lines[0] if head.lines else "")


def read(path: Path) -> ImportedFile:
    """Read the intervals; raises `RecordingError` where there are none."""
    rr_ms: list[float] = []
    stamps: list[float] = []
    others: dict[str, None] = {}
    documents_read, is_whole = documents(path, KIND) if head_of(path).is_json else (_rows(path), True)
    for intervals, stamp, beside in _measurements(documents_read, math.nan, _DEEPEST):
        others |= dict.fromkeys(beside)
        values = [float(each) for each in intervals if isinstance(each, int | float) and not isinstance(each, bool)]
        rr_ms += [value if 0 < value < math.inf else math.nan for value in values]
        stamps += [stamp] * len(values)
    count = sum(not math.isnan(rr) for rr in rr_ms)
    if not count:
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    remarks = [ImportRemark.of(ImportRemarkCode.INTERVALS_OF_FORMAT, count=count, unit="ms")]
    if not is_whole:
        remarks.append(ImportRemark.of(ImportRemarkCode.FILE_DAMAGED))
    if count < len(rr_ms):
        remarks.append(ImportRemark.of(ImportRemarkCode.BREAKS, count=len(rr_ms) - count))
    readings = ([(stamp - stamps[0]) * unit_s for stamp in stamps] for unit_s in _UNITS_S)
    t_s = next((found for each in readings if (found := agreeing_times(each, rr_ms)) is not None), None)
    if t_s is None and not all(map(math.isnan, stamps)):
        remarks.append(ImportRemark.of(ImportRemarkCode.TIMES_SET_ASIDE, title="Timestamp"))
    if others:
        remarks.append(ImportRemark.of(ImportRemarkCode.NOT_USED, part=tuple(others)))
    heart = ImportedHeart(rr_ms=tuple(rr_ms), t_s=t_s, resolution_ms=step_of(rr_ms))
    return ImportedFile(kind=KIND, hearts=(heart,), remarks=tuple(remarks))


def _titles(line: str) -> list[str]:
    return [title.strip(' "') for title in re.split("[,;\t]", line)]


def _rows(path: Path) -> list[dict[str, object]]:
    """Return a measurement for each row of a table, whose cells hold one interval or several in brackets."""
    first, *lines = read_text(path).splitlines()
    between = next((mark for mark in ";\t," if mark in first), ",")
    return [
        {
            title: _numbers(each) if title == _KEY else next(iter(_numbers(each)), None)
            for title, each in zip(_titles(first), cells, strict=False)
        }
        for cells in csv.reader(lines, delimiter=between)
    ]


def _numbers(cell: str) -> list[float]:
    return [value for part in re.findall(r"[\d.]+", cell) if (value := number(part)) is not None]


def _measurements(value: object, stamp: float, depth: int) -> Iterator[tuple[list[object], float, list[str]]]:
    """Yield the intervals of each measurement, the time stamp that holds for it, and what else it tells."""
    if depth == 0:
        return
    if isinstance(value, list):
        for each in value:
            yield from _measurements(each, stamp, depth - 1)
    elif isinstance(value, Mapping):
        found = next((value[name] for name in _TIMES if name in value), None)
        stamp = float(found) if isinstance(found, int | float) and not isinstance(found, bool) else stamp
        intervals = value.get(_KEY)
        if isinstance(intervals, list):
            beside = [str(name) for name in value if name != _KEY and name not in _TIMES]
            yield intervals, stamp, beside
        for name, each in value.items():
            if name != _KEY:
                yield from _measurements(each, stamp, depth - 1)
