import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.signals.variability import nonlinear
from biofeedback.signals.variability.nonlinear import dfa_alpha1, fluctuations, sample_entropy, template_entropy


def noise(beats, seed=0):
    return 900.0 + 30.0 * np.random.default_rng(seed).normal(size=beats)


def entropy_by_hand(values, template_beats, tolerance):
    """The definition, pair by pair."""
    templates = range(len(values) - template_beats)
    alike = stay_alike = 0
    for one in templates:
        for other in templates:
            if one == other:
                continue
            distances = [abs(values[one + beat] - values[other + beat]) for beat in range(template_beats + 1)]
            if math.isnan(sum(values[one : one + template_beats + 1] + values[other : other + template_beats + 1])):
                continue
            if max(distances[:-1]) <= tolerance:
                alike += 1
                stay_alike += distances[-1] <= tolerance
    return math.log(alike / stay_alike)


def fluctuation_by_hand(values, beats):
    profile = np.cumsum(values - np.mean(values))
    squares = []
    for start in range(0, len(values) - beats + 1, beats):
        box, place = profile[start : start + beats], np.arange(beats)
        squares += list((box - np.polyval(np.polyfit(place, box, 1), place)) ** 2)
    return math.sqrt(np.mean(squares))


@pytest.mark.parametrize("tolerance", [5.0, 12.0])
@pytest.mark.parametrize("template_beats", [1, 2, 3])
def test_entropy_is_the_definition_pair_by_pair(template_beats, tolerance):
    values = np.round(noise(150)).tolist()
    values[40] = math.nan
    found = template_entropy(values, template_beats=template_beats, tolerance_ms=tolerance)
    assert found == pytest.approx(entropy_by_hand(values, template_beats, tolerance), rel=1e-12)


def test_both_ways_of_counting_agree(monkeypatch):
    values = np.round(noise(600, seed=3))
    values[100:103] = math.nan
    among_all = sample_entropy(values)
    monkeypatch.setattr(nonlinear, "_ALL_PAIRS", 0)
    assert sample_entropy(values) == among_all


@pytest.mark.parametrize(("beats", "known"), [(16, True), (15, False)])
def test_a_stretch_as_long_as_the_longest_box_is_summed_up(beats, known):
    stretches = [np.append(noise(beats, seed), math.nan) for seed in range(5)]
    assert (fluctuations(np.concatenate(stretches)).size == 13) is known


def test_the_edge_of_the_tolerance_counts():
    values = np.tile([800.0, 810.0, 850.0, 870.0], 40)
    assert template_entropy(values, template_beats=1, tolerance_ms=10.0) > template_entropy(
        values, template_beats=1, tolerance_ms=9.99
    )


def test_what_repeats_itself_has_no_entropy_and_noise_has_much():
    assert sample_entropy(np.tile([800.0, 900.0, 1000.0, 900.0], 50)) == pytest.approx(0.0, abs=0.02)
    assert 1.8 < sample_entropy(noise(2000)) < 2.6


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
    assert math.isnan(sample_entropy(values))


@given(shift_ms=st.floats(-200.0, 200.0), factor=st.floats(0.5, 2.0), seed=st.integers(0, 20))
@settings(deadline=None, max_examples=20)
def test_neither_level_nor_size_matters(shift_ms, factor, seed):
    values = noise(300, seed)
    moved = 900.0 + shift_ms + factor * (values - 900.0)
    assert dfa_alpha1(moved) == pytest.approx(dfa_alpha1(values), rel=1e-6)
    assert sample_entropy(moved) == pytest.approx(sample_entropy(values), rel=1e-2)
