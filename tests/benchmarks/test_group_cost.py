"""What thirty hearts in one room cost: a quarter of an hour of record, and a second of it live."""

import time

import numpy as np
import pytest

from biofeedback.signals.group.record import GroupHeart, group_heart, group_record
from biofeedback.signals.group.watch import GroupWatch
from tests.rigs.hearts.led_hearts import even_breaths

HEARTS, LENGTH_S = 30, 900.0
BREATHS = even_breaths(200.0, LENGTH_S, 6.0)

MOST_RECORD_S = 2.0
"""Of processor, from intervals as they came to the last pair."""

MOST_LIVE_S = 1e-3
"""Of processor, a heart and a second of practice, with everything asked for every second."""


def intervals(seed: int) -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(seed)
    beats = int(LENGTH_S / 0.8)
    rr_ms = 850.0 + 40.0 * np.sin(0.6 * np.arange(beats) + seed) + chance.normal(0.0, 15.0, beats)
    arrived_s = np.cumsum(rr_ms) / 1000.0
    within = arrived_s < LENGTH_S
    return rr_ms[within], arrived_s[within]


@pytest.fixture(scope="module")
def hearts() -> dict[str, GroupHeart]:
    return {f"seat {seed}": group_heart(*intervals(seed), BREATHS) for seed in range(HEARTS)}


def test_a_record_of_thirty_hearts_takes_no_longer_than_a_breath(benchmark):
    raw = [intervals(seed) for seed in range(HEARTS)]

    def analysed():
        began = time.process_time()
        record = group_record({f"seat {seed}": group_heart(*each, BREATHS) for seed, each in enumerate(raw)})
        return time.process_time() - began, record

    took_s, record = benchmark.pedantic(analysed, rounds=1)
    benchmark.extra_info["record s"] = took_s
    assert record.moments[-1].counted == HEARTS
    assert took_s < MOST_RECORD_S


def test_a_second_of_thirty_hearts_costs_little(benchmark, hearts):
    due = sorted(
        (float(t_s), name, float(nn_ms), phase_rad)
        for name, heart in hearts.items()
        for t_s, nn_ms, phase_rad in zip(heart.beats.t_s, heart.beats.nn_ms, heart.phase_rad, strict=True)
    )
    watch = GroupWatch()

    def practised():
        began, row = time.process_time(), 0
        for second in range(int(LENGTH_S)):
            while row < len(due) and due[row][0] <= second:
                t_s, name, nn_ms, phase_rad = due[row]
                watch.add(name, t_s, nn_ms, phase_rad)
                row += 1
            watch.advance(float(second))
            watch.moment()
        return (time.process_time() - began) / LENGTH_S / HEARTS

    each_s = benchmark.pedantic(practised, rounds=1)
    benchmark.extra_info["s a heart and second"] = each_s
    assert watch.moment().counted == HEARTS
    assert each_s < MOST_LIVE_S
