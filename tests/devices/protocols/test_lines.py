import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import MalformedDataError
from devices.protocols.line_header import Comment, LineHeader, decode_comment
from devices.protocols.lines import LONGEST_LINE, LineFramer, LineReader


@pytest.mark.parametrize(
    ("data", "lines", "malformed"),
    [
        (b"32\n812\r\n 830 \n", [b"812", b"830"], 0),
        (b"\n812\n\r\n\n850\n86", [b"812", b"850"], 0),
        (b"812\n", [], 0),
        (b"# soften ibi 1\r\n812\n", [b"# soften ibi 1", b"812"], 0),
        (b"\n8\xb52\n830\n", [b"830"], 1),
        (b"\n8\r2\n", [b"8\r2"], 0),
        (b"\n" + LONGEST_LINE * b"7" + b"\n1\n", [LONGEST_LINE * b"7", b"1"], 0),
        (b"\n" + (LONGEST_LINE + 1) * b"7" + b"\n1\n", [b"1"], 1),
        (b"\n" + (3 * LONGEST_LINE + 1) * b"\0", [], 3),
        ((LONGEST_LINE + 1) * b"x" + b"\n812\n", [b"812"], 1),
    ],
)
def test_bytes_are_cut_into_lines(data, lines, malformed):
    reader = LineReader()
    assert reader.feed(data) == lines
    assert reader.malformed == malformed


def test_after_a_break_the_rest_of_a_line_is_let_go():
    reader = LineReader()
    reader.feed(b"\n81")
    reader.clear()
    assert reader.feed(b"2\n830\n") == [b"830"]


@given(st.lists(st.sampled_from([b"8", b"\n", b"\r", b"#", b" ", b"\xff", 90 * b"y"])), st.data())
def test_where_the_stream_is_cut_changes_nothing(parts, data):
    stream = b"".join(parts)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    whole, pieces, lines = LineReader(), LineReader(), []
    for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        lines += pieces.feed(stream[begin:end])
    assert lines == whole.feed(stream)
    assert pieces.malformed == whole.malformed


@given(st.binary(min_size=1, max_size=300), st.integers(0, 49))
def test_garbage_costs_one_line_at_most(garbage, at):
    sent = [str(1000 + number).encode() for number in range(10)]
    stream = b"\n".join([b"", *sent, b""])
    got = LineReader().feed(stream[: at + 1] + garbage + stream[at + 1 :])
    assert len(set(sent) - set(got)) <= 1


@given(st.binary())
def test_nothing_is_held_for_long(data):
    reader = LineReader()
    reader.feed(data)
    assert len(reader._held) <= LONGEST_LINE


def test_a_framer_counts_what_its_protocol_refuses():
    def decode(line):
        if not line.isdigit():
            raise MalformedDataError("no number", line)
        return int(line)

    framer = LineFramer(decode)
    assert framer.feed(b"1\n2\nx\n\xff\n3\n4") == [2, 3]
    assert framer.malformed == 2
    framer.clear()
    assert framer.feed(b"5\n6\n") == [6]


@pytest.mark.parametrize(
    ("line", "record"),
    [
        (b"# soften ibi 1", LineHeader(format="ibi", version=1)),
        (b"# hrvb ibi 1", LineHeader(format="ibi", version=1)),
        (b"#soften pulse 12", LineHeader(format="pulse", version=12)),
        (
            b"# hrvb wave 1 unit=us kind=ecg rate=250",
            LineHeader(format="wave", version=1, options=(("unit", "us"), ("kind", "ecg"), ("rate", "250"))),
        ),
        (b"# soften wave", Comment(text="soften wave")),
        (b"# finger sensor v1", Comment(text="finger sensor v1")),
        (b"#", Comment(text="")),
    ],
)
def test_a_comment_may_be_a_header(line, record):
    assert decode_comment(line) == record
    assert decode_comment(record.encode()) == record


@pytest.mark.parametrize("line", [b"", b"812", b"# caf\xc3\xa9", b"# a\0b"])
def test_other_lines_are_no_comments(line):
    with pytest.raises(MalformedDataError):
        decode_comment(line)


word = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True)
value = st.from_regex(r"[!-<>-~]{1,8}", fullmatch=True)


@given(
    st.builds(
        LineHeader,
        format=word,
        version=st.integers(0, 9999),
        options=st.lists(st.tuples(st.from_regex(r"[a-z_]{1,6}", fullmatch=True), value), max_size=4).map(tuple),
    )
)
def test_headers_decode_to_what_was_encoded(header):
    assert LineHeader.decode(header.encode()) == header


@given(st.from_regex(r"([!-~]([ -~]*[!-~])?)?", fullmatch=True))
def test_comments_decode_to_what_was_encoded(text):
    assert Comment.decode(Comment(text=text).encode()) == Comment(text=text)
