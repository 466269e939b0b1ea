"""Which text protocol some lines belong to.

The tests run from the most particular to the plainest, and four lines of five must agree: the rest may be start-up
words or damaged. A header of a format of ours settles it at once. This module must not cut bytes into lines.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeVar

from biofeedback.errors import MalformedDataError
from devices.protocols import interval_lines, max3010x_lines, soften_lines
from devices.protocols.interval_lines import INTERVAL_CHANNEL, IntervalLine
from devices.protocols.line_header import LineHeader
from devices.protocols.max3010x_lines import MAX3010X_CHANNEL, InfraredLine, NoSensorLine, WordsLine
from devices.protocols.pulse_sensor import PULSE_SENSOR_CHANNEL
from devices.protocols.pulse_sensor_plotter import PLOTTER_CHANNEL, PlotterLine
from devices.protocols.soften_lines import SOFTEN_CHANNEL
from devices.protocols.wave_lines import (
    VALUES_CHANNEL,
    WAVE_CHANNEL,
    ValueLine,
    WaveHeader,
    WaveLine,
)

R = TypeVar("R")

FEWEST_LINES = 3
"""So many lines make a protocol; intervals of a slow heart are believed from two on."""

_LEAST_SHARE = 0.8

_FEWEST_INTERVALS = 2
_MOST_INTERVALS_HZ = 4.0
_INTERVALS_MS = (300.0, 2000.0)
_LEAST_VALUES_HZ = 10.0
_REFUSALS_HZ = (4.0, 30.0)

_COULD_NOT_START = re.compile(rb"!")
_ONE_SENSOR = re.compile(rb"[SBQ]\d+")
_TWO_SENSORS = re.compile(rb"[abAMBN]\d+")
_BOOT = re.compile(
    rb"ets [A-Z]|rst:0x|rst cause|boot:|load:0x|load 0x|entry 0x|configsip|clk_drv|mode:|ho |tail |chksum|csum|"
    rb"ESP-ROM|ESP-IDF|Build:|SPIWP|Saved PC|[EWIDV] \(\d+\) |Initiali[sz]ing|Starting|Attach sensor|Place your"
)


def channel_of_lines(lines: Sequence[bytes], seconds: float) -> str:
    """Return the channel, with options, that understands these lines; empty when there is none.

    Parameters
    ----------
    lines : sequence of bytes
        Whole lines without their ends, in order, as `LineReader` returns them.
    seconds : float
        How long was listened for them; positive.
    """
    by_header = _channel_of_headers(lines)
    if by_header:
        return by_header
    told = [line for line in lines if not line.startswith(b"#") and not is_boot_text(line)]
    heard = _Heard(told, len(told) / seconds)
    return next((channel for channel, belongs in _TESTS if belongs(heard)), "")


def is_boot_text(line: bytes) -> bool:
    """Tell whether a line is one of those that boards and sketches say as they start."""
    return _BOOT.match(line) is not None


def _channel_of_headers(lines: Sequence[bytes]) -> str:
    for line in reversed(lines):
        try:
            header = LineHeader.decode(line)
            if header.format == WAVE_CHANNEL:
                return _wave_channel(WaveHeader.decode(line))
        except MalformedDataError:
            continue
        if header.format == "pulse":
            return SOFTEN_CHANNEL
        if header.format == INTERVAL_CHANNEL:
            return INTERVAL_CHANNEL
    return ""


def _wave_channel(header: WaveHeader) -> str:
    """Say in the channel what the header said: whoever listens on will not hear it again."""
    rate = "" if header.rate_hz is None else f";rate_hz={header.rate_hz:g}"
    return f"{WAVE_CHANNEL};unit={header.unit}" + (f";kind={header.kind}" if header.kind else "") + rate


class _Heard(NamedTuple):
    """Lines without comments and start-up words, and how many of them came in a second."""

    lines: Sequence[bytes]
    rate_hz: float

    def mostly(self, test: Callable[[bytes], object], *, fewest: int = FEWEST_LINES) -> bool:
        """Tell whether enough lines pass a test, and four of five."""
        passing = sum(bool(test(line)) for line in self.lines)
        return passing >= fewest and passing >= _LEAST_SHARE * len(self.lines)

    def records(self, decode: Callable[[bytes], R]) -> list[R]:
        """Return the records of the lines that are of this protocol; none when too few are."""
        records = [record for line in self.lines if (record := _try(decode, line)) is not None]
        return records if len(records) >= max(FEWEST_LINES, _LEAST_SHARE * len(self.lines)) else []


def _is_soften(heard: _Heard) -> bool:
    return bool(heard.records(soften_lines.decode_line))


def _is_one_pulse_sensor(heard: _Heard) -> bool:
    has_beats = any(line.startswith(b"Q") for line in heard.lines)
    return heard.mostly(_ONE_SENSOR.fullmatch) and (has_beats or heard.rate_hz > _LEAST_VALUES_HZ)


def _are_two_pulse_sensors(heard: _Heard) -> bool:
    return heard.mostly(_TWO_SENSORS.fullmatch) and any(line.startswith((b"a", b"M")) for line in heard.lines)


def _could_not_start(heard: _Heard) -> bool:
    """Tell a PulseSensor sketch that gave up, with some ten ``!`` a second, from a lead that is off, with hundreds."""
    slowest_hz, fastest_hz = _REFUSALS_HZ
    return heard.mostly(_COULD_NOT_START.fullmatch) and slowest_hz < heard.rate_hz <= fastest_hz


def _is_max3010x(heard: _Heard) -> bool:
    def is_named(line: bytes) -> bool:
        record = _try(max3010x_lines.decode_line, line)
        return record is not None and not isinstance(record, InfraredLine | WordsLine)

    return heard.mostly(is_named) or any(_try(NoSensorLine.decode, line) for line in heard.lines)


def _is_plotter(heard: _Heard) -> bool:
    """Tell three numbers of which the second stays as it is from beat to beat, and the first is no clock."""
    records = heard.records(PlotterLine.decode)
    shortest_ms, longest_ms = _INTERVALS_MS
    if not records or not all(shortest_ms <= record.interval_ms <= longest_ms for record in records):
        return False
    kept = sum(before.interval_ms == after.interval_ms for before, after in pairwise(records))
    return kept >= _LEAST_SHARE * (len(records) - 1) and not _is_rising([record.rate_bpm for record in records])


def _is_wave(heard: _Heard) -> bool:
    return _is_rising([record.ticks for record in heard.records(WaveLine.decode)])


def _is_intervals(heard: _Heard) -> bool:
    shortest_ms, longest_ms = _INTERVALS_MS

    def is_interval(line: bytes) -> bool:
        record = _try(interval_lines.decode_line, line)
        if isinstance(record, IntervalLine):
            return not record.interval_ms or shortest_ms <= record.interval_ms <= longest_ms
        return record is not None

    return heard.rate_hz <= _MOST_INTERVALS_HZ and heard.mostly(is_interval, fewest=_FEWEST_INTERVALS)


def _is_values(heard: _Heard) -> bool:
    return heard.rate_hz > _LEAST_VALUES_HZ and bool(heard.records(ValueLine.decode))


def _is_rising(numbers: Sequence[int]) -> bool:
    rising = sum(before < after for before, after in pairwise(numbers))
    return len(numbers) > 1 and rising >= _LEAST_SHARE * (len(numbers) - 1)


def _try(decode: Callable[[bytes], R], line: bytes) -> R | None:
    try:
        return decode(line)
    except MalformedDataError:
        return None


_TESTS: tuple[tuple[str, Callable[[_Heard], bool]], ...] = (
    (SOFTEN_CHANNEL, _is_soften),
    (PULSE_SENSOR_CHANNEL, _is_one_pulse_sensor),
    (PULSE_SENSOR_CHANNEL, _are_two_pulse_sensors),
    (PULSE_SENSOR_CHANNEL, _could_not_start),
    (MAX3010X_CHANNEL, _is_max3010x),
    (PLOTTER_CHANNEL, _is_plotter),
    (WAVE_CHANNEL, _is_wave),
    (INTERVAL_CHANNEL, _is_intervals),
    (VALUES_CHANNEL, _is_values),
)
"""Channel and test, the most particular first (the reference, 8.4)."""
