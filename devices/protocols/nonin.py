"""Nonin pulse oximeters (Xpod, OEM III, 9560 and others): data formats 2 and 7, both ways.

9600 baud, 8 data bits, no parity, one stop bit. 75 frames of five bytes a second; 25 frames make a packet::

    format 2   01       status      pulse wave    data          checksum
    format 7   status   wave, high  wave, low     data          checksum

    status   7   6             5         4             3      2      1        0
             1   no sensor     artefact  out of track  alarm  red    green    first frame of a packet

The checksum is the sum of the four bytes before it, mod 256. Red and green tell of the perfusion (both: yellow) and are
set for about twelve frames at each pulse. What the data byte means goes by the place of its frame in the packet. Of
format 7 we have not seen that on a sensor; the places that are read here are said to be the same.
Source: the firmware and tests of pez-globo/pufferfish-vent-software for the OEM III; the vendor's papers were not at
hand.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Self, TypeAlias

from biofeedback.errors import MalformedDataError
from devices.protocols.frames import Framer
from devices.protocols.greeting import Greeting
from devices.protocols.received import Received

NoninFormat: TypeAlias = Literal[2, 7]

CHANNEL_2 = "nonin2"
CHANNEL_7 = "nonin7"
# The same in both formats, as above.
FRAME_BYTES = 5
FRAMES_PER_S = 75.0
FRAMES_PER_PACKET = 25

_LOCK_FRAMES = 25
"""One packet whole: a run as long as this holds a first frame, with which the places of the others are known."""

_LISTEN_FRAMES = 20
"""So many good checksums in a row make an unknown sensor this one: a quarter of a second, a choice."""

# What says in the place of a number (bpm, percent) that it is not known: all bits set.
_NO_RATE = 511
_NO_OXYGEN = 127


def format_command(number: NoninFormat) -> bytes:
    """Return what asks the sensor for a data format; it answers with 06 when it will, with 15 (hex) when not."""
    return bytes([0x02, 0x70, 0x02, 0x02, number, 0x03])


@dataclass(frozen=True, slots=True, kw_only=True)
class NoninFrame:
    """One frame, a seventy-fifth of a second.

    Attributes
    ----------
    pleth : int
        Pulse wave in the sensor's own measure: 0 to 255 in format 2, 0 to 65535 in format 7.
    data : int
        What it means goes by the place of the frame in its packet (`heart_rate_bpm`, `oxygen_percent`).
    first : bool
        The frame is the first of its packet.
    red, green : bool
        The colours of the perfusion, for about twelve frames at each pulse; both together are yellow.
    no_sensor, artefact, out_of_track, alarm : bool
        The sensor is not connected; a pulse was disturbed; the pulse cannot be followed; the sensor is not on a finger
        or cannot be used.
    """

    pleth: int
    data: int = 0
    first: bool = False
    red: bool = False
    green: bool = False
    no_sensor: bool = False
    artefact: bool = False
    out_of_track: bool = False
    alarm: bool = False

    @property
    def beat(self) -> bool:
        """Whether the sensor sees a beat."""
        return self.red or self.green

    @classmethod
    def decode(cls, data: bytes, number: NoninFormat) -> Self:
        """Read one frame of a data format.

        Raises
        ------
        MalformedDataError
            There are not five bytes, one that never changes is another, or the checksum is not that of the others.
        """
        if len(data) != FRAME_BYTES:
            raise MalformedDataError("a Nonin frame is five bytes", data)
        if number == 2 and data[0] != 0x01:
            raise MalformedDataError("a Nonin frame of format 2 begins with 01", data)
        status = data[1] if number == 2 else data[0]
        if not status & 0x80:
            raise MalformedDataError("a Nonin status has bit 7 set", data)
        if sum(data[:4]) & 0xFF != data[4]:
            raise MalformedDataError("the checksum of a Nonin frame does not agree", data)
        return cls(
            pleth=data[2] if number == 2 else data[1] << 8 | data[2],
            data=data[3],
            first=bool(status & 0x01),
            red=bool(status & 0x04),
            green=bool(status & 0x02),
            no_sensor=bool(status & 0x40),
            artefact=bool(status & 0x20),
            out_of_track=bool(status & 0x10),
            alarm=bool(status & 0x08),
        )

    def encode(self, number: NoninFormat) -> bytes:
        """Write the frame in a data format, as the sensor would."""
        faults = self.no_sensor << 6 | self.artefact << 5 | self.out_of_track << 4 | self.alarm << 3
        status = 0x80 | faults | self.red << 2 | self.green << 1 | self.first
        frame = [0x01, status, self.pleth] if number == 2 else [status, self.pleth >> 8, self.pleth & 0xFF]
        frame.append(self.data)
        return bytes([*frame, sum(frame) & 0xFF])


def heart_rate_bpm(packet: Sequence[NoninFrame]) -> int | None:
    """Return the heart rate in a whole packet of 25 frames; None when the sensor does not know it."""
    rate = (packet[0].data & 0x03) << 7 | packet[1].data & 0x7F
    return None if rate == _NO_RATE else rate


def oxygen_percent(packet: Sequence[NoninFrame]) -> int | None:
    """Return the oxygen saturation in a whole packet of 25 frames; None when the sensor does not know it."""
    oxygen = packet[2].data & 0x7F
    return None if oxygen == _NO_OXYGEN else oxygen


def schedule(heart_rate: int | None, oxygen: int | None, revision: int) -> tuple[int, ...]:
    """Return the 25 data bytes of a packet with these numbers, zero where there is nothing to say.

    Parameters
    ----------
    heart_rate, oxygen : int or None
        In beats a minute (0 to 510) and percent (0 to 126); None for what the sensor does not know.
    revision : int
        Revision of the firmware, 0 to 255.
    """
    rate = _NO_RATE if heart_rate is None else heart_rate
    known = (rate >> 7, rate & 0x7F, _NO_OXYGEN if oxygen is None else oxygen, revision)
    return known + (0,) * (FRAMES_PER_PACKET - len(known))


class NoninFramer(Framer[NoninFrame]):
    """Finds the frames of a data format in what the port gives."""

    def __init__(self, number: NoninFormat, *, lock_frames: int = _LOCK_FRAMES) -> None:
        super().__init__(
            lambda data: NoninFrame.decode(data, number),
            _length_of_2 if number == 2 else _length_of_7,
            lock_frames=lock_frames,
        )


def greeting_of_format_7(_: Mapping[str, str]) -> Greeting:
    """Ask for format 7; a sensor that cannot goes on as it was."""
    return Greeting(begin=(format_command(7),))


def recognise_format_2(received: Received) -> str:
    """Tell twenty frames of format 2 with good checksums, one after the other."""
    return CHANNEL_2 if _has_frames(received.no_text, 2) else ""


def recognise_format_7(received: Received) -> str:
    """Tell twenty frames of format 7 with good checksums, one after the other."""
    return CHANNEL_7 if _has_frames(received.no_text, 7) else ""


def _has_frames(data: bytes, number: NoninFormat) -> bool:
    return bool(NoninFramer(number, lock_frames=_LISTEN_FRAMES).feed(data))


def _length_of_2(first: int) -> int:
    return FRAME_BYTES if first == 0x01 else 0


def _length_of_7(first: int) -> int:
    return FRAME_BYTES if first & 0x80 else 0
