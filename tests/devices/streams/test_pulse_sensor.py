import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rigs.serial.text_lines import (
    beats_of,
    heartbeats,
    intervals_of,
    pulse_counts,
    run,
    samples_of,
    timed,
)
from tests.rigs.words.sentence_of import sentence_of


def visualizer(length_s, beats_s, letters="SBQ", first_ms=750):
    """What a sketch prints: samples, and at each beat the rate and then the interval."""
    sample, rate, interval = letters
    counts = pulse_counts(length_s, 50.0, beats_s)
    rr_ms = [first_ms, *(2 * np.round(np.diff(beats_s) * 500)).astype(int)]
    lines = [(number / 50.0, f"{sample}{count}") for number, count in enumerate(counts)]
    for beat_s, interval_ms in zip(beats_s, rr_ms, strict=True):
        lines += [(beat_s + 0.0001, f"{rate}70"), (beat_s + 0.0002, f"{interval}{interval_ms}")]
    return timed(sorted(lines)), rr_ms


@pytest.mark.parametrize("letters", ["SBQ", "aAM"])
def test_intervals_are_beats_but_for_the_first_two(letters):
    packets, rr_ms = visualizer(60, heartbeats(60), letters)
    stream, events = run("pulsesensor", packets)
    assert intervals_of(events) == rr_ms[2:]
    assert dict(stream.facts) == {"resolution_ms": 2, "rmssd_floor_ms": 1.4}
    assert sentence_of(stream.announcement) == ""
    assert stream.final_statistics(60.0) == []


def test_of_two_sensors_the_first_is_heard():
    lines = ["a511", "b498", "A70", "M858", "B71", "N845"]
    _, events = run("pulsesensor", [(b"\n", 0.0)] + [(f"{line}\r\n".encode(), 1.0) for line in 4 * lines])
    assert intervals_of(events) == [858.0, 858.0]


def q_lines(*at_s):
    return [(b"\n", 0.0), *((b"Q800\n", t_s) for t_s in at_s)]


def test_no_interval_reaches_across_a_pause():
    _, events = run("pulsesensor", q_lines(1.0, 1.8, 2.6, 3.4, 6.0, 6.8, 7.6, 8.4))
    assert [beat.arrived_s for beat in beats_of(events)] == [2.6, 3.4, 7.6, 8.4]
    assert intervals_of(events) == pytest.approx([800.0, 800.0, math.nan, 800.0], nan_ok=True)


def test_no_interval_reaches_across_a_break_of_the_link():
    stream, _ = run("pulsesensor", q_lines(1.0, 1.8, 2.6))
    stream.restart()
    _, events = run("pulsesensor", q_lines(3.4, 4.2, 5.0, 5.8), stream=stream)
    assert intervals_of(events) == pytest.approx([math.nan, 800.0], nan_ok=True)


def test_a_pause_before_the_first_beat_breaks_nothing():
    _, events = run("pulsesensor", q_lines(1.0, 9.0, 9.8, 10.6))
    assert intervals_of(events) == [800.0]


def test_samples_are_a_wave_on_a_counted_clock():
    beats_s = heartbeats(20)
    packets, _ = visualizer(20, beats_s)
    _, events = run("pulsesensor", packets)
    device_s, values = samples_of(events)
    assert device_s == pytest.approx(np.arange(device_s.size) / 50.0)
    assert device_s.size == 990  # the first line is the rest of one, and the last block is not full
    assert values.tolist() == pulse_counts(20, 50.0, beats_s)[1:991].tolist()
    blocks = [event for event in events if hasattr(event, "device_s")]
    assert all(block.t_s <= block.arrived_s for block in blocks)
    assert blocks[-1].t_s == pytest.approx(blocks[-1].arrived_s, abs=0.02)


def test_samples_on_both_sides_of_a_broken_link_come_in_no_block_together():
    stream, before = run("pulsesensor", [(b"\n" + b"S500\r\n" * 15, 1.0)])
    stream.restart()
    _, after = run("pulsesensor", [(b"\n" + b"S600\r\n" * 12, 3.0)], stream=stream)
    assert samples_of(before)[1].tolist() == [500.0] * 10
    assert samples_of(after)[1].tolist() == [600.0] * 10


def test_after_a_broken_link_the_wave_is_timed_anew():
    stream, _ = run("pulsesensor", [(b"\n" + b"S500\r\n" * 10, 1.0)])
    stream.restart()
    (block,) = run("pulsesensor", [(b"\n" + b"S600\r\n" * 10, 2.0)], stream=stream)[1]
    assert block.t_s == 2.0


