"""What the example sketches of SparkFun's MAX3010x library print, each in its own form.

::

    IR=123456, BPM=72.00, Avg BPM=70                                   Heart Rate; `` No finger?`` may follow
     R[1200] IR[1300] G[90] Hz[47.2]                                   Basic Readings; `` INT!`` and `` I[1000000]`` may
    IR[1300] Hz[47.20] delta[12]                                       Presence; `` Something is there!`` may follow
    red=91234, ir=101234                                               SpO2, the first hundred lines
    red=91234, ir=101234, HR=75, HRvalid=1, SPO2=98, SPO2Valid=1       SpO2
    523                                                                Heartbeat Plotter: infrared alone
    MAX30105 was not found. Please check wiring/power.                 no sensor on the bus
    Initializing...                                                    other words at the start

All values of light are ADC counts. The rates are of no use to what varies from beat to beat. Source: examples of the
SparkFun MAX3010x Sensor Library at 72d5308, and its older ones.

Any bytes decode or raise `MalformedDataError`.
"""

import re
from dataclasses import dataclass
from typing import Self, TypeAlias

from biofeedback.errors import MalformedDataError
from devices.protocols.received import Received, decoded

MAX3010X_CHANNEL = "max3010x"
"""The `Packet.channel` of these lines."""

_DECIMAL = rb"(-?\d{1,10}(?:\.\d{1,10})?)"
_WHOLE = rb"(-?\d{1,10})"
_COUNT = rb"(\d{1,10})"
_HEART_RATE = re.compile(rb"IR=" + _COUNT + rb", BPM=" + _DECIMAL + rb", Avg BPM=" + _WHOLE + rb"( No finger\?)?")
_READINGS = re.compile(
    rb"R\[" + _COUNT + rb"\] IR\[" + _COUNT + rb"\] G\[" + _COUNT + rb"\]"
    rb"(?: Hz\[" + _DECIMAL + rb"\])?( INT!)?(?: I\[([01]{1,8})\])?"
)
_PRESENCE = re.compile(
    rb"IR\[" + _COUNT + rb"\] Hz\[" + _DECIMAL + rb"\] (?:delta|CD)\[" + _WHOLE + rb"\]( Something is there!)?"
)
_OXYGEN = re.compile(
    rb"red=" + _COUNT + rb", ir=" + _COUNT + rb"(?:, HR=(-?\d+), HRvalid=([01]), SPO2=(-?\d+), SPO2Valid=([01]))?"
)
_INFRARED = re.compile(_COUNT)
_NO_SENSOR = re.compile(rb"(MAX3010\d) was not found\b[ -~]*")
_WORDS = re.compile(rb"[A-Z][A-Za-z]+[A-Za-z0-9 .,:/'-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class HeartRateLine:
    """Infrared light with the rate that the sketch makes of it; both rates in bpm."""

    infrared: int
    rate_bpm: float
    mean_rate_bpm: int
    finger: bool

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one line, without its LF; raises `MalformedDataError` when it has another form."""
        found = _match(_HEART_RATE, data)
        return cls(
            infrared=int(found[1]), rate_bpm=float(found[2]), mean_rate_bpm=int(found[3]), finger=found[4] is None
        )

    def encode(self) -> bytes:
        """Write the line with the two decimals of the sketch, without its CR LF."""
        doubt = "" if self.finger else " No finger?"
        return f"IR={self.infrared}, BPM={self.rate_bpm:.2f}, Avg BPM={self.mean_rate_bpm}{doubt}".encode("ascii")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingsLine:
    """Light of three colours; ``rate_hz`` is the mean rate of lines, ``None`` where the sketch does not tell it."""

    red: int
    infrared: int
    green: int
    rate_hz: float | None = None
    interrupted: bool = False
    flags: int | None = None

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one line, without its LF; raises `MalformedDataError` when it has another form."""
        found = _match(_READINGS, data)
        return cls(
            red=int(found[1]),
            infrared=int(found[2]),
            green=int(found[3]),
            rate_hz=None if found[4] is None else float(found[4]),
            interrupted=found[5] is not None,
            flags=None if found[6] is None else int(found[6], 2),
        )

    def encode(self) -> bytes:
        """Write the line with the two decimals of the sketch, without its CR LF."""
        rate = "" if self.rate_hz is None else f" Hz[{self.rate_hz:.2f}]"
        interrupt = " INT!" if self.interrupted else ""
        flags = "" if self.flags is None else f" I[{self.flags:b}]"
        return f" R[{self.red}] IR[{self.infrared}] G[{self.green}]{rate}{interrupt}{flags}".encode("ascii")


@dataclass(frozen=True, slots=True, kw_only=True)
class PresenceLine:
    """Infrared light, the mean rate of lines, and how far the light is from what it was at the start."""

    infrared: int
    rate_hz: float
    delta: int
    present: bool

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one line, without its LF; raises `MalformedDataError` when it has another form."""
        found = _match(_PRESENCE, data)
        return cls(infrared=int(found[1]), rate_hz=float(found[2]), delta=int(found[3]), present=found[4] is not None)

    def encode(self) -> bytes:
        """Write the line with the two decimals of the sketch, without its CR LF."""
        there = " Something is there!" if self.present else ""
        return f"IR[{self.infrared}] Hz[{self.rate_hz:.2f}] delta[{self.delta}]{there}".encode("ascii")


@dataclass(frozen=True, slots=True, kw_only=True)
class OxygenEstimate:
    """What the sketch makes of the last four seconds: a rate in bpm and a saturation in percent, each valid or not."""

    rate_bpm: int
    rate_valid: bool
    saturation_percent: int
    saturation_valid: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OxygenLine:
    """Red and infrared light; ``estimate`` is ``None`` in the first hundred lines."""

    red: int
    infrared: int
    estimate: OxygenEstimate | None = None

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one line, without its LF; raises `MalformedDataError` when it has another form."""
        found = _match(_OXYGEN, data)
        estimate = None
        if found[3] is not None:
            estimate = OxygenEstimate(
                rate_bpm=int(found[3]),
                rate_valid=found[4] == b"1",
                saturation_percent=int(found[5]),
                saturation_valid=found[6] == b"1",
            )
        return cls(red=int(found[1]), infrared=int(found[2]), estimate=estimate)

    def encode(self) -> bytes:
        """Write the line, without its CR LF."""
        line = f"red={self.red}, ir={self.infrared}"
        if (it := self.estimate) is not None:
            line += f", HR={it.rate_bpm}, HRvalid={it.rate_valid:d}"
            line += f", SPO2={it.saturation_percent}, SPO2Valid={it.saturation_valid:d}"
        return line.encode("ascii")


@dataclass(frozen=True, slots=True, kw_only=True)
class InfraredLine:
    """Infrared light alone."""

    infrared: int

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one line, without its LF; raises `MalformedDataError` when it has another form."""
        return cls(infrared=int(_match(_INFRARED, data)[1]))

    def encode(self) -> bytes:
        """Write the line, without its CR LF."""
        return str(self.infrared).encode("ascii")


@dataclass(frozen=True, slots=True, kw_only=True)
class NoSensorLine:
    """The sketch found no sensor on its wires; ``chip`` is what it looked for."""

    chip: str = "MAX30105"

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one line, without its LF; raises `MalformedDataError` when it has another form."""
        return cls(chip=_match(_NO_SENSOR, data)[1].decode("ascii"))

    def encode(self) -> bytes:
        """Write the line, without its CR LF."""
        return f"{self.chip} was not found. Please check wiring/power.".encode("ascii")


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsLine:
    """Words for people, such as sketches say at their start."""

    text: str

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read one line, without its LF; raises `MalformedDataError` when it has another form."""
        return cls(text=_match(_WORDS, data)[0].decode("ascii"))

    def encode(self) -> bytes:
        """Write the line, without its CR LF."""
        return self.text.encode("ascii")


LightLine: TypeAlias = HeartRateLine | ReadingsLine | PresenceLine | OxygenLine | InfraredLine
Max3010xLine: TypeAlias = LightLine | NoSensorLine | WordsLine

_FORMS: tuple[type[Max3010xLine], ...] = (
    HeartRateLine,
    ReadingsLine,
    PresenceLine,
    OxygenLine,
    InfraredLine,
    NoSensorLine,
    WordsLine,
)


def decode_line(data: bytes) -> Max3010xLine:
    """Read a line of any of these sketches, without its LF.

    Raises
    ------
    MalformedDataError
        No sketch prints such a line.
    """
    for form in _FORMS:
        try:
            return form.decode(data)
        except MalformedDataError:
            continue
    raise MalformedDataError("no line of a MAX3010x sketch", data)


def _match(form: re.Pattern[bytes], data: bytes) -> re.Match[bytes]:
    match = form.fullmatch(data.strip())
    if match is None:
        raise MalformedDataError("no line of this form", data)
    return match


def recognise(received: Received) -> str:
    """Tell these sketches by the names in their lines, or by the sensor that one of them has not found."""
    is_theirs = received.mostly(_is_named) or any(decoded(NoSensorLine.decode, line) for line in received.lines)
    return MAX3010X_CHANNEL if is_theirs else ""


def _is_named(line: bytes) -> bool:
    record = decoded(decode_line, line)
    return record is not None and not isinstance(record, InfraredLine | WordsLine)
