"""Editing beats by hand in a review, by keys and by mouse; whatever is told says of which layer it is."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from sessions.reader import Recording
from tests.rigs.files.recorded_practice import record
from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.review.beat_strip import BeatStrip
from ui.desktop.review.hand_panel import HandPanel
from ui.desktop.review.screen import ReviewScreen
from ui.desktop.window import Window
from ui.tokens import DARK
from ui.words.key_words import KeyUse
from ui.words.languages import english

KEY, SHIFT, CTRL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
AUTOMATIC = "Layer “Automatic”"
BY_HAND = "Layer “By hand”"


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("recordings") / "2026-03-03_09-05-00_compassionate_pause.soften"
    return record(path, faults="missing=0.02,ectopics=0.03")


@pytest.fixture
def own(recording: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(recording, tmp_path / recording.name))


def opened(window: Window, path: Path, qtbot: QtBot) -> ReviewScreen:
    window.show()
    qtbot.waitExposed(window)
    window.show_review(path)
    shown = window.screen_shown
    assert isinstance(shown, ReviewScreen)
    qtbot.waitUntil(lambda: shown.plot is not None)
    return shown


def editing(screen: ReviewScreen, qtbot: QtBot) -> tuple[HandPanel, BeatStrip]:
    screen.editing.switch.setChecked(True)
    panel = screen.editing.panel
    assert panel is not None
    qtbot.waitUntil(lambda: panel.strip is not None)
    assert panel.strip is not None
    return panel, panel.strip


def layer_told(screen: ReviewScreen) -> str:
    assert screen.table is not None
    return screen.table.layer.text()


def cells(screen: ReviewScreen) -> list[str]:
    assert screen.table is not None
    return [cell.text() for _, cell in sorted(screen.table.cells.items())]


def test_it_is_off_as_it_comes_and_the_layer_is_named(window: Window, own: Path, qtbot: QtBot) -> None:
    screen = opened(window, own, qtbot)
    assert not screen.editing.switch.isChecked()
    assert screen.editing.panel is None
    assert layer_told(screen).startswith(AUTOMATIC)


def test_every_edit_by_keys_and_all_of_it_taken_back(window: Window, own: Path, qtbot: QtBot) -> None:
    screen = opened(window, own, qtbot)
    before, lines = cells(screen), [each.text() for each in screen.heading.lines]
    panel, strip = editing(screen, qtbot)
    assert layer_told(screen).startswith(AUTOMATIC)
    done = []
    for key, held in ((KEY.Key_Delete, 0), (KEY.Key_X, 0), (KEY.Key_K, 0), (KEY.Key_M, 0), (KEY.Key_Delete, SHIFT)):
        for _ in range(4):
            qtbot.keyClick(strip, KEY.Key_Right)
        assert panel.said.text().startswith("Beat ")
        assert strip.accessibleDescription() == panel.said.text()
        qtbot.keyClick(strip, key, held or Qt.KeyboardModifier.NoModifier)
        done.append(panel.said.text().split()[0])
    qtbot.keyClick(strip, KEY.Key_Right)
    qtbot.keyClick(strip, KEY.Key_S)
    done.append(panel.said.text().split()[0])
    for _ in range(4):
        qtbot.keyClick(strip, KEY.Key_Right)
    qtbot.keyClick(strip, KEY.Key_I)
    done.append(panel.said.text().split()[0])
    assert done == ["Deleted", "Marked", "Took", "Merged", "Deleted", "Split", "Put"]
    qtbot.waitUntil(lambda: layer_told(screen).startswith(BY_HAND))
    assert "edited by hand" in layer_told(screen)
    assert panel.layers.key == "hand"
    assert screen.plot is not None
    assert {mark.kind for mark in screen.plot.data.marks} >= {"hand"}
    assert cells(screen) != before
    for _ in done:
        qtbot.keyClick(strip, KEY.Key_Z, CTRL)
        assert panel.said.text().startswith("Taken back.")
    qtbot.keyClick(strip, KEY.Key_Z, CTRL)
    assert panel.said.text() == "There is no edit to take back."
    assert not panel.buttons[KeyUse.UNDO].isEnabled()
    qtbot.waitUntil(lambda: cells(screen) == before)
    assert [each.text() for each in screen.heading.lines] == lines
    qtbot.keyClick(strip, KEY.Key_Z, CTRL | SHIFT)
    assert panel.said.text().startswith("Brought back.")
    with Recording(own) as kept:
        assert len(kept.beat_edits()) == 2 * len(done) + 1


def test_layers_are_chosen_and_named(window: Window, own: Path, qtbot: QtBot) -> None:
    screen = opened(window, own, qtbot)
    panel, _ = editing(screen, qtbot)
    assert [panel.layers.buttons[key].text() for key in ("raw", "automatic", "hand")] == ["Raw", "Automatic", "By hand"]
    panel.layers.choose("raw")
    qtbot.waitUntil(lambda: layer_told(screen).startswith("Layer “Raw”"))
    screen.editing.switch.setChecked(False)
    assert layer_told(screen).startswith(AUTOMATIC)
    assert screen.editing.panel is None


def test_by_mouse_a_beat_a_span_and_a_place(window: Window, own: Path, qtbot: QtBot) -> None:
    screen = opened(window, own, qtbot)
    panel, strip = editing(screen, qtbot)
    plot = screen.plot
    assert plot is not None
    plot.show_span(plot.data.whole.around(60.0, 20.0))

    def at(row: int) -> QPoint:
        return QPoint(round(plot.frame.x(strip.choice.beats[row].t_s)), strip.height() // 2)

    first = strip.choice.first_from(55.0)
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(strip, left, pos=at(first))
    assert list(strip.choice.rows) == [first]
    qtbot.mouseClick(strip, left, SHIFT, at(first + 3))
    assert list(strip.choice.rows) == [first, first + 1, first + 2, first + 3]
    qtbot.mousePress(strip, left, pos=at(first + 5))
    qtbot.mouseMove(strip, at(first + 6))
    qtbot.mouseMove(strip, at(first + 7))
    qtbot.mouseRelease(strip, left, pos=at(first + 7))
    assert list(strip.choice.rows) == [first + 5, first + 6, first + 7]
    panel.buttons[KeyUse.DISTRUST_BEATS].click()
    assert [beat.standing for beat in strip.choice.chosen][-1] == "untrusted"
    # Between two beats, a third of the way.
    between = at(first + 1) + (at(first + 2) - at(first + 1)) / 3
    qtbot.mouseDClick(strip, left, pos=between)
    assert panel.said.text().startswith("Put in a beat")
    assert strip.choice.beats[first + 2].standing == "put_in"


def test_what_makes_no_sense_is_said_and_changes_nothing(window: Window, own: Path, qtbot: QtBot) -> None:
    screen = opened(window, own, qtbot)
    panel, strip = editing(screen, qtbot)
    qtbot.keyClick(strip, KEY.Key_M)
    assert panel.said.text() == "Please choose a beat first."
    qtbot.keyClick(strip, KEY.Key_Home)
    for _ in range(8):
        qtbot.keyClick(strip, KEY.Key_Right, SHIFT)
    qtbot.keyClick(strip, KEY.Key_Delete)
    assert "Above 3000 ms" in panel.said.text()
    with closing(sqlite3.connect(own, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        qtbot.keyClick(strip, KEY.Key_X)
        assert "cannot be kept" in panel.said.text()
    assert all(beat.standing in ("came", "corrected") for beat in strip.choice.beats)
    with Recording(own) as kept:
        assert kept.beat_edits() == ()


def test_it_is_remembered_by_the_window_and_by_nothing_else(
    window: Window, application: PretendApplication, own: Path, qtbot: QtBot
) -> None:
    editing(opened(window, own, qtbot), qtbot)
    again = opened(window, own, qtbot)
    assert again.editing.switch.isChecked()
    another = Window(application, DARK, english())
    qtbot.addWidget(another)
    assert not opened(another, own, qtbot).editing.switch.isChecked()


def test_far_away_it_says_how_to_see_single_beats_and_keys_bring_them_near(
    window: Window, own: Path, qtbot: QtBot
) -> None:
    screen = opened(window, own, qtbot)
    window.resize(640, 480)
    _, strip = editing(screen, qtbot)
    assert screen.plot is not None
    assert not strip.is_close
    qtbot.keyClick(strip, KEY.Key_PageDown)
    assert strip.is_close
    assert strip.choice.beats[strip.choice.at or 0].standing == "corrected"
    length_s = screen.plot.span.length_s
    qtbot.keyClick(strip, KEY.Key_Plus)
    assert screen.plot.span.length_s < length_s
