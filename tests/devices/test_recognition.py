import dataclasses
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from devices import registry, sensor_kinds
from devices.protocols.soften_lines import seal
from devices.protocols.start_text import is_sketch_without_beats
from devices.recognition import Recognition, recognise

BOOT = (
    b"ets Jun  8 2016 00:22:57\r\n\r\nrst:0x1 (POWERON_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n"
    b"configsip: 0, SPIWP:0xee\r\nmode:DIO, clock div:2\r\nload:0x3fff0030,len:1344\r\nentry 0x400805f0\r\n"
)
RUBBISH = bytes(random.Random(1).choice([0x00, 0x8C, 0xE0, 0x1C, 0xFE]) for _ in range(200))


def text(*lines, times=1):
    return "".join(f"{line}\r\n" for line in times * lines).encode()


def samples(form, count):
    return text(*(form.format(n=n, t=4 * n, v=500 + 37 * n % 91) for n in range(count)))


def sealed(*bodies):
    return b"".join(seal(body.encode()) + b"\n" for body in bodies)


SPOKEN = [
    ("pulsesensor", samples("S{v}", 150)),
    ("pulsesensor", samples("S{v}", 20) + text("B72", "Q833", times=3)),
    ("pulsesensor", text("a511", "b498", times=70) + text("A70", "M858", "B71", "N845")),
    ("pulsesensor", text("!", times=30)),
    ("values", text("!", times=600)),
    ("plotter", samples("72,833,{v}", 80) + samples("72,851,{v}", 70)),
    ("plotter", samples("0,600,{v}", 150)),
    ("ibi", text("812", "845", "833")),
    ("ibi", text("812.5", "!", "# hello", "845")),
    ("ibi", text("# soften ibi 1")),
    ("ibi", text("# hrvb ibi 1", "812")),
    ("wave", samples("{t},{v}", 700)),
    ("wave", samples("{t}\t{v}", 700)),
    ("wave", samples("{t};{v};{n}", 700)),
    ("wave", samples("{n},512,{v}", 300)),  # much like a plotter, but for the time that rises
    ("wave;unit=us;kind=ecg;rate_hz=250", text("# soften wave 1 unit=us kind=ecg rate=250") + samples("{t},{v}", 9)),
    ("wave;unit=ms", text("# hrvb wave 1")),
    ("values", samples("{v}", 300)),
    ("max3010x", samples("IR={v}, BPM=72.00, Avg BPM=70", 75)),
    ("max3010x", samples("IR={v}, BPM=72.00, Avg BPM=70 No finger?", 75)),
    ("max3010x", samples(" R[{v}] IR[{v}] G[90] Hz[47.20]", 75)),
    ("max3010x", samples("red={v}, ir={v}", 75)),
    ("max3010x", samples("red={v}, ir={v}, HR=75, HRvalid=1, SPO2=98, SPO2Valid=1", 75)),
    ("max3010x", samples("IR[{v}] Hz[25.00] delta[3]", 75)),
    ("max3010x", text("Initializing...", "MAX30105 was not found. Please check wiring/power. ")),
    ("soften", text("# soften pulse 1 rate=250 unit=us kind=pulse bits=10 board=uno*FCD8")),
    ("soften", sealed(*(f"w,{n},{4000 * n},{500 + 37 * n % 91}" for n in range(300)), "b,301,1200000,845000")),
]


@pytest.mark.parametrize("before", [b"2\r\n", b"\r\n", BOOT, RUBBISH + b"\r\n" + BOOT, b"#hello\r\n"])
@pytest.mark.parametrize(("channel", "spoken"), SPOKEN)
def test_a_protocol_is_told_by_its_lines(channel, spoken, before):
    assert recognise(before + spoken, 3.0) == Recognition(verdict="known", channel=channel)


@pytest.mark.parametrize(("channel", "spoken"), [row for row in SPOKEN if row[1].count(b"\n") > 20])
def test_a_few_damaged_lines_and_a_cut_end_hide_nothing(channel, spoken):
    lines = spoken.split(b"\n")
    lines[7] = lines[7][:1] + b"\xff" + lines[7][1:]
    lines[11] = b"?" + lines[11]
    spoilt = b"\n".join(lines)
    assert recognise(spoilt[1:-3], 3.0).channel == channel


