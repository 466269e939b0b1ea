"""What a Polar sensor makes of a heart: frames of its ECG and acceleration, and batches of pulse intervals.

Stamps are those of a strap whose clock was never set: it began in 2019.
"""

from itertools import pairwise

import numpy as np

from devices.protocols.polar_measurement import NS_PER_S, AccelerationFrame, EcgFrame, PulseFrame, PulseInterval

SWITCHED_ON_NS = 599_616_000 * NS_PER_S
ECG_SAMPLES_A_FRAME = 73
ACC_SAMPLES_A_FRAME = 36
BATCH_EVERY_S = 5.0
FIRST_BATCH_S = 25.0

_WAVES = ((1000.0, 0.0, 0.011), (-120.0, -0.03, 0.010), (-200.0, 0.032, 0.012), (250.0, 0.26, 0.045))


def even_beats(length_s, *, mean_s=0.9, swing_s=0.06):
    """Return when a heart beat that follows six breaths a minute, in seconds."""
    beats_s = [0.5]
    while beats_s[-1] < length_s - 0.5:
        beats_s.append(beats_s[-1] + mean_s + swing_s * np.sin(2 * np.pi * 0.1 * beats_s[-1]))
    return np.array(beats_s[:-1])


def ecg_uv(beats_s, length_s, rate_hz=130.0, *, noise_uv=15.0, seed=0):
    """Return an ECG in whole uV, one sample behind the other from one sample after 0 on."""
    t_s = np.arange(1, round(length_s * rate_hz) + 1) / rate_hz
    wave_uv = noise_uv * np.random.default_rng(seed).normal(size=t_s.size)
    for height_uv, late_s, width_s in _WAVES:
        for beat_s in np.asarray(beats_s) + late_s:
            near = np.abs(t_s - beat_s) < 6 * width_s
            wave_uv[near] += height_uv * np.exp(-0.5 * ((t_s[near] - beat_s) / width_s) ** 2)
    return np.round(wave_uv).astype(int)


def breathing_mg(length_s, rate_hz=50.0):
    """Return the acceleration of a chest that breathes, in whole mg along three axes."""
    t_s = np.arange(1, round(length_s * rate_hz) + 1) / rate_hz
    tilt = 0.02 * np.sin(2 * np.pi * 0.1 * t_s)
    return np.round(1000.0 * np.column_stack((tilt, 0.1 + 0.0 * t_s, np.cos(tilt)))).astype(int)


def ecg_frames(samples_uv, *, rate_hz=130.0, samples_a_frame=ECG_SAMPLES_A_FRAME, began_ns=SWITCHED_ON_NS):
    """Return frames as a strap sends them; samples that do not fill a frame are left out."""
    return [
        EcgFrame(stamp_ns=stamp_ns, samples_uv=tuple(samples))
        for stamp_ns, samples in _stamped(np.asarray(samples_uv).tolist(), rate_hz, samples_a_frame, began_ns)
    ]


def acceleration_frames(
    samples_mg, *, rate_hz=50.0, samples_a_frame=ACC_SAMPLES_A_FRAME, began_ns=SWITCHED_ON_NS, frame_type=1
):
    """Return frames as a strap sends them; samples that do not fill a frame are left out."""
    return [
        AccelerationFrame(stamp_ns=stamp_ns, samples=tuple(map(tuple, samples)), frame_type=frame_type)
        for stamp_ns, samples in _stamped(np.asarray(samples_mg).tolist(), rate_hz, samples_a_frame, began_ns)
    ]


def pulse_batches(beats_s, *, first_s=FIRST_BATCH_S):
    """Return when batches of pulse intervals arrive, in seconds, and what they hold.

    Beat times, not intervals, are rounded to whole ms. The first batch tells the newest five seconds alone.
    """
    beats_ms = np.round(1000.0 * np.asarray(beats_s)).astype(int).tolist()
    ended = [(end_ms, end_ms - begin_ms) for begin_ms, end_ms in pairwise(beats_ms)]
    batches = []
    for arrives_s in np.arange(first_s, beats_s[-1] + BATCH_EVERY_S, BATCH_EVERY_S).tolist():
        told = [rr_ms for end_ms, rr_ms in ended if 0.0 <= arrives_s - end_ms / 1000.0 < BATCH_EVERY_S]
        intervals = tuple(
            PulseInterval(heart_rate_bpm=60000 // rr_ms, interval_ms=rr_ms, error_ms=6, in_contact=True)
            for rr_ms in told
        )
        if intervals:
            batches.append((arrives_s, PulseFrame(stamp_ns=0, intervals=intervals)))
    return batches


def _stamped(samples, rate_hz, samples_a_frame, began_ns):
    for end in range(samples_a_frame, len(samples) + 1, samples_a_frame):
        yield began_ns + round(end * NS_PER_S / rate_hz), samples[end - samples_a_frame : end]
