import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.signals.variability.even_series import tachogram
from biofeedback.signals.variability.spectral_peaks import peak_hz
from biofeedback.signals.variability.spectrum import EMPTY, Spectrum, band_power_ms2, periodogram


def paced(rate_hz, *, length_s=300.0, mean_s=0.9, swing_s=0.06):
    """A wave sampled by its own beats: ends of the intervals in s, intervals in ms."""
    now_s, t_s, nn_ms = 0.0, [], []
    while now_s < length_s:
        interval_s = mean_s + swing_s * math.sin(2 * math.pi * rate_hz * now_s)
        now_s += interval_s
        t_s.append(now_s)
        nn_ms.append(1000.0 * interval_s)
    return np.array(t_s), np.array(nn_ms)


def test_the_tachogram_ends_with_the_newest_beat_and_goes_through_the_beats():
    t_s = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
    nn_ms = np.array([900.0, 950.0, 1000.0, 940.0, 910.0])
    samples = tachogram(t_s, nn_ms)
    assert samples.size == 17
    assert samples[::4] == pytest.approx(nn_ms)
    assert tachogram(t_s, nn_ms, longest_s=2.0) == pytest.approx(samples[-8:])


def test_the_tachogram_never_reaches_beyond_the_beats():
    t_s, nn_ms = paced(0.1, length_s=20.0)
    samples = tachogram(t_s, nn_ms, longest_s=64.0)
    assert (samples.size - 1) / 4.0 <= t_s[-1] - t_s[0] < samples.size / 4.0


@pytest.mark.parametrize(
    ("t_s", "nn_ms"), [([1.0], [900.0]), ([1.0, 1.0], [900.0, 900.0]), ([1.0, 2.0], [900.0, math.nan])]
)
def test_what_has_no_curve_is_refused(t_s, nn_ms):
    with pytest.raises(ValueError, match=r"`[xy]`"):
        tachogram(t_s, nn_ms)


def test_the_power_of_a_wave_is_half_its_squared_amplitude():
    spectrum = periodogram(*paced(0.1))
    assert band_power_ms2(spectrum, 0.04, 0.15) == pytest.approx(1800.0, rel=0.01)
    assert band_power_ms2(spectrum, 0.15, 0.4) < 5.0


def test_the_whole_band_holds_the_variance():
    random = np.random.default_rng(4)
    t_s = np.arange(1, 1201) * 0.5
    nn_ms = 900.0 + 20.0 * random.normal(size=1200)
    samples = tachogram(t_s, nn_ms)
    assert band_power_ms2(periodogram(t_s, nn_ms), 0.001, 2.0) == pytest.approx(float(np.var(samples)), rel=0.05)


def test_band_edges_are_interpolated():
    spectrum = Spectrum(np.array([0.0, 1.0, 2.0, 3.0]), np.array([0.0, 10.0, 10.0, 0.0]))
    assert band_power_ms2(spectrum, 0.5, 2.5) == pytest.approx(0.5 * 7.5 + 10.0 + 0.5 * 7.5)
    assert band_power_ms2(spectrum, 1.0, 2.0) == pytest.approx(10.0)
    assert band_power_ms2(spectrum, 1.2, 1.4) == pytest.approx(2.0)


@given(rate_hz=st.floats(0.05, 0.25))
@settings(deadline=None, max_examples=40)
def test_the_peak_is_found_between_bins(rate_hz):
    assert peak_hz(periodogram(*paced(rate_hz, length_s=120.0)), 0.04, 0.4) == pytest.approx(rate_hz, abs=0.0005)


@pytest.mark.parametrize("rate_hz", [0.01, 0.02, 0.03, 0.035])
@pytest.mark.parametrize("length_s", [64.0, 300.0])
def test_the_flank_of_a_wave_outside_the_band_is_no_peak(rate_hz, length_s):
    # It was one: the bin at the edge of the band, 0.04 Hz.
    assert math.isnan(peak_hz(periodogram(*paced(rate_hz, length_s=length_s)), 0.04, 0.4))


def test_a_wave_at_the_edge_of_the_band_is_a_peak():
    frequency_hz = np.arange(101) * 0.01
    spectrum = Spectrum(frequency_hz, np.exp(-(((frequency_hz - 0.2) / 0.05) ** 2)))
    assert peak_hz(spectrum, 0.2, 0.4) == pytest.approx(0.2)
    assert peak_hz(spectrum, 0.1, 0.2) == pytest.approx(0.2)
    assert math.isnan(peak_hz(spectrum, 0.21, 0.4))


def test_a_parabola_refines():
    frequency_hz = np.arange(101) * 0.01
    spectrum = Spectrum(frequency_hz, 10.0 - 1000.0 * (frequency_hz - 0.2537) ** 2 + 1000.0)
    assert peak_hz(spectrum, 0.0, 1.0) == pytest.approx(0.2537)
    assert peak_hz(spectrum, 0.0, 1.0, refine=False) == pytest.approx(0.25)


@pytest.mark.parametrize("swing_ms", [0.01, 1000.0])
def test_a_peak_is_found_however_small_the_wave(swing_ms):
    t_s = np.arange(1.0, 121.0)
    nn_ms = 1000.0 + swing_ms * np.sin(2.0 * np.pi * 0.1 * t_s)
    assert peak_hz(periodogram(t_s, nn_ms), 0.04, 0.4) == pytest.approx(0.1, abs=0.001)


def test_no_peak_without_power():
    assert math.isnan(peak_hz(EMPTY, 0.04, 0.4))
    assert math.isnan(peak_hz(Spectrum(np.arange(10) * 0.1, np.zeros(10)), 0.04, 0.4))


@given(shift_s=st.floats(-1000.0, 1000.0), factor=st.floats(0.5, 3.0))
@settings(deadline=None, max_examples=25)
def test_shift_and_scale(shift_s, factor):
    t_s, nn_ms = paced(0.11, length_s=100.0)
    plain = periodogram(t_s, nn_ms)
    moved = periodogram(t_s + shift_s, factor * nn_ms)
    assert np.allclose(moved.psd_ms2_per_hz, factor**2 * plain.psd_ms2_per_hz, rtol=1e-6, atol=1e-6)
