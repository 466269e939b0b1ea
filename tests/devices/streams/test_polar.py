import csv
import gzip
import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.events import Beat, BeatJudged, Contact, DeviceFact, Gap, Notice, SampleBlock, Tick
from biofeedback.pipelines.one_heart import Pipeline
from biofeedback.signals.detection.ecg_beats import ecg_beats
from devices.channel import Channel
from devices.protocols.heart_rate_service import HeartRateMeasurement
from devices.protocols.polar_measurement import EcgFrame, PulseFrame, PulseInterval, decode_frame
from devices.streams.decoder import Decoder, stream_for
from devices.streams.polar import PolarStream
from devices.streams.polar_channel import PolarChannel
from devices.streams.stream import BeatCount
from tests.rigs.beat_matching import matched
from tests.rigs.polar_frames import (
    SWITCHED_ON_NS,
    acceleration_frames,
    breathing_mg,
    ecg_frames,
    ecg_uv,
    even_beats,
    pulse_batches,
)
from tests.rigs.sentence_of import sentence_of

LATE_S = 0.08


def new_stream(channel="pmd"):
    return stream_for(channel, BeatCount("strap"))


def fed(stream, frames, first_s=100.0):
    """Feed frames as they would arrive, a little after their stamps."""
    return [
        event
        for frame in frames
        for event in stream.feed(frame.encode(), first_s + (frame.stamp_ns - SWITCHED_ON_NS) * 1e-9 + LATE_S)
    ]


def numbers(data):
    return np.frombuffer(data, dtype="<f8")


def joined(blocks):
    return (
        np.concatenate([numbers(block.device_s) for block in blocks]),
        np.concatenate([numbers(block.values) for block in blocks]),
    )


def test_samples_of_the_ecg_come_out_as_they_were_sent():
    samples_uv = ecg_uv(even_beats(20.0), 20.0)
    stream = new_stream()
    blocks = fed(stream, ecg_frames(samples_uv))
    device_s, values = joined(blocks)
    assert values.tolist() == samples_uv[: len(values)].tolist()
    assert len(blocks) == 2600 // 73
    assert {(block.kind, block.unit, block.channels, block.source) for block in blocks} == {("ecg", "uV", 1, "strap")}
    assert device_s == pytest.approx(SWITCHED_ON_NS * 1e-9 + np.arange(1, len(values) + 1) / 130.0, abs=1e-6)
    assert [block.rate_hz for block in blocks] == pytest.approx([130.0] * len(blocks), rel=1e-7)
    assert stream.final_statistics(1.0) == []


def test_nothing_is_said_of_a_sensor_that_sent_no_pulse_intervals():
    stream = new_stream()
    assert (sentence_of(stream.to_tell), dict(stream.facts)) == ("", {})
    fed(stream, ecg_frames(range(73)))
    assert (sentence_of(stream.to_tell), dict(stream.facts)) == ("", {})


def test_session_time_follows_the_least_late_packet():
    frames = ecg_frames(ecg_uv(even_beats(30.0), 30.0))
    stream, late_s = new_stream(), [0.5, 0.05, 0.3, 0.0, 0.9]
    blocks = []
    for number, frame in enumerate(frames):
        taken_s = 7.0 + (frame.stamp_ns - SWITCHED_ON_NS) * 1e-9
        blocks += stream.feed(frame.encode(), taken_s + late_s[number % 5])
    assert all(block.t_s <= block.arrived_s for block in blocks)
    taken_s = [7.0 + numbers(block.device_s)[-1] - SWITCHED_ON_NS * 1e-9 for block in blocks]
    assert [block.t_s for block in blocks[3:]] == pytest.approx(taken_s[3:], abs=1e-6)


