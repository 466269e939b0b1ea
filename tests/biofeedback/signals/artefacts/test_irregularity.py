"""Intervals without order are told from waves, ectopic beats and coarse grids."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.signals.artefacts.irregularity import foretold_share, irregularity, leaps
from tests.rigs.hearts.irregular_rhythms import DISORDERLY, large_breathing, noise, quiet, uneven_breathing

# None of these was looked at when thresholds were chosen.
FROM_SEED = 500_000


@pytest.mark.parametrize("make", DISORDERLY.values(), ids=DISORDERLY)
def test_what_has_no_order_is_irregular(make):
    measured = [irregularity(np.clip(make(FROM_SEED + seed), 300.0, 2000.0)) for seed in range(60)]
    assert np.median(measured) > 1.2
    assert np.mean(np.array(measured) > 0.75) > 0.85


@pytest.mark.parametrize(("make", "most"), [(large_breathing, 0.7), (uneven_breathing, 0.85), (quiet, 0.0)])
def test_breathing_and_coarse_grids_are_not(make, most):
    assert max(irregularity(make(FROM_SEED + seed)) for seed in range(200)) <= most


@given(factor=st.floats(0.4, 1.6), seed=st.integers(0, 100))
@settings(deadline=None, max_examples=30)
def test_it_is_the_same_for_a_quicker_heart_of_the_same_disorder(factor, seed):
    rr_ms = noise(seed)
    assert irregularity(factor * rr_ms) == pytest.approx(irregularity(rr_ms), abs=1e-6)


def test_nothing_reaches_across_what_is_missing():
    chance = np.random.default_rng(1)
    rr_ms = 900.0 + 200.0 * chance.standard_normal(90)
    broken = np.insert(rr_ms, [30, 60], np.nan)
    assert irregularity(broken) == pytest.approx(irregularity(rr_ms), abs=0.3)
    assert irregularity([math.nan] * 50) == 0.0
    # Two of three are never there: no three intervals follow one another.
    assert irregularity(np.where(np.arange(90) % 3 == 0, rr_ms, np.nan)) == 0.0


@pytest.mark.parametrize("rr_ms", [[], [800.0], [800.0] * 60, [700.0, 900.0] * 40, [math.nan, 800.0, 900.0]])
def test_short_even_and_alternating_beats_have_order(rr_ms):
    assert irregularity(rr_ms) == 0.0


def test_where_no_two_stretches_are_alike_it_has_no_end():
    rr_ms = 400.0 * 1.9 ** np.random.default_rng(1).permutation(np.linspace(0.0, 2.4, 20))
    assert irregularity(rr_ms) == math.inf or irregularity(rr_ms) > 1.0


def test_a_wave_is_foretold_and_noise_is_not():
    t = np.arange(80.0)
    chance = np.random.default_rng(2)
    assert foretold_share(900.0 + 100.0 * np.sin(2.1 * t)) > 0.99
    assert foretold_share(900.0 + 100.0 * np.sin(2.1 * t) + 20.0 * chance.standard_normal(80)) > 0.8
    shares = [foretold_share(900.0 + 100.0 * chance.standard_normal(80)) for _ in range(200)]
    assert abs(np.mean(shares)) < 0.03
    assert foretold_share(np.full(80, 800.0)) == 1.0
    assert foretold_share(np.array([800.0, 900.0])) == 0.0
    assert foretold_share(np.where(np.arange(80) % 4 == 0, np.nan, 900.0)) == 0.0


def test_leaps_are_of_the_size_of_the_tolerance():
    assert leaps(np.array([1000.0, 1079.0, 1000.0, 1090.0, math.nan, 900.0])).tolist() == [
        False, False, False, True, False, False,
    ]  # fmt: skip
