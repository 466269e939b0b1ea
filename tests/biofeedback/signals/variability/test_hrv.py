import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.signals.variability.hrv import (
    mean_hr_bpm,
    mean_nn_ms,
    nn50,
    pnn50_ratio,
    rmssd_ms,
    sd1_ms,
    sd2_ms,
    sdnn_ms,
    sdsd_ms,
    successive_differences_ms,
)


def paced():
    """300 s of a 0.1 Hz wave of 60 ms around 900 ms, sampled by its own beats."""
    now_s, nn_ms = 0.0, []
    for _ in range(333):
        length_s = 0.9 + 0.06 * math.sin(2 * math.pi * 0.1 * now_s)
        nn_ms.append(1000.0 * length_s)
        now_s += length_s
    return np.array(nn_ms)


def test_values_of_a_known_series():
    nn_ms = paced()
    assert mean_hr_bpm(nn_ms) == pytest.approx(66.9534803491713, rel=1e-12)
    assert sdnn_ms(nn_ms) == pytest.approx(42.5031392165439, rel=1e-12)
    assert rmssd_ms(nn_ms) == pytest.approx(23.628934311194, rel=1e-12)


def test_by_hand():
    nn_ms = [1000.0, 500.0, 1000.0]
    assert mean_hr_bpm(nn_ms) == pytest.approx((60.0 + 120.0 + 60.0) / 3.0)
    assert sdnn_ms(nn_ms) == pytest.approx(math.sqrt(250_000.0 / 3.0))
    assert rmssd_ms(nn_ms) == 500.0


def test_no_difference_is_taken_across_nan():
    nn_ms = [800.0, 810.0, math.nan, 1000.0, 1010.0]
    assert rmssd_ms(nn_ms) == 10.0
    assert sdnn_ms(nn_ms) == sdnn_ms([800.0, 810.0, 1000.0, 1010.0])


@pytest.mark.parametrize("nn_ms", [[], [math.nan, math.nan]])
def test_nothing_to_compute_with(nn_ms):
    assert math.isnan(mean_hr_bpm(nn_ms))
    assert math.isnan(sdnn_ms(nn_ms))
    assert math.isnan(rmssd_ms(nn_ms))


def test_too_little_to_compute_with():
    assert math.isnan(sdnn_ms([900.0]))
    assert math.isnan(rmssd_ms([900.0, math.nan, 900.0]))
    assert mean_hr_bpm([1000.0]) == 60.0


intervals = st.lists(st.floats(300.0, 2000.0), min_size=3, max_size=50)


@given(nn_ms=intervals, shift_ms=st.floats(0.0, 500.0))
def test_variability_does_not_depend_on_the_level(nn_ms, shift_ms):
    shifted = [value + shift_ms for value in nn_ms]
    assert sdnn_ms(shifted) == pytest.approx(sdnn_ms(nn_ms), abs=1e-6)
    assert rmssd_ms(shifted) == pytest.approx(rmssd_ms(nn_ms), abs=1e-6)


@given(nn_ms=intervals, factor=st.floats(0.5, 2.0))
def test_variability_scales(nn_ms, factor):
    scaled = [value * factor for value in nn_ms]
    assert sdnn_ms(scaled) == pytest.approx(factor * sdnn_ms(nn_ms), abs=1e-6)
    assert rmssd_ms(scaled) == pytest.approx(factor * rmssd_ms(nn_ms), abs=1e-6)


@pytest.mark.parametrize(
    "name", ["V1_pyhrv_short_5min", "V2_pyhrv_long_60min", "V4_hrv_rest_16min", "V5_hrvanalysis_12min"]
)
def test_against_an_independent_computation(reference_vectors, name):
    nn_ms = np.loadtxt(reference_vectors / f"{name}.txt")
    differences = [after - before for before, after in pairwise(nn_ms)]
    assert rmssd_ms(nn_ms) == pytest.approx(
        math.sqrt(math.fsum(d * d for d in differences) / len(differences)), rel=1e-12
    )
    mean_ms = math.fsum(nn_ms) / nn_ms.size
    variance = math.fsum((value - mean_ms) ** 2 for value in nn_ms) / (nn_ms.size - 1)
    assert sdnn_ms(nn_ms) == pytest.approx(math.sqrt(variance), rel=1e-12)


def test_differences_by_hand():
    nn_ms = [800.0, 850.0, 900.1, math.nan, 700.0, 600.0]
    assert successive_differences_ms(nn_ms) == pytest.approx([50.0, 50.1, -100.0])
    assert mean_nn_ms(nn_ms) == pytest.approx(3850.1 / 5)
    assert nn50(nn_ms) == 2.0  # 50 ms are not more than 50 ms
    assert pnn50_ratio(nn_ms) == pytest.approx(2.0 / 3.0)
    assert sdsd_ms(nn_ms) == pytest.approx(float(np.std([50.0, 50.1, -100.0], ddof=1)))
    assert sd1_ms(nn_ms) == pytest.approx(sdsd_ms(nn_ms) / math.sqrt(2.0))
    assert sd2_ms(nn_ms) == pytest.approx(float(np.std([1650.0, 1750.1, 1300.0], ddof=1)) / math.sqrt(2.0))


def test_differences_have_a_sign():
    rising = np.arange(700.0, 1000.0, 10.0)
    assert sdsd_ms(rising) == pytest.approx(0.0, abs=1e-9)
    assert rmssd_ms(rising) == pytest.approx(10.0)


@pytest.mark.parametrize("nn_ms", [[], [900.0], [900.0, math.nan, 900.0]])
def test_without_neighbours_there_is_no_difference(nn_ms):
    for measure in (sdsd_ms, nn50, pnn50_ratio, sd1_ms, sd2_ms):
        assert math.isnan(measure(nn_ms))


def test_what_is_not_finite_is_as_good_as_missing():
    spoiled, broken = [800.0, math.inf, 810.0, 790.0], [800.0, math.nan, 810.0, 790.0]
    for number in (mean_nn_ms, mean_hr_bpm, sdnn_ms, rmssd_ms, sdsd_ms, nn50, pnn50_ratio, sd1_ms, sd2_ms):
        assert number(spoiled) == pytest.approx(number(broken), nan_ok=True)
