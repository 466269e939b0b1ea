"""Extra beats, however often they come: offline and live alike."""

import math

import numpy as np
import pytest

from biofeedback.reasons import Reason, ReasonCode
from biofeedback.signals.artefacts.causal_correction import correct_causally
from biofeedback.signals.artefacts.correction import correct
from biofeedback.signals.artefacts.rules import judge
from biofeedback.signals.artefacts.scale import Scale
from biofeedback.signals.snapshot import snapshot
from biofeedback.signals.variability.hrv import rmssd_ms, sdnn_ms
from tests.rigs.hearts.extra_beats import a_heart, every, now_and_then, on_a_grid, with_extra_beats
from tests.rigs.hearts.labelled_beats import breathing, labelled_intervals
from tests.rigs.signals.corrected_both_ways import BOTH, COUNT


def found_share(kinds, places):
    """Return the share of places where a beat was told, there or one later."""
    flagged = np.array(kinds) != "normal"
    return np.mean([flagged[place] or flagged[place + 1] for place in places])


def false_share(kinds, places):
    """Return the share of intervals told that lie beside no place."""
    flagged = np.array(kinds) != "normal"
    ordinary = np.ones(flagged.size, dtype=bool)
    for place in places:
        ordinary[max(0, place - 2) : place + 4] = False
    return np.mean(flagged[ordinary]) if ordinary.any() else 0.0


@BOTH
@pytest.mark.parametrize("step", [2, 3, 4, 6, 10])
@pytest.mark.parametrize("early_share", [0.2, 0.3, 0.4])
def test_bigeminy_and_its_like_are_found_for_as_long_as_they_last(how, step, early_share):
    places = every(step, COUNT)
    rr_ms = with_extra_beats(a_heart(COUNT), places, early_share=early_share)
    assert found_share(how(rr_ms).kind, places) >= 0.97


@BOTH
@pytest.mark.parametrize("share", [0.02, 0.08, 0.15, 0.25])
@pytest.mark.parametrize("made_up", [1.0, 0.3])
def test_extra_beats_do_not_widen_what_is_ordinary(how, share, made_up):
    places = now_and_then(share, COUNT)
    rr_ms = on_a_grid(with_extra_beats(a_heart(COUNT), places, made_up=made_up), 1000.0 / 128.0)
    kinds = how(rr_ms).kind
    assert found_share(kinds, places) >= 0.95
    assert false_share(kinds, places) <= 0.005


@BOTH
@pytest.mark.parametrize("share", [0.05, 0.2])
def test_the_variability_without_them_comes_back(how, share):
    heart = a_heart(COUNT)
    rr_ms = with_extra_beats(heart, now_and_then(share, COUNT))
    assert rmssd_ms(rr_ms) > 4.0 * rmssd_ms(heart)
    assert rmssd_ms(how(rr_ms).nn_ms) == pytest.approx(rmssd_ms(heart), rel=0.25)


@BOTH
def test_one_extra_beat_is_one_beat_corrected(how):
    places = now_and_then(0.05, COUNT)
    rr_ms = with_extra_beats(a_heart(COUNT), places)
    assert how(rr_ms).corrected_ratio() == pytest.approx(len(places) / COUNT, rel=0.1)


@BOTH
def test_two_early_beats_in_a_row_are_both_moved(how):
    rr_ms = a_heart(200)
    early_ms = rr_ms[100:102] * 0.3
    rr_ms[100:102] -= early_ms
    rr_ms[102] += np.sum(early_ms)
    corrected = how(rr_ms)
    assert [kind != "normal" for kind in corrected.kind[99:104]] == [False, True, True, False, False]
    assert corrected.nn_ms[100:103] == pytest.approx([np.mean(rr_ms[100:103])] * 3)


@BOTH
@pytest.mark.parametrize("tick_ms", [1000.0 / 128.0, 10.0, 1000.0 / 64.0])
@pytest.mark.parametrize("mean_ms", [520.0, 700.0, 950.0])
def test_a_quiet_heart_on_a_coarse_grid_is_left_alone(how, tick_ms, mean_ms):
    heart = breathing(2000, mean_ms=mean_ms, swing_ms=12.0, rate_hz=0.25, noise_ms=5.0)
    kinds = how(on_a_grid(heart, tick_ms)).kind
    assert kinds.count("normal") / len(kinds) >= 0.998


@BOTH
def test_a_wobble_of_three_ticks_is_no_extra_beat(how):
    wobble = [680, 680, 695, 688, 711, 688, 711, 703, 734]
    rr_ms = np.tile([*wobble, 719, 711, 703, 695, 688], 12).astype(float)
    assert set(how(rr_ms).kind) == {"normal"}


@BOTH
@pytest.mark.parametrize("swing_ms", [20.0, 40.0, 60.0, 100.0, 150.0, 200.0, 250.0])
def test_breathing_at_six_a_minute_is_untouched(how, swing_ms):
    means_ms = np.random.default_rng(7).uniform(650.0, 1200.0, 12)
    for seed, mean_ms in enumerate(means_ms):
        rr_ms = breathing(400, seed=1000 + seed, mean_ms=mean_ms, swing_ms=swing_ms)
        assert set(how(rr_ms).kind) == {"normal"}


