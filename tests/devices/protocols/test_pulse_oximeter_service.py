"""The Pulse Oximeter Service: short floats exactly, every field, and any bytes at all."""

import math
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from biofeedback.errors import MalformedDataError
from devices.protocols.pulse_oximeter_service import FEATURES, PlxMeasurement, Sfloat, decode_features

SFLOATS = st.integers(0, 0xFFFF).map(Sfloat)
PAIRS = st.none() | st.tuples(SFLOATS, SFLOATS)
MEASUREMENTS = st.builds(
    PlxMeasurement,
    oxygen=SFLOATS,
    pulse_rate=SFLOATS,
    fast=PAIRS,
    slow=PAIRS,
    measurement_status=st.none() | st.integers(0, 0xFFFF),
    sensor_status=st.none() | st.integers(0, 0xFFFFFF),
    amplitude=st.none() | SFLOATS,
)


@pytest.mark.parametrize(
    ("word", "value"),
    [
        (0x0062, 98.0),
        (0xF3D9, 98.5),  # 985 tenths
        (0xF800, -204.8),
        (0xE001, 0.01),
        (0x8001, 1e-8),
        (0x7001, 1e7),
        (0x77FD, 2045e7),
        (0x0000, 0.0),
        (0x0FFF, -1.0),
        (0x07FD, 2045.0),
        (0x0803, -2045.0),
        # The five words that are no numbers are so with the exponent 0 alone.
        (0xF7FF, 204.7),
        (0xF802, -204.6),
        (0x17FE, 20460.0),
    ],
)
def test_a_short_float_is_read_exactly(word, value):
    assert Sfloat(word).value == value


@pytest.mark.parametrize(("word", "value"), [(0x07FE, math.inf), (0x0802, -math.inf)])
def test_infinities_are_told(word, value):
    assert Sfloat(word).value == value


@pytest.mark.parametrize("word", [0x07FF, 0x0800, 0x0801], ids=["NaN", "NRes", "reserved"])
def test_what_is_no_number_is_none(word):
    assert math.isnan(Sfloat(word).value)


@given(st.integers(-2045, 2045), st.integers(-8, 7))
def test_every_mantissa_and_exponent_comes_as_near_as_a_float_can(mantissa, exponent):
    assert Sfloat.of(mantissa, exponent).value == float(Fraction(mantissa) * Fraction(10) ** exponent)


VECTORS = [
    ("00 62 00 48 00", PlxMeasurement(oxygen=Sfloat.of(98), pulse_rate=Sfloat.of(72))),
    (
        "1F 62 00 48 00 61 00 49 00 63 00 47 00 20 00 00 08 00 D2 F0",
        PlxMeasurement(
            oxygen=Sfloat.of(98),
            pulse_rate=Sfloat.of(72),
            fast=(Sfloat.of(97), Sfloat.of(73)),
            slow=(Sfloat.of(99), Sfloat.of(71)),
            measurement_status=0x0020,
            sensor_status=0x000800,
            amplitude=Sfloat.of(210, -1),
        ),
    ),
    ("12 FF 07 FF 07 00 08 00 08 FE 07", PlxMeasurement(
        oxygen=Sfloat(0x07FF), pulse_rate=Sfloat(0x07FF), slow=(Sfloat(0x0800), Sfloat(0x0800)),
        amplitude=Sfloat(0x07FE))),
]  # fmt: skip
"""By hand, from the layout of the specification."""


@pytest.mark.parametrize(("said", "meant"), VECTORS)
def test_measurements_are_read_and_written(said, meant):
    data = bytes.fromhex(said)
    assert PlxMeasurement.decode(data) == meant
    assert meant.encode() == data


@given(MEASUREMENTS)
def test_what_is_written_is_read_again(measurement):
    again = PlxMeasurement.decode(measurement.encode())
    assert again == measurement
    assert (again.leftover_bytes, again.truncated) == (0, False)


@given(MEASUREMENTS, st.data())
def test_a_packet_cut_anywhere_keeps_what_came_whole(measurement, data):
    whole = measurement.encode()
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    if len(cut) < 5:
        with pytest.raises(MalformedDataError):
            PlxMeasurement.decode(cut)
        return
    read = PlxMeasurement.decode(cut)
    assert read.truncated
    assert (read.oxygen, read.pulse_rate) == (measurement.oxygen, measurement.pulse_rate)
    for name in ("fast", "slow", "measurement_status", "sensor_status", "amplitude"):
        assert getattr(read, name) in (None, getattr(measurement, name))


@given(st.binary(max_size=600))
@example(b"\xe0\x62\x00\x48\x00")
def test_any_bytes_are_read_or_refused(data):
    try:
        measurement = PlxMeasurement.decode(data)
    except MalformedDataError:
        assert not 5 <= len(data) <= 512
        return
    assert math.isnan(measurement.rate_bpm) or 0.0 < measurement.rate_bpm < math.inf
    assert measurement.leftover_bytes == 0 or not measurement.truncated


@pytest.mark.parametrize(
    "said",
    [
        "00 62 00 FF 07",  # NaN
        "00 62 00 00 08",  # NRes
        "00 62 00 FE 07",  # +INFINITY
        "00 62 00 02 08",  # -INFINITY
        "00 62 00 00 00",
        "04 62 00 48 00 00 80",  # invalid
        "04 62 00 48 00 00 20",  # unavailable
        "04 62 00 48 00 00 04",  # for demonstration
    ],
)
def test_a_rate_that_is_none_is_unknown(said):
    assert math.isnan(PlxMeasurement.decode(bytes.fromhex(said)).rate_bpm)


@pytest.mark.parametrize("bit", [11, 13, 15])
def test_a_sensor_that_is_not_on_the_body_says_so(bit):
    measurement = PlxMeasurement(oxygen=Sfloat.of(98), pulse_rate=Sfloat.of(72), sensor_status=1 << bit)
    assert PlxMeasurement.decode(measurement.encode()).off_the_body


@pytest.mark.parametrize(
    ("said", "offered"),
    [
        ("00 00", "none"),
        ("A3 00 40 10 80 01 00", "measurement status, sensor status, slow average, several bonds"),
        ("70 00", "fast average, slow average, pulse amplitude"),
    ],
)
def test_features_are_read(said, offered):
    assert decode_features(bytes.fromhex(said)) == offered


@given(st.binary(max_size=12))
def test_any_features_are_read_or_refused(data):
    try:
        offered = decode_features(data)
    except MalformedDataError:
        return
    assert offered == "none" or set(offered.split(", ")) <= set(FEATURES.values())
