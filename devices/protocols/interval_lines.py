r"""One interval a line: what a sketch of one's own may print at each heartbeat.

::

    812.5 CR LF     interval from the beat before to this one, in ms; CR may be absent
    0               a beat whose interval is not known
    !leads off      contact is lost; words may follow
    # finger v1     a comment; ``# soften ibi 1`` is the header, and may be absent

At most 64 bytes a line. Intervals of 200 to 3000 ms can be a heart's; others are kept and counted. Any bytes decode or
raise `MalformedDataError`.
"""

import math
import re
from dataclasses import dataclass
from typing import Self, TypeAlias

from biofeedback.errors import MalformedDataError
from devices.protocols.line_header import Comment, LineHeader, decode_comment
from devices.protocols.plain_numbers import is_plain, plain
from devices.protocols.received import BELIEVED_MS, FEWEST_BEATS, Received, decoded

INTERVAL_CHANNEL = "ibi"
"""The `Packet.channel` of these lines, and the name of their format in its header."""

_LONGEST_LINE = 64  # bytes: room for a number and some words; a choice of ours, as the format is
_SHORTEST_MS, _LONGEST_MS = 200.0, 3000.0
"""What can be a heart's: 300 to 20 beats a minute, wider than any heart at rest."""

_MOST_INTERVALS_HZ = 4.0
"""More lines a second than this are no beats: 240 a minute, faster than a heart at rest."""

_CONTACT_LOST = re.compile(rb"!\s*([ -~]*)")


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalLine:
    """One beat.

    Attributes
    ----------
    interval_ms : float
        As sent, finite and never negative; 0 marks a beat without an interval.
    """

    interval_ms: float

    @property
    def rr_ms(self) -> float:
        """The interval in ms; ``nan`` when there is none."""
        return self.interval_ms or math.nan

    @property
    def in_range(self) -> bool:
        """Whether this can be the interval of a heart; 0 claims nothing, so it can."""
        return not self.interval_ms or _SHORTEST_MS <= self.interval_ms <= _LONGEST_MS

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one interval, without its LF.

        Raises
        ------
        MalformedDataError
            The line is not one number, or too long.
        """
        line = data.strip()
        if len(line) > _LONGEST_LINE or line.startswith(b"-") or not is_plain(line):
            raise MalformedDataError("an interval is one number of milliseconds", data)
        return cls(interval_ms=float(line))

    def encode(self) -> bytes:
        """Write the interval, without LF."""
        return plain(self.interval_ms)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLost:
    """The sensor lost the skin; ``text`` is what it said of it, mostly nothing."""

    text: str = ""

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one line that begins with ``!``, without its LF.

        Raises
        ------
        MalformedDataError
            It does not, or is too long, or not plain text.
        """
        match = _CONTACT_LOST.fullmatch(data.strip())
        if match is None or len(match[0]) > _LONGEST_LINE:
            raise MalformedDataError("a lost contact begins with !", data)
        return cls(text=match[1].decode("ascii"))

    def encode(self) -> bytes:
        """Write the line, without LF."""
        return f"!{self.text}".encode("ascii")


IntervalRecord: TypeAlias = IntervalLine | ContactLost | LineHeader | Comment


def decode_line(data: bytes) -> IntervalRecord:
    """Read any line of this protocol, without its LF.

    Raises
    ------
    MalformedDataError
        It is none.
    """
    line = data.strip()
    if line.startswith(b"#"):
        return decode_comment(line)
    return ContactLost.decode(line) if line.startswith(b"!") else IntervalLine.decode(line)


def recognise(received: Received) -> str:
    """Tell intervals that can be a heart's, no more of them a second than a heart beats."""
    is_theirs = received.lines_hz <= _MOST_INTERVALS_HZ and received.mostly(_is_believed, fewest=FEWEST_BEATS)
    return INTERVAL_CHANNEL if received.has_header(INTERVAL_CHANNEL) or is_theirs else ""


def _is_believed(line: bytes) -> bool:
    record = decoded(decode_line, line)
    if isinstance(record, IntervalLine):
        shortest_ms, longest_ms = BELIEVED_MS
        return not record.interval_ms or shortest_ms <= record.interval_ms <= longest_ms
    return record is not None
