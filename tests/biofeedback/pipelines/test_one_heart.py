"""None"""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.codes import LinkCode
from biofeedback.events import Beat, BeatJudged, Contact, Gap, LinkChanged, Marker, Metric, Packet, Tick
from biofeedback.pipelines.one_heart import Pipeline
from biofeedback.practice.warmth import HELD_SHARE
from biofeedback.signals.definitions import DEFINITIONS
from biofeedback.signals.variability.coherence import rhythm_coherence
from biofeedback.signals.variability.hrv import rmssd_ms, sdnn_ms
from tests.rigs.hearts.irregular_rhythms import noise
from tests.rigs.signals.one_heart import EACH_TICK, breathing_heart, breaths, in_order, run, series, ticks, value_at
from tests.rigs.suite.long_forms import examples
from tests.rigs.words.reason_sentences import why_unknown

FROM_SEED = 900_000  # of intervals that no threshold was chosen on

SLOWER = {
    "breath_rate_per_min": 5,
    "breath_confidence": 5,
    "phase_locking_share": 10,
    "cross_coherence_share": 10,
}


def link(t_s, state):
    return LinkChanged(source="strap", t_s=t_s, state=state, code=LinkCode.RECORDED_SENTENCE, facts=())


def test_every_beat_is_judged_once_in_order_and_raw_values_are_kept():
    beats = breathing_heart(60.0)
    judged = [event for event in run([*beats, link(61.0, "closed")]) if isinstance(event, BeatJudged)]
    assert [event.index for event in judged] == [beat.index for beat in beats]
    assert [event.nn_ms for event in judged] == [beat.rr_ms for beat in beats]
    assert {event.kind for event in judged} == {"normal"}


def test_a_beat_is_judged_when_the_second_after_it_has_its_place():
    out, newest = [], -1
    pipeline = Pipeline("strap")
    for beat in breathing_heart(30.0):
        judged = [event for event in pipeline.step(beat) if isinstance(event, BeatJudged)]
        if judged and newest >= 0:
            assert [event.index for event in judged] == [beat.index - 2]
        newest = max((event.index for event in judged), default=newest)
        out += judged
    assert newest > 20


def test_a_beat_set_aside_has_no_interval_to_compute_with():
    beats = breathing_heart(60.0)
    beats[30] = Beat(source="strap", index=30, arrived_s=beats[30].arrived_s, rr_ms=200.0)
    judged = [event for event in run(beats) if isinstance(event, BeatJudged)]
    assert judged[30].kind == "range"
    assert math.isnan(judged[30].nn_ms)


def with_artefacts(beats):
    """Return the beats with an early one, one that the sensor did not see and one that it saw twice."""
    rr_ms = [(beat.arrived_s, beat.rr_ms) for beat in beats]
    early, unseen, twice = 40, 60, 80
    rr_ms[early] = (rr_ms[early][0], rr_ms[early][1] - 250.0)
    rr_ms[early + 1] = (rr_ms[early + 1][0], rr_ms[early + 1][1] + 250.0)
    rr_ms[unseen : unseen + 2] = [(rr_ms[unseen + 1][0], rr_ms[unseen][1] + rr_ms[unseen + 1][1])]
    whole = rr_ms[twice]
    rr_ms[twice : twice + 1] = [(whole[0], 0.45 * whole[1]), (whole[0], 0.55 * whole[1])]
    return [
        Beat(source="strap", index=index, arrived_s=arrived_s, rr_ms=interval_ms)
        for index, (arrived_s, interval_ms) in enumerate(rr_ms)
    ]


