"""The command ``soften``, run in the process of the tests."""

import sys

import pytest

from biofeedback.__main__ import main


@pytest.fixture
def soften(tmp_path, monkeypatch, capfd):
    """Run ``soften`` in this process and return its exit code, output and error output."""
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["soften", *map(str, words)])
        with pytest.raises(SystemExit) as exit_:
            main()
        printed = capfd.readouterr()
        return int(exit_.value.code or 0), printed.out, printed.err

    return run