@BOTH
@pytest.mark.parametrize("short_share", [0.12, 0.14])
def test_dips_that_no_pause_makes_up_for_are_mostly_left_alone_in_a_heart_of_large_changes(how, short_share):
    rr_ms = breathing(COUNT, mean_ms=1100.0, swing_ms=50.0, rate_hz=0.2, noise_ms=20.0)
    places = range(30, COUNT - 3, 15)
    for place in places:
        rr_ms[place : place + 2] *= 1.0 - short_share
    kinds = how(rr_ms).kind
    # Without looking for a pause, more intervals were told than there are dips, or nearly so.
    assert len(kinds) - kinds.count("normal") <= 0.5 * len(places)


WIDE = Scale(level_ms=1100.0, change_ms=110.0, distance_ms=121.0, mend_ms=60.0)
QUIET = Scale(level_ms=1100.0, change_ms=66.0, distance_ms=121.0, mend_ms=22.0)


@pytest.mark.parametrize(
    ("around_ms", "scale", "in_pattern", "is_told"),
    [
        ((1090.0, 940.0, 1075.0, 1110.0), WIDE, False, False),
        ((1090.0, 940.0, 960.0, 1130.0), WIDE, False, False),
        # A pause after it; another kind of heart; a pattern of extra beats; more than slightly short; nothing known.
        ((1090.0, 940.0, 1180.0, 1110.0), WIDE, False, True),
        ((1090.0, 940.0, 1075.0, 1110.0), QUIET, False, True),
        ((1090.0, 940.0, 1075.0, 1110.0), WIDE, True, True),
        ((1090.0, 860.0, 1075.0, 1110.0), WIDE, False, True),
        ((math.nan, 900.0, 1075.0, 1110.0), WIDE, False, True),
    ],
)
def test_what_is_slightly_short_is_told_by_the_pause_after_it(around_ms, scale, in_pattern, is_told):
    assert (judge(around_ms, scale, in_pattern=in_pattern) is not None) == is_told


@BOTH
@pytest.mark.parametrize("made_up", [1.0, 0.9])
def test_a_beat_early_by_little_is_told_by_its_pause(how, made_up):
    places = now_and_then(0.04, COUNT)
    rr_ms = with_extra_beats(a_heart(COUNT), places, early_share=0.17, made_up=made_up, spread_share=0.02)
    assert found_share(how(rr_ms).kind, places) >= 0.97


@BOTH
def test_a_beat_between_two_ordinary_ones_is_told_without_a_pause(how):
    rr_ms = a_heart(COUNT, mean_ms=1150.0)
    rr_ms = np.concatenate((rr_ms[:100], rr_ms[100] * np.array([0.45, 0.55]), rr_ms[101:]))
    assert how(rr_ms).kind[100] == "extra"


@BOTH
@pytest.mark.parametrize("name", ["rest_rr_ms.txt", "real_rr_ms.txt"])
def test_resting_hearts_of_large_changes_are_mostly_left_alone(recordings, how, name):
    kinds = how(np.loadtxt(recordings / "hrvpy-rest" / name)).kind
    assert 1.0 - kinds.count("normal") / len(kinds) < 0.026


def test_beats_of_a_bout_are_told_by_the_quiet_time_beside_it():
    found, told = [], []
    for seed in range(12):
        places = [200 + place for place in now_and_then(0.33, 80, seed=seed)]
        heart = a_heart(500, seed=seed, mean_ms=700.0 + 30.0 * seed)
        kinds = correct(with_extra_beats(heart, places, early_share=0.1, spread_share=0.03, seed=seed)).kind
        found.append(found_share(kinds, places))
        told.append(false_share(kinds, places))
    assert np.mean(found) >= 0.85  # 0.79 where only the beats around count
    assert not any(told)


def test_a_breath_that_begins_or_ends_is_told_by_neither_side():
    for seed in range(12):
        quiet, wide = (breathing(200, seed=seed, swing_ms=swing_ms) for swing_ms in (15.0, 150.0))
        for one, other in ((quiet, wide), (wide, quiet)):
            assert correct(np.concatenate((one, other))).kind.count("normal") >= 398


RECORDS = {
    # Found over all, found where fewer than one beat in ten is ectopic, spared. In 14046 and 14184 one extra beat in
    # twenty comes within 6 % of its time, which intervals do not show.
    "mitdb-100": (0.97, 0.97, 0.996),
    "nsr2db-nsr001": (0.93, 0.93, 0.995),
    "nsr2db-nsr004": (0.97, 0.97, 0.998),
    "ltdb-14046-shared": (0.9, 0.93, 0.998),
    "ltdb-14157": (0.98, 0.98, 0.999),
    "ltdb-14184-shared": (0.9, 0.86, 0.997),
}


