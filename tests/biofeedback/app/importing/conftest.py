"""Where files go to that are imported, the command that does it, and texts of intervals for it."""

import math
from pathlib import Path

import pytest

from biofeedback.__main__ import main
from sessions.library import Library

RR_MS = [round(900 + 60 * math.sin(beat / 2.4)) for beat in range(150)]


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "kept")


@pytest.fixture
def soften(tmp_path, monkeypatch, capsys):
    """Run a command; return its exit code and what it printed."""

    def run(*arguments):
        monkeypatch.setenv("SOFTEN_DATA", str(tmp_path / "data"))
        monkeypatch.setattr("sys.argv", ["soften", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        printed = capsys.readouterr()
        return left.value.code or 0, printed.out, printed.err

    return run


def text_of(path: Path, rr_ms=RR_MS) -> Path:
    path.write_text("\n".join(map(str, rr_ms)))
    return path
