"""The usual interval is followed as fast as a heart changes; what takes over at once has leapt."""

import numpy as np
import pytest

from biofeedback.signals.detection.pulse_beats import pulse_beats
from biofeedback.signals.detection.pulse_pace import PulsePace, leaps
from biofeedback.signals.detection.pulse_review import review_pulse_beats
from biofeedback.signals.detection.pulse_trust import usual_intervals
from tests.rigs.hearts.made_pulses import heart_of, pulse_of


def leap_of(intervals_s):
    at_s = np.cumsum([0.0, *intervals_s])
    return leaps(at_s, usual_intervals(at_s))


def test_a_steady_heart_and_a_large_slow_breath_never_leap():
    assert not leap_of([0.8] * 40).any()
    breath = [0.85 * (1.0 + 0.2 * np.sin(2 * np.pi * 0.1 * 0.85 * beat)) for beat in range(120)]
    assert not leap_of(breath).any()


def test_a_heart_that_is_asked_for_more_does_not_leap():
    # From 60 to 150 a minute in a minute and a half.
    assert not leap_of(60.0 / np.linspace(60.0, 150.0, 160)).any()


def test_early_beats_do_not_leap():
    assert not leap_of([0.8, 0.8, 0.8, 0.5, 1.1] * 10).any()


@pytest.mark.parametrize("after_s", [0.45, 1.4])
def test_a_rhythm_that_takes_over_leaps_and_is_followed_in_the_end(after_s):
    leap = leap_of([0.8] * 20 + [after_s] * 60)
    assert not leap[:23].any()
    octaves = abs(np.log2(after_s / 0.8)) - 0.25
    assert leap.max() == pytest.approx(octaves, abs=0.15)
    assert leap[-1] == 0.0


def test_after_a_silence_nothing_is_a_leap():
    assert not leap_of([0.8] * 20 + [4.5] + [0.45] * 20)[21:24].any()
    pace = PulsePace()
    pace.leap(0.0, 0.8)
    assert pace.leap(0.8, 0.4) > 0.5
    assert pace.leap(5.0, 0.4) == 0.0


def test_too_few_intervals_say_nothing():
    assert leaps(np.empty(0), np.empty(0)).size == 0
    assert np.isnan(usual_intervals(np.arange(4.0))).all()
    assert usual_intervals(np.array([0.0, 1.0, 2.0, 4.0, 7.0])) == pytest.approx([np.nan] * 4 + [1.5], nan_ok=True)


@pytest.mark.parametrize("find", [pulse_beats, review_pulse_beats])
def test_a_rhythm_that_takes_over_from_a_pulse_is_less_trusted_for_a_while(find):
    random = np.random.default_rng(3)
    before_s, heights = heart_of(random, 30.0, 0.85, swing=0.03)
    begin_s = before_s[-1] + 0.45
    after_s = begin_s + 0.45 * np.arange(100)
    t_s = np.arange(7000) / 100.0
    wave = pulse_of(t_s, before_s, mean_s=0.85, dicrotic=0.3, heights=heights)
    wave += pulse_of(t_s, after_s, mean_s=0.85, dicrotic=0.0)
    found = find(wave + 0.01 * random.normal(size=t_s.size), 100.0)

    def middle(first_s, last_s):
        return np.nanmedian(found.quality[(found.t_s > first_s) & (found.t_s < last_s)])

    assert middle(10.0, 28.0) > 0.9
    assert middle(36.0, 42.0) < middle(10.0, 28.0) - 0.03
    assert middle(62.0, 69.0) > middle(36.0, 42.0)
