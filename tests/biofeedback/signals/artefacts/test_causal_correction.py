import json
import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.signals.artefacts.causal_correction import CausalCorrection, correct_causally
from biofeedback.signals.artefacts.correction import correct
from biofeedback.signals.artefacts.rules import SHORTEST_MS, is_clear, is_early_aside, judge, mended
from biofeedback.signals.artefacts.scale import scale_of
from tests.rigs.labelled_beats import breathing, labelled_intervals, spoiled
from tests.rigs.long_forms import examples


def fed(rr_ms, breaks=()):
    """Return what came out after each beat, and at the end."""
    correction, t_s, out = CausalCorrection(), 0.0, []
    for index, interval_ms in enumerate(rr_ms.tolist()):
        if index in breaks:
            out.append(correction.break_off())
        t_s += interval_ms / 1000.0 if interval_ms > 0.0 else 0.0
        out.append(correction.add(index, t_s, interval_ms))
    return [*out, correction.break_off()]


def plainly_judged(rr_ms):
    """Return the labels, each beat with a scale computed as it reads, from the past and two ahead."""
    count = len(rr_ms)
    pairs = (rr_ms + np.concatenate((rr_ms[:1], rr_ms[:-1]))) / 2.0
    levels = [np.median(pairs[max(0, at - 8) : at + 3]) for at in range(count)]
    away = [abs(rr_ms[at] - levels[at]) for at in range(count)]

    def scale(at):
        seen = min(at + 3, count)
        of_step, of_second, of_third = (np.abs(rr_ms[back:seen] - rr_ms[: seen - back])[-91:] for back in (1, 2, 3))
        of_distance = np.array(away[max(0, at - 90) : at + 1])
        widened = 2.0 - of_distance.size / 91
        ticks = of_step[of_step > 0.01]
        low, near, middle, far = np.quantile(of_step, [0.2, 0.25, 0.5, 0.75])
        close, distant = np.quantile(of_distance, [0.25, 0.75])
        return scale_of(
            levels[at],
            (low, widened * near, widened * middle, widened * far),
            (widened * close, widened * distant),
            (np.quantile(of_second, 0.25), np.quantile(of_third, 0.25)),
            np.min(ticks) if ticks.size else 0.0,
        )

    labels, at, before, set_aside, clear_at = ["normal"] * count, 0, math.nan, False, -count
    padded = [*rr_ms, math.nan, math.nan]
    while at < count:
        verdict = None
        if at >= 10:
            around = (before, *padded[at : at + 3])
            verdict = judge(around, scale(at), follows_early=set_aside, in_pattern=at - clear_at <= 4)
        if verdict is None:
            before, set_aside, at = padded[at], False, at + 1
            continue
        before, settled = mended(verdict, padded[at : at + 3])
        labels[at : at + max(1, settled - 1)] = [verdict.kind] * max(1, settled - 1)
        set_aside = is_early_aside(verdict)
        if is_clear(verdict, padded[at], scale(at)):
            clear_at = at + settled - 1
        at += settled
    return labels


def all_of(out):
    return [beat for beats in out for beat in beats]


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


KINDS = ["early", "unseen", "doubled", "too soon", "too late"]
spoils = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 280)), max_size=25)


@given(
    seed=st.integers(0, 10_000),
    spoils=spoils,
    odd=st.lists(st.tuples(st.integers(0, 270), st.sampled_from([math.nan, 0.0, 250.0, 2500.0, 65_000.0])), max_size=5),
    breaks=st.lists(st.integers(1, 270), max_size=3),
)
@settings(deadline=None, max_examples=100)
def test_time_is_kept_order_holds_and_each_beat_has_one_judgement(seed, spoils, odd, breaks):
    rr_ms = breathing(300, seed=seed)
    for kind, place in spoils:
        rr_ms = spoiled(rr_ms, kind, min(place, rr_ms.size - 3))
    for place, value in odd:
        rr_ms[min(place, rr_ms.size - 1)] = value
    beats = all_of(fed(rr_ms, breaks))
    assert [beat.index for beat in beats if beat.kind != "missed"] == list(range(rr_ms.size))
    assert all(before.t_s <= after.t_s for before, after in pairwise(beats))
    there = [beat for beat in beats if beat.kind != "extra"]
    for before, after in pairwise(there):
        if not math.isnan(after.nn_ms):
            assert (after.t_s - before.t_s) * 1000.0 == pytest.approx(after.nn_ms, abs=1e-6)
    # Of two beats closer than 300 ms neither is as it came, but where it is told which of them is none.
    told = {beat.index for beat in beats if beat.kind in ("normal", "extra")}
    short = {at for at, value in enumerate(rr_ms) if 0.0 < value < SHORTEST_MS and at not in breaks}
    too_close = {at - 1 for at in short - told}
    for before, beat in pairwise(beats):
        assert beat.is_corrected == (beat.kind != "normal" or before.kind == "extra" or beat.index in too_close)


@given(seed=st.integers(0, 10_000), spoils=spoils, cut=st.integers(1, 250))
@settings(deadline=None, max_examples=30)
def test_the_past_is_never_changed_by_what_comes(seed, spoils, cut):
    rr_ms = breathing(300, seed=seed)
    for kind, place in spoils:
        rr_ms = spoiled(rr_ms, kind, min(place, rr_ms.size - 3))
    whole, part = all_of(fed(rr_ms)[: cut + 1]), all_of(fed(rr_ms[: cut + 1])[: cut + 1])
    assert repr(whole) == repr(part)


