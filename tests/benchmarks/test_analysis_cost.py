"""What an analysis costs, in one run: twice the beats, twice the time, and no more than a yardstick allows."""

import gc
import sys
import time
from bisect import bisect_left, insort
from collections import deque

import numpy as np
import pytest

from biofeedback.signals.analysis import analyse
from tests.benchmarks.test_signals_speed import heart, with_odd_beats
from tests.rigs.suite import programs

SHORT_BEATS, LONG_BEATS, DAY_BEATS = 20_000, 200_000, 100_000
MOST_GROWTH = 1.3
"""What a beat of the long record may cost times one of the short: a choice, as caches hold less of a longer one."""

ROUNDS = 2

MOST_YARDSTICKS = 130.0
"""What 100,000 beats may cost, in units of `yardstick_s`: they took 83, and 108 where they came in packets, and a fifth
more is for a busy machine."""

MOST_OF_EVEN_DAY = 1.5
"""What a day of early beats, or one without order, may cost times an even one: 1.3 and 0.8. A choice."""

MOST_BYTES_A_BEAT = 400.0
"""By how much memory may grow with each beat: two million then take less than 1 GB. They held 0.8 GB, of which the
longest spectrum, that of a day, is a part that does not grow."""


def per_beat_s(rr_ms, arrived_s):
    """Return the least CPU seconds a beat of several rounds: whatever else the machine does only ever adds."""
    seconds = []
    for _ in range(ROUNDS):
        gc.collect()
        began_s = time.process_time()
        analyse(rr_ms, arrived_s=arrived_s)
        seconds.append(time.process_time() - began_s)
    return min(seconds) / rr_ms.size


def yardstick_s():
    """Return the least CPU seconds of a task of fixed size, half of it plain Python and half of it numpy."""
    random = np.random.default_rng(1)
    values, table = random.normal(size=60_000).tolist(), random.normal(size=(600, 256))

    def task():
        ordered, lately = [], deque()
        for value in values:
            insort(ordered, value)
            lately.append(value)
            if len(lately) > 91:
                del ordered[bisect_left(ordered, lately.popleft())]
        for _ in range(6):
            np.fft.rfft(table, 2048, axis=1)

    seconds = []
    for _ in range(10):
        began_s = time.process_time()
        task()
        seconds.append(time.process_time() - began_s)
    return min(seconds)


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


@pytest.fixture(scope="module")
def early_heart(long_heart):
    """Return a day in which every eighth beat comes early and a pause after it makes up for it."""
    random = np.random.default_rng(8)
    peaks = np.concatenate(([0.0], np.cumsum(long_heart[:DAY_BEATS])))
    early = np.flatnonzero(random.random(DAY_BEATS) < 0.12)[1:-1]
    early = early[np.diff(early, prepend=-2) > 1]
    peaks[early] -= random.uniform(0.25, 0.4, early.size) * long_heart[early - 1]
    return np.round(np.diff(peaks))


@pytest.fixture(scope="module")
def irregular_heart():
    """Return a day without order, as in fibrillation: every interval by itself."""
    return np.clip(np.round(np.random.default_rng(9).gamma(16.0, 45.0, DAY_BEATS)), 310.0, 1900.0)


@pytest.mark.parametrize("kind", ["early_heart", "irregular_heart"])
def test_a_day_of_odd_beats_costs_little_more_than_an_even_one(benchmark, request, long_heart, kind):
    day = request.getfixturevalue(kind)
    analyse(day[:2000])
    even_s, odd_s = (per_beat_s(each, None) * each.size for each in (long_heart[:DAY_BEATS], day))
    benchmark.pedantic(lambda: None, rounds=1)
    benchmark.extra_info |= {"times_an_even_day": odd_s / even_s, "s_for_100000_beats": odd_s}
    assert odd_s / even_s <= MOST_OF_EVEN_DAY


@pytest.mark.parametrize("arrives", [False, True], ids=["intervals", "packets"])
def test_a_day_costs_no_more_than_so_many_yardsticks(benchmark, long_heart, arrives):
    day = long_heart[:DAY_BEATS]
    arrived_s = np.ceil(np.cumsum(day) / 1000.0) + 0.1 if arrives else None
    analyse(day[:2000])
    before_s = yardstick_s()
    day_s = per_beat_s(day, arrived_s) * day.size
    ratio = day_s / min(before_s, yardstick_s())
    benchmark.pedantic(lambda: None, rounds=1)
    benchmark.extra_info |= {"yardsticks": ratio, "s_for_100000_beats": day_s}
    assert ratio <= MOST_YARDSTICKS


GROWTH = """
import resource, sys
import numpy as np
from biofeedback.signals.analysis import analyse
beats = int(sys.argv[1])
rr_ms = np.round(850.0 + 40.0 * np.sin(np.arange(beats) * 0.6) + np.random.default_rng(1).normal(0.0, 12.0, beats))
analyse(rr_ms, arrived_s=np.ceil(np.cumsum(rr_ms) / 1000.0) + 0.1)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
"""Says the most memory, in KiB, that an analysis of so many beats held."""


def test_memory_grows_by_little_with_each_beat(benchmark):
    few, many = 150_000, 450_000
    printed = [
        programs.run([sys.executable, "-c", GROWTH, str(beats)], capture_output=True, text=True)
        for beats in (few, many)
    ]
    kib = [int(each.stdout) for each in printed]
    grown = 1024.0 * (kib[1] - kib[0]) / (many - few)
    benchmark.pedantic(lambda: None, rounds=1)
    benchmark.extra_info |= {"bytes_a_beat": grown, "MiB_for_450000_beats": kib[1] / 1024.0}
    assert grown <= MOST_BYTES_A_BEAT
