import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import MalformedDataError
from devices.protocols.device_information import decode_battery_percent, decode_text
from devices.protocols.heart_rate_service import HeartRateMeasurement, decode_body_location

NINE = "55 01 56 01 54 01 55 01 55 01 56 01 54 01 55 01 55 01"

# bytes, heart rate, contact, energy, intervals in ticks, leftover bytes
VECTORS = [
    ("00 FF", 255, None, None, (), 0),
    ("00 7F", 127, None, None, (), 0),
    ("01 80 80", 32896, None, None, (), 0),
    ("06 00", 0, True, None, (), 0),
    ("04 00", 0, False, None, (), 0),
    ("02 00", 0, None, None, (), 0),
    ("09 00 00 FF FF", 0, None, 65535, (), 0),
    ("08 00 7F 80", 0, None, 32895, (), 0),
    ("10 00 FF FF", 0, None, None, (65535,), 0),
    ("11 00 00 FF FF 7F 80", 0, None, None, (65535, 32895), 0),
    ("11 00 00 00 00", 0, None, None, (0,), 0),
    ("11 01 02 03 04 05 06", 513, None, None, (1027, 1541), 0),
    ("10 12 03 04 05", 18, None, None, (1027,), 1),
    ("19 01 02 22 33 03 04 05 06", 513, None, 13090, (1027, 1541), 0),
    ("10 3E B1 03 DE", 62, None, None, (945,), 1),
    ("10 39 23 04 35", 57, None, None, (1059,), 1),
    ("10 3D CF 03 EF", 61, None, None, (975,), 1),
    ("16 3C 00 04", 60, True, None, (1024,), 0),
    ("16 48 40 03 5A 03", 72, True, None, (832, 858), 0),
    ("16 3C", 60, True, None, (), 0),
    ("06 3C", 60, True, None, (), 0),
    ("14 00 00 00", 0, False, None, (0,), 0),
    ("1E 46 2C 01 66 03", 70, True, 300, (870,), 0),
    ("1F 2C 01 10 27 CD 00 CC 00", 300, True, 10000, (205, 204), 0),
    (f"10 B4 {NINE}", 180, None, None, (341, 342, 340, 341, 341, 342, 340, 341, 341), 0),
    ("F6 46 66 03", 70, True, None, (870,), 0),
    ("00 48 40 03", 72, None, None, (), 2),
]


@pytest.mark.parametrize(("packet", "rate", "contact", "energy", "ticks", "leftover"), VECTORS)
def test_a_packet_decodes(packet, rate, contact, energy, ticks, leftover):
    measurement = HeartRateMeasurement.decode(bytes.fromhex(packet))
    assert measurement == HeartRateMeasurement(
        heart_rate_bpm=rate, in_contact=contact, energy_kj=energy, rr_ticks=ticks
    )
    assert measurement.leftover_bytes == leftover
    assert not measurement.truncated


def test_a_cut_energy_field_leaves_the_heart_rate():
    measurement = HeartRateMeasurement.decode(bytes.fromhex("18 46 2C"))
    assert measurement == HeartRateMeasurement(heart_rate_bpm=70)
    assert measurement.truncated


@pytest.mark.parametrize("packet", ["", "00", "01 12", "10 3C" + 600 * "00"])
def test_what_cannot_be_a_measurement_is_refused_whole(packet):
    with pytest.raises(MalformedDataError) as refusal:
        HeartRateMeasurement.decode(bytes.fromhex(packet))
    assert refusal.value.data == bytes.fromhex(packet)


@pytest.mark.parametrize(
    ("ticks", "rr_ms"),
    [(65535, 63999.0234375), (32895, 32124.0234375), (945, 922.8515625), (858, 837.890625), (1024, 1000.0)],
)
def test_an_interval_is_exact_in_milliseconds(ticks, rr_ms):
    assert HeartRateMeasurement(heart_rate_bpm=60, rr_ticks=(ticks,)).rr_ms == (rr_ms,)


def test_a_zero_interval_is_not_a_number():
    assert math.isnan(HeartRateMeasurement(heart_rate_bpm=60, rr_ticks=(0,)).rr_ms[0])


u16 = st.integers(0, 0xFFFF)
measurements = st.builds(
    HeartRateMeasurement,
    heart_rate_bpm=u16,
    in_contact=st.none() | st.booleans(),
    energy_kj=st.none() | u16,
    rr_ticks=st.lists(u16, max_size=250).map(tuple),
)


@given(measurements)
def test_what_is_encoded_decodes_to_the_same(measurement):
    again = HeartRateMeasurement.decode(measurement.encode())
    assert again == measurement
    assert not again.leftover_bytes
    assert not again.truncated


@given(u16.filter(bool))
def test_milliseconds_lead_back_to_the_tick(ticks):
    (rr_ms,) = HeartRateMeasurement(heart_rate_bpm=60, rr_ticks=(ticks,)).rr_ms
    assert rr_ms * 1024 == ticks * 1000


@given(st.binary(max_size=600))
def test_any_bytes_decode_or_are_refused(data):
    try:
        measurement = HeartRateMeasurement.decode(data)
    except MalformedDataError:
        return
    assert 2 * len(measurement.rr_ticks) + measurement.leftover_bytes < len(data)
    assert HeartRateMeasurement.decode(measurement.encode()) == measurement


@given(st.binary(max_size=40), st.sampled_from([decode_text, decode_battery_percent, decode_body_location]))
def test_any_device_value_decodes_or_is_refused(data, decode):
    try:
        value = decode(data)
    except MalformedDataError:
        return
    assert value or value == 0


def test_device_values():
    assert decode_text(b"Polar Electro Oy\0\0") == "Polar Electro Oy"
    assert decode_battery_percent(b"\x64") == 100
    assert decode_body_location(b"\x01") == "chest"
    assert decode_body_location(b"\x63") == "unknown"
    for value in (b"\x65", b"", b"\x01\x02"):
        with pytest.raises(MalformedDataError):
            decode_battery_percent(value)
