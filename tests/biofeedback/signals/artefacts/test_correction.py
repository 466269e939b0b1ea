import json
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.signals.artefacts.correction import FEWEST_BEATS, correct, mend
from biofeedback.signals.artefacts.rules import Verdict, is_clear, is_early_aside, judge, mended
from biofeedback.signals.artefacts.scale import scale_of
from biofeedback.signals.variability.hrv import rmssd_ms
from tests.rigs.hearts.labelled_beats import breathing, found_and_spared, labelled_intervals, spoiled


def plainly_judged(rr_ms):
    """Return the labels, each interval with a scale of its own computed as it reads, none left out beforehand."""
    count, half = len(rr_ms), 45

    def around(values, at, size):
        mirrored = np.pad(values, 2 * size, mode="symmetric")
        return np.sort(mirrored[at + 2 * size - size // 2 : at + 2 * size + size // 2 + 1])

    pairs = (rr_ms + np.concatenate((rr_ms[:1], rr_ms[:-1]))) / 2.0
    level = np.array([np.median(around(pairs, at, 11)) for at in range(count)])
    step, second, third = (np.abs(rr_ms - rr_ms[np.maximum(np.arange(count) - back, 0)]) for back in (1, 2, 3))

    def scale(at):
        of_step, of_distance, of_second, of_third = (
            around(values, at, 2 * half + 1) for values in (step, np.abs(rr_ms - level), second, third)
        )
        ticks = of_step[of_step > 0.01]
        return scale_of(
            level[at],
            tuple(np.quantile(of_step, [0.2, 0.25, 0.5, 0.75])),
            tuple(np.quantile(of_distance, [0.25, 0.75])),
            (np.quantile(of_second, 0.25), np.quantile(of_third, 0.25)),
            ticks[0] if ticks.size else 0.0,
        )

    labels, at, before, set_aside, clear_at = ["normal"] * count, 0, math.nan, False, -count
    padded = [*rr_ms, math.nan, math.nan]
    while at < count:
        its_scale = scale(at)
        in_pattern = at - clear_at <= 4
        verdict = judge((before, *padded[at : at + 3]), its_scale, follows_early=set_aside, in_pattern=in_pattern)
        if verdict is None:
            before, set_aside, at = padded[at], False, at + 1
            continue
        before, settled = mended(verdict, padded[at : at + 3])
        labels[at : at + max(1, settled - 1)] = [verdict.kind] * max(1, settled - 1)
        set_aside = is_early_aside(verdict)
        if is_clear(verdict, padded[at], its_scale):
            clear_at = at + settled - 1
        at += settled
    return labels


def raw_time_ms(rr_ms):
    return float(np.sum(rr_ms))


@pytest.mark.parametrize(
    ("spoil", "kinds"),
    [("early", {"ectopic", "short", "long"}), ("late", {"ectopic", "long", "short"})],
)
def test_a_misplaced_beat_is_moved_to_the_middle(spoil, kinds):
    rr_ms = spoiled(breathing(200, noise_ms=4.0), spoil, 100)
    corrected = correct(rr_ms)
    assert corrected.kind[100] in kinds
    assert set(corrected.kind[:100]) | set(corrected.kind[102:]) == {"normal"}
    assert corrected.nn_ms[100] == corrected.nn_ms[101] == (rr_ms[100] + rr_ms[101]) / 2.0
    assert corrected.t_s[100] == pytest.approx((corrected.t_s[99] + corrected.t_s[101]) / 2.0)
    assert list(corrected.source_index) == list(range(200))


def test_an_unseen_beat_is_put_in():
    rr_ms = spoiled(breathing(200, noise_ms=4.0), "unseen", 100)
    corrected = correct(rr_ms)
    assert corrected.kind[100] == "missed"
    assert corrected.counts()["missed"] == 1
    assert list(corrected.source_index[99:103]) == [99, 100, 100, 101]
    assert list(corrected.nn_ms[100:102]) == [rr_ms[100] / 2.0] * 2
    assert list(corrected.is_corrected[99:103]) == [False, True, False, False]
    assert np.diff(corrected.t_s) * 1000.0 == pytest.approx(corrected.nn_ms[1:])


def test_a_doubled_beat_is_taken_out():
    rr_ms = spoiled(breathing(200, noise_ms=4.0), "doubled", 100)
    corrected = correct(rr_ms)
    assert corrected.kind[100] == "extra"
    assert list(corrected.source_index[99:102]) == [99, 101, 102]
    assert corrected.nn_ms[100] == pytest.approx(rr_ms[100] + rr_ms[101])
    assert list(corrected.is_corrected[99:102]) == [False, True, False]
    assert np.diff(corrected.t_s) * 1000.0 == pytest.approx(corrected.nn_ms[1:])


def test_a_merged_beat_is_marked_also_when_nothing_else_is_odd_about_it():
    # In large swings half an interval is not far from the others.
    rr_ms = spoiled(breathing(200, mean_ms=1000.0, swing_ms=150.0, noise_ms=4.0), "doubled", 120)
    corrected = correct(rr_ms)
    assert corrected.kind[119:123] == ("normal", "extra", "normal", "normal")
    assert corrected.source_index[np.flatnonzero(corrected.is_corrected)].tolist() == [121]


def test_two_early_beats_that_are_moved_are_both_marked():
    rr_ms = np.array([800.0, 600.0, 600.0, 1200.0, 800.0])
    corrected = mend({1: Verdict("short", 3)}, rr_ms, np.cumsum(rr_ms) / 1000.0, np.zeros(5, dtype=np.int64))
    assert corrected.kind == ("normal", "short", "short", "normal", "normal")
    assert list(corrected.nn_ms) == [800.0] * 5
    assert list(corrected.t_s) == pytest.approx([0.8, 1.6, 2.4, 3.2, 4.0])
    assert list(corrected.is_corrected) == [False, True, True, False, False]


def test_out_of_range_is_set_aside_and_nothing_is_moved_across_it():
    rr_ms = breathing(200, noise_ms=4.0)
    rr_ms[[50, 100, 150]] = 299.9, 2000.1, math.nan
    corrected = correct(rr_ms)
    assert [corrected.kind[place] for place in (50, 100, 150)] == ["range"] * 3
    assert list(np.flatnonzero(np.isnan(corrected.nn_ms))) == [50, 100, 150]
    assert corrected.corrected_ratio() == pytest.approx(3 / 200)
    assert math.isnan(corrected.t_s[150]) is False
    assert correct([300.0, 2000.0]).kind == ("normal", "normal")


def test_a_rest_of_an_interval_beside_one_out_of_range_is_set_aside_too():
    rr_ms = spoiled(breathing(200, noise_ms=4.0), "doubled", 100)
    rr_ms[100], rr_ms[101] = 200.0, rr_ms[100] + rr_ms[101] - 200.0 - 120.0
    corrected = correct(rr_ms)
    assert corrected.kind[100] == "range"
    assert corrected.kind[101] == "short"
    assert np.all(np.isnan(corrected.nn_ms[100:102]))


def test_segments_know_nothing_of_one_another():
    slow, fast = breathing(150, mean_ms=1100.0), breathing(150, mean_ms=650.0, seed=1)
    segment = np.repeat([3, 4], 150)
    corrected = correct(np.concatenate((slow, fast)), segment=segment)
    assert set(corrected.kind) == {"normal"}
    assert list(corrected.segment) == list(segment)
    apart = correct(slow).kind + correct(fast).kind
    assert corrected.kind == apart


@pytest.mark.parametrize("place", range(14, 25))
@pytest.mark.parametrize("kind", ["early", "doubled", "late"])
def test_an_artefact_beside_a_break_is_judged_by_its_own_segment(place, kind):
    both = [spoiled(breathing(40, mean_ms=mean_ms), kind, place) for mean_ms in (650.0, 1100.0)]
    for first, second in (both, both[::-1]):
        first = first[: place + 2]
        segment = np.repeat([0, 1], [first.size, second.size])
        whole = correct(np.concatenate((first, second)), segment=segment)
        assert whole.kind == correct(first).kind + correct(second).kind


def test_intervals_that_are_none_take_no_time():
    assert correct([800.0, math.nan, -5.0, math.inf, 0.0, 900.0]).t_s.tolist() == pytest.approx(
        [0.8, 0.8, 0.8, 0.8, 0.8, 1.7]
    )


@pytest.mark.parametrize("rr_ms", [[], [800.0], [800.0] * 11, [1000.0, 500.0, 1000.0]])
def test_short_stretches_are_taken_as_they_are(rr_ms):
    corrected = correct(rr_ms)
    assert corrected.kind == ("normal",) * len(rr_ms)
    assert list(corrected.nn_ms) == rr_ms
    assert math.isnan(corrected.corrected_ratio()) == (not rr_ms)


def test_arrays_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="same length"):
        correct([800.0, 810.0], t_s=[0.8])


def test_a_metronome_is_left_alone():
    # Thresholds would collapse to nothing; a clock with coarse ticks is no artefact.
    rr_ms = 800.0 + 7.8125 * (np.arange(500) % 7 == 0)
    assert set(correct(rr_ms).kind) == {"normal"}


@given(
    seed=st.integers(0, 10_000),
    mean_ms=st.floats(650.0, 1200.0),
    swing_ms=st.sampled_from([150.0, 200.0]),
)
@settings(deadline=None, max_examples=80)
def test_no_false_alarm_on_large_resonance_breathing(seed, mean_ms, swing_ms):
    rr_ms = breathing(400, seed=seed, mean_ms=mean_ms, swing_ms=swing_ms, rate_hz=0.1)
    assert set(correct(rr_ms).kind) == {"normal"}


@pytest.mark.parametrize(("swing_ms", "rate_hz"), [(60.0, 0.1), (120.0, 0.15)])
def test_hardly_a_false_alarm_on_smaller_and_quicker_breathing(swing_ms, rate_hz):
    flagged = 0
    for seed in range(40):
        rr_ms = breathing(400, seed=seed, mean_ms=700.0 + 10.0 * seed, swing_ms=swing_ms, rate_hz=rate_hz)
        flagged += sum(kind != "normal" for kind in correct(rr_ms).kind)
    assert flagged <= 4  # of 16 000


@given(
    seed=st.integers(0, 10_000),
    spoils=st.lists(
        st.tuples(st.sampled_from(["early", "late", "unseen", "doubled"]), st.integers(1, 380)), max_size=25
    ),
    odd=st.lists(st.tuples(st.integers(0, 370), st.floats(0.0, 3000.0)), max_size=5),
)
@settings(deadline=None, max_examples=80)
def test_time_is_kept_and_every_raw_interval_has_its_kind(seed, spoils, odd):
    rr_ms = breathing(400, seed=seed)
    for kind, place in spoils:
        rr_ms = spoiled(rr_ms, kind, min(place, rr_ms.size - 3))
    for place, value in odd:
        rr_ms[min(place, rr_ms.size - 1)] = value
    rr_ms = np.maximum(rr_ms, 0.0)
    corrected = correct(rr_ms)
    assert len(corrected.kind) == rr_ms.size
    there = np.where(np.isnan(corrected.nn_ms), rr_ms[corrected.source_index], corrected.nn_ms)
    assert np.sum(there) == pytest.approx(raw_time_ms(rr_ms))
    assert corrected.t_s[-1] == pytest.approx(raw_time_ms(rr_ms) / 1000.0)
    assert np.all(np.diff(corrected.t_s) >= 0.0)
    steps_ms = np.diff(corrected.t_s) * 1000.0
    taken = ~np.isnan(corrected.nn_ms[1:])
    assert steps_ms[taken] == pytest.approx(corrected.nn_ms[1:][taken], abs=1e-6)


@given(
    seed=st.integers(0, 10_000),
    count=st.integers(12, 400),
    spoils=st.lists(
        st.tuples(st.sampled_from(["early", "late", "unseen", "doubled"]), st.integers(0, 380)), max_size=20
    ),
)
@settings(deadline=None, max_examples=40)
def test_labels_are_those_of_the_tree_as_it_reads(seed, count, spoils):
    rr_ms = breathing(count, seed=seed, swing_ms=30.0, noise_ms=15.0)
    for kind, place in spoils:
        if place < rr_ms.size - 2:
            rr_ms = spoiled(rr_ms, kind, place)
    rr_ms = np.clip(rr_ms, 300.0, 2000.0)
    expected = plainly_judged(rr_ms) if rr_ms.size >= FEWEST_BEATS else ["normal"] * rr_ms.size
    assert list(correct(rr_ms).kind) == expected


@given(seed=st.integers(0, 1000), factor=st.sampled_from([1.1, 1.25, 1.5]))
@settings(deadline=None, max_examples=20)
def test_labels_do_not_depend_on_the_scale(seed, factor):
    rr_ms = spoiled(breathing(300, seed=seed, noise_ms=20.0), "early", 150)
    assert correct(rr_ms).kind == correct(factor * rr_ms).kind


def test_correction_gives_back_the_variability_that_artefacts_doubled():
    clean = breathing(1000, noise_ms=15.0)
    raw = clean
    for place, kind in zip(range(50, 950, 90), ["early", "unseen", "doubled", "late"] * 3, strict=False):
        raw = spoiled(raw, kind, place)
    assert rmssd_ms(raw) > 2.0 * rmssd_ms(clean)
    assert rmssd_ms(correct(raw).nn_ms) == pytest.approx(rmssd_ms(clean), rel=0.05)


def test_the_reference_counts_of_a_real_record(recordings, reference_vectors):
    rr_ms, symbols = labelled_intervals(recordings, "mitdb-100")
    found, false_alarms, _ = json.loads((reference_vectors / "artefact_results.json").read_text())[
        "mit100:offline(ours)"
    ]
    flagged = np.array(correct(rr_ms).kind) != "normal"
    for symbol, counted in found.items():
        assert f"{np.count_nonzero(flagged[symbols[1:] == symbol])}/{np.count_nonzero(symbols == symbol)}" == counted
    assert 1.0 - found_and_spared(correct(rr_ms).kind, rr_ms, symbols)[1] <= false_alarms / 2000.0
