"""A sound file dropped on the first screen: one sentence while it is read, then its practice is chosen."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from biofeedback.error_codes import SoundErrorCode
from biofeedback.errors import SoundError


def dragged(*paths: str) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return data


def is_taken(home, data: QMimeData) -> bool:
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, button, keys)
    event.ignore()
    home.dragEnterEvent(event)
    return event.isAccepted()


def drop(home, data: QMimeData) -> None:
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    home.dropEvent(QDropEvent(QPointF(5.0, 5.0), Qt.DropAction.CopyAction, data, button, keys))


def said(home) -> str:
    return home.breath_panel._refusal


def test_it_becomes_a_practice_that_is_chosen(window, home, qtbot, tmp_path):
    data = dragged(str(tmp_path / "teacher.mp3"))
    assert is_taken(home, data)
    drop(home, data)
    qtbot.waitUntil(lambda: window.screen_shown is not home)
    assert window.screen_shown.chosen.title == "Teacher"
    assert window.screen_shown.home_page.card.hasFocus()
    assert said(window.screen_shown) == "Teacher is among your practices now: 20 min. Its sound was copied (5.2 MB)."


def test_what_is_no_sound_is_not_taken(home, tmp_path):
    assert not is_taken(home, dragged(str(tmp_path / "letter.txt")))
    assert not is_taken(home, dragged())
    elsewhere = QMimeData()
    elsewhere.setUrls([QUrl("https://example.org/a.mp3")])
    assert not is_taken(home, elsewhere)
    drop(home, dragged(str(tmp_path / "letter.txt")))


def test_a_file_that_cannot_be_used_is_one_sentence(home, application, qtbot):
    application.refusal = SoundError(SoundErrorCode.TRACK_NO_SOUND, file="teacher.mp3")
    drop(home, dragged("teacher.mp3"))
    qtbot.waitUntil(lambda: "There is no sound in teacher.mp3" in said(home))
    assert is_taken(home, dragged("other.mp3"))


@pytest.mark.parametrize("name", ["a.MP3", "a.flac", "a.ogg", "a.opus", "a.wav", "\x1b[2J.wav"])
def test_every_kind_of_sound_is_taken(home, name):
    assert is_taken(home, dragged(str(Path("/tmp") / name)))
