"""The newer Contec CMS50 pulse oximeters (protocol "V7.0": CMS50D+ from firmware 4.6, CMS50F, EW and their kin).

115200 baud, 8 data bits, no parity, one stop bit. The sensor speaks when it was asked, and stops unless it is asked to
go on every five seconds. A packet, whose length its type tells::

    byte 0            1                    2        3        ...
    +-----------------+--------------------+--------+--------+-----
    | type, bit 7 = 0 | 1 and bits 7 of    | data 0 | data 1 | ...   bit 7 = 1 in all of them: the true one
    |                 | data 6 to data 0   |        |        |       is in byte 1
    +-----------------+--------------------+--------+--------+-----

Type 1 comes about 60 times a second and has seven bytes of data::

    data 0   probe error, beat, oxygen is low, searched too long, signal strength (4 bits)
         1   searching, pulse wave (7 bits)
         2   three bits unused, a mark on the perfusion index, bar (4 bits)
         3   pulse rate, FF: not known
         4   oxygen in percent, 7F: not known
       5, 6  perfusion index in hundredths of a percent, little-endian, FFFF: not known

There is no checksum and no counter. Sources: "Communication protocol of pulse oximeter V7.0" (Contec), the tests of
timegrid/CMS50Dplus7, and tobac/cms50ew. About the mark on the perfusion index they differ, so nothing rests on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Self

from biofeedback.errors import MalformedDataError
from devices.protocols.frames import Framer
from devices.protocols.greeting import Greeting
from devices.protocols.received import Received

CHANNEL = "cms50-new"
REALTIME = 0x01
FRAME_BYTES = 9  # of a packet of this type
FRAMES_PER_S = 60.0  # 58 to 62 (V7.0)

PACKET_LENGTHS: Mapping[int, int] = MappingProxyType(
    {
        **dict.fromkeys((0x00, 0x01, 0x04, 0x05, 0x11, 0x15), 9),
        **dict.fromkeys((0x07, 0x08, 0x0F, 0x12), 8),
        0x09: 6,
        **dict.fromkeys((0x0A, 0x0B), 4),
        **dict.fromkeys((0x0D, 0x0E, 0x10), 3),
        0x0C: 2,
    }
)
"""Type of a packet to its length in bytes."""

_LOCK_FRAMES = 5
"""So many packets in a row are no chance, with bit 7 as it must be in each of their bytes."""

_LISTEN_FRAMES = 30
"""Half a second of packets, before an unknown sensor counts as this one: a choice, as there is no checksum."""


def command(code: int) -> bytes:
    """Return the bytes of a command, by its code (``A1`` and so on)."""
    return bytes([0x7D, 0x81, code]) + b"\x80" * 6


# Codes of the commands (V7.0): what is sent live, and what the sensor has stored.
START = command(0xA1)
STOP = command(0xA2)
STOP_STORED = command(0xA7)
KEEP_ALIVE = command(0xAF)

START_SEQUENCE = (STOP_STORED, STOP, START)
"""What to send, in order, so that the live packets come."""

KEEP_ALIVE_EVERY_S = 5.0  # without it the live packets end (V7.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cms50NewPacket:
    """One packet of any type: its type, and its data with all eight bits."""

    kind: int
    data: bytes

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one packet.

        Raises
        ------
        MalformedDataError
            The type is none that is known, the length is not that of the type, or a later byte lacks bit 7.
        """
        if not data or PACKET_LENGTHS.get(data[0]) != len(data):
            raise MalformedDataError("a CMS50 packet has a known type and the length of that type", data)
        if not all(byte & 0x80 for byte in data[1:]):
            raise MalformedDataError("a CMS50 packet has bit 7 in every byte after the first", data)
        high = data[1]
        return cls(
            kind=data[0],
            data=bytes(byte & 0x7F | (high >> index & 1) << 7 for index, byte in enumerate(data[2:])),
        )

    def encode(self) -> bytes:
        """Write the packet as the sensor would."""
        high = sum((byte >> 7) << index for index, byte in enumerate(self.data))
        return bytes([self.kind, 0x80 | high]) + bytes(byte | 0x80 for byte in self.data)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cms50NewRealtime:
    """What a packet of type 1 says: a sixtieth of a second.

    Attributes
    ----------
    pleth : int
        Pulse wave, 0 to 127 in the sensor's own measure.
    beat : bool
        The sensor sees a beat; it may stay set for several packets.
    searched_long : bool
        The sensor has searched too long for a pulse; there may be no finger.
    searching : bool
        The sensor searches for a pulse.
    probe_error : bool
        Something is amiss with the probe; the pulse wave means nothing.
    oxygen_low : bool
        The sensor remarks that the oxygen is low.
    strength, bar : int
        Strength of the signal and height of the bar that the sensor shows, 0 to 15.
    pulse_rate_bpm : int or None
        0 to 254.
    oxygen_percent : int or None
        0 to 255 but 127.
    perfusion_index_percent : float or None
        0 to 655.34 in hundredths.
    """

    pleth: int
    beat: bool = False
    searched_long: bool = False
    searching: bool = False
    probe_error: bool = False
    oxygen_low: bool = False
    strength: int = 0
    bar: int = 0
    pulse_rate_bpm: int | None = None
    oxygen_percent: int | None = None
    perfusion_index_percent: float | None = None

    @classmethod
    def decode(cls, packet: Cms50NewPacket) -> Self:
        """Read a packet of type 1.

        Raises
        ------
        MalformedDataError
            It is of another type, or has not seven bytes of data.
        """
        if packet.kind != REALTIME or len(packet.data) != 7:
            raise MalformedDataError("not a CMS50 packet of type 1", packet.encode())
        state, wave, bar, rate, oxygen = packet.data[:5]
        perfusion = int.from_bytes(packet.data[5:], "little")
        return cls(
            pleth=wave & 0x7F,
            beat=bool(state & 0x40),
            searched_long=bool(state & 0x10),
            searching=bool(wave & 0x80),
            probe_error=bool(state & 0x80),
            oxygen_low=bool(state & 0x20),
            strength=state & 0x0F,
            bar=bar & 0x0F,
            pulse_rate_bpm=None if rate == 0xFF else rate,
            oxygen_percent=None if oxygen == 0x7F else oxygen,
            perfusion_index_percent=None if perfusion == 0xFFFF else perfusion / 100,
        )

    def encode(self) -> Cms50NewPacket:
        """Return the packet that says this."""
        perfusion = self.perfusion_index_percent
        data = bytes(
            [
                self.probe_error << 7 | self.beat << 6 | self.oxygen_low << 5 | self.searched_long << 4 | self.strength,
                self.searching << 7 | self.pleth,
                self.bar,
                0xFF if self.pulse_rate_bpm is None else self.pulse_rate_bpm,
                0x7F if self.oxygen_percent is None else self.oxygen_percent,
            ]
        )
        hundredths = 0xFFFF if perfusion is None else round(perfusion * 100)
        return Cms50NewPacket(kind=REALTIME, data=data + hundredths.to_bytes(2, "little"))


class Cms50NewFramer(Framer[Cms50NewPacket]):
    """Finds the packets, of every type, in what the port gives."""

    def __init__(self, *, lock_frames: int = _LOCK_FRAMES) -> None:
        super().__init__(Cms50NewPacket.decode, _length_of, lock_frames=lock_frames)


def greeting(_: Mapping[str, str]) -> Greeting:
    """Ask for the live packets, and again and again, and stop them."""
    return Greeting(begin=START_SEQUENCE, end=(STOP,), keep_alive=KEEP_ALIVE, keep_alive_s=KEEP_ALIVE_EVERY_S)


def recognise(received: Received) -> str:
    """Tell half a second of packets that follow one another somewhere in the bytes."""
    return CHANNEL if Cms50NewFramer(lock_frames=_LISTEN_FRAMES).feed(received.no_text) else ""


def _length_of(first: int) -> int:
    return PACKET_LENGTHS.get(first, 0)
