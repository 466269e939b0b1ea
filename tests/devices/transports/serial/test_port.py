"""The real pyserial on a pseudo-terminal: reading, losing and refusing a port."""

import asyncio
import threading

import pytest

from biofeedback.clock import HostClock
from biofeedback.errors import SensorUnavailableError
from devices.sensor_kinds import PortSettings
from devices.transports.serial.errors import translated
from devices.transports.serial.port import OpenPort
from tests.rigs.serial.sensor_reasons import SensorErrorCode, reason_of
from tests.rigs.serial.serial_port import FakePort
from tests.rigs.words.sentence_of import sentence_of

LONG_S = 60.0
SETTINGS = PortSettings(115200)


class Hearer:
    """Opens a port on a running loop and keeps what comes of it."""

    def __init__(self, port, clock=None):
        self.received, self.threads = [], set()
        self.gone, self._more = asyncio.Event(), asyncio.Event()
        self.clock = clock or HostClock()
        self.opened = OpenPort(port.device, SETTINGS, self.clock, asyncio.get_running_loop(), self._take, self.gone.set)

    def _take(self, data, arrived_s):
        self.received.append((data, arrived_s))
        self.threads.add(threading.current_thread())
        self._more.set()

    async def until(self, data):
        async with asyncio.timeout(LONG_S):
            while data not in b"".join(chunk for chunk, _ in self.received):
                self._more.clear()
                await self._more.wait()


def with_port(scene):
    with FakePort() as port:
        asyncio.run(scene(port))


def test_every_byte_arrives_in_order_on_the_loop_with_a_rising_stamp():
    async def scene(port):
        before = threading.active_count()
        hearer = Hearer(port)
        sent = bytes(range(256)) * 40 + b"the end\n"
        for at in range(0, len(sent), 64):
            port.send(sent[at : at + 64])
            await asyncio.sleep(0)
        await hearer.until(b"the end\n")
        assert b"".join(data for data, _ in hearer.received) == sent
        stamps = [arrived_s for _, arrived_s in hearer.received]
        assert stamps == sorted(stamps)
        assert 0.0 < stamps[0] <= stamps[-1] <= hearer.clock.now_s()
        assert hearer.threads == {threading.main_thread()}
        await asyncio.to_thread(hearer.opened.close)
        assert threading.active_count() <= before + 1  # the worker thread that closed it
        assert not hearer.gone.is_set()

    with_port(scene)


def test_a_port_that_is_pulled_out_is_told_once():
    async def scene(port):
        hearer = Hearer(port)
        port.send(b"S512\r\nS5")  # mid-line
        await hearer.until(b"S5")
        port.pull_out()
        async with asyncio.timeout(LONG_S):
            await hearer.gone.wait()
        with pytest.raises(SensorUnavailableError) as refused:
            await asyncio.to_thread(hearer.opened.write, b"x")
        assert reason_of(refused.value) is SensorErrorCode.LINK_LOST
        await asyncio.to_thread(hearer.opened.close)

    with_port(scene)


def test_what_is_written_reaches_the_sensor():
    async def scene(port):
        hearer = Hearer(port)
        await asyncio.to_thread(hearer.opened.write, b"\x7d\x81\xa1")
        assert await asyncio.to_thread(port.received) == b"\x7d\x81\xa1"
        await asyncio.to_thread(hearer.opened.set, PortSettings(9600, "O"))
        port.send(b"still here")
        await hearer.until(b"still here")
        await asyncio.to_thread(hearer.opened.close)

    with_port(scene)


def test_a_port_that_is_held_already_is_busy():
    async def scene(port):
        hearer = Hearer(port)
        with pytest.raises(SensorUnavailableError) as refused:
            Hearer(port)
        assert "Another program is holding" in sentence_of(refused.value)
        assert reason_of(refused.value) is SensorErrorCode.BUSY
        await asyncio.to_thread(hearer.opened.close)

    with_port(scene)


def test_a_port_that_is_not_there_or_is_no_port(tmp_path):
    async def scene(port):
        port.pull_out()
        with pytest.raises(SensorUnavailableError) as refused:
            Hearer(port)
        assert "is not there just now" in sentence_of(refused.value)
        assert reason_of(refused.value) is SensorErrorCode.NOT_FOUND

    with_port(scene)

    async def no_port():
        file = FakePort.__new__(FakePort)
        file.device = str(tmp_path / "file")
        (tmp_path / "file").touch()
        with pytest.raises(SensorUnavailableError) as refused:
            Hearer(file)
        assert "cannot be set up as a serial port" in sentence_of(refused.value)
        assert reason_of(refused.value) is SensorErrorCode.NOT_A_HEART_SENSOR

    asyncio.run(no_port())


@pytest.mark.parametrize(
    ("error", "reason", "words"),
    [
        (PermissionError(13, "Permission denied"), SensorErrorCode.PERMISSION_DENIED, "may not open"),
        (OSError(16, "Device or resource busy"), SensorErrorCode.BUSY, "Another program is holding"),
        (OSError(5, "Input/output error"), SensorErrorCode.LINK_LOST, "A look at its cable"),
        (OSError(19, "No such device"), SensorErrorCode.NOT_FOUND, "is not there just now"),
        (ValueError("nothing we know"), SensorErrorCode.LINK_LOST, "broke off"),
    ],
)
def test_troubles_have_sentences(error, reason, words):
    error_message = translated(error, "/dev/ttyUSB0")
    assert reason_of(error_message) is reason
    assert words in sentence_of(error_message)


def test_a_port_that_is_forbidden_names_the_group_to_join(tmp_path):
    path = tmp_path / "ttyUSB0"
    path.touch()
    sentence = sentence_of(translated(PermissionError(13, "Permission denied"), str(path)))
    assert f"“{path.group()}”" in sentence
    assert f"sudo usermod -aG {path.group()} $USER" in sentence
