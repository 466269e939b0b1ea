"""The sensor of CONTRIBUTING.md, made of the text that stands there: it is read, recognised, understood, told of."""

import re
import sys
import textwrap
from pathlib import Path
from types import ModuleType

import pytest

from biofeedback.errors import MalformedDataError
from biofeedback.events import Beat, DeviceFact
from devices import registry
from devices.catalogue import parse_sensor
from devices.recognition import recognise
from devices.sensor_models import model_for
from devices.streams.decoder import Decoder
from devices.transports.serial.protocol import serial_protocol

PAGE = (Path(__file__).resolve().parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^ *```python\n(?P<code> *# (?P<file>devices/\S+)\.py\n.*?)^ *```$", re.MULTILINE | re.DOTALL)
BLOCKS = {block["file"]: textwrap.dedent(block["code"]) for block in BLOCK.finditer(PAGE)}


@pytest.fixture
def protocol(monkeypatch):
    """The protocol module; its stream and its row are there too."""
    for file in ("devices/protocols/tock_lines", "devices/streams/tock"):
        name = file.replace("/", ".")
        module = ModuleType(name)
        monkeypatch.setitem(sys.modules, name, module)
        exec(compile(BLOCKS[file], f"CONTRIBUTING.md: {file}", "exec"), vars(module))
    (row,) = eval(f"({BLOCKS['devices/registry']})", vars(registry).copy())
    monkeypatch.setattr(registry, "SERIAL_KINDS", (*registry.SERIAL_KINDS, row))
    return sys.modules["devices.protocols.tock_lines"]


def test_there_are_three_blocks():
    assert list(BLOCKS) == ["devices/protocols/tock_lines", "devices/streams/tock", "devices/registry"]


def test_its_bytes_are_records_and_back(protocol):
    line = protocol.TockLine(interval_ms=812)
    assert protocol.TockLine.decode(line.encode()) == line
    with pytest.raises(MalformedDataError):
        protocol.TockLine.decode(b"tick 812")


@pytest.mark.usefixtures("protocol")
def test_it_is_recognised_and_its_beats_are_heard():
    lines = b"".join(b"tock %d\r\n" % interval_ms for interval_ms in (790, 812, 845, 833))
    found = recognise(lines, 3.0)
    assert (found.verdict, found.channel) == ("known", "tock")
    decoder = Decoder("board")
    events = decoder.feed(found.channel, lines, 3.0)
    assert [event.rr_ms for event in events if isinstance(event, Beat)] == [812.0, 845.0, 833.0]
    assert DeviceFact(source="board", t_s=3.0, name="resolution_ms", value=1) in events
    assert decoder.feed(found.channel, b"t?ck 812\n", 4.0) == []
    assert [fact.name for fact in decoder.final_statistics(5.0)] == ["malformed-lines"]


@pytest.mark.usefixtures("protocol")
def test_it_is_named_as_every_other_and_told_of():
    spec = parse_sensor("serial:COM3,protocol=tock")
    assert str(spec) == "serial:COM3,protocol=tock"
    assert serial_protocol("tock", spec).channel == "tock"
    assert model_for(None, "tock").name == "Tock"
