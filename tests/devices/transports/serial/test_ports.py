"""Which port is meant, and whether it is still the same sensor when it is plugged in again."""

import asyncio
import dataclasses

import pytest

from biofeedback.errors import SensorUnavailableError
from devices.transports.serial.ports import Port, find_port, watch_ports
from tests.rigs.serial.sensor_reasons import SensorErrorCode, reason_of
from tests.rigs.words.sentence_of import sentence_of

NANO = Port(device="/dev/ttyUSB0", label="USB Serial", vid=0x1A86, pid=0x7523, location="1-1")
OTHER_NANO = Port(device="/dev/ttyUSB1", label="USB Serial", vid=0x1A86, pid=0x7523, location="1-2")
OXIMETER = Port(device="/dev/ttyUSB2", label="CP2102", vid=0x10C4, pid=0xEA60, serial_number="0001", location="1-3")
BUILT_IN = Port(device="/dev/ttyS0", label="ttyS0")


def moved(port, device, location=None):
    return dataclasses.replace(port, device=device, location=location)


def refusal(*arguments):
    with pytest.raises(SensorUnavailableError) as refused:
        find_port(*arguments)
    return reason_of(refused.value), sentence_of(refused.value)


def test_a_port_is_taken_as_it_is_named():
    assert find_port("/dev/ttyUSB2", None, [BUILT_IN, NANO, OXIMETER]) == OXIMETER
    assert find_port("/dev/ttyS0", None, [BUILT_IN, NANO]) == BUILT_IN


def test_a_path_that_no_system_lists_is_taken_when_it_is_there(tmp_path):
    path = tmp_path / "ttySENSOR"
    path.touch()
    assert find_port(str(path), None, [NANO]).device == str(path)
    assert find_port("socket://localhost:4000", None, []).device == "socket://localhost:4000"


def test_a_link_to_a_port_is_that_port(tmp_path):
    real, link = tmp_path / "ttyUSB7", tmp_path / "heart"
    real.touch()
    link.symlink_to(real)
    listed = dataclasses.replace(NANO, device=str(real))
    assert find_port(str(link), None, [listed]) == listed


def test_what_is_not_there_is_said_with_what_is():
    reason, sentence = refusal("/dev/ttyUSB9", None, [NANO])
    assert reason is SensorErrorCode.NOT_FOUND
    assert "/dev/ttyUSB9 is not there" in sentence
    assert "/dev/ttyUSB0 (USB Serial)" in sentence


def test_the_only_usb_device_needs_no_name():
    assert find_port(None, None, [BUILT_IN, NANO]) == NANO
    reason, sentence = refusal(None, None, [BUILT_IN])
    assert (reason, "Plug it in" in sentence) == (SensorErrorCode.NOT_FOUND, True)
    reason, sentence = refusal(None, None, [NANO, OXIMETER])
    assert (reason, "serial:/dev/ttyUSB0" in sentence) == (SensorErrorCode.SEVERAL_FOUND, True)


@pytest.mark.parametrize(
    ("known", "listed", "found"),
    [
        (OXIMETER, [NANO, moved(OXIMETER, "/dev/ttyUSB5", "1-4")], "/dev/ttyUSB5"),  # by its serial number
        (NANO, [moved(NANO, "/dev/ttyUSB4", "1-1"), OTHER_NANO], "/dev/ttyUSB4"),  # by its socket
        (NANO, [moved(OTHER_NANO, "/dev/ttyUSB3"), moved(NANO, "/dev/ttyUSB0", "1-4")], "/dev/ttyUSB0"),  # by its name
        (NANO, [moved(NANO, "/dev/ttyUSB6", "2-1")], "/dev/ttyUSB6"),  # another socket, the only one of its kind
    ],
)
def test_a_sensor_that_was_heard_is_found_wherever_it_is_plugged_in(known, listed, found):
    assert find_port(known.device, known, listed).device == found


def test_something_else_in_its_place_is_not_taken_for_it():
    reason, sentence = refusal("/dev/ttyUSB0", NANO, [moved(OXIMETER, "/dev/ttyUSB0", "1-1")])
    assert reason is SensorErrorCode.NOT_FOUND
    assert "Something else is plugged in at /dev/ttyUSB0" in sentence


def test_another_one_of_the_same_make_with_another_number_is_not_taken_for_it():
    twin = dataclasses.replace(OXIMETER, serial_number="0002")
    assert refusal(OXIMETER.device, OXIMETER, [twin])[0] is SensorErrorCode.NOT_FOUND


def test_usb_devices_are_told_as_they_are_plugged_in():
    listings = iter([[BUILT_IN], [BUILT_IN, NANO], [NANO, OXIMETER], [OXIMETER], [NANO, OXIMETER]])
    seen = []

    async def watch():
        done = asyncio.Event()

        def listed():
            ports = next(listings, None)
            if ports is None:
                done.set()
            return ports or []

        watching = asyncio.create_task(watch_ports(seen.append, list_ports=listed, look_again_s=0.0))
        await done.wait()
        watching.cancel()

    asyncio.run(watch())
    assert [each.spec for each in seen] == ["serial:/dev/ttyUSB0", "serial:/dev/ttyUSB2", "serial:/dev/ttyUSB0"]
    assert seen[0].kind == "serial"
    assert seen[0].detail == "/dev/ttyUSB0 · WCH adapter: Arduino-like boards"
