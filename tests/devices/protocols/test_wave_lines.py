import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import MalformedDataError
from devices.protocols.line_header import Comment, LineHeader
from devices.protocols.wave_lines import (
    BoardClock,
    ValueLine,
    WaveHeader,
    WaveLine,
    decode_value_line,
    decode_wave_line,
)


def wave(ticks, *values):
    return WaveLine(ticks=ticks, values=values)


@pytest.mark.parametrize(
    ("line", "record"),
    [
        (b"1000,512", wave(1000, 512.0)),
        (b"1004;530.5;-7", wave(1004, 530.5, -7.0)),
        (b"1004\t530", wave(1004, 530.0)),
        (b"1004 530", wave(1004, 530.0)),
        (b"1004 ,  530", wave(1004, 530.0)),
        (b"1008,!", wave(1008, None)),
        (b"1008,nan", wave(1008, math.nan)),
        (b"1008,NAN", wave(1008, math.nan)),
        (b"# hrvb wave 1 unit=us kind=ecg rate=250", WaveHeader(unit="us", kind="ecg", rate_hz=250.0)),
        (b"# soften wave 1 kind=pulse pin=3", WaveHeader(kind="pulse")),
        (b"# my ECG", Comment(text="my ECG")),
    ],
)
def test_a_line_of_a_wave_decodes(line, record):
    assert decode_wave_line(line) == record


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"1000",
        b"1000,",
        b"1000,,5",
        b"-4,5",
        b"1.5,5",
        b"1000,5x",
        b"1000,inf",
        b"1000,1e3",
        b"# soften ibi 1",
        b"# soften wave 1 unit=s",
        b"# soften wave 1 kind=brain",
        b"# soften wave 1 rate=0",
        b"# soften wave 1 rate=fast",
    ],
)
def test_other_lines_are_refused(line):
    with pytest.raises(MalformedDataError):
        decode_wave_line(line)


@pytest.mark.parametrize(
    ("line", "record"),
    [
        (b"523", ValueLine(value=523.0)),
        (b"-1.25", ValueLine(value=-1.25)),
        (b"!", ValueLine(value=None)),
        (b"nan", ValueLine(value=math.nan)),
        (b"# soften values 1", LineHeader(format="values", version=1)),
    ],
)
def test_a_bare_value_decodes(line, record):
    assert repr(decode_value_line(line)) == repr(record)


values = st.none() | st.just(math.nan) | st.floats(-1e9, 1e9).map(lambda value: round(value, 6) + 0.0)
waves = st.builds(
    WaveLine, ticks=st.integers(0, 10**20 - 1), values=st.lists(values, min_size=1, max_size=5).map(tuple)
)
headers = st.builds(
    WaveHeader,
    unit=st.sampled_from(["ms", "us"]),
    kind=st.sampled_from([None, "ecg", "pulse", "falling"]),
    rate_hz=st.none() | st.integers(1, 2000).map(float) | st.just(0.5),
)


@given(waves | headers)
def test_a_record_of_a_wave_that_is_encoded_decodes_to_the_same(record):
    assert decode_wave_line(record.encode()) == record


@given(st.builds(ValueLine, value=values))
def test_a_value_that_is_encoded_decodes_to_the_same(record):
    assert repr(decode_value_line(record.encode())) == repr(record)


@given(st.binary(max_size=40) | st.from_regex(rb"[0-9]{1,30}[,; ][0-9!nan.-]{1,30}"))
@pytest.mark.parametrize("decode", [decode_wave_line, decode_value_line])
def test_any_bytes_decode_or_are_refused(decode, data):
    try:
        record = decode(data)
    except MalformedDataError:
        return
    assert repr(decode(record.encode())) == repr(record)


def places(clock, *ticks):
    return [(placed.device_s, placed.anew) for tick in ticks for placed in clock.place(wave(tick, 1.0))]


@pytest.mark.parametrize(
    ("unit", "ticks", "placed", "strays"),
    [
        ("ms", (1000, 1004), [(1.0, False), (1.004, False)], 0),
        ("us", (1000, 5000), [(0.001, False), (0.005, False)], 0),
        ("ms", (4294967292, 0, 4), [(4294967.292, False), (4294967.296, False), (4294967.3, False)], 0),
        ("ms", (50_000, 12, 16), [(50.0, False), (0.012, True), (0.016, False)], 0),  # reset
        ("ms", (1000, 90_000, 90_004), [(1.0, False), (90.0, True), (90.004, False)], 0),  # slept
        ("ms", (1000, 104, 1008), [(1.0, False), (1.008, False)], 1),  # a digit was lost
        ("ms", (1000, 10_0004, 1008), [(1.0, False), (1.008, False)], 1),  # a digit came in
        ("ms", (50_000, 7, 99_999, 12, 16), [(50.0, False), (0.012, True), (0.016, False)], 2),
        ("ms", (1000, 1000, 1004), [(1.0, False), (1.004, False)], 1),
        ("ms", (1000, 9000), [(1.0, False), (9.0, False)], 0),
        ("ms", (2**32 + 1000, 2**32 + 1004), [(4294968.296, False), (4294968.3, False)], 0),  # a count of 64 bits
    ],
)
def test_the_clock_of_a_board_is_followed(unit, ticks, placed, strays):
    clock = BoardClock(unit)
    assert places(clock, *ticks) == placed
    assert clock.strays == strays


def test_after_a_break_the_clock_is_taken_as_it_is():
    clock = BoardClock("ms")
    places(clock, 1000, 5)
    clock.clear()
    assert places(clock, 70_000) == [(70.0, False)]


@given(st.lists(st.integers(0, 2**33), max_size=40))
def test_time_never_goes_back_unless_the_count_began_anew(ticks):
    clock, before_s = BoardClock("ms"), -math.inf
    for device_s, anew in places(clock, *ticks):
        assert anew or device_s > before_s
        before_s = device_s
