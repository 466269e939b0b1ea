"""The lines of PulseSensor sketches that draw for the Processing Visualizer, of one sensor or of two.

Lines end with CR LF; about every 20 ms a sample, at each beat the rate and then the interval::

    one sensor      S512  sample       B72  rate, bpm       Q833  interval, ms
    two sensors     a511  sample of 0  A70  rate of 0       M858  interval of 0
                    b498  sample of 1  B71  rate of 1       N845  interval of 1
    any             !     the sensor could not be started; repeated for ever

``B`` means one thing of one sensor and another of two: whoever reads must have seen which it is. The rate is a mean of
ten intervals, and of no use to what varies from beat to beat. Samples are ADC counts, 0 to 1023 or 4095. Source:
PulseSensorPlayground 2.5.0 and PulseSensor_Amped_Arduino 1.5.0, World Famous Electronics.

`PulseSensorLine` keeps no state: any bytes decode or raise `MalformedDataError`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, Self, TypeAlias

from biofeedback.errors import MalformedDataError
from devices.protocols.lines import LineFramer
from devices.protocols.received import LEAST_VALUES_HZ, Received

PULSE_SENSOR_CHANNEL = "pulsesensor"
"""The `Packet.channel` of these lines."""

SAMPLE_RATE_HZ = 50.0  # lines with a sample: the sketch takes 500 a second and prints every tenth

Quantity: TypeAlias = Literal["sample", "rate", "interval"]

_ONE: Mapping[str, tuple[Quantity, int]] = MappingProxyType(
    {"S": ("sample", 0), "B": ("rate", 0), "Q": ("interval", 0)}
)
_TWO: Mapping[str, tuple[Quantity, int]] = MappingProxyType(
    {
        "a": ("sample", 0),
        "A": ("rate", 0),
        "M": ("interval", 0),
        "b": ("sample", 1),
        "B": ("rate", 1),
        "N": ("interval", 1),
    }
)
_LINE = re.compile(rb"([A-Za-z])(\d{1,10})")
_ONE_SENSOR = re.compile(rb"[SBQ]\d+")
_TWO_SENSORS = re.compile(rb"[abAMBN]\d+")
_COULD_NOT_START = re.compile(rb"!")

_REFUSALS_HZ = (4.0, 30.0)
"""``!`` a second of a sketch that gave up: some ten, with a margin of about three either way. A choice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PulseSensorLine:
    """One number of one sensor.

    Attributes
    ----------
    quantity : Quantity
        ``sample`` in ADC counts, ``rate`` in bpm, or ``interval`` in ms.
    value : int
        0 to 9999999999.
    sensor : int
        0 or 1.
    of_two : bool
        Whether the line is in the manner of two sensors.
    """

    quantity: Quantity
    value: int
    sensor: int = 0
    of_two: bool = False

    @classmethod
    def decode(cls, data: bytes, *, two_sensors: bool = False) -> Self:
        """Read one line, without its LF.

        Parameters
        ----------
        two_sensors : bool
            Whether lines of two sensors were seen before: then ``B`` is the rate of the second.

        Raises
        ------
        MalformedDataError
            The line is not one of the letters and a number.
        """
        match = _LINE.fullmatch(data.strip())
        letter = match[1].decode("ascii") if match else ""
        of_two = letter in _TWO and (two_sensors or letter not in _ONE)
        meaning = _TWO[letter] if of_two else _ONE.get(letter)
        if match is None or meaning is None:
            raise MalformedDataError("a PulseSensor line is one letter and a number", data)
        quantity, sensor = meaning
        return cls(quantity=quantity, value=int(match[2]), sensor=sensor, of_two=of_two)

    def encode(self) -> bytes:
        """Write the line, without its CR LF."""
        meaning = (self.quantity, self.sensor)
        (letter,) = (letter for letter, known in (_TWO if self.of_two else _ONE).items() if known == meaning)
        return f"{letter}{self.value}".encode("ascii")


@dataclass(frozen=True, slots=True)
class CouldNotStart:
    """The sketch says that its sensor could not be started."""

    @classmethod
    def decode(cls, data: bytes) -> Self:
        """Read the line, without its LF.

        Raises
        ------
        MalformedDataError
            It is anything but ``!``.
        """
        if data.strip() != b"!":
            raise MalformedDataError("a sketch that could not start says !", data)
        return cls()

    def encode(self) -> bytes:
        """Write the line, without its CR LF."""
        return b"!"


class PulseSensorLines:
    """Records of a stream of bytes; it learns from the lines whether there are two sensors."""

    def __init__(self) -> None:
        self._framer = LineFramer(self._decode)
        self._two_sensors = False

    @property
    def malformed(self) -> int:
        """How many lines could not be read so far."""
        return self._framer.malformed

    def clear(self) -> None:
        """Begin anew after a break of the link; another sketch may be on the board."""
        self._framer.clear()
        self._two_sensors = False

    def feed(self, data: bytes) -> list[PulseSensorLine | CouldNotStart]:
        """Take bytes, cut anywhere, and return the records that they complete; never raises on bytes."""
        return self._framer.feed(data)

    def _decode(self, line: bytes) -> PulseSensorLine | CouldNotStart:
        if line.startswith(b"!"):
            return CouldNotStart.decode(line)
        record = PulseSensorLine.decode(line, two_sensors=self._two_sensors)
        self._two_sensors = self._two_sensors or record.of_two
        return record


def recognise(received: Received) -> str:
    """Tell the lines of one sensor or of two, and those of a sketch that could not start."""
    tests = (_is_one_sensor, _are_two_sensors, _could_not_start)
    return PULSE_SENSOR_CHANNEL if any(belongs(received) for belongs in tests) else ""


def _is_one_sensor(received: Received) -> bool:
    has_beats = any(line.startswith(b"Q") for line in received.lines)
    return received.mostly(_ONE_SENSOR.fullmatch) and (has_beats or received.lines_hz > LEAST_VALUES_HZ)


def _are_two_sensors(received: Received) -> bool:
    return received.mostly(_TWO_SENSORS.fullmatch) and any(line.startswith((b"a", b"M")) for line in received.lines)


def _could_not_start(received: Received) -> bool:
    """Tell a sketch that gave up, with some ten ``!`` a second, from a lead that is off, with hundreds."""
    slowest_hz, fastest_hz = _REFUSALS_HZ
    return received.mostly(_COULD_NOT_START.fullmatch) and slowest_hz < received.lines_hz <= fastest_hz