def test_arrays_tell_the_same_as_beats_one_by_one():
    rr_ms = spoiled(spoiled(spoiled(breathing(300), "early", 60), "unseen", 140), "doubled", 220)
    beats, whole = all_of(fed(rr_ms)), correct_causally(rr_ms)
    there = [beat for beat in beats if beat.kind != "extra"]
    assert whole.nn_ms.tolist() == [beat.nn_ms for beat in there]
    assert whole.t_s == pytest.approx([beat.t_s for beat in there])
    assert whole.counts() == {**dict.fromkeys(whole.counts(), 0), "missed": 1, "extra": 1} | {
        kind: count for kind, count in whole.counts().items() if kind in ("short", "ectopic", "long")
    }
    assert len(whole.kind) == rr_ms.size


@given(
    seed=st.integers(0, 10_000),
    swing_ms=st.sampled_from([0.0, 40.0, 150.0]),
    noise_ms=st.sampled_from([0.0, 4.0, 40.0]),
    spoils=spoils,
)
@examples(20)
def test_labels_are_those_of_the_rules_as_they_read(seed, swing_ms, noise_ms, spoils):
    rr_ms = breathing(300, seed=seed, mean_ms=900.0, swing_ms=swing_ms, noise_ms=noise_ms)
    for kind, place in spoils:
        rr_ms = spoiled(rr_ms, kind, min(place, rr_ms.size - 3))
    rr_ms = np.clip(rr_ms, 300.0, 2000.0)
    assert list(correct_causally(rr_ms).kind) == plainly_judged(rr_ms)


@given(
    seed=st.integers(0, 10_000),
    swing_ms=st.sampled_from([0.0, 40.0, 150.0]),
    tick_ms=st.sampled_from([0.5, 1000.0 / 128.0]),
    spoils=spoils,
    odd=st.lists(st.tuples(st.integers(0, 270), st.sampled_from([math.nan, 0.0, 250.0, 2500.0, 65_000.0])), max_size=5),
    breaks=st.lists(st.integers(1, 270), max_size=4),
)
@settings(deadline=None, max_examples=60)
def test_a_whole_record_tells_to_the_bit_what_was_told_beat_by_beat(seed, swing_ms, tick_ms, spoils, odd, breaks):
    rr_ms = breathing(300, seed=seed, swing_ms=swing_ms)
    for kind, place in spoils:
        rr_ms = spoiled(rr_ms, kind, min(place, rr_ms.size - 3))
    rr_ms = np.round(rr_ms / tick_ms) * tick_ms
    for place, value in odd:
        rr_ms[min(place, rr_ms.size - 1)] = value
    segment = np.searchsorted(np.unique(breaks), np.arange(rr_ms.size), side="right")
    lengths_s = np.where(rr_ms > 0.0, rr_ms, 0.0) / 1000.0
    whole = correct_causally(rr_ms, t_s=np.cumsum(lengths_s), segment=segment)
    beats = all_of(fed(rr_ms, breaks))
    there = [beat for beat in beats if beat.kind != "extra"]
    assert list(whole.kind) == [beat.kind for beat in told_of_the_sensor(beats)]
    assert whole.source_index.tolist() == [beat.index for beat in there]
    assert whole.is_corrected.tolist() == [beat.is_corrected for beat in there]
    assert np.array_equal(whole.nn_ms, [beat.nn_ms for beat in there], equal_nan=True)
    assert whole.t_s == pytest.approx([beat.t_s for beat in there], abs=1e-9)
    assert whole.segment.tolist() == segment[whole.source_index].tolist()


@pytest.mark.parametrize(
    ("level_ms", "ends_with"),
    [
        # Three intervals are right together when the first of two that are too short comes, so the second is looked at.
        (820.0, [530.0, 560.0, 1390.0, 190.0, 640.0, 230.0, 820.0, 820.0]),
        # Two that are too short in a row: what follows on both is compared with what was one with the first.
        (1050.0, [730.0, 430.0, 270.0, 290.0, 760.0]),
        (740.0, [1170.0, 880.0, 240.0, 270.0, 580.0, 740.0]),
        # After what is no interval at all nothing is.
        (1050.0, [730.0, 430.0, 270.0, math.nan, 760.0]),
    ],
)
def test_where_intervals_are_too_short_a_whole_record_tells_what_was_told_beat_by_beat(level_ms, ends_with):
    # Found by a search among thousands of such ends.
    rr_ms = np.array([level_ms] * 12 + ends_with)
    whole, beats = correct_causally(rr_ms), all_of(fed(rr_ms))
    there = [beat for beat in beats if beat.kind != "extra"]
    assert list(whole.kind) == [beat.kind for beat in told_of_the_sensor(beats)]
    assert np.array_equal(whole.nn_ms, [beat.nn_ms for beat in there], equal_nan=True)
    assert whole.is_corrected.tolist() == [beat.is_corrected for beat in there]


def told_of_the_sensor(beats):
    """Return one judgement for each beat of the sensor: of one in which a beat was put, that."""
    told = {}
    for beat in beats:
        told.setdefault(beat.index, beat)
    return list(told.values())


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
