"""Heart and led breath over minutes: whether they keep step, and what chance alone comes to."""

import math

import numpy as np
import pytest

from biofeedback.practice.pacing.pattern import BreathPattern
from biofeedback.signals.coupling.locking import (
    chance_coherence,
    chance_locking,
    cross_spectral_coherence,
    phase_locking,
)
from biofeedback.signals.coupling.phase import breath_phase
from tests.rigs.hearts.beats_in_step import TURN_RAD, beats_of_intervals, beats_of_rate, led, steady_phase
from tests.rigs.words.reason_sentences import why_of


@pytest.mark.parametrize("measure", [phase_locking, cross_spectral_coherence])
def test_a_heart_that_keeps_step_reads_one_and_its_lag(measure):
    plan = led(BreathPattern(6.0, in_share=0.5), 200.0)
    t_s, nn_ms = beats_of_rate(lambda t: 70.0 - 5.0 * math.cos(breath_phase(plan, t) - 0.7), 150.0)
    middles_s = t_s - nn_ms / 2000.0
    result = measure(middles_s, nn_ms, [breath_phase(plan, t) for t in middles_s])
    assert result.share > 0.999
    assert result.lag_rad == pytest.approx(0.7, abs=0.01)
    assert result.reason is None


@pytest.mark.parametrize(
    ("measure", "chance", "stated"),
    [
        (phase_locking, chance_locking, {120.0: 0.506, 300.0: 0.312}),
        (cross_spectral_coherence, chance_coherence, {120.0: 0.606, 300.0: 0.243}),
    ],
)
@pytest.mark.parametrize("window_s", [120.0, 300.0])
def test_the_null_levels_hold(measure, chance, stated, window_s):
    shares = []
    for seed in range(250):
        t_s, nn_ms = beats_of_intervals(window_s, depth_ms=0.0, noise_ms=40.0, seed=seed)
        shares.append(measure(t_s, nn_ms, (TURN_RAD * 0.1 * t_s) % TURN_RAD).share)
    assert chance(window_s) == pytest.approx(stated[window_s], abs=0.03)
    assert 0.02 <= np.mean(np.array(shares) > chance(window_s)) <= 0.09


@pytest.mark.parametrize("measure", [phase_locking, cross_spectral_coherence])
def test_wandering_against_the_breath_loses_step(measure):
    chance = np.random.default_rng(4)
    wander_rad = np.cumsum(0.35 * chance.standard_normal(400))
    t_s, nn_ms = beats_of_rate(lambda t: 70.0 + 5.0 * math.sin(TURN_RAD * 0.1 * t + wander_rad[int(t)]), 300.0)
    steady = measure(*beats_of_intervals(300.0, noise_ms=10.0), steady_phase(*beats_of_intervals(300.0, noise_ms=10.0)))
    assert measure(t_s, nn_ms, (TURN_RAD * 0.1 * t_s) % TURN_RAD).share < 0.75 < 0.99 < steady.share


@pytest.mark.parametrize("measure", [phase_locking, cross_spectral_coherence])
def test_they_refuse_what_they_cannot_know(measure):
    t_s, nn_ms = beats_of_intervals(150.0)
    phase_rad = (TURN_RAD * 0.1 * t_s) % TURN_RAD
    short = t_s < 100.0
    gap = (t_s < 60.0) | (t_s > 64.0)
    unled = np.where(t_s > 140.0, math.nan, phase_rad)
    cases = {
        "Needs 120 s of led breath. 99 s are there.": measure(t_s[short], nn_ms[short], phase_rad[short]),
        "Heartbeats are not there for a while.": measure(t_s[gap], nn_ms[gap], phase_rad[gap]),
        "Breath was not led all the time.": measure(t_s, nn_ms, unled),
        "Needs 60 heartbeats. 0 are there.": measure([], [], []),
        "The heart beats too evenly to show a wave.": measure(t_s, np.full(t_s.size, 900.0), phase_rad),
    }
    for reason, result in cases.items():
        assert why_of(result.reason) == reason
        assert math.isnan(result.share)
    one_aside = np.where(np.arange(t_s.size) == 40, math.nan, nn_ms)
    assert measure(t_s, one_aside, phase_rad).share > 0.99
