"""Reads the write-ahead log that lies beside a recording while it is written, or when it was cut off.

The format is that of sqlite.org/fileformat2.html, section 4: a header of 32 bytes, then frames of 24 bytes and a page.
"""

import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from biofeedback.files.ordinary import UnfitFileError, check_ordinary

_HEADER, _FRAME = struct.Struct(">8I"), struct.Struct(">6I")
_MAGIC = 0x377F0682  # the last bit says whether checksums count in big-endian words
_SIGNED_BYTES = 24  # of the header that its checksum covers
_SIGNED_OF_FRAME = 8  # bytes of a frame's header that its checksum covers
_SIZES = frozenset(2**power for power in range(9, 17))  # bytes of a page: 512 to 65536
_32_BITS = 0xFFFFFFFF  # of a number, all of which are set: sums go on without those beyond (section 4.2)


@dataclass(frozen=True, slots=True)
class Wal:
    """What a log holds that was committed.

    Attributes
    ----------
    page_size : int
        Bytes of a page; 0 where there is no log that can be read.
    places : mapping of int to int
        Where in the log the latest copy of a page begins, by the page's number.
    page_count : int
        Of how many pages the recording is with it; 0 where nothing was committed.
    frames : int
        How many frames there are of this log, the last of them perhaps not whole.
    committed : int
        How many of them were committed and are whole.
    """

    page_size: int = 0
    places: Mapping[int, int] = field(default_factory=dict)
    page_count: int = 0
    frames: int = 0
    committed: int = 0


def read_wal(path: Path, *, checked: bool = True) -> Wal:
    """Return what the log holds up to its last whole commit, as SQLite would take it.

    Parameters
    ----------
    path : Path
        The log; one that is not there, or is none, holds nothing.
    checked : bool
        Whether the checksums are looked at; without, it takes a hundredth of the time.
    """
    try:
        check_ordinary(path)
        with path.open("rb") as file:
            return _read(file, checked)
    except (OSError, UnfitFileError):
        return Wal()


def _read(file: BinaryIO, checked: bool) -> Wal:
    header = file.read(_HEADER.size)
    if len(header) < _HEADER.size:
        return Wal()
    magic, _, page_size, _, *salts, first, second = _HEADER.unpack(header)
    order = ">" if magic & 1 else "<"
    sums = _checksum(header[:_SIGNED_BYTES], order, (0, 0))
    if magic & ~1 != _MAGIC or page_size not in _SIZES or sums != (first, second):
        return Wal()
    pending: dict[int, int] = {}
    places: dict[int, int] = {}
    page_count = frames = committed = 0
    sound = True
    while len(head := file.read(_FRAME.size)) == _FRAME.size:
        number, size_after, *rest = _FRAME.unpack(head)
        if rest[:2] != salts:
            break  # of the log before, whose place this one takes
        frames += 1
        place = file.tell()
        page = file.read(page_size) if checked else b""
        if checked:
            sound = sound and len(page) == page_size
            sums = _checksum(head[:_SIGNED_OF_FRAME] + page, order, sums) if sound else sums
            sound = sound and sums == tuple(rest[2:])
        else:
            file.seek(page_size, 1)
        if not sound:
            continue
        pending[number] = place
        if size_after:
            places |= pending
            pending.clear()
            page_count, committed = size_after, frames
    return Wal(page_size, places, page_count, frames, committed)


def _checksum(data: bytes, order: str, sums: tuple[int, int]) -> tuple[int, int]:
    """Return the running checksum of a log, taken on by some words of 32 bits, two at a time."""
    words: Iterable[int] = iter(struct.unpack(f"{order}{len(data) // 4}I", data))
    first, second = sums
    for each, other in zip(words, words, strict=False):
        first = (first + each + second) & _32_BITS
        second = (second + other + first) & _32_BITS
    return first, second
