"""Samples of a wave from a file of another program: for each its time in seconds, then its values, all as doubles.

A packet holds some samples, one after another, little-endian. How many values a sample has is in the channel's name.
"""

import math
import struct
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from biofeedback.errors import MalformedDataError

IMPORTED_WAVE_CHANNEL = "imported-wave"
"""The beginning of the `Packet.channel` of these samples."""

_DOUBLE_BYTES = 8  # IEEE 754, binary64


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedSamples:
    """Some samples.

    Attributes
    ----------
    t_s : tuple of float
        When each was, in seconds, finite and rising.
    values : tuple of float
        The values, sample by sample; ``nan`` where there is none.
    channels : int
        How many values a sample has, at least 1.
    """

    t_s: tuple[float, ...]
    values: tuple[float, ...]
    channels: int = 1

    @classmethod
    def decode(cls, data: bytes, channels: int) -> Self:
        """Read one packet.

        Raises
        ------
        MalformedDataError
            It is cut off, or its times do not rise.
        """
        width = 1 + channels
        if channels < 1 or not data or len(data) % (width * _DOUBLE_BYTES):
            raise MalformedDataError("imported samples are a time and values, each of 8 bytes", data)
        numbers = struct.unpack(f"<{len(data) // _DOUBLE_BYTES}d", data)
        t_s = numbers[::width]
        if not all(map(math.isfinite, t_s)) or any(after <= before for before, after in pairwise(t_s)):
            raise MalformedDataError("the times of imported samples rise", data)
        values = tuple(value for at, value in enumerate(numbers) if at % width)
        return cls(t_s=t_s, values=values, channels=channels)

    def encode(self) -> bytes:
        """Write the packet."""
        numbers: list[float] = []
        for at, t_s in enumerate(self.t_s):
            numbers += [t_s, *self.values[at * self.channels : (at + 1) * self.channels]]
        return struct.pack(f"<{len(numbers)}d", *numbers)
