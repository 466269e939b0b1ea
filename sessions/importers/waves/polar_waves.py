"""Waves in the text of Polar Sensor Logger: ECG in uV, acceleration in mg, the light of an optical sensor.

A line a sample: the phone's time, the sensor's in ns, and the values; ``;`` between. Source: the headers that the
program writes, and that loggers which follow it write.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

import numpy as np

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from biofeedback.event_kinds import SampleKind
from sessions.importers.head import Head
from sessions.importers.imported import FloatArray, ImportedFile, ImportRemark
from sessions.importers.waves.bounds import checked_size, translated
from sessions.importers.waves.building import grouped, not_used, paced, remark_of, wave_of, without_heart
from sessions.importers.waves.text_columns import columns_of
from sessions.tables.contents import bytes_in, decoded

KIND = "polar_waves"
LARGEST_BYTES = 2**29
"""Of a text of waves: a choice; a night of ECG takes 0.2 GB."""

_PHONE = re.compile(r"phone (?:data rx )?timestamp", re.IGNORECASE)
_SENSOR, _MS = "sensor timestamp [ns]", "timestamp [ms]"
_VALUES: Mapping[str, tuple[SampleKind, str]] = MappingProxyType(
    {
        "ecg [uv]": ("ecg", "uV"),
        "ecg [µv]": ("ecg", "uV"),
        "x [mg]": ("acceleration", "mg"),
        "y [mg]": ("acceleration", "mg"),
        "z [mg]": ("acceleration", "mg"),
        "channel 0": ("pulse", ""),
        "channel 1": ("pulse", ""),
        "channel 2": ("pulse", ""),
    }
)


def looks_like(head: Head) -> bool:
    """Return whether the first line names the phone's time and values of a wave."""
    titles = _titles(head.lines[0] if head.lines else head.text)
    return bool(titles) and bool(_PHONE.fullmatch(titles[0])) and any(each in _VALUES for each in titles)


def read(path: Path) -> ImportedFile:
    """Read the wave of a file; raises `RecordingError` where it is acceleration alone, or damaged."""
    data = bytes_in(path, LARGEST_BYTES)
    first, _, body = data.partition(b"\n")
    titles = _titles(decoded(first))
    places = [place for place, title in enumerate(titles) if title in _VALUES]
    if not places:
        raise RecordingError(ImportErrorCode.DAMAGED, str(path), format=KIND)
    kind, unit = _VALUES[titles[places[0]]]
    if kind == "acceleration":
        raise without_heart(path, KIND, [titles[place] for place in places])
    clocks = [place for place, title in enumerate(titles) if title in (_SENSOR, _MS)]
    with translated(path, KIND):
        table, aside = columns_of(path, KIND, body, [*clocks, *places], first_line=2, between=";")
        checked_size(path, KIND, table.size)
        units_s = [1e-9 if titles[place] == _SENSOR else 1e-3 for place in clocks]
        stamps = _stamps_s(table[:, : len(clocks)], units_s, body, len(table))
        going_on = np.concatenate(([True], np.diff(np.maximum.accumulate(stamps)) >= 0)) & (
            stamps >= np.maximum.accumulate(stamps)
        )
        table, stamps = table[going_on], stamps[going_on]
        times = paced(*grouped(stamps - stamps[0]))
    remarks = aside
    if left := int((~going_on).sum()):
        remarks.append(ImportRemark.of(ImportRemarkCode.VALUES_SET_ASIDE, count=left, title=titles[places[0]]))
    if times.breaks:
        remarks.append(ImportRemark.of(ImportRemarkCode.BREAKS, count=times.breaks))
    wave = wave_of(
        kind, titles[places[0]], table[:, len(clocks) :], times.rate_hz, unit=unit, t_s=times.t_s - times.t_s[0]
    )
    others = [title for place, title in enumerate(titles) if place and place not in (*clocks, *places)]
    return ImportedFile(
        kind=KIND,
        waves=(wave,),
        started_at=_moment(body.partition(b";")[0]),
        remarks=(remark_of(wave), *remarks, *not_used(others)),
    )


def _titles(line: str) -> list[str]:
    return [each.strip().lower() for each in line.lstrip("\ufeff").rstrip("\r\n").rstrip(";").split(";")]


def _stamps_s(clocks: FloatArray, units_s: list[float], body: bytes, count: int) -> FloatArray:
    """Return the times of the first clock that goes on: the sensor's, the one in ms, or else the phone's."""
    for column, unit_s in zip(clocks.T, units_s, strict=True):
        if column.size > 1 and column[-1] > column[0]:
            return np.asarray((column - column[0]) * unit_s)
    written = [line.partition(b";")[0].decode("ascii") for line in body.splitlines() if line.strip()]
    if len(written) < count:
        raise ValueError("lines without a time")
    moments = np.array(written[:count], dtype="datetime64[us]")
    return np.asarray((moments - moments[0]) / np.timedelta64(1, "s"), dtype=np.float64)


def _moment(written: bytes) -> datetime | None:
    try:
        return datetime.fromisoformat(written.decode("ascii").strip())
    except (UnicodeDecodeError, ValueError):
        return None
