"""All that is in a file of a stranger, with an error of ours for whatever keeps it from being read."""

import codecs
import re
from pathlib import Path

from biofeedback.error_codes import RecordingErrorCode, TextErrorCode
from biofeedback.errors import RecordingError, of_system
from biofeedback.files.ordinary import FileFault, UnfitFileError, read_ordinary

_MARKS = (
    ("utf-32", (b"\xff\xfe\0\0", b"\0\0\xfe\xff")),
    ("utf-16", (b"\xff\xfe", b"\xfe\xff")),
)
"""With what a text of these codings may begin (Unicode, 23.8); the longer ones first, which begin as the shorter do."""

_UNMARKED = (("utf-32-le", 4, 0), ("utf-32-be", 4, 3), ("utf-16-le", 2, 0), ("utf-16-be", 2, 1))
"""Those that have no mark: bytes of a character, and at which of them the letters of Latin stand beside zeros."""

_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
"""Bytes that no text of one byte a letter has."""

_HEAD_BYTES = 1024  # by which a coding without a mark is told: a choice, several lines; whole characters of any of them
_LATIN_SHARE = 0.9  # of its characters at least are Latin, as numbers are: a choice, for titles of other scripts


def bytes_in(path: Path, largest_bytes: int) -> bytes:
    """Return the bytes of a file.

    Raises
    ------
    RecordingError
        The file cannot be read, or is larger.
    """
    try:
        return read_ordinary(path, largest_bytes)
    except UnfitFileError as error:
        large = error.fault is FileFault.TOO_LARGE
        raise RecordingError(TextErrorCode.TOO_LARGE if large else TextErrorCode.NOT_ORDINARY, str(path)) from error
    except FileNotFoundError as error:
        raise RecordingError(RecordingErrorCode.FILE_MISSING, str(path)) from error
    except IsADirectoryError as error:
        raise RecordingError(TextErrorCode.IS_FOLDER, str(path)) from error
    except OSError as error:
        raise RecordingError(RecordingErrorCode.FILE_UNREADABLE, str(path), **of_system(error)) from error


def decoded(data: bytes) -> str:
    """Return the text of bytes: UTF-32 or UTF-16 where that is plain, UTF-8, or else Windows-1252."""
    data = unpadded(data)
    wide = wide_coding(data)
    if wide is not None:
        return data.decode(wide, errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Titles of older programs; what is strange within a number is found anyway.
        return data.decode("cp1252", errors="replace")


def unpadded(data: bytes) -> bytes:
    """Return a text without the zeros behind it, with which a device fills up a block; anything else as it is."""
    text = data.rstrip(b"\0")
    return data if not text or text == data or _CONTROLS.search(text) else text


def wide_coding(data: bytes) -> str | None:
    """Return UTF-32 or UTF-16 where bytes begin with its mark, or are text in it and in nothing else; else None."""
    for coding, marks in _MARKS:
        if data.startswith(marks):
            return coding
    return next((coding for coding, size, place in _UNMARKED if _is_text_of(data, coding, size, place)), None)


def _is_text_of(data: bytes, coding: str, size: int, place: int) -> bool:
    head = data[: min(_HEAD_BYTES, len(data) // size * size)]
    letters, zeros = head[place::size], head[size - 1 - place :: size]
    if not head or 0 in letters or zeros.count(0) < _LATIN_SHARE * len(zeros):
        return False
    try:
        text = codecs.getincrementaldecoder(coding)().decode(head)
    except UnicodeDecodeError:
        return False
    return all(letter.isprintable() or letter.isspace() for letter in text)
