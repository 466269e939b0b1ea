"""Welch, Lomb-Scargle, and the powers in bands, on hearts made for it."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import lombscargle

from biofeedback.signals.variability import bands, lomb
from biofeedback.signals.variability.bands import LF_HZ, band_powers, power_within_ms2, record_peak_hz
from biofeedback.signals.variability.lomb import lomb_scargle
from biofeedback.signals.variability.spectrum import EMPTY, Spectrum, welch


def heart(length_s=400.0, seed=0, noise_s=0.01):
    random = np.random.default_rng(seed)
    now_s, t_s, nn_ms = 0.0, [], []
    while now_s < length_s:
        wave_s = 0.04 * math.sin(2 * math.pi * 0.1 * now_s) + 0.03 * math.sin(2 * math.pi * 0.25 * now_s)
        interval_s = 0.9 + wave_s + noise_s * random.normal()
        now_s += interval_s
        t_s.append(now_s)
        nn_ms.append(1000.0 * interval_s)
    return np.array(t_s), np.array(nn_ms)


def test_a_bin_belongs_to_one_band():
    spectrum = Spectrum(np.arange(0.0, 0.41, 0.01), np.ones(41))
    assert power_within_ms2(spectrum, 0.04, 0.15) == pytest.approx(0.10)
    assert power_within_ms2(spectrum, 0.15, 0.40) == pytest.approx(0.24)
    assert power_within_ms2(spectrum, 0.041, 0.049) == 0.0


def test_short_records_say_less():
    spectrum = welch(*heart())
    assert not math.isnan(band_powers(spectrum, length_s=400.0).vlf_ms2)
    five_minutes_less_a_beat = band_powers(spectrum, length_s=299.1)
    assert not math.isnan(five_minutes_less_a_beat.vlf_ms2)
    short = band_powers(spectrum, length_s=200.0)
    assert math.isnan(short.vlf_ms2)
    assert short.lf_ms2 > 0.0
    assert math.isnan(band_powers(spectrum, length_s=59.0).lf_ms2)
    assert math.isnan(band_powers(EMPTY, length_s=1000.0).hf_ms2)


def test_a_heart_like_a_clock_has_no_ratio():
    t_s, nn_ms = np.arange(1, 400) * 0.9, np.full(399, 900.0)
    powers = band_powers(welch(t_s, nn_ms), length_s=360.0)
    assert powers.lf_ms2 == pytest.approx(0.0, abs=1e-18)
    assert math.isnan(powers.lf_hf_ratio) or powers.hf_ms2 > 0.0


def test_welch_of_one_segment_is_that_of_the_longest_run():
    t_s, nn_ms = heart(length_s=150.0)
    assert welch(t_s, nn_ms).psd_ms2_per_hz == pytest.approx(welch(t_s, nn_ms, segment_s=200.0).psd_ms2_per_hz)


def test_welch_draws_nothing_across_a_gap():
    t_s, nn_ms = heart(length_s=700.0)
    kept = (t_s < 300.0) | (t_s > 400.0)
    gapped = welch(t_s[kept], nn_ms[kept], segment_s=64.0)
    parts = [welch(t_s[part], nn_ms[part], segment_s=64.0) for part in (t_s < 300.0, t_s > 400.0)]
    segments = [(math.ceil((t_s[part][-1] - t_s[part][0]) * 4) - 128) // 128 for part in (t_s < 300.0, t_s > 400.0)]
    mean = sum(count * part.psd_ms2_per_hz for count, part in zip(segments, parts, strict=True)) / sum(segments)
    assert gapped.psd_ms2_per_hz == pytest.approx(mean, rel=1e-9)


def test_welch_leaves_out_runs_shorter_than_a_segment():
    t_s, nn_ms = heart(length_s=500.0)
    kept = (t_s < 300.0) | ((t_s > 400.0) & (t_s < 430.0))
    assert np.array_equal(
        welch(t_s[kept], nn_ms[kept], segment_s=64.0).psd_ms2_per_hz,
        welch(t_s[t_s < 300.0], nn_ms[t_s < 300.0], segment_s=64.0).psd_ms2_per_hz,
    )


def test_beats_set_aside_hardly_change_the_power():
    t_s, nn_ms = heart()
    some = nn_ms.copy()
    some[20::40] = math.nan
    for method in (welch, lomb_scargle):
        whole, less = (band_powers(method(t_s, values), length_s=400.0) for values in (nn_ms, some))
        assert less.lf_ms2 == pytest.approx(whole.lf_ms2, rel=0.05)
        assert less.hf_ms2 == pytest.approx(whole.hf_ms2, rel=0.1)


@pytest.mark.parametrize("nn_ms", [[], [900.0], [math.nan] * 50])
def test_nothing_to_compute_with_has_no_spectrum(nn_ms):
    t_s = np.arange(1.0, len(nn_ms) + 1.0)
    assert welch(t_s, nn_ms) is EMPTY
    assert lomb_scargle(t_s, nn_ms) is EMPTY


@given(seed=st.integers(0, 30), length_s=st.floats(60.0, 300.0), began_s=st.floats(0.0, 1e5))
@settings(deadline=None, max_examples=20)
def test_lomb_scargle_is_that_of_scipy(seed, length_s, began_s):
    t_s, nn_ms = heart(length_s, seed)
    found = lomb_scargle(t_s + began_s, nn_ms)
    span_s = t_s[-1] - t_s[0]
    power = lombscargle(t_s, nn_ms - np.mean(nn_ms), 2 * np.pi * found.frequency_hz)
    expected = power * 2.0 * span_s / nn_ms.size
    assert found.psd_ms2_per_hz == pytest.approx(expected, rel=1e-6, abs=1e-8 * np.max(expected))


def test_the_size_of_blocks_does_not_matter(monkeypatch):
    t_s, nn_ms = heart()
    whole = lomb_scargle(t_s, nn_ms).psd_ms2_per_hz
    for product in (10_000, 1):
        monkeypatch.setattr(lomb, "_SMALL_PRODUCT", product)
        assert lomb_scargle(t_s, nn_ms).psd_ms2_per_hz == pytest.approx(whole, rel=1e-9, abs=1e-9)


def test_both_methods_agree_on_a_heart_made_of_two_waves():
    t_s, nn_ms = heart(length_s=1200.0, noise_s=0.0)
    by_welch, by_lomb = (band_powers(method(t_s, nn_ms), length_s=1200.0) for method in (welch, lomb_scargle))
    assert by_welch.lf_ms2 == pytest.approx(800.0, rel=0.03)
    assert by_lomb.lf_ms2 == pytest.approx(800.0, rel=0.03)
    assert by_welch.hf_ms2 == pytest.approx(450.0, rel=0.04)
    assert by_lomb.hf_ms2 == pytest.approx(450.0, rel=0.04)


@pytest.mark.parametrize("method", [welch, lomb_scargle])
@pytest.mark.parametrize("detrend", ["linear", "smoothness-priors"])
def test_a_drift_is_taken_out_and_the_breath_stays(method, detrend):
    t_s, nn_ms = heart()
    drifting = nn_ms + 0.2 * t_s
    before = band_powers(method(t_s, nn_ms, detrend=detrend), length_s=400.0)
    after = band_powers(method(t_s, drifting, detrend=detrend), length_s=400.0)
    plain = band_powers(method(t_s, drifting), length_s=400.0)
    assert after.hf_ms2 == pytest.approx(before.hf_ms2, rel=0.01)
    assert after.vlf_ms2 < 0.5 * plain.vlf_ms2


@given(shift_s=st.floats(0.0, 1e5), factor=st.floats(0.3, 3.0))
@settings(deadline=None, max_examples=15)
def test_the_hour_does_not_matter_and_power_is_a_square(shift_s, factor):
    t_s, nn_ms = heart(120.0)
    plain = band_powers(welch(t_s, nn_ms), length_s=120.0)
    moved = band_powers(welch(t_s + shift_s, 900.0 + factor * (nn_ms - 900.0)), length_s=120.0)
    assert moved.lf_ms2 == pytest.approx(factor**2 * plain.lf_ms2, rel=1e-3)
    assert moved.hf_ms2 == pytest.approx(factor**2 * plain.hf_ms2, rel=1e-3)


def test_a_long_gap_does_not_make_lomb_scargle_power():
    chance = np.random.default_rng(5)
    t_s = np.cumsum(np.full(700, 0.9))
    nn_ms = 900.0 + 50.0 * np.sin(2 * np.pi * 0.1 * t_s) + chance.normal(0.0, 20.0, t_s.size)
    whole = power_within_ms2(lomb_scargle(t_s, nn_ms), *LF_HZ)
    for gap_s in (60.0, 600.0, 36_000.0):
        apart_s = t_s + gap_s * (np.arange(t_s.size) >= 350)
        spectrum = lomb_scargle(apart_s, nn_ms)
        assert power_within_ms2(spectrum, *LF_HZ) == pytest.approx(whole, rel=0.08)
        assert power_within_ms2(spectrum, 0.0033, 0.4) < 1.1 * np.var(nn_ms)
        assert spectrum.frequency_hz.size < 5000


def test_a_run_of_many_days_has_the_peak_of_its_days(monkeypatch):
    t_s = np.cumsum(np.full(4000, 0.9))
    nn_ms = 900.0 + 40.0 * np.sin(2.0 * np.pi * 0.1 * t_s)
    whole = record_peak_hz(t_s, nn_ms)
    monkeypatch.setattr(bands, "_DAY_S", 700.0)
    by_day = record_peak_hz(t_s, nn_ms)
    assert by_day != whole
    assert by_day == pytest.approx(whole, abs=1e-4)
    assert whole == pytest.approx(0.1, abs=1e-4)
