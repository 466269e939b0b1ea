"""XDF, as recorders of the lab streaming layer write it: a stream each for waves, beats, numbers and markers.

Readers lay the samples of a stream with a rate evenly, over gaps as well, so a wave with gaps is one without a rate.
The layout is that of the XDF specification 1.0 (github.com/sccn/xdf/wiki/Specifications). Stamps are seconds of the
session clock; since one clock stamped everything, the offsets that each stream has at its beginning and end are 0.
"""

import math
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from html import escape
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from biofeedback.event_kinds import SampleKind
from biofeedback.files.private import open_private
from sessions.arrays.table import Row
from sessions.arrays.tables import Beats, Breaths, Events, Metrics, Steps
from sessions.exports.cells import line
from sessions.exports.content import Content
from sessions.exports.tidy import named_waves

_MAGIC = b"XDF:"
# What chunks are, by the number that the specification gives each.
_FILE_HEADER, _STREAM_HEADER, _SAMPLES, _CLOCK_OFFSET, _BOUNDARY, _STREAM_FOOTER = 1, 2, 3, 4, 5, 6
_BOUNDARY_UUID = bytes.fromhex("43a546dccbf5410fb30ed5467383cbe4")
_STAMPED = b"\x08"  # before a sample: its stamp follows, in eight bytes
_SAMPLES_A_CHUNK = 256  # a choice: two seconds of an ECG
_BYTE, _FOUR, _EIGHT = 1, 4, 8  # bytes that a length can take

_TYPES: Mapping[SampleKind, str] = MappingProxyType(
    {"ecg": "ECG", "pulse": "PPG", "acceleration": "ACC", "breath": "Respiration"}
)
"""What the types of streams are called by those who use XDF."""

Sample = tuple[float, Sequence[float] | Sequence[str]]


class _Stream:
    """One stream of a file."""

    def __init__(self, file: BinaryIO, number: int, name: str, kind: str, form: str, rate_hz: float) -> None:
        self._file, self._number = file, number
        self.name, self._kind, self._form, self._rate_hz = name, kind, form, rate_hz
        self.count = 0
        self._first_s, self._last_s = math.nan, math.nan

    def begin(self, channels: Sequence[tuple[str, str]], source: str, made_by: str) -> None:
        """Write the header; ``channels`` are labels and units."""
        described = "".join(
            f"<channel><label>{escape(label)}</label><unit>{escape(unit)}</unit></channel>" for label, unit in channels
        )
        self._chunk(
            _STREAM_HEADER,
            f'<?xml version="1.0"?><info><name>{escape(self.name)}</name><type>{self._kind}</type>'
            f"<channel_count>{len(channels)}</channel_count><nominal_srate>{self._rate_hz:.10g}</nominal_srate>"
            f"<channel_format>{self._form}</channel_format><source_id>{escape(source)}</source_id>"
            f"<version>1.0</version><desc><manufacturer>{escape(made_by)}</manufacturer>"
            f"<channels>{described}</channels></desc></info>".encode(),
        )

    def write(self, samples: Iterable[Sample]) -> None:
        """Write samples that have stamps, in order."""
        waiting = iter(samples)
        while chunk := list(islice(waiting, _SAMPLES_A_CHUNK)):
            if not self.count:
                self._first_s = chunk[0][0]
                self._offset(self._first_s)
            self.count += len(chunk)
            self._last_s = chunk[-1][0]
            self._chunk(_SAMPLES, _length(len(chunk), _FOUR) + b"".join(map(self._sample, chunk)))

    def end(self) -> None:
        """Write the footer."""
        if self.count:
            self._offset(self._last_s)
        stamps = (
            f"<first_timestamp>{self._first_s!r}</first_timestamp><last_timestamp>{self._last_s!r}</last_timestamp>"
            if self.count
            else ""
        )
        self._chunk(
            _STREAM_FOOTER,
            f'<?xml version="1.0"?><info>{stamps}<sample_count>{self.count}</sample_count></info>'.encode(),
        )

    def _offset(self, t_s: float) -> None:
        self._chunk(_CLOCK_OFFSET, struct.pack("<dd", t_s, 0.0))

    def _sample(self, sample: Sample) -> bytes:
        t_s, values = sample
        head = _STAMPED + struct.pack("<d", t_s)
        if self._form == "string":
            texts = (str(value).encode("utf-8", "replace") for value in values)
            return head + b"".join(_length(len(text)) + text for text in texts)
        return head + struct.pack(f"<{len(values)}d", *(float(value) for value in values))

    def _chunk(self, tag: int, data: bytes) -> None:
        write_chunk(self._file, tag, struct.pack("<I", self._number) + data)