def test_artefacts_are_told_by_their_kind_and_mended_before_anything_is_computed():
    clean = breathing_heart(110.0)
    spoiled = with_artefacts(clean)
    out = run(in_order(spoiled, ticks(112.0)))
    judged = [event for event in out if isinstance(event, BeatJudged)]
    assert [event.index for event in judged if event.kind != "missed"] == list(range(judged[-1].index + 1))
    kinds = {event.index: event.kind for event in judged if event.kind != "normal"}
    assert kinds[40] in ("short", "ectopic")
    assert (kinds[60], kinds[80]) == ("missed", "extra")
    raw_ms = math.fsum(beat.rr_ms for beat in spoiled[: judged[-1].index + 1])
    assert math.fsum(event.nn_ms for event in judged if event.kind != "extra") == pytest.approx(raw_ms)
    plain = run(in_order(clean, ticks(112.0)))
    for name in ("rmssd_ms", "sdnn_ms", "coherence_share"):
        assert value_at(out, name, 108.0).value == pytest.approx(value_at(plain, name, 108.0).value, rel=0.12)
    assert 0.0 < value_at(out, "corrected_ratio", 108.0).value < 0.1


def test_coherence_needs_nine_beats_in_ten_to_be_as_they_came():
    beats = breathing_heart(110.0)
    for place in range(40, 110, 6):
        for step, change in ((0, -250.0), (1, 250.0)):
            beat = beats[place + step]
            beats[place + step] = Beat(
                source="strap", index=beat.index, arrived_s=beat.arrived_s, rr_ms=beat.rr_ms + change
            )
    out = run(in_order(beats, ticks(105.0)))
    assert value_at(out, "corrected_ratio", 100.0).value > 0.1
    coherence = value_at(out, "coherence_share", 100.0)
    assert math.isnan(coherence.value)
    assert "corrected" in why_unknown(coherence)


def test_beats_and_links_of_others_are_ignored():
    beats = breathing_heart(60.0)
    other = [Beat(source="other", index=b.index, arrived_s=b.arrived_s, rr_ms=500.0) for b in beats]
    lost = LinkChanged(source="other", t_s=30.0, state="lost", code=LinkCode.RECORDED_SENTENCE, facts=())
    assert run(in_order(beats, other, [lost])) == run(beats)


def test_each_tick_says_every_metric_once_with_its_definition():
    out = run(in_order(breathing_heart(80.0), ticks(80.0)))
    for second in (1.0, 40.0, 80.0):
        metrics = [event for event in out if isinstance(event, Metric) and event.t_s == second]
        assert tuple(metric.name for metric in metrics if metric.name not in SLOWER) == EACH_TICK
        for metric in metrics:
            definition = DEFINITIONS[metric.name]
            assert (metric.unit, metric.window_s) == (definition.unit, definition.window_s)
            assert 0.0 <= metric.quality_share <= 1.0
            assert math.isnan(metric.value) == bool(metric.reason)


def test_what_looks_back_far_comes_less_often_and_never_two_at_once():
    out = run(in_order(breathing_heart(80.0), ticks(80.0)))
    for name, every in SLOWER.items():
        moments = [metric.t_s for metric in series(out, name)]
        assert len(moments) == 80 // every
        assert set(np.diff(moments)) == {float(every)}
        assert all(math.isnan(metric.value) == bool(metric.reason) for metric in series(out, name))
    assert {m.t_s for m in series(out, "phase_locking_share")}.isdisjoint(
        {m.t_s for name in ("breath_rate_per_min", "cross_coherence_share") for m in series(out, name)}
    )


def test_before_any_beat_everything_but_the_warmth_is_unknown():
    metrics = {metric.name: metric for metric in Pipeline("strap").step(Tick(t_s=1.0))}
    assert metrics.pop("warmth_share").value == 0.35
    for metric in metrics.values():
        assert math.isnan(metric.value)
        assert why_unknown(metric).endswith("."), f"{metric.name}: its Reading is nan and has no Reason"
        assert metric.quality_share == 0.0


