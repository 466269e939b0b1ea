"""One beat of a file of another program: its interval, and what the file says against it.

::

    812.5           interval from the beat before to this one, in ms
    812.5 blocker   an interval that the file says not to trust, with a word for the reason
    nan             a beat whose interval is not known: a break

A packet is one beat. Any bytes decode or raise `MalformedDataError`.
"""

import math
import re
from dataclasses import dataclass
from typing import Self

from biofeedback.errors import MalformedDataError

IMPORTED_CHANNEL = "imported"
"""The `Packet.channel` of these beats."""

_BEAT = re.compile(rb"(nan|[0-9]{1,9}(?:\.[0-9]{1,25})?)(?: ([a-z0-9_-]{1,32}))?")
_NOT_IN_A_FLAG = re.compile(r"[^a-z0-9_-]+")
_LONGEST_FLAG = 32  # characters, a choice: a word or two


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedBeat:
    """One beat.

    Attributes
    ----------
    interval_ms : float
        As the file has it; ``nan`` where it is not known.
    flag : str
        Why the file says not to trust it, in lower-case letters, digits, ``-`` and ``_``; empty where it does not.
    """

    interval_ms: float
    flag: str = ""

    @property
    def rr_ms(self) -> float:
        """The interval to compute with, in ms; ``nan`` when there is none, or the file says not to trust it."""
        return math.nan if self.flag else self.interval_ms

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one packet.

        Raises
        ------
        MalformedDataError
            It has another form.
        """
        match = _BEAT.fullmatch(data)
        if match is None:
            raise MalformedDataError("an imported beat is a number of milliseconds and perhaps a word", data)
        return cls(interval_ms=float(match[1]), flag=(match[2] or b"").decode("ascii"))

    def encode(self) -> bytes:
        """Write the packet; whatever a flag cannot hold becomes a hyphen."""
        flag = _NOT_IN_A_FLAG.sub("-", self.flag.lower())[:_LONGEST_FLAG]
        number = "nan" if math.isnan(self.interval_ms) else repr(self.interval_ms).removesuffix(".0")
        if "e" in number:  # far from any heart, and kept all the same
            number = f"{self.interval_ms:.9f}"
        return (f"{number} {flag}" if flag else number).encode("ascii")
