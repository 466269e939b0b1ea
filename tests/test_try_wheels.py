"""Which Pythons the wheel is tried on."""

import sys
from pathlib import Path

import pytest

from scripts import try_wheels
from scripts.try_wheels import suitable, supported


def test_a_python_that_is_there_and_suits_is_tried_by_its_version() -> None:
    current = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert current in supported()
    assert dict(suitable([sys.executable])) == {current: sys.executable}


def test_what_is_none_does_not_answer_or_is_too_old_is_left_out(tmp_path: Path) -> None:
    old, broken = tmp_path / "old", tmp_path / "broken"
    old.write_text("#!/bin/sh\necho 3.10 /usr/bin/python3.10\n")
    broken.write_text("#!/bin/sh\nexit 3\n")
    for each in (old, broken):
        each.chmod(0o755)
    assert dict(suitable([str(old), str(broken), str(tmp_path / "absent")])) == {}


def test_a_later_one_is_left_out_until_it_was_tried(tmp_path: Path) -> None:
    later = tmp_path / "later"
    major, minor = max(tuple(map(int, each.split("."))) for each in supported())
    later.write_text(f"#!/bin/sh\necho {major}.{minor + 1} /usr/bin/python\n")
    later.chmod(0o755)
    assert dict(suitable([str(later)])) == {}


def test_one_that_was_asked_for_and_is_not_there_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    absent = str(tmp_path / "python3.99")
    monkeypatch.setattr(sys, "argv", ["try_wheels", "--dist", str(tmp_path), sys.executable, absent])
    monkeypatch.setattr(try_wheels, "TOOLS", ())  # nothing is installed, whatever comes of the names
    assert try_wheels.main() == 1
    said = capsys.readouterr().out
    assert absent in said
    assert sys.executable not in said
