"""The spline and the band-pass of a practice against SciPy, which a practice does not load."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.interpolate import CubicSpline
from scipy.signal import butter, sosfiltfilt

from biofeedback.signals.numerics.band_pass import band_pass_sections, band_passed
from biofeedback.signals.numerics.cubic_spline import cubic_spline

steps = st.lists(st.floats(0.05, 3.0), min_size=1, max_size=60)


@given(steps, st.integers(0, 2**32 - 1))
def test_the_spline_is_that_of_scipy(steps_s, seed):
    t_s = np.concatenate(([0.0], np.cumsum(steps_s)))
    values = np.random.default_rng(seed).uniform(300.0, 2000.0, t_s.size)
    places = np.linspace(t_s[0] - 0.2, t_s[-1] + 0.2, 7 * t_s.size)
    expected = CubicSpline(t_s, values)(places)
    assert cubic_spline(t_s, values)(places) == pytest.approx(expected, rel=1e-12, abs=1e-12 * np.abs(expected).max())


def test_the_spline_of_an_hour_of_beats_is_that_of_scipy():
    random = np.random.default_rng(5)
    nn_ms = random.normal(850.0, 60.0, 4200)
    t_s = np.cumsum(nn_ms) / 1000.0
    grid_s = np.arange(t_s[0], t_s[-1], 0.25)
    assert cubic_spline(t_s, nn_ms)(grid_s) == pytest.approx(CubicSpline(t_s, nn_ms)(grid_s), rel=1e-12)


def test_the_spline_passes_through_every_point():
    t_s, values = np.array([0.0, 0.1, 2.0, 2.3, 9.0]), np.array([3.0, -1.0, 4.0, 1.0, 5.0])
    assert cubic_spline(t_s, values)(t_s) == pytest.approx(values, abs=1e-12)


@pytest.mark.parametrize(
    ("t_s", "values"),
    [
        ([], []),
        ([1.0], [2.0]),
        ([1.0, 1.0], [2.0, 3.0]),
        ([2.0, 1.0], [2.0, 3.0]),
        ([1.0, math.nan], [2.0, 3.0]),
        ([1.0, 2.0], [2.0, math.nan]),
        ([1.0, 2.0], [2.0, math.inf]),
        ([1.0, 2.0, 3.0], [2.0, 3.0]),
        ([[1.0, 2.0]], [[2.0, 3.0]]),
    ],
)
def test_no_spline_goes_through_what_is_no_row_of_rising_points(t_s, values):
    with pytest.raises(ValueError, match=r"`[xy]`"):
        cubic_spline(t_s, values)


bands = st.tuples(st.floats(0.01, 0.6), st.floats(0.02, 0.6)).map(lambda edges: (edges[0], edges[0] + edges[1]))


@given(bands, st.floats(8.0, 30.0))
def test_the_sections_of_the_band_pass_are_those_of_scipy(band_hz, rate_hz):
    expected = butter(2, band_hz, "bandpass", fs=rate_hz, output="sos")
    sections = np.array([[b0, b1, b2, 1.0, a1, a2] for b0, b1, b2, a1, a2 in band_pass_sections(band_hz, rate_hz)])
    assert sections == pytest.approx(expected, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(("band_hz", "rate_hz"), [((0.05, 0.7), 8.0), ((0.05, 0.15), 4.0), ((0.01, 0.06), 4.0)])
@pytest.mark.parametrize("samples", [16, 480, 512])
def test_what_passes_the_band_is_what_passes_that_of_scipy(band_hz, rate_hz, samples):
    random = np.random.default_rng(samples)
    series = 70.0 + np.cumsum(random.normal(0.0, 1.0, samples))
    expected = sosfiltfilt(butter(2, band_hz, "bandpass", fs=rate_hz, output="sos"), series)
    passed = band_passed(series, band_pass_sections(band_hz, rate_hz))
    assert passed == pytest.approx(expected, rel=1e-9, abs=1e-9 * np.abs(expected).max())