@pytest.mark.parametrize("off_share", [-0.05, -0.02, 0.013, 0.05])
@pytest.mark.parametrize("samples_a_frame", [19, 73])
def test_the_rate_is_the_sensors_own(off_share, samples_a_frame):
    rate_hz = 130.0 * (1.0 + off_share)
    frames = ecg_frames(range(3000), rate_hz=rate_hz, samples_a_frame=samples_a_frame)
    stream = new_stream()
    blocks = fed(stream, frames)
    assert stream.remarks["ecg-gaps"] == 0
    assert blocks[0].rate_hz == 130.0
    assert blocks[-1].rate_hz == pytest.approx(rate_hz, rel=1e-6)
    device_s, _ = joined(blocks[1:])
    assert np.diff(device_s) == pytest.approx(1.0 / rate_hz, abs=1e-6)


@pytest.mark.parametrize("lost", [1, 2, 7])
def test_lost_frames_leave_a_hole_and_no_sample_moves(lost):
    frames = ecg_frames(range(73 * 20), rate_hz=131.0)
    stream = new_stream()
    device_s, values = joined(fed(stream, frames[:8] + frames[8 + lost :]))
    assert stream.remarks["ecg-gaps"] == 1
    steps_s = np.diff(device_s)
    (hole,) = np.flatnonzero(steps_s > 0.02)
    assert steps_s[hole] == pytest.approx((73 * lost + 1) / 131.0, abs=1e-5)
    assert np.delete(steps_s, hole)[73:] == pytest.approx(1.0 / 131.0, abs=1e-6)
    assert values[hole + 1] - values[hole] == 73 * lost + 1


def test_a_loss_right_after_the_first_frame_is_seen():
    frames = ecg_frames(range(73 * 4))
    stream = new_stream()
    fed(stream, [frames[0], *frames[2:]])
    assert stream.remarks["ecg-gaps"] == 1
    assert {fact.name: fact.value for fact in stream.final_statistics(2.0)} == {"polar-ecg-gaps": 1}


def test_after_a_broken_link_nothing_is_laid_across():
    frames = ecg_frames(range(73 * 10))
    stream = new_stream()
    before = fed(stream, frames[:4])
    stream.restart()
    after = fed(stream, frames[7:])
    assert stream.remarks["ecg-gaps"] == 0
    assert numbers(after[0].device_s)[0] - numbers(before[-1].device_s)[-1] == pytest.approx((3 * 73 + 1) / 130.0)


def test_the_first_batch_after_a_broken_link_is_no_double_of_the_last_before_it():
    batch = PulseFrame(
        stamp_ns=0, intervals=(PulseInterval(heart_rate_bpm=70, interval_ms=850, error_ms=6, in_contact=True),)
    ).encode()
    stream = new_stream()
    stream.feed(batch, 10.0)
    assert stream.feed(batch, 10.1) == []
    stream.restart()
    assert [event.rr_ms for event in stream.feed(batch, 10.2) if isinstance(event, Beat)] == [850.0]
    assert stream.remarks["duplicate-frames"] == 1


def test_a_clock_that_is_set_back_begins_anew():
    frames = ecg_frames(range(73 * 4))
    earlier = ecg_frames(range(73 * 4), began_ns=5)
    stream = new_stream()
    events = fed(stream, frames)
    events += [event for frame in earlier for event in stream.feed(frame.encode(), 200.0 + frame.stamp_ns * 1e-9)]
    assert len(events) == 8
    assert stream.remarks["ecg-gaps"] == 1
    assert np.diff(numbers(events[4].device_s)) == pytest.approx(1 / 130.0)


@pytest.mark.parametrize(
    ("frame_type", "channel", "scale"),
    [
        (1, "pmd", 1.0),
        (0x81, "pmd;acc_rate_hz=52", 1.0),
        (0x80, "pmd;acc_rate_hz=52;acc_factor=0.00025", 0.25),
    ],
)
def test_acceleration_in_mg(frame_type, channel, scale):
    rate_hz = PolarChannel.from_options(Channel.read(channel).options).acc_rate_hz
    samples = breathing_mg(10.0, rate_hz)
    stream = new_stream(channel)
    blocks = fed(stream, acceleration_frames(samples, rate_hz=rate_hz, frame_type=frame_type))
    device_s, values = joined(blocks)
    assert {(block.kind, block.unit, block.channels) for block in blocks} == {("acceleration", "mg", 3)}
    assert values.reshape(-1, 3) == pytest.approx(scale * samples[: len(device_s)])
    assert device_s == pytest.approx(SWITCHED_ON_NS * 1e-9 + np.arange(1, len(device_s) + 1) / rate_hz, abs=1e-6)
    assert stream.final_statistics(1.0) == []


