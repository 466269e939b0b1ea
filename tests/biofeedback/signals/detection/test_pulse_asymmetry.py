"""A pulse goes up more quickly than it goes down; where movement contends with it, no beat is stated as nearly sure."""

import numpy as np
import pytest

from biofeedback.signals.detection.pulse_asymmetry import UNKNOWN, asymmetry, too_even
from biofeedback.signals.detection.pulse_beats import pulse_beats
from biofeedback.signals.detection.pulse_review import review_pulse_beats
from biofeedback.signals.detection.pulse_rhythm import smooth_rise_kernel
from biofeedback.signals.detection.pulse_trust import RIGHT_WITHIN_S
from scripts.fit_ecg_trust import right
from scripts.fit_pulse_trust import faulty
from tests.rigs.hearts.made_pulses import pulse_of

HOW = pytest.mark.parametrize("find", [pulse_beats, review_pulse_beats])


def rise_of(wave, rate_hz):
    return np.convolve(wave, smooth_rise_kernel(rate_hz), mode="valid")


def pulse_at(rate_hz, *, every_s=0.9, dicrotic=0.4):
    t_s = np.arange(round(12 * rate_hz)) / rate_hz
    return pulse_of(t_s, np.arange(-1.0, 14.0, every_s), mean_s=every_s, dicrotic=dicrotic)


@pytest.mark.parametrize("rate_hz", [60.0, 75.0, 100.0, 250.0, 500.0])
def test_a_pulse_is_far_from_even_at_any_rate_and_height(rate_hz):
    rise = rise_of(pulse_at(rate_hz), rate_hz)
    assert asymmetry(rise, rate_hz) > 0.9
    assert asymmetry(1e-4 * rise, rate_hz) == pytest.approx(asymmetry(rise, rate_hz))
    assert asymmetry(-rise, rate_hz) == pytest.approx(-asymmetry(rise, rate_hz))


def test_breath_and_drift_under_a_pulse_change_little():
    t_s = np.arange(1200) / 100.0
    under = 2.0 * np.sin(2 * np.pi * 0.2 * t_s) + 0.5 * t_s
    wave = pulse_at(100.0)
    assert asymmetry(rise_of(wave + under, 100.0), 100.0) == pytest.approx(
        asymmetry(rise_of(wave, 100.0), 100.0), abs=0.5
    )


def test_a_swing_is_even():
    swing = np.sin(2 * np.pi * 1.8 * np.arange(1200) / 100.0)
    assert asymmetry(rise_of(swing, 100.0), 100.0) == pytest.approx(0.0, abs=0.1)


def test_too_little_and_nothing_at_all_say_nothing():
    assert asymmetry(rise_of(pulse_at(100.0), 100.0)[:399], 100.0) == UNKNOWN
    assert asymmetry(np.zeros(800), 100.0) == 0.0


def test_less_is_asked_of_a_fast_heart_and_nothing_where_no_interval_is_known():
    usual_s = np.array([0.9, 0.45, 0.36, 0.28, np.nan])
    missing = too_even(np.zeros(5), usual_s)
    assert missing[0] == missing[1] == pytest.approx(1.1)
    assert 0.0 < missing[2] < missing[1]
    assert missing[3] == missing[4] == 0.0
    assert not too_even(np.full(5, 1.2), usual_s).any()
    assert not too_even(np.full(5, UNKNOWN), usual_s).any()


@HOW
def test_in_a_walk_that_rises_as_it_falls_what_is_stated_as_nearly_sure_is_right(find):
    sure = wrong = 0
    for seed in (100_007, 100_009, 100_018):
        wave, true_s, rate_hz = faulty(seed, 50.0, "walk", 0.5)
        found = find(wave, rate_hz)
        high = found.quality >= 0.8
        sure += np.sum(high)
        wrong += np.sum(high & ~right(found.t_s, true_s, RIGHT_WITHIN_S))
    assert sure > 100
    assert wrong <= 0.02 * sure
