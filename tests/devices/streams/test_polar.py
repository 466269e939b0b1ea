"""None"""

import csv
import gzip

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.events import Beat, SampleBlock
from biofeedback.signals.detection.ecg_beats import ecg_beats
from devices.channel import Channel
from devices.protocols.polar_measurement import EcgFrame, PulseFrame, PulseInterval, decode_frame
from devices.streams.polar import PolarStream
from devices.streams.polar_channel import PolarChannel
from tests.rigs.radio.polar_frames import (
    SWITCHED_ON_NS,
    acceleration_frames,
    breathing_mg,
    ecg_frames,
    ecg_uv,
    even_beats,
)
from tests.rigs.radio.polar_streams import fed, new_stream
from tests.rigs.signals.beat_matching import matched
from tests.rigs.words.sentence_of import sentence_of


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
    assert (sentence_of(stream.announcement), dict(stream.facts)) == ("", {})
    fed(stream, ecg_frames(range(73)))
    assert (sentence_of(stream.announcement), dict(stream.facts)) == ("", {})


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
