import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import MalformedDataError
from devices.protocols import cms50, cms50_new
from devices.protocols.cms50 import WAKE, Cms50Frame
from devices.protocols.cms50_new import (
    PACKET_LENGTHS,
    Cms50NewFramer,
    Cms50NewPacket,
    Cms50NewRealtime,
)
from devices.protocols.received import Received
from tests.rigs.serial.oximeter_wave import cms50_bytes, cms50_new_bytes, even_heart
from tests.rigs.suite.shared_data import column

OLD_VECTORS = [
    ("80 00 00 00 00", Cms50Frame(pleth=0)),
    ("C0 00 00 00 00", Cms50Frame(pleth=0, beat=True)),
    ("90 00 00 00 00", Cms50Frame(pleth=0, finger_out=True)),
    ("80 00 10 00 00", Cms50Frame(pleth=0, probe_error=True)),
    ("80 00 20 00 00", Cms50Frame(pleth=0, searching=True)),
    ("80 00 40 48 00", Cms50Frame(pleth=0, pulse_rate_bpm=200)),
    ("A0 00 00 00 00", Cms50Frame(pleth=0, oxygen_falling=True)),
    ("87 40 08 48 62", Cms50Frame(pleth=64, strength=7, bar=8, pulse_rate_bpm=72, oxygen_percent=98)),
    ("C7 5A 0B 48 62", Cms50Frame(pleth=90, beat=True, strength=7, bar=11, pulse_rate_bpm=72, oxygen_percent=98)),
]
NEW_VECTORS = [
    (
        "01 80 87 C0 88 C8 E2 D9 81",
        Cms50NewRealtime(
            pleth=64, strength=7, bar=8, pulse_rate_bpm=72, oxygen_percent=98, perfusion_index_percent=3.45
        ),
    ),
    (
        "01 80 C7 DA 8B C8 E2 D9 81",
        Cms50NewRealtime(
            pleth=90, beat=True, strength=7, bar=11, pulse_rate_bpm=72, oxygen_percent=98, perfusion_index_percent=3.45
        ),
    ),
    (
        "01 A8 83 B2 85 C8 E1 C8 80",
        Cms50NewRealtime(
            pleth=50, strength=3, bar=5, pulse_rate_bpm=200, oxygen_percent=97, perfusion_index_percent=2.0
        ),
    ),
]


@pytest.mark.parametrize(("data", "frame"), OLD_VECTORS)
def test_an_older_frame_is_read_and_written(data, frame):
    assert Cms50Frame.decode(bytes.fromhex(data)) == frame
    assert frame.encode() == bytes.fromhex(data)


@pytest.mark.parametrize("data", ["00 80 00 00 00", "80 80 00 00 00", "80 00 00 00 80", "80 00 00 00", ""])
def test_what_is_no_older_frame_is_said_to_be_none(data):
    with pytest.raises(MalformedDataError):
        Cms50Frame.decode(bytes.fromhex(data))


@given(st.binary(min_size=5, max_size=5))
def test_every_older_frame_is_written_as_it_was_read(data):
    data = bytes([data[0] | 0x80]) + bytes(byte & 0x7F for byte in data[1:])
    assert Cms50Frame.decode(data).encode() == data


def test_an_older_sensor_is_woken_from_its_store():
    assert bytes.fromhex("F6 F6 F6") == WAKE


@pytest.mark.parametrize(("data", "reading"), NEW_VECTORS)
def test_a_newer_packet_is_read_and_written(data, reading):
    assert Cms50NewRealtime.decode(Cms50NewPacket.decode(bytes.fromhex(data))) == reading
    assert reading.encode().encode() == bytes.fromhex(data)


@pytest.mark.parametrize(
    ("data", "byte"), [("00 FF" + 7 * "80", 0x80), ("00 80" + 7 * "FF", 0x7F), ("00" + 8 * "FF", 0xFF)]
)
def test_the_high_bits_of_a_newer_packet_are_put_back(data, byte):
    packet = Cms50NewPacket.decode(bytes.fromhex(data))
    assert packet == Cms50NewPacket(kind=0, data=bytes([byte] * 7))
    assert packet.encode() == bytes.fromhex(data)