@BOTH
@pytest.mark.parametrize("record", RECORDS)
def test_extra_beats_of_labelled_records(recordings, how, record):
    rr_ms, symbols = labelled_intervals(recordings, record)
    flagged = np.array(how(rr_ms).kind) != "normal"
    ectopic = np.isin(symbols[1:], list("ASVF"))
    found = flagged | np.append(flagged[1:], False)
    local = np.convolve(ectopic, np.ones(91), "same") / 91.0
    odd = np.convolve(np.isin(symbols, list("ASVFaJjEQ")), np.ones(5), "same") > 0
    ordinary = ~odd[1:] & (rr_ms >= 300.0) & (rr_ms <= 2000.0)
    least_found, least_found_where_few, least_spared = RECORDS[record]
    assert np.mean(found[ectopic]) >= least_found
    assert np.mean(found[ectopic & (local < 0.1)]) >= least_found_where_few
    assert 1.0 - np.mean(flagged[ordinary]) >= least_spared


@pytest.mark.parametrize(("share", "largest_error"), [(0.02, 0.05), (0.05, 0.1)])
def test_some_extra_beats_leave_the_rhythm_coherence_as_it_is(share, largest_error):
    heart = breathing(400, mean_ms=850.0, swing_ms=60.0, noise_ms=8.0)
    beats = correct_causally(with_extra_beats(heart, now_and_then(share, 400))).beats
    true = correct_causally(heart).beats
    for now_s in np.arange(80.0, 320.0, 5.0):
        readings, truth = (
            {reading.name: reading for reading in snapshot(each.between(0.0, now_s), now_s)} for each in (beats, true)
        )
        difference = readings["coherence_share"].value - truth["coherence_share"].value
        assert abs(difference) < largest_error
        # An extra beat touches two intervals, and the quality says so.
        touched = 1.0 - readings["rmssd_ms"].quality_share / truth["rmssd_ms"].quality_share
        assert touched == pytest.approx(2.0 * readings["corrected_ratio"].value, abs=0.03)
        # That of coherence is lower by what is uneven there: little in a rhythm so large.
        assert 0.9 < readings["coherence_share"].quality_share / readings["rmssd_ms"].quality_share <= 1.0


def test_of_too_many_corrected_beats_no_rhythm_coherence_is_told():
    beats = correct_causally(with_extra_beats(a_heart(400), every(4, 400))).beats
    readings = {reading.name: reading for reading in snapshot(beats.between(0.0, 250.0), 250.0)}
    assert math.isnan(readings["coherence_share"].value)
    assert readings["coherence_share"].reason.code == "beats-corrected"
    assert readings["rmssd_ms"].quality_share == pytest.approx(0.5, abs=0.05)


@BOTH
def test_a_heart_that_beats_twice_as_fast_for_a_while_is_left_so(how):
    heart_ms = a_heart(200, mean_ms=900.0)
    heart_ms[100:130] = 450.0 * (1.0 + 0.02 * np.random.default_rng(1).normal(size=30))
    assert how(heart_ms).counts()["extra"] == 0


@BOTH
def test_the_pause_after_an_early_beat_is_no_beat_that_was_not_seen(how):
    heart_ms = breathing(120, mean_ms=800.0, swing_ms=100.0)
    for place in range(40, 80):
        early_ms = 0.45 * heart_ms[place]
        # What is added right after it hides that the pause makes up for it.
        added = [0.37 * heart_ms[place + 2], 0.63 * heart_ms[place + 2]]
        around = [heart_ms[place] - early_ms, heart_ms[place + 1] + early_ms, *added]
        assert how([*heart_ms[:place], *around, *heart_ms[place + 3 :]]).counts()["missed"] == 0


@BOTH
@pytest.mark.parametrize("share", [0.05, 0.15])
@pytest.mark.parametrize("early_share", [0.25, 0.35])
def test_what_is_between_beats_as_they_came_varies_as_without_extra_beats(how, share, early_share):
    heart_ms = a_heart(COUNT)
    places = now_and_then(share, COUNT)
    judged = how(with_extra_beats(heart_ms, places, early_share=early_share, made_up=0.5)).beats
    assert rmssd_ms(judged.as_they_came().broken_nn_ms()) == pytest.approx(rmssd_ms(heart_ms), rel=0.1)
    assert sdnn_ms(judged.as_they_came().broken_nn_ms()) == pytest.approx(sdnn_ms(heart_ms), rel=0.1)


def test_in_bigeminy_the_variability_is_unknown_and_the_rate_is_not():
    judged = correct_causally(with_extra_beats(a_heart(200), every(2, 200))).beats
    readings = {each.name: each for each in snapshot(judged, float(judged.t_s[-1]))}
    assert math.isnan(readings["rmssd_ms"].value)
    assert math.isnan(readings["sdnn_ms"].value)
    assert readings["rmssd_ms"].reason == readings["sdnn_ms"].reason == Reason(ReasonCode.TOO_FEW_UNCORRECTED)
    assert readings["heart_rate_bpm"].value == pytest.approx(60_000.0 / 850.0, rel=0.05)
