"""The lines of our own pulse sensor (``devices/firmware/soften_pulse``), both ways.

115200 baud, 8N1, ASCII, LF. Every line ends in ``*`` and the CRC-16 of all before the ``*``::

    # soften pulse 1 rate=250 unit=us kind=pulse bits=10 board=uno*FCD8     who speaks; at least every 5 s
    w,<sequence>,<us>,<value>*hhhh                                          a sample of the wave
    b,<sequence>,<us>,<interval_us>*hhhh                                    a heartbeat, 0 when no interval is known
    n,<sequence>,<us>,clear|flat|clipped*hhhh                               how well the wave can be read

``sequence`` counts the lines w, b and n together and begins again after 65535; ``us`` is the board's micros(), which
begins again after 2**32 - 1. Numbers are decimal without leading zeros. A beat is stamped where the wave rose most
steeply, which is earlier than the samples sent just before it. An interval is exactly the difference of two stamps, so
that a lost beat shows.

The checksum is CRC-16/IBM-3740 (polynomial 0x1021 from 0xFFFF, ``29B1`` for ``123456789``) in four upper-case hex
digits. One of 8 bits would let one badly damaged line in 256 pass; this one lets one in 65536 pass, and finds any three
wrong bits and any burst of up to 16, however long the line. Lower-case digits are refused, because a single wrong bit
makes an ``a`` of an ``A``.
"""

import binascii
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, Self, TypeAlias, get_args

from biofeedback.errors import MalformedDataError
from devices.protocols.line_header import LineHeader
from devices.protocols.lines import LineFramer
from devices.protocols.received import Received

SOFTEN_CHANNEL = "soften"
"""The `Packet.channel` of our own pulse sensor."""

VERSION = 1

# Where the numbers of the lines and the stamps begin again from 0.
SEQUENCE_TURN = 1 << 16
US_TURN = 1 << 32

WaveContact: TypeAlias = Literal["clear", "flat", "clipped"]
"""``flat``: the signal stands still. ``clipped``: it lies at an end of what the board can measure."""

