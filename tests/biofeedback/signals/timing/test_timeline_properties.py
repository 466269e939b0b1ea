"""What holds of a timeline for any record: order, chains, hindsight, one segment without loss."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.signals.timing.timeline import BeatTimeline, MissingBeats, rebuild_timeline
from tests.rigs.radio.late_beats import heart, late
from tests.rigs.signals.fed_timeline import beats_of, feed_all, gaps_of

records = st.fixed_dictionaries(
    {
        "seed": st.integers(0, 10_000),
        "count": st.integers(1, 400),
        "mean_s": st.floats(0.45, 1.3),
        "spread_s": st.floats(0.0, 2.0),
        "bunch": st.integers(1, 4),
        "lost": st.lists(st.integers(0, 399), max_size=12),
        "odd": st.lists(st.tuples(st.integers(0, 399), st.sampled_from([math.nan, 0.0, 4000.0, 65_000.0])), max_size=3),
    }
)


def recorded(record):
    t_s, rr_ms = heart(record["count"], seed=record["seed"], mean_s=record["mean_s"])
    arrived_s = late(t_s, seed=record["seed"], spread_s=record["spread_s"])
    newest = np.minimum(np.arange(t_s.size) // record["bunch"] * record["bunch"] + record["bunch"] - 1, t_s.size - 1)
    arrived_s = arrived_s[newest]
    for place, value in record["odd"]:
        if place < t_s.size:
            rr_ms[place] = value
    kept = np.ones(t_s.size, dtype=bool)
    kept[[place for place in record["lost"] if place < t_s.size]] = False
    return t_s[kept], arrived_s[kept], rr_ms[kept]


@given(record=records, cuts=st.lists(st.integers(0, 400), max_size=2))
@settings(deadline=None, max_examples=60)
def test_order_is_never_broken_and_no_beat_is_lost_or_doubled(record, cuts):
    _, arrived_s, rr_ms = recorded(record)
    timeline = BeatTimeline()
    placed = []
    for index in range(arrived_s.size):
        if index in cuts:
            placed += timeline.break_off()
        placed += feed_all(timeline, arrived_s[index : index + 1], rr_ms[index : index + 1], first=index)
    placed += timeline.break_off()
    beats = beats_of(placed)
    assert [beat.index for beat in beats] == list(range(arrived_s.size))
    assert all(before.t_s <= after.t_s for before, after in pairwise(beats))
    assert all(before.segment <= after.segment for before, after in pairwise(beats))
    newest_s = -math.inf
    for item in placed:
        if isinstance(item, MissingBeats):
            assert newest_s == item.from_s < item.until_s
            newest_s = item.until_s
        else:
            # The interval after a gap begins where the gap ends: it is not made across it.
            assert item.t_s >= newest_s
            newest_s = item.t_s


@given(record=records)
@settings(deadline=None, max_examples=60)
def test_within_a_segment_times_are_the_chain_of_intervals(record):
    _, arrived_s, rr_ms = recorded({**record, "odd": []})
    timeline = rebuild_timeline(arrived_s, rr_ms)
    same = np.diff(timeline.segment) == 0
    stretch_s = np.diff(timeline.t_s) - timeline.rr_ms[1:] / 1000.0
    believed = ~np.isnan(timeline.rr_ms[1:])
    assert np.all(np.abs(stretch_s[same & believed]) <= 6.6e-5 * rr_ms[1:][same & believed] / 1000.0 + 1e-9)


@given(record=records)
@settings(deadline=None, max_examples=30)
def test_arrays_are_single_beats_placed_with_hindsight(record):
    # Before, both were identical. But no beat may lie after its arrival, and an earlier packet that comes later shows
    # where a chain lay only then: live a new segment begins, and with hindsight all of it lies there.
    _, arrived_s, rr_ms = recorded(record)
    timeline = BeatTimeline()
    placed = feed_all(timeline, arrived_s, rr_ms) + timeline.break_off()
    live, whole = beats_of(placed), rebuild_timeline(arrived_s, rr_ms)
    moved_s = np.array([beat.moved_s for beat in live])
    assert np.array_equal([beat.rr_ms for beat in live], whole.rr_ms, equal_nan=True)
    assert [gap.reason for gap in gaps_of(placed)] == [gap.reason for gap in whole.gaps]
    assert whole.segment.tolist() == ([beat.segment for beat in live] - np.cumsum(moved_s > 0.0)).tolist()
    still_to_come_s = moved_s.sum() - np.cumsum(moved_s)
    assert whole.t_s == pytest.approx([beat.t_s for beat in live] - still_to_come_s, abs=1e-9)
    assert np.all(whole.t_s <= arrived_s)


@given(seed=st.integers(0, 10_000), mean_s=st.floats(0.5, 1.3), spread_s=st.floats(0.0, 1.5))
@settings(deadline=None, max_examples=30)
def test_without_loss_there_is_one_segment_and_a_small_relative_error(seed, mean_s, spread_s):
    t_s, rr_ms = heart(500, seed=seed, mean_s=mean_s)
    timeline = rebuild_timeline(late(t_s, seed=seed, spread_s=spread_s), rr_ms)
    assert set(timeline.segment) == {0}
    assert np.ptp(timeline.t_s - t_s) < 0.05
