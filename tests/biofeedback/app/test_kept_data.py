"""Another folder for recordings is tried first; everything is deleted where somebody asks for it, and stays so."""

import errno
import os
from pathlib import Path

import pytest

from biofeedback.app.application import LiveApplication
from biofeedback.app.kept_data import check_folder
from biofeedback.app.paths import data_folder, sessions_folder, usual_sessions_folder
from biofeedback.app.profile_store import remembered_preferences
from biofeedback.error_codes import StoreErrorCode
from biofeedback.errors import SoftenError
from biofeedback.practices import practice_named
from ui.preferences import Preferences, WindowPlace


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def test_recordings_lie_where_the_person_chose(data: Path, tmp_path: Path) -> None:
    assert sessions_folder() == usual_sessions_folder() == data / "sessions"
    application = LiveApplication()
    there = tmp_path / "stick"
    assert application.check_recordings_folder(there) == 0
    application.prefer(Preferences(recordings=str(there)))
    assert application.recordings_folder == sessions_folder() == there
    assert application.usual_recordings_folder == data / "sessions"
    assert list(there.iterdir()) == []


def test_a_folder_in_which_nothing_can_be_written_is_refused(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a file"
    file.write_text("x")
    with pytest.raises(SoftenError) as refused:
        LiveApplication().check_recordings_folder(file)
    assert refused.value.code is StoreErrorCode.FOLDER_REFUSES

    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "open", full)
    with pytest.raises(SoftenError, match="folder-refuses"):
        check_folder(tmp_path)


def test_a_disk_that_is_not_there_is_not_made_up_for(data: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    with LiveApplication() as application:
        application.prefer(Preferences(recordings=str(gone)))
        with pytest.raises(SoftenError) as refused:
            application.begin(practice_named("three_breaths"), "none", None)
        assert refused.value.code is StoreErrorCode.FOLDER_GONE
    assert not gone.exists()


def test_everything_is_deleted_and_nothing_is_kept_unasked_after_it(data: Path, tmp_path: Path) -> None:
    there = tmp_path / "chosen"
    application = LiveApplication()
    application.prefer(Preferences(recordings=str(there), own_words=True))
    for path in (
        there / "one.soften",
        there / "holiday.jpg",
        data / "sessions" / "old.soften",
        data / "sessions" / "people" / "0123456789abcdef" / "theirs.soften",
        data / "practices" / "mine.toml",
        data / "practices" / "mine" / "hello.flac",
        data / "pace_of_today.json",
        data / "people.json",
        data / "opening_page_shown",
        data / "somebody elses.txt",
    ):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    done = application.delete_everything()
    assert (done.done, done.left) == (9, ())
    left = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"chosen/holiday.jpg", "data/somebody elses.txt"}
    assert application.preferences == Preferences()
    application.keep_window(WindowPlace(x=0, y=0, width=900, height=600))
    assert not (data_folder() / "preferences.json").exists()
    application.prefer(Preferences(own_words=True))
    assert remembered_preferences() == (Preferences(own_words=True), None)
