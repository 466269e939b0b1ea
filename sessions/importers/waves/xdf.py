"""XDF, what recorders of the lab streaming layer write: streams of RR intervals, waves and markers on one clock.

`pyxdf` reads it, brings all streams onto the clock of the recorder by the offsets that were measured meanwhile, and
sets the jitter of even streams aside. What the chunks say is looked at first (`xdf_chunks`).
"""

import io
import logging
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from biofeedback.codes import ImportRemarkCode
from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head, head_of
from sessions.importers.imported import (
    FloatArray,
    ImportedEvent,
    ImportedFile,
    ImportedHeart,
    ImportedWave,
    ImportRemark,
)
from sessions.importers.rows import agreeing_times
from sessions.importers.waves.bounds import LARGEST_BYTES, checked_size, library, translated
from sessions.importers.waves.building import not_used, remark_of, wave_of, without_heart
from sessions.importers.waves.channels import Meaning, interval_unit, meaning_of
from sessions.importers.waves.xdf_chunks import MAGIC, Chunks, chunks_in
from sessions.tables.units import UNIT_MS

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

KIND = "xdf"

_MARKS = re.compile(r"marker|event|trigger|annotation", re.IGNORECASE)
"""What the type of a stream of moments is called, where it has several channels."""

_LEAST_MS, _MOST_MS = 10.0, 100_000.0  # as for texts of intervals (`sessions.tables.intervals`)
_EVEN = 0.02  # of a sample by which the times of an even stream may lie beside their places: a choice, rounding


class _Channel(NamedTuple):
    """One channel of a stream: what it is called, its unit, and what it holds."""

    label: str
    unit: str
    meaning: Meaning | None


class _Stream:
    """One stream: what its header says, and once it is read its samples as the library has them."""

    def __init__(self, header: "Element") -> None:
        self.name, self.type = _said(header, "name"), _said(header, "type")
        self.is_text = _said(header, "channel_format") == "string"
        self.rate_hz = _positive(_said(header, "nominal_srate"))
        self.channels = self._channels(header, int(_said(header, "channel_count")))
        self.effective_hz = 0.0
        self.times: FloatArray = np.empty(0)
        self.offsets = 0
        self._series: Any = ()

    def take(self, read: Mapping[str, Any]) -> None:
        """Take what the library read of it."""
        self.effective_hz = _positive(str(read["info"].get("effective_srate", "")))
        self.times = np.asarray(read["time_stamps"], dtype=np.float64)
        self.offsets = len(read.get("clock_times", ()))
        self._series = read["time_series"]

    @property
    def is_wanted(self) -> bool:
        """Whether anything of it is of use."""
        marks = self.is_text and (len(self.channels) == 1 or bool(_MARKS.search(self.type)))
        return marks or (not self.is_text and any(each.meaning for each in self.channels))

    @property
    def title(self) -> str:
        """What it is called."""
        return self.name or self.type or "-"

    def values(self, place: int) -> FloatArray:
        """Return the values of one channel."""
        return np.asarray(self._series[:, place], dtype=np.float64)

    def texts(self) -> Iterator[tuple[float, str]]:
        """Yield the texts of a stream of them, with their times."""
        for t_s, sample in zip(self.times.tolist(), self._series, strict=True):
            text = " ".join(str(each) for each in sample).strip()
            if text and math.isfinite(t_s):
                yield t_s, text

    def _channels(self, header: "Element", count: int) -> list[_Channel]:
        """Return the channels; where their labels tell nothing, they are what the stream is of."""
        described = header.findall("desc/channels/channel")
        labels = [tuple(_said(each, name) for name in ("label", "unit", "type")) for each in described]
        labels += [("", "", "")] * (count - len(labels))
        own = [meaning_of(label, unit, kind) for label, unit, kind in labels[:count]]
        whole = meaning_of(self.name, type_name=self.type)
        if not any(own) and whole is not None:
            # One channel of an RR stream is the interval; all of the others are of their kind.
            own = [whole if whole != "intervals" or not index else None for index in range(count)]
        return [
            _Channel(label or f"{self.title} {index}", unit, meaning)
            for index, ((label, unit, _), meaning) in enumerate(zip(labels, own, strict=False), 1)
        ]


