"""`soften everything`: what is kept is told by kind, taken along whole, and deleted with nothing left."""

import json
import sys
import zipfile
from pathlib import Path

import pytest

from biofeedback.__main__ import main
from biofeedback.app.profile_store import opening_page_was_shown, remember
from biofeedback.app.recordings.exporting import LiveExports
from sessions.reader import Recording
from tests.rigs.files.recorded_practice import record
from ui.preferences import Preferences
from ui.words.languages import english


@pytest.fixture
def soften(tmp_path, monkeypatch, capfd):
    monkeypatch.setenv("SOFTEN_DATA", str(tmp_path / "data"))

    def run(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["soften", *map(str, words)])
        with pytest.raises(SystemExit) as left:
            main()
        printed = capfd.readouterr()
        return int(left.value.code or 0), printed.out, printed.err

    return run


@pytest.fixture
def kept(tmp_path, soften) -> Path:
    """Return the folder of Soften with something of each kind in it, and a file of another beside it."""
    data = tmp_path / "data"
    recording = record(data / "sessions" / "2026-03-03_09-05-00_three_breaths.soften", "three_breaths", note="softer")
    soften("people", "add", "Fern")
    soften("sessions", "give", recording, "--person", "Fern")
    record(recording, "three_breaths", note="softer")
    recording.with_name("2026-03-03_09-05-00_three_breaths.soften-wal").write_bytes(b"")
    (data / "sessions" / ".index.sqlite").write_bytes(b"index")
    (data / "practices" / "voices").mkdir(parents=True)
    (data / "practices" / "morning.toml").write_text('name = "morning"\n')
    (data / "practices" / "voices" / "a.wav").write_bytes(b"RIFF")
    (data / "sessions" / "letter.txt").write_text("somebody else's")
    remember(Preferences())
    opening_page_was_shown()
    return data


def test_it_is_told_by_kind(soften, kept):
    code, out, _ = soften("everything", "list")
    assert code == 0
    assert "2 files of recordings of your own" in out
    assert "1 file of others who practise here" in out
    assert "2 files of practices of your own" in out
    assert "1 file of an index" in out
    assert str(kept) in out


def test_all_of_it_is_taken_along_as_it_is(soften, kept, tmp_path):
    to = tmp_path / "out" / "all.zip"
    code, out, err = soften("everything", "export", to)
    assert (code, err) == (0, "")
    assert to.stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(to) as archive:
        assert archive.testzip() is None
        names = set(archive.namelist())
        archive.extractall(tmp_path / "back")
        assert "recordings/" in archive.read("README.txt").decode()
    assert f"{len(names) - 1} files are in" in out
    assert {name.partition("/")[0] for name in names} == {"README.txt", "recordings", "people", "practices", "settings"}
    assert not any("letter" in name or "index" in name for name in names)
    (recording,) = (kept / "sessions").glob("*.soften")
    copy = tmp_path / "back" / "recordings" / recording.name
    assert copy.read_bytes() == recording.read_bytes()
    with Recording(copy) as read:
        assert read.facts["practice"] == "three_breaths"
    assert json.loads((tmp_path / "back" / "settings" / "people.json").read_text())
    code, _, err = soften("everything", "export", to)
    assert code == 1
    assert "is already there" in err


def test_the_window_takes_along_the_same_and_hears_how_far_it_is(kept, tmp_path):
    shares: list[float] = []
    exports = LiveExports(Preferences(), lambda _: None, english())
    done = exports.write_everything(tmp_path / "all.zip", shares.append)
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert len(archive.namelist()) - 1 == done.done
    assert shares == sorted(set(shares))
    assert len(shares) >= done.done
    assert 0.0 <= shares[0] <= shares[-1] < 1.0


def test_what_cannot_be_copied_is_told_and_the_rest_is_there(soften, kept, tmp_path):
    (kept / "sessions" / "odd.soften").mkdir()
    code, out, err = soften("everything", "export", tmp_path / "all.zip")
    assert code == 1
    assert "odd.soften could not be copied" in err
    assert " files are in " in out


def test_all_of_it_is_deleted_and_nothing_else(soften, kept):
    code, out, _ = soften("everything", "delete", "--yes")
    assert code == 0
    assert "2 files of recordings of your own" in out
    left = [path for path in kept.rglob("*") if path.is_file()]
    assert left == [kept / "sessions" / "letter.txt"]
    assert soften("everything", "list")[1] == "Soften keeps nothing on this machine.\n"


def test_it_is_asked_before(soften, kept, monkeypatch):
    monkeypatch.setattr("typer.confirm", lambda question, abort: (_ for _ in ()).throw(KeyboardInterrupt))
    soften("everything", "delete")
    assert list((kept / "sessions").glob("*.soften"))
