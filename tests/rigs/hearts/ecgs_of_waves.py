"""ECGs put together of waves: how high, when after the beat and how wide each is."""

import numpy as np

LENGTH_S = 40.0
R_S = 0.011
"""How wide an R is, as the standard deviation of its bell."""


def waves(beats_s, rate_hz, shape, *, noise, seed, length_s=LENGTH_S):
    """Return an ECG of waves: how high, when after the beat and how wide, in seconds."""
    t_s = np.arange(round(length_s * rate_hz)) / rate_hz
    ecg = noise * np.random.default_rng(seed).normal(size=t_s.size)
    for height, late_s, width_s in shape:
        ecg += height * np.exp(-0.5 * ((t_s[:, np.newaxis] - beats_s - late_s) / width_s) ** 2).sum(axis=1)
    return ecg


def heart(rate_bpm):
    """Return when a heart that breath makes a little quicker and slower beats."""
    numbers = np.arange(int(LENGTH_S * rate_bpm / 60.0) - 3)
    return 0.5 + np.cumsum(60.0 / rate_bpm * (1.0 + 0.04 * np.sin(numbers / 3.0)))
