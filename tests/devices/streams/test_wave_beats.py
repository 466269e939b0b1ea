import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.events import Beat, BeatJudged, Gap, SampleBlock
from biofeedback.pipelines.one_heart import Pipeline
from biofeedback.signals.detection.ecg_beats import ecg_beats
from biofeedback.signals.detection.wave_floor import rmssd_floor_ms
from biofeedback.signals.detection.wave_search import WaveSearch
from biofeedback.signals.timing.clock_skew import LARGEST_SKEW
from biofeedback.signals.timing.device_clock import COUNTED_SKEW
from devices.streams.stream import BeatCount
from devices.streams.wave_beats import ANNOUNCED_AFTER_S, HELD_S, UNKNOWN_AFTER_S, WaveBeats
from tests.rigs.hearts.made_pulses import pulse_noise
from tests.rigs.hearts.made_waves import beat_times, cut, wave
from tests.rigs.hearts.recorded_waves import strap_ecg
from tests.rigs.signals.beat_matching import matched
from tests.rigs.suite.long_forms import first_of, short_and_long
from tests.rigs.words.sentence_of import sentence_of

LATE_S = 0.03


def publisher(kind="auto", rate_hz=None, largest_skew=LARGEST_SKEW):
    return WaveBeats("wave", BeatCount("board"), kind=kind, unit="1", rate_hz=rate_hz, largest_skew=largest_skew)


def heart(kind, rate_hz, *, length_s=30.0, swing_s=0.06, noise=0.01):
    """Return sample times, the wave, and when the heart beat."""
    beats_s = beat_times(length_s, swing_s=swing_s)
    t_s = np.arange(0.0, length_s, 1.0 / rate_hz)
    return t_s, wave(kind, t_s, beats_s, noise=noise), beats_s


def fed(stream, device_s, values, *, lengths=(10,), arrived_s=None, seed=0):
    """Feed packet by packet, each a moment late, and return all events."""
    arrived_s = device_s if arrived_s is None else arrived_s
    events = []
    for piece in cut(device_s.size, lengths, seed):
        events += stream.feed(device_s[piece].tolist(), values[piece].tolist(), float(arrived_s[piece][-1]) + LATE_S)
    return events


def intervals_ms(events):
    return np.array([event.rr_ms for event in events if isinstance(event, Beat)])


def blocks(events):
    return [event for event in events if isinstance(event, SampleBlock)]


@pytest.mark.parametrize("kind", ["ecg", "pulse", "falling"])
@pytest.mark.parametrize("rate_hz", [100.0, 130.0, 250.0])
@pytest.mark.parametrize("asked", ["auto", "said"])
def test_the_beats_of_a_wave_are_told_with_their_intervals(kind, rate_hz, asked):
    t_s, values, beats_s = heart(kind, rate_hz)
    stream = publisher("auto", None) if asked == "auto" else publisher(kind, rate_hz)
    found_ms = intervals_ms(fed(stream, 1000.0 + t_s, values, arrived_s=t_s))
    assert math.isnan(found_ms[0])
    true_ms = 1000.0 * np.diff(beats_s)
    # The first beat or the last may lie too close to an end.
    assert beats_s.size - 3 <= found_ms.size <= beats_s.size
    begin = 1 if found_ms.size > 2 and abs(found_ms[1] - true_ms[0]) > 10.0 else 0
    assert found_ms[1:] == pytest.approx(true_ms[begin : begin + found_ms.size - 1], abs=10.0)
    assert stream.facts["wave_kind"] == kind
    assert float(stream.facts["rate_hz"]) == pytest.approx(rate_hz, rel=1e-3)
    assert sentence_of(stream.announcement) == ""


@pytest.mark.parametrize("kind", ["ecg", "falling"])
def test_an_ecg_upside_down_gives_the_same_beats(kind):
    t_s, values, _ = heart(kind, 130.0)
    upright, turned = (intervals_ms(fed(publisher(), t_s, sign * values)) for sign in (1.0, -1.0))
    assert turned[1:] == pytest.approx(upright[1:], abs=1e-6)


