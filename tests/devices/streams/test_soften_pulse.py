import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.events import Beat, Contact, SampleBlock
from devices.protocols.soften_lines import BeatLine, ContactLine, OtherVersion, PulseHeader, WaveLine, seal
from devices.streams.decoder import stream_for
from devices.streams.soften_pulse import SoftenPulseStream
from devices.streams.stream import BeatCount
from tests.rigs.words.sentence_of import sentence_of

HEADER = PulseHeader(rate_hz=250, adc_bits=10, board="uno")


def packet(*records):
    return b"".join(record.encode() + b"\n" for record in records)


def wave(sequence, us, value=500):
    return WaveLine(sequence=sequence, us=us % 2**32, value=value)


def beat(sequence, us, interval_us):
    return BeatLine(sequence=sequence, us=us % 2**32, interval_us=interval_us)


def contact(sequence, us, state):
    return ContactLine(sequence=sequence, us=us, contact=state)


def stream():
    return stream_for("soften", BeatCount("board"))


def of_kind(stream, kind, *packets):
    events = [event for number, data in enumerate(packets) for event in stream.feed(data, 1.0 + number)]
    return [event for event in events if isinstance(event, kind)]


def intervals(*records):
    return [beat.rr_ms for beat in of_kind(stream(), Beat, packet(HEADER, *records))]


def nans_as_none(values):
    return [None if math.isnan(value) else value for value in values]


def test_the_decoder_knows_it():
    assert isinstance(stream_for("soften", BeatCount("board")), SoftenPulseStream)


def test_beats_are_the_boards_own_intervals():
    found = of_kind(stream(), Beat, packet(HEADER, beat(0, 1_000_000, 0)), packet(beat(1, 1_812_345, 812_345)))
    assert math.isnan(found[0].rr_ms)
    assert repr(found[1]) == repr(Beat(source="board", index=1, arrived_s=2.0, rr_ms=812.345))


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        # every beat in its place, across the wrap of the board's clock
        ([beat(0, 2**32 - 500_000, 0), beat(1, 2**32 + 300_000, 800_000)], [None, 800.0]),
        # lines of the wave were lost, but no beat
        ([beat(0, 1_000_000, 0), beat(150, 1_800_000, 800_000)], [None, 800.0]),
        # a beat was lost: its neighbour's interval stands alone
        (
            [beat(0, 1_000_000, 0), beat(2, 2_600_000, 800_000), beat(3, 3_400_000, 800_000)],
            [None, None, 800.0],
        ),
        # who comes late has not heard the beat before
        ([beat(900, 9_000_000, 810_000), beat(901, 9_800_000, 800_000)], [None, 800.0]),
        # the board does not know the interval
        ([beat(0, 1_000_000, 0), beat(1, 1_800_000, 0), beat(2, 2_600_000, 800_000)], [None, None, 800.0]),
        # contact was lost between two beats
        (
            [beat(0, 1_000_000, 0), contact(1, 1_400_000, "flat"), beat(2, 1_800_000, 800_000)],
            [None, None],
        ),
        # the board was reset: numbers begin again
        ([beat(500, 1_000_000, 0), beat(0, 1_800_000, 800_000)], [None, None]),
        # the board was reset: its clock begins again
        ([beat(40_000, 600_000_000, 0), beat(40_001, 800_000, 800_000)], [None, None]),
    ],
)
def test_an_interval_counts_when_it_is_the_step_from_the_beat_before(records, expected):
    assert nans_as_none(intervals(*records)) == expected


def test_nothing_is_taken_before_the_header():
    late = stream()
    assert late.feed(packet(HEADER)[20:] + packet(wave(7, 28_000), beat(8, 1_000, 0), contact(9, 0, "flat")), 1.0) == []
    assert sentence_of(late.announcement) == ""
    assert late.facts == {}
    assert len(of_kind(late, SampleBlock, packet(HEADER, wave(10, 32_000)))) == 1


def test_the_wave_comes_with_the_boards_own_times():
    blocks = of_kind(
        stream(),
        SampleBlock,
        packet(HEADER, wave(0, 2**32 - 4_000, 500), wave(1, 2**32, 501)),
        packet(wave(2, 2**32 + 4_000, 502)),
    )
    assert [(block.kind, block.unit, block.channels, block.rate_hz) for block in blocks] == [
        ("pulse", "1", 1, 250.0)
    ] * 2
    device_s = np.concatenate([np.frombuffer(block.device_s, "<f8") for block in blocks])
    assert device_s.tolist() == [4294.963296, 4294.967296, 4294.971296]
    assert np.concatenate([np.frombuffer(block.values, "<f8") for block in blocks]).tolist() == [500.0, 501.0, 502.0]
    assert blocks[0].t_s == blocks[0].arrived_s == 1.0
    assert blocks[1].t_s == pytest.approx(1.004), "by the board's clock, not by the late arrival at 2.0"


def test_a_reset_board_begins_a_block_and_a_clock_of_its_own():
    board = stream()
    blocks = of_kind(board, SampleBlock, packet(HEADER, wave(900, 3_600_000), wave(0, 0), wave(1, 4_000)))
    assert [np.frombuffer(block.device_s, "<f8").tolist() for block in blocks] == [[3.6], [0.0, 0.004]]
    assert board.lost_lines == 0


@pytest.mark.parametrize("us", [0, 3_500_000])
def test_a_reset_board_is_timed_by_its_new_clock(us):
    board = stream()
    board.feed(packet(HEADER, wave(900, 3_600_000)), 1.0)
    (block,) = of_kind(board, SampleBlock, b"", packet(wave(0, us)))
    assert block.t_s == 2.0


