"""The text of OpenSignals, of BITalino and biosignalsplux: waves in counts, under a header of JSON.

Source: PLUX, "OpenSignals sensor file specifications, TXT format". A line of JSON with an object for each device stands
between two lines of its own; in files of the first generation it stands alone, with ``ChannelsOrder``.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import numpy as np

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head
from sessions.importers.imported import FloatArray, ImportedFile, ImportedWave, ImportRemark
from sessions.importers.json_text import at, entries, number_at
from sessions.importers.waves.bounds import checked_size, translated
from sessions.importers.waves.building import not_used, remark_of, wave_of, without_heart
from sessions.importers.waves.channels import Meaning, meaning_of
from sessions.importers.waves.text_columns import columns_of
from sessions.tables.contents import bytes_in

KIND = "opensignals"
LARGEST_BYTES = 2**28
"""Of a text of waves: a choice; a night of six channels at 100 Hz takes half of it."""

_TITLE, _END = "# OpenSignals Text File Format", "# EndOfHeader"
_HEADER_LINES = 8  # lines within which the header ends: a choice; three are usual

_COUNTED = re.compile(r"(?:nseq|seqn)(?:_\d+)?", re.IGNORECASE)
_MOMENT = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})[T ](\d{1,2}):(\d{1,2}):(\d{1,2})(?:\.(\d+))?")
_MOST_COUNTED = 2**32  # a count of packets of more bits is none: a choice; devices have 4 to 16
_ROUND = 16  # packets after which a BITalino counts anew: 4 bits (BITalino firmware)

_OF_DEVICE_HZ = (1000.0, 100.0)
"""Rates of a BITalino at which beats can be found in its ECG (BITalino data sheet; it has 1 and 10 Hz besides)."""

_HEART_QUALITY = 0.5
"""Mean quality of the beats above which a rate is the one of the file. On six records of BITalino and made ones the
right rate gave 0.94 or more, and ten times or a tenth of it 0.2 at most."""


@dataclass(slots=True)
class _Header:
    """What the header says, the columns of all devices in their order."""

    columns: list[str]
    """What each column is called."""
    sensors: list[str]
    """What is measured in each; empty where it is none of the sensors."""
    rate_hz: float
    """``nan`` where it does not say."""
    started_at: datetime | None
    lines: int
    """How many lines it takes."""


def looks_like(head: Head) -> bool:
    """Return whether the first line is that of OpenSignals, or the JSON of its first generation."""
    first = head.text[:2000].lstrip("\ufeff")
    return first.startswith(_TITLE) or (first.startswith("# {") and '"ChannelsOrder"' in first.partition("\n")[0])


def read(path: Path) -> ImportedFile:
    """Read the waves of a heart, and breath and acceleration beside them.

    Raises
    ------
    RecordingError
        There is none of a heart, or the text is damaged.
    """
    data = bytes_in(path, LARGEST_BYTES)
    header = _header_of(path, data)
    kept = [
        (place, meaning)
        for place, (title, sensor) in enumerate(zip(header.columns, header.sensors, strict=True))
        if (meaning := meaning_of(title, type_name=sensor)) not in (None, "intervals")
    ]
    if not any(meaning in ("ecg", "pulse") for _, meaning in kept):
        raise without_heart(path, KIND, header.columns)
    counted = next((place for place, title in enumerate(header.columns) if _COUNTED.fullmatch(title)), None)
    places = [place for place, _ in kept] + ([] if counted is None else [counted])
    with translated(path, KIND):
        table, aside = columns_of(path, KIND, _body(data, header), places, first_line=header.lines + 1)
    checked_size(path, KIND, table.size)
    remarks: list[ImportRemark] = []
    if counted is not None:
        table, breaks = _with_gaps(table)
        if breaks:
            remarks.append(ImportRemark.of(ImportRemarkCode.BREAKS, count=breaks))
    rate_hz = header.rate_hz
    if np.isnan(rate_hz):
        rate_hz = _rate_of_heart(path, kept, table)
        remarks.append(ImportRemark.of(ImportRemarkCode.RATE_TAKEN, rate_hz=rate_hz))
    waves = [_wave(header, place, meaning, table[:, at], rate_hz) for at, (place, meaning) in enumerate(kept)]
    remarks = [*(remark_of(wave) for wave in waves), *remarks, *aside]
    others = [title for place, title in enumerate(header.columns) if place not in places]
    return ImportedFile(
        kind=KIND, waves=tuple(waves), started_at=header.started_at, remarks=(*remarks, *not_used(others))
    )


def _wave(header: _Header, place: int, meaning: Meaning | None, values: FloatArray, rate_hz: float) -> ImportedWave:
    sensor, title = header.sensors[place], header.columns[place]
    name = f"{title} ({sensor})" if sensor and sensor != title else title
    match meaning:
        case "ecg" | "pulse" | "acceleration" | "breath":
            return wave_of(meaning, name, values, rate_hz)
        case _:
            raise AssertionError(meaning)


def _header_of(path: Path, data: bytes) -> _Header:
    lines = data[:65_536].decode("utf-8-sig", errors="replace").splitlines()[:_HEADER_LINES]
    text = next((line[1:] for line in lines if line.startswith(("# {", "#{"))), "")
    end = next((number for number, line in enumerate(lines, 1) if line.strip() == _END), 1)
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecordingError(ImportErrorCode.DAMAGED_AT, str(path), format=KIND, line=2) from error
    if entries(said, "ChannelsOrder"):
        columns = [str(each) for each in entries(said, "ChannelsOrder")]
        sampled = number_at(said, "SamplingRate")
        moment = _moment(str(at(said, "date") or ""), "")
        return _Header(columns, [""] * len(columns), sampled if sampled > 0 else np.nan, moment, end)
    header = _Header([], [], np.nan, None, end)
    for device in said.values() if isinstance(said, dict) else ():
        columns = [str(each) for each in entries(device, "column")]
        sensors = [str(each) for each in entries(device, "sensor")]
        labels = entries(device, "label")
        header.columns += columns
        header.sensors += [""] * len(columns)
        first = len(header.columns) - len(labels or sensors)
        for index, sensor in enumerate(sensors, first):
            if 0 <= index < len(header.columns) and sensor.upper() != "RAW":
                header.sensors[index] = sensor
        rate_hz = number_at(device, "sampling rate")
        header.rate_hz = rate_hz if rate_hz > 0 and np.isnan(header.rate_hz) else header.rate_hz
        header.started_at = header.started_at or _moment(str(at(device, "date") or ""), str(at(device, "time") or ""))
    if not header.columns:
        raise RecordingError(ImportErrorCode.DAMAGED_AT, str(path), format=KIND, line=2)
    return header


def _moment(day: str, clock: str) -> datetime | None:
    """Return when a recording began: numbers without leading zeros, and milliseconds that are a number too."""
    found = _MOMENT.fullmatch(f"{day} {clock}".strip())
    if found is None:
        return None
    fraction = found[7] or "0"
    # The clock has milliseconds as a number of its own; an ISO moment has a fraction.
    micro = int(fraction[:6].ljust(6, "0")) if "T" in day else min(int(fraction[:6]), 999) * 1000
    year, *others = (int(found[at]) for at in range(1, 7))
    written = "{:04d}-{:02d}-{:02d}T{:02d}:{:02d}:{:02d}".format(year, *others)
    try:
        return datetime.fromisoformat(f"{written}.{micro:06d}")
    except ValueError:
        return None


def _body(data: bytes, header: _Header) -> bytes:
    parts = data.split(b"\n", header.lines)
    return parts[-1] if len(parts) > header.lines else b""


def _with_gaps(table: FloatArray) -> tuple[FloatArray, int]:
    """Return the table with ``nan`` where the count of packets, its last column, leaps; and the number of leaps."""
    count, values = table[:, -1], table[:, :-1]
    if not len(count) or not np.all((count >= 0) & (count < _MOST_COUNTED)) or np.any(count != np.floor(count)):
        return values, 0
    turn = _ROUND if count.max() < _ROUND else count.max() + 1
    steps = np.mod(np.diff(count), turn)
    leaps = np.flatnonzero(steps != 1)
    if leaps.size > 0.1 * len(count):  # it counts in another way
        return values, 0
    lost = np.maximum(steps[leaps] - 1, 1).astype(int)
    filled = np.insert(values, np.repeat(leaps + 1, np.minimum(lost, _ROUND)), np.nan, axis=0)
    return filled, int(leaps.size)


def _rate_of_heart(path: Path, kept: Sequence[tuple[int, Meaning | None]], table: FloatArray) -> float:
    """Return the one rate of the device at which the ECG is that of a heart."""
    ecg = next((table[:, at] for at, (_, meaning) in enumerate(kept) if meaning == "ecg"), None)
    fitting = [] if ecg is None else [rate_hz for rate_hz in _OF_DEVICE_HZ if _is_heart(ecg, rate_hz)]
    if len(fitting) != 1:
        raise RecordingError(ImportErrorCode.WITHOUT_RATE, str(path), format=KIND)
    return fitting[0]


def _is_heart(ecg: FloatArray, rate_hz: float) -> bool:
    from biofeedback.signals.detection.ecg_beats import LOWEST_RATE_HZ, ecg_beats

    quality = ecg_beats(ecg, max(rate_hz, LOWEST_RATE_HZ)).quality
    known = quality[np.isfinite(quality)]
    return known.size > 0 and float(known.mean()) > _HEART_QUALITY
