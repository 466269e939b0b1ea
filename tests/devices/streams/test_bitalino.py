import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.errors import UsageError
from biofeedback.events import Beat, SampleBlock
from devices.channel import Channel
from devices.streams.bitalino import BitalinoSettings
from devices.streams.decoder import stream_for
from devices.streams.stream import BeatCount
from tests.rigs.serial.oximeter_wave import bitalino_bytes, chunks, even_heart, interval_errors_ms
from tests.rigs.words.said_errors import raises_saying
from tests.rigs.words.sentence_of import sentence_of


def fed(stream, packets):
    return [event for arrived_s, data in packets for event in stream.feed(data, arrived_s)]


def new(channel="bitalino"):
    return stream_for(channel, BeatCount("board"))


def intervals(events):
    return np.array([event.rr_ms for event in events if isinstance(event, Beat)])


def settings_of(channel):
    return BitalinoSettings.from_options(Channel.read(channel).options)


@pytest.mark.parametrize(
    ("channel", "how"),
    [
        ("bitalino", {}),
        ("bitalino;rate_hz=100", {"rate_hz": 100.0}),
        (
            "bitalino;channels=A1+A3;heart=A3;kind=pulse;rate_hz=100",
            {"channels": 2, "heart": 1, "kind": "pulse", "rate_hz": 100.0},
        ),
    ],
)
def test_a_changing_heart_comes_out_beat_by_beat(channel, how):
    rr_s = 0.9 + 0.08 * np.sin(np.arange(40) * 0.6)
    beats_s = np.cumsum(rr_s) - 2.0
    stream = new(channel)
    events = fed(stream, chunks(bitalino_bytes(beats_s, 32.0, noise=0.01, **how)))
    errors_ms = interval_errors_ms(intervals(events), beats_s)[1:]  # the first may begin within the rise of a pulse
    assert errors_ms.size >= 25
    assert np.sqrt(np.mean(np.diff(errors_ms) ** 2)) < 2.0
    assert np.abs(errors_ms).max() < 5.0
    assert {event.kind for event in events if isinstance(event, SampleBlock)} == {how.get("kind", "ecg")}
    assert stream.facts["rate_hz"] == (100 if "rate_hz" in how else 1000)
    assert stream.final_statistics(32.0) == []


@pytest.mark.parametrize("lost", [1, 7, 15])
def test_up_to_fifteen_lost_frames_are_counted(lost):
    frames = bitalino_bytes(even_heart(0.9, 12.0), 12.0)
    stream = new()
    # Where the line is flat, so that nothing of the beat is missing.
    events = fed(stream, chunks(frames[:8400] + frames[8400 + lost :]))
    rr_ms = intervals(events)
    assert np.isnan(rr_ms).sum() == 1
    assert np.nanmax(np.abs(rr_ms - 900.0)) < 1.0
    assert [(fact.name, fact.value) for fact in stream.final_statistics(12.0)] == [("lost-frames", lost)]
    device_s = np.concatenate(
        [np.frombuffer(event.device_s, "<f8") for event in events if isinstance(event, SampleBlock)]
    )
    assert np.allclose(np.diff(device_s).max(), (lost + 1) / 1000)
    assert device_s[-1] == pytest.approx(11.999)


@pytest.mark.parametrize(("lost", "final_statistics"), [(300, {"lost-frames": 12, "gaps": 1}), (1500, {"gaps": 1})])
def test_where_more_are_lost_than_the_numbers_tell_no_interval_is_made(lost, final_statistics):
    frames = bitalino_bytes(even_heart(0.9, 16.0), 16.0)
    stream = new()
    rr_ms = intervals(fed(stream, chunks(frames[:8025] + frames[8025 + lost :])))
    assert np.isnan(rr_ms).sum() == 2
    assert np.nanmax(np.abs(rr_ms - 900.0)) < 1.0
    assert {fact.name: fact.value for fact in stream.final_statistics(16.0)} == final_statistics


@pytest.mark.parametrize("channels", ["A1", "A1+A2", "A1+A2+A3+A4+A5+A6"])
def test_a_stall_that_ends_in_a_burst_loses_nothing(channels):
    frames = bitalino_bytes(even_heart(0.9, 16.0), 16.0, rate_hz=100.0, channels=channels.count("A"))
    stream = new(f"bitalino;channels={channels};heart=A1;rate_hz=100")
    sent = chunks(frames)
    burst = b"".join(data for arrived_s, data in sent if 6.0 < arrived_s < 10.0)
    packets = [*[each for each in sent if each[0] <= 6.0], (10.0, burst), *[each for each in sent if each[0] >= 10.0]]
    rr_ms = intervals(fed(stream, packets))
    assert np.isnan(rr_ms).sum() == 1
    assert stream.final_statistics(16.0) == []


def test_after_a_broken_link_no_interval_is_made():
    stream = new("bitalino;rate_hz=100")
    packets = chunks(bitalino_bytes(even_heart(0.9, 16.0), 16.0, rate_hz=100.0))
    before = intervals(fed(stream, packets[:160]))
    stream.restart()
    after = intervals(fed(stream, packets[160:]))
    assert math.isnan(before[0])
    assert math.isnan(after[0])
    assert np.isnan([*before, *after]).sum() == 2


def test_nothing_is_known_of_a_silent_board():
    stream = new()
    assert stream.feed(b"", 1.0) == []
    assert stream.facts == {}
    assert sentence_of(stream.announcement) == ""


@given(st.lists(st.binary(max_size=300), max_size=6))
@settings(max_examples=20)
def test_any_bytes_are_taken(pieces):
    stream = new()
    for place, data in enumerate(pieces):
        stream.feed(data, place * 0.3)


def test_what_is_not_said_is_an_ecg_on_the_first_input():
    assert settings_of("bitalino") == BitalinoSettings(inputs=("A1",), heart="A1", kind="ecg", rate_hz=1000)
    assert settings_of("bitalino;heart=A2").inputs == ("A2",)
    assert settings_of("bitalino;channels=A4+A2;kind=pulse;rate_hz=100") == BitalinoSettings(
        inputs=("A2", "A4"), heart="A4", kind="pulse", rate_hz=100
    )


@pytest.mark.parametrize(
    ("option", "said"),
    [
        ("channels=A7", "A1 to A6"),
        ("channels=A1+A1", "A1 to A6"),
        ("channels=", "A1 to A6"),
        ("channels=A1;heart=A2", "one of its channels"),
        ("kind=breath", "ECG or a pulse"),
        ("rate_hz=500", "1000 or 100"),
    ],
)
def test_what_a_board_cannot_do_is_said_and_not_read(option, said):
    with raises_saying(UsageError, said):
        settings_of(f"bitalino;{option}")
    assert new(f"bitalino;{option}") is None
