"""The windows of a record are computed together, and each is what it would have been by itself."""

import math

import numpy as np
import pytest

from biofeedback.signals.breath.record_breath import window_breaths
from biofeedback.signals.breath.respiration import breath_from_rr
from biofeedback.signals.breath.waves import WINDOW_S


def heart(seed, *, beats=700, set_aside=0.0, gaps=(), still=(), mean_ms=820.0):
    """The end of each interval and the intervals of a breathing heart."""
    random = np.random.default_rng(seed)
    t_s = np.arange(beats) * mean_ms / 1000.0
    breath_hz = 0.2 + 0.05 * np.sin(t_s / 60.0)
    nn_ms = mean_ms + 30.0 * np.sin(2.0 * np.pi * breath_hz * t_s) + random.normal(0.0, 12.0, beats)
    for first, last in still:
        nn_ms[first:last] = mean_ms
    times_s = np.cumsum(nn_ms) / 1000.0
    for first, length_s in gaps:
        times_s[first:] += length_s
    nn_ms[random.choice(beats, int(set_aside * beats), replace=False)] = math.nan
    return times_s, nn_ms


@pytest.mark.parametrize(
    "record",
    [
        heart(1),
        heart(2, set_aside=0.04),
        heart(3, set_aside=0.15),
        heart(4, gaps=((100, 3.5), (180, 20.0), (400, 200.0), (420, 4.0))),
        heart(5, still=((0, 300),)),
        heart(6, mean_ms=420.0),
        heart(7, mean_ms=1900.0, beats=300),
        heart(8, beats=90),
        heart(9, beats=30),
        (np.arange(100.0), np.full(100, math.nan)),
    ],
)
def test_every_window_is_what_it_would_be_alone(record):
    t_s, nn_ms = record
    breaths = window_breaths(t_s, nn_ms)
    assert breaths
    for end_s, breath in breaths:
        first, last = np.searchsorted(t_s, (end_s - 2.0 * WINDOW_S, end_s), side="right")
        alone = breath_from_rr(t_s[first:last], nn_ms[first:last], now_s=end_s)
        assert breath.reason == alone.reason
        assert breath.rate_per_min == pytest.approx(alone.rate_per_min, rel=1e-9, nan_ok=True)
        found = [(each.rate_per_min, each.confidence) for each in breath.candidates]
        expected = [(each.rate_per_min, each.confidence) for each in alone.candidates]
        assert np.array(found) == pytest.approx(np.array(expected), rel=1e-6, abs=1e-9)
