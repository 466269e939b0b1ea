"""What holds for the frames of every binary protocol, however its bytes come."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.protocols.bitalino import BitalinoFramer
from devices.protocols.cms50 import Cms50Framer
from devices.protocols.cms50_new import Cms50NewFramer
from devices.protocols.nonin import NoninFramer
from devices.recognition import recognise
from tests.rigs.serial.oximeter_wave import bitalino_bytes, cms50_bytes, cms50_new_bytes, even_heart, nonin_bytes

HEART = even_heart(0.83, 3.0)


def just_bytes(frames):
    return [data for _, data in frames]


# framer, how many frames it wants in a row, frames
STREAMS = {
    "cms50": (Cms50Framer, 5, just_bytes(cms50_bytes(HEART, 2.0))),
    "cms50-new": (Cms50NewFramer, 5, just_bytes(cms50_new_bytes(HEART, 2.0))),
    "nonin2": (lambda: NoninFramer(2), 25, just_bytes(nonin_bytes(HEART, 2.0, 2))),
    "nonin7": (lambda: NoninFramer(7), 25, just_bytes(nonin_bytes(HEART, 2.0, 7))),
    "bitalino-1": (lambda: BitalinoFramer(1), 16, just_bytes(bitalino_bytes(HEART, 0.2))),
    "bitalino-3": (lambda: BitalinoFramer(3), 16, just_bytes(bitalino_bytes(HEART, 0.2, channels=3))),
    "bitalino-6": (lambda: BitalinoFramer(6), 16, just_bytes(bitalino_bytes(HEART, 0.2, channels=6))),
}
every_stream = pytest.mark.parametrize("name", STREAMS)


@every_stream
def test_whole_frames_are_all_told(name):
    make, _, frames = STREAMS[name]
    framer = make()
    records = framer.feed(b"".join(frames))
    assert len(records) == len(frames)
    assert {framed.skipped_bytes for framed in records} == {0}
    assert framer.locked
    assert framer.resync_bytes == 0


@every_stream
def test_nothing_is_believed_before_enough_follow_one_another(name):
    make, lock, frames = STREAMS[name]
    framer = make()
    assert framer.feed(b"".join(frames[: lock - 1])) == []
    assert not framer.locked
    assert len(framer.feed(frames[lock - 1])) == lock
    assert len(framer.feed(frames[lock])) == 1


@every_stream
@given(st.data())
@settings(max_examples=25)
def test_the_frames_are_the_same_however_the_bytes_are_cut(name, draw):
    make, _, frames = STREAMS[name]
    data = draw.draw(st.binary(max_size=20)) + b"".join(frames) + draw.draw(st.binary(max_size=20))
    cuts = sorted(draw.draw(st.lists(st.integers(0, len(data)), max_size=30)))
    whole, cut = make(), make()
    pieces = [data[start:stop] for start, stop in zip([0, *cuts], [*cuts, len(data)], strict=True)]
    assert [framed for piece in pieces for framed in cut.feed(piece)] == whole.feed(data)
    assert cut.resync_bytes == whole.resync_bytes


@every_stream
def test_one_byte_at_a_time_gives_the_same_frames(name):
    make, _, frames = STREAMS[name]
    data = b"\x01" + b"".join(frames)
    framer = make()
    assert [framed for byte in data for framed in framer.feed(bytes([byte]))] == make().feed(data)


@every_stream
@given(st.data())
@settings(max_examples=40)
def test_garbage_costs_no_more_than_a_frame(name, draw):
    make, lock, frames = STREAMS[name]
    at = draw.draw(st.integers(lock, len(frames) - lock - 3))
    inside = draw.draw(st.integers(0, len(frames[at]) - 1))
    garbage = draw.draw(st.binary(min_size=1, max_size=12))
    before, after = b"".join(frames[:at]), b"".join(frames[at:])
    framer = make()
    records = framer.feed(before + after[:inside] + garbage + after[inside:])
    known = make().feed(before + after)
    assert [framed.record for framed in records[:at]] == [framed.record for framed in known[:at]]
    last = [framed.record for framed in known[at + 1 :]]
    assert [framed.record for framed in records[-len(last) :]] == last


@every_stream
def test_a_lost_byte_is_remarked_on_the_frame_after_it(name):
    make, lock, frames = STREAMS[name]
    framer = make()
    at = lock + 4
    records = framer.feed(b"".join(frames[:at]) + frames[at][1:] + b"".join(frames[at + 1 :]))
    known = make().feed(b"".join(frames))
    assert [framed.record for framed in records] == [framed.record for framed in known[:at] + known[at + 1 :]]
    assert [place for place, framed in enumerate(records) if framed.skipped_bytes] == [at]
    assert records[at].skipped_bytes == framer.resync_bytes == len(frames[at]) - 1


@every_stream
@given(st.lists(st.binary(max_size=300), max_size=10))
@settings(max_examples=40)
def test_any_bytes_are_taken_and_little_is_held(name, pieces):
    make, lock, _ = STREAMS[name]
    framer = make()
    for piece in pieces:
        framer.feed(piece)
        assert len(framer._rest) < 9 * lock


@every_stream
def test_a_cleared_framer_begins_anew(name):
    make, lock, frames = STREAMS[name]
    framer = make()
    framer.feed(b"".join(frames[:lock]) + frames[lock][:2])
    framer.clear()
    assert not framer.locked
    assert framer.feed(b"".join(frames[lock : 2 * lock - 1])) == []
    assert len(framer.feed(frames[2 * lock - 1])) == lock


@pytest.mark.parametrize("name", ["cms50", "cms50-new", "nonin2", "nonin7"])
def test_whoever_speaks_unasked_is_recognised(name):
    _, _, frames = STREAMS[name]
    assert recognise(b"\x00\x80" + b"".join(frames), 2.0).channel == name
