"""The page about the pulse sensor says what the code does."""

import re

from devices.protocols.soften_lines import (
    BeatLine,
    ContactLine,
    PulseHeader,
    WaveLine,
    decode_line,
)
from tests.rigs.serial.soften_board import ROOT, SKETCH

PAGE = (ROOT / "docs" / "pulse-sensor.md").read_text(encoding="utf-8")


def test_the_lines_on_the_page_are_lines_of_the_protocol():
    lines = re.findall(r"^(.+\*[0-9A-F]{4})$", PAGE, re.MULTILINE)
    records = [decode_line(line.encode("ascii")) for line in lines]
    assert {type(record) for record in records} == {PulseHeader, WaveLine, BeatLine, ContactLine}
    assert len(lines) == 6


def test_what_the_page_says_of_the_port_is_so():
    longest = WaveLine(sequence=65535, us=2**32 - 1, value=4095).encode() + b"\n"
    assert f"The longest wave line has {len(longest)} bytes" in PAGE
    assert f"are {100 * 250 * len(longest) / 11_520:.0f} % of what 115200 baud carries" in PAGE


def test_the_pins_on_the_page_are_those_of_the_sketch():
    sketch = (SKETCH / "soften_pulse.ino").read_text(encoding="ascii")
    assert "#define PULSE_PIN 34" in sketch
    assert "#define PULSE_PIN A0" in sketch
    assert "| `A0` | `GPIO34` | `GP26` (`A0`, pin 31) |" in PAGE


def test_every_file_that_the_page_names_is_there():
    for name in re.findall(r"`((?:devices|tests|docs)/[\w/.-]+)`", PAGE):
        assert (ROOT / name).exists(), name
