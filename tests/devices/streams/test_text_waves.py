import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.channel import Channel
from devices.streams.decoder import stream_for
from devices.streams.stream import BeatCount
from tests.rigs.serial.text_lines import contacts_of, heartbeats, intervals_of, pulse_counts, run, samples_of, timed
from tests.rigs.words.sentence_of import sentence_of

LENGTH_S = 45.0
BEATS_S = heartbeats(LENGTH_S)


def at_rate(rate_hz, line_of, *, height=300, level=500, length_s=LENGTH_S):
    """Packets of a pulse wave, each sample printed by ``line_of(time in s, count)``."""
    counts = pulse_counts(length_s, rate_hz, BEATS_S[length_s > BEATS_S], height=height, level=level)
    return timed((n / rate_hz, line_of(n / rate_hz, count)) for n, count in enumerate(counts))


def assert_beats_are_found(events, *, within_ms):
    """The last thirty intervals are the heart's, in order."""
    found = intervals_of(events)[-30:]
    true_ms = 1000.0 * np.diff(BEATS_S)
    assert len(found) == 30
    offsets = range(true_ms.size - 30 + 1)
    apart_ms = min(np.max(np.abs(true_ms[offset : offset + 30] - found)) for offset in offsets)
    assert apart_ms < within_ms


def wave_ms(t_s, count):
    return f"{1000 + round(1000 * t_s)},{count}"


@pytest.mark.parametrize(
    ("channel", "line_of"),
    [
        ("wave", wave_ms),
        ("wave;kind=pulse", wave_ms),
        (
            "wave;unit=us;kind=pulse;rate_hz=100",
            lambda t_s, count: f"{(4_290_000_000 + round(1e6 * t_s)) % 2**32};{count}",
        ),
    ],
)
def test_beats_of_a_wave_are_timed_by_the_board(channel, line_of):
    stream, events = run(channel, at_rate(100.0, line_of))
    assert_beats_are_found(events, within_ms=6.0)
    assert sentence_of(stream.announcement) == ""
    assert stream.final_statistics(60.0) == []


def test_a_header_says_unit_and_kind():
    packets = at_rate(100.0, lambda t_s, count: f"{round(1e6 * t_s)},{count}")
    header = b"# hrvb wave 1 unit=us kind=pulse rate=100\r\n"
    stream, events = run("wave", [(header, 0.0), *packets])
    assert_beats_are_found(events, within_ms=6.0)
    assert stream.facts["wave_kind"] == "pulse"
    assert samples_of(events)[0][-1] == pytest.approx(44.99)


def test_the_kind_that_was_asked_for_holds_against_the_header():
    packets = at_rate(250.0, wave_ms, length_s=12.0)
    stream, _ = run("wave;kind=pulse", [(b"# soften wave 1 kind=ecg\r\n", 0.0), *packets])
    assert stream.facts["wave_kind"] == "pulse"


def test_a_reset_of_the_board_begins_anew():
    first = at_rate(100.0, wave_ms, length_s=30.0)
    again = [(data, arrived_s + 31.0) for data, arrived_s in at_rate(100.0, wave_ms, length_s=20.0)]
    stream, events = run("wave;kind=pulse", first + again)
    assert sum(math.isnan(rr_ms) for rr_ms in intervals_of(events)) <= 2
    assert all(math.isnan(rr_ms) or 700 < rr_ms < 1000 for rr_ms in intervals_of(events))
    assert len(intervals_of(events)) > 45
    assert stream.final_statistics(60.0) == []


def test_a_damaged_time_costs_one_sample():
    packets = at_rate(100.0, wave_ms)
    spoiled = [(data.replace(b"31000,", b"3100,"), arrived_s) for data, arrived_s in packets]
    assert spoiled != packets
    stream, events = run("wave;kind=pulse", spoiled)
    assert_beats_are_found(events, within_ms=6.0)
    assert {fact.name: fact.value for fact in stream.final_statistics(60.0)} == {"stray-lines": 1}


@pytest.mark.parametrize(("channel", "time"), [("wave", True), ("values;rate_hz=100", False)])
def test_a_lead_that_is_off_is_no_contact(channel, time):
    def lines(begin, *values):
        return "".join(f"{begin + 10 * n},{v}\n" if time else f"{v}\n" for n, v in enumerate(values)).encode()

    packets = [(b"\n" + lines(1000, 512, "!", "!"), 1.0), (lines(1030, "nan", 513, 514), 1.1)]
    _, events = run(channel, packets)
    assert contacts_of(events) == ["no", "yes"]


