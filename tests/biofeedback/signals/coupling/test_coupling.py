"""Heart and led breath together: known waves come back, chance stays at its stated level, and nothing drifts."""

import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.signals.coupling.coupling import PacerFit
from biofeedback.signals.coupling.locking import cross_spectral_coherence, phase_locking
from biofeedback.signals.coupling.pacer_wave import chance_r2
from biofeedback.signals.coupling.phase import breath_phase
from biofeedback.signals.coupling.swing import swing_bpm
from tests.rigs.hearts.beats_in_step import TURN_RAD, beats_of_intervals, beats_of_rate, led, steady_phase
from tests.rigs.words.reason_sentences import why_of


def fitted(t_s, nn_ms, phase_rad, window_s=60.0):
    fit = PacerFit(window_s)
    for beat in zip(t_s, nn_ms, phase_rad, strict=True):
        fit.add(*beat)
    return fit.result()


def fresh(t_s, nn_ms, phase_rad):
    """Return amplitude (bpm, ms), lag and R2 by a plain least-squares fit of all beats."""
    columns = np.column_stack([np.cos(phase_rad), np.sin(phase_rad), np.ones(t_s.size), t_s - t_s.mean()])
    rate_bpm = 60_000.0 / nn_ms
    found = np.linalg.lstsq(columns, np.column_stack([rate_bpm, nn_ms]), rcond=None)[0]
    left_over = np.sum((rate_bpm - columns @ found[:, 0]) ** 2)
    trend = np.linalg.lstsq(columns[:, 2:], rate_bpm, rcond=None)[0]
    about_trend = np.sum((rate_bpm - columns[:, 2:] @ trend) ** 2)
    return (
        2.0 * np.hypot(*found[:2, 0]),
        2.0 * np.hypot(*found[:2, 1]),
        math.atan2(-found[1, 0], -found[0, 0]),
        1.0 - left_over / about_trend,
    )


@pytest.mark.parametrize(
    "pattern",
    [
        BreathPattern(6.0, in_share=0.5),
        BreathPattern(6.0, in_share=0.4),
        BreathPattern(4.5, in_share=1 / 3),
        BreathPattern(5.0, hold_in_s=0.5, hold_out_s=1.0),
    ],
)
@pytest.mark.parametrize("lag_rad", [0.0, 0.6, -2.0])
def test_a_wave_over_the_angle_comes_back_whatever_the_pattern(pattern, lag_rad):
    plan = led(pattern, 80.0)
    t_s, nn_ms = beats_of_rate(lambda t: 70.0 - 5.0 * math.cos(breath_phase(plan, t) - lag_rad) + 0.02 * t, 75.0)
    result = fitted(t_s, nn_ms, [breath_phase(plan, t) for t in t_s - nn_ms / 2000.0])
    assert result.amplitude_bpm == pytest.approx(10.0, abs=0.02)
    assert result.lag_rad == pytest.approx(lag_rad, abs=2e-3)
    assert result.lag_s == pytest.approx(lag_rad / TURN_RAD * pattern.cycle_s, abs=0.1)
    assert result.r2 > 0.9999
    assert result.breaths == pytest.approx(60.0 / pattern.cycle_s, abs=0.3)
    assert result.reason is None


def test_a_heart_in_step_with_the_breath_has_no_lag_and_one_that_comes_later_a_positive_one():
    plan = led(BreathPattern(6.0), 80.0)
    for late_s in (0.0, 0.8):
        t_s, nn_ms = beats_of_rate(lambda t, late_s=late_s: 64.0 + 8.0 * plan.position(t - late_s), 75.0)
        result = fitted(t_s, nn_ms, [breath_phase(plan, t) for t in t_s - nn_ms / 2000.0])
        assert result.lag_s == pytest.approx(late_s, abs=0.06)
        assert result.r2 > 0.98


def test_amplitude_in_ms_and_lag_of_the_reference_wave():
    t_s, nn_ms = beats_of_intervals(300.0)
    result = fitted(t_s, nn_ms, steady_phase(t_s, nn_ms))
    assert result.amplitude_ms == pytest.approx(120.0, abs=0.1)
    # Intervals that rise with the in-breath are a rate that falls: the wave is a quarter turn and a delay away.
    at_ends = fitted(t_s, nn_ms, (TURN_RAD * 0.1 * t_s) % TURN_RAD)
    assert math.degrees(at_ends.lag_rad) == pytest.approx(122.2, abs=0.3)


@pytest.mark.parametrize(("noise_ms", "mean_ms", "mean_r2"), [(10.0, 120.0, 0.95), (30.0, 121.0, 0.68)])
def test_noise_hardly_moves_the_amplitude_and_lowers_r2(noise_ms, mean_ms, mean_r2):
    records = [beats_of_intervals(60.0, noise_ms=noise_ms, seed=seed) for seed in range(60)]
    results = [fitted(t_s, nn_ms, steady_phase(t_s, nn_ms)) for t_s, nn_ms in records]
    assert np.mean([result.amplitude_ms for result in results]) == pytest.approx(mean_ms, abs=4.0)
    assert np.mean([result.r2 for result in results]) == pytest.approx(mean_r2, abs=0.03)


