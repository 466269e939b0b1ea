"""The checklist for real sensors leaves nothing out, and what it says to type can be typed."""

import re
from pathlib import Path

import pytest

from devices.catalogue import parse_sensor
from devices.registry import SERIAL_KINDS
from devices.sensor_families import FAMILIES
from devices.serial_spec import SerialSpec

PAGE = (Path(__file__).resolve().parents[3] / "docs" / "hardware-check.md").read_text(encoding="utf-8")
PROTOCOLS = [kind.name for kind in SERIAL_KINDS]
KINDS = "|".join(family.kind for family in FAMILIES)
SPECS = re.findall(rf"^\| [^|]+ \| `((?:{KINDS})[^`]*)` \|", PAGE, re.MULTILINE)


def test_there_is_a_line_to_tick_for_every_protocol():
    named = {spec.protocol for spec in map(parse_sensor, SPECS) if isinstance(spec, SerialSpec)}
    assert named == set(PROTOCOLS), "a line for each under *At a port* of docs/hardware-check.md"
    assert PAGE.partition("## At the keyboard")[0].count("| ☐ | ☐ | ☐ |") == len(SPECS)


@pytest.mark.parametrize("spec", SPECS)
def test_what_is_to_be_typed_is_understood(spec):
    assert parse_sensor(spec)


def test_what_has_met_what_is_told_of_every_protocol_and_kind():
    _, _, table = PAGE.partition("## What has met what")
    for protocol in PROTOCOLS:
        assert re.search(rf"^\| serial, `{protocol}` \|", table, re.MULTILINE), (
            f"a line under *What has met what*: {protocol}"
        )
    for family in FAMILIES:
        assert re.search(rf"^\| {family.kind}\b", table, re.MULTILINE), (
            f"a line under *What has met what*: {family.kind}"
        )


def test_it_names_the_commands_that_the_program_has():
    for command in ("sensors", "sensors --describe NAME", "capture SPEC FILE --seconds 120", "begin --sensor SPEC"):
        assert f"`soften {command}`" in PAGE
