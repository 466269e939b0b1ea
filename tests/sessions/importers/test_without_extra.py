"""Where a library of the extra is not installed, the file is refused with the command that brings it."""

import sys

import pytest

from biofeedback.error_codes import CommandErrorCode
from biofeedback.errors import UsageError
from sessions.importers.registry import read_file
from tests.fuzz.import_targets import SEEDS


@pytest.mark.parametrize(("form", "library"), [("fit", "fitdecode"), ("edf", "edfio"), ("xdf", "pyxdf")])
def test_a_library_that_is_not_there_is_named(tmp_path, monkeypatch, form, library) -> None:
    path = tmp_path / "file"
    path.write_bytes(SEEDS[form]())
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(UsageError) as raised:
        read_file(path)
    assert raised.value.code is CommandErrorCode.EXTRA_MISSING
    assert dict(raised.value.facts) == {"extra": "files", "library": library}


def test_what_needs_no_library_is_read_without_the_extra(tmp_path, monkeypatch) -> None:
    for library in ("defusedxml", "edfio", "fitdecode", "pyxdf", "wfdb"):
        monkeypatch.setitem(sys.modules, library, None)
    path = tmp_path / "file"
    path.write_bytes(SEEDS["apple"]())
    assert read_file(path).kind == "apple_health"
