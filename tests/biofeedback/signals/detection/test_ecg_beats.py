import pickle
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.signals.detection import qrs_maxima
from biofeedback.signals.detection.ecg_beats import EcgBeatFinder, ecg_beats
from biofeedback.signals.detection.qrs_search import find_qrs
from biofeedback.signals.detection.signal_quality import ECG_LIMITS, PROBLEMS, Doubt, median_of_neighbours, signal_state
from tests.rigs.signals.beat_matching import figures, live_ecg_beats, times
from tests.rigs.suite.long_forms import examples, first_of


def heart(length_s, *, seed=0, mean_s=0.85, swing_s=0.08):
    """Return when a breathing heart beat, nowhere near whole samples."""
    random = np.random.default_rng(seed)
    t_s, now_s = [], 0.4 + 0.01 * random.random()
    while now_s < length_s - 0.4:
        t_s.append(now_s)
        now_s += mean_s + swing_s * np.sin(2 * np.pi * 0.1 * now_s) + 0.01 * random.normal()
    return np.array(t_s)


def ecg(beats_s, length_s, rate_hz, *, seed=0, noise=0.02, drift=0.3):
    """Return an ECG in mV: Gaussian QRS complexes with Q, S and T waves, noise and a wandering baseline."""
    random = np.random.default_rng(seed)
    t_s = np.arange(round(length_s * rate_hz)) / rate_hz
    wave = noise * random.normal(size=t_s.size) + drift * np.sin(2 * np.pi * 0.23 * t_s + seed)
    for height, late_s, width_s in ((1.0, 0.0, 0.011), (-0.12, -0.03, 0.01), (-0.2, 0.032, 0.012), (0.25, 0.26, 0.045)):
        for beat_s in beats_s + late_s:
            near = slice(*np.searchsorted(t_s, (beat_s - 6 * width_s, beat_s + 6 * width_s)))
            wave[near] += height * np.exp(-0.5 * ((t_s[near] - beat_s) / width_s) ** 2)
    return wave


@pytest.mark.parametrize("rate_hz", [100.0, 130.0, 250.0, 360.0, 1000.0])
def test_beats_are_found_between_the_samples(rate_hz):
    true_s = heart(120)
    found = ecg_beats(ecg(true_s, 120, rate_hz), rate_hz)
    sensitivity, precision, error_ms = figures(found.t_s, true_s)
    assert (sensitivity, precision) == (1.0, 1.0)
    assert error_ms < 1.5
    assert np.median(found.quality) > 0.95
    assert found.height.shape == found.t_s.shape


@pytest.mark.parametrize(("height", "width_s"), [(0.8, 0.03), (1.2, 0.03), (1.6, 0.04)])
def test_a_tall_t_wave_is_no_beat(height, width_s):
    true_s, t_s = heart(60), np.arange(60 * 130) / 130.0
    t_waves = height * np.exp(-0.5 * ((t_s[:, np.newaxis] - true_s - 0.3) / width_s) ** 2).sum(axis=1)
    found = ecg_beats(ecg(true_s, 60, 130.0) + t_waves, 130.0)
    assert figures(found.t_s, true_s)[:2] == (1.0, 1.0)


@pytest.mark.parametrize("late_s", [0.07, 0.1, 0.15])
def test_a_beat_with_two_peaks_is_one_beat(late_s):
    true_s = heart(60)
    second = 0.8 * ecg(true_s + late_s, 60, 250.0, noise=0.0, drift=0.0)
    assert ecg_beats(ecg(true_s, 60, 250.0) + second, 250.0).t_s.size == true_s.size


@pytest.mark.parametrize("height", [0.3, 0.4])
def test_a_low_beat_among_high_ones_is_looked_back_for(height):
    true_s = heart(60)
    low = np.arange(true_s.size) % 7 == 5
    samples = ecg(true_s[~low], 60, 130.0, drift=0.0) + height * ecg(true_s[low], 60, 130.0, noise=0.0, drift=0.0)
    found = ecg_beats(samples, 130.0)
    assert figures(found.t_s, true_s)[:2] == (1.0, 1.0)


