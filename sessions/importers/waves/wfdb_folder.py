"""Tells the header of a WFDB record, and keeps what it names within its folder.

Source: the WFDB Applications Guide, header(5) and annot(5).
"""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from biofeedback.error_codes import ImportErrorCode
from biofeedback.errors import RecordingError
from biofeedback.files.ordinary import UnfitFileError, check_ordinary, check_within
from sessions.importers.head import head_of
from sessions.importers.waves.wfdb_beats import ANNOTATORS

KIND = "wfdb"

_LINE = re.compile(r"(?P<record>[\w.-]+)(?:/(?P<segments>\d+))? (?P<signals>\d+)(?: [\d.eE+-]+.*)?\s*")
_OF_BEATS = re.compile(r"[\w.-]+ 0 \d+(?:\.\d+)?(?:/[\d.()-]+)? \d+(?: .*)?")
_SIGNAL = re.compile(r"\S+ (?:0|8|16|24|32|61|80|160|212|310|311|508|516|524)(?:[x:+ ].*)?\s*")
_SEGMENT = re.compile(r"\S+ \d+\s*")
_SKIP, _AUX, _OTHER_CODES, _LARGEST_CODE = 59, 63, (60, 61, 62), 49
"""Codes of annot(5): a longer interval, a note, numbers and channels; and the largest of an annotation."""
_FEWEST_MARKS = 3  # from which on these are annotations: a choice, what else is binary breaks off at the first words
_NAME = re.compile(r"[\w-][\w.-]*", re.ASCII)
"""Names of files that lie in the folder: no separators of paths, no beginnings of addresses, no way up."""


class RecordFolder:
    """The folder of a record, whose header has this path."""

    def __init__(self, record: Path) -> None:
        self._record = record
        self._named = {record.stem}
        self.path = record.parent

    def inside(self, name: str) -> Path:
        """Return the path of a file that a header names, once it is an ordinary one in the folder."""
        self.named(name)
        return self.ordinary(self.path / name)

    def named(self, name: str) -> None:
        """Raise a `RecordingError` where a name is not one of a file of the folder; ``~`` is that of none."""
        if name != "~" and not _NAME.fullmatch(name):
            raise RecordingError(ImportErrorCode.LEADS_OUT, str(self._record), format=KIND, file=name)
        self._named.add(name)

    def belonging(self) -> set[str]:
        """Return the names of all files that are of the record: what its headers name, and annotations of that."""
        endings = ("", ".hea", *(f".{ending}" for ending in ANNOTATORS))
        names = {f"{name}{ending}" for name in self._named for ending in endings}
        return {name for name in names if (self.path / name).is_file()}

    def ordinary(self, path: Path) -> Path:
        """Return a path, once it is that of an ordinary file in the folder and no link out of it."""
        name = path.name
        try:
            check_within(path, self.path)
            check_ordinary(path)
        except UnfitFileError as error:
            raise RecordingError(ImportErrorCode.LEADS_OUT, str(self._record), format=KIND, file=name) from error
        except OSError as error:
            raise RecordingError(ImportErrorCode.BESIDE_MISSING, str(self._record), format=KIND, file=name) from error
        return path


def leading(path: Path) -> int:
    """Return 0 for a header that names segments, 1 for any other, and 2 for whatever else."""
    if path.suffix != ".hea":
        return 2
    try:
        line = next(header_lines(head_of(path).text), "")
    except RecordingError:
        return 2
    first = _LINE.fullmatch(line[:500])
    return 2 if first is None else int(first["segments"] is None)


def is_header(text: str) -> bool:
    """Return whether the first lines are those of a header: a record, then its signals or its segments."""
    lines = list(islice(header_lines(text), 2))
    first = _LINE.fullmatch(lines[0]) if lines and len(lines[0]) < 500 else None
    if first is None:
        return False
    if first["segments"] is not None:
        return len(lines) > 1 and bool(_SEGMENT.fullmatch(lines[1][:500]))
    if int(first["signals"][:6]) == 0:  # beats alone: the rate that they count in, and no line more
        return len(lines) == 1 and bool(_OF_BEATS.fullmatch(lines[0]))
    return len(lines) > 1 and bool(_SIGNAL.fullmatch(lines[1][:500]))


def are_annotations(data: bytes, *, is_whole: bool) -> bool:
    """Return whether bytes are annotations in the MIT format: codes that exist, and a zero after the last one."""
    at, marks = 0, 0
    while at + 1 < len(data):
        word = int.from_bytes(data[at : at + 2], "little")
        code, value = word >> 10, word & 0x3FF
        at += 2
        if word == 0:
            return marks >= _FEWEST_MARKS and at >= len(data)
        if code == _SKIP:
            at += 4
        elif code == _AUX:
            at += value + value % 2
        elif code > _LARGEST_CODE and code not in _OTHER_CODES:
            return False
        else:
            marks += 0 < code <= _LARGEST_CODE
    return marks >= _FEWEST_MARKS and not is_whole


def header_lines(text: str) -> Iterator[str]:
    """Return the lines of a header that are no remarks, one after the other."""
    return (line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#"))
