"""A practice is given to somebody else in one step, by keyboard, from its summary and from looking back."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from sessions.library import people as folders
from sessions.reader import Recording
from tests.rigs.files.recorded_practice import record
from tests.rigs.screens.pretend_application import PretendApplication
from ui.desktop.review.screen import ReviewScreen
from ui.desktop.window import Window


@pytest.fixture(scope="module")
def recording(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return record(tmp_path_factory.mktemp("recordings") / "2026-03-03_09-05-00_compassionate_pause.soften")


@pytest.fixture
def own(recording: Path, tmp_path: Path, application: PretendApplication) -> Path:
    application.people.folder = tmp_path
    return Path(shutil.copy(recording, tmp_path / recording.name))


def opened(window: Window, path: Path, qtbot: QtBot) -> ReviewScreen:
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.show_review(path)
    shown = window.screen_shown
    assert isinstance(shown, ReviewScreen)
    qtbot.waitUntil(lambda: shown.plot is not None and shown.plot.hasFocus())
    return shown


def test_alone_there_is_nobody_to_give_it_to(window: Window, own: Path, qtbot: QtBot) -> None:
    assert not opened(window, own, qtbot).give.isVisible()


def test_looking_back_it_is_given_by_keyboard(
    window: Window, application: PretendApplication, own: Path, qtbot: QtBot
) -> None:
    fern = application.people.add("Fern")
    application.people.add("Moss")
    screen = opened(window, own, qtbot)
    give = screen.give
    assert screen.notes is not None
    screen.notes.note.setText("Softer.")
    give.button.setFocus()
    qtbot.keyClick(give.button, Qt.Key.Key_Return)
    assert give.list.hasFocus()
    assert [give.list.item(row).text() for row in range(give.list.count())] == ["Fern", "Moss"]
    assert not give.name.isVisible()
    qtbot.keyClick(give.list, Qt.Key.Key_Return)
    there = folders.folder_of(own.parent, fern.key) / own.name
    assert give.path == there
    assert there.exists()
    assert not own.exists()
    assert give.said.text() == "This practice is among those of Fern now."
    with Recording(there) as given:
        assert [note.text for note in given.later_notes()] == ["Softer."]
    # What is written or deleted now is where it went.
    screen.notes.note.setText("Softer still.")
    screen.notes.keep()
    with Recording(there) as given:
        assert given.later_notes()[-1].text == "Softer still."
    assert give.button.hasFocus()
    qtbot.keyClick(give.button, Qt.Key.Key_Return)
    assert [give.list.item(row).text() for row in range(give.list.count())] == ["Yourself", "Moss"]
    qtbot.keyClick(give.list, Qt.Key.Key_Escape)
    assert window.screen_shown is screen
    assert screen.deleting is not None
    screen.deleting.button.click()
    screen.deleting.yes.click()
    assert not there.exists()


def test_when_it_cannot_be_given_it_is_said_and_nothing_moved(
    window: Window, application: PretendApplication, own: Path, qtbot: QtBot
) -> None:
    application.people.add("Fern")
    screen = opened(window, own, qtbot)
    application.people.refusal = RecordingError(RecordingErrorCode.HELD, str(own))
    screen.give.button.click()
    screen.give.list.itemClicked.emit(screen.give.list.item(0))
    assert "is held by another program" in screen.give.said.text()
    assert screen.give.path == own
    assert own.exists()


def test_a_guest_is_asked_and_may_keep_it_under_a_new_name(
    window: Window, application: PretendApplication, own: Path, qtbot: QtBot
) -> None:
    application.people.guests = [own]
    give = opened(window, own, qtbot).give
    assert "it is gone when you leave it" in give.said.text()
    give.button.click()
    assert give.name.isVisible()
    qtbot.keyClicks(give.name, "Moss")
    qtbot.keyClick(give.name, Qt.Key.Key_Return)
    assert [person.name for person in application.people.everybody] == ["", "Moss"]
    assert give.said.text() == "This practice is among those of Moss now."
    assert not application.people.is_guests(give.path)


def test_a_name_that_cannot_be_is_told(
    window: Window, application: PretendApplication, own: Path, qtbot: QtBot
) -> None:
    application.people.guests = [own]
    give = opened(window, own, qtbot).give
    give.button.click()
    qtbot.keyClick(give.name, Qt.Key.Key_Return)
    assert give.said.text() == "A name has at least one letter or sign that can be seen."
    assert give.path == own
