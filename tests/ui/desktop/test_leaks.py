"""A screen that was opened and left leaves nothing behind; `tests/benchmarks/test_leaks.py` opens each 200 times."""

import sys
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.rigs.files.recorded_practice import record
from tests.rigs.screens.census import grown
from tests.rigs.screens.opened_screens import OpenedScreens
from ui.desktop.app import dress
from ui.tokens import DARK

ROUNDS = 4
"""A choice: enough to tell what stays each time from what a cache takes in once."""


def test_screens_leave_nothing_behind(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Else a busy machine decides which of the homes have looked around, and are known to who looks for sensors.
    monkeypatch.setattr("ui.desktop.home.screen._AFTER_PICTURE_MS", 0)
    # What pretended sessions remember of one another would be taken for what screens leave behind.
    monkeypatch.setattr("tests.rigs.signals.remembered_pipelines.MOST_RESULTS", 0)
    dress(qapp, DARK)
    opened = OpenedScreens(record(tmp_path / "before.soften"))
    left = {name: grown(open_screen, ROUNDS) for name, open_screen in opened.openers() if name != "details"}
    # Counted when it is left: a plot keeps its path from when it is painted to when it has new beats, and on a busy
    # machine that is now and then.
    left["details"] = grown(lambda: (opened.details(), opened.home()), ROUNDS)
    opened.window.close()
    opened.window.deleteLater()
    assert len(left) > 10
    assert {name: kinds for name, kinds in left.items() if kinds} == {}


class Screen(QWidget):
    """A screen that somebody keeps."""


@pytest.mark.parametrize("kept", [Screen, QObject, list])
def test_what_is_left_behind_is_found(qapp: QApplication, kept: type) -> None:
    left: list[object] = []
    assert any(kept.__name__ in kind for kind in grown(lambda: left.append(kept()), ROUNDS))


def test_a_file_that_stays_open_is_found(qapp: QApplication) -> None:
    with ExitStack() as files:
        more = grown(lambda: files.enter_context(Path(__file__).open("rb")), ROUNDS)
        assert more.get("open files") == (ROUNDS if sys.platform == "linux" else None)
