"""Takes the lines that say something from a text file of a stranger, and knows files of another kind by their bytes."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from biofeedback.error_codes import TextErrorCode
from biofeedback.errors import RecordingError
from biofeedback.facts import FactValue
from sessions.tables.contents import bytes_in, decoded, unpadded, wide_coding

LARGEST_BYTES = 67_108_864
"""Of a text: a choice; 64 MiB hold the heartbeats of three weeks with a date to each."""

_MOST_LINES = 1_000_000
"""Of a text: a choice, ten days of heartbeats; each takes some hundred bytes of memory."""

_MOST_NUMBERS = 4_000_000
"""Of a text that is a number a line: a choice, forty days of heartbeats; each takes some thirty bytes of memory."""

_LONGEST_LINE = 10_000
"""Characters of a line: a choice, far above any table of beats; a whole recording in one line is not one of these."""

_LONGEST_SHOWN = 60
"""Characters of a line that an error quotes: a choice, so that its sentence stays readable."""

_HEAD_BYTES = 1024  # as many bytes as the kind of a file is told from: a choice, several lines

_NEW_LINE = re.compile(r"\r\n|\n|\r")
_WHOLE, _WITH_POINT, _WITH_COMMA = (
    re.compile(rf"{number}(?:\r?\n{number})+(?:\r?\n)?")
    for number in (r"[0-9]{1,12}", r"[0-9]{1,6}\.[0-9]{1,12}", r"[0-9]{1,6},[0-9]{1,12}")
)
"""A number on each of two or more lines, and nothing else."""

RATES_HZ = (100, 125, 128, 130, 200, 250, 256, 300, 360, 400, 500, 512, 1000, 1024, 2000, 2048, 4000)
"""Usual rates of samples of an ECG or a pulse wave, in Hz, by the data sheets of recorders and by PhysioNet."""

_NEXT = 10  # numbers below the first one that tell whether it is one of them: a choice

COMMENTS = ("#", "//", "%")
"""With what a line begins that is a comment."""


_SPREADSHEET = (
    rb"^PK\x03\x04.{26}(?:\[Content_Types\]|_rels/|docProps/|xl/|mimetypeapplication/vnd\.oasis)|^\xd0\xcf\x11\xe0"
)
_PACKED = rb"^PK\x03\x04|^PK\x05\x06|^\x1f\x8b|^BZh|^\xfd7zXZ|^7z\xbc\xaf|^Rar!|^\x28\xb5\x2f\xfd|^.{257}ustar"
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
"""Other kinds of files and how they begin (FIT protocol, APPNOTE of ZIP, RFC 1952, POSIX.1 pax, PNG, RIFF, EDF,
XML 1.0, RFC 8259, the format pages of SQLite, HDF5 and NumPy)."""


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
    data = bytes_in(path, LARGEST_BYTES)
    head = data[:_HEAD_BYTES]
    _refuse_other_kinds(path, head if wide_coding(head) is None else decoded(head).encode())
    return decoded(data)


def plain_column(text: str, *, decimal_commas: bool = False) -> list[float] | None:
    """Return the numbers of a text that is nothing but a number a line; None for any other text.

    All are whole, or all have a decimal point: where some do, a point may part thousands. Or all have a comma, where it
    is known to be a decimal one.
    """
    forms = (_WHOLE, _WITH_POINT, _WITH_COMMA) if decimal_commas else (_WHOLE, _WITH_POINT)
    if text.count("\n") > _MOST_NUMBERS or not any(form.fullmatch(text) for form in forms):
        return None
    return list(map(float, text.replace(",", ".").split()))


def is_of_others(values: Sequence[float]) -> bool:
    """Return whether the first number of a column says something of the others: how many they are, or their rate.

    A rate lies further from the others than they do from each other.
    """
    first, others = values[0], values[1 : 1 + _NEXT]
    if len(others) < _NEXT or not first.is_integer():
        return False
    spread = max(others) - min(others)
    lies_apart = not min(others) - spread / 2 <= first <= max(others) + spread / 2
    return first == len(values) - 1 or (first in RATES_HZ and lies_apart)


def lines_of(path: Path, text: str) -> list[Line]:
    """Return the lines that are neither empty nor comments (behind ``#``, ``//`` or ``%``).

    Raises
    ------
    RecordingError
        A line is too long, or there are too many.
    """
    if max(map(text.count, "\r\n")) > _MOST_LINES:
        raise RecordingError(TextErrorCode.TOO_LARGE, str(path))
    lines: list[Line] = []
    for number, line in enumerate(_split(text), start=1):
        if len(line) > _LONGEST_LINE:
            raise Line(path, number, line[:_LONGEST_LINE]).wrong(TextErrorCode.LINE_TOO_LONG)
        stripped = line.strip(" \r")  # a tab at either end may stand for an empty column
        if number > _MOST_LINES:
            raise RecordingError(TextErrorCode.TOO_LARGE, str(path))
        if stripped.strip() and not stripped.startswith(COMMENTS):
            lines.append(Line(path, number, stripped))
    return lines


def comments_in(text: str) -> list[str]:
    """Return the lines that are comments, as they stand."""
    if not any(mark in text for mark in COMMENTS):
        return []
    return [line.strip() for line in _split(text) if line.lstrip().startswith(COMMENTS)]


def _split(text: str) -> Iterator[str]:
    """Yield the lines, whatever ends them, one after another."""
    begins = 0
    for ending in _NEW_LINE.finditer(text):
        yield text[begins : ending.start()]
        begins = ending.end()
    yield text[begins:]


def _refuse_other_kinds(path: Path, head: bytes) -> None:
    for kind, beginning in _KINDS:
        if re.match(beginning, head.removeprefix(b"\xef\xbb\xbf"), re.DOTALL | re.IGNORECASE):
            if isinstance(kind, TextErrorCode):
                raise RecordingError(kind, str(path))
            raise RecordingError(TextErrorCode.OTHER_KIND, str(path), kind=kind)
    if b"\0" in unpadded(head):
        raise RecordingError(TextErrorCode.NO_TEXT, str(path))