def looks_like(head: Head) -> bool:
    """Return whether the file begins as XDF does."""
    return head.data.startswith(MAGIC)


def read(path: Path) -> ImportedFile:
    """Read the RR intervals, the waves and the markers of all streams.

    Raises
    ------
    RecordingError
        There is no heart in it, or it is damaged from its beginning.
    """
    logging.getLogger("pyxdf.pyxdf").setLevel(logging.CRITICAL)  # what it logs is said in our remarks
    size = head_of(path).size
    if size > LARGEST_BYTES:
        raise RecordingError(ImportErrorCode.TOO_LONG, str(path), format=KIND)
    with translated(path, KIND):
        with path.open("rb") as file:
            chunks = chunks_in(file, size)
            streams = {number: _Stream(_header(each.header)) for number, each in chunks.streams.items()}
            wanted = [number for number, stream in streams.items() if stream.is_wanted]
            claimed = (chunks.streams[number] for number in wanted)
            checked_size(path, KIND, sum(each.samples * each.channels for each in claimed))
            if not wanted:
                raise without_heart(path, KIND, [stream.title for stream in streams.values()])
            file.seek(0)
            source = io.BytesIO(file.read(chunks.whole_bytes)) if chunks.damaged else file
            loaded, about = library("pyxdf").load_xdf(source, select_streams=wanted)
        for read_of in loaded:
            streams[read_of["info"]["stream_id"]].take(read_of)
        firsts = (float(t_s) for each in streams.values() for t_s in each.times[np.isfinite(each.times)][:1])
        return _imported(path, list(streams.values()), min(firsts, default=0.0), about, chunks)


def _imported(
    path: Path, streams: Sequence[_Stream], began_s: float, about: Mapping[str, Any] | None, chunks: Chunks
) -> ImportedFile:
    hearts: list[ImportedHeart] = []
    waves: list[ImportedWave] = []
    events: list[ImportedEvent] = []
    remarks: list[ImportRemark] = []
    unused: list[str] = []
    for stream in streams:
        used = False
        if stream.is_text and stream.is_wanted:
            marks = [ImportedEvent(t_s=t_s - began_s, text=text, words="label") for t_s, text in stream.texts()]
            events += marks
            used = bool(marks)
            if marks:
                remarks.append(ImportRemark.of(ImportRemarkCode.EVENTS_READ, count=len(marks), file=stream.title))
        elif not stream.is_text and stream.times.size > 1 and bool(np.all(np.isfinite(stream.times))):
            own = list(_hearts(stream, began_s, remarks)) if not stream.rate_hz else []
            drawn = _waves(stream, began_s)
            hearts += own
            waves += drawn
            remarks += [remark_of(wave) for wave in drawn]
            used = bool(own or drawn)
            unused += [
                f"{stream.title}: {each.label}"
                for each in stream.channels
                if used and (each.meaning is None or (each.meaning == "intervals" and stream.rate_hz))
            ]
        if not used:
            unused.append(stream.title)
        elif stream.offsets:
            remarks.append(ImportRemark.of(ImportRemarkCode.CLOCK_OFFSETS, count=stream.offsets, title=stream.title))
    if not hearts and not any(wave.kind in ("ecg", "pulse") for wave in waves):
        raise without_heart(path, KIND, [stream.title for stream in streams])
    if chunks.damaged:
        remarks.append(ImportRemark.of(ImportRemarkCode.FILE_DAMAGED))
    return ImportedFile(
        kind=KIND,
        hearts=tuple(hearts),
        waves=tuple(waves),
        events=tuple(sorted(events, key=lambda event: event.t_s)),
        started_at=_moment(about, began_s),
        remarks=(*remarks, *not_used(unused)),
    )


