"""Polar Flow's exports: training sessions with RR intervals and days of pulse intervals (JSON), and sessions as CSV.

A training session has ``exercises``, whose ``samples`` hold ``rr`` where a strap was worn: durations such as
``PT0.812S`` or numbers of ms; those of Polar's interface have ``sample-type`` 11, in an exercise or by themselves. Days
of pulse intervals have ``devicePpiSamplesList`` with ``pulseLength`` in ms. The CSV of a session tells a heart rate a
second and no intervals.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head, head_of
from sessions.importers.imported import ImportedFile, ImportedHeart, ImportRemark
from sessions.importers.json_text import at, entries, moment_at, number_at, read_json
from sessions.importers.rows import agreeing_times, step_of
from sessions.tables.clock_changes import steady
from sessions.tables.columns import times_of

KIND = "polar_flow"

_DURATION = re.compile(r"PT(?:(\d+)M)?(\d+(?:\.\d+)?)S")
_KEYS = ("duration", "value", "rr", "rrMs", "duration-millis", "durationMillis", "pulseLength")
_TYPES = ("sample-type", "sample_type")
_RR_TYPE = "11"
"""The type of RR samples in Polar's interface (AccessLink, sample types)."""

_LIKELY_S = 10.0
"""A number of an interval below it is one of seconds: a choice between the longest interval and the shortest in ms."""


def looks_like(head: Head) -> bool:
    """Return whether this is a training session or days of pulse intervals as JSON, or a session as CSV."""
    if head.is_json:
        session = head.has_key("exercises") and head.has_key("startTime")
        return session or any(map(head.has_key, ("devicePpiSamplesList", *_TYPES)))
    return bool(head.lines) and head.lines[0].strip().startswith("Name,Sport,Date,Start time,Duration")


def read(path: Path) -> ImportedFile:
    """Read the intervals; raises `RecordingError` where there are none, as in a CSV."""
    if not head_of(path).is_json:
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    document = read_json(path, KIND)
    days = document if isinstance(document, list) else [document]
    sessions = [*_exercises(document), *(found for day in days for found in _pulse_days(day))]
    if not sessions:
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    first, *later = sessions
    return ImportedFile(
        kind=first.kind,
        hearts=first.hearts,
        started_at=first.started_at,
        remarks=first.remarks,
        later=tuple(later),
    )


def _exercises(document: object) -> Iterator[ImportedFile]:
    for exercise in _each_exercise(document):
        samples = at(exercise, "samples") or [exercise]
        rr = entries(samples, "rr") or entries(samples, "rrIntervals") or _of_interface(samples)
        values = [_interval_ms(each) for each in rr]
        if not any(value > 0 for value in values):
            continue
        others = tuple(str(name) for name in samples if name != "rr") if isinstance(samples, Mapping) else ()
        yield _session(values, None, _started(exercise) or _started(document), others)


def _each_exercise(document: object) -> Iterator[object]:
    """Yield the exercises of a session, or those that Polar's interface sends without one."""
    for each in document if isinstance(document, list) else [document]:
        yield from entries(each, "exercises") or [each]


def _of_interface(samples: object) -> list[object]:
    """Return the RR samples of an exercise as Polar's interface sends it: texts of numbers, by type."""
    for each in samples if isinstance(samples, list) else ():
        if str(next(filter(None, (at(each, key) for key in _TYPES)), "")) == _RR_TYPE:
            texts = str(at(each, "data") or "").split(",")
            return [text if _interval_ms(text) == _number(text) else math.nan for text in texts]  # all are of ms
    return []


def _pulse_days(day: object) -> Iterator[ImportedFile]:
    for device in entries(day, "devicePpiSamplesList"):
        samples = [(moment_at(each, "sampleDateTime"), _interval_ms(each)) for each in entries(device, "ppiSamples")]
        timed = [(moment, value) for moment, value in samples if moment is not None and value > 0]
        if not timed:
            continue
        first = timed[0][0]
        alike = [(moment, value) for moment, value in timed if (moment.tzinfo is None) == (first.tzinfo is None)]
        values = [value for _, value in alike]
        on_steady = steady(times_of([moment for moment, _ in alike]), values)
        steadied = [ImportRemark(code, of) for code, of in on_steady.remarks]
        t_s = [t for t in on_steady.times.t_s if t is not None]
        session = _session(values, t_s, first, ())
        yield replace(session, remarks=(*session.remarks, *steadied))


def _session(
    values: list[float], t_s: list[float] | None, started_at: datetime | None, others: tuple[str, ...]
) -> ImportedFile:
    lost = [index for index, value in enumerate(values, start=1) if not value > 0]
    rr_ms = tuple(value if value > 0 else math.nan for value in values)
    count = len(values) - len(lost)
    remarks = [ImportRemark.of(ImportRemarkCode.INTERVALS_OF_FORMAT, count=count, unit="ms")]
    if lost:
        remarks.append(ImportRemark.of(ImportRemarkCode.BREAKS, count=len(lost)))
    times = None if t_s is None else agreeing_times(t_s, rr_ms)
    if t_s is not None and times is None:
        remarks.append(ImportRemark.of(ImportRemarkCode.TIMES_SET_ASIDE, title="sampleDateTime"))
    if others:
        remarks.append(ImportRemark.of(ImportRemarkCode.NOT_USED, part=others))
    heart = ImportedHeart(rr_ms=rr_ms, t_s=times, resolution_ms=step_of(rr_ms))
    return ImportedFile(kind=KIND, hearts=(heart,), started_at=started_at, remarks=tuple(remarks))


def _interval_ms(sample: object) -> float:
    """Return an interval in ms, however it is written; ``nan`` where it is none, as where the strap had no contact."""
    if isinstance(sample, Mapping):
        found = next((sample[key] for key in _KEYS if key in sample), None)
        return math.nan if isinstance(found, Mapping) else _interval_ms(found)
    if isinstance(sample, str) and (duration := _DURATION.fullmatch(sample.strip())):
        return (int(duration[1] or 0) * 60 + float(duration[2])) * 1000.0
    try:
        value = number_at({"value": float(sample) if isinstance(sample, str) else sample}, "value")
    except ValueError:
        return math.nan
    return value * 1000.0 if 0 < value < _LIKELY_S else value


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _started(holder: object) -> datetime | None:
    """Return when an exercise began; its time is of the zone whose offset stands beside it, in minutes."""
    moment = next(filter(None, (moment_at(holder, key) for key in ("startTime", "start-time", "start_time"))), None)
    offsets = (number_at(holder, key) for key in ("timezoneOffset", "start-time-utc-offset", "start_time_utc_offset"))
    offset_min = next((each for each in offsets if not math.isnan(each)), math.nan)
    if moment is None or moment.tzinfo is not None or math.isnan(offset_min):
        return moment
    try:
        return moment.replace(tzinfo=timezone(timedelta(minutes=offset_min)))
    except ValueError:
        return moment
