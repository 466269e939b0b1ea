import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import MalformedDataError
from devices.protocols.interval_lines import ContactLost, IntervalLine, decode_line
from devices.protocols.line_header import Comment, LineHeader
from devices.protocols.lines import LineFramer


@pytest.mark.parametrize(
    ("line", "record"),
    [
        (b"812", IntervalLine(interval_ms=812.0)),
        (b"812.5", IntervalLine(interval_ms=812.5)),
        (b" 812 ", IntervalLine(interval_ms=812.0)),
        (b"0", IntervalLine(interval_ms=0.0)),
        (b"!", ContactLost()),
        (b"! leads off", ContactLost(text="leads off")),
        (b"# finger sensor v1", Comment(text="finger sensor v1")),
        (b"# hrvb ibi 1", LineHeader(format="ibi", version=1)),
        (b"99999", IntervalLine(interval_ms=99999.0)),
    ],
)
def test_a_line_decodes(line, record):
    assert decode_line(line) == record


@pytest.mark.parametrize("line", [b"81 2", b"8a2", b"", b"-812", b"1e3", b".5", b"812.", b"!\xff", 65 * b"8", b"8\r2"])
def test_other_lines_are_refused(line):
    with pytest.raises(MalformedDataError) as refusal:
        decode_line(line)
    assert refusal.value.data == line


@pytest.mark.parametrize(
    ("interval_ms", "in_range"), [(0.0, True), (199.9, False), (200.0, True), (3000.0, True), (99999.0, False)]
)
def test_what_cannot_be_a_heart_is_told_apart(interval_ms, in_range):
    assert IntervalLine(interval_ms=interval_ms).in_range is in_range


def test_no_interval_is_not_a_number():
    assert math.isnan(IntervalLine(interval_ms=0.0).rr_ms)
    assert IntervalLine(interval_ms=812.5).rr_ms == 812.5


records = st.builds(IntervalLine, interval_ms=st.floats(0.001, 1e9) | st.just(0.0)) | st.builds(
    ContactLost, text=st.from_regex(r"([!-~]([ -~]{0,40}[!-~])?)?", fullmatch=True)
)


@given(records)
def test_what_is_encoded_decodes_to_the_same(record):
    assert decode_line(record.encode()) == record


@given(st.binary(max_size=500))
def test_any_bytes_decode_or_are_refused(data):
    try:
        record = decode_line(data)
    except MalformedDataError:
        return
    assert decode_line(record.encode()) == record


def test_a_stream_counts_its_malformed_lines():
    framer = LineFramer(decode_line)
    assert framer.feed(b"32\r\n812\r\n8a2\r\n\r\n0\r\n") == [
        IntervalLine(interval_ms=812.0),
        IntervalLine(interval_ms=0.0),
    ]
    assert framer.malformed == 1
