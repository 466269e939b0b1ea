"""A heart that breathes, and what a pipeline makes of it and of the breaths that are led."""

import math

import numpy as np

from biofeedback.events import Beat, BreathPlanned, Metric, Tick
from biofeedback.pipelines.one_heart import Pipeline

EACH_TICK = (
    "heart_rate_bpm",
    "rmssd_ms",
    "sdnn_ms",
    "coherence_share",
    "coherence_ratio",
    "coherence_score",
    "coherence_peak_hz",
    "corrected_ratio",
    "steadiness_share",
    "warmth_share",
    "pacer_amplitude_bpm",
    "pacer_lag_s",
    "pacer_fit_r2_share",
)


def breathing_heart(length_s, *, seed=0, swing_ms=60.0, noise_ms=5.0, delay_s=0.4, spread_s=0.8):
    random = np.random.default_rng(seed)
    now_s, arrived_s, index, out = 0.0, 0.0, 0, []
    while now_s < length_s:
        rr_ms = 900.0 + swing_ms * math.sin(2 * math.pi * 0.1 * now_s) + noise_ms * random.normal()
        now_s += rr_ms / 1000.0
        arrived_s = max(arrived_s, now_s + delay_s + spread_s * random.random())
        out.append(Beat(source="strap", index=index, arrived_s=arrived_s, rr_ms=rr_ms))
        index += 1
    return out


def breaths(first_s, count, length_s=10.0):
    return [
        BreathPlanned(
            t_s=first_s + k * length_s, in_s=0.4 * length_s, hold_in_s=0.0, out_s=0.6 * length_s, hold_out_s=0.0
        )
        for k in range(count)
    ]


def ticks(length_s, first_s=1):
    return [Tick(t_s=float(second)) for second in range(first_s, int(length_s) + 1)]


def moment(event):
    match event:
        case Beat():
            return event.arrived_s
        case BreathPlanned():
            return event.t_s - 10.0
        case _:
            return event.t_s


def in_order(*groups):
    return sorted((event for group in groups for event in group), key=moment)


def run(events, pipeline=None):
    pipeline = pipeline or Pipeline("strap")
    return [out for event in events for out in pipeline.step(event)]


def series(out, name):
    return [event for event in out if isinstance(event, Metric) and event.name == name]


def value_at(out, name, t_s):
    return next(metric for metric in series(out, name) if metric.t_s == t_s)
