"""The rows of the registry: all that they name is there, and nothing of it is loaded too early."""

import inspect
import sys

import pytest

from devices.channel import Channel
from devices.protocols.greeting import NO_GREETING
from devices.registry import BLUETOOTH_KINDS, SERIAL_KINDS, kind_of, serial_kinds, serial_options
from devices.sensor_kinds import PortSettings, loaded
from devices.serial_grammar import parse_serial
from devices.serial_spec import SerialSpec
from devices.streams.decoder import stream_for
from devices.streams.stream import BeatCount
from devices.transports.serial.protocol import listened_at, serial_protocol
from tests.rigs.serial.serial_heart import SPEAKERS
from tests.rigs.suite import programs

KINDS = (*BLUETOOTH_KINDS, *SERIAL_KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_row_has_a_stream_that_is_made_of_its_channel(kind):
    assert kind_of(kind.name) is kind
    assert isinstance(stream_for(kind.name, BeatCount("sensor")), loaded(kind.stream))


@pytest.mark.parametrize("kind", SERIAL_KINDS, ids=lambda kind: kind.name)
def test_a_row_of_a_serial_sensor_names_what_is_there(kind):
    assert kind.model.protocol == kind.name
    assert bool(kind.greet({}).begin) == bool(kind.greeting)
    if kind.recogniser:
        assert list(inspect.signature(loaded(kind.recogniser)).parameters) == ["received"]
    assert kind.recogniser or kind.called, "a sensor that cannot be found out has to be named in a sentence"


def test_every_serial_kind_speaks_in_the_tests_too():
    silent = serial_kinds().keys() - SPEAKERS.keys()
    assert not silent, f"{silent}: bytes in line_speakers.py, and a row of SPEAKERS in serial_heart.py"


def test_names_are_no_ones_else():
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert kind_of("telepathy") is None


def test_every_port_is_listened_at_as_the_rows_say():
    assert [str(settings) for settings in listened_at()] == [
        "115200 baud, 8N1",
        "19200 baud, 8O1",
        "9600 baud, 8N1",
        "57600 baud, 8N1",
        "250000 baud, 8N1",
    ], "a speed of a new row is tried in the order of the rows: put the row where few wait for it, and the speed here"


@pytest.mark.parametrize(
    ("text", "found", "channel"),
    [
        ("COM3,protocol=ibi", "ibi", "ibi"),
        ("COM3,kind=ecg", "wave;unit=ms", "wave;unit=ms;kind=ecg"),
        ("COM3,kind=ecg", "wave;unit=ms;kind=pulse", "wave;unit=ms;kind=pulse"),
        ("COM3,kind=ecg", "ibi", "ibi"),
        ("COM3,protocol=values,kind=pulse", "values", "values;kind=pulse"),
        ("COM3,protocol=bitalino", "bitalino", "bitalino;heart=A1;kind=ecg;rate_hz=1000"),
        ("COM3,protocol=bitalino,rate=100,kind=pulse,heart=A2", "bitalino", "bitalino;heart=A2;kind=pulse;rate_hz=100"),
    ],
)
def test_the_channel_says_what_was_said(text, found, channel):
    protocol = serial_protocol(found, parse_serial(text))
    assert protocol.channel == channel
    assert protocol.kind is kind_of(Channel.read(channel).name)


def test_a_port_is_set_as_is_usual_or_as_was_said():
    assert serial_protocol("cms50", SerialSpec()).settings == PortSettings(19200, "O")
    assert serial_protocol("cms50", SerialSpec(baud=4800)).settings == PortSettings(4800, "O")
    assert serial_protocol("cms50", SerialSpec(), PortSettings(9600)).settings == PortSettings(9600)


def test_most_sensors_speak_unasked():
    assert serial_kinds()["ibi"].greet({}) is NO_GREETING
    assert serial_kinds()["cms50-new"].greet({}).keep_alive_s == 5.0


def test_options_are_told_once():
    assert [option.name for option in serial_options()] == ["kind", "heart", "rate"]


def test_reading_the_registry_loads_nothing_that_it_names():
    code = (
        "import sys, devices.registry, devices.serial_grammar\n"
        "print(sorted(name for name in sys.modules if name.startswith(('devices.streams', 'devices.transports',"
        " 'numpy', 'bleak', 'serial', 'asyncio', 'devices.protocols.cms50', 'devices.protocols.wave'))))"
    )
    done = programs.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
