"""Beats of a made heart as a radio brings them: late, in bursts, by a clock that drifts."""

import math

import numpy as np


def heart(count, *, seed=0, mean_s=0.85, swing_s=0.05, noise_s=0.01):
    """Return when a breathing heart beat and its intervals in ms."""
    random = np.random.default_rng(seed)
    t_s, rr_ms, now_s = [], [], 0.0
    for _ in range(count):
        length_s = mean_s + swing_s * math.sin(2 * math.pi * 0.1 * now_s) + noise_s * random.normal()
        now_s += length_s
        t_s.append(now_s)
        rr_ms.append(1000.0 * length_s)
    return np.array(t_s), np.array(rr_ms)


def late(t_s, *, seed=0, spread_s=1.0, delay_s=0.4):
    """Return arrivals in order, each beat late by its own chance."""
    random = np.random.default_rng(seed + 1)
    return np.maximum.accumulate(t_s + delay_s + spread_s * random.random(t_s.size))


def once_a_second(t_s, *, seed=0, delay_s=0.4):
    """Return arrivals of a strap that sends what it has once a second."""
    random = np.random.default_rng(seed + 2)
    packet = np.ceil(t_s).astype(int)
    jitter_s = 0.04 * random.random(packet[-1] + 1)
    return packet + delay_s + jitter_s[packet]
