"""The standard Bluetooth Heart Rate Service: its numbers and its measurement, both ways.

The Heart Rate Measurement (characteristic 2A37), all numbers little-endian::

    byte 0        1              then                     then, to the end
    +---------+---+----------+---+---------------------+--+------------------------+
    | flags   | heart rate   |   energy u16, kJ        |  RR u16, u16, ...        |
    | u8      | u8 or u16    |   only if flags bit 3   |  only if flags bit 4     |
    +---------+--------------+-------------------------+--------------------------+

    flags   7 6 5        4            3        2                 1            0
            reserved     RR present   energy   contact is told   in contact   heart rate is u16

RR intervals count ticks of 1/1024 s, the oldest first. A sensor that does not tell its contact (bit 2 clear) has an
*unknown* contact, not a lost one. Source: Heart Rate Service 1.0, Bluetooth SIG.

This module keeps no state, and takes nothing for granted: any bytes decode or raise `MalformedDataError`.
"""

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self

from biofeedback.errors import MalformedDataError

HEART_RATE_SERVICE = "0000180d-0000-1000-8000-00805f9b34fb"
HEART_RATE_MEASUREMENT = "00002a37-0000-1000-8000-00805f9b34fb"
BODY_SENSOR_LOCATION = "00002a38-0000-1000-8000-00805f9b34fb"

MEASUREMENT_CHANNEL = "2a37"
"""The `Packet.channel` of a Heart Rate Measurement."""

TICKS_PER_S = 1024

BODY_LOCATIONS: Mapping[int, str] = MappingProxyType(
    {0: "other", 1: "chest", 2: "wrist", 3: "finger", 4: "hand", 5: "ear lobe", 6: "foot"}
)
"""Where the sensor is worn, by the number that the Body Sensor Location says."""

# Bits of the flags.
_WIDE_HEART_RATE = 0x01
_IN_CONTACT = 0x02
_CONTACT_SUPPORTED = 0x04
_ENERGY = 0x08
_INTERVALS = 0x10

_LONGEST_VALUE = 512  # the longest value an attribute may have (Bluetooth Core, vol. 3, part F, 3.2.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class HeartRateMeasurement:
    """One Heart Rate Measurement.

    Attributes
    ----------
    heart_rate_bpm : int
        0 to 65535; 0 in practice means that there is no valid value.
    in_contact : bool or None
        ``None`` when the sensor does not tell.
    energy_kj : int or None
        Energy field, 0 to 65535; some sensors put something else there, so it is never shown.
    rr_ticks : tuple of int
        Intervals in 1/1024 s, the oldest first, 0 to 65535; 0 marks a beat without a valid interval.
    leftover_bytes : int
        How many bytes no field claimed: an odd last byte, or intervals that the flags do not announce. A remark on
        the bytes; two measurements are equal without it.
    truncated : bool
        Whether the energy field was cut off, and with it all that should follow. A remark as well.
    """

    heart_rate_bpm: int
    in_contact: bool | None = None
    energy_kj: int | None = None
    rr_ticks: tuple[int, ...] = ()
    leftover_bytes: int = field(default=0, compare=False)
    truncated: bool = field(default=False, compare=False)

    @property
    def rr_ms(self) -> tuple[float, ...]:
        """Intervals in ms, exact (a tick is a binary fraction of a second); ``nan`` for a zero interval."""
        return tuple(ticks * 1000 / TICKS_PER_S if ticks else math.nan for ticks in self.rr_ticks)

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one measurement.

        Raises
        ------
        MalformedDataError
            The bytes end before the heart rate does, or are more than any attribute can hold.
        """
        if len(data) > _LONGEST_VALUE:
            raise MalformedDataError("longer than any Bluetooth attribute", data)
        flags = data[0] if data else 0
        rate_end = 3 if flags & _WIDE_HEART_RATE else 2
        if len(data) < rate_end:
            raise MalformedDataError("a Heart Rate Measurement ends before its heart rate", data)
        heart_rate_bpm = int.from_bytes(data[1:rate_end], "little")
        in_contact = bool(flags & _IN_CONTACT) if flags & _CONTACT_SUPPORTED else None

        rest = data[rate_end:]
        energy_kj: int | None = None
        if flags & _ENERGY:
            if len(rest) < 2:
                return cls(heart_rate_bpm=heart_rate_bpm, in_contact=in_contact, truncated=True)
            energy_kj = int.from_bytes(rest[:2], "little")
            rest = rest[2:]

        pairs = len(rest) // 2 if flags & _INTERVALS else 0
        return cls(
            heart_rate_bpm=heart_rate_bpm,
            in_contact=in_contact,
            energy_kj=energy_kj,
            rr_ticks=struct.unpack_from(f"<{pairs}H", rest),
            leftover_bytes=len(rest) - 2 * pairs,
        )

    def encode(self) -> bytes:
        """Write the measurement as a sensor would, with the narrowest heart rate that holds it."""
        flags = 0
        parts = b""
        if self.heart_rate_bpm > 0xFF:
            flags |= _WIDE_HEART_RATE
        parts += struct.pack("<H" if flags & _WIDE_HEART_RATE else "<B", self.heart_rate_bpm)
        if self.in_contact is not None:
            flags |= _CONTACT_SUPPORTED | (_IN_CONTACT if self.in_contact else 0)
        if self.energy_kj is not None:
            flags |= _ENERGY
            parts += struct.pack("<H", self.energy_kj)
        if self.rr_ticks:
            flags |= _INTERVALS
            parts += struct.pack(f"<{len(self.rr_ticks)}H", *self.rr_ticks)
        return bytes([flags]) + parts


def decode_body_location(data: bytes) -> str:
    """Read the Body Sensor Location (2A38, one byte): ``chest``, ``wrist``, ... or ``unknown``.

    Raises
    ------
    MalformedDataError
        There is not exactly one byte.
    """
    if len(data) != 1:
        raise MalformedDataError("a Body Sensor Location is one byte", data)
    return BODY_LOCATIONS.get(data[0], "unknown")
