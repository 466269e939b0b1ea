r"""A wave as text: a time and a value a line, or, poorer, the bare values.

With times (``wave``)::

    # soften wave 1 unit=us kind=ecg rate=250     may be absent: then the time is in ms
    1000,512 CR LF        time on the board's own clock, value; CR may be absent
    1004;530.5;-7         ``,`` ``;`` TAB or blanks between, further values may follow
    1008,!                this value is not to be had: a lead is off
    1012,nan              this one is invalid

Without (``values``)::

    512                   one value
    !                     a lead is off

The clock of the board counts whole ms or us and begins again after 2**32 of them (49.7 days, 71.6 minutes).

Any bytes decode to a record or raise `MalformedDataError`. `BoardClock` follows the times from line to line.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, NamedTuple, Self, TypeAlias

from biofeedback.errors import MalformedDataError
from devices.options import write_options
from devices.protocols.line_header import Comment, LineHeader, decode_comment
from devices.protocols.plain_numbers import is_plain, plain
from devices.protocols.received import LEAST_VALUES_HZ, Received, decoded, is_rising

WAVE_CHANNEL = "wave"
"""The `Packet.channel` of lines with times, and the name of their format in its header."""

VALUES_CHANNEL = "values"
"""The `Packet.channel` of bare values."""

TimeUnit: TypeAlias = Literal["ms", "us"]
WaveKind: TypeAlias = Literal["ecg", "pulse", "falling"]
"""``falling`` is a pulse that goes down when the heart beats, as reflected light does."""

WAVE_KINDS: Mapping[str, WaveKind] = MappingProxyType({"ecg": "ecg", "pulse": "pulse", "falling": "falling"})
"""The kinds of wave by the names that headers and options call them."""

TIME_UNITS: Mapping[str, TimeUnit] = MappingProxyType({"ms": "ms", "us": "us"})
"""The units of time by the names that headers and options call them."""

_SEPARATOR = re.compile(rb"[ \t]*[,;][ \t]*|[ \t]+")
_TIME = re.compile(rb"\d{1,20}")
_LEAD_OFF = b"!"

_WRAP = 2**32  # ticks: millis() and micros() of Arduino are unsigned numbers of 32 bits
_LONGEST_STEP_S = 10.0  # a longer step between two lines is doubted; a choice, `BoardClock` says what then happens


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveLine:
    """What was measured at one time.

    Attributes
    ----------
    ticks : int
        The time on the board's own clock, in the unit of the header.
    values : tuple of (float or None)
        One value or more; ``nan`` for an invalid one, ``None`` for a lead that is off.
    """

    ticks: int
    values: tuple[float | None, ...]

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one line, without its LF.

        Raises
        ------
        MalformedDataError
            The line is not a time and at least one value.
        """
        time, *values = _SEPARATOR.split(data.strip())
        if not values or not _TIME.fullmatch(time):
            raise MalformedDataError("a line of a wave is a time and a value", data)
        return cls(ticks=int(time), values=tuple(_decode_value(value, data) for value in values))

    def encode(self) -> bytes:
        """Write the line, without LF."""
        return b",".join([str(self.ticks).encode("ascii"), *map(_encode_value, self.values)])


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueLine:
    """One value without a time; ``nan`` when it is invalid, ``None`` while a lead is off."""

    value: float | None

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one line, without its LF.

        Raises
        ------
        MalformedDataError
            The line is not one value.
        """
        return cls(value=_decode_value(data.strip(), data))

    def encode(self) -> bytes:
        """Write the line, without LF."""
        return _encode_value(self.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveHeader:
    """What the header of a wave says.

    Attributes
    ----------
    unit : TimeUnit
        Of the times.
    kind : WaveKind or None
        ``None`` when it does not say.
    rate_hz : float or None
        Samples in a second; ``None`` when it does not say.
    """

    unit: TimeUnit = "ms"
    kind: WaveKind | None = None
    rate_hz: float | None = None

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one header, without its LF; options that are not ours are passed over.

        Raises
        ------
        MalformedDataError
            It is not the header of a wave, or its unit, kind or rate is none that we know.
        """
        header = LineHeader.decode(data)
        options = dict(header.options)
        unit = TIME_UNITS.get(options.get("unit", "ms"))
        if header.format != WAVE_CHANNEL or unit is None:
            raise MalformedDataError("the header of a wave has its times in ms or us", data)
        kind = WAVE_KINDS.get(options.get("kind", ""))
        if kind is None and "kind" in options:
            raise MalformedDataError("a wave is of kind ecg, pulse or falling", data)
        rate = options.get("rate", "").encode("ascii")
        rate_hz = float(rate) if is_plain(rate) else None
        if "rate" in options and (rate_hz is None or rate_hz <= 0):
            raise MalformedDataError("the rate of a wave is a number of samples a second", data)
        return cls(unit=unit, kind=kind, rate_hz=rate_hz)

    def encode(self) -> bytes:
        """Write the header, without LF."""
        options: list[tuple[str, str]] = [("unit", self.unit)]
        if self.kind is not None:
            options.append(("kind", self.kind))
        if self.rate_hz is not None:
            options.append(("rate", plain(self.rate_hz).decode("ascii")))
        return LineHeader(format=WAVE_CHANNEL, version=1, options=tuple(options)).encode()


