import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import MalformedDataError
from devices.protocols.bitalino import (
    BitalinoFrame,
    BitalinoFramer,
    rate_command,
    start_command,
)
from devices.registry import serial_kinds

QUIET = (False, False, False, False)
VECTORS = [
    ("00 08 0E", 0, QUIET, (512,)),
    ("00 C8 15", 1, (True, True, False, False), (512,)),
    ("FC 0F FB", 15, QUIET, (1023,)),
    ("2C 01 08 5B", 5, QUIET, (512, 300)),
    ("80 00 01 F0 0A 3B", 3, QUIET, (700, 1, 2)),
    ("BC 0C 19 4B C8 90 41 92", 9, (False, True, False, False), (100, 200, 300, 400, 50, 60)),
]


@pytest.mark.parametrize(("data", "sequence", "digital", "analog"), VECTORS)
def test_a_frame_is_read_and_written(data, sequence, digital, analog):
    frame = BitalinoFrame(sequence=sequence, digital=digital, analog=analog)
    assert BitalinoFrame.decode(bytes.fromhex(data), len(analog)) == frame
    assert frame.encode() == bytes.fromhex(data)


@pytest.mark.parametrize(("data", "channels"), [("00 08 0F", 1), ("00 08 0E", 2), ("", 1), ("00 08 0E 00", 1)])
def test_what_is_no_frame_is_said_to_be_none(data, channels):
    with pytest.raises(MalformedDataError):
        BitalinoFrame.decode(bytes.fromhex(data), channels)


@given(
    st.integers(0, 15),
    st.tuples(*4 * [st.booleans()]),
    st.integers(1, 6),
    st.tuples(*4 * [st.integers(0, 1023)], *2 * [st.integers(0, 63)]),
)
def test_every_frame_is_read_as_it_was_written(sequence, digital, channels, analog):
    frame = BitalinoFrame(sequence=sequence, digital=digital, analog=analog[:channels])
    assert BitalinoFrame.decode(frame.encode(), channels) == frame


@given(st.binary(min_size=3, max_size=3), st.integers(0, 23))
def test_one_changed_bit_is_always_seen(data, place):
    frame = BitalinoFrame(sequence=data[0] & 15, analog=(int.from_bytes(data[1:]) & 1023,)).encode()
    changed = (int.from_bytes(frame) ^ 1 << place).to_bytes(3)
    with pytest.raises(MalformedDataError):
        BitalinoFrame.decode(changed, 1)


def test_the_commands():
    assert [rate_command(rate) for rate in (1, 10, 100, 1000)] == [b"\x03", b"\x43", b"\x83", b"\xc3"]
    assert start_command(["A1"]) == b"\x05"
    assert start_command(["A2"]) == b"\x09"
    assert start_command(["A1", "A2", "A3", "A4", "A5", "A6"]) == b"\xfd"
    with pytest.raises(ValueError, match="not in tuple"):
        rate_command(50)


def test_it_is_greeted_with_its_rate_and_its_input():
    greeting = serial_kinds()["bitalino"].greet({"heart": "A2", "rate": "100"})
    assert greeting.begin == (b"\x00", b"\x83", b"\x09")
    assert greeting.end == (b"\x00",)
    assert serial_kinds()["bitalino"].greet({}).begin == (b"\x00", b"\xc3", b"\x05")


@pytest.mark.parametrize("channels", [0, 7])
def test_there_are_one_to_six_channels(channels):
    with pytest.raises(ValueError, match="one to six"):
        BitalinoFramer(channels)
