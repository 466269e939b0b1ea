import pickle

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from biofeedback.signals.detection.even_samples import EvenSampler
from biofeedback.signals.detection.pulse_beats import PulseBeatFinder, pulse_beats
from biofeedback.signals.detection.pulse_review import review_pulse_beats
from biofeedback.signals.detection.signal_quality import Doubt
from tests.rigs.signals.beat_matching import figures, matched, times
from tests.rigs.signals.pulses_both_ways import LIVE_AND_REVIEW


def heart(length_s, *, seed=0, mean_s=0.85, swing_s=0.07):
    """Return when pulses arrived, nowhere near whole samples."""
    random = np.random.default_rng(seed)
    t_s, now_s = [], 0.5 + 0.01 * random.random()
    while now_s < length_s - 1.0:
        t_s.append(now_s)
        now_s += mean_s + swing_s * np.sin(2 * np.pi * 0.1 * now_s) + 0.008 * random.normal()
    return np.array(t_s)


def pulse_at(t_s, beats_s, *, dicrotic=0.35, seed=0, noise=0.01, drift=1.0):
    """Return a pulse wave: two Gaussians a beat, a baseline that wanders more than it beats, and noise."""
    random = np.random.default_rng(seed)
    wave = noise * random.normal(size=t_s.size) + drift * np.sin(2 * np.pi * 0.21 * t_s + seed)
    for height, late_s, width_s in ((1.0, 0.13, 0.07), (dicrotic, 0.42, 0.09)):
        for beat_s in beats_s + late_s:
            near = slice(*np.searchsorted(t_s, (beat_s - 6 * width_s, beat_s + 6 * width_s)))
            wave[near] += height * np.exp(-0.5 * ((t_s[near] - beat_s) / width_s) ** 2)
    return wave


def pulse(beats_s, length_s, rate_hz, **how):
    return pulse_at(np.arange(round(length_s * rate_hz)) / rate_hz, beats_s, **how)


def steepest(beats_s):
    """Return when such waves rise most steeply."""
    return beats_s + 0.13 - 0.07


@pytest.mark.parametrize("find", LIVE_AND_REVIEW)
@pytest.mark.parametrize("rate_hz", [25.0, 30.0, 50.0, 75.0, 100.0, 250.0, 500.0])
def test_beats_are_timed_at_the_steepest_rise(rate_hz, find):
    true_s = heart(90)
    found = find(pulse(true_s, 90, rate_hz), rate_hz)
    sensitivity, precision, error_ms = figures(found.t_s, steepest(true_s))
    assert sensitivity > 0.97
    assert precision > 0.99
    assert error_ms < (6.0 if rate_hz < 50.0 else 4.0)
    errors_s = [found.t_s[at] - steepest(true_s)[number] for number, at in matched(found.t_s, steepest(true_s))]
    assert abs(np.mean(errors_s)) < 0.01
    assert np.nanmedian(found.quality) > 0.95


@pytest.mark.parametrize("mean_s", [0.36, 0.5, 1.2, 1.6])
def test_fast_and_slow_hearts(mean_s):
    true_s = heart(60, mean_s=mean_s, swing_s=0.05 * mean_s)
    found = pulse_beats(pulse(true_s, 60, 100.0, dicrotic=0.0 if mean_s < 0.6 else 0.35), 100.0)
    assert min(figures(found.t_s, steepest(true_s))[:2]) > 0.94


@pytest.mark.parametrize("find", LIVE_AND_REVIEW)
@pytest.mark.parametrize("mean_s", [0.85, 1.3])
def test_a_strong_dicrotic_wave_is_no_beat(mean_s, find):
    true_s = heart(60, mean_s=mean_s)
    found = find(pulse(true_s, 60, 100.0, dicrotic=0.6), 100.0)
    assert min(figures(found.t_s, steepest(true_s))[:2]) > 0.95


def test_waves_that_become_lower_at_once_are_found_again_within_three_beats():
    true_s = heart(60, mean_s=1.0)
    wave = pulse(true_s, 60, 100.0, noise=0.001, drift=0.0) * np.where(np.arange(6000) < 3000, 1.0, 0.25)
    found_s = pulse_beats(wave, 100.0).t_s
    later_s = steepest(true_s)[true_s > 33.0]
    assert figures(found_s[found_s > later_s[0] - 0.3], later_s)[:2] == (1.0, 1.0)


@pytest.mark.parametrize("find", LIVE_AND_REVIEW)
@pytest.mark.parametrize("late_s", [0.34, 0.4])
def test_a_late_dicrotic_wave_is_no_beat(late_s, find):
    true_s = heart(60, mean_s=1.1)
    dicrotic = 0.6 * pulse(true_s + late_s, 60, 100.0, dicrotic=0.0, noise=0.0, drift=0.0)
    found = find(pulse(true_s, 60, 100.0, dicrotic=0.0) + dicrotic, 100.0)
    assert min(figures(found.t_s, steepest(true_s))[:2]) > 0.95


