"""A whole folder of recordings is moved or deleted, nothing of it twice, and nothing else with it."""

import errno
import os
from pathlib import Path

import pytest

from biofeedback.error_codes import RecordingErrorCode, StoreErrorCode
from sessions.library import whole_folder
from sessions.library.whole_folder import delete_all, files_beneath, kept_in, move_all, recordings_in


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two recordings, one of them cut off, one of another person, and what others put there."""
    made = tmp_path / "sessions"
    person = made / "people" / "0123456789abcdef"
    person.mkdir(parents=True)
    for name in ("one.soften", "two.soften", "two.soften-wal", ".index.sqlite", "letter.txt"):
        (made / name).write_text(name)
    (person / "three.soften").write_text("three")
    (person / "answers.json").write_text("{}")
    return made


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


OURS = {
    "one.soften",
    "two.soften",
    "two.soften-wal",
    ".index.sqlite",
    "people/0123456789abcdef/three.soften",
    "people/0123456789abcdef/answers.json",
}


def test_what_is_kept_is_known_and_nothing_else(folder: Path) -> None:
    assert {path.relative_to(folder).as_posix() for path in kept_in(folder)} == OURS
    assert recordings_in(folder) == 3
    assert kept_in(folder / "nowhere") == []


def test_everything_is_moved_and_what_others_put_there_stays(folder: Path, tmp_path: Path) -> None:
    there, seen = tmp_path / "there", []
    done = move_all(folder, there, lambda: seen.append(1))
    assert (done.done, done.left, len(seen)) == (3, (), len(OURS))
    assert names(there) == OURS
    assert names(folder) == {"letter.txt"}
    assert (there / "two.soften").read_text() == "two.soften"


def test_a_name_that_is_there_already_is_not_written_over(folder: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (there / "one.soften").write_text("another")
    (there / "two.soften").write_text("two.soften")
    done = move_all(folder, there)
    assert [error.code for error in done.left] == [StoreErrorCode.ALREADY_THERE]
    assert (there / "one.soften").read_text() == "another"
    assert (folder / "one.soften").read_text() == "one.soften"
    assert not (folder / "two.soften").exists()


def test_to_another_disk_it_is_copied_and_compared_first(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def across(_path: Path, _target: Path) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(Path, "rename", across)
    there = tmp_path / "there"
    assert move_all(folder, there).left == ()
    assert names(there) == OURS
    assert names(folder) == {"letter.txt"}


def test_a_copy_that_is_not_the_same_leaves_everything_where_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def across(_path: Path, _target: Path) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    def half(_source: Path, target: Path) -> None:
        target.write_text("half")

    monkeypatch.setattr(Path, "rename", across)
    monkeypatch.setattr(whole_folder.shutil, "copy2", half)
    there, before = tmp_path / "there", names(folder)
    done = move_all(folder, there)
    assert (done.done, {error.code for error in done.left}) == (0, {StoreErrorCode.NOT_MOVED})
    assert names(folder) == before
    assert names(there) == set()


def test_everything_is_deleted_and_what_others_put_there_stays(folder: Path) -> None:
    done = delete_all(kept_in(folder), (folder / "people",))
    assert (done.done, done.left) == (len(OURS), ())
    assert names(folder) == {"letter.txt"}
    assert not (folder / "people").exists()


def test_a_locked_file_is_told_and_one_that_is_gone_is_not(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = kept_in(folder)
    (folder / "one.soften").unlink()
    unlink = Path.unlink

    def locked(path: Path, missing_ok: bool = False) -> None:
        if path.name == "two.soften":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", locked)
    done = delete_all(files)
    assert done.done == len(OURS) - 2
    assert [(error.code, Path(error.path).name) for error in done.left] == [
        (RecordingErrorCode.NOT_DELETED, "two.soften")
    ]
    assert names(folder) == {"letter.txt", "two.soften"}


def test_a_link_is_deleted_and_not_what_it_leads_to(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "kept.txt").write_text("kept")
    (folder / "linked.soften").symlink_to(tmp_path / "elsewhere" / "kept.txt")
    linked = tmp_path / "people"
    linked.symlink_to(tmp_path / "elsewhere")
    assert files_beneath(linked) == []
    delete_all(kept_in(folder), (linked,))
    assert (tmp_path / "elsewhere" / "kept.txt").read_text() == "kept"
