import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.signals.variability.dfa import dfa_alpha1, fluctuations


def noise(beats, seed=0):
    return 900.0 + 30.0 * np.random.default_rng(seed).normal(size=beats)


def fluctuation_by_hand(values, beats):
    profile = np.cumsum(values - np.mean(values))
    squares = []
    for start in range(0, len(values) - beats + 1, beats):
        box, place = profile[start : start + beats], np.arange(beats)
        squares += list((box - np.polyval(np.polyfit(place, box, 1), place)) ** 2)
    return math.sqrt(np.mean(squares))


@pytest.mark.parametrize(("beats", "known"), [(16, True), (15, False)])
def test_a_stretch_as_long_as_the_longest_box_is_summed_up(beats, known):
    stretches = [np.append(noise(beats, seed), math.nan) for seed in range(5)]
    assert (fluctuations(np.concatenate(stretches)).size == 13) is known


@pytest.mark.parametrize("beats", [4, 7, 16])
def test_fluctuations_are_the_definition_box_by_box(beats):
    values = noise(203)
    assert fluctuations(values)[beats - 4] == pytest.approx(fluctuation_by_hand(values, beats), rel=1e-9)


def test_noise_and_a_walk_scale_as_they_should():
    exponents = [dfa_alpha1(noise(4000, seed)) for seed in range(5)]
    assert np.mean(exponents) == pytest.approx(0.6, abs=0.05)  # 0.5 but for the smallest boxes, which read high
    walk = 900.0 + np.cumsum(np.random.default_rng(1).normal(size=4000))
    assert dfa_alpha1(walk) > 1.4


def test_no_box_reaches_across_a_gap():
    one, other = noise(200, 1), noise(160, 2) + 200.0
    split = fluctuations(np.concatenate((one, [math.nan], other)))
    assert not np.allclose(split, fluctuations(np.concatenate((one, other))))
    assert split.size == 13


@pytest.mark.parametrize("values", [[], [800.0] * 20, [math.nan] * 300, [800.0] * 300])
def test_too_little_or_too_even_is_nan(values):
    assert math.isnan(dfa_alpha1(values))


@given(shift_ms=st.floats(-200.0, 200.0), factor=st.floats(0.5, 2.0), seed=st.integers(0, 20))
@settings(deadline=None, max_examples=20)
def test_neither_level_nor_size_matters(shift_ms, factor, seed):
    values = noise(300, seed)
    moved = 900.0 + shift_ms + factor * (values - 900.0)
    assert dfa_alpha1(moved) == pytest.approx(dfa_alpha1(values), rel=1e-6)
