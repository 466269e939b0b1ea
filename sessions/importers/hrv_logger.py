"""HRV Logger's pair of files: the intervals, and beside them the moments that the person marked.

The older generation has the columns ``date,rr,since start``, dates with or without an offset, to the second or the
millisecond; the newer one ``timestamp,rr,since_start`` with milliseconds since 1970, as FatMaxxer writes it too.
``since start`` adds up the intervals, so that breaks show in the dates alone. Events have
``annotation``, ``label`` or ``event``. Some versions write rows twice.
"""

import math
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head
from sessions.importers.imported import ImportedEvent, ImportedFile, ImportedHeart, ImportRemark
from sessions.importers.rows import Beats, beats_in, cell, number_in, others, place_of, plain_title, step_of, table_in
from sessions.tables.clock_changes import ClockChange, steady_s
from sessions.tables.moments import begins_at, looks_like_moment
from sessions.tables.table import Row, Table

KIND = "hrv_logger"

_RR_NAMES = ("RR", "RRIntervals", "RR_Intervals", "rr", "rrintervals")
_LABELS = frozenset({"annotation", "label", "event"})
_MS_SINCE_1970 = 1e11  # from here on a number of ms is one since 1970 (March 1973), and none since a beginning


def looks_like(head: Head) -> bool:
    """Return whether the first line has the columns of the intervals or of the events."""
    titles = _titles(head)
    return _is_rr(titles) or _is_events(titles)


def read(path: Path) -> ImportedFile:
    """Read the intervals, with the events beside them; raises `RecordingError` where there are none."""
    table = table_in(path)
    titles = {plain_title(title) for title in table.titles}
    if _is_events(titles):
        raise RecordingError(ImportErrorCode.EVENTS_ALONE, str(path))
    rr = place_of(table, lambda title: title == "rr")
    date = place_of(table, lambda title: title in ("date", "timestamp"))
    since = place_of(table, lambda title: title == "since start")
    once, repeated = _without_repeats(table)
    beats = beats_in(once, rr or 0, (date, since))
    if not beats.rr_ms:
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    remarks = [ImportRemark.of(ImportRemarkCode.INTERVALS_OF_FORMAT, count=len(beats.rr_ms), unit=beats.unit)]
    if repeated:
        remarks.append(ImportRemark.of(ImportRemarkCode.ROWS_TWICE, count=repeated))
    remarks += [*beats.remarks, *others(table, rr, date, since)]
    events: tuple[ImportedEvent, ...] = ()
    beside = _events_beside(path)
    if beside is not None:
        events, of_events = _events(table_in(beside), beats, beside.name)
        remarks += of_events
    return ImportedFile(
        kind=KIND,
        hearts=(ImportedHeart(rr_ms=beats.rr_ms, t_s=beats.t_s, resolution_ms=step_of(beats.rr_ms)),),
        events=events,
        started_at=beats.started_at,
        remarks=tuple(remarks),
        beside=() if beside is None else (beside.name,),
    )


def _titles(head: Head) -> set[str]:
    first = next((line for line in head.lines if line.strip()), "")
    return {plain_title(title.strip('"')) for title in re.split(r"[,;\t]", first)}


def _is_rr(titles: set[str]) -> bool:
    return {"rr", "since start"} <= titles and bool({"date", "timestamp"} & titles)


def _is_events(titles: set[str]) -> bool:
    timed = "timestamp" in titles or {"date", "since start"} <= titles
    return timed and bool(_LABELS & titles) and "rr" not in titles


def _without_repeats(table: Table) -> tuple[Table, int]:
    """Return the table without rows that say the very same as the one before, and how many there were."""
    rows = [row for at, row in enumerate(table.rows) if not at or row.cells != table.rows[at - 1].cells]
    return table._replace(rows=rows), len(table.rows) - len(rows)


def _events_beside(path: Path) -> Path | None:
    """Return the file of events that belongs to one of intervals, by its name; None where there is none."""
    for name in _RR_NAMES:
        parts = re.split(rf"(?:^|(?<=[\W\d_])){name}(?=[\W\d_]|$)", path.stem)
        for each in ("Events", "events", "Event") if len(parts) > 1 else ():
            beside = path.with_name(f"{parts[0]}{each}{name.join(parts[1:])}{path.suffix}")
            if beside.is_file():
                return beside
    return None


def _events(table: Table, beats: Beats, file: str) -> tuple[tuple[ImportedEvent, ...], list[ImportRemark]]:
    """Return the moments of a file of events, none before the first interval, and what there is to say of them."""
    label = place_of(table, lambda title: title in _LABELS)
    date = place_of(table, lambda title: title == "date")
    stamp = place_of(table, lambda title: title in ("timestamp", "since start"))
    marked: list[tuple[float, str]] = []
    set_aside: list[int] = []
    for row in table.rows:
        t_s, text = _event_s(row, (date, stamp), beats), cell(row, label)
        if text and math.isfinite(t_s):
            marked.append((t_s, text))
        else:
            set_aside.append(row.line.number)
    remarks = [ImportRemark.of(ImportRemarkCode.EVENTS_READ, count=len(marked), file=file)]
    if early := sum(t_s < 0.0 for t_s, _ in marked):
        remarks.append(ImportRemark.of(ImportRemarkCode.EVENTS_AT_BEGINNING, count=early))
    if set_aside:
        code = ImportRemarkCode.EVENTS_SET_ASIDE
        remarks.append(ImportRemark.of(code, count=len(set_aside), first_line=set_aside[0], file=file))
    return tuple(ImportedEvent(t_s=max(t_s, 0.0), text=text, words="label") for t_s, text in marked), remarks


def _event_s(row: Row, places: tuple[int | None, int | None], beats: Beats) -> float:
    """Return how long after the beginning a moment is: by its date, else by its stamp; ``nan`` where none can be."""
    if beats.started_at is not None:
        for place in places:
            t_s = _seconds_after(beats.started_at, cell(row, place), beats.clock_changes)
            if math.isfinite(t_s):
                return t_s
    offset_ms = number_in(row, places[1])
    return offset_ms / 1000.0 if offset_ms < _MS_SINCE_1970 else math.nan


def _seconds_after(started_at: datetime, text: str, changes: Sequence[ClockChange]) -> float:
    """Return how long after the beginning a date or a count of ms since 1970 is; ``nan`` where it is neither."""
    try:
        value = float(text)
    except ValueError:
        moment = begins_at([text]) if looks_like_moment(text) else None
    else:
        moment = datetime.fromtimestamp(value / 1000.0, UTC) if value >= _MS_SINCE_1970 else None
    if moment is None or (moment.tzinfo is None) != (started_at.tzinfo is None):
        return math.nan
    return steady_s(moment, started_at, changes)