@settings(deadline=None, max_examples=40)
@given(
    seed=st.integers(0, 10_000),
    noise=st.sampled_from([0.0, 0.02, 0.1, 0.4]),
    jolt=st.sampled_from([0.0, 5.0, 1e5]),
    lower=st.sampled_from([1.0, 0.3, 0.05]),
    together=st.sampled_from([7, 4096]),
)
def test_what_is_passed_over_at_once_is_passed_over_one_by_one(seed, noise, jolt, lower, together):
    random = np.random.default_rng(seed)
    samples = ecg(heart(60.0, seed=seed, mean_s=random.uniform(0.4, 1.3)), 60.0, 130.0, seed=seed, noise=noise)
    samples[2000 : 2000 + seed % 30] += jolt
    samples[4000:] *= lower
    with patch.object(qrs_maxima, "_BAR_SHARE", 0.0):
        one_by_one = find_qrs(samples, 130.0)
    with patch.object(qrs_maxima, "_TOGETHER", together):
        assert find_qrs(samples, 130.0).at.tolist() == one_by_one.at.tolist()


def test_timing_at_130_hz_is_much_finer_than_a_sample():
    true_s = heart(300, seed=3)
    found_s = ecg_beats(ecg(true_s, 300, 130.0, noise=0.05), 130.0).t_s
    assert figures(found_s, true_s)[2] < 2.5
    whole_s = np.round(found_s * 130.0) / 130.0
    assert figures(whole_s, true_s)[2] > 1.4 * figures(found_s, true_s)[2]


@pytest.mark.parametrize("mean_s", first_of([0.29, 0.36, 1.2, 2.0, 0.31, 0.33, 0.5, 1.7], 4))
def test_fast_and_slow_hearts(mean_s):
    true_s = heart(90, mean_s=mean_s, swing_s=0.05 * mean_s)
    samples = ecg(true_s, 90, 130.0)
    offline = figures(ecg_beats(samples, 130.0).t_s, true_s)
    online = figures(times(live_ecg_beats(samples, 130.0, block=13)[0]), true_s)
    assert min(*offline[:2], *online[:2]) > 0.98


def test_live_is_as_good_and_not_later_than_it_says():
    true_s = heart(180, seed=1)
    samples = ecg(true_s, 180, 130.0, noise=0.03)
    beats, waits_s = live_ecg_beats(samples, 130.0)
    sensitivity, precision, error_ms = figures(times(beats), true_s)
    assert sensitivity > 0.99
    assert precision > 0.99
    assert error_ms < 2.5
    assert np.all(np.diff(times(beats)) > 0.2)
    settled = times(beats) > 3.0
    assert waits_s[settled].max() <= EcgBeatFinder.delay_s + 0.02
    assert waits_s.max() < 3.5
    assert np.nanmedian([beat.quality for beat in beats]) > 0.95


@examples(6)
@given(st.lists(st.integers(1, 400), min_size=1, max_size=12))
def test_blocks_may_be_cut_anywhere(cuts):
    samples = ecg(heart(15), 15, 130.0)
    whole = EcgBeatFinder(130.0).feed(samples)
    finder = EcgBeatFinder(130.0)
    parts = [
        beat for part in np.split(samples, np.minimum(np.cumsum(cuts), samples.size)) for beat in finder.feed(part)
    ]
    assert whole
    assert repr(parts) == repr(whole)


def test_gaps_break_off_and_time_goes_on():
    true_s = heart(60)
    samples = ecg(true_s, 60, 130.0)
    first, second = samples[: 130 * 20], samples[130 * 35 :]
    finder = EcgBeatFinder(130.0, start_s=100.0)
    beats = finder.feed(first)
    finder.reset(100.0 + 35.0)
    beats += finder.feed(second)
    there = true_s[(true_s < 19.5) | (true_s > 35.2)]
    assert figures(times(beats) - 100.0, there)[0] > 0.97
    assert not np.any((times(beats) > 120.2) & (times(beats) < 135.0))
    absent = samples.copy()
    absent[130 * 20 : 130 * 35] = np.nan
    with_nan = EcgBeatFinder(130.0, start_s=100.0)
    assert repr(with_nan.feed(absent)) == repr(beats)
    offline = ecg_beats(absent, 130.0)
    assert min(figures(offline.t_s, there)[:2]) > 0.97


def test_memory_does_not_grow():
    finder = EcgBeatFinder(130.0)
    samples = ecg(heart(60), 60, 130.0)
    for _ in range(4):
        finder.feed(samples)
        assert len(pickle.dumps(finder._window)) < 8 * 12 * 130


@pytest.mark.parametrize("samples", [np.zeros(0), np.zeros(50), np.zeros(5000), np.full(5000, np.nan), np.ones(130)])
def test_nothing_to_find_finds_nothing(samples):
    assert ecg_beats(samples, 130.0).t_s.size == 0
    assert EcgBeatFinder(130.0).feed(samples) == []


def test_a_line_that_hardly_moves_at_its_end_is_no_error():
    samples = np.zeros(2000)
    samples[-5:] = 1.0
    assert ecg_beats(samples, 130.0).t_s.size == 0


