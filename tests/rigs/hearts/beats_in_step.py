"""Beats of a made heart whose wave follows a led breath, with noise or without."""

import math

import numpy as np

from biofeedback.practice.pacing.breath import BreathPlan, ends_s
from biofeedback.practice.pacing.pattern import BreathPattern

TURN_RAD = 2.0 * math.pi


def led(pattern: BreathPattern, until_s: float) -> BreathPlan:
    plan = BreathPlan()
    breath = pattern.breath(0.0)
    while breath.t_s < until_s:
        plan.apply(breath)
        breath = pattern.breath(ends_s(breath))
    return plan


def beats_of_rate(rate_bpm, until_s: float):
    """Return ends and lengths of intervals that each carry the rate of their middle."""
    t_s, nn_ms = [], []
    begin_s = 0.0
    while begin_s < until_s:
        interval_s = 0.9
        for _ in range(40):
            interval_s = 60.0 / rate_bpm(begin_s + interval_s / 2.0)
        begin_s += interval_s
        t_s.append(begin_s)
        nn_ms.append(1000.0 * interval_s)
    return np.array(t_s), np.array(nn_ms)


def beats_of_intervals(until_s: float, *, depth_ms=60.0, noise_ms=0.0, hz=0.1, seed=0):
    """Return the beats of the frozen reference: each interval is read where it begins."""
    chance = np.random.default_rng(seed)
    t_s, nn_ms = [], []
    end_s = 0.0
    while end_s < until_s:
        interval_ms = 900.0 + depth_ms * math.sin(TURN_RAD * hz * end_s) + noise_ms * chance.standard_normal()
        end_s += interval_ms / 1000.0
        t_s.append(end_s)
        nn_ms.append(interval_ms)
    return np.array(t_s), np.array(nn_ms)


def steady_phase(t_s, nn_ms, hz=0.1):
    return (TURN_RAD * hz * (t_s - nn_ms / 2000.0)) % TURN_RAD
