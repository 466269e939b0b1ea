"""The data of Polar's measurement service: ECG, acceleration and pulse-to-pulse intervals, both ways.

Every notification is one frame, all numbers little-endian::

    byte 0   1                                        9                          10
    +--------+----------------------------------------+--------------------------+-------------+
    | type   | u64 ns since 2000, of the last sample  | frame type,              | payload     |
    | u8     | (a clock that is seldom set)           | bit 7: compressed        |             |
    +--------+----------------------------------------+--------------------------+-------------+

    ECG (0)            frame type 0     i24 a sample, uV
    acceleration (2)   0, 1, 2          3 x i8, i16 or i24 a sample, mg
                       0x80, 0x81       compressed (`polar_delta_frame`); of 0x80 a value x factor x 1000 is in mg
    intervals (3)      0                heart rate u8 | interval u16 ms | error estimate u16 ms | flags u8, the oldest
                                        first; flags: 0 blocked by movement, 1 skin contact, 2 skin contact is supported

Source: Polar BLE SDK, technical documentation “online measurement”, 2026-05-29. (That text has flag 2 the other way
round; the SDK's own code, older specifications and captures agree on this one.)

This module keeps no state, and takes nothing for granted: any bytes decode or raise `MalformedDataError`.
"""

import struct
from dataclasses import dataclass
from typing import ClassVar, Self, TypeAlias

from biofeedback.errors import MalformedDataError
from devices.protocols.polar_control_point import ACCELERATION, ECG, PULSE_INTERVALS
from devices.protocols.polar_delta_frame import decode_delta_frame, encode_delta_frame

POLAR_CHANNEL = "pmd"
"""The `Packet.channel` of data frames."""

NS_PER_S = 1_000_000_000

_AXES = 3  # x, y, z
_COMPRESSED = 0x80  # the bit of a frame type

# Frame types of the acceleration; bits of the first compressed sample; bytes a number where it is not compressed.
_COMPRESSED_RAW = 0x80
_COMPRESSED_MG = 0x81
_COMPRESSED_BITS = 16
_PLAIN_BYTES = {0: 1, 1: 2, 2: 3}
_INTEGERS = {1: "b", 2: "h"}

# Flags of an interval.
_BLOCKED = 0x01
_IN_CONTACT = 0x02
_CONTACT_SUPPORTED = 0x04

_HEAD = struct.Struct("<BQB")
_INTERVAL = struct.Struct("<BHHB")
_LONGEST_VALUE = 512  # the longest value an attribute may have (Bluetooth Core, vol. 3, part F, 3.2.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class EcgFrame:
    """Samples of the ECG in uV; ``stamp_ns`` is the time of the last one on the sensor's clock."""

    measurement: ClassVar[int] = ECG

    stamp_ns: int
    samples_uv: tuple[int, ...]

    @classmethod
    def from_payload(cls, stamp_ns: int, frame_type: int, payload: bytes) -> Self:
        """Read what stands behind the head of a frame."""
        if frame_type != 0:
            raise MalformedDataError("ECG of an unknown frame type", payload, frame_type=frame_type)
        return cls(stamp_ns=stamp_ns, samples_uv=_signed(payload, 3))

    def encode(self) -> bytes:
        """Write the frame as a sensor does."""
        values = b"".join(sample.to_bytes(3, "little", signed=True) for sample in self.samples_uv)
        return _HEAD.pack(ECG, self.stamp_ns, 0) + values


