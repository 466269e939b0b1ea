"""What came from a serial port at first, as the recognisers of the protocols are asked about it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias, TypeVar

from biofeedback.errors import MalformedDataError
from devices.protocols.line_header import LineHeader

R = TypeVar("R")

FEWEST_LINES = 3
"""So many lines make a protocol."""

FEWEST_BEATS = 2
"""So many do where a line comes once a beat: a slow heart beats no more than two or three times while one listens."""

LEAST_VALUES_HZ = 10.0
"""More lines a second than this are values of a wave, not beats: 600 a minute, with a wide margin to a heart."""

BELIEVED_MS = (300.0, 2000.0)
"""Intervals in ms that are believed to be a heart's, 200 to 30 a minute, while nobody knows what speaks."""

LEAST_SHARE = 0.8
"""Four lines of five must agree: the rest may be start-up words or damaged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """One of three: the header of a format, lines of text, or bytes that are no text.

    Attributes
    ----------
    header : LineHeader or None
        A header; it settles at once what speaks.
    lines : sequence of bytes
        Lines without their ends, comments and start-up words, in order.
    lines_hz : float
        How many of them came in a second.
    no_text : bytes
        Bytes that are no text.
    """

    header: LineHeader | None = None
    lines: Sequence[bytes] = ()
    lines_hz: float = 0.0
    no_text: bytes = b""

    def has_header(self, name: str) -> bool:
        """Tell whether this is the header of the format of this name."""
        return self.header is not None and self.header.format == name

    def mostly(self, test: Callable[[bytes], object], *, fewest: int = FEWEST_LINES) -> bool:
        """Tell whether enough lines pass a test, and four of five."""
        passing = sum(bool(test(line)) for line in self.lines)
        return passing >= fewest and passing >= LEAST_SHARE * len(self.lines)

    def records(self, decode: Callable[[bytes], R], *, fewest: int = FEWEST_LINES) -> list[R]:
        """Return the records of the lines that are of this protocol; none when too few are."""
        records = [record for line in self.lines if (record := decoded(decode, line)) is not None]
        return records if len(records) >= max(fewest, LEAST_SHARE * len(self.lines)) else []


Recogniser: TypeAlias = Callable[[Received], str]
"""Returns the `Packet.channel` that understands what was heard, with its options; empty when it is another's."""


def decoded(decode: Callable[[bytes], R], line: bytes) -> R | None:
    """Return the record of a line; ``None`` when it is of another protocol."""
    try:
        return decode(line)
    except MalformedDataError:
        return None


def is_rising(numbers: Sequence[int]) -> bool:
    """Tell whether numbers mostly rise, as a clock does."""
    rising = sum(before < after for before, after in pairwise(numbers))
    return len(numbers) > 1 and rising >= LEAST_SHARE * (len(numbers) - 1)
