import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.signals.artefacts.causal_correction import CausalCorrection, correct_causally
from biofeedback.signals.artefacts.correction import correct
from tests.rigs.hearts.labelled_beats import breathing, labelled_intervals, spoiled
from tests.rigs.signals.fed_correction import all_of, fed


def test_a_beat_is_decided_when_the_second_after_it_has_come():
    out = fed(breathing(100))
    assert out[:2] == [[], []]
    assert [[beat.index for beat in beats] for beats in out[2:100]] == [[index] for index in range(98)]
    assert [beat.index for beat in out[100]] == [98, 99]


def test_what_is_out_of_range_lets_go_of_what_waits():
    rr_ms = breathing(50)
    rr_ms[30] = 2500.0
    out = fed(rr_ms)
    assert [(beat.index, beat.kind) for beat in out[30]] == [(28, "normal"), (29, "normal"), (30, "range")]
    assert math.isnan(out[30][-1].nn_ms)
    assert [beat.index for beat in out[33]] == [31]


@pytest.mark.parametrize("noise_ms", [4.0, 12.0])
def test_an_early_beat_is_moved_to_the_middle(noise_ms):
    rr_ms = spoiled(breathing(200, noise_ms=noise_ms), "early", 120)
    beats = all_of(fed(rr_ms))
    assert [beat.index for beat in beats] == list(range(200))
    assert beats[120].kind in ("short", "ectopic")
    assert beats[120].nn_ms == beats[121].nn_ms == (rr_ms[120] + rr_ms[121]) / 2.0
    assert beats[120].t_s == pytest.approx((beats[119].t_s + beats[121].t_s) / 2.0)


def test_no_change_is_remembered_across_an_interval_out_of_range():
    """A rise before it and a fall after it are no early beat: nobody knows what lies between."""
    before = [800, 810, 790, 820, 790, 820, 790, 780, 820, 820, 780, 810, 900]
    judged = all_of(fed(np.array([*before, 5000.0, 700.0, 820.0, 800.0, 810.0])))
    kinds = [beat.kind for beat in judged]
    assert kinds[12:] == ["normal", "range", "normal", "normal", "normal", "normal"]


def test_an_unseen_beat_is_one_more_judgement_with_the_index_of_the_next():
    rr_ms = spoiled(breathing(200, noise_ms=4.0), "unseen", 120)
    beats = [beat for beat in all_of(fed(rr_ms)) if beat.index == 120]
    assert [(beat.kind, beat.nn_ms, beat.is_corrected) for beat in beats] == [
        ("missed", rr_ms[120] / 2.0, True),
        ("normal", rr_ms[120] / 2.0, False),
    ]
    assert beats[1].t_s - beats[0].t_s == pytest.approx(rr_ms[120] / 2000.0)


def test_a_doubled_beat_goes_and_the_next_interval_holds_both():
    rr_ms = spoiled(breathing(200, noise_ms=4.0), "doubled", 120)
    beats = all_of(fed(rr_ms))
    assert (beats[120].kind, beats[120].is_corrected) == ("extra", True)
    assert math.isnan(beats[120].nn_ms)
    assert beats[121].nn_ms == rr_ms[120] + rr_ms[121]
    assert beats[121].is_corrected


def test_a_beat_that_is_too_close_to_another_is_decided_when_the_next_has_come():
    rr_ms = spoiled(breathing(50, noise_ms=4.0), "too late", 30)
    out = fed(rr_ms)
    assert [[beat.index for beat in beats] for beats in out[30:36]] == [[28], [], [29, 30, 31], [], [32], [33]]
    first, second = out[32][1:]
    assert (first.kind, second.kind) == ("extra", "normal")
    assert math.isnan(first.nn_ms)
    assert second.nn_ms == rr_ms[30] + rr_ms[31]


