"""Several beats lost or added at once are split, merged or unknown: offline and live alike."""

import math

import numpy as np
import pytest

from biofeedback.signals.variability.hrv import rmssd_ms
from tests.rigs.hearts.extra_beats import a_heart
from tests.rigs.hearts.labelled_beats import breathing
from tests.rigs.signals.corrected_both_ways import BOTH


@BOTH
@pytest.mark.parametrize("places", [(100,), (60, 100, 140, 180)])
@pytest.mark.parametrize("beats", [2, 3])
@pytest.mark.parametrize("swing_ms", [10.0, 40.0])
def test_an_interval_that_holds_several_beats_is_split_in_as_many(how, places, beats, swing_ms):
    true_ms = breathing(300, mean_ms=620.0, swing_ms=swing_ms, noise_ms=5.0)
    rr_ms = true_ms
    for place in reversed(places):
        rr_ms = np.concatenate((rr_ms[:place], [np.sum(rr_ms[place : place + beats])], rr_ms[place + beats :]))
    corrected = how(rr_ms)
    assert corrected.nn_ms.size == true_ms.size
    assert corrected.counts()["missed"] == len(places)
    assert np.count_nonzero(corrected.is_corrected) == len(places) * (beats - 1)
    assert np.diff(corrected.t_s) * 1000.0 == pytest.approx(corrected.nn_ms[1:])
    assert rmssd_ms(corrected.nn_ms) == pytest.approx(rmssd_ms(true_ms), rel=0.15)


@BOTH
@pytest.mark.parametrize("parts", [(0.45, 0.55), (0.4, 0.6), (0.33, 0.33, 0.34), (0.3, 0.36, 0.34)])
def test_an_interval_in_several_parts_is_merged(how, parts):
    true_ms = breathing(300, mean_ms=1100.0, swing_ms=30.0, noise_ms=8.0)
    rr_ms = np.concatenate((true_ms[:100], true_ms[100] * np.array(parts), true_ms[101:]))
    corrected = how(rr_ms)
    assert corrected.nn_ms == pytest.approx(true_ms)
    assert corrected.counts()["extra"] == len(parts) - 1


@BOTH
@pytest.mark.parametrize("parts", [(0.3, 0.4, 0.3), (0.38, 0.34, 0.28), (0.28, 0.34, 0.38), (0.25, 0.25, 0.25, 0.25)])
def test_parts_that_are_out_of_range_take_the_rest_with_them(how, parts):
    true_ms = breathing(300, mean_ms=850.0, swing_ms=30.0, noise_ms=8.0)
    rr_ms = np.concatenate((true_ms[:100], true_ms[100] * np.array(parts), true_ms[101:]))
    corrected = how(rr_ms)
    known_ms = corrected.nn_ms[~np.isnan(corrected.nn_ms)]
    assert np.min(known_ms) > 700.0
    assert rmssd_ms(corrected.nn_ms) == pytest.approx(rmssd_ms(true_ms), rel=0.1)


@BOTH
def test_more_beats_in_one_interval_than_it_can_hold_are_unknown(how):
    true_ms = breathing(300, mean_ms=850.0, swing_ms=30.0, noise_ms=8.0)
    rr_ms = np.concatenate((true_ms[:100], [np.sum(true_ms[100:103])], true_ms[103:]))
    corrected = how(rr_ms)
    assert corrected.kind[100] == "range"
    assert math.isnan(corrected.nn_ms[100])
    assert rmssd_ms(corrected.nn_ms) == pytest.approx(rmssd_ms(true_ms), rel=0.05)


@BOTH
@pytest.mark.parametrize(("mean_ms", "t_wave_ms"), [(1000.0, 300.0), (850.0, 330.0), (1150.0, 360.0)])
@pytest.mark.parametrize("beats", [2, 5, 8])
def test_t_waves_counted_for_several_beats_are_merged_with_their_beats(how, mean_ms, t_wave_ms, beats):
    heart_ms = a_heart(200, mean_ms=mean_ms)
    parts = [part for rr_ms in heart_ms[100 : 100 + beats] for part in (t_wave_ms, rr_ms - t_wave_ms)]
    found = how([*heart_ms[:100], *parts, *heart_ms[100 + beats :]])
    assert found.counts()["extra"] == beats
    assert found.nn_ms == pytest.approx(heart_ms)


@BOTH
def test_of_two_beats_that_are_too_close_neither_is_as_it_came(how):
    heart_ms = a_heart(120)
    for early_ms in (100.0, heart_ms[60] - 100.0):
        judged = how([*heart_ms[:60], early_ms, heart_ms[60] - early_ms, *heart_ms[61:]]).beats
        assert rmssd_ms(judged.as_they_came().broken_nn_ms()) == pytest.approx(rmssd_ms(heart_ms), rel=0.05)


@BOTH
@pytest.mark.parametrize(
    ("part", "swing_ms"),
    [*((part, 0.0) for part in (0.06, 0.2, 0.3, 0.7, 0.8, 0.94)), *((part, 150.0) for part in (0.2, 0.3, 0.7, 0.8))],
)
def test_a_beat_too_close_to_another_goes_and_its_time_is_of_the_interval_it_was_in(how, part, swing_ms):
    heart_ms = breathing(120, mean_ms=900.0, swing_ms=swing_ms, noise_ms=5.0)
    for place in range(40, 52):
        part_ms = part * heart_ms[place]
        judged = how([*heart_ms[:place], part_ms, heart_ms[place] - part_ms, *heart_ms[place + 1 :]])
        assert judged.counts()["extra"] == 1
        assert judged.nn_ms == pytest.approx(heart_ms)


@BOTH
def test_a_real_heart_beyond_what_is_in_range_is_merged_with_nothing(how):
    """A pause after a beat that is too early, and a heart that beats nearly as fast as that."""
    heart_ms = a_heart(120)
    early = how([*heart_ms[:60], 280.0, 1400.0, *heart_ms[62:]])
    assert early.kind[60] == "range"
    assert early.counts()["extra"] == 0
    fast_ms = 305.0 + 8.0 * np.random.default_rng(2).normal(size=120)
    assert how(fast_ms).counts()["extra"] == 0


@BOTH
def test_parts_of_two_intervals_one_after_the_other_are_two(how):
    heart_ms = a_heart(120, mean_ms=1150.0)
    parts = [0.7 * heart_ms[60], 0.3 * heart_ms[60], 0.3 * heart_ms[61], 0.7 * heart_ms[61]]
    judged = how([*heart_ms[:60], *parts, *heart_ms[62:]])
    assert judged.counts()["extra"] == 2
    assert judged.nn_ms == pytest.approx(heart_ms)
