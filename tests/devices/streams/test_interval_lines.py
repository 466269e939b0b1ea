import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rigs.serial.text_lines import beats_of, contacts_of, intervals_of, run
from tests.rigs.words.sentence_of import sentence_of


def test_every_line_is_a_beat_as_sent():
    stream, events = run("ibi", [(b"32\r\n812\r\n812.5\r\n0\r\n99999\r\n81 2\r\n# v1\r\n830", 1.0), (b"\n", 2.0)])
    assert intervals_of(events) == pytest.approx([812.0, 812.5, math.nan, 99999.0, 830.0], nan_ok=True)
    assert [beat.arrived_s for beat in beats_of(events)] == [1.0, 1.0, 1.0, 1.0, 2.0]
    assert {fact.name: fact.value for fact in stream.final_statistics(3.0)} == {
        "malformed-lines": 1,
        "out-of-range-lines": 1,
    }


def test_what_a_board_says_as_it_starts_is_passed_over():
    started = b"ets Jul 29 2019 12:21:46\r\nrst:0x1 (POWERON_RESET)\r\nentry 0x400805f0\r\n"
    stream, events = run("ibi", [(b"\n812\n" + started + b"820\n", 1.0)])
    assert intervals_of(events) == [812.0, 820.0]
    assert stream.announcement is None
    assert stream.final_statistics(2.0) == []


def test_contact_is_told_by_a_sensor_that_loses_it():
    _, events = run("ibi", [(b"\n812\n!\n!leads\n830\n", 1.0)])
    assert contacts_of(events) == ["no", "yes"]


def test_after_a_break_the_rest_of_a_line_is_no_beat():
    stream, _ = run("ibi", [(b"\n812\n8", 1.0)])
    stream.restart()
    _, events = run("ibi", [(b"12\n845\n", 9.0)], stream=stream)
    assert intervals_of(events) == [845.0]


def test_lines_that_cannot_be_read_are_remarked_on_while_they_last():
    stream, _ = run("ibi", [(b"\n" + 4 * b"812\n", 0.5), (b"8\xff2\n", 1.0), (b"x\n", 2.0)])
    assert sentence_of(stream.announcement) == ""
    stream.feed(b"\xfe\xfe\n", 3.0)
    assert "Serial.begin" in sentence_of(stream.announcement)
    stream.feed(b"812\n", 7.5)
    assert sentence_of(stream.announcement) == ""


def test_bytes_without_any_line_are_remarked_on():
    stream, events = run("ibi", [(100 * b"\0\xf8", second) for second in range(5)])
    assert not events
    assert "Serial.begin" in sentence_of(stream.announcement)


lines = st.lists(st.sampled_from(["812", "812.5", "0", "!", "!x", "# c", "8x", "", "99999"]), max_size=20)


@given(lines, st.data())
def test_where_the_stream_is_cut_changes_nothing(sent, data):
    stream = "\r\n".join(["", *sent, ""]).encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=6)))
    pieces = [stream[begin:end] for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True)]
    _, whole = run("ibi", [(stream, 1.0)])
    _, cut = run("ibi", [(piece, 1.0) for piece in pieces])
    assert repr(cut) == repr(whole)