def test_every_packet_gives_its_samples_as_they_came():
    t_s, values, _ = heart("ecg", 130.0, length_s=12.0)
    told = blocks(fed(publisher(), t_s, values, lengths=(1, 7, 73)))
    assert np.frombuffer(b"".join(block.device_s for block in told), "<f8").tolist() == t_s.tolist()
    assert np.frombuffer(b"".join(block.values for block in told), "<f8").tolist() == values.tolist()
    assert {(block.kind, block.unit, block.channels, block.source) for block in told} == {("ecg", "1", 1, "board")}
    assert [block.t_s for block in told] == sorted(block.t_s for block in told)
    assert all(block.t_s <= block.arrived_s for block in told)


@settings(max_examples=10, deadline=None)
@given(
    st.sampled_from(["ecg", "pulse", "falling"]),
    st.lists(st.integers(1, 400), min_size=1, max_size=4),
    st.integers(0, 99),
    st.booleans(),
)
def test_any_cut_into_packets_gives_the_same_beats(kind, lengths, seed, auto):
    t_s, values, _ = heart(kind, 125.0, length_s=15.0)
    values[900:910] = math.nan
    values[1200:1290] = math.nan
    make = publisher if auto else lambda: publisher(kind, 125.0)
    whole = intervals_ms(fed(make(), t_s, values, lengths=(t_s.size,)))
    again = intervals_ms(fed(make(), t_s, values, lengths=lengths, seed=seed))
    assert again.tolist() == pytest.approx(whole.tolist(), abs=1e-6, nan_ok=True)
    assert whole.size > 8


def test_the_same_packets_give_the_same_events_to_the_last_bit():
    t_s, values, _ = heart("pulse", 97.0)
    assert repr(fed(publisher(), t_s, values)) == repr(fed(publisher(), t_s, values))


@pytest.mark.parametrize("kind", ["ecg", "pulse"])
def test_stamps_in_whole_milliseconds_cost_less_than_a_millisecond(kind):
    t_s, values, _ = heart(kind, 230.0, swing_s=0.0, length_s=40.0, noise=0.0)
    found_ms = intervals_ms(fed(publisher(kind), np.floor(1000.0 * t_s) / 1000.0, values))
    assert np.abs(found_ms[3:] - 850.0).max() < 1.5


@pytest.mark.parametrize("off", [0.03, -0.03])
def test_a_nominal_rate_that_is_off_gives_intervals_of_our_time(off):
    t_s, values, _ = heart("pulse", 60.0, swing_s=0.0, length_s=90.0, noise=0.0)
    counted_s = np.arange(t_s.size) / (60.0 * (1.0 + off))
    stream = publisher("pulse", 60.0 * (1.0 + off), COUNTED_SKEW)
    found_ms = intervals_ms(fed(stream, counted_s, values, arrived_s=t_s, lengths=(1, 3)))
    assert found_ms[25:] == pytest.approx(850.0, rel=0.005)


@pytest.mark.parametrize("kind", ["ecg", "pulse"])
@pytest.mark.parametrize(
    "break_up",
    [
        "leads off",
        "samples lost",
        "board began again",
        "link broke",
    ],
)
def test_no_interval_is_made_across_a_gap(kind, break_up):
    t_s, values, _ = heart(kind, 125.0, length_s=40.0)
    stream = publisher(kind, 125.0)
    middle, device_s = 2500, t_s.copy()
    match break_up:
        case "leads off":
            values[middle : middle + 250] = math.nan
        case "samples lost":
            keep = np.delete(np.arange(t_s.size), slice(middle, middle + 250))
            device_s, t_s, values = device_s[keep], t_s[keep], values[keep]
        case "board began again":
            device_s[middle:] -= device_s[middle]
    events = fed(stream, device_s[:middle], values[:middle], arrived_s=t_s[:middle])
    if break_up == "link broke":
        stream.restart()
    events += fed(stream, device_s[middle:], values[middle:], arrived_s=t_s[middle:])
    found_ms = intervals_ms(events)
    assert np.flatnonzero(np.isnan(found_ms)).size == 2
    assert found_ms.size > 35
    assert np.nanmax(found_ms) < 1000.0
    assert np.nanmin(found_ms) > 700.0
    assert [event.index for event in events if isinstance(event, Beat)] == list(range(found_ms.size))


