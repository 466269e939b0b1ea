"""Recordings of several people: a folder each, and giving one to another is one rename."""

import errno
import os
import sqlite3
import stat
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.events import Beat, Tick
from sessions import recording_file
from sessions.index.recording_index import RecordingIndex
from sessions.index.store import IndexStore
from sessions.later.notes import LaterNote, add_note
from sessions.library import Library, people
from sessions.library.giving import give
from sessions.reader import Recording

STARTED = datetime(2026, 11, 22, 14, 5, 9, tzinfo=UTC)
ANA, BEN = "0123456789abcdef", "fedcba9876543210"


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "shelf")


def put(library, record, practice="compassionate_pause"):
    path = library.new_path(STARTED, practice)
    record(path, [Beat(source="s", index=0, arrived_s=0.5, rr_ms=800.0), Tick(t_s=60.0)], {"practice": practice})
    return path


def refused(act, *given):
    with pytest.raises(RecordingError) as caught:
        act(*given)
    return caught.value.code


def test_each_has_a_folder_and_the_owner_lists_their_own(library, record):
    own, hers = put(library, record), put(library.of(ANA), record)
    assert hers.parent == library.folder / "people" / ANA
    assert [entry.path for entry in library.entries()] == [own]
    assert [entry.path for entry in library.of(ANA).entries()] == [hers]
    assert people.keys_in(library.folder) == (ANA,)
    assert [each.folder for each in library.of_everybody()] == [library.folder, hers.parent]
    assert people.person_of(library.folder, own) == people.OWNER
    assert people.person_of(library.folder, hers) == ANA
    assert people.person_of(library.folder, library.folder.parent / "elsewhere.soften") == people.OWNER


@pytest.mark.parametrize("key", ["..", "../x", "a", ANA.upper(), f"{ANA}0", f"{ANA}\n", "guest-", f"guest-{ANA}/.."])
def test_what_is_no_key_is_no_folder(library, key):
    with pytest.raises(ValueError, match="no key"):
        people.folder_of(library.folder, key)


def test_a_new_key_says_nothing_and_is_no_other(library):
    keys = {people.new_key() for _ in range(100)}
    assert len(keys) == 100
    assert all(people.folder_of(library.folder, key).name == key for key in keys)


def test_folders_that_are_none_of_ours_are_nobody(library, record, tmp_path):
    put(library.of(ANA), record)
    (library.folder / "people" / "holiday").mkdir()
    (library.folder / "people" / BEN).symlink_to(tmp_path)
    assert people.keys_in(library.folder) == (ANA,)


def test_a_recording_is_found_by_name_whosever_it_is(library, record):
    put(library, record)
    hers = put(library.of(ANA), record, "kind_presence")
    assert library.find("2026-11-22_14-05-09_kind") == hers
    assert refused(library.find, "2026-11-22") == RecordingErrorCode.SEVERAL


def test_given_it_has_all_that_it_had(library, record):
    path = put(library, record)
    add_note(path, LaterNote(STARTED, "Softer."))
    whole = path.read_bytes()
    there = give(path, library.of(ANA).folder)
    assert not path.exists()
    assert there == library.of(ANA).folder / path.name
    assert there.read_bytes() == whole
    assert stat.S_IMODE(there.parent.stat().st_mode) == 0o700
    with Recording(there) as recording:
        assert [note.text for note in recording.later_notes()] == ["Softer."]
    back = give(there, library.folder)
    assert back == path
    assert list(there.parent.iterdir()) == []


def test_given_to_whom_it_is_already_it_stays(library, record):
    path = put(library, record)
    assert give(path, library.folder) == path
    assert path.exists()


def test_one_of_the_same_name_stays_too(library, record):
    path, theirs = put(library, record), put(library.of(ANA), record)
    before = theirs.read_bytes()
    there = give(path, theirs.parent)
    assert there.stem == f"{theirs.stem}_2"
    assert theirs.read_bytes() == before


