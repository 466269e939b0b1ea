"""What was practised before, as the application knows it: from real recordings, whatever becomes of them."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from biofeedback.app.application import LiveApplication
from sessions.index.store import INDEX_NAME
from tests.rigs.files.recorded_practice import STARTED, record


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("recorded")
    record(folder / "2026-03-03_09-05-00_compassionate_pause.soften", note="Softer around the jaw.")
    record(folder / "2026-03-04_09-05-00_three_breaths.soften", "three_breaths", started=STARTED + timedelta(days=1))
    return folder


@pytest.fixture
def folder(recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path))
    return Path(shutil.copytree(recorded, tmp_path / "sessions"))


def test_it_knows_nothing_until_it_looked_and_then_at_once(folder: Path) -> None:
    with LiveApplication() as application:
        assert application.known_history() == []
        (practice,) = application.history()  # three breaths leave no light behind
        assert (practice.title, practice.note, practice.started) == (
            "A compassionate pause",
            "Softer around the jaw.",
            STARTED,
        )
        assert practice.simulated
    with LiveApplication() as application:
        assert application.known_history() == [practice]
        assert [each.path for each in application.recent()] == [practice.path]


def test_words_notes_and_deleting_are_seen_by_themselves(folder: Path) -> None:
    with LiveApplication() as application:
        (practice,) = application.history()
        application.tag(practice.path, "moonlight", is_there=True)
        application.write_note(practice.path, "Softer around the eyes.")
        (changed,) = application.history()
        assert (changed.tags, changed.note) == (("moonlight",), "Softer around the eyes.")
        assert changed.has(["moonlight", "eyes", "pause"])
        assert not changed.has(["jaw"])
        application.tag(practice.path, "moonlight", is_there=False)
        assert application.history()[0].tags == ()
        application.delete(practice.path)
        assert application.known_history() == []
        assert application.history() == []
        assert b"Softer around" not in (folder / INDEX_NAME).read_bytes()


def test_where_nothing_was_recorded_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path / "nowhere"))
    with LiveApplication() as application:
        assert (application.known_history(), application.history(), application.recent()) == ([], [], [])
    assert not (tmp_path / "nowhere" / "sessions").exists()