@dataclass(frozen=True, slots=True, kw_only=True)
class AccelerationFrame:
    """Samples of the acceleration along three axes; ``stamp_ns`` is the time of the last one on the sensor's clock.

    Attributes
    ----------
    samples : tuple of (int, int, int)
        In mg, unless ``needs_factor``.
    frame_type : int
        How they are written: 0, 1 or 2 in so many bytes and one, 0x80 and 0x81 compressed.
    """

    measurement: ClassVar[int] = ACCELERATION

    stamp_ns: int
    samples: tuple[tuple[int, ...], ...]
    frame_type: int = 1

    @property
    def needs_factor(self) -> bool:
        """Whether a sample becomes mg by the factor that was told at the start, times 1000."""
        return self.frame_type == _COMPRESSED_RAW

    @classmethod
    def from_payload(cls, stamp_ns: int, frame_type: int, payload: bytes) -> Self:
        """Read what stands behind the head of a frame."""
        if frame_type in (_COMPRESSED_RAW, _COMPRESSED_MG):
            samples = decode_delta_frame(payload, channels=_AXES, resolution_bits=_COMPRESSED_BITS)
        elif frame_type in _PLAIN_BYTES:
            values = _signed(payload, _PLAIN_BYTES[frame_type], _AXES)
            samples = tuple(zip(values[0::_AXES], values[1::_AXES], values[2::_AXES], strict=True))
        else:
            raise MalformedDataError("acceleration of an unknown frame type", payload, frame_type=frame_type)
        return cls(stamp_ns=stamp_ns, samples=samples, frame_type=frame_type)

    def encode(self) -> bytes:
        """Write the frame as a sensor does."""
        head = _HEAD.pack(ACCELERATION, self.stamp_ns, self.frame_type)
        if self.frame_type & _COMPRESSED:
            return head + encode_delta_frame(self.samples, resolution_bits=_COMPRESSED_BITS)
        size = _PLAIN_BYTES[self.frame_type]
        return head + b"".join(value.to_bytes(size, "little", signed=True) for xyz in self.samples for value in xyz)


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseInterval:
    """One interval from pulse to pulse.

    Attributes
    ----------
    heart_rate_bpm : int
        0 to 255.
    interval_ms, error_ms : int
        The interval and the sensor's own estimate of its error, 0 to 65535.
    blocked : bool
        Movement was in the way; the interval says nothing.
    in_contact : bool or None
        Contact with the skin; ``None`` when the sensor does not tell.
    """

    heart_rate_bpm: int
    interval_ms: int
    error_ms: int = 0
    blocked: bool = False
    in_contact: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseFrame:
    """Intervals from pulse to pulse, the oldest first; ``stamp_ns`` is the end of the last, or 0 when not told."""

    measurement: ClassVar[int] = PULSE_INTERVALS

    stamp_ns: int
    intervals: tuple[PulseInterval, ...]

    @classmethod
    def from_payload(cls, stamp_ns: int, frame_type: int, payload: bytes) -> Self:
        """Read what stands behind the head of a frame."""
        if frame_type != 0:
            raise MalformedDataError("pulse intervals of an unknown frame type", payload, frame_type=frame_type)
        _must_be_whole(payload, _INTERVAL.size)
        return cls(
            stamp_ns=stamp_ns,
            intervals=tuple(
                PulseInterval(
                    heart_rate_bpm=heart_rate_bpm,
                    interval_ms=interval_ms,
                    error_ms=error_ms,
                    blocked=bool(flags & _BLOCKED),
                    in_contact=bool(flags & _IN_CONTACT) if flags & _CONTACT_SUPPORTED else None,
                )
                for heart_rate_bpm, interval_ms, error_ms, flags in _INTERVAL.iter_unpack(payload)
            ),
        )

    def encode(self) -> bytes:
        """Write the frame as a sensor does."""
        parts = _HEAD.pack(PULSE_INTERVALS, self.stamp_ns, 0)
        for each in self.intervals:
            flags = _BLOCKED if each.blocked else 0
            if each.in_contact is not None:
                flags |= _CONTACT_SUPPORTED | (_IN_CONTACT if each.in_contact else 0)
            parts += _INTERVAL.pack(each.heart_rate_bpm, each.interval_ms, each.error_ms, flags)
        return parts


PolarFrame: TypeAlias = EcgFrame | AccelerationFrame | PulseFrame

_FRAMES: tuple[type[EcgFrame] | type[AccelerationFrame] | type[PulseFrame], ...] = (
    EcgFrame,
    AccelerationFrame,
    PulseFrame,
)


def decode_frame(data: bytes) -> PolarFrame:
    """Read one data frame.

    Raises
    ------
    MalformedDataError
        It ends too early or within a sample, holds no sample, or is of a type that is not read here.
    """
    if not _HEAD.size < len(data) <= _LONGEST_VALUE:
        raise MalformedDataError("a Polar data frame without data, or longer than any Bluetooth attribute", data)
    measurement, stamp_ns, frame_type = _HEAD.unpack_from(data)
    for frame in _FRAMES:
        if frame.measurement == measurement:
            return frame.from_payload(stamp_ns, frame_type, bytes(data[_HEAD.size :]))
    raise MalformedDataError("a Polar data frame of a type that is not read", data, measurement=measurement)


def _signed(payload: bytes, size: int, channels: int = 1) -> tuple[int, ...]:
    """Cut a payload into signed numbers of ``size`` bytes."""
    _must_be_whole(payload, size * channels)
    count = len(payload) // size
    if size in _INTEGERS:
        return struct.unpack(f"<{count}{_INTEGERS[size]}", payload)
    # Numbers of three bytes: as the upper three of four, and shifted down again.
    widened = bytearray(4 * count)
    for index in range(3):
        widened[index + 1 :: 4] = payload[index::3]
    return tuple(value >> 8 for value in struct.unpack(f"<{count}i", widened))


def _must_be_whole(payload: bytes, size: int) -> None:
    if len(payload) % size:
        raise MalformedDataError("a Polar data frame that ends within a sample", payload)