_SEALED = re.compile(rb"([ -~]*)\*([0-9A-F]{4})")
_NUMBER = r"(0|[1-9][0-9]{0,9})"
_MOST_BITS = 16  # of a converter: what the sketch holds a sample in


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseHeader:
    """Who speaks: a board with a sketch of our version.

    Attributes
    ----------
    rate_hz : int
        Samples a second, 1 or more.
    adc_bits : int
        Bits of the board's converter, 1 to 16: a value is 0 to ``2**adc_bits - 1``.
    board : str
        One word.
    """

    rate_hz: int
    adc_bits: int
    board: str

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read a header with its checksum, without LF; options that we do not know are passed over.

        Raises
        ------
        MalformedDataError
            It is damaged, no header, of another version, or an option is missing or says something else.
        """
        header = _pulse_header(data)
        options = dict(header.options)
        if header.version != VERSION or options.get("unit") != "us" or options.get("kind") != "pulse":
            raise MalformedDataError("not a pulse in microseconds of version 1", data)
        rate, bits, board = (options.get(name, "") for name in ("rate", "bits", "board"))
        if not re.fullmatch(r"[1-9][0-9]{0,4}", rate) or not re.fullmatch(r"[1-9][0-9]?", bits) or not board:
            raise MalformedDataError("a header without its rate, bits and board", data)
        if int(bits) > _MOST_BITS:
            raise MalformedDataError("more than 16 bits a sample", data)
        return cls(rate_hz=int(rate), adc_bits=int(bits), board=board)

    def encode(self) -> bytes:
        """Write the header with its checksum, without LF."""
        options = {"rate": self.rate_hz, "unit": "us", "kind": "pulse", "bits": self.adc_bits, "board": self.board}
        words = tuple((name, str(value)) for name, value in options.items())
        return seal(LineHeader(format="pulse", version=VERSION, options=words).encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherVersion:
    """The header of a sketch whose lines are another version than ours, 0 to 9999."""

    version: int

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read such a header with its checksum, without LF.

        Raises
        ------
        MalformedDataError
            It is damaged, no header, or of our version.
        """
        version = _pulse_header(data).version
        if version == VERSION:
            raise MalformedDataError("a header of version 1", data)
        return cls(version=version)

    def encode(self) -> bytes:
        """Write as much of the header as is known, with its checksum, without LF."""
        return seal(LineHeader(format="pulse", version=self.version).encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveLine:
    """A sample: ``value`` is 0 to 65535 in the converter's own counts."""

    sequence: int
    us: int
    value: int

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read such a line with its checksum, without LF.

        Raises
        ------
        MalformedDataError
            It is damaged, another line, or a number is out of its range.
        """
        sequence, us, value = _numbered(data, "w", _NUMBER)
        if int(value) >= 1 << _MOST_BITS:
            raise MalformedDataError("a sample of more than 16 bits", data)
        return cls(sequence=sequence, us=us, value=int(value))

    def encode(self) -> bytes:
        """Write the line with its checksum, without LF."""
        return seal(f"w,{self.sequence},{self.us},{self.value}".encode("ascii"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BeatLine:
    """A heartbeat at ``us``, ``interval_us`` after the one before; 0 when there is no interval to tell."""

    sequence: int
    us: int
    interval_us: int

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read such a line with its checksum, without LF.

        Raises
        ------
        MalformedDataError
            It is damaged, another line, or a number is out of its range.
        """
        sequence, us, interval_us = _numbered(data, "b", _NUMBER)
        if int(interval_us) >= US_TURN:
            raise MalformedDataError("an interval of more than 32 bits", data)
        return cls(sequence=sequence, us=us, interval_us=int(interval_us))

    def encode(self) -> bytes:
        """Write the line with its checksum, without LF."""
        return seal(f"b,{self.sequence},{self.us},{self.interval_us}".encode("ascii"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactLine:
    """How well the wave can be read from here on; told at each change and after each header."""

    sequence: int
    us: int
    contact: WaveContact

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read such a line with its checksum, without LF.

        Raises
        ------
        MalformedDataError
            It is damaged, another line, or a number is out of its range.
        """
        sequence, us, word = _numbered(data, "n", "([a-z]+)")
        for contact in get_args(WaveContact):
            if word == contact:
                return cls(sequence=sequence, us=us, contact=contact)
        raise MalformedDataError("a contact that is neither clear, flat nor clipped", data)

    def encode(self) -> bytes:
        """Write the line with its checksum, without LF."""
        return seal(f"n,{self.sequence},{self.us},{self.contact}".encode("ascii"))


SoftenLine: TypeAlias = PulseHeader | OtherVersion | WaveLine | BeatLine | ContactLine

_KINDS: Mapping[bytes, Callable[[bytes], SoftenLine]] = {
    b"w": WaveLine.decode,
    b"b": BeatLine.decode,
    b"n": ContactLine.decode,
}


def decode_line(data: bytes) -> SoftenLine:
    """Read any line of the protocol, without LF.

    Raises
    ------
    MalformedDataError
        It is damaged, or none.
    """
    if data.startswith(b"#"):
        return PulseHeader.decode(data) if _pulse_header(data).version == VERSION else OtherVersion.decode(data)
    decode = _KINDS.get(data[:1])
    if decode is None:
        raise MalformedDataError("no line of a Soften pulse sensor", data)
    return decode(data)


def seal(body: bytes) -> bytes:
    """Return a line's words with ``*`` and their checksum behind them."""
    return b"%b*%04X" % (body, binascii.crc_hqx(body, 0xFFFF))


def is_intact(line: bytes) -> bool:
    """Tell whether a line, without LF, ends in the checksum of its words."""
    match = _SEALED.fullmatch(line)
    return match is not None and seal(match[1]) == line


class SoftenFramer:
    """Cuts what comes from a port into the lines of our pulse sensor; never raises on bytes.

    Attributes
    ----------
    bad_checksums : int
        How many lines did not end in their checksum.
    """

    def __init__(self) -> None:
        self.bad_checksums = 0
        self._lines: LineFramer[SoftenLine] = LineFramer(self._decode)

    @property
    def malformed(self) -> int:
        """How many lines could not be read so far, those with a bad checksum among them."""
        return self._lines.malformed

    def clear(self) -> None:
        """Begin anew after a break of the link; the counts stay."""
        self._lines.clear()

    def feed(self, data: bytes) -> list[SoftenLine]:
        """Take bytes, cut anywhere, and return the lines that they complete."""
        return self._lines.feed(data)

    def _decode(self, line: bytes) -> SoftenLine:
        self.bad_checksums += not is_intact(line)
        return decode_line(line)


def _body(data: bytes) -> bytes:
    if not is_intact(data):
        raise MalformedDataError("a line that does not end in its checksum", data)
    return data[:-5]


def _pulse_header(data: bytes) -> LineHeader:
    try:
        header = LineHeader.decode(_body(data))
    except MalformedDataError as error:
        raise MalformedDataError("no intact header", data) from error
    if header.format != "pulse":
        raise MalformedDataError("the header of something else than a pulse", data)
    return header


def _numbered(data: bytes, kind: str, last: str) -> tuple[int, int, str]:
    match = re.fullmatch(f"{kind},{_NUMBER},{_NUMBER},{last}", _body(data).decode("ascii"))
    if match is None or int(match[1]) >= SEQUENCE_TURN or int(match[2]) >= US_TURN:
        raise MalformedDataError("no line of its kind with a sequence number and a stamp", data, kind=kind)
    return int(match[1]), int(match[2]), match[3]


def recognise(received: Received) -> str:
    """Tell the lines of our firmware by the header or by their form."""
    return SOFTEN_CHANNEL if received.has_header("pulse") or received.records(decode_line) else ""
