"""What a Polar sensor says and is told, in bytes."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.errors import MalformedDataError
from devices.protocols.polar_control_point import (
    ACCELERATION,
    ECG,
    GET_SETTINGS,
    PPG,
    PULSE_INTERVALS,
    START,
    STOP,
    Command,
    PolarError,
    Reply,
    Settings,
    Stopped,
    decode_message,
    decode_offered,
)
from tests.rigs.radio.fake_polar import encode_offered


@pytest.mark.parametrize(
    ("value", "offered"),
    [
        ("0F 05 00", {ECG, ACCELERATION}),
        ("0F 6E 00", {PPG, ACCELERATION, PULSE_INTERVALS, 5, 6}),
        ("0F 05 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00", {ECG, ACCELERATION}),
        ("0F 00 02", {9}),
        ("0F 00", set()),
    ],
)
def test_what_a_sensor_offers(value, offered):
    assert decode_offered(bytes.fromhex(value)) == offered


@pytest.mark.parametrize("value", ["", "0F", "F0 01 00 00", "05 0F"])
def test_what_is_no_offer_is_refused(value):
    with pytest.raises(MalformedDataError):
        decode_offered(bytes.fromhex(value))


@pytest.mark.parametrize(
    ("command", "written"),
    [
        (Command(GET_SETTINGS, ECG), "01 00"),
        (Command(GET_SETTINGS, ACCELERATION), "01 02"),
        (Command(GET_SETTINGS, PPG), "01 01"),
        (Command(START, ECG, Settings(rates_hz=(130,), resolutions_bits=(14,))), "02 00 00 01 82 00 01 01 0E 00"),
        (
            Command(START, ACCELERATION, Settings(rates_hz=(200,), resolutions_bits=(16,), ranges=(8,))),
            "02 02 00 01 C8 00 01 01 10 00 02 01 08 00",
        ),
        (Command(START, PULSE_INTERVALS), "02 03"),
        (Command(STOP, ECG), "03 00"),
        (Command(STOP, ACCELERATION), "03 02"),
        (Command(STOP, PULSE_INTERVALS), "03 03"),
    ],
)
def test_a_command(command, written):
    assert command.encode() == bytes.fromhex(written)
    assert Command.decode(bytes.fromhex(written)) == command


ECG_SETTINGS = Settings(rates_hz=(130,), resolutions_bits=(14,))


@pytest.mark.parametrize(
    ("data", "message", "settings"),
    [
        (
            "F0 01 02 00 00 FF FF FF",
            Reply(op=GET_SETTINGS, measurement=ACCELERATION, error=0, parameters=b"\xff\xff\xff"),
            Settings(),
        ),
        ("F0 01 06 07 00", Reply(op=1, measurement=6, error=PolarError.INVALID_RESOLUTION), Settings()),
        (
            "F0 01 00 00 00 00 01 82 00 01 01 0E 00",
            Reply(op=1, measurement=ECG, error=0, parameters=bytes.fromhex("00 01 82 00 01 01 0E 00")),
            ECG_SETTINGS,
        ),
        ("F0 02 00 0A 00", Reply(op=START, measurement=ECG, error=PolarError.INVALID_MTU), Settings()),
        ("F0 00 01 0A", Reply(op=0, measurement=1, error=10), Settings()),
        ("F0 01 02 00 01", Reply(op=1, measurement=2, error=0, more=True), Settings()),
    ],
)
def test_a_reply(data, message, settings):
    assert decode_message(bytes.fromhex(data)) == message
    assert message.settings == settings
    assert message.encode()[: len(bytes.fromhex(data))] == bytes.fromhex(data)


def test_a_sensor_that_stops_by_itself():
    assert decode_message(bytes.fromhex("01 00")) == Stopped((ECG,))
    assert decode_message(bytes.fromhex("01 00 02")) == Stopped((ECG, ACCELERATION))
    assert Stopped((ECG,)).encode() == bytes.fromhex("01 00")


@pytest.mark.parametrize("data", ["", "0F 05 00", "F0", "F0 02 00", "02 00"])
def test_what_is_no_message_of_the_control_point(data):
    with pytest.raises(MalformedDataError):
        decode_message(bytes.fromhex(data))


@pytest.mark.parametrize(
    ("data", "settings"),
    [
        (
            "00 01 34 00 01 01 10 00 02 04 F5 00 F4 01 E8 03 D0 07 04 01 03",
            Settings(rates_hz=(52,), resolutions_bits=(16,), ranges=(245, 500, 1000, 2000), channels=(3,)),
        ),
        (
            "00 04 19 00 32 00 64 00 C8 00 01 01 10 00 02 03 02 00 04 00 08 00",
            Settings(rates_hz=(25, 50, 100, 200), resolutions_bits=(16,), ranges=(2, 4, 8)),
        ),
        ("05 01 00 00 80 3F", Settings(factors=(1.0,))),
        ("03 01 70 11 01 00", Settings(milli_ranges=(70000,))),
        ("04 01 03 07 01 00 00 01 34 00", Settings(channels=(3,))),  # an unknown number ends it
        ("04 01 03 00 02 34 00", Settings(channels=(3,))),  # so does a list that is cut off
        ("", Settings()),
    ],
)
def test_settings(data, settings):
    assert Settings.decode(bytes.fromhex(data)) == settings


def numbers(most):
    return st.lists(st.integers(0, most), max_size=6).map(tuple)


any_settings = st.builds(
    Settings,
    rates_hz=numbers(0xFFFF),
    resolutions_bits=numbers(0xFFFF),
    ranges=numbers(0xFFFF),
    milli_ranges=numbers(0xFFFFFFFF),
    channels=numbers(0xFF),
    factors=st.lists(st.floats(width=32, allow_nan=False), max_size=3).map(tuple),
    security=st.lists(st.binary(min_size=16, max_size=16), max_size=2).map(tuple),
)

types = st.integers(0, 0x3F)

replies = st.builds(
    Reply,
    op=st.integers(0, 255),
    measurement=types,
    error=st.integers(0, 255),
    more=st.booleans(),
    parameters=st.binary(max_size=60),
)


@given(any_settings, st.integers(0, 255), types)
def test_settings_and_commands_come_back_the_same(settings, op, measurement):
    assert Settings.decode(settings.encode()) == settings
    assert Command.decode(Command(op, measurement, settings).encode()) == Command(op, measurement, settings)


@given(replies | st.lists(types, max_size=8).map(lambda each: Stopped(tuple(each))))
def test_messages_come_back_the_same(message):
    assert decode_message(message.encode()) == message


@given(st.frozensets(st.integers(0, 127)))
def test_offers_come_back_the_same(offered):
    assert decode_offered(encode_offered(offered)) == offered


def test_the_exchange_of_a_real_strap(recordings):
    with (recordings / "h10-pmd-ecg-shared" / "gatt_exchange.csv").open() as lines:
        rows = [(row["kind"], row["handle"], bytes.fromhex(row["hex"])) for row in csv.DictReader(lines)]
    (read,) = [data for kind, _, data in rows if kind == "read"]
    assert decode_offered(read) == {ECG, ACCELERATION}
    commands = [Command.decode(data) for kind, handle, data in rows if (kind, handle) == ("write", "0x0047")]
    assert commands[-2:] == [Command(START, ECG, ECG_SETTINGS), Command(STOP, ECG)]
    replies = [decode_message(data) for kind, _, data in rows if kind == "indication"]
    assert [(reply.op, reply.error) for reply in replies] == [(0, 10), (1, 0), (2, 5), (2, 0)]
    assert replies[1].settings == ECG_SETTINGS
