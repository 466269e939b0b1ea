"""What is found of a computer: each part by itself, nothing personal, and nothing in the way of the next part."""

import getpass
import importlib.resources
import json
import platform
import sys
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from typer.testing import CliRunner

from biofeedback.app.doctor import look as doctor
from biofeedback.app.doctor.udev import rule
from biofeedback.cli.command_line import command_line
from biofeedback.computer import ComputerCode, Finding
from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import SoftenError
from biofeedback.facts import facts
from devices.sensor_models.usb_makers import USB_MAKERS
from devices.transports.serial import ports
from devices.transports.serial.ports import Port
from tests.rigs.radio.fake_bluez import FakeBlueZ
from tests.rigs.radio.private_bus import PrivateBus
from tests.rigs.words.pseudo_language import is_pseudo, pseudo_language
from ui.words import computer_words
from ui.words.computer_words import computer_sentence
from ui.words.languages import english

LOCALES = importlib.resources.files("ui.words") / "locales"


def soften(*words: str) -> str:
    done = CliRunner().invoke(command_line(english(), "doctor"), ["doctor", *words])
    assert done.exit_code == 0, done.output
    return done.output


def found(code: ComputerCode) -> list[Finding]:
    return [each for each in doctor.look() if each.code is code]


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    """A computer without a screen and without a bus, whose folder says whose it is."""
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path / "home of marigold" / "data"))
    monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", f"unix:path={tmp_path}/nothing")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)


@pytest.mark.skipif(sys.platform != "linux", reason="asked of BlueZ")
def test_an_adapter_is_on_off_or_silent(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor, "_ADAPTERS_OF_LINUX", tmp_path)
    assert [each.in_the_way for each in found(ComputerCode.NO_ADAPTER)] == [True]
    (tmp_path / "hci0").mkdir()
    (tmp_path / "hci0:11").mkdir()
    assert [each.facts for each in found(ComputerCode.NO_BLUETOOTH_SERVICE)] == [facts(adapter="hci0")]
    with PrivateBus() as bus:
        monkeypatch.setenv("DBUS_SYSTEM_BUS_ADDRESS", bus.address)
        bluez = FakeBlueZ(bus.address)
        try:
            (on,) = found(ComputerCode.ADAPTERS)
            assert (on.facts, on.in_the_way) == (facts(adapter="hci0"), False)
            bluez.power(on=False)
            assert [each.facts for each in found(ComputerCode.ADAPTERS_OFF)] == [facts(adapter="hci0")]
        finally:
            bluez.stop()


def test_a_port_can_be_opened_or_names_who_may(tmp_path, monkeypatch):
    arduino = next(iter(USB_MAKERS))
    board = Port(device="/dev/ttyACM7", label="Marigold's board", vid=arduino, pid=1, serial_number="A1B2C3")
    own = Port(device="/dev/cu.Marigolds-heart", label="Marigold's heart", vid=arduino, pid=2)
    builtin = Port(device="/dev/ttyS0", label="ttyS0")
    monkeypatch.setattr(ports, "ports_in_reach", lambda: [board, own, builtin])
    refused = found(ComputerCode.PORT_REFUSED)
    assert [dict(each.facts)["port"] for each in refused] == ["/dev/ttyACM7", ""]
    assert all(each.in_the_way for each in refused)
    printed = soften()
    assert "Marigold" not in printed
    assert "A1B2C3" not in printed
    assert "soften doctor --write-udev-rule" in printed
    there = tmp_path / "port"
    there.touch()
    monkeypatch.setattr(ports, "ports_in_reach", lambda: [Port(device=str(there), label="", vid=arduino, pid=1)])
    assert len(found(ComputerCode.PORT_READY)) == 1
    there.chmod(0o620)
    assert doctor.group_of(there) == ""
    there.chmod(0o660)
    assert doctor.group_of(there) == there.group()


