"""Pairs that are alike are counted exactly, without comparing each pair."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.lib.stride_tricks import sliding_window_view

from biofeedback.signals.variability import nonlinear
from biofeedback.signals.variability.alike import MOST_VALUES, alike_pairs, distinct_values, on_grid
from biofeedback.signals.variability.nonlinear import sample_entropy


def every_pair(templates, tolerance_ms):
    near = np.abs(templates[:, None, :] - templates[None, :, :]) <= tolerance_ms
    return int(np.count_nonzero(near[:, :, :2].all(axis=2))), int(np.count_nonzero(near.all(axis=2)))


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
    templates = sliding_window_view(values, 3)
    assert alike_pairs(templates, tolerance_ms) == every_pair(templates, tolerance_ms)


def wandering(beats, seed):
    random = np.random.default_rng(seed)
    slow = 40.0 * np.sin(np.arange(beats) / 400.0)
    return 850.0 + slow + 30.0 * np.sin(np.arange(beats) * 0.6) + random.normal(0.0, 12.0, beats)


def test_a_tree_finds_the_same(monkeypatch):
    values = np.round(wandering(3000, 1))
    values[[500, 501, 1700]] = np.nan
    quick = sample_entropy(values)
    monkeypatch.setattr(nonlinear, "MOST_VALUES", 0)
    assert sample_entropy(values) == quick


def test_a_fine_grid_moves_the_number_by_little(monkeypatch):
    values = wandering(6000, 2)
    assert distinct_values(values) > MOST_VALUES
    exact = sample_entropy(values)
    monkeypatch.setattr(nonlinear, "_LARGEST_TREE", 1000)
    assert sample_entropy(values) == pytest.approx(exact, rel=1e-3)
    assert sample_entropy(values) != exact


def test_the_grid_keeps_what_is_unknown_and_bounds_the_rest():
    values = wandering(6000, 3)
    values[7] = np.nan
    rounded = on_grid(values, 8.0)
    assert np.array_equal(np.isnan(rounded), np.isnan(values))
    assert distinct_values(rounded) <= MOST_VALUES
    assert np.nanmax(np.abs(rounded - values)) < 0.1
