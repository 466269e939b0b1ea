import cmath
import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.signal import periodogram

from biofeedback.events import BreathPlanned, Paused
from biofeedback.practice.pacing.breath import BreathPlan
from devices.simulated_faults import SimulatedFaults
from devices.transports.simulated.heart_model import HeartModel
from tests.rigs.suite.long_forms import first_of

NOTHING = SimulatedFaults()
SEEDS = range(1, 9)


def breath(t_s, per_min):
    cycle_s = 60.0 / per_min
    return BreathPlanned(t_s=t_s, in_s=0.4 * cycle_s, hold_in_s=0.0, out_s=0.6 * cycle_s, hold_out_s=0.0)


def live(heart, *, until_s, per_min=None, from_s=0.0, step_s=1.0):
    """Beats of a heart led at one pace, each breath announced as late as it may be."""
    beats_s, told_s = [], from_s
    for step in range(1, math.ceil(until_s / step_s) + 1):
        now_s = min(step * step_s, until_s)
        while per_min and told_s <= now_s:
            heart.follow(breath(told_s, per_min))
            told_s += 60.0 / per_min
        beats_s += heart.advance(now_s)
    return np.array(beats_s)


def intervals_ms(beats_s, settled_s=30.0):
    return np.diff(beats_s[beats_s > settled_s]) * 1000.0


def spectral_peak_hz(beats_s):
    settled_s = beats_s[beats_s > 30.0]
    grid_s = np.arange(settled_s[1], settled_s[-1], 0.25)
    rr_ms = np.interp(grid_s, settled_s[1:], np.diff(settled_s) * 1000.0)
    frequency_hz, power = periodogram(rr_ms, 4.0, "hann", nfft=8192, detrend="linear")
    band = (frequency_hz > 0.04) & (frequency_hz < 0.4)
    return frequency_hz[band][power[band].argmax()]


def wave_at(per_min, t_s, values):
    """The wave at the pace itself, by least squares, so that noise does not add to it."""
    angle = 2.0 * np.pi * per_min / 60.0 * t_s
    model = np.column_stack([np.cos(angle), np.sin(angle), np.ones_like(t_s), t_s])
    fit = np.linalg.lstsq(model, values, rcond=None)[0]
    return complex(fit[0], -fit[1])


def rate_wave(beats_s, per_min):
    settled_s = beats_s[beats_s > 30.0]
    return wave_at(per_min, (settled_s[1:] + settled_s[:-1]) / 2.0, 60.0 / np.diff(settled_s))


def swing_bpm(beats_s, per_min):
    return 2.0 * abs(rate_wave(beats_s, per_min))


@pytest.mark.parametrize("seed", SEEDS)
def test_a_heart_led_at_six_a_minute_swings_at_six_a_minute(seed):
    beats_s = live(HeartModel(seed, NOTHING), until_s=210.0, per_min=6.0)

    assert spectral_peak_hz(beats_s) == pytest.approx(0.1, abs=0.005)
    assert 8.0 < swing_bpm(beats_s, 6.0) < 18.0


@pytest.mark.parametrize("seed", SEEDS)
def test_fast_breath_swings_the_heart_less_than_slow_breath(seed):
    slow = swing_bpm(live(HeartModel(seed, NOTHING), until_s=150.0, per_min=6.0), 6.0)
    fast = swing_bpm(live(HeartModel(seed, NOTHING), until_s=150.0, per_min=14.0), 14.0)

    assert 1.5 < fast < 6.0
    assert slow > 2.0 * fast


@pytest.mark.parametrize("per_min", [None, 6.0, 14.0])
@pytest.mark.parametrize("seed", SEEDS)
def test_rate_and_variability_are_those_of_a_person_at_rest(seed, per_min):
    rr_ms = intervals_ms(live(HeartModel(seed, NOTHING), until_s=180.0, per_min=per_min))

    assert 55.0 < 60_000.0 / rr_ms.mean() < 80.0
    assert 15.0 < math.sqrt(np.mean(np.diff(rr_ms) ** 2)) < 80.0


@pytest.mark.parametrize("seed", first_of(SEEDS, 3))
def test_a_sweep_of_paces_finds_the_persons_own_resonance(seed):
    paces = np.arange(3.5, 9.0, 0.5)
    heart = HeartModel(seed, NOTHING)
    swings = [swing_bpm(live(HeartModel(seed, NOTHING), until_s=150.0, per_min=pace), pace) for pace in paces]
    strongest_per_min = paces[np.argmax(swings)]
    assert 4.5 <= strongest_per_min <= 7.0
    assert strongest_per_min == pytest.approx(heart.resonance_hz * 60.0, abs=1.0)


@pytest.mark.parametrize("seed", SEEDS)
def test_at_resonance_the_heart_goes_nearly_with_the_breath_and_lags_above_it(seed):
    def lag_turns(per_min):
        plan = BreathPlan()
        plan.apply(breath(0.0, per_min))
        t_s = np.arange(0.0, 60.0 / per_min, 0.01)
        breath_wave = wave_at(per_min, t_s, np.array([plan.position(t) for t in t_s]))
        heart_wave = rate_wave(live(HeartModel(seed, NOTHING), until_s=200.0, per_min=per_min), per_min)
        return -cmath.phase(heart_wave / breath_wave) / (2.0 * math.pi)

    at_resonance = lag_turns(60.0 * HeartModel(seed, NOTHING).resonance_hz)
    assert 0.0 < at_resonance < 0.13
    assert at_resonance + 0.1 < lag_turns(14.0) < 0.5


def test_a_breath_left_to_itself_swings_the_heart_at_its_own_pace():
    peaks_hz = [spectral_peak_hz(live(HeartModel(seed, NOTHING), until_s=300.0)) for seed in SEEDS]

    assert np.median(peaks_hz) * 60.0 == pytest.approx(14.0, abs=2.5)


