"""The standard Bluetooth Pulse Oximeter Service: its numbers and its running measurement, both ways.

The PLX Continuous Measurement (characteristic 2A5F), all numbers little-endian, in this order::

    flags u8    7 6 5      4                 3               2              1      0
                reserved   pulse amplitude   sensor status   measurement    slow   fast

    oxygen, pulse rate             2 SFLOAT, always
    the same, averaged faster      2 SFLOAT, only if flags bit 0
    the same, averaged slower      2 SFLOAT, only if flags bit 1
    status of the measurement      u16,      only if flags bit 2
    status of device and sensor    u24,      only if flags bit 3
    pulse amplitude                SFLOAT,   only if flags bit 4

An SFLOAT has a mantissa in its lower 12 bits and an exponent of ten in its upper 4, both signed. Five words of it are
no numbers. The service has rates and no single beats: neither an interval nor a wave. Source: Pulse Oximeter Service
1.0.1 and the GATT Specification Supplement, Bluetooth SIG; SFLOAT: IEEE 11073-20601.

This module keeps no state: any bytes decode or raise `MalformedDataError`.
"""

import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Self

from biofeedback.errors import MalformedDataError

PULSE_OXIMETER_SERVICE = "00001822-0000-1000-8000-00805f9b34fb"
PLX_CONTINUOUS_MEASUREMENT = "00002a5f-0000-1000-8000-00805f9b34fb"
PLX_FEATURES = "00002a60-0000-1000-8000-00805f9b34fb"

PLX_CHANNEL = "2a5f"
"""The `Packet.channel` of a PLX Continuous Measurement."""

# Bits of the flags.
_FAST = 0x01
_SLOW = 0x02
_MEASUREMENT_STATUS = 0x04
_SENSOR_STATUS = 0x08
_AMPLITUDE = 0x10

# Bits of the status of the measurement: from storage, for demonstration, for testing, unavailable, invalid.
_NO_MEASUREMENT = 1 << 9 | 1 << 10 | 1 << 11 | 1 << 13 | 1 << 15

# Bits of the status of device and sensor: unconnected to the user, displaced, disconnected.
_NOT_ON_THE_BODY = 1 << 11 | 1 << 13 | 1 << 15

_SPECIAL: Mapping[int, float] = MappingProxyType(
    {0x07FE: math.inf, 0x07FF: math.nan, 0x0800: math.nan, 0x0801: math.nan, 0x0802: -math.inf}
)
"""The words that are no numbers: +INFINITY, NaN, NRes (not at this resolution), reserved, -INFINITY."""

_MANTISSA_BITS = 12  # of the 16 of an SFLOAT
_LONGEST_VALUE = 512  # the longest value an attribute may have (Bluetooth Core, vol. 3, part F, 3.2.9)

FEATURES: Mapping[int, str] = MappingProxyType(
    {
        0: "measurement status",
        1: "sensor status",
        2: "storage",
        3: "timestamps",
        4: "fast average",
        5: "slow average",
        6: "pulse amplitude",
        7: "several bonds",
    }
)
"""What a sensor can offer, by the bit of its features (2A60) that says so."""


@dataclass(frozen=True, slots=True)
class Sfloat:
    """A short float as it was sent; ``word`` is 0 to 65535."""

    word: int

    @classmethod
    def of(cls, mantissa: int, exponent: int = 0) -> Self:
        """Return ``mantissa`` (-2048 to 2047) times ten to the ``exponent`` (-8 to 7)."""
        return cls((exponent & 0xF) << _MANTISSA_BITS | mantissa & 0xFFF)

    @property
    def value(self) -> float:
        """The number, as near as a float comes; ``nan`` or infinite for what is none."""
        if self.word in _SPECIAL:
            return _SPECIAL[self.word]
        mantissa = (self.word & 0x7FF) - (self.word & 0x800)
        exponent = (self.word >> _MANTISSA_BITS & 0x7) - (self.word >> _MANTISSA_BITS & 0x8)
        return float(mantissa * 10**exponent) if exponent >= 0 else mantissa / 10**-exponent