def _hearts(stream: _Stream, began_s: float, remarks: list[ImportRemark]) -> Iterator[ImportedHeart]:
    """Yield the heart of a stream whose samples come when a beat does."""
    for index, channel in enumerate(stream.channels):
        if channel.meaning != "intervals":
            continue
        values = stream.values(index)
        likely = values[np.isfinite(values) & (values > 0)]
        unit = interval_unit(channel.unit, likely.tolist(), stream.title, remarks)
        if unit is None or not likely.size:
            remarks += not_used([f"{stream.title}: {channel.label}"])
            continue
        rr_ms = np.where(np.isfinite(values), values * UNIT_MS[unit], math.nan)
        kept = np.isnan(rr_ms) | ((rr_ms >= _LEAST_MS) & (rr_ms <= _MOST_MS))
        kept_ms = rr_ms[kept].tolist()
        t_s = agreeing_times((stream.times[kept] - began_s).tolist(), kept_ms)
        count = int(np.isfinite(rr_ms[kept]).sum())
        remarks.append(ImportRemark.of(ImportRemarkCode.INTERVALS_OF_PART, count=count, unit=unit, title=stream.title))
        if left := int((~kept).sum()):
            remarks.append(ImportRemark.of(ImportRemarkCode.VALUES_SET_ASIDE, count=left, title=stream.title))
        if t_s is None:
            remarks.append(ImportRemark.of(ImportRemarkCode.TIMES_SET_ASIDE, title=stream.title))
        yield ImportedHeart(rr_ms=tuple(kept_ms), t_s=t_s, name=stream.title)
        return


def _waves(stream: _Stream, began_s: float) -> list[ImportedWave]:
    """Return the waves of a stream, whether it says a rate or not; its axes of acceleration are one."""
    times = stream.times - began_s
    steps_s = np.diff(times)
    if not any(each.meaning not in (None, "intervals") for each in stream.channels):
        return []
    if np.any(steps_s <= 0.0):
        raise ValueError(f"times of {stream.title} that go back")
    rate_hz = stream.effective_hz or stream.rate_hz or 1.0 / float(np.median(steps_s))
    even = bool(np.all(np.abs(times - times[0] - np.arange(times.size) / rate_hz) <= _EVEN / rate_hz))
    start_s, t_s = (float(times[0]), None) if even else (0.0, times)
    waves: list[ImportedWave] = []
    axes = [index for index, each in enumerate(stream.channels) if each.meaning == "acceleration"]
    for index, channel in enumerate(stream.channels):
        match channel.meaning:
            case "ecg" | "pulse" | "breath":
                values = stream.values(index)
            case "acceleration" if index == axes[0]:
                values = np.column_stack([stream.values(each) for each in axes])
            case _:
                continue
        one_of_several = len(stream.channels) > 1 and channel.meaning != "acceleration"
        name = f"{stream.title}: {channel.label}" if one_of_several else stream.title
        kind = channel.meaning
        waves.append(wave_of(kind, name, values, rate_hz, unit=channel.unit, start_s=start_s, t_s=t_s))
    return waves


def _header(text: bytes) -> "Element":
    """Return the header of a stream, in which nothing is declared."""
    parsed: Element = library("defusedxml.ElementTree").fromstring(text, forbid_dtd=True)
    return parsed


def _said(element: "Element", name: str) -> str:
    """Return the text of an element within another; empty where there is none."""
    return (element.findtext(name) or "").strip()


def _positive(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0.0 < value < math.inf else 0.0


def _moment(about: Mapping[str, Any] | None, began_s: float) -> datetime | None:
    """Return when the first stamp was: at the date of the file, or so long after it where the file tells its stamp."""
    info = (about or {}).get("info", {})
    try:
        dated = datetime.fromisoformat(str(info["datetime"][0]))
    except (KeyError, IndexError, TypeError, ValueError):
        return None
    try:
        return dated + timedelta(seconds=began_s - float(str(info["stamp_of_datetime"][0])))
    except (KeyError, IndexError, TypeError, ValueError, OverflowError):
        return dated