def test_lost_lines_are_counted_across_the_turn_of_the_numbers():
    board = stream()
    board.feed(packet(HEADER, wave(65534, 0), wave(65535, 4_000), wave(2, 16_000), beat(3, 10_000, 0)), 1.0)
    assert board.lost_lines == 2
    assert {fact.name: fact.value for fact in board.final_statistics(9.0)} == {"lost-lines": 2}


def test_contact_is_told_when_it_changes_and_in_words():
    board = stream()
    states = of_kind(
        board,
        Contact,
        packet(HEADER, contact(0, 0, "clear")),
        packet(contact(1, 10, "clear"), contact(2, 20, "flat")),
    )
    assert [(event.t_s, event.state) for event in states] == [(1.0, "yes"), (2.0, "no")]
    flat = sentence_of(board.announcement)
    assert of_kind(board, Contact, packet(contact(3, 30, "clipped"))) == []
    assert sentence_of(board.announcement) not in ("", flat)
    assert [event.state for event in of_kind(board, Contact, packet(contact(4, 40, "clear")))] == ["yes"]
    assert sentence_of(board.announcement) == ""


def test_a_header_repeated_takes_back_no_sentence():
    board = stream()
    board.feed(packet(HEADER, contact(0, 0, "flat")), 1.0)
    flat = sentence_of(board.announcement)
    board.feed(packet(HEADER), 2.0)
    assert sentence_of(board.announcement) == flat != ""


@pytest.mark.parametrize(("version", "newer"), [(0, False), (2, True)])
def test_another_version_is_said_kindly_and_its_lines_are_left_alone(version, newer):
    board = stream()
    assert board.feed(packet(OtherVersion(version=version), wave(0, 0), beat(1, 0, 0)), 1.0) == []
    assert f"version {version}" in sentence_of(board.announcement)
    assert ("newer Soften" in sentence_of(board.announcement)) is newer
    assert "docs/pulse-sensor.md" in sentence_of(board.announcement)
    assert len(of_kind(board, Beat, packet(HEADER, beat(2, 0, 0)))) == 1
    assert sentence_of(board.announcement) == ""


def test_after_lines_of_another_version_a_header_is_waited_for():
    board = stream()
    assert of_kind(board, Beat, packet(HEADER, OtherVersion(version=2), beat(0, 0, 0))) == []
    assert "version 2" in sentence_of(board.announcement)
    assert len(of_kind(board, Beat, packet(HEADER, beat(1, 0, 0)))) == 1


def test_what_the_board_says_of_itself():
    board = stream()
    board.feed(packet(HEADER), 1.0)
    assert board.facts == {
        "model": "uno",
        "firmware": "soften pulse 1",
        "rate_hz": 250,
        "adc_bits": 10,
        "resolution_ms": 0.004,
        "rmssd_floor_ms": 0.003,
    }


def test_damage_is_accounted_for_at_the_end():
    board = stream()
    assert board.final_statistics(1.0) == []
    board.feed(packet(HEADER, wave(0, 0)) + b"w,1,4000,50" + seal(b"?")[1:] + b"\n" + seal(b"?") + b"\n", 1.0)
    board.feed(packet(wave(2, 8_000)), 2.0)
    counts = {fact.name: fact.value for fact in board.final_statistics(9.0)}
    assert counts == {"bad-checksum-lines": 1, "malformed-lines": 2, "lost-lines": 1}


def test_after_the_link_broke_it_waits_for_a_header_and_makes_no_interval_across():
    board = stream()
    board.feed(packet(HEADER, contact(0, 0, "flat"), beat(1, 1_000_000, 0)) + b"w,2,40", 1.0)
    board.restart()
    assert sentence_of(board.announcement) == ""
    assert board.feed(b"00,500*1234\n" + packet(beat(3, 1_400_000, 400_000)), 2.0) == []
    (found,) = of_kind(board, Beat, packet(HEADER, beat(4, 1_800_000, 400_000)))
    assert math.isnan(found.rr_ms)
    assert found.index == 1


def test_a_line_that_the_break_of_the_link_cut_off_is_no_damage():
    board = stream()
    board.feed(packet(HEADER, wave(0, 0)) + b"w,1,40", 1.0)
    board.restart()
    board.feed(b"00,500*1234\n" + packet(HEADER, wave(2, 8_000)), 2.0)
    assert board.final_statistics(9.0) == []


sequences = st.integers(0, 2**16 - 1)
moments = st.integers(0, 2**32 - 1)
records = st.one_of(
    st.just(HEADER),
    st.builds(OtherVersion, version=st.just(2)),
    st.builds(WaveLine, sequence=sequences, us=moments, value=st.integers(0, 1023)),
    st.builds(BeatLine, sequence=sequences, us=moments, interval_us=moments),
    st.builds(ContactLine, sequence=sequences, us=moments, contact=st.sampled_from(["clear", "flat", "clipped"])),
)
chunks = st.lists(
    st.tuples(
        st.one_of(st.lists(records, max_size=5).map(lambda all: packet(*all)), st.binary(max_size=30)), st.floats(0, 3)
    ),
    max_size=12,
)


@given(chunks)
def test_any_packets_give_numbered_beats_and_the_same_again(steps):
    def run():
        board, events, now_s = stream(), [], 0.0
        for data, step_s in steps:
            now_s += step_s
            events += board.feed(data, now_s)
        return events

    events = run()
    found = [event for event in events if isinstance(event, Beat)]
    assert [event.index for event in found] == list(range(len(found)))
    assert all(event.t_s <= event.arrived_s for event in events if isinstance(event, SampleBlock))
    assert repr(events) == repr(run())
