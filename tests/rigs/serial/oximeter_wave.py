"""Sensors of a simulated heart: times of beats in, the bytes in which each of the binary protocols would tell them out.

Every encoder returns the frames one by one with the second in which each is sent, so that a test can cut, delay or
lose what it likes.
"""

import numpy as np

from devices.protocols import bitalino, cms50, cms50_new, nonin
from devices.protocols.bitalino import BitalinoFrame
from devices.protocols.cms50 import Cms50Frame
from devices.protocols.cms50_new import Cms50NewRealtime
from devices.protocols.nonin import NoninFrame

# When after the beat, how wide and how high: the upstroke, the shoulder behind it, the dicrotic wave.
PULSE = ((0.24, 0.055, 1.0), (0.36, 0.1, 0.55), (0.54, 0.07, 0.3))
TOP_S = PULSE[0][0]
QRST = ((-0.16, 0.025, 0.12), (-0.028, 0.009, -0.12), (0.0, 0.011, 1.0), (0.028, 0.01, -0.2), (0.26, 0.05, 0.25))

_BEAT_HELD_S = 0.16


def even_heart(rr_s, until_s, start_s=-1.9):
    """Return the beats of a heart that never changes; it beats already when the sensor begins."""
    return np.arange(start_s, until_s, rr_s)


def wave_of(beats_s, t_s, shape):
    """Return the sum of a shape put at every beat."""
    wave = np.zeros_like(t_s)
    for beat_s in beats_s:
        near = slice(*np.searchsorted(t_s, (beat_s - 0.5, beat_s + 1.0)))
        for after_s, width_s, height in shape:
            wave[near] += height * np.exp(-0.5 * ((t_s[near] - beat_s - after_s) / width_s) ** 2)
    return wave


def pulse_counts(beats_s, t_s, highest, noise=0.0, seed=1):
    """Return the pulse wave as a sensor would count it, up to ``highest``; ``noise`` as a share of the pulse."""
    wave = wave_of(beats_s, t_s, PULSE) + noise * np.random.default_rng(seed).standard_normal(t_s.size)
    return np.clip(np.round(highest * (0.15 + 0.6 * wave)), 0, highest).astype(int).tolist()


def beat_bits(beats_s, t_s):
    """Return for each sample whether a sensor that sees the top of the pulse would hold its beat bit."""
    before = np.searchsorted(beats_s + TOP_S, t_s, side="right") - 1
    since_s = t_s - (np.asarray(beats_s) + TOP_S)[np.maximum(before, 0)]
    return ((before >= 0) & (since_s < _BEAT_HELD_S)).tolist()


def sample_times(until_s, rate_hz):
    """Return when a sensor samples."""
    return np.arange(round(until_s * rate_hz)) / rate_hz


def cms50_bytes(beats_s, until_s, *, rate_hz=cms50.FRAMES_PER_S, noise=0.0):
    """Return (second, bytes) of an older CMS50."""
    t_s = sample_times(until_s, rate_hz)
    told = zip(t_s.tolist(), pulse_counts(beats_s, t_s, 127, noise), beat_bits(beats_s, t_s), strict=True)
    return [(at, Cms50Frame(pleth=pleth, beat=beat, strength=7).encode()) for at, pleth, beat in told]


def cms50_new_bytes(beats_s, until_s, *, rate_hz=cms50_new.FRAMES_PER_S, noise=0.0):
    """Return (second, bytes) of a newer CMS50."""
    t_s = sample_times(until_s, rate_hz)
    told = zip(t_s.tolist(), pulse_counts(beats_s, t_s, 127, noise), beat_bits(beats_s, t_s), strict=True)
    return [(at, Cms50NewRealtime(pleth=pleth, beat=beat, strength=7).encode().encode()) for at, pleth, beat in told]


def nonin_bytes(beats_s, until_s, number, *, rate_hz=nonin.FRAMES_PER_S, noise=0.0):
    """Return (second, bytes) of a Nonin oximeter in data format ``number``."""
    t_s = sample_times(until_s, rate_hz)
    plan = nonin.schedule(72, 98, 48)
    counts = pulse_counts(beats_s, t_s, 255 if number == 2 else 65535, noise)
    codes = enumerate(zip(t_s.tolist(), counts, beat_bits(beats_s, t_s), strict=True))
    return [
        (
            at,
            NoninFrame(pleth=pleth, data=plan[place % len(plan)], first=place % len(plan) == 0, green=beat).encode(
                number
            ),
        )
        for place, (at, pleth, beat) in codes
    ]


def bitalino_bytes(beats_s, until_s, *, channels=1, heart=0, kind="ecg", rate_hz=1000.0, noise=0.0):
    """Return (second, bytes) of a BITalino whose channel number ``heart``, counted from 0, is an ECG or a pulse."""
    t_s = sample_times(until_s, rate_hz)
    if kind == "ecg":
        wave = wave_of(beats_s, t_s, QRST) + noise * np.random.default_rng(1).standard_normal(t_s.size)
        counts = np.round(512 + 300 * wave).astype(int).tolist()
    else:
        counts = pulse_counts(beats_s, t_s, 1023, noise)
    frames = []
    for place, (at, count) in enumerate(zip(t_s.tolist(), counts, strict=True)):
        analog = [7] * channels
        analog[heart] = count
        frame = BitalinoFrame(sequence=place % bitalino.SEQUENCE_LENGTH, analog=tuple(analog))
        frames.append((at, frame.encode()))
    return frames


def chunks(frames, every_s=0.05, late_s=0.004):
    """Return (arrival, bytes) as a port would give these frames: what was sent in ``every_s`` at a time."""
    gathered = {}
    for at, data in frames:
        gathered.setdefault(int(at / every_s), []).append(data)
    return [((place + 1) * every_s + late_s, b"".join(parts)) for place, parts in gathered.items()]


def interval_errors_ms(rr_ms, beats_s):
    """Return how far off each interval is, in ms, given that every beat is told from some beat on, and in order."""
    true_ms = 1000 * np.diff(beats_s)
    told_ms = np.asarray(rr_ms)[1:]
    fits = [told_ms[: true_ms.size - skip] - true_ms[skip : skip + told_ms.size] for skip in range(6)]
    return min(fits, key=lambda errors_ms: np.median(np.abs(errors_ms)))