def decode_wave_line(data: bytes) -> WaveLine | WaveHeader | Comment:
    """Read any line of ``wave``, without its LF.

    Raises
    ------
    MalformedDataError
        It is none; the header of another format is none either.
    """
    if not data.strip().startswith(b"#"):
        return WaveLine.decode(data)
    comment = decode_comment(data)
    return WaveHeader.decode(data) if isinstance(comment, LineHeader) else comment


def decode_value_line(data: bytes) -> ValueLine | LineHeader | Comment:
    """Read any line of ``values``, without its LF.

    Raises
    ------
    MalformedDataError
        It is none.
    """
    return decode_comment(data) if data.strip().startswith(b"#") else ValueLine.decode(data)


class Placed(NamedTuple):
    """A line with its time; ``anew`` when the board began to count anew, so that nothing reaches back before it."""

    device_s: float
    line: WaveLine
    anew: bool


class BoardClock:
    """The clock of a board, followed from line to line.

    Time goes on by up to ten seconds from one line to the next, across the end of the count as well. Any other step
    must be confirmed by the line after it: then the board was reset, or slept. If it is not, a digit was lost on the
    way, and that line alone is let go. Lines with the time of the line before are let go too.

    Attributes
    ----------
    strays : int
        How many lines were let go.
    """

    def __init__(self, unit: TimeUnit) -> None:
        self._ticks_per_s = 1_000_000 if unit == "us" else 1000
        self.strays = 0
        self.clear()

    def clear(self) -> None:
        """Begin anew after a break of the link."""
        self._last: int | None = None
        self._elapsed = 0
        self._doubtful: WaveLine | None = None

    def place(self, line: WaveLine) -> list[Placed]:
        """Take the next line; return it with its time in seconds, or none or two after a step in doubt."""
        if self._last is None:
            return [self._begin(line, anew=False)]
        if self._follows(self._last, line):
            self.strays += self._doubtful is not None
            self._doubtful = None
            return [self._go_on(self._last, line)]
        doubtful = self._doubtful
        if doubtful is not None and self._follows(doubtful.ticks, line):
            return [self._begin(doubtful, anew=True), self._go_on(doubtful.ticks, line)]
        if doubtful is not None or line.ticks == self._last:
            self.strays += 1
        if line.ticks != self._last:
            self._doubtful = line
        return []

    def _begin(self, line: WaveLine, *, anew: bool) -> Placed:
        self._doubtful = None
        self._last = self._elapsed = line.ticks
        return self._placed(line, anew=anew)

    def _go_on(self, before: int, line: WaveLine) -> Placed:
        self._elapsed += (line.ticks - before) % _WRAP
        self._last = line.ticks
        return self._placed(line, anew=False)

    def _placed(self, line: WaveLine, *, anew: bool) -> Placed:
        return Placed(self._elapsed / self._ticks_per_s, line, anew)

    def _follows(self, before: int, line: WaveLine) -> bool:
        return 0 < (line.ticks - before) % _WRAP <= _LONGEST_STEP_S * self._ticks_per_s


def _decode_value(value: bytes, data: bytes) -> float | None:
    if value == _LEAD_OFF:
        return None
    if value.lower() == b"nan":
        return math.nan
    if not is_plain(value):
        raise MalformedDataError("a value is a plain number, ! or nan", data)
    return float(value)


def _encode_value(value: float | None) -> bytes:
    if value is None:
        return _LEAD_OFF
    return b"nan" if math.isnan(value) else plain(value)


def recognise_wave(received: Received) -> str:
    """Tell lines of which the first number rises as a clock does; a header says more, which the channel then holds."""
    if received.header is not None:
        return _channel_of(received.header)
    return WAVE_CHANNEL if is_rising([record.ticks for record in received.records(WaveLine.decode)]) else ""


def recognise_values(received: Received) -> str:
    """Tell single numbers, more of them a second than a heart beats."""
    return VALUES_CHANNEL if received.lines_hz > LEAST_VALUES_HZ and received.records(ValueLine.decode) else ""


def _channel_of(header: LineHeader) -> str:
    """Say in the channel what the header said: whoever listens on will not hear it again."""
    wave = decoded(WaveHeader.decode, header.encode())
    if wave is None:
        return ""
    rate_hz = "" if wave.rate_hz is None else f"{wave.rate_hz:g}"
    return write_options(WAVE_CHANNEL, [("unit", wave.unit), ("kind", wave.kind or ""), ("rate_hz", rate_hz)], ";")