@pytest.mark.parametrize(("channel", "times"), [("wave", ["10,", "20,", "30,"]), ("values;rate_hz=100", [""] * 3)])
def test_a_value_that_is_none_does_not_bring_contact_back(channel, times):
    none, unknown, value = (f"{time}{what}\n".encode() for time, what in zip(times, ["!", "nan", "512"], strict=True))
    stream, events = run(channel, [(b"\n" + none + unknown, 1.0)])
    assert contacts_of(events) == ["no"]
    assert contacts_of(run(channel, [(value, 1.1)], stream=stream)[1]) == ["yes"]


def test_bare_values_are_timed_by_their_count():
    stream, events = run("values;kind=pulse", at_rate(200.0, lambda t_s, count: str(count)))
    assert_beats_are_found(events, within_ms=10.0)
    assert sentence_of(stream.announcement) == ""
    assert float(stream.facts["rate_hz"]) == pytest.approx(200.0, rel=0.02)


def test_few_values_without_times_are_told_kindly():
    stream, events = run("values;kind=pulse", at_rate(60.0, lambda t_s, count: str(count), length_s=20.0))
    assert "millis()" in sentence_of(stream.announcement)
    assert intervals_of(events)


def test_bare_values_at_a_walking_pace_are_no_wave():
    stream, events = run("values", at_rate(5.0, lambda t_s, count: str(count), length_s=20.0))
    assert events == []
    assert "millis()" in sentence_of(stream.announcement)


def test_the_rate_is_learnt_anew_after_a_break():
    stream, _ = run("values;kind=pulse", at_rate(200.0, lambda t_s, count: str(count), length_s=10.0))
    stream.restart()
    packets = at_rate(120.0, lambda t_s, count: str(count), length_s=20.0)
    run("values;kind=pulse", [(data, arrived_s + 20.0) for data, arrived_s in packets], stream=stream)
    assert float(stream.facts["rate_hz"]) == pytest.approx(120.0, rel=0.02)


def test_lines_that_waited_before_we_listened_do_not_count_for_the_rate():
    waiting = b"".join(b"%d\r\n" % (500 + n % 90) for n in range(300))
    packets = at_rate(100.0, lambda t_s, count: str(count), length_s=10.0)
    stream, _ = run("values;kind=pulse", [(waiting, 0.001), *packets])
    assert float(stream.facts["rate_hz"]) == pytest.approx(100.0, rel=0.02)


@pytest.mark.parametrize("channel", ["wave;kind=pulse", "values;kind=pulse;rate_hz=100"])
def test_no_interval_reaches_across_a_break_of_the_link(channel):
    def packets():
        return at_rate(100.0, wave_ms if channel.startswith("wave") else lambda t_s, count: str(count))

    def unknown(broken):
        stream, events = run(channel, packets()[:500])
        if broken:
            stream.restart()
        return sum(map(math.isnan, intervals_of(events + run(channel, packets()[500:], stream=stream)[1])))

    assert unknown(broken=True) == unknown(broken=False) + 1


def test_a_line_that_a_break_of_the_link_cut_is_no_sample():
    stream, before = run("wave;kind=pulse", [*at_rate(100.0, wave_ms, length_s=3.0), (b"4000,9", 3.0)])
    stream.restart()
    _, after = run("wave;kind=pulse", [(b"99\r\n4010,512\r\n4020,513\r\n", 3.1)], stream=stream)
    assert samples_of(before)[1].max() < 900
    assert samples_of(after)[1].tolist() == [512.0, 513.0]
    assert stream.final_statistics(4.0) == []


def test_beats_are_found_in_what_the_plotter_draws():
    stream, events = run("plotter", at_rate(50.0, lambda t_s, count: f"72,833,{count}"))
    assert_beats_are_found(events, within_ms=20.0)
    assert "PROCESSING_VISUALIZER" in sentence_of(stream.announcement)


@pytest.mark.parametrize(
    "line_of",
    [
        lambda t_s, count: f"IR={count}, BPM=70.00, Avg BPM=70",
        lambda t_s, count: f" R[{count}] IR[{count}] G[90] Hz[100.00]",
        lambda t_s, count: f"red=91234, ir={count}",
        str,
    ],
)
def test_infrared_light_falls_when_the_heart_beats(line_of):
    text_of = (lambda t_s, count: str(count)) if line_of is str else line_of
    packets = at_rate(100.0, text_of, height=-900, level=100_000)
    _, events = run("max3010x", [(b"Initializing...\r\n", 0.0), *packets])
    assert_beats_are_found(events, within_ms=20.0)