def test_what_a_newer_sensor_does_not_know_is_none():
    searching = Cms50NewRealtime.decode(Cms50NewPacket.decode(bytes.fromhex("01 EA 80 80 90 FF FF FF FF")))
    assert searching == Cms50NewRealtime(pleth=0, searching=True)
    error = Cms50NewRealtime.decode(Cms50NewPacket.decode(bytes.fromhex("01 E9 80 C0 90 FF FF FF FF")))
    assert error == Cms50NewRealtime(pleth=64, probe_error=True)


@pytest.mark.parametrize("data", ["", "01", "02" + 8 * "80", "01" + 7 * "80", "01" + 7 * "80" + "7F", "81" + 8 * "80"])
def test_what_is_no_newer_packet_is_said_to_be_none(data):
    with pytest.raises(MalformedDataError):
        Cms50NewPacket.decode(bytes.fromhex(data))


def test_a_packet_of_another_type_holds_no_pulse():
    with pytest.raises(MalformedDataError):
        Cms50NewRealtime.decode(Cms50NewPacket(kind=0x0D, data=b"\x00"))


@given(st.sampled_from(sorted(PACKET_LENGTHS)), st.data())
def test_every_newer_packet_is_read_as_it_was_written(kind, draw):
    size = PACKET_LENGTHS[kind] - 2
    packet = Cms50NewPacket(kind=kind, data=draw.draw(st.binary(min_size=size, max_size=size)))
    assert Cms50NewPacket.decode(packet.encode()) == packet
    assert [framed.record for framed in Cms50NewFramer(lock_frames=1).feed(packet.encode())] == [packet]


@given(
    st.builds(
        Cms50NewRealtime,
        pleth=st.integers(0, 127),
        beat=st.booleans(),
        searched_long=st.booleans(),
        searching=st.booleans(),
        probe_error=st.booleans(),
        oxygen_low=st.booleans(),
        strength=st.integers(0, 15),
        bar=st.integers(0, 15),
        pulse_rate_bpm=st.none() | st.integers(0, 254),
        oxygen_percent=st.none() | st.integers(0, 126),
        perfusion_index_percent=st.none() | st.integers(0, 65534).map(lambda hundredths: hundredths / 100),
    )
)
def test_every_newer_reading_is_read_as_it_was_written(reading):
    assert Cms50NewRealtime.decode(reading.encode()) == reading


def test_the_commands_of_a_newer_sensor():
    assert bytes.fromhex("7D 81 A1 80 80 80 80 80 80") == cms50_new.START
    assert bytes.fromhex("7D 81 AF 80 80 80 80 80 80") == cms50_new.KEEP_ALIVE
    assert [command[2] for command in cms50_new.START_SEQUENCE] == [0xA7, 0xA2, 0xA1]


def test_a_captured_cms50e_speaks_the_newer_protocol(recordings):
    folder = recordings / "cms50e-serial"
    framed = Cms50NewFramer().feed(bytes.fromhex((folder / "frames_hex.txt").read_text()))
    readings = [Cms50NewRealtime.decode(frame.record) for frame in framed]
    # Whoever captured it halved the byte with its bit 7, which is no part of the wave.
    told = column(folder / "ppg2.txt", skip=0).astype(int).tolist()
    assert [(reading.pleth | 0x80) >> 1 for reading in readings] == told
    assert {reading.oxygen_percent for reading in readings} == {99}
    assert {reading.pulse_rate_bpm for reading in readings} <= set(range(55, 65))


def test_listening_knows_the_older_from_the_newer():
    older = b"".join(data for _, data in cms50_bytes(even_heart(0.9, 2.0), 2.0))
    newer = b"".join(data for _, data in cms50_new_bytes(even_heart(0.9, 2.0), 2.0))
    assert cms50.recognise(Received(no_text=b"\x01\x02" + older)) == "cms50"
    assert cms50.recognise(Received(no_text=older[: 29 * 5])) == ""
    assert cms50.recognise(Received(no_text=newer)) == ""
    assert cms50_new.recognise(Received(no_text=b"\xff\x02" + newer)) == "cms50-new"
    assert cms50_new.recognise(Received(no_text=older)) == ""
