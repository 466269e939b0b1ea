"""Pulse waves of known beats, as an analog sensor gives them and a board's converter counts them."""

import numpy as np

RATE_HZ = 250
PERIOD_US = 1_000_000 // RATE_HZ

_FIRST_S = 0.07
"""The width of a beat's first wave, whose top comes so long after its steepest rise."""

_SECOND_LATE_S = 0.36
_SECOND_S = 0.09


def even_heart(length_s, *, mean_s=0.85, swing_s=0.06, seed=0):
    """Return when the pulse rises most steeply, nowhere near whole samples."""
    random = np.random.default_rng(seed)
    t_s, now_s = [], 0.35 + 0.01 * random.random()
    while now_s < length_s - 0.6:
        t_s.append(now_s)
        now_s += mean_s + swing_s * np.sin(2 * np.pi * 0.1 * now_s) + 0.01 * random.normal()
    return np.array(t_s)


def pulse_wave(t_s, steepest_s, *, height=1.0, dicrotic=0.35, noise=0.0, drift=0.3, seed=0):
    """Return a wave that is ``height`` high (one number, or one a beat), with a baseline that wanders, and noise."""
    random = np.random.default_rng(seed)
    wave = noise * random.normal(size=t_s.size) + drift * np.sin(2 * np.pi * 0.21 * t_s)
    heights = np.broadcast_to(height, steepest_s.shape)
    for part, late_s, width_s in ((1.0, _FIRST_S, _FIRST_S), (dicrotic, _SECOND_LATE_S, _SECOND_S)):
        for beat_s, beat_height in zip(steepest_s + late_s, heights, strict=True):
            near = slice(*np.searchsorted(t_s, (beat_s - 6 * width_s, beat_s + 6 * width_s)))
            wave[near] += part * beat_height * np.exp(-0.5 * ((t_s[near] - beat_s) / width_s) ** 2)
    return wave


def stamps(length_s, *, start_us=0):
    """Return the board's even stamps, not yet wrapped."""
    return start_us + PERIOD_US * np.arange(round(length_s * RATE_HZ), dtype=np.int64)


def counts(wave, *, bits, swing=0.2, middle=0.5):
    """Return a wave as a converter counts it: a wave of 1 takes ``swing`` of its range."""
    full = (1 << bits) - 1
    return np.clip(np.round(full * (middle + swing * np.asarray(wave))), 0, full).astype(int)