def test_a_machine_that_slept_begins_a_counted_clock_anew():
    t_s, values, _ = heart("pulse", 60.0, length_s=40.0)
    arrived_s = t_s + np.where(t_s > 20.0, 3600.0, 0.0)
    stream = publisher("pulse", 60.0, COUNTED_SKEW)
    events = fed(stream, t_s, values, arrived_s=arrived_s, lengths=(3,))
    found_ms = intervals_ms(events)
    assert np.flatnonzero(np.isnan(found_ms)).size == 2
    assert [block.t_s for block in blocks(events)] == sorted(block.t_s for block in blocks(events))


@pytest.mark.parametrize("kind", ["ecg", "pulse"])
def test_a_lead_that_was_off_becomes_a_gap_and_beats_stay_in_order(kind):
    t_s, values, _ = heart(kind, 125.0, length_s=80.0)
    values[(t_s > 40.0) & (t_s < 46.0)] = math.nan
    pipeline = Pipeline("board")
    out = [made for event in fed(publisher(kind, 125.0), t_s, values) for made in pipeline.step(event)]
    (gap,) = [event for event in out if isinstance(event, Gap)]
    assert gap.from_s < 41.0
    assert gap.until_s > 45.0
    judged_s = np.array([event.t_s for event in out if isinstance(event, BeatJudged)])
    assert np.all(np.diff(judged_s) > 0.0)
    assert not np.any((judged_s > gap.from_s) & (judged_s < gap.until_s))


