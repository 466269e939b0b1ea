"""The older Contec CMS50 pulse oximeters (CMS50D+, E, F of their first years): frames of five bytes, both ways.

19200 baud, 8 data bits, odd parity, one stop bit. Unasked, 60 frames a second. Bit 7 is set in the first byte alone::

    byte    7   6                    5                  4                      3 to 0
    +---+---+-------------------+------------------+----------------------+-----------------+
    | 0 | 1 | beat              | oxygen is falling | finger out           | signal strength |
    | 1 | 0 | pulse wave, 6 to 0                                                          |
    | 2 | 0 | pulse rate, bit 7 | searching        | probe error          | bar             |
    | 3 | 0 | pulse rate, 6 to 0                                                          |
    | 4 | 0 | oxygen in percent, 6 to 0                                                   |
    +---+---+-----------------------------------------------------------------------------+

There is no checksum and no counter. Source: the programs and tests of atbrask/CMS50Dplus and bmartin427/CMS50.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from biofeedback.errors import MalformedDataError
from devices.protocols.frames import Framer
from devices.protocols.greeting import Greeting
from devices.protocols.received import Received

CHANNEL = "cms50"
FRAME_BYTES = 5  # the table above
FRAMES_PER_S = 60.0  # by the sensor's own clock, which may be some per cent off

WAKE = bytes.fromhex("F6 F6 F6")
"""What brings the live frames back when the sensor was left telling what it has stored."""

_LOCK_FRAMES = 5
"""So many frames in a row are no chance: 25 bytes with bit 7 where it belongs come by chance once in 2**25."""

_LISTEN_FRAMES = 30
"""Half a second of frames, before an unknown sensor counts as this one: a choice, as there is no checksum."""

_FIRST = 0x80  # bit 7, in the first byte alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Cms50Frame:
    """One frame, a sixtieth of a second.

    Attributes
    ----------
    pleth : int
        Pulse wave, 0 to 127 in the sensor's own measure.
    beat : bool
        The sensor sees a beat; it may stay set for several frames.
    finger_out : bool
        There is no finger, or the sensor has searched too long for a pulse.
    searching : bool
        The sensor searches for a pulse.
    probe_error : bool
        Something is amiss with the probe; the pulse wave means nothing.
    oxygen_falling : bool
        The sensor remarks that the oxygen goes down.
    strength, bar : int
        Strength of the signal and height of the bar that the sensor shows, 0 to 15.
    pulse_rate_bpm : int
        0 to 255; 0 in practice means that it is not known.
    oxygen_percent : int
        0 to 127; 0 in practice means that it is not known.
    """

    pleth: int
    beat: bool = False
    finger_out: bool = False
    searching: bool = False
    probe_error: bool = False
    oxygen_falling: bool = False
    strength: int = 0
    bar: int = 0
    pulse_rate_bpm: int = 0
    oxygen_percent: int = 0

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one frame.

        Raises
        ------
        MalformedDataError
            There are not five bytes, or bit 7 is not set in the first of them alone.
        """
        if len(data) != FRAME_BYTES or [byte & 0x80 for byte in data] != [0x80, 0, 0, 0, 0]:
            raise MalformedDataError("a CMS50 frame is five bytes with bit 7 in the first alone", data)
        state, pleth, search, rate, oxygen = data
        return cls(
            pleth=pleth,
            beat=bool(state & 0x40),
            finger_out=bool(state & 0x10),
            searching=bool(search & 0x20),
            probe_error=bool(search & 0x10),
            oxygen_falling=bool(state & 0x20),
            strength=state & 0x0F,
            bar=search & 0x0F,
            pulse_rate_bpm=(search & 0x40) << 1 | rate,
            oxygen_percent=oxygen,
        )

    def encode(self) -> bytes:
        """Write the frame as the sensor would."""
        state = _FIRST | self.beat << 6 | self.oxygen_falling << 5 | self.finger_out << 4 | self.strength
        search = (self.pulse_rate_bpm & 0x80) >> 1 | self.searching << 5 | self.probe_error << 4 | self.bar
        return bytes([state, self.pleth, search, self.pulse_rate_bpm & 0x7F, self.oxygen_percent])


class Cms50Framer(Framer[Cms50Frame]):
    """Finds the frames in what the port gives."""

    def __init__(self, *, lock_frames: int = _LOCK_FRAMES) -> None:
        super().__init__(Cms50Frame.decode, _length_of, lock_frames=lock_frames)


def greeting(_: Mapping[str, str]) -> Greeting:
    """Leave the download of stored data, should the sensor be in the midst of one; else this changes nothing."""
    return Greeting(begin=(WAKE,))


def recognise(received: Received) -> str:
    """Tell half a second of frames that follow one another somewhere in the bytes."""
    return CHANNEL if Cms50Framer(lock_frames=_LISTEN_FRAMES).feed(received.no_text) else ""


def _length_of(first: int) -> int:
    return FRAME_BYTES if first & 0x80 else 0
