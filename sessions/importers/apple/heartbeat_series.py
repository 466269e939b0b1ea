"""Heartbeat series of Apple's HealthKit in JSON, as exporters on the phone write them.

Source: Apple's HKHeartbeatSeriesQuery (a time since the series began, and whether beats are absent before it), in the
layouts of react-native-health (``heartbeatSeries``) and HealthKitReporter (``harmonized``, ``measurements``).
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.apple.series import Beat, Series, heart_of
from sessions.importers.head import Head
from sessions.importers.imported import ImportedFile, ImportRemark
from sessions.importers.json_text import at, entries, number_at, read_json

KIND = "heartbeat_series"

_SINCE, _GAP = "timeSinceSeriesStart", "precededByGap"
_LISTS = (("heartbeatSeries",), ("harmonized", "measurements"), ("measurements",), ("beats",))
_RESOLUTION_MS = 1.0
_MOST_DEEP = 6  # levels of objects around a series: a choice; the layouts have two


def looks_like(head: Head) -> bool:
    """Return whether this is JSON in which beats tell their time since the series began."""
    return head.has_key(_SINCE)


def read(path: Path) -> ImportedFile:
    """Read all series, each source of them a heart; raises `RecordingError` where no beat has a time."""
    hearts: dict[str, list[Series]] = defaultdict(list)
    left_out = 0
    for series, given in _series(read_json(path, KIND), 0):
        beats: list[Beat] = []
        for each in given:
            t_s = number_at(each, _SINCE)
            if t_s >= 0 and (not beats or t_s > beats[-1].t_s):
                beats.append(Beat(t_s, float("nan"), at(each, _GAP) is True))
            else:
                left_out += 1
        began = _moment(at(series, "startDate")) or _moment(at(series, "startTimestamp"))
        if beats:
            name = at(series, "sourceName") or at(series, "sourceRevision", "source", "name")
            hearts[str(name or "")].append(Series(began or datetime.fromtimestamp(0, UTC), beats))
    if not hearts:
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    ordered = sorted(hearts.items(), key=lambda item: -sum(len(each.beats) for each in item[1]))
    began = min(each.began for _, own in ordered for each in own)
    remarks: list[ImportRemark] = []
    imported = tuple(heart_of(name, own, began, remarks, _RESOLUTION_MS) for name, own in ordered)
    if left_out:
        remarks.append(ImportRemark.of(ImportRemarkCode.VALUES_SET_ASIDE, count=left_out, title=_SINCE))
    return ImportedFile(
        kind=KIND, hearts=imported, started_at=began if began.year > 1970 else None, remarks=tuple(remarks)
    )


def _series(value: object, depth: int) -> Iterator[tuple[object, list[object]]]:
    """Yield every object that has a list of beats, and the list."""
    if depth > _MOST_DEEP:
        return
    if isinstance(value, list):
        if any(isinstance(each, Mapping) and _SINCE in each for each in value[:1]):
            yield {}, value
            return
        for each in value:
            yield from _series(each, depth + 1)
        return
    if not isinstance(value, Mapping):
        return
    for names in _LISTS:
        beats = entries(value, *names)
        if any(isinstance(each, Mapping) and _SINCE in each for each in beats[:1]):
            yield value, beats
            return
    for each in value.values():
        yield from _series(each, depth + 1)


def _moment(value: object) -> datetime | None:
    """Return a moment in ISO form, or in seconds or milliseconds since 1970; always with a zone."""
    try:
        if isinstance(value, int | float) and not isinstance(value, bool):
            return datetime.fromtimestamp(value / (1000.0 if value > 1e11 else 1.0), UTC)
        moment = datetime.fromisoformat(str(value or ""))
    except (ValueError, OverflowError, OSError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
