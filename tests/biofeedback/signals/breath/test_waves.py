import math

import numpy as np
import pytest

from biofeedback.signals.breath.waves import RATE_HZ, wave_from_beats
from tests.rigs.words.reason_sentences import why_of


def test_the_wave_goes_from_the_first_beat_to_the_last():
    t_s = 100.0 + np.arange(41.0)
    wave = wave_from_beats(t_s, 3.0 * t_s, window_s=45.0)
    assert wave.reason is None
    assert wave.samples == pytest.approx(3.0 * np.arange(100.0, 140.01, 1.0 / RATE_HZ))
    assert wave.highest_hz == 0.5


@pytest.mark.parametrize(
    ("last_s", "reason"), [(28.0, ""), (27.0, "Needs 28 s of unbroken heartbeats. 27 s are there.")]
)
def test_seven_tenths_of_the_window_have_to_be_there(last_s, reason):
    t_s = np.arange(0.0, last_s + 0.5)
    assert why_of(wave_from_beats(t_s, t_s, window_s=40.0).reason) == reason


def test_a_break_begins_the_wave_anew():
    t_s = np.concatenate((np.arange(0.0, 10.0), np.arange(12.6, 50.0)))
    assert wave_from_beats(t_s, t_s, window_s=50.0).samples[0] == pytest.approx(12.6, abs=1.0 / RATE_HZ)
    assert wave_from_beats(t_s - 0.2 * (t_s > 10.0), t_s, window_s=50.0).samples.size > 49 * RATE_HZ - 4


@pytest.mark.parametrize(("interval_s", "highest_hz"), [(1.5, 0.5 / 1.5), (1.0, 0.5), (0.6, 0.5)])
def test_beats_tell_breaths_of_twice_their_interval_and_none_quicker_than_two_seconds(interval_s, highest_hz):
    t_s = np.arange(0.0, 60.0, interval_s)
    assert wave_from_beats(t_s, t_s, window_s=60.0).highest_hz == pytest.approx(highest_hz)


def test_beats_set_aside_are_no_part_of_it():
    t_s = np.arange(0.0, 61.0)
    values = t_s.copy()
    values[30] = math.nan
    assert wave_from_beats(t_s, values, window_s=60.0).samples[-1] == 60.0
    values[::3] = math.nan
    assert why_of(wave_from_beats(t_s, values, window_s=60.0).reason).endswith("heartbeats could not be used.")
