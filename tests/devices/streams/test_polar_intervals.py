"""Pulse intervals of a Polar sensor: beats where it trusts itself, and what is said of those that come late."""

import math
from dataclasses import replace

import numpy as np
import pytest

from biofeedback.events import Beat, BeatJudged, Contact, DeviceFact, Gap, Notice, Tick
from biofeedback.pipelines.one_heart import Pipeline
from devices.protocols.heart_rate_service import HeartRateMeasurement
from devices.protocols.polar_measurement import PulseFrame, PulseInterval
from devices.streams.decoder import Decoder
from tests.rigs.radio.polar_frames import ecg_frames, even_beats, pulse_batches
from tests.rigs.radio.polar_streams import fed, new_stream
from tests.rigs.words.sentence_of import sentence_of


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
