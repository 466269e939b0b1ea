"""The control point of Polar's measurement service: what a sensor offers, commands and replies, both ways.

Read, the control point tells which measurements there are, one bit a measurement type::

    0F | bits of types 0-7 | bits of types 8-15 | ...

A command is written, its reply comes as an indication, numbers little-endian::

    command   op | type | settings                     op 1 asks for settings, 2 starts, 3 stops
    reply     F0 | op | type | error | more | parameters
    stopped   01 | type | type ...                     the sensor itself stopped these

    settings  id | count | count values | id | count | ...

The parameters are settings; ``more`` says that another reply goes on with them. Source: Polar BLE SDK, technical
documentation “online measurement”, 2026-05-29.

This module keeps no state, and takes nothing for granted: any bytes decode or raise `MalformedDataError`.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import IntEnum
from types import MappingProxyType
from typing import Any, Self, TypeAlias

from biofeedback.errors import MalformedDataError

POLAR_SERVICE = "fb005c80-02e7-f387-1cad-8acd2d8df0c8"
POLAR_CONTROL_POINT = "fb005c81-02e7-f387-1cad-8acd2d8df0c8"
POLAR_DATA = "fb005c82-02e7-f387-1cad-8acd2d8df0c8"

# Measurement types, by their numbers in commands, replies and data.
ECG = 0
PPG = 1
ACCELERATION = 2
PULSE_INTERVALS = 3

STREAM_TYPES: Mapping[str, int] = MappingProxyType({"ecg": ECG, "acc": ACCELERATION})
"""What can be asked for beside the heart rate, and its measurement type."""

# Ops of a command.
GET_SETTINGS = 1
START = 2
STOP = 3

# First bytes of what the control point says: when it is read, in a reply, and of itself.
_FEATURES = 0x0F
_REPLY = 0xF0
_STOPPED = 0x01

_TYPE_MASK = 0x3F  # above it, bit 7 tells of recording in the sensor's own memory
_MOST_FEATURE_BYTES = 16  # types up to 127, many more than there are; a choice


class PolarError(IntEnum):
    """The error of a reply, where it has a name; a reply may bring other numbers."""

    # Numbers and names as in Polar's documentation.
    NONE = 0
    INVALID_OP = 1
    INVALID_TYPE = 2
    NOT_SUPPORTED = 3
    INVALID_LENGTH = 4
    INVALID_PARAMETER = 5
    ALREADY_IN_STATE = 6
    INVALID_RESOLUTION = 7
    INVALID_SAMPLE_RATE = 8
    INVALID_RANGE = 9
    INVALID_MTU = 10
    INVALID_CHANNELS = 11
    INVALID_STATE = 12
    IN_CHARGER = 13
    DISK_FULL = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What can be chosen for a measurement, or what was chosen: then one value each; empty where nothing is said.

    Attributes
    ----------
    rates_hz, resolutions_bits : tuple of int
    ranges : tuple of int
        In the unit of the measurement: g for acceleration.
    milli_ranges : tuple of int
        In thousandths of it.
    channels : tuple of int
    factors : tuple of float
        Told when a measurement starts: a compressed value times this is in the unit of the measurement.
    security : tuple of bytes
        16 bytes each.
    """

    rates_hz: tuple[int, ...] = ()
    resolutions_bits: tuple[int, ...] = ()
    ranges: tuple[int, ...] = ()
    milli_ranges: tuple[int, ...] = ()
    channels: tuple[int, ...] = ()
    factors: tuple[float, ...] = ()
    security: tuple[bytes, ...] = ()

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read settings up to the first that is unknown or cut off; what was read before it is kept."""
        found: dict[str, tuple[Any, ...]] = {}
        at = 0
        while at + 2 <= len(data) and data[at] < len(_VALUE_FORMATS):
            value_format = "<" + _VALUE_FORMATS[data[at]] * data[at + 1]
            end = at + 2 + struct.calcsize(value_format)
            if end > len(data):
                break
            name = _SETTING_NAMES[data[at]]
            found[name] = found.get(name, ()) + struct.unpack(value_format, data[at + 2 : end])
            at = end
        return cls(**found)

    def encode(self) -> bytes:
        """Write the settings in the order of their numbers, at most 255 values each."""
        parts = b""
        for number, name in enumerate(_SETTING_NAMES):
            values = getattr(self, name)
            if values:
                parts += struct.pack(f"<BB{_VALUE_FORMATS[number] * len(values)}", number, len(values), *values)
        return parts

    def nearest_to(self, usual: Self) -> Self:
        """Return what to start with: of each kind on offer one value, the nearest to the usual, or the largest.

        Where nothing is on offer, that is the usual itself.
        """
        chosen: dict[str, Any] = {}
        for name in _CHOSEN_NAMES:
            values, target = getattr(self, name), getattr(usual, name)
            if values:
                chosen[name] = (min(values, key=lambda value: abs(value - target[0])) if target else max(values),)
        return type(self)(**chosen) if chosen else usual


_CHOSEN_NAMES = ("rates_hz", "resolutions_bits", "ranges", "milli_ranges", "channels")
_SETTING_NAMES = tuple(field.name for field in fields(Settings))
_VALUE_FORMATS = ("H", "H", "H", "I", "B", "f", "16s")

NO_SETTINGS = Settings()


@dataclass(frozen=True, slots=True)
class Command:
    """One command: an op, the measurement type it is about, and the settings to start it with."""

    op: int
    measurement: int
    settings: Settings = NO_SETTINGS

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one command, as a sensor does.

        Raises
        ------
        MalformedDataError
            There is not even an op and a type.
        """
        if len(data) < 2:
            raise MalformedDataError("a Polar command ends before its measurement type", data)
        return cls(data[0], data[1] & _TYPE_MASK, Settings.decode(data[2:]))

    def encode(self) -> bytes:
        """Write the command."""
        return bytes([self.op, self.measurement]) + self.settings.encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """The reply to one command; ``error`` is a `PolarError` where it has a name."""

    op: int
    measurement: int
    error: int
    more: bool = False
    parameters: bytes = b""

    @property
    def settings(self) -> Settings:
        """The parameters, read as settings."""
        return Settings.decode(self.parameters)

    def encode(self) -> bytes:
        """Write the reply as a sensor does."""
        return bytes([_REPLY, self.op, self.measurement, self.error, self.more]) + self.parameters


