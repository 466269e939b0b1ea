"""What is kept: where recordings lie, taken along as a whole, and deleted when that was asked once."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from biofeedback.error_codes import RecordingErrorCode, StoreErrorCode
from biofeedback.errors import RecordingError, SoftenError
from biofeedback.files.kept import FilesDone
from tests.rigs.screens.pretend_application import PretendApplication
from tests.rigs.words.said_errors import said
from tests.ui.desktop.settings.conftest import page
from ui.desktop.home.screen import HomeScreen
from ui.desktop.welcome.screen import WelcomeScreen
from ui.desktop.window import Window


def test_another_folder_without_recordings_here_is_looked_into_at_once(
    shown: Window, application: PretendApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: "/media/stick")
    places = page(shown, "places")
    assert places.usual.isHidden()
    places.another.click()
    assert application.preferences.recordings == "/media/stick"
    assert application.moved_to == []
    assert "/media/stick" in places._row.sentence.text()
    places.usual.click()
    assert application.preferences.recordings == ""


@pytest.mark.parametrize("answer", ["leave", "look", "move"])
def test_recordings_are_never_moved_unasked(
    shown: Window, application: PretendApplication, qtbot: QtBot, answer: str
) -> None:
    application.recordings_kept = 3
    application.files_done = FilesDone(2, (RecordingError(StoreErrorCode.NOT_MOVED, "/x/c.soften", problem="locked"),))
    places = page(shown, "places")
    places.look_at(Path("/media/stick"))
    assert places.question.isVisible()
    assert "3 recordings" in places.question.words.text()
    assert application.preferences.recordings == ""
    {"leave": places.question.leave, "look": places.question.look, "move": places.question.move_them}[answer].click()
    if answer == "move":
        qtbot.waitUntil(lambda: "2 recordings were moved." in places.said_of_it.text())
        assert "/x/c.soften could not be moved: locked." in places.said_of_it.text()
    assert application.moved_to == ([Path("/media/stick")] if answer == "move" else [])
    assert application.preferences.recordings == ("" if answer == "leave" else "/media/stick")
    assert not places.question.isVisible()


def test_a_folder_that_refuses_is_said_and_not_taken(shown: Window, application: PretendApplication) -> None:
    application.folder_refusal = SoftenError(StoreErrorCode.FOLDER_REFUSES, folder="/media/stick", problem="full")
    places = page(shown, "places")
    places.look_at(Path("/media/stick"))
    assert places.said_of_it.text() == said(application.folder_refusal)
    assert application.preferences.recordings == ""


def test_everything_is_taken_along_by_keyboard(
    shown: Window, application: PretendApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "all_of_soften.zip").touch()
    application.written.folder = tmp_path
    left = tuple(RecordingError(StoreErrorCode.NOT_COPIED, f"/x/{at}.soften", problem="locked") for at in range(7))
    application.written.files_done = FilesDone(4, left)
    offered: list[Path] = []

    def choose(*asked: object, **_: object) -> tuple[str, str]:
        offered.append(Path(str(asked[2])))
        return str(tmp_path / "of me"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    end = page(shown, "end")
    qtbot.keyClick(end.along.button, Qt.Key.Key_Space)
    assert not end.delete.isEnabled()
    assert "Being written" in end.along.said_of_it.text()
    told = end.along.said_of_it
    qtbot.waitUntil(lambda: f"4 files are in {tmp_path / 'of me.zip'}." in told.text())
    assert offered == [tmp_path / "all_of_soften_2.zip"]
    assert application.written.taken == [tmp_path / "of me.zip"]
    assert told.text().count("locked") == 5
    assert "2 more files could not be copied." in told.text()
    assert "sealed" in told.text()
    assert end.delete.isEnabled()
    assert end.along.button.hasFocus()


def test_what_is_there_is_not_written_over_and_a_dialog_that_is_left_does_nothing(
    shown: Window, application: PretendApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = page(shown, "end")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, **__: ("", ""))
    end.along.button.click()
    assert end.along.said_of_it.isHidden()
    application.written.refusal = RecordingError(RecordingErrorCode.THERE_ALREADY, "/x/all.zip")
    end.along.write(Path("/x/all.zip"))
    qtbot.waitUntil(lambda: end.along.said_of_it.text() == said(application.written.refusal))
    assert application.written.taken == []
    assert end.along.button.isEnabled()


def test_everything_is_deleted_when_it_was_asked_once(
    shown: Window, application: PretendApplication, qtbot: QtBot
) -> None:
    end = page(shown, "end")
    end.delete.button.click()
    assert application.emptied == 0
    assert end.delete.no.hasFocus()
    qtbot.keyClick(end.delete.no, Qt.Key.Key_Escape)
    assert not end.delete.yes.isVisible()
    end.delete.button.click()
    end.delete.yes.click()
    qtbot.waitUntil(lambda: isinstance(shown.screen_shown, HomeScreen | WelcomeScreen))
    assert application.emptied == 1


def test_what_could_not_be_deleted_is_said(shown: Window, application: PretendApplication, qtbot: QtBot) -> None:
    left = tuple(RecordingError(RecordingErrorCode.NOT_DELETED, f"/x/{at}.soften", problem="in use") for at in range(7))
    application.files_done = FilesDone(4, left)
    end = page(shown, "end")
    end.delete.button.click()
    end.delete.yes.click()
    qtbot.waitUntil(lambda: "4 files are deleted." in end.said_of_it.text())
    assert end.said_of_it.text().count("in use") == 5
    assert "2 more files stay." in end.said_of_it.text()
    assert end.delete.isEnabled()