def test_nothing_personal_is_found(tmp_path):
    printed = soften()
    for own in (str(tmp_path), "marigold", platform.node(), str(Path.home())):
        assert own not in printed
    assert getpass.getuser() not in printed.split()
    assert "There is no screen here." in printed
    assert {each["code"] for each in json.loads(soften("--json"))} >= {"program", "system", "libraries", "disk"}


@pytest.mark.skipif(sys.platform != "linux", reason="asked of X11")
def test_a_screen_of_another_computer_keeps_its_name(monkeypatch):
    monkeypatch.setenv("DISPLAY", "localhost:7")
    assert "localhost" not in soften()
    assert "The screen :7 does not answer." in soften()


def test_a_part_that_stumbles_costs_no_other(monkeypatch):
    def stumble(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(ports, "ports_in_reach", stumble)
    (finding,) = found(ComputerCode.NOT_LOOKED_AT)
    assert finding.facts == facts(part="serial", problem="ZeroDivisionError")
    assert found(ComputerCode.DISK)


def test_extras_are_those_of_the_project():
    extras = doctor._extras()
    assert {"files", "lsl", "report", "sealed", "voice"} <= set(extras)
    assert extras["files"]


def test_the_installed_program_names_no_extra_that_nobody_can_add(monkeypatch):
    monkeypatch.setattr(doctor, "_extras", lambda: {"files": True, "chapters": False})
    (absent,) = found(ComputerCode.EXTRAS_ABSENT)
    assert absent.facts == facts(extra=["chapters"])
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert not found(ComputerCode.EXTRAS_ABSENT)
    assert found(ComputerCode.EXTRAS)


def test_the_rule_opens_each_board_and_is_written_when_asked(tmp_path, monkeypatch):
    path = tmp_path / "70-soften-serial.rules"
    monkeypatch.setattr("biofeedback.app.doctor.udev.RULES", path)
    assert soften("--udev-rule") == rule()
    assert all(f'=="{maker:04x}", TAG+="uaccess"' in rule() for maker in USB_MAKERS)
    app = command_line(english(), "doctor")
    assert CliRunner().invoke(app, ["doctor", "--write-udev-rule"], input="n\n").exit_code == 0
    assert not path.exists()
    assert CliRunner().invoke(app, ["doctor", "--write-udev-rule"], input="y\n").exit_code == 0
    assert path.read_text() == rule()
    assert path.stat().st_mode & 0o777 == 0o644
    monkeypatch.setattr("biofeedback.app.doctor.udev.RULES", tmp_path / "nowhere" / "rules")
    refused = CliRunner().invoke(app, ["doctor", "--write-udev-rule"], input="y\n")
    assert refused.exit_code == 1
    assert "sudo tee" in refused.stderr


GIVEN = {
    ComputerCode.PROGRAM: {"version": "1", "python": "3"},
    ComputerCode.SYSTEM: {"name": "A", "release": "1", "machine": "m", "processors": 2},
    ComputerCode.PORT_REFUSED: {"port": "COM3", "hint": "a board", "group": "dialout"},
    ComputerCode.SPEAKERS: {"count": 2},
    ComputerCode.DISK: {"free_gb": 2.5},
}


@cache
def another_language():
    with (LOCALES / "soften.pot").open("rb") as file:
        return pseudo_language(read_po(file))


@pytest.mark.parametrize("code", ComputerCode)
def test_each_finding_is_said_in_another_language(code):
    error = SoftenError(CommandErrorCode.NO_SCREEN) if code in (ComputerCode.NO_SCREEN, ComputerCode.NO_SOUND) else None
    finding = Finding(code=code, facts=facts(**GIVEN.get(code, {})), error=error)
    language = another_language()
    assert is_pseudo(computer_sentence(finding, language))
    assert not is_pseudo(computer_sentence(finding, english()))
    assert computer_words.way_clear(language) != computer_words.way_clear(english())
