"""Looks through the chunks of an XDF file before it is read: what streams there are, and how far it is whole.

Source: the XDF specification 1.0 (github.com/sccn/xdf/wiki/Specifications). A length that leads out of the file, more
samples than a chunk has room for, and a declaration of a document type (of which nobody writes one, and by which a
small text becomes a huge one) end what is taken for whole.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import BinaryIO

MAGIC = b"XDF:"
HEADER, STREAM, SAMPLES, OFFSET, FOOTER = 1, 2, 3, 4, 6  # tags of chunks; 5 is a boundary
_WITH_STREAM = frozenset({STREAM, SAMPLES, OFFSET, FOOTER})
_TEXTS = frozenset({HEADER, STREAM, FOOTER})

_BYTES_OF: Mapping[bytes, int] = MappingProxyType(
    {b"int8": 1, b"int16": 2, b"int32": 4, b"int64": 8, b"float32": 4, b"double64": 8, b"string": 2}
)
"""The fewest bytes of a value in each format; a text has a length of two at least."""

_LONGEST_TEXT = 2**22  # bytes of XML in a chunk: a choice; labels of 10 000 channels take half of it
_MOST_CHANNELS = 10_000  # of a stream: a choice, above any array of sensors
_MOST_CHUNKS = 2**20  # of a file: a choice; a day of six streams with two chunks a second (LabRecorder)
_OFFSET_BYTES = 16  # two doubles: when an offset was measured, and how large it was
_MOST_OFFSETS = 50_000
"""Of the clock of a stream: a choice; one each five seconds (LabRecorder) for three days."""


@dataclass(slots=True)
class Stream:
    """What the chunks say of one stream; ``header`` is its XML."""

    header: bytes
    format: bytes
    channels: int
    samples: int = 0
    offsets: int = 0


@dataclass(slots=True)
class Chunks:
    """What a file holds.

    Attributes
    ----------
    streams : dict of int to Stream
        By their numbers.
    whole_bytes : int
        How far the file is whole.
    damaged : bool
        Whether there is anything behind that.
    """

    streams: dict[int, Stream] = field(default_factory=dict)
    whole_bytes: int = len(MAGIC)
    damaged: bool = False


def chunks_in(file: BinaryIO, size: int) -> Chunks:
    """Return what is in a file that begins with the magic, of this size in bytes."""
    found = Chunks()
    file.seek(len(MAGIC))
    count = 0
    while file.tell() < size:
        count += 1
        length = _length(file)
        begins = file.tell()
        fits = length is not None and length >= 2 and begins + length <= size and count <= _MOST_CHUNKS
        if length is None or not fits or not _is_whole(file, length, found):
            found.damaged = True
            break
        file.seek(begins + length)
        found.whole_bytes = begins + length
    return found


def _length(file: BinaryIO) -> int | None:
    """Return a length in one, four or eight bytes, before which stands how many these are; None where it is none."""
    how = file.read(1)
    code = {b"\x01": "<B", b"\x04": "<I", b"\x08": "<Q"}.get(how)
    if code is None:
        return None
    data = file.read(struct.calcsize(code))
    return int(struct.unpack(code, data)[0]) if len(data) == struct.calcsize(code) else None


def _is_whole(file: BinaryIO, length: int, found: Chunks) -> bool:
    """Return whether a chunk holds what it says; keep what it says of its stream."""
    tag = struct.unpack("<H", file.read(2))[0]
    left = length - 2
    number = -1
    if tag in _WITH_STREAM:
        if left < 4:
            return False
        number = struct.unpack("<I", file.read(4))[0]
        left -= 4
    if tag in _TEXTS:
        text = file.read(left) if left <= _LONGEST_TEXT else b"<!"
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text or not text.rstrip(b"\0 \r\n").endswith(b">"):
            return False
        return tag != STREAM or _begins(text, number, found)
    stream = found.streams.get(number)
    if tag == OFFSET and stream is not None:
        stream.offsets += 1
        return left == _OFFSET_BYTES and stream.offsets <= _MOST_OFFSETS
    if tag != SAMPLES:
        return True
    before = file.tell()
    count = _length(file)
    if stream is None or count is None:
        return False
    if count * (1 + stream.channels * _BYTES_OF[stream.format]) > left - (file.tell() - before):
        return False
    stream.samples += count
    return True


def _begins(text: bytes, number: int, found: Chunks) -> bool:
    """Keep a new stream; return whether its header says how its values are written."""
    form, channels = _between(text, b"channel_format"), _between(text, b"channel_count")
    if form not in _BYTES_OF or not channels.isdigit() or not 0 < int(channels[:9]) <= _MOST_CHANNELS:
        return False
    if number in found.streams:
        return False
    found.streams[number] = Stream(text, form, int(channels))
    return True


def _between(text: bytes, name: bytes) -> bytes:
    """Return what stands in the first element of a name, which has no elements in it."""
    return text.partition(b"<" + name + b">")[2].partition(b"</" + name + b">")[0].strip()
