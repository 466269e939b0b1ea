"""Templates that are alike are counted exactly, without comparing each pair."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.lib.stride_tricks import sliding_window_view

from biofeedback.signals.variability import alike
from biofeedback.signals.variability.alike import MOST_VALUES, alike_counts, alike_pairs, distinct_values, gridded
from biofeedback.signals.variability.entropy import sample_entropy


def every_one(templates, tolerance_ms):
    """To how many each is alike, itself included, but for its last beat and with it."""
    near = np.abs(templates[:, None, :] - templates[None, :, :]) <= tolerance_ms
    return near[:, :, :2].all(axis=2), near.all(axis=2)


@given(
    seed=st.integers(0, 2**32 - 1),
    beats=st.integers(3, 120),
    grid_ms=st.sampled_from([1.0, 1000.0 / 1024.0, 7.8125, 0.5]),
    spread_ms=st.sampled_from([1.0, 20.0, 300.0]),
    tolerance_ms=st.sampled_from([0.5, 1.0, 7.8125, 11.3, 100.0]),
)
def test_they_are_those_that_comparing_each_pair_finds(seed, beats, grid_ms, spread_ms, tolerance_ms):
    random = np.random.default_rng(seed)
    values = np.round(random.normal(800.0, spread_ms, beats) / grid_ms) * grid_ms
    values[random.random(beats) < 0.05] = np.nan
    threes = sliding_window_view(values, 3)
    near, stays = every_one(threes[~np.isnan(threes).any(axis=1)], tolerance_ms)
    twos = sliding_window_view(values, 2)
    twos = twos[~np.isnan(twos).any(axis=1)]
    near_two, _ = every_one(twos, tolerance_ms)
    pairs = tuple((int(np.count_nonzero(each)) - len(each)) // 2 for each in (near, stays))
    assert alike_pairs(values, 2, tolerance_ms) == pairs
    # Compared, by tables as most do not cost more, and by tables as there are many.
    for most_compared, pairs_a_place in ((alike.MOST_COMPARED, np.inf), (alike.MOST_COMPARED, -1), (0, np.inf)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(alike, "MOST_COMPARED", most_compared)
            patch.setattr(alike, "_PAIRS_A_PLACE", pairs_a_place)
            patch.setattr(alike, "_ROWS_AT_ONCE", 7)
            found = alike_counts(values, tolerance_ms)
            assert alike_pairs(values, 2, tolerance_ms) == found.pairs == pairs
        assert sorted(found.two) == sorted(near_two.sum(axis=1))
        assert sorted(found.three) == sorted(stays.sum(axis=1))


def wandering(beats, seed):
    random = np.random.default_rng(seed)
    slow = 40.0 * np.sin(np.arange(beats) / 400.0)
    return 850.0 + slow + 30.0 * np.sin(np.arange(beats) * 0.6) + random.normal(0.0, 12.0, beats)


def test_a_fine_grid_moves_the_number_by_little(monkeypatch):
    values = wandering(6000, 2)
    assert distinct_values(values) > MOST_VALUES
    exact = sample_entropy(values)
    monkeypatch.setattr(alike, "MOST_COMPARED", 1000)
    assert sample_entropy(values) == pytest.approx(exact, rel=1e-3)
    assert sample_entropy(values) != exact


def test_the_grid_keeps_what_is_unknown_and_bounds_the_rest():
    values = wandering(6000, 3)
    values[7] = np.nan
    rounded = gridded(values, 8.0)
    assert np.array_equal(np.isnan(rounded), np.isnan(values))
    assert distinct_values(rounded) <= MOST_VALUES
    assert np.nanmax(np.abs(rounded - values)) < 0.1
