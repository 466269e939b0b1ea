import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biofeedback.events import Beat, Contact, SampleBlock
from devices.protocols.cms50 import Cms50Frame
from devices.protocols.cms50_new import Cms50NewPacket, Cms50NewRealtime
from devices.protocols.nonin import NoninFrame
from devices.streams.decoder import stream_for
from devices.streams.stream import BeatCount
from tests.rigs.serial.oximeter_wave import (
    chunks,
    cms50_bytes,
    cms50_new_bytes,
    even_heart,
    interval_errors_ms,
    nonin_bytes,
)
from tests.rigs.words.sentence_of import sentence_of

CHANNELS = {
    "cms50": cms50_bytes,
    "cms50-new": cms50_new_bytes,
    "nonin2": lambda beats_s, until_s, **how: nonin_bytes(beats_s, until_s, 2, **how),
    "nonin7": lambda beats_s, until_s, **how: nonin_bytes(beats_s, until_s, 7, **how),
}
TORN_MS = 40.0
"""What the first interval after a gap may be off by, where the gap ends within the rise of a pulse."""
every_channel = pytest.mark.parametrize("channel", CHANNELS)


def fed(stream, packets):
    return [event for arrived_s, data in packets for event in stream.feed(data, arrived_s)]


def new(channel):
    return stream_for(channel, BeatCount("finger"))


def intervals(events):
    return [event.rr_ms for event in events if isinstance(event, Beat)]


def values(events):
    return np.concatenate([np.frombuffer(event.values, "<f8") for event in events if isinstance(event, SampleBlock)])


def contacts(events):
    return [event.state for event in events if isinstance(event, Contact)]


@every_channel
def test_an_even_heart_comes_out_within_what_is_told_of_the_resolution(channel):
    beats_s = even_heart(0.853, 45.0)
    stream = new(channel)
    rr_ms = intervals(fed(stream, chunks(CHANNELS[channel](beats_s, 45.0, noise=0.01))))
    assert math.isnan(rr_ms[0])
    later_ms = np.array(rr_ms[1:])[20:]
    assert later_ms.size >= 28
    assert np.abs(later_ms - 853.0).max() < 8.0
    assert np.std(later_ms) < 2.0
    assert np.sqrt(np.mean(np.diff(later_ms) ** 2)) <= float(stream.facts["rmssd_floor_ms"])
    assert stream.facts["rate_hz"] == (60 if channel.startswith("cms50") else 75)


@pytest.mark.parametrize("channel", ["cms50", "nonin2"])
def test_a_changing_heart_comes_out_beat_by_beat(channel):
    rr_s = 0.9 + 0.08 * np.sin(np.arange(60) * 0.6) + 0.02 * np.sin(np.arange(60) * 2.3)
    beats_s = np.cumsum(rr_s) - 2.0
    errors_ms = interval_errors_ms(
        intervals(fed(new(channel), chunks(CHANNELS[channel](beats_s, 50.0, noise=0.01)))), beats_s
    )
    assert errors_ms.size >= 50
    assert np.std(errors_ms[20:]) < 2.0
    assert np.abs(errors_ms[20:]).max() < 8.0


def test_a_real_heart_comes_out_beat_by_beat(recordings):
    rr_s = np.loadtxt(recordings / "rr-healthy24h-000" / "rr_ms.txt")[:80] / 1000
    beats_s = np.cumsum(rr_s) - 2.0
    rr_ms = intervals(fed(new("nonin2"), chunks(nonin_bytes(beats_s, beats_s[-1], 2, noise=0.01))))
    errors_ms = interval_errors_ms(rr_ms, beats_s)
    assert errors_ms.size >= 70
    assert np.std(errors_ms[20:]) < 2.0


@pytest.mark.parametrize("true_rate_hz", [58.2, 61.8])
def test_a_sensor_that_counts_too_fast_or_too_slowly_is_put_right(true_rate_hz):
    frames = cms50_bytes(even_heart(0.853, 45.0), 45.0, rate_hz=true_rate_hz)
    rr_ms = intervals(fed(new("cms50"), chunks(frames)))
    assert np.mean(rr_ms[30:]) == pytest.approx(853.0, rel=0.003)


@every_channel
@pytest.mark.parametrize("lost", [1, 7, 40])
def test_where_frames_are_lost_no_interval_is_made(channel, lost):
    frames = CHANNELS[channel](even_heart(0.9, 20.0), 20.0)
    at = 710
    # A cable that loses bytes does not lose whole frames: where nothing counts them, a torn one tells.
    torn = [(frames[at][0], frames[at][1][:2]), *frames[at + 1 + lost :]]
    stream = new(channel)
    rr_ms = np.array(intervals(fed(stream, chunks(frames[:at] + torn))))
    assert np.isnan(rr_ms).sum() == 2
    assert np.nanmax(np.abs(rr_ms - 900.0)) < TORN_MS
    assert {fact.name: fact.value for fact in stream.final_statistics(20.0)}["gaps"] == 1