def test_values_without_their_factor_are_no_acceleration():
    stream = new_stream()
    frames = acceleration_frames(breathing_mg(5.0), frame_type=0x80)
    assert fed(stream, frames) == []
    assert stream.remarks["unscaled-frames"] == len(frames)


def intervals(*each):
    return PulseFrame(stamp_ns=0, intervals=tuple(each))


def pulse(rr_ms, error_ms=5, *, blocked=False, contact=True):
    return PulseInterval(heart_rate_bpm=60, interval_ms=rr_ms, error_ms=error_ms, blocked=blocked, in_contact=contact)


def test_pulse_intervals_are_beats_where_the_sensor_trusts_itself():
    stream = new_stream()
    frame = intervals(
        pulse(833), pulse(820, 300, blocked=True), pulse(845, 100), pulse(850, 101), pulse(0), pulse(900, 0)
    )
    contact, *beats = stream.feed(frame.encode(), 30.0)
    assert contact == Contact(source="strap", t_s=30.0, state="yes")
    assert [beat.rr_ms for beat in beats] == pytest.approx([833, math.nan, 845, math.nan, math.nan, 900], nan_ok=True)
    assert [beat.index for beat in beats] == list(range(6))
    assert {fact.name: fact.value for fact in stream.final_statistics(31.0)} == {
        "polar-blocked-intervals": 1,
        "polar-uncertain-intervals": 1,
        "polar-zero-intervals": 1,
    }


def test_contact_is_told_where_the_sensor_tells_it():
    stream = new_stream()
    states = []
    for number, contact in enumerate([None, True, True, False, None]):
        events = stream.feed(intervals(pulse(800 + number, contact=contact)).encode(), 5.0 * number)
        states += [(event.t_s, event.state) for event in events if isinstance(event, Contact)]
    assert states == [(5.0, "yes"), (15.0, "no"), (20.0, "unknown")]


def test_beats_that_come_late_are_said_to_once():
    decoder = Decoder("band")
    decoder.feed("2a37", bytes.fromhex("06 3C"), 0.0)
    events = decoder.feed("pmd", intervals(pulse(800), pulse(810)).encode(), 25.0)
    assert {event.name: event.value for event in events if isinstance(event, DeviceFact)} == {
        "resolution_ms": 1,
        "rmssd_floor_ms": 0.4,
        "feedback_delay_s": 5,
    }
    (notice,) = [event for event in events if isinstance(event, Notice)]
    assert "five seconds" in sentence_of(notice)
    events = decoder.feed("pmd", intervals(pulse(805), pulse(812)).encode(), 30.0)
    assert [type(event) for event in events] == [Beat, Beat]


def test_a_sensor_with_pulse_intervals_is_not_said_to_lack_beats():
    decoder = Decoder("band")
    for second in range(9):
        decoder.feed("2a37", bytes.fromhex("06 3C"), float(second))
    decoder.feed("pmd", intervals(pulse(800)).encode(), 9.0)
    said = [
        event
        for second in range(10, 60)
        for event in decoder.feed("2a37", bytes.fromhex("06 3C"), float(second))
        if isinstance(event, Notice)
    ]
    assert said == []


def test_a_strap_that_tells_its_beats_tells_them_once():
    decoder = Decoder("strap")
    beat = HeartRateMeasurement(heart_rate_bpm=60, rr_ticks=(1000,)).encode()
    (told,) = decoder.feed("2a37", beat, 1.0)
    assert isinstance(told, Beat)
    events = decoder.feed("pmd", intervals(pulse(800)).encode(), 2.0)
    assert not [event for event in events if isinstance(event, Beat)]