def test_metrics_are_those_of_the_beats_in_the_window():
    out = run(in_order(breathing_heart(120.0), ticks(120.0)))
    judged = [event for event in out if isinstance(event, BeatJudged)]
    known = out.index(value_at(out, "rmssd_ms", 100.0))
    seen = [event for event in out[:known] if isinstance(event, BeatJudged)]
    t_s = np.array([event.t_s for event in seen])
    nn_ms = np.array([event.nn_ms for event in seen])
    window = nn_ms[(t_s > 36.0) & (t_s <= 100.0)]
    assert len(seen) < len(judged)
    assert value_at(out, "rmssd_ms", 100.0).value == rmssd_ms(window)
    assert value_at(out, "sdnn_ms", 100.0).value == sdnn_ms(window)
    assert value_at(out, "coherence_share", 100.0).value == rhythm_coherence(t_s, nn_ms).share > 0.8
    recent = nn_ms[(t_s > 90.0) & (t_s <= 100.0)]
    assert value_at(out, "heart_rate_bpm", 100.0).value == pytest.approx(np.mean(60_000.0 / recent))
    assert value_at(out, "corrected_ratio", 100.0).value == 0.0


def test_coherence_is_unknown_until_there_is_enough():
    shares = series(run(in_order(breathing_heart(80.0), ticks(80.0))), "coherence_share")
    first = next(metric.t_s for metric in shares if not metric.reason)
    assert 58.0 <= first <= 63.0
    assert all(not metric.reason for metric in shares if metric.t_s >= first)


def test_silence_makes_numbers_unknown_with_a_reason():
    out = run(in_order(breathing_heart(100.0), ticks(300.0)))
    assert why_unknown(value_at(out, "heart_rate_bpm", 112.0)) == "No heartbeats to compute with in the last 10 s."
    assert value_at(out, "coherence_share", 108.0).reason
    assert math.isnan(value_at(out, "rmssd_ms", 140.0).value)
    assert math.isnan(value_at(out, "corrected_ratio", 300.0).value)