@pytest.mark.parametrize("rate_hz", [0.0, 50.0, float("nan")])
def test_rates_too_low_are_refused(rate_hz):
    with pytest.raises(ValueError, match="samples a second"):
        ecg_beats(np.zeros(100), rate_hz)
    with pytest.raises(ValueError, match="samples a second"):
        EcgBeatFinder(rate_hz)


def problems(samples):
    """Return what is wrong with an ECG of 130 samples a second, and when each block begins in which it is."""
    state = signal_state(samples, 130.0, ECG_LIMITS)
    return {
        PROBLEMS[code]: np.flatnonzero(state.codes == code) * state.block_s
        for code in np.unique(state.codes[state.codes >= 0])
    }


def test_a_burst_of_movement_lowers_trust_where_it_is():
    true_s = heart(120)
    samples = ecg(true_s, 120, 130.0)
    random = np.random.default_rng(5)
    samples[130 * 50 : 130 * 58] += 2.0 * np.cumsum(random.normal(size=130 * 8)) * 0.3
    found = ecg_beats(samples, 130.0)
    covered = (found.t_s > 50) & (found.t_s < 58)
    assert np.mean(found.quality[~covered]) > 0.95
    assert np.mean(found.quality[covered]) < 0.5
    assert problems(samples).keys() <= {Doubt.MOTION, Doubt.NO_CONTACT}
    assert figures(found.t_s[~covered], true_s[(true_s < 50) | (true_s > 58)])[0] > 0.97


@pytest.mark.parametrize("length_s", [0.0, 0.5, 20.0])
def test_a_line_that_never_moves_has_no_beats(length_s):
    assert ecg_beats(np.full(round(130 * length_s), 0.4), 130.0).t_s.size == 0


def test_flat_and_cut_off_lines_are_named():
    samples = ecg(heart(60), 60, 130.0, drift=0.0)
    flat = samples.copy()
    flat[130 * 20 : 130 * 30] = flat[130 * 20]
    found = problems(flat)
    assert found.keys() == {Doubt.FLAT}
    assert found[Doubt.FLAT][[0, -1]] == pytest.approx([20.8, 29.2], abs=0.6)
    assert np.diff(found[Doubt.FLAT]).max() < 0.3
    cut = samples.copy()
    cut[130 * 20 : 130 * 30] = 5.0
    assert problems(cut).keys() & {Doubt.FLAT, Doubt.SATURATED}
    clipped = np.clip(samples + 6.0 * (np.arange(samples.size) // 650 % 4 == 1), -1.0, 3.0)
    assert problems(clipped).keys() & {Doubt.FLAT, Doubt.SATURATED}


def test_live_says_what_is_wrong_now():
    finder = EcgBeatFinder(130.0)
    finder.feed(ecg(heart(30), 30, 130.0))
    assert finder.problem is None
    finder.feed(np.zeros(130 * 4))
    assert finder.problem == Doubt.FLAT
    finder.feed(40.0 * np.random.default_rng(0).normal(size=130 * 2))
    assert finder.problem == Doubt.NO_CONTACT


def test_beats_of_another_shape_or_height_are_named():
    true_s = heart(60)
    samples = ecg(true_s, 60, 250.0, noise=0.005)
    odd_s = true_s[30]
    t_s = np.arange(samples.size) / 250.0
    near = np.abs(t_s - odd_s) < 0.15
    samples[near] = 1.3 * np.exp(-0.5 * ((t_s[near] - odd_s - 0.02) / 0.045) ** 2)
    found = ecg_beats(samples, 250.0)
    at = int(np.argmin(np.abs(found.t_s - odd_s)))
    assert found.quality[at] < 0.7
    assert found.reasons[at] in {Doubt.UNLIKE, Doubt.UNEVEN}
    assert sum(bool(reason) for reason in found.reasons) <= 2


def test_too_few_beats_are_not_judged():
    found = ecg_beats(ecg(np.array([0.6, 1.4]), 2.0, 250.0), 250.0)
    assert found.t_s.size == 2
    assert np.all(np.isnan(found.quality))
    assert set(found.reasons) == {Doubt.TOO_FEW}


def test_the_median_of_the_neighbours_leaves_what_it_was_given_alone():
    heights = np.random.default_rng(3).normal(1.0, 0.2, 100)
    before = heights.copy()
    medians = median_of_neighbours(heights)
    np.testing.assert_array_equal(heights, before)
    np.testing.assert_allclose(medians[:32], np.median(before[:32]))
