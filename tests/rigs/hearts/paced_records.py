"""Records of a heart that follows a breath at a known pace."""

import math

import numpy as np


def paced(breaths_per_min, *, length_s=120.0, mean_s=0.86, noise_s=0.012, seed=0):
    """Whole milliseconds, an in-breath half as long as the out-breath, a slow drift and noise: like a real trial."""
    random = np.random.default_rng(seed)
    now_s, rr_ms = 0.0, []
    while now_s < length_s:
        share = (now_s * breaths_per_min / 60.0) % 1.0
        wave = -math.cos(3 * math.pi * share) if share < 1 / 3 else math.cos(1.5 * math.pi * (share - 1 / 3))
        drift_s = 0.03 * math.sin(2 * math.pi * now_s / 200.0)
        interval_s = mean_s - 0.06 * wave + drift_s + noise_s * random.normal()
        now_s += interval_s
        rr_ms.append(round(1000.0 * interval_s))
    return np.array(rr_ms, dtype=float)
