"""BITalino (r)evolution: frames of one to six channels, both ways, and its commands.

Bluetooth serial port or 115200 baud, 8 data bits, no parity, one stop bit. The board speaks when it was told to start,
at 1, 10, 100 or 1000 frames a second. A frame of 3, 4, 6, 7, 8 or 8 bytes is a little-endian number whose bits are,
the highest first::

    sequence  CRC  I1 I2 O1 O2   first  second  third  fourth  fifth  sixth channel
       4       4    1  1  1  1    10      10     10      10      6      6           bits; the rest is 0

The sequence number counts 0 to 15 and round again. The CRC has the polynomial x^4 + x + 1 and goes over all bytes as
they come, with its own bits 0. Source: the programming interfaces of BITalinoWorld (revolution-python-api, cpp-api) and
the firmware.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Self

from biofeedback.errors import MalformedDataError
from devices.protocols.frames import Framer
from devices.protocols.greeting import Greeting

CHANNEL = "bitalino"
INPUTS = ("A1", "A2", "A3", "A4", "A5", "A6")
RATES_HZ = (1, 10, 100, 1000)  # frames a second, in the order of their codes
SEQUENCE_LENGTH = 16  # its sequence number has four bits

STOP = b"\x00"

FRAME_BYTES = (3, 4, 6, 7, 8, 8)
"""Bytes of a frame by how many channels there are, from one."""

_BITS = (10, 10, 10, 10, 6, 6)  # of each channel, in order
_LOCK_FRAMES = 16  # one turn of the sequence number; the CRC alone lets one chance frame in 16 pass
_CRC = (0, 3, 6, 5, 12, 15, 10, 9, 11, 8, 13, 14, 7, 4, 1, 2)  # 0 to 15 times x^4, mod x^4 + x + 1


def start_command(inputs: Collection[str]) -> bytes:
    """Return what starts the frames of these inputs (``A1`` to ``A6``)."""
    return bytes([0x01 | sum(4 << index for index, name in enumerate(INPUTS) if name in inputs)])


def rate_command(rate_hz: int) -> bytes:
    """Return what sets how many frames come a second.

    Raises
    ------
    ValueError
        The rate is none of `RATES_HZ`.
    """
    return bytes([RATES_HZ.index(rate_hz) << 6 | 0x03])


@dataclass(frozen=True, slots=True, kw_only=True)
class BitalinoFrame:
    """One frame: one moment of all channels.

    Attributes
    ----------
    sequence : int
        0 to 15, one more with each frame, and 0 after 15.
    digital : tuple of bool
        The states of I1, I2, O1 and O2.
    analog : tuple of int
        One number a channel, in the order of the inputs that were asked for: 0 to 1023, the fifth and the sixth 0 to
        63.
    """

    sequence: int
    digital: tuple[bool, bool, bool, bool] = (False, False, False, False)
    analog: tuple[int, ...]

    @classmethod
    def decode(cls, data: bytes, channels: int) -> Self:
        """Read one frame of this many channels.

        Raises
        ------
        MalformedDataError
            The number of bytes is not that of the channels, or the CRC does not agree.
        """
        if len(data) != FRAME_BYTES[channels - 1]:
            raise MalformedDataError("not a BITalino frame of so many channels", data, channels=channels)
        if _crc(data) != data[-1] & 0x0F:
            raise MalformedDataError("the CRC of a BITalino frame does not agree", data)
        bits = int.from_bytes(data, "little")
        left = 8 * len(data) - 12
        states = bits >> left
        analog: list[int] = []
        for width in _BITS[:channels]:
            left -= width
            analog.append(bits >> left & (1 << width) - 1)
        return cls(
            sequence=data[-1] >> 4,
            digital=(bool(states & 8), bool(states & 4), bool(states & 2), bool(states & 1)),
            analog=tuple(analog),
        )

    def encode(self) -> bytes:
        """Write the frame as the board would."""
        length = FRAME_BYTES[len(self.analog) - 1]
        left = 8 * length - 8
        bits = self.sequence << left + 4
        for width, value in zip((1, 1, 1, 1, *_BITS), (*self.digital, *self.analog), strict=False):
            left -= width
            bits |= value << left
        data = bits.to_bytes(length, "little")
        return data[:-1] + bytes([data[-1] | _crc(data)])


def frames_lost(first: BitalinoFrame, second: BitalinoFrame) -> int:
    """Return how many frames are missing between two, 0 to 15; a loss of 16 cannot be told from none."""
    return (second.sequence - first.sequence - 1) % SEQUENCE_LENGTH


class BitalinoFramer(Framer[BitalinoFrame]):
    """Finds the frames of this many channels in what the port gives.

    Where frames are lost, those after them count when enough follow one another.

    Raises
    ------
    ValueError
        There are not one to six channels.
    """

    def __init__(self, channels: int) -> None:
        if not 1 <= channels <= len(FRAME_BYTES):
            raise ValueError(f"a BITalino has one to six channels, not {channels}")
        super().__init__(
            lambda data: BitalinoFrame.decode(data, channels),
            lambda _first: FRAME_BYTES[channels - 1],
            lock_frames=_LOCK_FRAMES,
            # A frame that begins with 00 is another frame, one byte late, with a CRC that agrees.
            follows=lambda first, second: frames_lost(first, second) == 0,
        )


def greeting(options: Mapping[str, str]) -> Greeting:
    """Set the rate and start the input with the heart; the board wants its commands a tenth of a second apart."""
    return Greeting(
        begin=(STOP, rate_command(int(options["rate"])), start_command((options["heart"],))),
        end=(STOP,),
    )


def _crc(data: bytes) -> int:
    crc = 0
    for byte in data[:-1]:
        crc = _CRC[_CRC[crc] ^ byte >> 4] ^ byte & 0x0F
    return _CRC[_CRC[crc] ^ data[-1] >> 4]
