import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import MalformedDataError
from devices.protocols.nonin import (
    NoninFrame,
    format_command,
    heart_rate_bpm,
    oxygen_percent,
    recognise_format_2,
    recognise_format_7,
    schedule,
)
from devices.protocols.received import Received
from tests.rigs.serial.oximeter_wave import even_heart, nonin_bytes

VECTORS = [
    (2, "01 81 01 00 83", NoninFrame(pleth=1, first=True)),
    (2, "01 80 01 48 CA", NoninFrame(pleth=1, data=72)),
    (2, "01 80 01 61 E3", NoninFrame(pleth=1, data=97)),
    (2, "01 80 01 30 B2", NoninFrame(pleth=1, data=48)),
    (2, "01 82 01 48 CC", NoninFrame(pleth=1, data=72, green=True)),
    (2, "01 86 01 61 E9", NoninFrame(pleth=1, data=97, red=True, green=True)),
    (2, "01 C0 01 00 C2", NoninFrame(pleth=1, no_sensor=True)),
    (2, "01 80 80 01 02", NoninFrame(pleth=128, data=1)),
    (7, "81 7F FF 00 FF", NoninFrame(pleth=32767, first=True)),
    (7, "80 81 23 48 6C", NoninFrame(pleth=33059, data=72)),
    (7, "82 FA 10 61 ED", NoninFrame(pleth=64016, data=97, green=True)),
    (7, "B8 00 00 00 B8", NoninFrame(pleth=0, artefact=True, out_of_track=True, alarm=True)),
]


@pytest.mark.parametrize(("number", "data", "frame"), VECTORS)
def test_a_frame_is_read_and_written(number, data, frame):
    assert NoninFrame.decode(bytes.fromhex(data), number) == frame
    assert frame.encode(number) == bytes.fromhex(data)


@pytest.mark.parametrize("beat", ["01 82 01 48 CC", "01 86 01 61 E9", "01 84 01 00 86"])
def test_any_colour_is_a_beat(beat):
    assert NoninFrame.decode(bytes.fromhex(beat), 2).beat


@pytest.mark.parametrize(
    ("number", "data"),
    [
        (2, "01 80 01 48 CB"),
        (2, "01 7F 01 48 CA"),
        (2, "02 80 01 48 CB"),
        (2, "01 80 01 48"),
        (7, "80 81 23 48 6D"),
        (7, "01 81 23 48 ED"),
        (7, ""),
    ],
)
def test_what_is_no_frame_is_said_to_be_none(number, data):
    with pytest.raises(MalformedDataError):
        NoninFrame.decode(bytes.fromhex(data), number)


@given(st.sampled_from((2, 7)), st.binary(min_size=4, max_size=4))
def test_every_frame_is_written_as_it_was_read(number, data):
    data = bytes([0x01, data[1] | 0x80]) + data[2:] if number == 2 else bytes([data[0] | 0x80]) + data[1:]
    data += bytes([sum(data) & 0xFF])
    assert NoninFrame.decode(data, number).encode(number) == data


def packet(*data):
    return [NoninFrame(pleth=0, data=byte) for byte in data]


@pytest.mark.parametrize(("high", "low", "rate"), [(0, 72, 72), (2, 45, 301), (3, 127, None)])
def test_the_heart_rate_is_told_in_two_frames(high, low, rate):
    assert heart_rate_bpm(packet(high, low, 98)) == rate


def test_what_the_packet_does_not_know_is_none():
    assert oxygen_percent(packet(0, 0, 97)) == 97
    assert oxygen_percent(packet(0, 0, 127)) is None


@given(st.none() | st.integers(0, 510), st.none() | st.integers(0, 126), st.integers(0, 255))
def test_a_packet_tells_what_was_put_in(rate, oxygen, revision):
    told = packet(*schedule(rate, oxygen, revision))
    assert (len(told), heart_rate_bpm(told), oxygen_percent(told)) == (25, rate, oxygen)
    assert told[3].data == revision


def test_a_format_is_asked_for():
    assert format_command(7) == bytes.fromhex("02 70 02 02 07 03")
    assert format_command(2) == bytes.fromhex("02 70 02 02 02 03")


@pytest.mark.parametrize(("number", "other"), [(2, 7), (7, 2)])
def test_listening_knows_one_format_from_the_other(number, other):
    data = b"".join(data for _, data in nonin_bytes(even_heart(0.9, 2.0), 2.0, number))
    recognisers = {2: recognise_format_2, 7: recognise_format_7}
    assert recognisers[number](Received(no_text=b"\x80\x01" + data)) == f"nonin{number}"
    assert recognisers[number](Received(no_text=data[: 19 * 5])) == ""
    assert recognisers[other](Received(no_text=data)) == ""