@dataclass(frozen=True, slots=True, kw_only=True)
class PlxMeasurement:
    """One PLX Continuous Measurement.

    Attributes
    ----------
    oxygen, pulse_rate : Sfloat
        In per cent, and in beats a minute, averaged as the sensor does usually.
    fast, slow : tuple of two Sfloat, or None
        The same two, averaged faster and slower; ``None`` when the sensor does not send them.
    measurement_status, sensor_status : int or None
        Bits, 16 and 24 of them; ``None`` when the sensor does not send them.
    amplitude : Sfloat or None
        The amplitude of the pulse, in per cent.
    leftover_bytes : int
        How many bytes no field claimed. A remark on the bytes; two measurements are equal without it.
    truncated : bool
        Whether a field that was announced is cut off, and with it all that should follow. A remark as well.
    """

    oxygen: Sfloat
    pulse_rate: Sfloat
    fast: tuple[Sfloat, Sfloat] | None = None
    slow: tuple[Sfloat, Sfloat] | None = None
    measurement_status: int | None = None
    sensor_status: int | None = None
    amplitude: Sfloat | None = None
    leftover_bytes: int = field(default=0, compare=False)
    truncated: bool = field(default=False, compare=False)

    @property
    def rate_bpm(self) -> float:
        """The pulse rate; ``nan`` where it is none, or the sensor says that it is no measurement of now."""
        rate_bpm = self.pulse_rate.value
        if (self.measurement_status or 0) & _NO_MEASUREMENT or not math.isfinite(rate_bpm) or rate_bpm <= 0.0:
            return math.nan
        return rate_bpm

    @property
    def off_the_body(self) -> bool:
        """Whether the sensor says that it is not on the body."""
        return bool((self.sensor_status or 0) & _NOT_ON_THE_BODY)

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one measurement.

        Raises
        ------
        MalformedDataError
            The bytes end before the pulse rate does, or are more than any attribute can hold.
        """
        if not 5 <= len(data) <= _LONGEST_VALUE:
            raise MalformedDataError("a PLX Continuous Measurement is five bytes and more", data)
        rest = _Fields(data[0], data[5:])
        return cls(
            oxygen=Sfloat(int.from_bytes(data[1:3], "little")),
            pulse_rate=Sfloat(int.from_bytes(data[3:5], "little")),
            fast=rest.pair(_FAST),
            slow=rest.pair(_SLOW),
            measurement_status=rest.number(_MEASUREMENT_STATUS, 2),
            sensor_status=rest.number(_SENSOR_STATUS, 3),
            amplitude=None if (word := rest.number(_AMPLITUDE, 2)) is None else Sfloat(word),
            leftover_bytes=0 if rest.truncated else len(rest.data),
            truncated=rest.truncated,
        )

    def encode(self) -> bytes:
        """Write the measurement as a sensor would."""
        flags, parts = 0, struct.pack("<HH", self.oxygen.word, self.pulse_rate.word)
        for bit, pair in ((_FAST, self.fast), (_SLOW, self.slow)):
            if pair is not None:
                flags |= bit
                parts += struct.pack("<HH", pair[0].word, pair[1].word)
        amplitude = None if self.amplitude is None else self.amplitude.word
        numbers = (
            (_MEASUREMENT_STATUS, self.measurement_status, 2),
            (_SENSOR_STATUS, self.sensor_status, 3),
            (_AMPLITUDE, amplitude, 2),
        )
        for bit, number, size in numbers:
            if number is not None:
                flags |= bit
                parts += number.to_bytes(size, "little")
        return bytes([flags]) + parts


class _Fields:
    """The fields behind the first two numbers, taken one after the other as the flags announce them."""

    def __init__(self, flags: int, data: bytes) -> None:
        self.data = data
        self.truncated = False
        self._flags = flags

    def number(self, flag: int, size: int) -> int | None:
        """Take a number of ``size`` bytes; ``None`` where it is not announced, or cut off."""
        if not self._flags & flag or self.truncated:
            return None
        if len(self.data) < size:
            self.truncated = True
            return None
        number, self.data = int.from_bytes(self.data[:size], "little"), self.data[size:]
        return number

    def pair(self, flag: int) -> tuple[Sfloat, Sfloat] | None:
        """Take two short floats."""
        both = self.number(flag, 4)
        return None if both is None else (Sfloat(both & 0xFFFF), Sfloat(both >> 16))


def decode_features(data: bytes) -> str:
    """Read the PLX Features (2A60): what the sensor offers beside its rate, in words; ``none`` where that is nothing.

    Raises
    ------
    MalformedDataError
        There are fewer than two bytes, or more than the statuses that are announced make.
    """
    offered = int.from_bytes(data[:2], "little")
    longest = 2 + 2 * (offered & 1) + 3 * (offered >> 1 & 1)
    if not 2 <= len(data) <= longest:
        raise MalformedDataError("PLX Features are two bytes, and what they announce", data)
    return ", ".join(name for bit, name in FEATURES.items() if offered >> bit & 1) or "none"
