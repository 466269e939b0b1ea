import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.signals.variability import alike
from biofeedback.signals.variability.entropy import (
    ENTROPY_REASONS,
    FEWEST_AVERAGES,
    approximate_entropy,
    coarse_grained,
    entropy_numbers,
    multiscale_entropy,
    sample_entropy,
    template_entropy,
)
from biofeedback.signals.variability.fuzzy_entropy import STRETCH_BEATS, fuzzy_entropy
from tests.biofeedback.signals.variability.test_patterns import made_series

# NeuroKit2 0.2.13, antropy 0.2.3 and EntropyHub 2.0 agree on these to the last digits; the fuzzy ones are EntropyHub's,
# ``FuzzEn(z, m=2, r=(0.2, 2))`` of intervals in units of their standard deviation.
SAMPLE = {1600: 1.370655072662082, 300: 1.4907477296928942}
APPROXIMATE = {1600: 1.3416207257004835, 300: 1.0847128759446747}
FUZZY = {300: 0.8401758643320814, 500: 0.8225083709596805}
FUZZY_OF_STRETCHES = (
    0.8401758643320814,
    0.9210081054170292,
    0.9554081167633954,
    0.9076890703235161,
    0.9598558741267584,
)
MULTISCALE = (
    1.5474857519270344, 1.4011549100764222, 1.5726810005601903, 1.0315904909887472, 1.0168412521819534,
    0.7637424330696234, 1.2162523139559978, 1.0058716644713168, 1.0953924716449135, 0.6708064512853399,
    0.4887461814156273, 0.4500168157093148, 0.5530125400151639, 0.6879215982107472, 0.8504823095711694,
    0.7416812955665394, 0.7508554981805920, 0.6538635723470503, 0.8557653114863022, 0.6510521113928921,
)  # fmt: skip


def noise(beats, seed=0):
    return 900.0 + 30.0 * np.random.default_rng(seed).normal(size=beats)


def long_series():
    return np.tile(made_series(), 3)[:4200] + np.random.default_rng(3).normal(size=4200)


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


def mean_log_share_by_hand(values, beats, tolerance):
    templates = [values[at : at + beats] for at in range(len(values) - beats + 1)]
    templates = [template for template in templates if not math.isnan(sum(template))]
    shares = []
    for one in templates:
        near = sum(max(abs(a - b) for a, b in zip(one, other, strict=True)) <= tolerance for other in templates)
        shares.append(near / len(templates))
    return float(np.mean(np.log(shares)))


@pytest.mark.parametrize("beats", [300, 1600])
def test_three_libraries_give_the_same(beats):
    series = made_series()[:beats]
    assert sample_entropy(series) == pytest.approx(SAMPLE[beats], rel=1e-12)
    assert approximate_entropy(series) == pytest.approx(APPROXIMATE[beats], rel=1e-12)
    numbers = entropy_numbers(series)
    assert numbers["sample_entropy"] == sample_entropy(series)
    assert numbers["approximate_entropy"] == approximate_entropy(series)


@pytest.mark.parametrize("beats", [300, 500])
def test_a_short_record_has_the_fuzzy_entropy_of_entropyhub(beats):
    assert fuzzy_entropy(made_series()[:beats]) == pytest.approx(FUZZY[beats], rel=1e-12)


def test_a_long_record_has_the_median_of_its_stretches():
    assert fuzzy_entropy(made_series()) == pytest.approx(np.median(FUZZY_OF_STRETCHES), rel=1e-12)


def test_three_libraries_have_the_same_at_every_scale():
    series = long_series()
    assert multiscale_entropy(series) == pytest.approx(MULTISCALE, rel=1e-12)
    numbers = entropy_numbers(series)
    assert numbers["multiscale_entropy_short"] == pytest.approx(sum(MULTISCALE[:5]), rel=1e-12)
    assert numbers["multiscale_entropy_long"] == pytest.approx(sum(MULTISCALE[5:]), rel=1e-12)


@pytest.mark.parametrize("tolerance", [5.0, 12.0])
@pytest.mark.parametrize("template_beats", [1, 2, 3])
def test_entropy_is_the_definition_pair_by_pair(template_beats, tolerance):
    values = np.round(noise(150)).tolist()
    values[40] = math.nan
    found = template_entropy(values, template_beats=template_beats, tolerance_ms=tolerance)
    assert found == pytest.approx(entropy_by_hand(values, template_beats, tolerance), rel=1e-12)


def test_nothing_reaches_across_what_was_set_aside():
    values = np.round(noise(150)).tolist()
    values[40] = values[41] = values[90] = math.nan
    tolerance = 0.2 * float(np.nanstd(values, ddof=1))
    by_hand = mean_log_share_by_hand(values, 2, tolerance) - mean_log_share_by_hand(values, 3, tolerance)
    assert approximate_entropy(values) == pytest.approx(by_hand, rel=1e-12)
    assert entropy_numbers(values)["sample_entropy"] == pytest.approx(entropy_by_hand(values, 2, tolerance), rel=1e-12)


