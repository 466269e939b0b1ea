"""A stream of serial bytes cut into lines, and lines made into records.

Whatever arrives, one line is the most that is lost: reading goes on after the next LF. A protocol says with its
``decode`` what a line means.
"""

from collections.abc import Callable
from typing import Generic, TypeVar

from biofeedback.errors import MalformedDataError
from devices.protocols.start_text import is_start_text

R = TypeVar("R")

LONGEST_LINE = 200
"""Bytes of a line before its LF; no protocol of ours comes near."""

_COMMENT = b"#"


class LineReader:
    """Cuts bytes at LF into lines of ASCII without the blanks around them; empty ones are passed over.

    The first line after opening is let go: it is mostly the rest of one. A comment (``#``) is the exception, because
    nothing but a comment ends in one, and the header of a format is often the very first line of a board that has just
    started.

    Attributes
    ----------
    malformed : int
        How many lines were not ASCII or longer than `LONGEST_LINE`; bytes without any LF count anew each
        `LONGEST_LINE`, so that a stream that has no lines at all shows.
    """

    def __init__(self) -> None:
        self.malformed = 0
        self.clear()

    def clear(self) -> None:
        """Begin anew: what was half received is let go, and so is the rest of it still to come."""
        self._held = bytearray()
        self._first = True
        self._too_long = False

    def feed(self, data: bytes) -> list[bytes]:
        """Take bytes, cut anywhere, and return the lines that they complete."""
        lines = []
        *ends, rest = data.split(b"\n")
        for end in ends:
            self._hold(end)
            line = bytes(self._held).strip()
            if not self._too_long and self._is_wanted(line):
                lines.append(line)
            self._held.clear()
            self._first = self._too_long = False
        self._hold(rest)
        return lines

    def _hold(self, part: bytes) -> None:
        self._held += part
        while len(self._held) > LONGEST_LINE:
            self.malformed += 1
            self._too_long = True
            del self._held[:LONGEST_LINE]

    def _is_wanted(self, line: bytes) -> bool:
        if self._first and not line.startswith(_COMMENT):
            return False
        if not line.isascii():
            self.malformed += 1
            return False
        return bool(line)


class LineFramer(Generic[R]):
    """Makes a record of each line of one protocol; what boards say as they start is passed over.

    Parameters
    ----------
    decode : callable
        Reads a line, or raises `MalformedDataError`.
    """

    def __init__(self, decode: Callable[[bytes], R]) -> None:
        self._decode = decode
        self._reader = LineReader()
        self._refused = 0

    @property
    def malformed(self) -> int:
        """How many lines could not be read so far."""
        return self._reader.malformed + self._refused

    def clear(self) -> None:
        """Begin anew after a break of the link; the count stays."""
        self._reader.clear()

    def feed(self, data: bytes) -> list[R]:
        """Take bytes, cut anywhere, and return the records of the lines that they complete; never raises on bytes."""
        records = []
        for line in self._reader.feed(data):
            try:
                records.append(self._decode(line))
            except MalformedDataError:
                self._refused += not is_start_text(line)
        return records
