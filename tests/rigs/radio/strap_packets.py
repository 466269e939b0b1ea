"""What one strap sends when it tells its beats, its ECG and its acceleration."""

import math
from heapq import merge
from itertools import count, takewhile

from devices.protocols.heart_rate_service import MEASUREMENT_CHANNEL, HeartRateMeasurement
from devices.protocols.polar_measurement import POLAR_CHANNEL
from tests.rigs.radio.polar_frames import acceleration_frames, breathing_mg, ecg_frames, ecg_uv, even_beats

ECG_RATE_HZ = 130.0


def strap_packets(length_s, acc_rate_hz=50.0):
    """Return (seconds since it was put on, channel, bytes) for every packet, in order of time."""
    ecg = ecg_frames(ecg_uv(even_beats(length_s), length_s))
    acceleration = acceleration_frames(breathing_mg(length_s, acc_rate_hz), rate_hz=acc_rate_hz)
    return list(
        merge(
            takewhile(lambda packet: packet[0] < length_s, map(_heart, count(1))),
            _polar(ecg, ECG_RATE_HZ, lambda frame: len(frame.samples_uv)),
            _polar(acceleration, acc_rate_hz, lambda frame: len(frame.samples)),
        )
    )


def _heart(second):
    ticks = round(1000 + 60 * math.sin(0.6 * second))
    measurement = HeartRateMeasurement(heart_rate_bpm=60, in_contact=True, rr_ticks=(ticks,))
    return float(second), MEASUREMENT_CHANNEL, measurement.encode()


def _polar(frames, rate_hz, length):
    sent = 0
    for frame in frames:
        sent += length(frame)
        yield sent / rate_hz, POLAR_CHANNEL, frame.encode()
