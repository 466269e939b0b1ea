from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import MalformedDataError
from devices.protocols.soften_lines import (
    BeatLine,
    ContactLine,
    OtherVersion,
    PulseHeader,
    SoftenFramer,
    WaveLine,
    decode_line,
    is_intact,
    seal,
)

HEADER = PulseHeader(rate_hz=250, adc_bits=10, board="uno")

sequences = st.integers(0, 2**16 - 1)
stamps = st.integers(0, 2**32 - 1)
boards = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_.", min_size=1, max_size=20)
lines = st.one_of(
    st.builds(PulseHeader, rate_hz=st.integers(1, 99999), adc_bits=st.integers(1, 16), board=boards),
    st.builds(OtherVersion, version=st.integers(0, 9999).filter(lambda version: version != 1)),
    st.builds(WaveLine, sequence=sequences, us=stamps, value=st.integers(0, 2**16 - 1)),
    st.builds(BeatLine, sequence=sequences, us=stamps, interval_us=stamps),
    st.builds(ContactLine, sequence=sequences, us=stamps, contact=st.sampled_from(["clear", "flat", "clipped"])),
)


@pytest.mark.parametrize(
    ("line", "record"),
    [
        (b"# soften pulse 1 rate=250 unit=us kind=pulse bits=10 board=uno*FCD8", HEADER),
        (b"w,0,8,511*4787", WaveLine(sequence=0, us=8, value=511)),
        (seal(b"w,65535,4294967295,65535"), WaveLine(sequence=65535, us=2**32 - 1, value=65535)),
        (seal(b"b,7,123456789,812345"), BeatLine(sequence=7, us=123456789, interval_us=812345)),
        (seal(b"b,7,123456789,0"), BeatLine(sequence=7, us=123456789, interval_us=0)),
        (seal(b"n,9,5000000,clipped"), ContactLine(sequence=9, us=5000000, contact="clipped")),
        (seal(b"# soften pulse 2 rate=500"), OtherVersion(version=2)),
        (seal(b"# soften pulse 1 bits=10 unit=us led=13 kind=pulse rate=250 board=uno"), HEADER),
    ],
)
def test_lines_of_the_protocol(line, record):
    assert decode_line(line) == record
    assert decode_line(record.encode()) == record


def test_the_checksum_is_the_one_that_catalogues_call_ibm_3740():
    assert seal(b"123456789") == b"123456789*29B1"


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"*FFFF",
        b"w,0,8,511",
        b"w,0,8,511*4788",
        b"w,0,8,511*4787 ",
        b"w,0,8,512*4787",
        seal(b"w,1,4000,511").lower(),
        seal(b"w,00,8,511"),
        seal(b"w,65536,8,511"),
        seal(b"w,0,4294967296,511"),
        seal(b"w,0,8,65536"),
        seal(b"w,0,8,-1"),
        seal(b"w,0,8,"),
        seal(b"b,0,8,4294967296"),
        seal(b"n,0,8,bright"),
        seal(b"x,0,8,511"),
        seal(b"# a comment"),
        seal(b"# soften wave 1 rate=250"),
        seal(b"# soften pulse 1 rate=250 unit=ms kind=pulse bits=10 board=uno"),
        seal(b"# soften pulse 1 rate=250 unit=us kind=ecg bits=10 board=uno"),
        seal(b"# soften pulse 1 rate=0 unit=us kind=pulse bits=10 board=uno"),
        seal(b"# soften pulse 1 rate=250 unit=us kind=pulse bits=17 board=uno"),
        seal(b"# soften pulse 1 rate=250 unit=us kind=pulse bits=10"),
        b"# soften pulse 1 rate=250 unit=us kind=pulse bits=10 board=uno",
    ],
)
def test_lines_that_break_the_rules(line):
    with pytest.raises(MalformedDataError):
        decode_line(line)


@pytest.mark.parametrize("record", [WaveLine, BeatLine, ContactLine, PulseHeader, OtherVersion])
def test_each_record_refuses_the_lines_of_the_others(record):
    others = {WaveLine, BeatLine, ContactLine, PulseHeader, OtherVersion} - {record}
    examples = {
        WaveLine: b"w,0,8,511",
        BeatLine: b"b,0,8,511",
        ContactLine: b"n,0,8,flat",
        PulseHeader: HEADER.encode()[:-5],
        OtherVersion: b"# soften pulse 3",
    }
    for other in others:
        with pytest.raises(MalformedDataError):
            record.decode(seal(examples[other]))


@given(lines)
def test_decode_is_the_inverse_of_encode(record):
    assert decode_line(record.encode()) == record
    assert type(record).decode(record.encode()) == record


@given(st.one_of(st.binary(max_size=80), st.binary(max_size=60).map(seal)))
def test_any_bytes_decode_or_are_malformed(data):
    try:
        record = decode_line(data)
    except MalformedDataError:
        return
    assert is_intact(data)
    assert decode_line(record.encode()) == record


@pytest.mark.parametrize(
    "record",
    [
        HEADER,
        OtherVersion(version=2),
        WaveLine(sequence=4711, us=3_000_000_000, value=1023),
        BeatLine(sequence=9, us=123456789, interval_us=812345),
        ContactLine(sequence=9, us=5000000, contact="flat"),
    ],
)
def test_one_wrong_bit_anywhere_is_seen(record):
    before, after = WaveLine(sequence=1, us=0, value=1), WaveLine(sequence=3, us=8000, value=3)
    line = record.encode()
    for bit in range(8 * len(line)):
        damaged = bytearray(line)
        damaged[bit // 8] ^= 1 << bit % 8
        framer = SoftenFramer()
        stream = b"\n".join([HEADER.encode(), before.encode(), bytes(damaged), after.encode(), b""])
        assert framer.feed(stream) == [HEADER, before, after]
        assert framer.malformed >= 1


@given(st.lists(lines, min_size=1, max_size=6), st.lists(st.integers(0, 300), max_size=6), st.booleans())
def test_cut_anywhere_the_lines_are_the_same(records, cuts, returns):
    end = b"\r\n" if returns else b"\n"
    data = b"".join(record.encode() + end for record in [HEADER, *records])
    framer, places = SoftenFramer(), sorted({min(cut, len(data)) for cut in cuts} | {0, len(data)})
    told = [record for first, last in pairwise(places) for record in framer.feed(data[first:last])]
    assert told == [HEADER, *records]
    assert (framer.malformed, framer.bad_checksums) == (0, 0)


def test_damage_is_counted_and_costs_no_other_line():
    framer = SoftenFramer()
    good = WaveLine(sequence=1, us=4000, value=500)
    told = framer.feed(HEADER.encode() + b"\nw,0,0,500*0000\nrst:0x1 (POWERON)\n" + seal(b"x,1") + b"\n\xff\xfe\n")
    told += framer.feed(b"w" * 5000)
    told += framer.feed(b"\n" + good.encode() + b"\n")
    assert told == [HEADER, good]
    assert framer.bad_checksums == 2
    assert framer.malformed > 4
    framer.clear()
    assert framer.feed(good.encode()[5:] + b"\n" + HEADER.encode() + b"\n") == [HEADER]
