"""Text as serial sketches print it, and streams fed with it as a port delivers it."""

import math

import numpy as np

from biofeedback.events import Beat, Contact, SampleBlock
from devices.streams.decoder import stream_for
from devices.streams.stream import BeatCount

PACKET_S = 0.048
"""How long bytes gather until a computer with other things to do reads them."""


def heartbeats(length_s, *, mean_s=0.85, swing_s=0.06):
    """Return when pulses rise, nowhere near whole samples."""
    t_s, now_s = [], 0.513
    while now_s < length_s:
        t_s.append(now_s)
        now_s += mean_s + swing_s * math.sin(2 * math.pi * 0.1 * now_s)
    return np.array(t_s)


def pulse_counts(length_s, rate_hz, beats_s, *, height=300, level=500):
    """Return a pulse wave as ADC counts; ``height`` may be negative."""
    t_s = np.arange(round(length_s * rate_hz)) / rate_hz
    wave = np.zeros(t_s.size)
    for part, late_s, width_s in ((1.0, 0.13, 0.07), (0.3, 0.42, 0.09)):
        for beat_s in beats_s + late_s:
            wave += part * np.exp(-0.5 * ((t_s - beat_s) / width_s) ** 2)
    return np.round(level + height * wave).astype(int)


def timed(lines_at_s):
    """Return packets of bytes with their arrivals, made of pairs of a time and a line."""
    packets = {}
    for t_s, line in lines_at_s:
        arrived_s = PACKET_S * math.ceil(t_s / PACKET_S + 1e-9)
        packets[arrived_s] = packets.get(arrived_s, b"") + line.encode() + b"\r\n"
    return [(data, arrived_s) for arrived_s, data in sorted(packets.items())]


def run(channel, packets, *, stream=None):
    """Feed a stream and return it with all its events."""
    stream = stream or stream_for(channel, BeatCount("sensor"))
    return stream, [event for data, arrived_s in packets for event in stream.feed(data, arrived_s)]


def beats_of(events):
    return [event for event in events if isinstance(event, Beat)]


def intervals_of(events):
    return [beat.rr_ms for beat in beats_of(events)]


def contacts_of(events):
    return [event.state for event in events if isinstance(event, Contact)]


def samples_of(events):
    """Return the device times and the values of all blocks."""
    blocks = [event for event in events if isinstance(event, SampleBlock)]
    return tuple(
        np.concatenate([np.frombuffer(data, "<f8") for data in column] or [np.empty(0)])
        for column in ([block.device_s for block in blocks], [block.values for block in blocks])
    )
