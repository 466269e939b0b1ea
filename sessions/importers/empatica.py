"""Empatica's intervals: ``IBI.csv`` of the E4, and the systolic peaks of the EmbracePlus.

The E4 has the beginning of the session in seconds since 1970 and the word IBI in its first line; then the end of each
interval, in seconds since that, and the interval in seconds. Beats that the device was not sure of are left out of it,
so most files have many gaps. The EmbracePlus has the time of each peak in ns since 1970.
"""

import csv
import math
import re
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head
from sessions.importers.imported import ImportedFile, ImportedHeart, ImportRemark
from sessions.importers.rows import step_of
from sessions.tables.lines import Line, lines_of, read_text
from sessions.tables.written_numbers import number

KIND = "empatica"

_BEGINNING = re.compile(r"\d{9,11}(?:\.\d+)?")  # seconds since 1970, from 1973 on
_BETWEEN = ("\t", ";", ",")
"""What may stand between the columns, where somebody saved the file anew; the first that is there does."""
_PEAKS = re.compile(r"\s*\"?systolic_peak_timestamp\"?\s*", re.IGNORECASE)

_E4_STEP_MS = 1000.0 / 64.0
"""The E4 samples its pulse 64 times a second (Empatica), and tells intervals in steps of that."""

_LONGEST_S = 2.0
"""Peaks further apart are none of neighbouring beats: 30 beats a minute, as for `range` in every computation."""

_NS_PER_S = 1e9
_MOST_DIGITS = 20  # of ns since 1970, which have 19
_ALLOWED_S = 0.1
"""By so much an interval and the step of its time may differ before beats are absent there: a choice, six steps."""


def looks_like(head: Head) -> bool:
    """Return whether the first line is that of either."""
    first = next((line for line in head.lines if line.strip()), "")
    return bool(_begins(first) or _PEAKS.fullmatch(first))


def read(path: Path) -> ImportedFile:
    """Read the intervals; raises `RecordingError` where there are none."""
    first, *lines = lines_of(path, read_text(path))
    began = _begins(first.text)
    return _intervals(path, float(began), lines) if began else _peaks(path, lines)


def _begins(line: str) -> str:
    """Return the beginning that the first line of an E4 tells; empty where it is none."""
    cells = _cells(line)
    of_e4 = len(cells) == 2 and cells[1].lower() == "ibi" and _BEGINNING.fullmatch(cells[0])
    return cells[0] if of_e4 else ""


def _cells(line: str) -> list[str]:
    """Return the cells of a line without their quotes, with decimal points where they had commas."""
    between = next((mark for mark in _BETWEEN if mark in line), ",")
    return [cell.strip().replace(",", ".") for cell in next(csv.reader([line], delimiter=between), [])]


def _intervals(path: Path, began_s: float, lines: list[Line]) -> ImportedFile:
    rows: list[tuple[float, float]] = []
    lost: list[int] = []
    for line in lines:
        t_s, interval_s = (*map(number, _cells(line.text)), None, None)[:2]
        if t_s is None or interval_s is None or not (t_s >= 0 and interval_s > 0) or (rows and t_s < rows[-1][0]):
            lost.append(line.number)
        else:
            rows.append((t_s, interval_s))
    if not rows:
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    breaks = sum(after - before > length + _ALLOWED_S for (before, _), (after, length) in pairwise(rows))
    remarks = [ImportRemark.of(ImportRemarkCode.INTERVALS_OF_FORMAT, count=len(rows), unit="s")]
    if breaks:
        remarks.append(ImportRemark.of(ImportRemarkCode.BREAKS, count=breaks))
    if lost:
        remarks.append(ImportRemark.of(ImportRemarkCode.ROWS_SET_ASIDE, count=len(lost), first_line=lost[0]))
    rr_ms = tuple(interval_s * 1000.0 for _, interval_s in rows)
    heart = ImportedHeart(
        rr_ms=rr_ms,
        t_s=tuple(t_s for t_s, _ in rows),
        resolution_ms=step_of(rr_ms, _E4_STEP_MS),
    )
    return ImportedFile(kind=KIND, hearts=(heart,), started_at=_at(began_s), remarks=tuple(remarks))


def _peaks(path: Path, lines: list[Line]) -> ImportedFile:
    texts = [line.text.strip().strip('"') for line in lines]
    # Too many digits for a float, and no more than a time can have.
    stamps_ns = [int(text) for text in texts if text.isdecimal() and len(text) <= _MOST_DIGITS]
    known = [(stamp_ns - stamps_ns[0]) / _NS_PER_S for stamp_ns in stamps_ns]
    if len(known) < 2 or any(after <= before for before, after in pairwise(known)):
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    steps = [after - before for before, after in pairwise(known)]
    rr_ms = tuple(step * 1000.0 if step <= _LONGEST_S else math.nan for step in steps)
    remarks = [ImportRemark.of(ImportRemarkCode.INTERVALS_OF_TIMES, count=sum(not math.isnan(rr) for rr in rr_ms))]
    if breaks := sum(map(math.isnan, rr_ms)):
        remarks.append(ImportRemark.of(ImportRemarkCode.BREAKS, count=breaks))
    heart = ImportedHeart(rr_ms=rr_ms, t_s=tuple(known[1:]))
    return ImportedFile(kind=KIND, hearts=(heart,), started_at=_at(stamps_ns[0] / _NS_PER_S), remarks=tuple(remarks))


def _at(since_1970_s: float) -> datetime | None:
    try:
        return datetime.fromtimestamp(since_1970_s, UTC)
    except (ValueError, OverflowError, OSError):
        return None
