"""Pictures that follow each other at once, and no keyboard unless a test brings one."""

import io
import sys

import pytest

from ui.terminal import practice as terminal_practice


@pytest.fixture
def without_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pictures follow each other at once, and there is no keyboard unless a test brings one."""
    monkeypatch.setattr(terminal_practice, "FRAME_S", 0.0)
    monkeypatch.setattr(sys, "stdin", io.StringIO())
