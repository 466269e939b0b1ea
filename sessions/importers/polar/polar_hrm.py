"""Polar's older files (``.hrm``) of a session with R-R recording: sections in brackets, intervals under ``[HRData]``.

``Interval=238`` in ``[Params]`` means R-R intervals in ms; any other number is how many seconds a heart rate is of.
Source: Polar HRM file format 1.4 (Polar Electro, 2009).
"""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head
from sessions.importers.imported import ImportedEvent, ImportedFile, ImportedHeart, ImportRemark
from sessions.importers.rows import step_of
from sessions.tables.lines import Line, lines_of, read_text
from sessions.tables.written_numbers import number

KIND = "polar_hrm"

_SECTION = re.compile(r"\[([\w-]+)\]\s*")
_LAP = re.compile(r"(\d{1,2}):(\d{2}):(\d{2}(?:\.\d+)?)\t")
_INTERVALS = "238"
_LAST_HR_ONLY_YEARS = 1900  # a date of zeros stands for none


def looks_like(head: Head) -> bool:
    """Return whether the first section is of parameters, among them those of every such file."""
    first = next((line for line in head.lines if line.strip()), "")
    return (
        first.strip().lower() == "[params]"
        and re.search(r"(?im)^(?:Monitor|SMode|Mode|Interval)=", head.text) is not None
    )


def read(path: Path) -> ImportedFile:
    """Read the intervals; raises `RecordingError` where it holds heart rates alone."""
    sections = _sections(lines_of(path, read_text(path)))
    params = {
        name.lower(): value for name, _, value in (line.text.partition("=") for line in sections.get("params", ()))
    }
    beats = sections.get("hrdata", ())
    if params.get("interval", "").strip() not in ("", _INTERVALS) or not beats:
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    values = [number(re.split(r"[\t;, ]", line.text.strip())[0]) for line in beats]
    kept = [value for value in values if value is not None and value > 0]
    if not kept:
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    remarks = [ImportRemark.of(ImportRemarkCode.INTERVALS_OF_FORMAT, count=len(kept), unit="ms")]
    lost = [line.number for line, value in zip(beats, values, strict=True) if not (value is not None and value > 0)]
    if lost:
        remarks.append(ImportRemark.of(ImportRemarkCode.ROWS_SET_ASIDE, count=len(lost), first_line=lost[0]))
    events = [*_laps(sections.get("inttimes", ())), *_note(sections.get("note", ()))]
    if events:
        remarks.append(ImportRemark.of(ImportRemarkCode.EVENTS_READ, count=len(events), file=""))
    unused = tuple(f"[{name}]" for name, lines in sections.items() if lines and name not in _USED)
    if unused:
        remarks.append(ImportRemark.of(ImportRemarkCode.NOT_USED, part=unused))
    rr_ms = tuple(float("nan") if value is None or value <= 0 else value for value in values)
    return ImportedFile(
        kind=KIND,
        hearts=(ImportedHeart(rr_ms=rr_ms, resolution_ms=step_of(rr_ms)),),
        events=tuple(events),
        started_at=_started(params),
        remarks=tuple(remarks),
    )


_USED = ("params", "hrdata", "inttimes", "note")


def _sections(lines: Sequence[Line]) -> dict[str, list[Line]]:
    sections: dict[str, list[Line]] = {}
    current: list[Line] = []
    for line in lines:
        if found := _SECTION.fullmatch(line.text):
            current = sections.setdefault(found[1].lower(), [])
        else:
            current.append(line)
    return sections


def _laps(lines: Sequence[Line]) -> list[ImportedEvent]:
    """Return when each lap ended, called as its first line tells that."""
    found = [match for line in lines if (match := _LAP.match(line.text))]
    times_s = [int(each[1]) * 3600 + int(each[2]) * 60 + float(each[3]) for each in found]
    return [ImportedEvent(t_s=t_s, text=each[0].strip()) for t_s, each in zip(times_s, found, strict=True)]


def _note(lines: Sequence[Line]) -> list[ImportedEvent]:
    text = " ".join(line.text for line in lines).strip()
    return [ImportedEvent(t_s=0.0, text=text, words="note")] if text else []


def _started(params: Mapping[str, str]) -> datetime | None:
    day, clock = params.get("date", "").strip(), params.get("starttime", "").strip()
    try:
        at = datetime.strptime(f"{day} {clock.partition('.')[0]}", "%Y%m%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return at.replace(tzinfo=None) if at.year > _LAST_HR_ONLY_YEARS else None
