"""None"""

import csv
import gzip
import math

import numpy as np
import pytest

from biofeedback.events import Beat
from biofeedback.reasons import GapReason
from biofeedback.signals.timing.timeline import BeatTimeline, MissingBeats, rebuild_timeline
from tests.rigs.radio.late_beats import heart, late, once_a_second
from tests.rigs.signals.fed_timeline import beats_of, feed_all, gaps_of, worst_within_segments_s


def test_a_chain_is_placed_so_that_the_smallest_lag_is_zero():
    timeline = BeatTimeline()
    arrived_s = [1.3, 2.9, 3.2, 4.4, 5.0, 6.1]
    placed = feed_all(timeline, arrived_s, [1000.0] * 6)
    # Lags on a chain that ends its first interval at 0: 1.3, 1.9, 1.2, 1.4, 1.0 within the first four seconds.
    assert [beat.t_s for beat in beats_of(placed)] == pytest.approx([1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    assert gaps_of(placed) == []


def test_the_first_beats_are_held_for_four_seconds_of_arrivals():
    timeline = BeatTimeline()
    assert feed_all(timeline, [0.0, 1.0, 2.0, 3.9], [1000.0] * 4) == []
    released = feed_all(timeline, [4.0], [1000.0], first=4)
    assert [beat.index for beat in beats_of(released)] == [0, 1, 2, 3, 4]


def test_breaking_off_returns_what_was_held_and_the_next_beat_begins_a_segment():
    timeline = BeatTimeline()
    assert feed_all(timeline, [1.0, 2.0], [1000.0, 1000.0]) == []
    assert [beat.t_s for beat in timeline.break_off()] == [1.0, 2.0]
    assert timeline.break_off() == []
    later = feed_all(timeline, [30.0, 31.0], [900.0, 900.0], first=2) + timeline.break_off()
    assert gaps_of(later) == [MissingBeats(2.0, pytest.approx(29.1), GapReason.LINK_BROKEN)]
    assert {beat.segment for beat in beats_of(later)} == {1}


def test_a_beat_that_was_held_at_the_end_lies_behind_the_beats_that_are_missing():
    timeline = BeatTimeline()
    feed_all(timeline, np.arange(1.0, 21.0), [1000.0] * 20)
    assert feed_all(timeline, [26.0], [1000.0], first=20) == []
    placed = timeline.break_off()
    assert gaps_of(placed) == [MissingBeats(20.0, pytest.approx(25.0), GapReason.NO_BEATS)]
    assert [(beat.t_s, beat.segment) for beat in beats_of(placed)] == [(pytest.approx(26.0), 1)]


def test_beats_are_held_as_long_as_their_packets_catch_up():
    t_s = np.arange(1.0, 61.0)
    arrived_s = np.where(t_s <= 40.0, t_s, np.maximum(t_s, 50.0 + (t_s - 40.0) / 2.0))  # two beats a second come late
    timeline = BeatTimeline()
    placed = feed_all(timeline, arrived_s, [1000.0] * 60) + timeline.break_off()
    assert gaps_of(placed) == []
    assert [beat.t_s for beat in beats_of(placed)] == pytest.approx(t_s)


def test_a_stall_that_ends_in_a_burst_loses_nothing():
    t_s, rr_ms = heart(100)
    arrived_s = t_s + 0.3
    stalled = (t_s > 40.0) & (t_s < 46.0)
    arrived_s[stalled] = 46.2
    timeline = rebuild_timeline(arrived_s, rr_ms)
    assert timeline.gaps == ()
    assert set(timeline.segment) == {0}
    assert np.ptp(timeline.t_s - t_s) < 1e-9


def broken_off(t_s, sent, silence_s):
    """Return arrivals of a radio that is silent from 40 s on, sends some that waited at 52 s, and is silent again."""
    arrived_s = t_s + 0.3
    first = np.flatnonzero(t_s > 40.0)[0]
    again_s = 52.0 + silence_s
    arrived_s[first : first + sent] = 52.0
    rest = arrived_s[first + sent :]
    rest[rest < again_s] = again_s + 0.02 * np.arange(np.count_nonzero(rest < again_s))
    return arrived_s


@pytest.mark.parametrize("sent", [1, 2, 7])
@pytest.mark.parametrize("silence_s", [2.1, 5.0, 14.0])
def test_a_burst_that_another_silence_breaks_off_lost_nothing(sent, silence_s):
    t_s, rr_ms = heart(120)
    timeline = rebuild_timeline(broken_off(t_s, sent, silence_s), rr_ms)
    assert timeline.gaps == ()
    assert np.ptp(timeline.t_s - t_s) < 1e-9


@pytest.mark.parametrize("begins", [[0.0, 0.5, 1.0, 1.5], [0.0, 1.1, 2.2, 2.3]])
def test_a_slow_burst_goes_on_after_a_second_silence(begins):
    # Two beats a second come after each silence, or at first not even one.
    t_s = np.arange(1.0, 101.0)
    second_s = np.concatenate((begins, begins[-1] + np.arange(1, 51) / 2.0))
    arrived_s = np.maximum(t_s, np.concatenate((np.arange(40.0), 50.0 + np.arange(6) / 2.0, 55.2 + second_s)))
    timeline = rebuild_timeline(arrived_s, np.full(100, 1000.0))
    assert timeline.gaps == ()
    assert np.ptp(timeline.t_s - t_s) < 1e-9


def test_what_several_silences_lost_is_told_of_each_and_within_a_minute():
    # One packet each 6 s, with the two seconds before it, says neither that the radio catches up nor that it does not.
    t_s, rr_ms = heart(300, mean_s=0.9)
    kept = (t_s < 60.0) | (np.mod(t_s, 6.0) > 4.0)
    arrived_s = np.where(t_s < 60.0, t_s + 0.3, np.ceil(t_s / 6.0) * 6.0)[kept]
    timeline, placed, waited_s = BeatTimeline(), [], 0.0
    for index, (at_s, interval) in enumerate(zip(arrived_s, rr_ms[kept], strict=True)):
        new = timeline.feed(Beat(source="", index=index, arrived_s=at_s, rr_ms=interval))
        waited_s = max([waited_s, *(at_s - arrived_s[beat.index] for beat in beats_of(new))])
        placed += new
    held = timeline.break_off()
    placed += held
    assert arrived_s[-1] - arrived_s[beats_of(held)[0].index] < 75.0
    assert waited_s < 75.0
    assert all(beat.t_s <= arrived_s[beat.index] for beat in beats_of(placed))
    # Those of the last, short packet would be the only ones to say how late the radio is at the end.
    error_s = (np.array([beat.t_s for beat in beats_of(placed)]) - t_s[kept])[:-2]
    assert np.quantile(np.abs(error_s - np.median(error_s)), 0.95) < 0.6
    # From the last beat before a silence to the first one after it.
    assert len(gaps_of(placed)) >= np.count_nonzero(np.diff(t_s[kept]) > 3.0) - 1


def test_beats_that_come_back_to_just_under_the_limit_end_a_stall():
    # After beat 40 the radio is 3.0 s behind, then 2.0 s for a while: half a second under the limit, half an interval.
    t_s = np.arange(1.0, 81.0)
    lag_s = np.full(80, 0.3)
    lag_s[40:43], lag_s[43:52] = 3.3, 2.3
    timeline = BeatTimeline()
    placed = feed_all(timeline, (t_s + lag_s)[:43], np.full(43, 1000.0))
    assert [beat.index for beat in beats_of(placed)] == list(range(40))
    back = feed_all(timeline, (t_s + lag_s)[43:44], [1000.0], first=43)
    assert [beat.index for beat in beats_of(back)] == [40, 41, 42, 43]
    placed += back + feed_all(timeline, (t_s + lag_s)[44:], np.full(36, 1000.0), first=44)
    assert gaps_of(placed) == []
    assert np.ptp([beat.t_s for beat in beats_of(placed)] - t_s) < 1e-9


def test_missing_beats_are_a_gap_and_never_an_interval():
    t_s, rr_ms = heart(120)
    arrived_s = late(t_s, spread_s=0.5)
    kept = ~((t_s > 40.0) & (t_s < 47.0))
    timeline = rebuild_timeline(arrived_s[kept], rr_ms[kept])
    (gap,) = timeline.gaps
    assert gap.reason == GapReason.NO_BEATS
    assert gap.until_s - gap.from_s == pytest.approx(np.sum(rr_ms[~kept]) / 1000.0, abs=0.5)
    assert list(np.unique(timeline.segment)) == [0, 1]
    first = int(np.flatnonzero(timeline.segment == 1)[0])
    assert timeline.t_s[first] - timeline.rr_ms[first] / 1000.0 == pytest.approx(gap.until_s)
    assert worst_within_segments_s(timeline.t_s - t_s[kept], timeline.segment) < 1e-9


@pytest.mark.parametrize("arrive", [late, once_a_second])
@pytest.mark.parametrize("mean_s", [0.6, 0.85, 1.2])
def test_a_single_lost_beat_begins_a_segment_within_a_minute(arrive, mean_s):
    t_s, rr_ms = heart(500, mean_s=mean_s)
    kept = np.arange(500) != 300
    timeline = rebuild_timeline(arrive(t_s)[kept], rr_ms[kept])
    (gap,) = timeline.gaps
    assert gap.reason == GapReason.BEATS_LOST
    assert gap.until_s - gap.from_s == pytest.approx(rr_ms[300] / 1000.0, abs=0.2)
    assert t_s[300] < gap.from_s < t_s[300] + 60.0


@pytest.mark.parametrize("mean_s", [0.6, 0.85, 1.2])
def test_a_lost_beat_of_a_sensor_that_sends_each_at_once_begins_a_segment(mean_s):
    t_s, rr_ms = heart(500, mean_s=mean_s)
    kept = np.arange(500) != 300
    (gap,) = rebuild_timeline(late(t_s, spread_s=0.05)[kept], rr_ms[kept]).gaps
    assert gap.reason == GapReason.BEATS_LOST
    assert gap.until_s - gap.from_s == pytest.approx(rr_ms[300] / 1000.0, abs=0.1)


@pytest.mark.parametrize("mean_s", [0.98, 0.998, 1.002, 1.01, 1.02])
@pytest.mark.parametrize("seed", [0, 1])
def test_a_heart_in_step_with_the_packets_loses_no_beat(mean_s, seed):
    t_s, rr_ms = heart(900, mean_s=mean_s, seed=seed)
    assert rebuild_timeline(once_a_second(t_s, seed=seed), rr_ms).gaps == ()


def test_a_beat_without_an_interval_keeps_time_and_breaks_the_chain():
    t_s, rr_ms = heart(60, noise_s=0.0, swing_s=0.0)
    rr_ms[30], rr_ms[40] = math.nan, 0.0
    timeline = rebuild_timeline(t_s + 0.2, rr_ms)
    assert list(np.flatnonzero(np.diff(timeline.segment)) + 1) == [30, 40]
    assert timeline.gaps == ()
    assert np.ptp(timeline.t_s - t_s) < 1e-9


def test_beats_without_an_interval_take_no_time_before_one_is_known():
    rr_ms = [math.nan, math.nan, *[1000.0] * 8]
    timeline = rebuild_timeline([0.5, 0.5, *np.arange(1.5, 9.0)], rr_ms)
    assert timeline.t_s.tolist() == [0.5, 0.5, *np.arange(1.5, 9.0)]


def test_a_long_true_interval_keeps_time():
    t_s, rr_ms = heart(60)
    rr_ms[30] += 3000.0
    t_s[30:] += 3.0
    timeline = rebuild_timeline(t_s + 0.2, rr_ms)
    assert timeline.gaps == ()
    assert np.ptp(timeline.t_s - t_s) < 1e-9


def test_intervals_that_time_does_not_allow_are_not_believed():
    t_s, rr_ms = heart(80)
    rr_ms[40] = 60_000.0
    timeline = rebuild_timeline(t_s + 0.2, rr_ms)
    assert math.isnan(timeline.rr_ms[40])
    assert timeline.t_s[40] == timeline.t_s[39]
    # Twice as many beats as the clock allows, for two minutes: the chain stays with the clock.
    doubled = rebuild_timeline(np.arange(240) * 0.4, np.full(240, 800.0))
    assert doubled.t_s[-1] < 240 * 0.4 + 3.0
    assert np.count_nonzero(np.isnan(doubled.rr_ms)) > 100


@pytest.mark.parametrize(
    "name",
    [
        "h10-ble-stream-shared/hr_2025-09-11_16-54-29",
        "h10-ble-stream-shared/hr_2025-09-11_20-10-38",
        "h10-ble-night-shared/hr_2025-09-11_22-50-43",
    ],
)
def test_a_real_strap_that_lost_nothing(recordings, name):
    # The intervals of these records add up to the time that passed. The rule was tuned on them.
    with gzip.open(recordings / f"{name}.csv.gz", "rt") as file:
        rows = [
            (float(packet["unix_time"]), float(interval))
            for packet in csv.DictReader(file)
            for interval in packet["rr_intervals_ms"].split(";")
            if interval
        ]
    arrived_s, rr_ms = np.array(rows).T
    timeline = rebuild_timeline(arrived_s - arrived_s[0], rr_ms)
    assert timeline.gaps == ()
    assert np.all(timeline.t_s <= arrived_s - arrived_s[0])
    assert not np.any(np.isnan(timeline.rr_ms))


def test_a_long_run_that_had_no_part_in_the_tuning(recordings):
    with gzip.open(recordings / "fatmaxxer-h10-run" / "rr_orig.csv.gz", "rt") as file:
        rows = [(float(row["timestamp"]) / 1000.0, float(row["rr"])) for row in csv.DictReader(file)]
    arrived_s, rr_ms = np.array(rows).T
    timeline = rebuild_timeline(arrived_s - arrived_s[0], rr_ms)
    # 4.1 s are missing from the intervals in 102 min: one pause, and no single beats besides.
    (gap,) = timeline.gaps
    assert gap.reason == GapReason.NO_BEATS
    assert gap.until_s - gap.from_s == pytest.approx(3.2, abs=0.5)


def test_arrays_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match=r"shorter|longer"):
        rebuild_timeline([1.0, 2.0], [800.0])


def test_nothing_in_nothing_out():
    timeline = rebuild_timeline([], [])
    assert timeline.t_s.size == 0
    assert timeline.gaps == ()