@dataclass(frozen=True, slots=True)
class Stopped:
    """The sensor itself stopped these measurements."""

    measurements: tuple[int, ...]

    def encode(self) -> bytes:
        """Write it as a sensor does."""
        return bytes([_STOPPED, *self.measurements])


ControlPointMessage: TypeAlias = Reply | Stopped


def decode_message(data: bytes) -> ControlPointMessage:
    """Read what came from the control point.

    Raises
    ------
    MalformedDataError
        It is neither a reply nor tells that something was stopped. A value that was read comes this way too on some
        systems.
    """
    match data[:1]:
        case b"\xf0":
            if len(data) < 4:  # older firmware leaves out “more” in a refusal
                raise MalformedDataError("a Polar reply ends before its error", data)
            more = data[4:5] not in (b"", b"\0")
            return Reply(
                op=data[1], measurement=data[2] & _TYPE_MASK, error=data[3], more=more, parameters=bytes(data[5:])
            )
        case b"\x01":
            return Stopped(tuple(each & _TYPE_MASK for each in data[1:]))
        case _:
            raise MalformedDataError("neither a Polar reply nor an end of measurements", data)


def decode_offered(data: bytes) -> frozenset[int]:
    """Read which measurement types a sensor offers.

    Raises
    ------
    MalformedDataError
        It is not what the control point answers when it is read.
    """
    if len(data) < 2 or data[0] != _FEATURES:
        raise MalformedDataError("not the features of a Polar sensor", data)
    bits = int.from_bytes(data[1 : 1 + _MOST_FEATURE_BYTES], "little")
    return frozenset(number for number in range(bits.bit_length()) if bits >> number & 1)