def test_a_merged_beat_is_marked_also_when_nothing_else_is_odd_about_it():
    # In large swings half an interval is not far from the others.
    rr_ms = spoiled(breathing(200, mean_ms=1000.0, swing_ms=150.0, noise_ms=4.0), "doubled", 120)
    beats = all_of(fed(rr_ms))
    assert [beat.kind for beat in beats[119:123]] == ["normal", "extra", "normal", "normal"]
    assert [beat.is_corrected for beat in beats[119:123]] == [False, True, True, False]
    whole = correct_causally(rr_ms)
    assert whole.source_index[np.flatnonzero(whole.is_corrected)].tolist() == [121]


def test_an_odd_beat_before_one_that_was_not_seen_is_not_made_even_with_it():
    rr_ms = spoiled(breathing(200, noise_ms=4.0), "unseen", 120)
    rr_ms[119] -= 160.0
    beats = {beat.index: beat for beat in all_of(fed(rr_ms)) if beat.kind != "missed"}
    assert beats[119].kind != "normal"
    assert math.isnan(beats[119].nn_ms)
    assert beats[120].nn_ms == rr_ms[120] / 2.0


def test_the_first_ten_beats_of_a_segment_are_taken_as_they_are():
    rr_ms = spoiled(spoiled(breathing(100, noise_ms=4.0), "early", 7), "early", 60)
    for first in (0, 50):
        beats = all_of(fed(np.concatenate((breathing(first, noise_ms=4.0, seed=1), rr_ms)), breaks=[first]))
        kinds = [beat.kind for beat in beats[first:]]
        assert set(kinds[:10]) == {"normal"}
        assert kinds[60] != "normal"


@given(
    seed=st.integers(0, 10_000),
    mean_ms=st.floats(650.0, 1200.0),
    swing_ms=st.sampled_from([150.0, 200.0]),
)
@settings(deadline=None, max_examples=80)
def test_no_false_alarm_on_large_resonance_breathing(seed, mean_ms, swing_ms):
    rr_ms = breathing(400, seed=seed, mean_ms=mean_ms, swing_ms=swing_ms, rate_hz=0.1)
    assert {beat.kind for beat in all_of(fed(rr_ms))} == {"normal"}


@pytest.mark.parametrize(("swing_ms", "rate_hz"), [(60.0, 0.1), (120.0, 0.15)])
def test_hardly_a_false_alarm_on_smaller_and_quicker_breathing(swing_ms, rate_hz):
    flagged = 0
    for seed in range(40):
        rr_ms = breathing(400, seed=seed, mean_ms=700.0 + 10.0 * seed, swing_ms=swing_ms, rate_hz=rate_hz)
        flagged += sum(kind != "normal" for kind in (beat.kind for beat in all_of(fed(rr_ms))))
    assert flagged <= 4  # of 16 000


def test_live_and_afterwards_agree_on_clear_artefacts():
    rr_ms = breathing(2000, noise_ms=15.0)
    for place, kind in zip(range(50, 1900, 60), ["early", "unseen", "doubled"] * 11, strict=False):
        rr_ms = spoiled(rr_ms, kind, place)
    live, afterwards = np.array(correct_causally(rr_ms).kind), np.array(correct(rr_ms).kind)
    assert np.mean(live == afterwards) > 0.99
    # One beat each, where it was two intervals when the late one counted as well.
    assert 31 <= np.count_nonzero(afterwards != "normal") <= 33


def test_memory_and_the_work_of_a_beat_are_bounded():
    correction = CausalCorrection()
    for index in range(3000):
        out = correction.add(index, 0.8 * index, 800.0 + 40.0 * math.sin(index) if index % 5 else math.nan)
        assert len(out) <= 4
    scale = correction._scale
    assert all(len(each.values_ms) <= 91 for each in (*scale._changes, scale._distances))


def test_the_reference_counts_of_a_real_record(recordings, reference_vectors):
    rr_ms, symbols = labelled_intervals(recordings, "mitdb-100")
    found, _, _ = json.loads((reference_vectors / "artefact_results.json").read_text())["mit100:causal(2 beats)"]
    flagged = np.array(correct_causally(rr_ms).kind) != "normal"
    for symbol, counted in found.items():
        assert f"{np.count_nonzero(flagged[symbols[1:] == symbol])}/{np.count_nonzero(symbols == symbol)}" == counted
