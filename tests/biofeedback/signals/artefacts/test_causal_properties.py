"""What holds of causal correction for any record: time, order, labels, and the same beat by beat as of a whole."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.signals.artefacts.causal_correction import correct_causally
from biofeedback.signals.artefacts.rules import SHORTEST_MS, is_clear, is_early_aside, judge, mended
from biofeedback.signals.artefacts.scale import scale_of
from tests.rigs.hearts.labelled_beats import breathing, spoiled
from tests.rigs.signals.fed_correction import all_of, fed
from tests.rigs.suite.long_forms import examples


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
