"""The phase of a heart's wave about a moment."""

import math

import numpy as np
import pytest

from biofeedback.signals.group.local_wave import Beats, phasors
from biofeedback.signals.group.own_rate import own_rate_hz


def waving(rate_hz, crest_s, *, led_hz=None, swing_bpm=5.0, from_s=-40.0, until_s=40.0, trend=0.02):
    """Return even beats whose rate is a wave that crests at a moment, on a trend."""
    middle_s = np.arange(from_s, until_s, 0.9)
    hr_bpm = 65.0 + trend * middle_s + swing_bpm * np.cos(2.0 * np.pi * rate_hz * (middle_s - crest_s))
    led = np.full(middle_s.size, np.nan) if led_hz is None else 2.0 * np.pi * (led_hz * middle_s % 1.0)
    return middle_s, hr_bpm, led


def together(*hearts):
    """Return the beats of several hearts."""
    sizes = np.array([heart[0].size for heart in hearts], dtype=int)
    columns = (np.concatenate(column) for column in zip(*hearts, strict=True)) if hearts else [np.empty(0)] * 3
    return Beats(*columns, sizes)


def near(beats, t_s):
    within = np.abs(beats[0] - t_s) < 10.0
    return tuple(column[within] for column in beats)


@pytest.mark.parametrize("rate_hz", [0.075, 0.1, 0.2])
@pytest.mark.parametrize("late_s", [0.0, 1.5, -2.0])
def test_the_phase_is_that_of_the_wave(rate_hz, late_s):
    (found,) = phasors(together(near(waving(rate_hz, late_s), 0.0)), 0.0, rate_hz)
    assert abs(found) == pytest.approx(1.0)
    assert math.remainder(np.angle(found) + 2.0 * math.pi * rate_hz * late_s, 2.0 * math.pi) == pytest.approx(
        0, abs=0.02
    )


@pytest.mark.parametrize("late_s", [0.0, 1.0, 2.4])
def test_against_the_led_breath_it_is_how_much_earlier_the_heart_crests(late_s):
    # The breath is fullest half a breath after its beginning, here at 5 s, 15 s ...
    (found,) = phasors(together(near(waving(0.1, 5.0 + late_s, led_hz=0.1), 3.0)), 3.0, None)
    assert np.angle(found) == pytest.approx(-2.0 * math.pi * 0.1 * late_s, abs=0.02)


def test_each_heart_has_its_own_phase_however_many_are_looked_at_together():
    hearts = [near(waving(0.1, late_s, swing_bpm=1.0 + late_s), 0.0) for late_s in (0.0, 1.0, 2.0, 3.0)]
    found = phasors(together(*hearts), 0.0, 0.1)
    alone = [phasors(together(heart), 0.0, 0.1)[0] for heart in hearts]
    assert found == pytest.approx(np.array(alone), abs=1e-12)


def test_a_gap_an_end_and_an_even_heart_have_no_phase():
    whole = waving(0.1, 0.0)
    holed = tuple(column[np.abs(whole[0] - 4.0) > 1.4] for column in whole)
    even = waving(0.1, 0.0, swing_bpm=0.0, trend=0.0)
    found = phasors(together(near(holed, 0.0), near(whole, 38.0), near(even, 0.0), near(whole, 0.0)), 0.0, 0.1)
    assert np.isnan(found).tolist() == [True, True, False, False]
    assert found[2] == 0.0


def test_without_hearts_there_is_nothing():
    assert phasors(together(), 0.0, 0.1).size == 0
    assert math.isnan(own_rate_hz(together(), 0.0))


def test_the_rate_of_a_group_is_that_which_most_hearts_share_however_large_their_waves():
    hearts = [waving(0.2, late_s) for late_s in (0.0, 1.0, 2.0)] + [waving(0.1, 0.0, swing_bpm=20.0)]
    assert own_rate_hz(together(*hearts), 32.0) == pytest.approx(0.2, abs=0.0051)


def test_hearts_that_beat_evenly_show_no_rate():
    assert math.isnan(own_rate_hz(together(waving(0.1, 0.0, swing_bpm=0.0, trend=0.0)), 32.0))