def test_one_that_was_cut_off_is_given_whole(library, record, tmp_path):
    """What its writer had committed lies beside it; a program that dies leaves it so."""
    path = tmp_path / "other" / "cut.soften"
    connection = recording_file.create(path, {"practice": "cut"}, {})
    recording_file.write(connection, [])
    with connection:
        connection.execute("INSERT INTO fact VALUES ('last', 'words')")
    copy = library.folder / path.name
    library.folder.mkdir()
    for beside in path.parent.glob("cut.soften*"):  # as they lie when the writer is killed
        (library.folder / beside.name).write_bytes(beside.read_bytes())
    connection.close()
    assert copy.with_name("cut.soften-wal").stat().st_size > 0
    there = give(copy, library.of(ANA).folder)
    assert [each.name for each in there.parent.iterdir()] == ["cut.soften"]
    assert not list(library.folder.glob("cut.soften*"))
    with Recording(there) as recording:
        assert recording.facts["last"] == "words"
        assert recording.ended_unexpectedly


def test_one_that_is_still_written_is_not_given(library):
    path = library.new_path(STARTED)
    with closing(recording_file.create(path, {}, {})) as connection:
        recording_file.write(connection, [])
        assert refused(give, path, library.of(ANA).folder) == RecordingErrorCode.HELD
    assert path.exists()
    assert give(path, library.of(ANA).folder).exists()


def test_a_damaged_one_is_given_as_it_lies_there(library, record):
    path = put(library, record)
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    beside = path.with_name(f"{path.name}-journal")
    beside.write_bytes(b"")
    damaged = path.read_bytes()
    there = give(path, library.of(ANA).folder)
    assert there.read_bytes() == damaged
    assert not path.exists()


def test_links_and_other_files_are_not_given(library, record, tmp_path):
    library.folder.mkdir()
    other = tmp_path / "diary.soften"
    other.write_text("Dear diary")
    link = library.folder / "link.soften"
    link.symlink_to(put(library, record))
    to = library.of(ANA).folder
    assert refused(give, other, to) == RecordingErrorCode.NO_RECORDING
    assert refused(give, link, to) == RecordingErrorCode.NOT_ORDINARY
    assert refused(give, library.folder / "nowhere.soften", to) == RecordingErrorCode.FILE_MISSING
    assert not to.exists()


def _other_filesystem(_path, _target):
    raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))


def test_to_another_filesystem_it_is_copied_compared_and_then_deleted(library, record, monkeypatch):
    path = put(library, record)
    whole, moment = path.read_bytes(), path.stat().st_mtime_ns
    monkeypatch.setattr(Path, "rename", _other_filesystem)
    there = give(path, library.of(ANA).folder)
    assert not path.exists()
    assert (there.read_bytes(), there.stat().st_mtime_ns) == (whole, moment)
    assert stat.S_IMODE(there.stat().st_mode) == 0o600


@pytest.mark.parametrize("fault", ["differs", "full"])
def test_a_copy_that_is_not_the_same_is_taken_back(library, record, monkeypatch, fault):
    path = put(library, record)
    whole = path.read_bytes()

    def copied(source, copy):
        copy.write(source.read()[:-1])
        if fault == "full":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "rename", _other_filesystem)
    monkeypatch.setattr(people.shutil, "copyfileobj", copied)
    to = library.of(ANA).folder
    assert refused(give, path, to) == RecordingErrorCode.NOT_GIVEN
    assert path.read_bytes() == whole
    assert list(to.iterdir()) == []


def test_a_person_is_one_folder(library, record):
    own = put(library, record)
    put(library.of(ANA), record)
    theirs = put(library.of(BEN), record)
    people.remove(library.folder, ANA)
    people.remove(library.folder, ANA)
    assert people.keys_in(library.folder) == (BEN,)
    assert own.exists()
    assert theirs.exists()
    with pytest.raises(ValueError, match="owner"):
        people.remove(library.folder, people.OWNER)


def test_a_link_in_place_of_a_person_is_not_followed(library, record, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    put(Library(elsewhere), record)
    (library.folder / "people").mkdir(parents=True)
    (library.folder / "people" / ANA).symlink_to(elsewhere)
    assert refused(people.remove, library.folder, ANA) == RecordingErrorCode.LINK
    assert len(list(elsewhere.iterdir())) == 1


def test_given_away_the_index_knows_nothing_of_it(library, record):
    path = put(library, record)
    RecordingIndex(library.folder).refresh()
    assert path.name in IndexStore(library.folder).rows()
    give(path, library.of(ANA).folder)
    assert IndexStore(library.folder).rows() == {}


def test_sqlite_reads_what_was_given(library, record):
    there = give(put(library, record), library.of(ANA).folder)
    with closing(sqlite3.connect(there)) as connection:
        assert connection.execute("SELECT count(*) FROM beat").fetchone() == (1,)