@pytest.mark.parametrize("find", LIVE_AND_REVIEW)
@pytest.mark.parametrize("times", [1e-4, 1e4])
def test_the_unit_of_a_wave_does_not_matter(find, times):
    wave = pulse(heart(30, mean_s=0.7), 30, 100.0)
    assert find(times * wave, 100.0).t_s == pytest.approx(find(wave, 100.0).t_s, abs=1e-6)


def test_a_wave_that_falls_at_the_beat():
    true_s = heart(60)
    wave = 250.0 - pulse(true_s, 60, 75.0)
    found = pulse_beats(wave, 75.0, falls_at_beat=True)
    assert min(figures(found.t_s, steepest(true_s))[:2]) > 0.98


@pytest.mark.parametrize("find", LIVE_AND_REVIEW)
def test_uneven_and_late_stamps_and_dropped_frames(find):
    random = np.random.default_rng(4)
    taken_s = np.arange(90 * 30) / 30.0
    taken_s = taken_s[random.random(taken_s.size) > 0.02]
    true_s = heart(90)
    wave = pulse_at(taken_s, true_s)
    late_s = np.where(random.random(taken_s.size) < 0.2, 0.025 * random.random(taken_s.size), 0.0)
    found = find(wave, 30.0, t_s=1000.0 + taken_s + late_s)
    sensitivity, precision, error_ms = figures(found.t_s - 1000.0, steepest(true_s))
    assert sensitivity > 0.97
    assert precision > 0.98
    assert error_ms < 9.0


def test_live_is_not_later_than_it_says():
    true_s = heart(120, seed=2)
    wave = pulse(true_s, 120, 100.0)
    finder, beats, waits_s = PulseBeatFinder(100.0), [], []
    for number, sample in enumerate(wave, start=1):
        for beat in finder.feed([sample]):
            beats.append(beat)
            waits_s.append(number / 100.0 - beat.t_s)
    assert figures(times(beats), steepest(true_s))[0] > 0.98
    assert np.all(np.diff(times(beats)) >= 0.3)
    assert max(waits_s[5:]) <= PulseBeatFinder.delay_s


@settings(deadline=None, max_examples=20)
@example([52, 199, 108, 266, 225, 31, 219, 258, 7, 80, 280, 199], 30.0)
@given(st.lists(st.integers(1, 300), min_size=1, max_size=12), st.sampled_from([30.0, 75.0]))
def test_blocks_may_be_cut_anywhere(cuts, rate_hz):
    wave = pulse(heart(15), 15, rate_hz)
    whole = PulseBeatFinder(rate_hz).feed(wave)
    finder = PulseBeatFinder(rate_hz)
    parts = [beat for part in np.split(wave, np.minimum(np.cumsum(cuts), wave.size)) for beat in finder.feed(part)]
    assert whole
    assert repr(parts) == repr(whole)


def test_gaps_break_off_and_time_goes_on():
    true_s = heart(60)
    t_s = np.arange(60 * 75) / 75.0
    wave = pulse_at(t_s, true_s)
    there = (t_s < 20) | (t_s > 35)
    finder = PulseBeatFinder(75.0)
    beats = finder.feed_at(t_s[there], wave[there])
    known = true_s[(true_s < 19) | (true_s > 36)]
    assert figures(times(beats), steepest(known))[0] > 0.97
    assert not np.any((times(beats) > 20.2) & (times(beats) < 35))
    absent = np.where(there, wave, np.nan)
    assert np.allclose(times(PulseBeatFinder(75.0).feed(absent)), times(beats), atol=1e-6)
    by_hand = PulseBeatFinder(75.0)
    first = by_hand.feed(wave[t_s < 20])
    by_hand.reset(50.0)
    assert all(beat.t_s > 50.0 for beat in by_hand.feed(wave[t_s > 35]))
    assert first


def test_memory_does_not_grow():
    finder = PulseBeatFinder(75.0)
    wave = pulse(heart(60), 60, 75.0)
    finder.feed(wave)
    held = len(pickle.dumps(finder))
    for _ in range(3):
        finder.feed(wave)
    assert len(pickle.dumps(finder)) < 1.1 * held


@pytest.mark.parametrize("wave", [np.zeros(0), np.zeros(3), np.full(3000, np.nan)])
def test_nothing_to_find_finds_nothing(wave):
    assert pulse_beats(wave, 75.0).t_s.size == 0
    assert review_pulse_beats(wave[:3], 75.0).t_s.size == 0


