"""Uneven samples come onto an even grid, from the very first ones on."""

import numpy as np
import pytest

from biofeedback.signals.detection.even_samples import EvenSampler


def evenly(sampler, times_s, blocks=1):
    parts = np.array_split(times_s, blocks)
    return np.concatenate([sampler.feed(part, np.sin(2.0 * part)) for part in parts])


@pytest.mark.parametrize("late_s", [{}, {1: 0.008}, {1: 0.008, 3: 0.005}, {2: 0.009, 4: 0.004, 5: 0.006}])
def test_late_stamps_among_the_first_move_nothing(late_s):
    true_s = 10.0 + np.arange(100) / 50.0
    stamped_s = true_s.copy()
    for index, by_s in late_s.items():
        stamped_s[index] += by_s
    sampler = EvenSampler(came_hz=50.0, rate_hz=100.0)
    even = sampler.feed(stamped_s, np.sin(2.0 * true_s))
    assert sampler.start_s == pytest.approx(true_s[1], abs=1e-9)
    grid_s = sampler.start_s + np.arange(even.size) / 100.0
    assert even == pytest.approx(np.sin(2.0 * grid_s), abs=1e-5)


@pytest.mark.parametrize("blocks", [2, 7, 100])
def test_the_same_samples_give_the_same_curve_however_they_are_cut(blocks):
    times_s = 3.0 + np.cumsum(np.random.default_rng(5).normal(0.02, 0.001, 100))
    whole, cut = EvenSampler(50.0, 100.0), EvenSampler(50.0, 100.0)
    assert evenly(cut, times_s, blocks) == pytest.approx(evenly(whole, times_s), abs=1e-12)
    assert cut.start_s == whole.start_s