def test_the_same_frame_twice_counts_once():
    stream = new_stream()
    frames = ecg_frames(range(73 * 3))
    assert len(fed(stream, [frames[0], frames[0], frames[1], frames[1], frames[2]])) == 3
    batch = intervals(pulse(800), pulse(800)).encode()
    beats = [event for at_s in (30.0, 30.1, 35.0, 35.9, 40.0) for event in stream.feed(batch, at_s)]
    assert len([event for event in beats if isinstance(event, Beat)]) == 6
    assert stream.remarks["duplicate-frames"] == 4


def test_bytes_that_mean_nothing_are_counted():
    stream = new_stream()
    for data in ("", "00", "01 00 00 00 00 00 00 00 00 00 01", "FF FF"):
        assert stream.feed(bytes.fromhex(data), 1.0) == []
    assert {fact.name: fact.value for fact in stream.final_statistics(2.0)} == {"polar-malformed-frames": 4}


heads = st.tuples(st.sampled_from([0, 2, 3]), st.integers(0, 3 * 10**9), st.sampled_from([0, 1, 0x80, 0x81]))
packets = st.lists(
    st.tuples(
        st.binary(max_size=40)
        | st.tuples(heads, st.binary(max_size=60)).map(
            lambda parts: bytes([parts[0][0]]) + parts[0][1].to_bytes(8, "little") + bytes([parts[0][2]]) + parts[1]
        ),
        st.floats(0.0, 3.0),
    ),
    max_size=20,
)


@given(packets)
def test_any_packets_give_events_and_the_same_again(steps):
    def run():
        stream, events, now_s = new_stream("pmd;acc_factor=0.001"), [], 0.0
        for data, step_s in steps:
            now_s += step_s
            events += stream.feed(data, now_s)
        return events

    events = run()
    beats = [event for event in events if isinstance(event, Beat)]
    assert [beat.index for beat in beats] == list(range(len(beats)))
    for block in events:
        if isinstance(block, SampleBlock):
            assert len(block.values) == block.channels * len(block.device_s) > 0
            assert block.t_s <= block.arrived_s
            assert np.all(np.diff(numbers(block.device_s)) >= 0.0)
    assert repr(events) == repr(run())


@pytest.mark.parametrize(
    ("name", "channel"),
    [
        ("pmd", PolarChannel()),
        ("pmd;acc_rate_hz=52", PolarChannel(acc_rate_hz=52.0)),
        (
            "pmd;acc_rate_hz=52;acc_factor=0.000244140625",
            PolarChannel(acc_rate_hz=52.0, acc_factor=0.000244140625),
        ),
    ],
)
def test_a_channel_reads_and_writes_the_same_name(name, channel):
    assert str(channel) == name
    assert repr(PolarChannel.from_options(Channel.read(name).options)) == repr(channel)
    assert isinstance(new_stream(name), PolarStream)


@pytest.mark.parametrize(
    "name", ["", "pm", "pmd;", "pmd;speed=1", "pmd;acc_rate_hz=soon", "pmd;acc_rate_hz=0", "pmd;acc_factor=nan"]
)
def test_what_is_no_such_channel_has_no_stream(name):
    assert new_stream(name) is None


def test_pulse_batches_bring_every_beat_within_a_millisecond():
    true_s = even_beats(240.0)
    batches = pulse_batches(true_s)
    stream = new_stream()
    beats = [e for at_s, frame in batches for e in stream.feed(frame.encode(), at_s) if isinstance(e, Beat)]
    told_s = true_s[-len(beats) - 1] + np.cumsum([beat.rr_ms for beat in beats]) / 1000.0
    assert len(beats) > 240
    assert np.abs(told_s - true_s[-len(beats) :]).max() < 0.001


def judged(batches, until_s):
    """Run batches through the pipeline, with its ticks, and return what it made of them."""
    pipeline, stream = Pipeline("strap"), new_stream()
    out, waiting = [], list(batches)
    for second in range(round(until_s)):
        while waiting and waiting[0][0] <= second:
            at_s, frame = waiting.pop(0)
            for event in stream.feed(frame.encode(), at_s):
                out += pipeline.step(event)
        out += pipeline.step(Tick(t_s=float(second)))
    return out