def write_xdf(content: Content, folder: Path) -> dict[str, str]:
    """Write one file into a folder, and return what is in it, by its name."""
    made_by = str(content.about()["made_by"])
    name = f"{content.stem}.xdf"
    opened: AbstractContextManager[BinaryIO] = open_private(folder / name)
    with opened as file:
        file.write(_MAGIC)
        # The specification does not say which stamp its date goes with.
        dated = "" if content.dated is None else content.dated.isoformat()
        began = f"<datetime>{dated}</datetime><stamp_of_datetime>0</stamp_of_datetime>" if dated else ""
        write_chunk(file, _FILE_HEADER, f'<?xml version="1.0"?><info><version>1.0</version>{began}</info>'.encode())
        for number, (stream, channels, source, samples) in enumerate(_streams(content), start=1):
            of_file = _Stream(file, number, *stream)
            of_file.begin(channels, source, made_by)
            of_file.write(samples)
            of_file.end()
            write_chunk(file, _BOUNDARY, _BOUNDARY_UUID)
    return {
        name: "A stream each for waves, beats (raw and corrected), numbers and markers; the stamps are seconds "
        "after the recording began, by one clock."
    }


def write_chunk(file: BinaryIO, tag: int, data: bytes) -> None:
    """Write a chunk: how long it is, what it is, and what is in it."""
    file.write(_length(len(data) + 2) + struct.pack("<H", tag) + data)


_StreamContent = tuple[tuple[str, str, str, float], Sequence[tuple[str, str]], str, Iterator[Sample]]


def _streams(content: Content) -> Iterator[_StreamContent]:
    for wave, called in named_waves(content.waves):
        samples = (
            (t_s, row)
            for block in content.blocks(wave)
            for t_s, row in zip(block.time_s.tolist(), block.values.tolist(), strict=True)
        )
        channels = [(column, wave.key.unit) for column in wave.columns]
        yield (
            (_name(called), _TYPES[wave.key.kind], "double64", 0.0 if wave.gaps else wave.rate_hz),
            channels,
            wave.key.source,
            samples,
        )
    for heart in content.hearts:
        beats = [("rr_ms", "ms"), ("nn_ms", "ms"), ("quality", "1")]
        yield (_name("beats"), "RR", "double64", 0.0), beats, heart, _beats(content, heart)
        yield (
            (_name("beats judged"), "Markers", "string", 0.0),
            [("kind", ""), ("flag", "")],
            heart,
            _kinds(content, heart),
        )
    metrics = [(name, unit) for name, unit in (("name", ""), ("value", ""), ("unit", ""), ("quality_share", "1"))]
    yield (_name("numbers"), "Metrics", "string", 0.0), metrics, "soften", _metrics(content)
    yield (_name("events"), "Markers", "string", 0.0), [("event", "")], "soften", _markers(content)


def _name(of_stream: str) -> str:
    return " ".join(["Soften", of_stream])


def _beats(content: Content, heart: str) -> Iterator[Sample]:
    for row in _judged(content, heart):
        yield float(str(row[2])), [float(str(row[4])), float(str(row[5])), float(str(row[8]))]


def _kinds(content: Content, heart: str) -> Iterator[Sample]:
    for row in _judged(content, heart):
        yield float(str(row[2])), [str(row[6]), str(row[9])]


def _judged(content: Content, heart: str) -> Iterator[Row]:
    return (row for row in content.rows(Beats) if row[0] == heart and row[7])


def _metrics(content: Content) -> Iterator[Sample]:
    for t_s, _, name, value, unit, _, quality_share, _ in content.rows(Metrics):
        yield float(str(t_s)), [str(name), repr(value), str(unit), repr(quality_share)]


def _markers(content: Content) -> Iterator[Sample]:
    found = [
        (float(str(time_s)), line(f"{event} {name}"))
        for time_s, _, _, event, name, *_ in content.rows(Events)
        if event not in ("breath_planned", "step_began") and math.isfinite(float(str(time_s)))
    ]
    found.extend(
        (float(str(begins_s)), line(" ".join(["step", str(name)]))) for _, name, _, begins_s, *_ in content.rows(Steps)
    )
    found.extend((float(str(begins_s)), "breath in") for begins_s, *_ in content.rows(Breaths))
    for t_s, text in sorted(found):
        yield t_s, [text]


def _length(value: int, least: int = _BYTE) -> bytes:
    """Return a length as XDF writes it: how many bytes it takes, then these."""
    if value < 1 << 8 and least == _BYTE:
        return struct.pack("<BB", _BYTE, value)
    return struct.pack("<BI", _FOUR, value) if value < 1 << 32 else struct.pack("<BQ", _EIGHT, value)
