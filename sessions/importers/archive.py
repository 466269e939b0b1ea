"""Unpacks a zip of several files, as apps send their exports, or one file by gzip; never more than was foreseen."""

import gzip
import os
import time
import zipfile
import zlib
from contextlib import suppress
from itertools import count
from pathlib import Path, PurePosixPath
from typing import IO

from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from sessions.importers.head import Head

KIND = "archive"

_MOST_MEMBERS = 5_000
"""Files in one zip: a choice; a reading a day for thirteen years."""

_MOST_BYTES = 536_870_912
"""All of them unpacked: a choice; 512 MiB hold decades of intervals, and a bomb stops there."""

_GZIP = b"\x1f\x8b"  # RFC 1952
_EMPTY_ZIP, _LARGEST_EMPTY = b"PK\x05\x06", 65_557  # its record of the end, with the longest remark (APPNOTE, 4.3.16)
_DOCUMENTS = ("[Content_Types].xml", "mimetype", "META-INF/manifest.xml")
"""What makes a zip a spreadsheet or another document, which is read as one file."""

_CHUNK_BYTES = 65_536  # read at a time: a choice
_LONGEST_NAME = 200  # bytes of a name that is kept, below what any file system allows
_DEEPEST = 8  # folders of a member that are kept, the last ones: a choice, so that no path becomes too long
_LOCKED = 0x1  # the bit of a member that is encrypted (APPNOTE of ZIP, 4.4.4)


class Room:
    """How many files and bytes may still be taken out of what was named, and of what is packed within it."""

    def __init__(self) -> None:
        self.files = _MOST_MEMBERS
        self.bytes = _MOST_BYTES

    def take(self, path: Path, *, files: int = 0, size: int = 0) -> None:
        """Take so much; raises `RecordingError` where there is not so much room."""
        self.files, self.bytes = self.files - files, self.bytes - size
        if self.files < 0 or self.bytes < 0:
            raise RecordingError(ImportErrorCode.ARCHIVE_TOO_LARGE, str(path))


def looks_like(head: Head) -> bool:
    """Return whether this is a zip, and no document that is kept as one, or a single file that was packed by gzip."""
    if head.data.startswith(_GZIP):
        return True
    if not head.data.startswith(b"PK\x03\x04"):
        return head.data.startswith(_EMPTY_ZIP) and head.size <= _LARGEST_EMPTY
    return not any(head.data[30:].startswith(name.encode()) for name in _DOCUMENTS)


def unpack(path: Path, folder: Path, room: Room) -> list[Path]:
    """Unpack the files of a zip or a gzip into an empty folder, and return them by name.

    Hidden files and those that systems add are passed over; each keeps its folders, its name and the time at which it
    was changed.

    Raises
    ------
    RecordingError
        It is damaged, locked, or far too large.
    """
    made: list[Path] = []
    try:
        with path.open("rb") as file:
            is_gzip = file.read(len(_GZIP)) == _GZIP
        if is_gzip:
            return [_single(path, folder, room)]
        with zipfile.ZipFile(path) as packed:
            members = [each for each in packed.infolist() if _is_ours(each.filename)]
            # What they claim is looked at before anything is unpacked, and what they are while it is.
            if sum(each.file_size for each in members) > room.bytes:
                raise RecordingError(ImportErrorCode.ARCHIVE_TOO_LARGE, str(path))
            room.take(path, files=len(members))
            if any(each.flag_bits & _LOCKED for each in members):
                raise RecordingError(ImportErrorCode.ARCHIVE_LOCKED, str(path))
            for member in members:
                target = _free(folder, member.filename)
                room.take(path, size=_copy(packed, member, target, room.bytes))
                with suppress(OSError, ValueError, OverflowError):
                    changed_s = time.mktime((*member.date_time, 0, 0, -1))
                    os.utime(target, (changed_s, changed_s))
                made.append(target)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise RecordingError(ImportErrorCode.DAMAGED, str(path), format=KIND) from error
    return sorted(made)


def _single(path: Path, folder: Path, room: Room) -> Path:
    target = folder / (path.stem or path.name)
    with gzip.open(path) as source:
        room.take(path, files=1, size=_written(source, target, room.bytes))
    changed_s = path.stat().st_mtime
    os.utime(target, (changed_s, changed_s))
    return target


def _copy(packed: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, most: int) -> int:
    with packed.open(member) as source:
        return _written(source, target, most)


def _written(source: "IO[bytes] | gzip.GzipFile", target: Path, most: int) -> int:
    copied = 0
    with target.open("xb") as made:
        while copied <= most and (chunk := source.read(_CHUNK_BYTES)):
            made.write(chunk)
            copied += len(chunk)
    return copied


def _free(folder: Path, name: str) -> Path:
    """Return a free place for a member below a folder, with its folders; members of one name get folders beside it."""
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts if part.strip("/. ")]
    kept = [_short(part) for part in parts[-_DEEPEST:]] or ["file"]
    for copy in count(1):
        below = folder if copy == 1 else folder / f"{copy}"
        target = below.joinpath(*kept)
        if not target.exists() and not any(above.is_file() for above in target.parents):
            target.parent.mkdir(parents=True, exist_ok=True)
            return target
    raise AssertionError("there is always another folder")


def _short(part: str) -> str:
    """Return a name that is none of a drive, and not too long."""
    kept = part.encode("utf-8", "replace")[:_LONGEST_NAME].decode("utf-8", "ignore")
    return kept.replace("\0", "_").replace(":", "_")


def _is_ours(name: str) -> bool:
    """Return whether a member is a file, and neither hidden nor one that systems add; it may have no name at all."""
    return not name.endswith("/") and not _is_hidden(name)


def _is_hidden(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return any(part.startswith((".", "__MACOSX")) for part in parts if part not in (".", ".."))
