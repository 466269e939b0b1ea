"""What the installed program puts back before it begins."""

import os

import pytest

from installers.launch import restore_library_paths


def test_programs_that_soften_starts_find_the_libraries_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/soften/_internal")
    monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", "/home/fern/lib")
    monkeypatch.setenv("DYLD_LIBRARY_PATH", "/Applications/Soften.app")
    restore_library_paths()
    assert os.environ["LD_LIBRARY_PATH"] == "/home/fern/lib"
    assert "LD_LIBRARY_PATH_ORIG" not in os.environ
    assert "DYLD_LIBRARY_PATH" not in os.environ