@every_channel
def test_after_a_silence_no_interval_is_made(channel):
    frames = CHANNELS[channel](even_heart(0.9, 20.0), 20.0)
    rate_hz = 60 if channel.startswith("cms50") else 75
    told = chunks(frames[: 10 * rate_hz] + frames[12 * rate_hz :])
    rr_ms = np.array(intervals(fed(new(channel), told)))
    assert np.isnan(rr_ms).sum() == 2
    assert np.nanmax(np.abs(rr_ms - 900.0)) < TORN_MS


def test_packets_held_back_and_told_at_once_are_no_gap():
    frames = cms50_bytes(even_heart(0.9, 30.0), 30.0)
    packets = chunks(frames)
    late_s = packets[400][0]
    held = b"".join(data for _, data in packets[360:401])
    rr_ms = intervals(fed(new("cms50"), [*packets[:360], (late_s, held), *packets[401:]]))
    assert sum(map(math.isnan, rr_ms)) == 1


NO_CONTACT = {
    "cms50": [
        Cms50Frame(pleth=0, finger_out=True).encode(),
        Cms50Frame(pleth=64, probe_error=True).encode(),
        Cms50Frame(pleth=3, searching=True).encode(),
    ],
    "cms50-new": [
        Cms50NewRealtime(pleth=0, searched_long=True).encode().encode(),
        Cms50NewRealtime(pleth=64, probe_error=True).encode().encode(),
        Cms50NewRealtime(pleth=3, searching=True).encode().encode(),
    ],
    "nonin2": [
        NoninFrame(pleth=0, no_sensor=True).encode(2),
        NoninFrame(pleth=0, out_of_track=True).encode(2),
        NoninFrame(pleth=0, alarm=True).encode(2),
    ],
    "nonin7": [NoninFrame(pleth=0, no_sensor=True).encode(7)],
}


@pytest.mark.parametrize(
    ("channel", "frame"), [(channel, frame) for channel in NO_CONTACT for frame in NO_CONTACT[channel]]
)
def test_a_lost_contact_is_told_and_so_is_its_return(channel, frame):
    frames = CHANNELS[channel](even_heart(0.9, 16.0), 16.0)
    first, last = 500, 650
    for place in range(first, last):
        data = frame
        if channel.startswith("nonin") and place % 25 == 0:
            number = int(channel[-1])
            there = NoninFrame.decode(frame, number)
            data = NoninFrame(
                pleth=0, first=True, no_sensor=there.no_sensor, out_of_track=there.out_of_track, alarm=there.alarm
            ).encode(number)
        frames[place] = (frames[place][0], data)
    events = fed(new(channel), chunks(frames))
    assert contacts(events) == ["yes", "no", "yes"]
    assert np.flatnonzero(np.isnan(values(events))).tolist() == list(range(first, last))
    rr_ms = np.array(intervals(events))
    assert np.isnan(rr_ms).sum() == 2
    assert np.nanmax(np.abs(rr_ms - 900.0)) < TORN_MS


def test_packets_of_another_type_are_passed_over():
    frames = cms50_new_bytes(even_heart(0.9, 4.0), 4.0)
    model = (frames[100][0], Cms50NewPacket(kind=0x0D, data=b"\x00").encode())
    stream = new("cms50-new")
    assert values(fed(stream, chunks([*frames[:100], model, *frames[100:]]))).size == len(frames)
    assert stream.final_statistics(4.0) == []


@every_channel
def test_the_person_is_told_how_coarse_the_sensor_is(channel):
    stream = new(channel)
    assert sentence_of(stream.announcement) == ""
    assert stream.facts == {}
    fed(stream, chunks(CHANNELS[channel](even_heart(0.9, 8.0), 8.0)))
    assert "RMSSD" in sentence_of(stream.announcement)
    assert stream.final_statistics(8.0) == []


@every_channel
def test_the_person_is_told_when_nothing_can_be_read(channel):
    stream = new(channel)
    stream.feed(b"\x03" * 999, 1.0)
    assert sentence_of(stream.announcement) == ""
    stream.feed(b"\x03" * 10, 2.0)
    assert "another speed" in sentence_of(stream.announcement)


@every_channel
def test_after_a_broken_link_no_interval_is_made(channel):
    stream = new(channel)
    packets = chunks(CHANNELS[channel](even_heart(0.9, 16.0), 16.0))
    rr_ms = intervals(fed(stream, packets[:160]))
    stream.restart()
    later_ms = intervals(fed(stream, packets[160:]))
    assert sum(map(math.isnan, rr_ms)) == sum(map(math.isnan, later_ms)) == 1


@every_channel
@given(pieces=st.lists(st.binary(max_size=200), max_size=8))
@settings(max_examples=20)
def test_any_bytes_are_taken(channel, pieces):
    stream = new(channel)
    for place, data in enumerate(pieces):
        stream.feed(data, place * 0.3)
    stream.final_statistics(3.0)
