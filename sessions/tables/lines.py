"""Takes the lines that say something from a text file of a stranger, and knows files of another kind by their bytes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from biofeedback.error_codes import RecordingErrorCode, TextErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.facts import FactValue
from biofeedback.ordinary_files import FileFault, UnfitFileError, read_ordinary

LARGEST_BYTES = 67_108_864
"""Of a text: a choice; 64 MiB hold the heartbeats of three weeks with a date to each."""

_MOST_LINES = 1_000_000
"""Of a text: a choice, ten days of heartbeats; each takes some hundred bytes of memory."""

_LONGEST_LINE = 10_000
"""Characters of a line: a choice, far above any table of beats; a whole recording in one line is not one of these."""

_LONGEST_SHOWN = 60
"""Characters of a line that an error quotes: a choice, so that its sentence stays readable."""

_HEAD_BYTES = 1024  # as many bytes as the kind of a file is told from: a choice, several lines

_NEW_LINE = re.compile(r"\r\n|\n|\r")
_PLAIN_COLUMNS = tuple(
    re.compile(rf"{number}(?:\r?\n{number})+(?:\r?\n)?") for number in (r"[0-9]{1,12}", r"[0-9]{1,6}\.[0-9]{1,12}")
)
"""A number on each of two or more lines, and nothing else."""

_COMMENTS = ("#", "//", "%")

_SPREADSHEET = (
    rb"^PK\x03\x04.{26}(?:\[Content_Types\]|_rels/|docProps/|xl/|mimetypeapplication/vnd\.oasis)|^\xd0\xcf\x11\xe0"
)
_PACKED = rb"^PK\x03\x04|^PK\x05\x06|^\x1f\x8b|^BZh|^\xfd7zXZ|^7z\xbc\xaf|^Rar!|^\x28\xb5\x2f\xfd"
_PICTURE = rb"^\x89PNG|^\xff\xd8\xff|^GIF8|^RIFF.{4}WEBP|^.{4}ftyp(?:heic|heix|mif1|avif)|^II\*\0|^MM\0\*"

_KINDS: tuple[tuple[str | TextErrorCode, bytes], ...] = (
    ("fit", rb"^.{8}\.FIT"),
    (TextErrorCode.SPREADSHEET, _SPREADSHEET),
    (TextErrorCode.PACKED, _PACKED),
    ("pdf", rb"^%PDF"),
    ("picture", _PICTURE),
    ("sound", rb"^RIFF.{4}WAVE|^ID3|^OggS|^fLaC"),
    ("database", rb"^SQLite format 3\0"),
    ("data", rb"^\x89HDF|^MATLAB 5\.0|^\x93NUMPY|^PAR1|^\x80[\x02-\x05]"),
    ("edf", rb"^0 {7}.{176}[0-9 ]{8}|^\xffBIOSEMI"),
    (TextErrorCode.CAPTURE, rb"^# soften capture"),
    (TextErrorCode.RTF, rb"^\{\\rtf"),
    ("html", rb"^\s*<(?:!doctype html|html)"),
    ("xml", rb"^\s*<\?xml|^\s*<[A-Za-z!]"),
    ("json", rb"^\s*[\[{]\s*[\"\[{]|^\s*\[\s*-?\d|^\s*[\[{]\s*[\]}]"),
)
"""Other kinds of files and how they begin (FIT protocol, APPNOTE of ZIP, RFC 1952, PNG, RIFF, EDF, XML 1.0, RFC 8259,
the format pages of SQLite, HDF5 and NumPy)."""


class Line(NamedTuple):
    """A line with its number, counted from 1."""

    path: Path
    number: int
    text: str

    def wrong(self, code: TextErrorCode, **given: FactValue) -> RecordingError:
        """Return an error about this line."""
        shown = self.text if len(self.text) <= _LONGEST_SHOWN else f"{self.text[: _LONGEST_SHOWN - 1]}…"
        return RecordingError(code, str(self.path), line=self.number, text=shown, **given)


def read_text(path: Path) -> str:
    """Return the text of a file.

    Raises
    ------
    RecordingError
        The file cannot be read, is too large, or is of another kind.
    """
    try:
        data = read_ordinary(path, LARGEST_BYTES)
    except UnfitFileError as error:
        large = error.fault is FileFault.TOO_LARGE
        raise RecordingError(TextErrorCode.TOO_LARGE if large else TextErrorCode.NOT_ORDINARY, str(path)) from error
    except FileNotFoundError as error:
        raise RecordingError(RecordingErrorCode.FILE_MISSING, str(path)) from error
    except IsADirectoryError as error:
        raise RecordingError(TextErrorCode.IS_FOLDER, str(path)) from error
    except OSError as error:
        raise RecordingError(RecordingErrorCode.FILE_UNREADABLE, str(path), **of_system(error)) from error
    _refuse_other_kinds(path, data[:_HEAD_BYTES])
    return _decoded(data)


def plain_column(text: str) -> list[float] | None:
    """Return the numbers of a text that is nothing but a number a line; None for any other text.

    All are whole, or all have a decimal point: where some do, a point may part thousands.
    """
    if not any(form.fullmatch(text) for form in _PLAIN_COLUMNS):
        return None
    numbers = list(map(float, text.split()))
    return numbers if len(numbers) <= _MOST_LINES else None


def lines_of(path: Path, text: str) -> list[Line]:
    """Return the lines that are neither empty nor comments (behind ``#``, ``//`` or ``%``).

    Raises
    ------
    RecordingError
        A line is too long, or there are too many.
    """
    lines: list[Line] = []
    for number, line in enumerate(_split(text), start=1):
        if len(line) > _LONGEST_LINE:
            raise Line(path, number, line[:_LONGEST_LINE]).wrong(TextErrorCode.LINE_TOO_LONG)
        stripped = line.strip(" \r")  # a tab at either end may stand for an empty column
        if number > _MOST_LINES:
            raise RecordingError(TextErrorCode.TOO_LARGE, str(path))
        if stripped.strip() and not stripped.startswith(_COMMENTS):
            lines.append(Line(path, number, stripped))
    return lines


def _split(text: str) -> Iterator[str]:
    """Yield the lines, whatever ends them, one after another."""
    begins = 0
    for ending in _NEW_LINE.finditer(text):
        yield text[begins : ending.start()]
        begins = ending.end()
    yield text[begins:]


def _refuse_other_kinds(path: Path, head: bytes) -> None:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RecordingError(TextErrorCode.UTF_16, str(path))
    for kind, beginning in _KINDS:
        if re.match(beginning, head.removeprefix(b"\xef\xbb\xbf"), re.DOTALL | re.IGNORECASE):
            if isinstance(kind, TextErrorCode):
                raise RecordingError(kind, str(path))
            raise RecordingError(TextErrorCode.OTHER_KIND, str(path), kind=kind)
    if b"\0" in head:
        raise RecordingError(TextErrorCode.NO_TEXT, str(path))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Titles of older programs; what is strange within a number is found anyway.
        return data.decode("cp1252", errors="replace")
