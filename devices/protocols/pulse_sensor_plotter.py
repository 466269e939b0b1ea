"""The lines that PulseSensor sketches draw with in the Arduino IDE, as they come out of the box.

About every 20 ms, with CR LF::

    72,833,540      rate in bpm, last interval in ms, sample in ADC counts
    0,600,511       no beat for 2.5 s: the interval is a start value

The interval is repeated until the next beat, so that a beat with the same one cannot be told from none: beats are
found in the samples. Source: PulseSensorPlayground 2.5.0, World Famous Electronics.

Any bytes decode or raise `MalformedDataError`.
"""

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from biofeedback.errors import MalformedDataError
from devices.protocols.received import BELIEVED_MS, LEAST_SHARE, Received, is_rising

PLOTTER_CHANNEL = "plotter"
"""The `Packet.channel` of these lines."""

SAMPLE_RATE_HZ = 50.0  # lines a second: the sketch takes 500 samples and prints every tenth

_LINE = re.compile(rb"(\d{1,10})\s*,\s*(\d{1,10})\s*,\s*(\d{1,10})")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlotterLine:
    """One sample, with what the sketch last thought of the heart.

    Attributes
    ----------
    rate_bpm, interval_ms : int
        Mean rate and last interval; the rate is 0 while the sketch sees no heart.
    sample : int
        ADC counts.
    """

    rate_bpm: int
    interval_ms: int
    sample: int

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one line, without its LF.

        Raises
        ------
        MalformedDataError
            The line is not three whole numbers with commas between them.
        """
        match = _LINE.fullmatch(data.strip())
        if match is None:
            raise MalformedDataError("a plotter line is three whole numbers", data)
        return cls(rate_bpm=int(match[1]), interval_ms=int(match[2]), sample=int(match[3]))

    def encode(self) -> bytes:
        """Write the line, without its CR LF."""
        return f"{self.rate_bpm},{self.interval_ms},{self.sample}".encode("ascii")


def recognise(received: Received) -> str:
    """Tell three numbers of which the second stays as it is from beat to beat, and the first is no clock."""
    records = received.records(PlotterLine.decode)
    shortest_ms, longest_ms = BELIEVED_MS
    if not records or not all(shortest_ms <= record.interval_ms <= longest_ms for record in records):
        return ""
    kept = sum(before.interval_ms == after.interval_ms for before, after in pairwise(records))
    is_theirs = kept >= LEAST_SHARE * (len(records) - 1) and not is_rising([record.rate_bpm for record in records])
    return PLOTTER_CHANNEL if is_theirs else ""
