"""What an analysis costs as a record grows, as ratios in one run: twice the beats, twice the time."""

import gc
import time

import numpy as np
import pytest

from biofeedback.signals.analysis import analyse
from tests.benchmarks.test_signals_speed import heart, with_odd_beats

SHORT_BEATS, LONG_BEATS = 20_000, 200_000
MOST_GROWTH = 1.3
"""What a beat of the long record may cost times one of the short: a choice, as caches hold less of a longer one."""

ROUNDS = 2


def per_beat_s(rr_ms, arrived_s):
    """Return the least CPU seconds a beat of several rounds: whatever else the machine does only ever adds."""
    seconds = []
    for _ in range(ROUNDS):
        gc.collect()
        began_s = time.process_time()
        analyse(rr_ms, arrived_s=arrived_s)
        seconds.append(time.process_time() - began_s)
    return min(seconds) / rr_ms.size


@pytest.fixture(scope="module")
def long_heart():
    rr_ms = heart(LONG_BEATS * 0.85, seed=5)[:LONG_BEATS]
    return np.round(with_odd_beats(rr_ms, 0.01, seed=6))


@pytest.mark.parametrize("arrives", [False, True], ids=["intervals", "packets"])
def test_the_cost_of_a_beat_does_not_grow_with_the_record(benchmark, long_heart, arrives):
    arrived_s = np.ceil(np.cumsum(long_heart) / 1000.0) + 0.1 if arrives else None
    short, long = (slice(0, beats) for beats in (SHORT_BEATS, LONG_BEATS))
    analyse(long_heart[:2000])
    costs_s = [per_beat_s(long_heart[part], None if arrived_s is None else arrived_s[part]) for part in (short, long)]
    benchmark.pedantic(lambda: None, rounds=1)
    benchmark.extra_info |= {
        "us_per_beat_short": 1e6 * costs_s[0],
        "us_per_beat_long": 1e6 * costs_s[1],
        "growth": costs_s[1] / costs_s[0],
        "s_for_100000_beats": 1e5 * costs_s[1],
    }
    assert costs_s[1] / costs_s[0] <= MOST_GROWTH