def test_the_heart_takes_a_breath_or_two_to_follow():
    excursions = []
    for seed in SEEDS:
        beats_s = live(HeartModel(seed, NOTHING), until_s=150.0, per_min=6.0, from_s=60.0)
        t_s, rate_bpm = beats_s[1:], 60.0 / np.diff(beats_s)
        excursions.append([np.ptp(rate_bpm[(t_s >= a) & (t_s < a + 10.0)]) for a in (50, 60, 110)])
    before, first, later = np.mean(excursions, axis=0)

    assert before < 0.7 * later
    assert first < 0.85 * later


def test_a_pause_gives_the_breath_back():
    heart = HeartModel(2, NOTHING)
    for number in range(17):
        heart.follow(breath(number * 10.0, 6.0))
    led_s = np.array(heart.advance(120.0))
    heart.follow(Paused(t_s=120.0, mode="pause"))
    after_s = np.array(heart.advance(300.0))

    assert swing_bpm(after_s[after_s > 150.0], 6.0) < 0.4 * swing_bpm(led_s, 6.0)


def test_the_heart_calms_while_it_is_led():
    rest, led = [], []
    for seed in SEEDS:
        rest.append(60_000.0 / intervals_ms(live(HeartModel(seed, NOTHING), until_s=300.0), 200.0).mean())
        led.append(60_000.0 / intervals_ms(live(HeartModel(seed, NOTHING), until_s=300.0, per_min=6.0), 200.0).mean())

    assert -4.0 < np.mean(led) - np.mean(rest) < -0.5


@pytest.mark.parametrize("step_s", [0.001, 0.0173, 0.25, 10.0, 40.0])
def test_beats_do_not_depend_on_how_time_is_stepped(step_s):
    def told_ahead():
        heart = HeartModel(5, SimulatedFaults(ectopic_share=0.05))
        for number in range(8):
            heart.follow(breath(3.0 + number * 9.7, 60.0 / 9.7))
        return heart

    whole = told_ahead().advance(40.0)
    stepped_heart = told_ahead()
    stepped = [beat for step in range(1, round(40.0 / step_s) + 1) for beat in stepped_heart.advance(step * step_s)]

    assert len(whole) > 80
    assert stepped == whole[: len(stepped)]
    assert len(whole) - len(stepped) <= 1  # the last step may end a grid point before 40 s


def test_a_breath_may_be_told_at_any_time_before_it_begins():
    early, late = HeartModel(3, NOTHING), HeartModel(3, NOTHING)
    for number in range(6):
        early.follow(breath(number * 10.0, 6.0))
    early_s = early.advance(60.0)

    assert live(late, until_s=60.0, per_min=6.0, step_s=0.5).tolist() == early_s


def test_the_same_seed_is_the_same_heart_and_another_seed_another():
    assert live(HeartModel(7, NOTHING), until_s=30.0).tolist() == live(HeartModel(7, NOTHING), until_s=30.0).tolist()
    assert live(HeartModel(7, NOTHING), until_s=30.0).tolist() != live(HeartModel(8, NOTHING), until_s=30.0).tolist()


def test_beats_fall_between_grid_points():
    fractions = live(HeartModel(1, NOTHING), until_s=300.0) * 32.0 % 1.0
    counts, _ = np.histogram(fractions, bins=4, range=(0.0, 1.0))

    assert counts.min() > 0.15 * counts.sum()


def test_a_premature_beat_is_followed_by_a_full_pause():
    plain = intervals_ms(live(HeartModel(4, NOTHING), until_s=300.0))
    rr_ms = intervals_ms(live(HeartModel(4, SimulatedFaults(ectopic_share=0.05)), until_s=300.0))
    early = np.flatnonzero(rr_ms < 0.78 * np.median(rr_ms))
    early = early[early < len(rr_ms) - 1]

    assert plain.min() > 0.78 * np.median(plain)
    assert 0.02 < len(early) / len(rr_ms) < 0.09
    pairs_ms = rr_ms[early] + rr_ms[early + 1]
    assert np.median(pairs_ms) / np.median(plain) == pytest.approx(2.0, abs=0.15)


def test_premature_beats_leave_the_rest_of_the_heart_as_it_was():
    plain_s = live(HeartModel(4, NOTHING), until_s=120.0)
    beats_s = live(HeartModel(4, SimulatedFaults(ectopic_share=0.05)), until_s=120.0)
    nearest_s = np.abs(plain_s[:, None] - beats_s[None, :]).min(axis=1)

    assert np.mean(nearest_s < 0.03) > 0.9


def test_noise_shows_in_the_short_term_variability():
    def rmssd_ms(faults):
        return math.sqrt(np.mean(np.diff(intervals_ms(live(HeartModel(6, faults), until_s=200.0))) ** 2))

    assert rmssd_ms(SimulatedFaults(noise_ms=20.0)) > rmssd_ms(NOTHING) + 20.0


@settings(deadline=None, max_examples=25)
@given(
    seed=st.integers(0, 2**40),
    paces=st.lists(st.floats(3.0, 20.0), max_size=12),
    share=st.floats(0.0, 0.5),
    noise_ms=st.floats(0.0, 100.0),
)
def test_any_heart_beats_on_through_any_breath(seed, paces, share, noise_ms):
    heart = HeartModel(seed, SimulatedFaults(ectopic_share=share, noise_ms=noise_ms))
    t_s = 0.0
    for pace in paces:
        heart.follow(breath(t_s, pace))
        t_s += 60.0 / pace
    beats_s = heart.advance(60.0)

    assert all(0.2499 < later - earlier < 2.7 for earlier, later in pairwise(beats_s))
    assert beats_s[-1] > 57.0