@pytest.mark.parametrize(
    ("data", "verdict", "lines"),
    [
        (b"", "silence", ()),
        (RUBBISH, "wrong-speed", ()),
        (RUBBISH + b"\n812\n", "wrong-speed", ()),
        (b"\0\0\0\0", "wrong-speed", ()),
        (BOOT, "boot-text", ()),
        (b"x\r\n" + BOOT, "boot-text", ()),
        (text("", "Initializing..."), "boot-text", ()),
        (text("", "BPM: 72", "BPM: 73", "BPM: 74", "BPM: 75"), "unknown-text", ("BPM: 72", "BPM: 73", "BPM: 74")),
        (text("", 90 * "long "), "unknown-text", ((90 * "long ")[:60],)),
        (b"812", "unknown-text", ("812",)),
        (b"\n\n\n", "unknown-text", ()),
        (samples("{v}", 25), "unknown-text", ("537", "574", "520")),  # too many for beats, too few for a wave
        (samples("{v},{v}", 150), "unknown-text", ("537,537", "574,574", "520,520")),  # no time that rises
    ],
)
def test_what_is_not_known_is_named(data, verdict, lines):
    assert recognise(data, 3.0) == Recognition(verdict=verdict, lines=lines)


STARTERS = [
    (text("♥  A HeartBeat Happened ! ", "BPM: 72", times=4), ("♥  A HeartBeat Happened !", "BPM: 72")),
    (text("♥", times=5), ("♥",)),
    (text("❤️ beat", times=5), ("♥ beat",)),
    (text("Beat!", "Heart rate:71.31bpm / SpO2:97%", times=4), ("Beat!", "Heart rate:71.31bpm / SpO2:97%")),
    (text("Heart Rate: 72", times=5), ("Heart Rate: 72",)),
]


@pytest.mark.parametrize("before", [b"", BOOT, b"\x1b[0;32mI (29) boot: ESP-IDF v5.1\x1b[0m\r\n"])
@pytest.mark.parametrize(("said", "lines"), STARTERS)
def test_a_starter_sketch_is_quoted_without_what_the_board_said_before(said, lines, before):
    found = recognise(b"x\r\n" + before + said, 5.0)
    assert found.verdict == "unknown-text"
    assert set(found.lines) == set(lines)
    assert is_sketch_without_beats(found.lines)


@pytest.mark.parametrize("lines", [("temperature 21", "humidity 40"), ("BPM: 72",), ("", ""), (), ("hr", "hr", "hr")])
def test_other_lines_are_no_starter_sketch(lines):
    assert not is_sketch_without_beats(lines)


def test_the_last_words_of_a_board_are_start_text_too():
    words = ("Guru Meditation Error: Core  1 panic'ed", "Backtrace: 0x400d", "Rebooting...", "[  12][E][Wire.cpp:1] x")
    assert recognise(text("x", *words), 3.0) == Recognition(verdict="boot-text")


def claim(name, byte):
    return lambda received: name if byte in received.no_text else ""


def test_kinds_are_asked_in_order_of_strictness_about_what_is_no_text(monkeypatch):
    loose, strict = (
        dataclasses.replace(registry.SERIAL_KINDS[0], name=name, recogniser=f"{__name__}:{name}", looseness=looseness)
        for name, looseness in (("loose", 5), ("strict", 0))
    )
    recognisers = {f"{__name__}:loose": claim("loose", b"\x81"), f"{__name__}:strict": claim("strict", b"\x80")}
    monkeypatch.setattr(registry, "SERIAL_KINDS", (loose, strict))
    monkeypatch.setattr(sensor_kinds, "loaded", recognisers.__getitem__)
    assert recognise(b"\x80\x81\x01" * 30, 2.0).channel == "strict"
    assert recognise(b"\x81\x01\x01" * 30, 2.0).channel == "loose"
    assert recognise(b"\x82\x01\x01" * 30, 2.0).verdict == "wrong-speed"
    assert recognise(samples("{v}", 300), 3.0).verdict == "unknown-text"


@given(st.binary(max_size=400), st.floats(0.1, 5.0))
def test_any_bytes_are_judged(data, seconds):
    received = recognise(data, seconds)
    assert (received.verdict == "known") == bool(received.channel)
    assert len(received.lines) <= 3
    assert all(len(line) <= 60 and line.isascii() for line in received.lines)


@given(st.integers(0, 2**32), st.integers(30, 3000))
def test_noise_is_no_protocol(seed, length):
    assert recognise(random.Random(seed).randbytes(length), 3.0).verdict in ("wrong-speed", "unknown-text")


@given(st.lists(st.sampled_from(["S512", "812", "a511", "1,2", "72,833,5", "!", "IR=5", "hi", "# x"]), max_size=60))
def test_a_jumble_of_lines_is_judged(lines):
    assert recognise(text(*lines), 3.0).verdict in ("known", "unknown-text", "silence", "boot-text")