def test_chance_stays_at_its_stated_level_while_peak_to_trough_takes_noise_for_a_wave():
    records = [beats_of_intervals(60.0, depth_ms=0.0, noise_ms=40.0, seed=seed) for seed in range(300)]
    results = [fitted(t_s, nn_ms, steady_phase(t_s, nn_ms)) for t_s, nn_ms in records]
    above = np.mean([result.r2 > result.chance_r2 for result in results])
    assert 0.02 <= above <= 0.09
    assert results[0].chance_r2 == pytest.approx(0.09, abs=0.01)
    assert np.mean([result.amplitude_bpm for result in results]) < 1.5
    t_s, nn_ms = beats_of_intervals(3000.0, depth_ms=0.0, noise_ms=40.0)
    swings_bpm = [swing_bpm(nn_ms[(t_s > begin) & (t_s <= begin + 10.0)]) for begin in range(0, 3000, 10)]
    assert np.mean(swings_bpm) == pytest.approx(9.7, abs=0.6)


@settings(deadline=None, max_examples=40)
@given(
    seed=st.integers(0, 2**32 - 1),
    window_s=st.floats(25.0, 90.0),
    set_aside=st.sets(st.integers(0, 250), max_size=30),
    unled=st.sets(st.integers(0, 250), max_size=30),
)
def test_the_sliding_fit_equals_a_fresh_one_at_every_beat(seed, window_s, set_aside, unled):
    t_s, nn_ms = beats_of_intervals(200.0, noise_ms=20.0, seed=seed)
    phase_rad = steady_phase(t_s, nn_ms)
    nn_ms[[index for index in set_aside if index < t_s.size]] = math.nan
    phase_rad[[index for index in unled if index < t_s.size]] = math.nan
    fit = PacerFit(window_s)
    for index, beat in enumerate(zip(t_s, nn_ms, phase_rad, strict=True)):
        fit.add(*beat)
        result = fit.result()
        if index % 17 == 0 and not result.reason:
            inside = slice(0, index + 1)
            kept = (t_s[inside] > t_s[index] - window_s) & ~np.isnan(nn_ms[inside]) & ~np.isnan(phase_rad[inside])
            amplitude_bpm, amplitude_ms, lag_rad, r2 = fresh(
                t_s[inside][kept], nn_ms[inside][kept], phase_rad[inside][kept]
            )
            assert result.beats == np.count_nonzero(kept)
            assert result.amplitude_bpm == pytest.approx(amplitude_bpm, abs=1e-9)
            assert result.amplitude_ms == pytest.approx(amplitude_ms, abs=1e-7)
            assert math.remainder(result.lag_rad - lag_rad, TURN_RAD) == pytest.approx(0.0, abs=1e-8)
            assert result.r2 == pytest.approx(r2, abs=1e-9)


def test_after_eight_hours_it_is_as_exact_as_at_the_start():
    t_s, nn_ms = beats_of_intervals(8 * 3600.0, noise_ms=15.0)
    phase_rad = steady_phase(t_s, nn_ms)
    result = fitted(t_s.tolist(), nn_ms.tolist(), phase_rad.tolist())
    kept = t_s > t_s[-1] - 60.0
    amplitude_bpm, amplitude_ms, lag_rad, r2 = fresh(t_s[kept], nn_ms[kept], phase_rad[kept])
    assert result.beats == np.count_nonzero(kept)
    assert result.amplitude_bpm == pytest.approx(amplitude_bpm, abs=1e-9)
    assert result.amplitude_ms == pytest.approx(amplitude_ms, abs=1e-9)
    assert result.lag_rad == pytest.approx(lag_rad, abs=1e-9)
    assert result.r2 == pytest.approx(r2, abs=1e-9)


def test_the_window_is_the_last_minute():
    t_s, nn_ms = beats_of_intervals(200.0)
    phase_rad = steady_phase(t_s, nn_ms)
    fit = PacerFit()
    for beat in zip(t_s, nn_ms, phase_rad, strict=True):
        fit.add(*beat)
    assert fit.result().beats == np.count_nonzero(t_s > t_s[-1] - 60.0)


def test_it_says_why_it_does_not_know():
    t_s, nn_ms = beats_of_intervals(60.0)
    phase_rad = steady_phase(t_s, nn_ms)
    unled = np.full(t_s.size, math.nan)
    cases = {
        "No breath was led in this window.": fitted(t_s, nn_ms, unled),
        "Needs 8 heartbeats in led breaths. 5 are there.": fitted(t_s[:5], nn_ms[:5], phase_rad[:5]),
        "Needs 2 led breaths. 1.3 are there.": fitted(t_s[:15], nn_ms[:15], phase_rad[:15]),
        "The heart beats too evenly to show a wave.": fitted(t_s, np.full(t_s.size, 900.0), phase_rad),
    }
    for reason, result in cases.items():
        assert why_of(result.reason) == reason
        assert math.isnan(result.amplitude_bpm)
        assert math.isnan(result.lag_s)
        assert math.isnan(result.r2)
    # Every beat in the same place of the breath tells nothing of its wave.
    assert fitted(t_s, nn_ms + 10.0 * np.sin(7.0 * t_s), np.full(t_s.size, 1.0)).reason


