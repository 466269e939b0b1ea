"""The curve through what each pace came to: its top, and how sure it is."""

import numpy as np
import pytest

from biofeedback.signals.resonance.curve import parabola_per_min, resonance_estimate, widened
from ui.words.assessment_words import estimate_sentence
from ui.words.languages import english


def test_a_widened_interval_has_the_words_of_its_width():
    rates = np.array([6.5, 6.0, 5.5, 5.0, 4.5])
    estimate = resonance_estimate(rates, curve(rates, 5.5, 4.0), 0.1, np.zeros(5))
    assert estimate.confidence == "clear"
    assert widened(estimate, estimate.per_min) is estimate
    assert widened(estimate, estimate.high_per_min + 0.5).confidence == "fair"
    wide = widened(estimate, estimate.low_per_min - 1.4)
    assert (wide.confidence, wide.place) == ("open", "several")
    assert wide.low_per_min == pytest.approx(estimate.low_per_min - 1.4)
    assert wide.per_min == estimate.per_min


def curve(rates, resonance, sharpness):
    return 10.0 / np.sqrt(1.0 + (sharpness * (rates / resonance - resonance / rates)) ** 2)


@pytest.mark.parametrize("resonance", [4.8, 5.25, 6.1])
def test_the_curve_finds_its_top(resonance):
    rates = np.array([6.5, 6.0, 5.5, 5.0, 4.5])
    estimate = resonance_estimate(rates, curve(rates, resonance, 4.0), 0.1, np.zeros(5))
    assert estimate.per_min == pytest.approx(resonance, abs=0.08)
    assert estimate.low_per_min < resonance < estimate.high_per_min
    doubled = resonance_estimate(rates, 2.0 * curve(rates, resonance, 4.0), 0.2, np.zeros(5))
    assert doubled.per_min == pytest.approx(estimate.per_min)


@pytest.mark.parametrize("size", [2.0, 1.0 / 3.0])
@pytest.mark.parametrize("astray", range(5))
def test_one_amplitude_that_is_astray_does_not_decide_alone(astray, size):
    rates = np.array([6.5, 6.0, 5.5, 5.0, 4.5])
    amplitudes = curve(rates, 5.5, 2.0)
    amplitudes[astray] *= size
    estimate = resonance_estimate(rates, amplitudes, 0.8, np.zeros(5))
    assert estimate.low_per_min < 5.5 < estimate.high_per_min
    assert estimate.confidence != "clear"


def test_that_one_may_be_astray_costs_hardly_any_width():
    rates = np.array([6.5, 6.0, 5.5, 5.0, 4.5])
    estimate = resonance_estimate(rates, curve(rates, 5.5, 4.0), 0.3, np.zeros(5))
    assert estimate.confidence == "clear"
    assert estimate.high_per_min - estimate.low_per_min < 0.35


def test_a_larger_error_gives_a_wider_interval():
    rates = np.array([6.5, 6.0, 5.5, 5.0, 4.5])
    widths = []
    for error in (0.1, 0.5, 1.5, 5.0):
        estimate = resonance_estimate(rates, curve(rates, 5.5, 3.0), error, np.zeros(5))
        widths.append(estimate.high_per_min - estimate.low_per_min)
    assert widths == sorted(widths)
    assert widths[-1] > 1.8
    assert estimate.confidence == "open"
    assert "alike to several paces" in estimate_sentence(estimate, english())


def test_a_top_beyond_what_was_tried_is_said_to_be_so():
    rates = np.array([6.5, 6.0, 5.5, 5.0, 4.5])
    slow = resonance_estimate(rates, curve(rates, 3.8, 4.0), 0.1, np.zeros(5))
    assert slow.confidence == "open"
    assert "or slower" in estimate_sentence(slow, english())
    quick = resonance_estimate(rates, curve(rates, 8.0, 4.0), 0.1, np.zeros(5))
    assert "or quicker" in estimate_sentence(quick, english())


def test_the_parabola_of_three_points_is_exact_and_stays_inside():
    rates = np.array([4.5, 5.0, 5.5, 6.0, 6.5])
    tops = [4.9, 5.5, 6.05]
    parabolas = np.array([20.0 - 3.0 * (rates - top) ** 2 for top in tops])
    assert parabola_per_min(rates, parabolas) == pytest.approx(tops)
    assert parabola_per_min(rates, np.array([rates, -rates, np.ones(5)])).tolist() == [6.5, 4.5, 4.5]
