"""Waves of made-up hearts, whose every beat is known: ECGs and pulses, and the packets in which they come."""

import numpy as np

# Height, seconds after the beat, width in seconds: P, Q, R, S and T; and a pulse with its dicrotic wave.
_ECG = ((0.12, -0.16, 0.022), (-0.12, -0.026, 0.0085), (1.0, 0.0, 0.0095), (-0.25, 0.028, 0.0095), (0.3, 0.26, 0.05))
_PULSE = ((1.0, 0.12, 0.06), (0.45, 0.35, 0.1), (0.2, 0.25, 0.06))


def beat_times(length_s, *, interval_s=0.85, swing_s=0.0, first_s=0.3):
    """Return when a heart beats that follows a breath of ten seconds."""
    beats, now_s = [], first_s
    while now_s < length_s:
        beats.append(now_s)
        now_s += interval_s + swing_s * np.sin(2 * np.pi * now_s / 10.0)
    return np.array(beats)


def wave(kind, t_s, beats_s, *, noise=0.0, seed=0):
    """Return the wave at these times: ``ecg``, ``pulse`` or ``falling``; from bottom to top it is about 1."""
    bumps = _ECG if kind == "ecg" else _PULSE
    values = np.zeros(t_s.size)
    for beat_s in beats_s:
        first, last = np.searchsorted(t_s, (beat_s - 0.5, beat_s + 1.2))
        since_s = t_s[first:last] - beat_s
        for height, after_s, width_s in bumps:
            values[first:last] += height * np.exp(-0.5 * ((since_s - after_s) / width_s) ** 2)
    values += noise * np.random.default_rng(seed).normal(size=t_s.size)
    return -values if kind == "falling" else values


def cut(count, lengths, seed=0):
    """Yield slices that cut so many samples into packets of lengths drawn from these."""
    random, at = np.random.default_rng(seed), 0
    while at < count:
        end = min(count, at + int(random.choice(lengths)))
        yield slice(at, end)
        at = end