def test_no_finger_is_no_contact():
    lines = ["IR=123456, BPM=72.00, Avg BPM=70", "IR=1203, BPM=45.10, Avg BPM=12 No finger?"]
    _, events = run("max3010x", timed((0.01 * n, lines[n // 100 % 2]) for n in range(300)))
    assert contacts_of(events) == ["yes", "no", "yes"]


def test_a_sensor_that_is_not_found_is_told():
    text = b"\nInitializing...\r\nMAX30105 was not found. Please check wiring/power. \r\n"
    stream, events = run("max3010x", [(text, 1.0)])
    assert events == []
    assert "MAX30105" in sentence_of(stream.announcement)
    run("max3010x", [(b"523\r\n", 2.0)], stream=stream)
    assert sentence_of(stream.announcement) == ""


@pytest.mark.parametrize(
    ("channel", "line_of"),
    [
        ("max3010x", lambda t_s, count: f"IR={count}, BPM=70.00, Avg BPM=70"),
        ("plotter", lambda t_s, count: f"72,833,{count}"),
        ("wave;kind=pulse", wave_ms),
        ("values;kind=pulse;rate_hz=100", lambda t_s, count: str(count)),
    ],
)
def test_lines_that_cannot_be_read_are_told(channel, line_of):
    stream, _ = run(channel, at_rate(100.0, line_of, length_s=3.0))
    assert "cannot be read" not in sentence_of(stream.announcement)
    run(channel, [(b"\xfe\x01?\r\n" * 300, 3.1)], stream=stream)
    assert "cannot be read" in sentence_of(stream.announcement)


TEXT_CHANNELS = ["ibi", "pulsesensor", "plotter", "wave", "values", "values;rate_hz=100", "max3010x"]


@pytest.mark.parametrize("channel", TEXT_CHANNELS)
@given(packets=st.lists(st.tuples(st.binary(max_size=60), st.floats(0.0, 2.0)), max_size=10))
@settings(max_examples=25)
def test_any_bytes_are_taken_and_give_the_same_again(channel, packets):
    def events():
        now_s, timed_packets = 0.0, []
        for data, step_s in packets:
            now_s += step_s
            timed_packets.append((data, now_s))
        stream, events = run(channel, timed_packets)
        return repr((events, sentence_of(stream.announcement), dict(stream.facts), stream.final_statistics(now_s)))

    assert events() == events()


@pytest.mark.parametrize("channel", ["wave;kind=pulse", "values;rate_hz=100;kind=pulse", "plotter", "max3010x"])
def test_where_the_stream_is_cut_changes_nothing(channel):
    line_of = {"wave": wave_ms, "plotter": lambda t_s, count: f"72,833,{count}"}.get(
        channel.split(";")[0], lambda t_s, count: str(count)
    )
    packets = at_rate(100.0, line_of, length_s=15.0)
    cut = [
        (part, t_s)
        for data, t_s in packets
        for part in (data[: len(data) // 2], data[len(data) // 2 : -2], data[-2:-1], data[-1:])
    ]
    (_, whole), (_, pieces) = run(channel, packets), run(channel, cut)
    assert intervals_of(pieces) == pytest.approx(intervals_of(whole), nan_ok=True)
    for ours, theirs in zip(samples_of(pieces), samples_of(whole), strict=True):
        assert ours.tolist() == theirs.tolist()


def test_a_channel_that_nobody_understands_has_no_stream():
    assert stream_for("telepathy;kind=ecg", BeatCount("sensor")) is None


@pytest.mark.parametrize(
    ("channel", "protocol", "kind", "rate_hz"),
    [
        ("wave", "wave", "auto", None),
        ("wave;kind=ecg;rate_hz=250", "wave", "ecg", 250.0),
        ("values;kind=tea;rate_hz=-1", "values", "auto", None),
        ("values;rate_hz=inf", "values", "auto", None),
        ("values;rate_hz=soon;;=", "values", "auto", None),
    ],
)
def test_a_channel_is_taken_apart(channel, protocol, kind, rate_hz):
    read = Channel.read(channel)
    assert (read.name, read.kind, read.number("rate_hz")) == (protocol, kind, rate_hz)