def test_batches_leave_no_gap_on_the_timeline():
    out = judged(pulse_batches(even_beats(180.0)), 185.0)
    assert not [event for event in out if isinstance(event, Gap)]
    beats = [event for event in out if isinstance(event, BeatJudged)]
    assert len(beats) > 160
    assert {beat.kind for beat in beats} == {"normal"}


def test_no_interval_is_made_across_a_blocked_one():
    batches = pulse_batches(even_beats(120.0))
    at_s, frame = batches[8]
    moved = replace(frame.intervals[2], interval_ms=320, error_ms=400, blocked=True)
    batches[8] = (at_s, replace(frame, intervals=(*frame.intervals[:2], moved, *frame.intervals[3:])))
    beats = [event for event in judged(batches, 125.0) if isinstance(event, BeatJudged)]
    unknown = [beat for beat in beats if math.isnan(beat.nn_ms)]
    assert len(unknown) == 1
    assert all(700 < beat.nn_ms < 1100 for beat in beats if beat not in unknown)


def test_beats_found_in_the_ecg_are_where_they_were():
    true_s = even_beats(120.0)
    blocks = fed(new_stream(), ecg_frames(ecg_uv(true_s, 120.0)))
    device_s, values = joined(blocks)
    found_s = device_s[0] - SWITCHED_ON_NS * 1e-9 + ecg_beats(values, blocks[-1].rate_hz).t_s
    inside_s = true_s[true_s < device_s[-1] - SWITCHED_ON_NS * 1e-9 - 0.3]
    pairs = matched(found_s, inside_s)
    assert len(pairs) == len(inside_s)
    assert max(abs(found_s[found] - inside_s[true]) for true, found in pairs) < 0.008


def test_the_ecg_of_a_real_ride_agrees_with_the_straps_own_rate(recordings):
    folder = recordings / "h10-pmd-ecg-shared"
    with gzip.open(folder / "frames.hex.gz", "rt") as lines:
        frames = [bytes.fromhex(line) for line in lines]
    stream = new_stream()
    first_s = decode_frame(frames[0]).stamp_ns * 1e-9
    blocks = [
        block for data in frames for block in stream.feed(data, 3.0 + decode_frame(data).stamp_ns * 1e-9 - first_s)
    ]
    device_s, values = joined(blocks)
    assert (len(blocks), values.size) == (1282, 93586)
    assert blocks[-1].rate_hz == pytest.approx(130.05, abs=0.01)
    assert (values.min(), values.max()) == (-2198.0, 2100.0)
    assert stream.final_statistics(1.0) == []

    beats_s = device_s[0] - first_s + ecg_beats(values, blocks[-1].rate_hz).t_s
    with (folder / "flow_hr.csv").open() as lines:
        strap = np.array([(float(row["t_s"]), float(row["hr"])) for row in csv.DictReader(lines)])
    rates_bpm = 60.0 / np.diff(beats_s)
    apart_bpm = []
    for t_s, strap_bpm in strap:
        near = rates_bpm[(beats_s[1:] > t_s - 4.0) & (beats_s[1:] <= t_s + 1.0)]
        if t_s < device_s[-1] - first_s and near.size:
            apart_bpm.append(abs(np.median(near) - strap_bpm))
    assert len(apart_bpm) == 600
    assert np.median(apart_bpm) < 0.5
    assert np.percentile(apart_bpm, 95) < 1.5


def test_a_frame_that_ends_where_it_began_is_laid_anew():
    stream = new_stream()
    one, other = (EcgFrame(stamp_ns=10**9, samples_uv=(value,) * 10) for value in (1, 2))
    blocks = [stream.feed(frame.encode(), 5.0)[0] for frame in (one, other)]
    assert [numbers(block.device_s)[-1] for block in blocks] == [1.0, 1.0]
    assert stream.remarks["ecg-gaps"] == 1