def test_a_lost_link_is_a_gap_and_coherence_begins_anew():
    beats = [beat for beat in breathing_heart(220.0) if not 100.0 < beat.arrived_s < 112.0]
    links = [link(105.0, "lost"), link(111.0, "streaming")]
    out = run(in_order(beats, links, ticks(220.0)))
    (gap,) = [event for event in out if isinstance(event, Gap)]
    assert 98.0 < gap.from_s < 101.0
    assert 109.0 < gap.until_s < 113.0
    assert gap.reason
    assert value_at(out, "coherence_share", 120.0).reason
    assert not value_at(out, "coherence_share", gap.until_s // 1 + 63.0).reason
    judged = [event for event in out if isinstance(event, BeatJudged)]
    # The last two wait for those after them.
    assert [event.index for event in judged] == [beat.index for beat in beats][:-2]


def test_a_lost_link_lets_go_of_what_was_held():
    pipeline = Pipeline("strap")
    assert pipeline.step(Beat(source="strap", index=0, arrived_s=1.0, rr_ms=900.0)) == []
    assert pipeline.step(link(2.0, "weak")) == []
    (judged,) = pipeline.step(link(3.0, "lost"))
    assert judged == BeatJudged(source="strap", index=0, t_s=1.0, kind="normal", nn_ms=900.0)


def test_its_own_outputs_and_what_it_does_not_know_change_nothing():
    events = in_order(breathing_heart(100.0), breaths(20.0, 5), ticks(100.0))
    plain = run(events)
    pipeline, mixed = Pipeline("strap"), []
    for event in events:
        out = pipeline.step(event)
        mixed += out
        for own in out:
            assert pipeline.step(own) == []
        noise = Packet(source="strap", channel="2a37", arrived_s=0.0, data=b"\0"), Marker(t_s=1.0, label="")
        for other in (*noise, Contact(source="strap", t_s=0.0, state="yes")):
            assert pipeline.step(other) == []
    assert repr(mixed) == repr(plain)


@given(
    seed=st.integers(0, 1000),
    lost=st.lists(st.floats(5.0, 110.0), max_size=3),
    odd=st.lists(st.tuples(st.integers(0, 120), st.sampled_from([math.nan, 0.0, 350.0, 1900.0, 65_000.0])), max_size=6),
)
@examples(5)
def test_the_same_inputs_give_the_same_outputs_to_the_last_bit(seed, lost, odd):
    beats = breathing_heart(120.0, seed=seed, spread_s=2.0)
    for place, rr_ms in odd:
        beats[place] = Beat(source="strap", index=place, arrived_s=beats[place].arrived_s, rr_ms=rr_ms)
    events = in_order(beats, [link(t_s, "lost") for t_s in lost], breaths(12.0, 8), ticks(120.0))
    first, again = run(events), run(events)
    # repr tells every bit of a float and lets nan equal nan.
    assert repr(first) == repr(again)
    pipeline = Pipeline("strap")
    split = run(events[: len(events) // 3], pipeline) + run(events[len(events) // 3 :], pipeline)
    assert repr(split) == repr(first)
    assert [event.index for event in first if isinstance(event, BeatJudged)] == sorted(
        event.index for event in first if isinstance(event, BeatJudged)
    )


@pytest.mark.parametrize(("every", "known"), [(100, True), (10, True), (4, False)])
def test_beats_likelier_wrong_than_right_count_as_not_as_they_came(every, known):
    beats = breathing_heart(120.0)
    doubtful = [replace(beat, quality=0.3 if beat.index % every == 0 else 0.9) for beat in beats]
    pipeline = Pipeline("strap")
    plain, doubted = run(in_order(beats, ticks(120.0))), run(in_order(doubtful, ticks(120.0)), pipeline)
    assert [event for event in doubted if isinstance(event, BeatJudged)] == [
        event for event in plain if isinstance(event, BeatJudged)
    ]
    last = {event.name: event for event in doubted if isinstance(event, Metric)}
    assert last["corrected_ratio"].value == pytest.approx(1 / every, abs=0.02)
    assert math.isnan(last["coherence_share"].value) != known
    assert last["heart_rate_bpm"].value > 50.0
    before = {event.name: event for event in plain if isinstance(event, Metric)}
    assert last["rmssd_ms"].quality_share < before["rmssd_ms"].quality_share
    assert len(pipeline._doubtful) < 8


def test_memory_is_bounded():
    pipeline = Pipeline("strap")
    for event in in_order(breathing_heart(1000.0), ticks(1000.0), breaths(20.0, 90)):
        pipeline.step(event)
    assert pipeline._recent.beats().t_s.size < 200
    # A flood without the passing of time cannot grow it either.
    for index in range(5000):
        pipeline.step(Beat(source="strap", index=10_000 + index, arrived_s=1000.0, rr_ms=300.0))
    assert pipeline._recent.beats().t_s.size <= 1024


def beats_of(rr_ms):
    arrived_s = np.cumsum(rr_ms) / 1000.0 + 0.5
    return [
        Beat(source="strap", index=index, arrived_s=float(at_s), rr_ms=float(each))
        for index, (at_s, each) in enumerate(zip(arrived_s, rr_ms, strict=True))
    ]


def test_while_beats_have_no_order_the_numbers_of_variability_are_withheld_and_the_light_is_held():
    rr_ms = np.clip(noise(FROM_SEED, 0.3, 240.0), 320.0, 1900.0)
    out = run(in_order(beats_of(rr_ms), breaths(10.0, 30), ticks(200.0)))
    for name in (*EACH_TICK, *SLOWER, "swing_bpm"):
        last = series(out, name)[-1]
        if name in ("heart_rate_bpm", "corrected_ratio", "warmth_share", "breath_confidence"):
            assert not math.isnan(last.value), name
        else:
            assert math.isnan(last.value), name
            assert why_unknown(last) == "These beats come too irregularly for this number."
        assert last.quality_share == 0.0, name
    assert series(out, "warmth_share")[-1].value == pytest.approx(HELD_SHARE, abs=0.05)
    # It is one state and no flicker.
    known = [not math.isnan(metric.value) for metric in series(out, "rmssd_ms")][70:]
    assert not any(known)


@pytest.mark.parametrize("swing_ms", [60.0, 200.0])
def test_large_breathing_withholds_nothing(swing_ms):
    out = run([*in_order(breathing_heart(200.0, swing_ms=swing_ms, noise_ms=15.0), breaths(10.0, 19), ticks(200.0))])
    assert not [metric for metric in out if isinstance(metric, Metric) and metric.reason == "beats-irregular"]