@pytest.mark.parametrize(("kind", "rate_hz"), [("pulse", 15.0), ("auto", 15.0), ("ecg", 50.0)])
def test_too_few_samples_a_second_are_said_and_give_no_beats(kind, rate_hz):
    t_s, values, _ = heart("pulse", rate_hz, length_s=20.0)
    stream = publisher(kind, rate_hz)
    events = fed(stream, t_s, values)
    assert intervals_ms(events).size == 0
    assert f"{rate_hz:.0f} samples a second" in sentence_of(stream.announcement)
    assert ("90 for an ECG" in sentence_of(stream.announcement)) is (kind == "ecg")
    assert sum(len(block.values) // 8 for block in blocks(events)) == t_s.size


def test_lost_contact_is_said_when_it_lasts_and_no_longer_than_it_does():
    t_s, values, _ = heart("ecg", 125.0, length_s=40.0)
    off = (t_s > 15.0) & (t_s < 25.0)
    values[off] = math.nan
    stream, said = publisher("ecg", 125.0), {}
    for piece in cut(t_s.size, (25,)):
        stream.feed(t_s[piece].tolist(), values[piece].tolist(), float(t_s[piece][-1]))
        said[float(t_s[piece][-1])] = sentence_of(stream.announcement)
    assert not any(said[at] for at in said if at < 15.0 + ANNOUNCED_AFTER_S - 0.3 or at > 25.3)
    assert all("touch the skin" in said[at] for at in said if 15.3 + ANNOUNCED_AFTER_S < at < 24.9)


def test_a_wave_without_a_heart_is_waited_for_with_patience_and_bounded_memory():
    stream, random = publisher(), np.random.default_rng(3)
    t_s = np.arange(0.0, 60.0, 0.01)
    events = fed(stream, t_s, random.normal(size=t_s.size))
    assert intervals_ms(events).size == 0
    assert "No heartbeats can be seen" in sentence_of(stream.announcement)
    assert stream.facts == {}
    assert len(stream._held) <= HELD_S * 10 + 1
    # The first seconds, half of them noise, look like an ECG; that is seen, and the kind is learnt anew.
    later_s, values, beats_s = heart("pulse", 100.0, length_s=40.0)
    events = fed(stream, 60.0 + later_s, values)
    assert stream.facts["wave_kind"] == "pulse"
    assert intervals_ms(events).size > np.count_nonzero(beats_s > 12.0)
    assert np.nanmax(intervals_ms(events)) < 1100.0
    assert sentence_of(stream.announcement) == ""


@pytest.mark.parametrize("kind", ["auto", "pulse", "ecg"])
def test_nothing_is_known_of_a_wave_that_has_not_come(kind):
    assert publisher(kind).facts == {}


@pytest.mark.parametrize("kind", ["ecg", "pulse", "falling"])
def test_a_beat_says_how_likely_it_is_right(kind):
    t_s, values, _ = heart(kind, 130.0)
    beats = [event for event in fed(publisher(kind, 130.0), t_s, values) if isinstance(event, Beat)]
    found = WaveSearch(kind, 130.0).feed(t_s, values)
    np.testing.assert_array_equal([beat.quality for beat in beats], [beat.quality for beat in found[: len(beats)]])
    assert np.nanmin([beat.quality for beat in beats]) > 0.8


def test_beats_in_movement_are_doubtful_and_it_is_said():
    t_s, values, _ = heart("pulse", 100.0, length_s=60.0)
    moved = t_s > 30.0
    values[moved] += 0.8 * np.ptp(values) * pulse_noise("motion", int(moved.sum()), 100.0, 5)
    stream = publisher("pulse", 100.0)
    still = fed(stream, t_s[~moved], values[~moved])
    assert sentence_of(stream.announcement) == ""
    told, sentences = [], set()
    for second in range(30):
        some = moved & (t_s > 30.0 + second) & (t_s <= 31.0 + second)
        told += fed(stream, t_s[some], values[some])
        sentences.add(sentence_of(stream.announcement))
    assert len(sentences) > 1
    assert np.nanmin([event.quality for event in still if isinstance(event, Beat)]) > 0.5
    doubtful = [event.quality < 0.5 for event in told if isinstance(event, Beat)]
    assert np.mean(doubtful) > 0.1


def test_patience_lasts_for_a_while():
    stream = publisher()
    t_s = np.arange(0.0, UNKNOWN_AFTER_S - 1.0, 0.01)
    fed(stream, t_s, np.zeros(t_s.size))
    assert sentence_of(stream.announcement) == ""


@pytest.mark.parametrize(
    ("kind", "rate_hz"),
    first_of(
        [("pulse", 20.0), ("pulse", 75.0), ("pulse", 250.0), ("ecg", 90.0), ("ecg", 130.0)]
        + [("pulse", rate) for rate in (30.0, 60.0, 100.0, 130.0)]
        + [("ecg", rate) for rate in (100.0, 250.0)],
        5,
    ),
)
@pytest.mark.parametrize("beats", short_and_long(50, 100))
def test_sampling_alone_adds_no_more_than_is_stated(beats, kind, rate_hz):
    rmssd_ms = []
    for interval_s in (0.8137, 0.9173, 1.0311):
        t_s = np.arange(0.0, beats * interval_s, 1.0 / rate_hz)
        values = np.round(200.0 * wave(kind, t_s, beat_times(t_s[-1], interval_s=interval_s)))
        rr_ms = 1000.0 * np.array([beat.interval_s for beat in WaveSearch(kind, rate_hz).feed(t_s, values)])[6:]
        rmssd_ms.append(np.sqrt(np.mean(np.diff(rr_ms) ** 2)))
    stated_ms = rmssd_floor_ms(kind, rate_hz)
    assert np.mean(rmssd_ms) <= stated_ms
    assert np.mean(rmssd_ms) > 0.2 * stated_ms


def test_a_straps_own_ecg_gives_the_beats_that_a_whole_record_gives(recordings):
    t_s, values = strap_ecg(recordings)
    found_ms = intervals_ms(fed(publisher(), t_s, values, lengths=(73,)))
    whole = ecg_beats(values, 130.05)
    assert found_ms.size == pytest.approx(whole.t_s.size, abs=3)
    assert np.isnan(found_ms).sum() == 1
    found_s = np.cumsum(np.nan_to_num(found_ms)) / 1000.0
    found_s += np.median(whole.t_s[: found_s.size] - found_s)
    assert len(matched(found_s, whole.t_s, 0.02)) > 0.98 * whole.t_s.size