def test_fuzzy_entropy_leaves_out_what_was_set_aside():
    values = noise(300, 4)
    values[[50, 51, 200]] = math.nan
    units = (values / np.nanstd(values, ddof=1)).tolist()
    totals = []
    for beats in (2, 3):
        degrees = []
        for one in range(298):
            for other in range(one + 1, 298):
                if math.isnan(sum(units[one : one + 3] + units[other : other + 3])):
                    continue
                pair = [np.array(units[at : at + beats]) for at in (one, other)]
                apart = max(abs((pair[0] - np.mean(pair[0])) - (pair[1] - np.mean(pair[1]))))
                degrees.append(math.exp(-(apart**2) / 0.2))
        totals.append(np.mean(degrees))
    assert fuzzy_entropy(values) == pytest.approx(math.log(totals[0] / totals[1]), rel=1e-12)


def test_a_stretch_that_does_not_vary_is_left_out():
    lively = made_series()[: 2 * STRETCH_BEATS]
    still = np.full(STRETCH_BEATS, 800.0)
    assert fuzzy_entropy(np.concatenate((lively, still))) == fuzzy_entropy(lively)


def test_averages_begin_anew_with_each_stretch():
    values = np.array([1.0, 3.0, 5.0, np.nan, np.nan, 2.0, 4.0, 6.0, 8.0, np.nan, 7.0])
    assert coarse_grained(values, 2) == pytest.approx([2.0, np.nan, 3.0, 7.0], nan_ok=True)
    assert coarse_grained(values, 1) == pytest.approx(values, nan_ok=True)
    assert not coarse_grained(values, 5).size


def test_each_scale_needs_its_averages():
    found = multiscale_entropy(long_series()[: 7 * FEWEST_AVERAGES])
    assert np.array_equal(np.isnan(found), np.arange(1, 21) > 7)


def test_tables_give_the_same_as_comparing(monkeypatch):
    values = np.round(long_series())
    values[[100, 101, 2000]] = np.nan
    compared = entropy_numbers(values)
    monkeypatch.setattr(alike, "MOST_COMPARED", 300)
    tabled = entropy_numbers(values)
    # Averages have more different values, which tables round.
    assert {name: tabled[name] for name in ("sample_entropy", "approximate_entropy")} == {
        name: compared[name] for name in ("sample_entropy", "approximate_entropy")
    }
    assert tabled["multiscale_entropy_short"] == pytest.approx(compared["multiscale_entropy_short"], rel=1e-3)


def test_the_edge_of_the_tolerance_counts():
    values = np.tile([800.0, 810.0, 850.0, 870.0], 40)
    assert template_entropy(values, template_beats=1, tolerance_ms=10.0) > template_entropy(
        values, template_beats=1, tolerance_ms=9.99
    )


def test_what_repeats_itself_has_no_entropy_and_noise_has_much():
    still = entropy_numbers(np.tile([800.0, 900.0, 1000.0, 900.0], 1100))
    assert still["sample_entropy"] == pytest.approx(0.0, abs=0.02)
    assert still["approximate_entropy"] == pytest.approx(0.0, abs=0.02)
    lively = entropy_numbers(noise(4400))
    assert 1.8 < lively["sample_entropy"] < 2.6
    assert lively["fuzzy_entropy"] > still["fuzzy_entropy"] + 0.5
    # Noise averages out, and so falls from scale to scale (Costa, Goldberger and Peng 2002).
    by_scale = multiscale_entropy(noise(20_000))
    assert np.all(np.diff(by_scale[:8]) < 0.0)


@pytest.mark.parametrize("values", [[], [800.0], [800.0] * 20, [math.nan] * 300, [800.0] * 300, [800.0, math.nan] * 99])
def test_too_little_or_too_even_is_nan_and_has_a_reason(values):
    numbers = entropy_numbers(values)
    assert set(numbers) == set(ENTROPY_REASONS) <= set(DEFINITIONS)
    assert all(math.isnan(number) for number in numbers.values())
    assert math.isnan(sample_entropy(values))
    assert math.isnan(approximate_entropy(values))


@given(shift_ms=st.floats(-200.0, 200.0), factor=st.floats(0.5, 2.0), seed=st.integers(0, 20))
@settings(deadline=None, max_examples=20)
def test_neither_level_nor_size_matters(shift_ms, factor, seed):
    values = noise(300, seed)
    moved = 900.0 + shift_ms + factor * (values - 900.0)
    assert sample_entropy(moved) == pytest.approx(sample_entropy(values), rel=1e-2)
    assert fuzzy_entropy(moved) == pytest.approx(fuzzy_entropy(values), rel=1e-9)
