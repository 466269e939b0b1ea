"""FIT, the file of sport watches: its R-R intervals, from the messages and the fields of apps that carry them.

Source: the profile of the FIT SDK (messages ``hrv`` in s, ``beat_intervals`` and ``raw_bbi`` in ms). Their intervals
have no times of their own: they follow the records that they lie between.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head
from sessions.importers.imported import ImportedEvent, ImportedFile, ImportedHeart, ImportRemark
from sessions.importers.waves.bounds import library, translated
from sessions.importers.waves.channels import interval_unit
from sessions.tables.contents import bytes_in
from sessions.tables.titles import is_interval_title
from sessions.tables.units import UNIT_MS

KIND = "fit"
LARGEST_BYTES = 2**24
"""Of a FIT file: a choice; a day with a record a second and all its intervals takes a quarter of it."""

_MOST_MESSAGES = 2**20
"""Of a FIT file: a choice; two days with a record and an interval a second take a third of it."""

_MAGIC_AT, _MAGIC = 8, b".FIT"  # where the header has its name, by the FIT SDK

_LATE_S = 5.0
"""Where intervals lag further behind the records, beats are absent. A choice, above the two seconds between an interval
and its record in files of Garmin watches."""

_LEAST_MS, _MOST_MS = 10.0, 60_000.0  # what lies beyond fills up an array: 0, or 65535 of some apps; a choice

_UNIT_OF = {"hrv": "s", "beat_intervals": "ms", "raw_bbi": "ms"}
"""The messages of the profile that hold intervals, in the order in which they are the heart, and their units."""

_INTERVAL_BITS, _QUALITY_BIT, _GAP_BIT = 0x3FFF, 0x4000, 0x8000
"""What is in a word of ``raw_bbi``, by the profile; the library parts words as if they were bytes."""

_DOUBTFUL = "low confidence"  # what the profile says of an interval of ``raw_bbi`` whose quality is 0


class _Field(Protocol):
    """One value of a message, as the library has it."""

    name: str
    units: str | None
    value: object
    field_def: object


class _Frame(Protocol):
    """One message, as the library has it."""

    name: str
    fields: Sequence[_Field]


@dataclass(slots=True)
class _Series:
    """Intervals of one kind of message or field, as they come, and the time of the newest record beside each."""

    values: list[float] = field(default_factory=list)
    records_s: list[float] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    unit: str = ""


def looks_like(head: Head) -> bool:
    """Return whether ``.FIT`` stands where the header of a FIT file has it."""
    return head.data[_MAGIC_AT : _MAGIC_AT + len(_MAGIC)] == _MAGIC


def read(path: Path) -> ImportedFile:
    """Read all intervals of a FIT file, and the moments that it marks; raises `RecordingError` where there are none."""
    fitdecode = library("fitdecode")
    data = bytes_in(path, LARGEST_BYTES)
    activity = _Activity()
    with translated(path, KIND):
        try:
            for frame in fitdecode.FitReader(data, check_crc=fitdecode.CrcCheck.READONLY):
                if frame.frame_type == fitdecode.FIT_FRAME_DATA:
                    activity.take(frame)
                    if activity.messages > _MOST_MESSAGES:
                        raise RecordingError(ImportErrorCode.TOO_LONG, str(path), format=KIND)
                elif frame.frame_type == fitdecode.FIT_FRAME_CRC and not frame.matched:
                    activity.damaged = True
        except fitdecode.FitError:
            if not activity.series:
                raise
            activity.damaged = True
    imported = activity.imported()
    if not imported.hearts:
        raise RecordingError(ImportErrorCode.WITHOUT_INTERVALS, str(path), format=KIND)
    return imported


class _Activity:
    """What the messages of one file say, in their order."""

    def __init__(self) -> None:
        self.series: dict[str, _Series] = {}
        self.damaged = False
        self.messages = 0
        self._events: list[ImportedEvent] = []
        self._others: Counter[str] = Counter()
        self._began: datetime | None = None
        self._created: datetime | None = None
        self._newest_s = 0.0

    def take(self, frame: _Frame) -> None:
        """Take one message of the library."""
        name = frame.name
        self.messages += 1
        self._follow(frame)
        match name:
            case "hrv" | "beat_intervals":
                for each in frame.fields:
                    if each.name == "time":
                        self._add(name, _numbers(each.value), _UNIT_OF[name])
            case "raw_bbi":
                self._add_raw(frame)
            case "event" | "lap":
                said = [str(each.value) for each in frame.fields if each.name in ("event", "event_type") and each.value]
                text = " ".join(said).replace("_", " ") if name == "event" else name
                self._events.append(ImportedEvent(t_s=self._newest_s, text=text or name))
            case _:
                self._others[name] += 1
        for each in frame.fields:
            if getattr(each.field_def, "is_dev", False) and is_interval_title(str(each.name)):
                self._add(str(each.name), _numbers(each.value), str(each.units or ""))

    def imported(self) -> ImportedFile:
        """Return all hearts, those of the watch before those of apps; none where there is no interval."""
        order = list(_UNIT_OF)
        names = sorted(self.series, key=lambda name: order.index(name) if name in order else len(order))
        hearts: list[ImportedHeart] = []
        remarks: list[ImportRemark] = []
        for name in names:
            heart, said = _heart(name, self.series[name])
            if heart is not None:
                hearts.append(heart)
            remarks += said
        if self._events:
            remarks.append(ImportRemark.of(ImportRemarkCode.EVENTS_READ, count=len(self._events), file=""))
        if self.damaged:
            remarks.append(ImportRemark.of(ImportRemarkCode.FILE_DAMAGED))
        if self._others:
            remarks.append(ImportRemark.of(ImportRemarkCode.NOT_USED, part=tuple(sorted(self._others))))
        return ImportedFile(
            kind=KIND,
            hearts=tuple(hearts),
            events=tuple(sorted(self._events, key=lambda event: event.t_s)),
            started_at=self._began or self._created,
            remarks=tuple(remarks),
        )

    def _follow(self, frame: _Frame) -> None:
        """Keep the time of the newest message that has one, which never goes back, and when the file was made."""
        for each in frame.fields:
            if frame.name == "file_id" and each.name == "time_created" and isinstance(each.value, datetime):
                self._created = each.value
            if each.name == "timestamp" and isinstance(each.value, datetime):
                self._began = self._began or each.value
                self._newest_s = max(self._newest_s, (each.value - self._began).total_seconds())

    def _add(self, name: str, values: Sequence[float], unit: str, flags: Sequence[str] = ()) -> None:
        series = self.series.setdefault(name, _Series(unit=unit))
        series.values += values
        series.records_s += [self._newest_s] * len(values)
        series.flags += flags or [""] * len(values)

    def _add_raw(self, frame: _Frame) -> None:
        words = [int(number) for each in frame.fields if each.name == "data" for number in _numbers(each.value)]
        kept = [word for word in words if not word & _GAP_BIT]
        flags = ["" if word & _QUALITY_BIT else _DOUBTFUL for word in kept]
        self._add("raw_bbi", [float(word & _INTERVAL_BITS) for word in kept], _UNIT_OF["raw_bbi"], flags)


def _numbers(value: object) -> list[float]:
    several = value if isinstance(value, tuple | list) else (value,)
    return [float(each) for each in several if isinstance(each, int | float) and not isinstance(each, bool)]


def _heart(name: str, series: _Series) -> tuple[ImportedHeart | None, list[ImportRemark]]:
    """Return the heart of a series with its times, and what there is to say of it."""
    doubts: list[ImportRemark] = []
    unit = interval_unit(series.unit, [value for value in series.values if value > 0.0], name, doubts)
    if unit is None:
        return None, [ImportRemark.of(ImportRemarkCode.NOT_USED, part=(name,))]
    rr_ms: list[float] = []
    t_s: list[float] = []
    flags: list[str] = []
    breaks = 0
    for value, record_s, flag in zip(series.values, series.records_s, series.flags, strict=True):
        interval_ms = value * UNIT_MS[unit]
        if not _LEAST_MS <= interval_ms <= _MOST_MS:
            continue
        due_s = t_s[-1] + interval_ms / 1000.0 if t_s else record_s
        breaks += bool(t_s) and record_s - due_s > _LATE_S
        t_s.append(record_s if record_s - due_s > _LATE_S else due_s)
        rr_ms.append(interval_ms)
        flags.append(flag)
    if not rr_ms:
        return None, []
    remarks = [ImportRemark.of(ImportRemarkCode.INTERVALS_OF_PART, count=len(rr_ms), unit=unit, title=name), *doubts]
    if left := len(series.values) - len(rr_ms):
        remarks.append(ImportRemark.of(ImportRemarkCode.VALUES_SET_ASIDE, count=left, title=name))
    if breaks:
        remarks.append(ImportRemark.of(ImportRemarkCode.BREAKS, count=breaks))
    if flagged := sum(map(bool, flags)):
        remarks.append(ImportRemark.of(ImportRemarkCode.FLAGGED, count=flagged, flag=_DOUBTFUL))
    heart = ImportedHeart(
        rr_ms=tuple(rr_ms),
        t_s=tuple(t_s),
        flags=tuple(flags) if any(flags) else (),
        name=name,
        resolution_ms=1.0 if name in _UNIT_OF else float("nan"),
    )
    return heart, remarks