@pytest.mark.parametrize(("turned_s", "known"), [(18.4, False), (18.6, True)])
def test_two_breaths_whose_beats_fall_just_inside_them_are_two(turned_s, known):
    # Twenty intervals that span 1.84 and 1.86 breaths of ten seconds, from the middle of the first to that of the last.
    nn_ms = np.full(20, 1000.0 * turned_s / 19)
    t_s = np.cumsum(nn_ms) / 1000.0
    phase_rad = steady_phase(t_s, nn_ms)
    result = fitted(t_s, nn_ms + 20.0 * np.sin(phase_rad), phase_rad)
    assert math.isnan(result.amplitude_bpm) is not known


def test_time_goes_on_without_beats_and_a_gap_is_no_breath():
    t_s, nn_ms = beats_of_intervals(40.0)
    fit = PacerFit(60.0)
    for beat in zip(t_s, nn_ms, steady_phase(t_s, nn_ms), strict=True):
        fit.add(*beat)
    assert fit.result().breaths == pytest.approx(4.0, abs=0.15)
    fit.advance(t_s[-1] + 30.0)
    assert 2.0 < fit.result().breaths < 3.2
    fit.advance(t_s[-1] + 61.0)
    assert why_of(fit.result().reason) == "No breath was led in this window."
    fit.add(t_s[-1] + 62.0, 900.0, 1.0)
    assert fit.result().beats == 1


def test_middles_that_lie_a_moment_the_wrong_way_round_are_no_extra_breath():
    t_s, nn_ms = beats_of_intervals(130.0)
    middles_s = t_s - nn_ms / 2000.0
    middles_s[[40, 41]] = middles_s[[41, 40]]
    phase_rad = (TURN_RAD * 0.1 * middles_s) % TURN_RAD
    assert fitted(t_s, nn_ms, phase_rad, 120.0).breaths == pytest.approx(11.9, abs=0.2)
    assert phase_locking(middles_s, nn_ms, phase_rad).share > 0.98
    assert cross_spectral_coherence(middles_s, nn_ms, phase_rad).share > 0.98


def test_the_chance_level_of_r2_is_known():
    assert chance_r2(67) == pytest.approx(0.0907, abs=1e-4)
    assert chance_r2(67, 0.99) > chance_r2(67)
    assert math.isnan(chance_r2(4))


def test_the_frozen_case_without_noise(reference_vectors):
    frozen = json.loads((reference_vectors / "coupling_vectors.json").read_text())["A60_n0_j0"]
    t_s, nn_ms = beats_of_intervals(300.0)
    phase_rad = (TURN_RAD * 0.1 * t_s) % TURN_RAD
    locking = phase_locking(t_s, nn_ms, phase_rad)
    assert locking.share == pytest.approx(frozen["PLV"], abs=1e-3)
    assert math.degrees(locking.lag_rad) == pytest.approx(-frozen["phase"], abs=0.5)
    assert cross_spectral_coherence(t_s, nn_ms, phase_rad).share == pytest.approx(frozen["MSC"], abs=1e-9)
    breaths = [nn_ms[(t_s > begin) & (t_s <= begin + 10.0)] for begin in range(0, 300, 10)]
    assert np.mean([swing_bpm(breath) for breath in breaths]) == pytest.approx(frozen["RSA_bpm"], rel=1e-4)
    assert np.mean([np.ptp(breath) for breath in breaths]) == pytest.approx(frozen["RSA_ms"], rel=1e-4)


@pytest.mark.parametrize(("depth_ms", "noise_ms"), [(60, 10), (60, 30), (60, 60), (20, 30), (0, 40)])
def test_the_frozen_noisy_cases_lie_where_chance_puts_them(reference_vectors, depth_ms, noise_ms):
    # Their noise is not known, so each must lie within what forty other draws of it give.
    frozen = json.loads((reference_vectors / "coupling_vectors.json").read_text())[f"A{depth_ms}_n{noise_ms}_j0"]
    rows = []
    for seed in range(40):
        t_s, nn_ms = beats_of_intervals(300.0, depth_ms=depth_ms, noise_ms=noise_ms, seed=seed)
        phase_rad = (TURN_RAD * 0.1 * t_s) % TURN_RAD
        breaths = [nn_ms[(t_s > begin) & (t_s <= begin + 10.0)] for begin in range(0, 300, 10)]
        rows.append(
            (
                phase_locking(t_s, nn_ms, phase_rad).share,
                cross_spectral_coherence(t_s, nn_ms, phase_rad).share,
                np.mean([swing_bpm(breath) for breath in breaths]),
            )
        )
    mean, spread = np.mean(rows, axis=0), np.std(rows, axis=0)
    expected = np.array([frozen["PLV"], frozen["MSC"], frozen["RSA_bpm"]])
    assert np.all(np.abs(expected - mean) < 3.0 * spread + 1e-3)