@pytest.mark.parametrize("find", LIVE_AND_REVIEW)
@pytest.mark.parametrize("rate_hz", [10.0, 5000.0, float("nan")])
def test_rates_out_of_range_are_refused(rate_hz, find):
    with pytest.raises(ValueError, match="20 to 1000"):
        find(np.zeros(100), rate_hz)


def test_times_and_samples_must_pair():
    with pytest.raises(ValueError, match="times"):
        PulseBeatFinder(75.0).feed_at([0.0, 1.0], [1.0])


def test_movement_and_a_lost_finger_are_named():
    true_s = heart(60)
    wave = pulse(true_s, 60, 75.0)
    finder = PulseBeatFinder(75.0)
    quiet = finder.feed(wave)
    assert finder.problem is None
    random = np.random.default_rng(1)
    moved = finder.feed(wave[: 75 * 6] + 4.0 * np.cumsum(random.normal(size=75 * 6)))
    assert finder.problem in {Doubt.MOTION, Doubt.NO_CONTACT}
    assert np.mean([beat.quality for beat in moved]) < 0.5
    assert np.nanmean([beat.quality for beat in quiet]) > 0.95
    finder.feed(np.full(75 * 6, wave[-1]))
    assert finder.problem == Doubt.FLAT


def test_lower_waves_after_a_change_of_gain_are_taken_up():
    true_s = heart(60)
    wave = pulse(true_s, 60, 100.0, drift=0.0, noise=0.002)
    wave[3000:] *= 0.15
    found = pulse_beats(wave, 100.0)
    assert figures(found.t_s, steepest(true_s))[0] > 0.94


@settings(deadline=None, max_examples=25)
@given(st.lists(st.integers(1, 40), max_size=8), st.integers(0, 99))
def test_even_samples_do_not_depend_on_blocks(cuts, seed):
    random = np.random.default_rng(seed)
    t_s = np.cumsum(random.uniform(0.02, 0.05, 120))
    wave = np.sin(t_s * 5.0)
    whole = EvenSampler(30.0, 60.0).feed(t_s, wave)
    sampler = EvenSampler(30.0, 60.0)
    ends = np.minimum(np.cumsum(cuts), 120)
    parts = [sampler.feed(*part) for part in zip(np.split(t_s, ends), np.split(wave, ends), strict=True)]
    assert np.array_equal(np.concatenate(parts), whole)


def test_even_samples_follow_the_curve():
    t_s = np.arange(300) / 30.0
    sampler = EvenSampler(30.0, 60.0)
    even = sampler.feed(t_s, np.sin(2 * np.pi * 1.2 * t_s))
    at_s = sampler.start_s + np.arange(even.size) / 60.0
    assert np.allclose(even, np.sin(2 * np.pi * 1.2 * at_s), atol=0.01)
    assert even.size > 2 * 285


def test_a_wave_that_begins_between_two_beats_is_not_taken_for_a_sensor_without_contact():
    rate_hz, t_s = 100.0, np.arange(0.0, 30.0, 0.01)
    wave = 0.01 * np.random.default_rng(2).standard_normal(t_s.size)
    for beat_s in np.arange(1.2, 30.0, 0.85):
        wave += np.exp(-0.5 * ((t_s - beat_s - 0.24) / 0.07) ** 2)
    found = pulse_beats(wave, rate_hz)
    late = found.t_s > 8.0
    assert np.all(found.quality[late] > 0.5)
    assert not any(reason for reason, kept in zip(found.reasons, late, strict=True) if kept)


@pytest.mark.parametrize("find", LIVE_AND_REVIEW)
@pytest.mark.parametrize("mean_s", [0.32, 0.36, 0.4, 0.46, 0.5, 0.545, 0.6, 1.5])
def test_no_beat_of_a_fast_heart_is_halved(mean_s, find):
    true_s = heart(60, mean_s=mean_s, swing_s=0.04 * mean_s)
    t_s = np.arange(60 * 100) / 100.0
    # The ejection of a fast heart is shorter, and so is what follows it.
    shorter = min(1.0, np.sqrt(mean_s / 0.8))
    wave = 0.3 * np.sin(2 * np.pi * 0.21 * t_s) + 0.01 * np.random.default_rng(3).normal(size=t_s.size)
    for height, late_s, width_s in ((1.0, 0.07, 0.07), (0.35, 0.36, 0.09)):
        after_s = t_s[:, np.newaxis] - true_s - shorter * late_s
        wave += height * np.exp(-0.5 * (after_s / (max(0.75, shorter) * width_s)) ** 2).sum(axis=1)
    found_s = find(wave, 100.0).t_s
    settled_s = true_s[true_s > 3.0]
    sensitivity, precision, _ = figures(found_s[found_s > 2.8], settled_s)
    assert min(sensitivity, precision) > 0.97
