import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.signals.variability.detrend import detrended, without_line, without_smooth_trend


def noise(samples, seed=0):
    return 900.0 + 40.0 * np.random.default_rng(seed).normal(size=samples)


@pytest.mark.parametrize("samples", [3, 4, 5, 50, 600])
def test_smoothness_priors_are_the_dense_solution_to_the_very_end(samples):
    values = noise(samples)
    curvature = np.diff(np.eye(samples), n=2, axis=0)
    trend = np.linalg.solve(np.eye(samples) + 500.0**2 * curvature.T @ curvature, values)
    assert without_smooth_trend(values) == pytest.approx(values - trend, abs=1e-6)


def test_what_is_quick_stays_and_what_is_slow_goes():
    t_s = np.arange(1200) / 4.0
    inside = slice(200, -200)
    quick, slow = 50.0 * np.sin(2 * np.pi * 0.1 * t_s), 50.0 * np.sin(2 * np.pi * 0.005 * t_s)
    left = without_smooth_trend(900.0 + quick + slow)
    assert np.std(left[inside] - quick[inside]) < 1.5
    assert np.std(without_smooth_trend(900.0 + slow)[inside]) < 0.1


def test_a_line_goes_entirely():
    ramp = 800.0 + 0.7 * np.arange(100)
    assert without_line(ramp) == pytest.approx(np.zeros(100), abs=1e-9)
    assert without_smooth_trend(ramp) == pytest.approx(np.zeros(100), abs=1e-6)


def test_none_takes_nothing_and_names_choose():
    values = noise(100)
    assert np.array_equal(detrended(values, "none"), values)
    assert np.array_equal(detrended(values, "linear"), without_line(values))
    assert np.array_equal(detrended(values, "smoothness-priors"), without_smooth_trend(values))


@pytest.mark.parametrize("samples", [0, 1, 2])
@pytest.mark.parametrize("how", ["none", "linear", "smoothness-priors"])
def test_next_to_nothing_is_fine(samples, how):
    assert detrended(noise(samples), how).size == samples


@given(seed=st.integers(0, 50), line=st.floats(-2.0, 2.0), level=st.floats(-500.0, 500.0))
@settings(deadline=None, max_examples=30)
def test_a_line_added_before_changes_nothing_after(seed, line, level):
    values = noise(300, seed)
    added = values + level + line * np.arange(300)
    assert without_smooth_trend(added) == pytest.approx(without_smooth_trend(values), abs=1e-5)
    assert without_line(added) == pytest.approx(without_line(values), abs=1e-8)