def test_a_sketch_that_could_not_start_is_told():
    stream, events = run("pulsesensor", [(b"!\r\n!\r\n!\r\n", 1.0)])
    assert (events, sentence_of(stream.announcement)) == ([], "")
    stream.feed(b"!\r\n", 1.1)
    assert "could not start" in sentence_of(stream.announcement)
    stream.feed(b"S512\r\n", 1.2)
    assert sentence_of(stream.announcement) == ""


def test_a_link_that_broke_takes_back_that_the_sketch_could_not_start():
    stream, _ = run("pulsesensor", [(b"!\r\n" * 4, 1.0)])
    assert sentence_of(stream.announcement)
    stream.restart()
    assert sentence_of(stream.announcement) == ""


line = st.sampled_from(["S512", "B70", "Q820", "Q0", "Q", "!", "a511", "B71", "M858", "x", "b4"])


@given(st.lists(st.tuples(line, st.floats(0.0, 3.0)), max_size=30), st.binary(max_size=20))
def test_where_the_stream_is_cut_changes_nothing(sent, rubbish):
    def fed(cut):
        packets, now_s = [(rubbish + b"\n", 0.0)], 0.0
        for text, step_s in sent:
            now_s += step_s
            data = text.encode() + b"\r\n"
            packets += [(data[n : n + 1], now_s) for n in range(len(data))] if cut else [(data, now_s)]
        return repr(run("pulsesensor", packets)[1])

    assert fed(cut=True) == fed(cut=False)
    assert fed(cut=True) == fed(cut=True)


def noise_counts(kind, samples, seed):
    """Return what a converter reads where no finger is."""
    random, t_s = np.random.default_rng(seed), np.arange(samples) / 50.0
    waves = {
        "open input": 120 * random.normal(size=samples),
        "rounding": 0.4 * random.normal(size=samples),
        "hum seen at 1.5 Hz": 200 * np.sin(2 * np.pi * 1.5 * t_s) + 20 * random.normal(size=samples),
    }
    return np.clip(np.round(512 + waves[kind]), 0, 1023).astype(int)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("kind", ["open input", "rounding", "hum seen at 1.5 Hz"])
def test_beats_of_the_sketch_count_only_while_the_wave_is_a_pulse(kind, seed):
    beats_s = heartbeats(40)
    fingers, _ = visualizer(40, beats_s)
    off = [(40.0 + n / 50.0, f"S{count}") for n, count in enumerate(noise_counts(kind, 3000, seed))]
    off += [(40.0 + 0.458 * n + 0.0001, f"Q{458}") for n in range(1, 130)]
    on, _ = visualizer(40, beats_s)
    packets = [*fingers, *timed(sorted(off)), *((data, t_s + 100.0) for data, t_s in on)]
    stream, events = run("pulsesensor", packets)
    told_s = np.array([beat.arrived_s for beat in beats_of(events)])
    # The wave of a finger is still in the six seconds that are looked at, and the other way round.
    assert np.count_nonzero((told_s > 48.0) & (told_s < 100.0)) <= 12  # of 113
    assert np.count_nonzero(told_s < 40.0) >= beats_s.size - 3
    assert np.count_nonzero(told_s > 106.0) > 0.9 * np.count_nonzero(beats_s > 6.0)
    assert sentence_of(stream.announcement) == ""


def test_a_sketch_without_a_finger_tells_no_heart():
    lines = [(n / 50.0, f"S{count}") for n, count in enumerate(noise_counts("open input", 3000, 1))]
    lines += [(0.458 * n + 0.0001, "Q458") for n in range(1, 130)]
    stream, events = run("pulsesensor", timed(sorted(lines)))
    assert beats_of(events) == []
    assert sentence_of(stream.announcement)


def test_a_fan_above_the_sensor_is_no_heart():
    random = np.random.default_rng(4)
    turns = 1.4 * np.arange(6000) / 50.0
    counts = np.round(512 + 200 * np.exp(-0.5 * ((turns % 1.0 - 0.5) / 0.08) ** 2) + 2 * random.normal(size=6000))
    lines = [(n / 50.0, f"S{count:.0f}") for n, count in enumerate(counts)]
    lines += [(n / 1.4 + 0.0001, f"Q{round(1000 / 1.4)}") for n in range(1, 168)]
    stream, events = run("pulsesensor", timed(sorted(lines)))
    # What comes in the first minute counts, until it is known how steady it is.
    assert len(beats_of(events)) <= 95  # of 167
    assert sentence_of(stream.announcement)
