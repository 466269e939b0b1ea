"""Boards of a simulated heart that speak in lines: times of beats in, the lines in which each would tell them out.

As in `oximeter_wave`, every speaker returns its bytes one piece at a time with the second in which each is sent.
"""

import dataclasses

import numpy as np

from devices.protocols import soften_lines
from devices.protocols.interval_lines import IntervalLine
from devices.protocols.max3010x_lines import ReadingsLine
from devices.protocols.pulse_sensor import PulseSensorLine
from devices.protocols.pulse_sensor_plotter import PlotterLine
from devices.protocols.wave_lines import ValueLine, WaveHeader, WaveLine
from tests.rigs.serial.oximeter_wave import QRST, TOP_S, pulse_counts, sample_times, wave_of

CR_LF = b"\r\n"


def ibi_bytes(beats_s, until_s):
    """One interval a line, in whole milliseconds."""
    told_ms = np.round(np.diff(np.round(np.asarray(beats_s) * 1000.0)), 1)
    return [
        (beat_s, IntervalLine(interval_ms=float(interval_ms)).encode() + CR_LF)
        for beat_s, interval_ms in zip(beats_s[1:], told_ms.tolist(), strict=True)
        if beat_s < until_s
    ]


def _intervals(beats_s, from_s=TOP_S):
    """When a sketch tells each beat, and its interval on the sketch's 2 ms grid."""
    ticks = np.round((np.asarray(beats_s) + from_s) * 500.0) * 2.0
    return list(zip((ticks[1:] / 1000.0).tolist(), np.diff(ticks).astype(int).tolist(), strict=True))


def pulse_sensor_bytes(beats_s, until_s):
    """The visualizer sketch: 50 samples a second, and B and Q at every beat."""
    t_s = sample_times(until_s, 50.0)
    lines = [
        (at, PulseSensorLine(quantity="sample", value=count).encode() + CR_LF)
        for at, count in zip(t_s.tolist(), pulse_counts(beats_s, t_s, 1023), strict=True)
    ]
    for at, interval_ms in _intervals(beats_s):
        rate = PulseSensorLine(quantity="rate", value=round(60000 / interval_ms)).encode()
        lines.append((at, rate + CR_LF + PulseSensorLine(quantity="interval", value=interval_ms).encode() + CR_LF))
    return sorted((line for line in lines if line[0] < until_s), key=lambda line: line[0])


def plotter_bytes(beats_s, until_s):
    """The sketch for the plotter: rate, last interval and sample, 50 times a second."""
    t_s = sample_times(until_s, 50.0)
    intervals_ms = _intervals(beats_s)
    latest, lines = 750, []
    for at, count in zip(t_s.tolist(), pulse_counts(beats_s, t_s, 1023), strict=True):
        while intervals_ms and intervals_ms[0][0] <= at:
            latest = intervals_ms.pop(0)[1]
        line = PlotterLine(rate_bpm=round(60000 / latest), interval_ms=latest, sample=count)
        lines.append((at, line.encode() + CR_LF))
    return lines


def wave_bytes(beats_s, until_s, *, kind="ecg", rate_hz=250.0, unit="ms", header=False):
    """A time and a value a line; with millis() the steps are as uneven as whole milliseconds make them."""
    t_s = sample_times(until_s, rate_hz)
    if kind == "ecg":
        counts = np.round(512 + 300 * wave_of(beats_s, t_s, QRST)).astype(int).tolist()
    else:
        counts = pulse_counts(beats_s, t_s, 1023)
    per_s = 1000 if unit == "ms" else 1_000_000
    lines = [
        (at, WaveLine(ticks=int(at * per_s), values=(float(count),)).encode() + CR_LF)
        for at, count in zip(t_s.tolist(), counts, strict=True)
    ]
    head = WaveHeader(unit=unit, kind=kind, rate_hz=rate_hz).encode() + CR_LF
    return [(0.0, head), *lines] if header else lines


def values_bytes(beats_s, until_s, *, rate_hz=125.0):
    """The AD8232 sketch: bare values of an ECG."""
    return [
        (at, ValueLine(value=float(line.split(b",")[1])).encode() + CR_LF)
        for at, line in wave_bytes(beats_s, until_s, rate_hz=rate_hz)
    ]


def max3010x_bytes(beats_s, until_s, *, rate_hz=50.0):
    """A MAX30102 with the sketch that prints three colours; reflected light falls at the beat."""
    t_s = sample_times(until_s, rate_hz)
    return [
        (at, ReadingsLine(red=90_000, infrared=120_000 - count, green=90, rate_hz=rate_hz).encode() + CR_LF)
        for at, count in zip(t_s.tolist(), pulse_counts(beats_s, t_s, 2000), strict=True)
    ]


def soften_bytes(beats_s, until_s, *, rate_hz=250):
    """Our own firmware: a header every five seconds, every sample, and every beat a fifth of a second after it was."""
    t_s = sample_times(until_s, float(rate_hz))
    told = [
        (at, soften_lines.WaveLine(sequence=0, us=round(at * 1e6), value=count))
        for at, count in zip(t_s.tolist(), pulse_counts(beats_s, t_s, 1023), strict=True)
    ]
    stamps_us = np.round(np.asarray(beats_s) * 1e6).astype(int)
    intervals_us = np.diff(stamps_us, prepend=stamps_us[0])
    for us, interval_us in zip(stamps_us.tolist(), intervals_us.tolist(), strict=True):
        told.append((us / 1e6 + 0.21, soften_lines.BeatLine(sequence=0, us=us, interval_us=interval_us)))
    told.sort(key=lambda line: line[0])
    header = soften_lines.PulseHeader(rate_hz=rate_hz, adc_bits=10, board="uno").encode() + b"\n"
    spoken, next_header_s = [], 0.0
    for number, (at, line) in enumerate(line for line in told if line[0] < until_s):
        if at >= next_header_s:
            spoken.append((at, header))
            next_header_s += 5.0
        spoken.append((at, dataclasses.replace(line, sequence=number).encode() + b"\n"))
    return spoken
