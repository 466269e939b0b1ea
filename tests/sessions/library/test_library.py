"""The library names, lists, finds and deletes."""

import math
from datetime import datetime, timedelta, timezone

import pytest

from biofeedback.errors import RecordingError
from biofeedback.events import Beat, Tick
from sessions.library import Library
from tests.rigs.words.said_errors import raises_saying, said

STARTED = datetime(2026, 11, 22, 14, 5, 9, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def library(tmp_path):
    return Library(tmp_path / "shelf")


def put(library, record, started, practice="compassionate_pause", beats=0):
    path = library.new_path(started, practice)
    events = [Beat(source="s", index=index, arrived_s=float(index), rr_ms=800.0) for index in range(beats)]
    record(path, [*events, Tick(t_s=60.0)], {"practice": practice, "started_at": started.isoformat()})
    return path


def test_a_name_says_when_and_what(library):
    assert library.new_path(STARTED, "compassionate_pause") == (
        library.folder / "2026-11-22_14-05-09_compassionate_pause.soften"
    )
    assert not library.folder.exists()


@pytest.mark.parametrize(
    ("practice", "stem"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("Mitgefühl & Ruhe", "Mitgefühl-Ruhe"),
        ("???", "practice"),
        ("a" * 300, "a" * 60),
    ],
)
def test_a_name_stays_a_file_name(library, practice, stem):
    assert library.new_path(STARTED, practice) == library.folder / f"2026-11-22_14-05-09_{stem}.soften"


def test_a_name_that_is_taken_is_not_given_again(library, record):
    first = put(library, record, STARTED)
    second = put(library, record, STARTED)
    assert second.stem == f"{first.stem}_2"
    assert library.new_path(STARTED, "compassionate_pause").stem == f"{first.stem}_3"


def test_entries_say_what_is_there_and_begin_with_the_newest(library, record):
    old = put(library, record, STARTED - timedelta(days=400), beats=3)
    # By the wall clock earlier, by the sun later.
    west = put(library, record, STARTED.astimezone(timezone(timedelta(hours=-8))) + timedelta(hours=1), "soften")
    new = put(library, record, STARTED)
    (library.folder / "notes.txt").write_text("not ours")
    entries = library.entries()
    assert [entry.path for entry in entries] == [west, new, old]
    oldest = entries[-1]
    assert oldest.name == old.stem
    assert oldest.started == STARTED - timedelta(days=400)
    assert (oldest.practice, oldest.length_s, oldest.beats) == ("compassionate_pause", 60.0, 3)
    assert (oldest.ended_unexpectedly, oldest.error) == (False, None)


def test_what_cannot_be_read_is_listed_with_its_reason(library, record):
    put(library, record, STARTED)
    (library.folder / "2026-11-23_08-00-00_empty.soften").write_bytes(b"")
    (library.folder / "junk.soften").write_bytes(b"junk")
    empty, _, junk = library.entries()
    assert "cut off" in said(empty.error)
    assert f"{empty.started:%Y-%m-%d %H:%M:%S}" == "2026-11-23 08:00:00"
    assert empty.started.tzinfo is not None
    assert math.isnan(empty.length_s)
    assert (empty.beats, empty.ended_unexpectedly) == (None, True)
    assert junk.started is None
    assert "not a recording" in said(junk.error)


def test_a_recording_in_progress_is_listed_as_without_an_end(library, open_recording):
    open_recording(library.new_path(STARTED, "soften"))
    (entry,) = library.entries()
    assert entry.ended_unexpectedly
    assert (entry.practice, entry.error) == ("compassionate_pause", None)


def test_a_library_that_does_not_exist_is_empty(library):
    assert library.entries() == []
    with raises_saying(RecordingError, "no recording 'x'"):
        library.find("x")


def test_a_library_that_is_no_folder_is_said(tmp_path):
    (tmp_path / "shelf").write_text("")
    with raises_saying(RecordingError, "cannot be read"):
        Library(tmp_path / "shelf").entries()


def test_find_takes_a_path_a_name_or_a_beginning(library, record):
    first = put(library, record, STARTED)
    second = put(library, record, STARTED)
    other = put(library, record, STARTED + timedelta(days=1))
    assert library.find(other) == library.find(str(other)) == other
    assert library.find(other.name) == library.find(other.stem) == library.find("2026-11-23") == other
    assert library.find(first.stem) == first
    with raises_saying(RecordingError, "Several") as caught:
        library.find("2026-11-22")
    assert first.stem in said(caught.value)
    assert second.stem in said(caught.value)
    assert other.stem not in said(caught.value)


@pytest.mark.parametrize("text", ["", "1999", "x" * 5000, "*", "\0"])
def test_find_says_kindly_that_there_is_none(library, record, text):
    put(library, record, STARTED)
    with raises_saying(RecordingError, "soften sessions list"):
        library.find(text)


def test_delete_takes_what_belongs_to_it_and_nothing_else(library, record, names_in):
    path = put(library, record, STARTED)
    other = put(library, record, STARTED)
    for ending in ("-wal", "-shm", "-journal", ".bak"):
        path.with_name(path.name + ending).write_bytes(b"")
    library.delete(path)
    assert names_in(library.folder) == sorted([other.name, path.name + ".bak"])
    with raises_saying(RecordingError, "no file"):
        library.delete(path)


@pytest.mark.parametrize("length", [0, 7, 60, 100, 5000])
def test_delete_also_takes_what_was_cut_off(library, record, length):
    path = put(library, record, STARTED)
    path.write_bytes(path.read_bytes()[:length])
    library.delete(path)
    assert not path.exists()


def test_delete_leaves_what_only_is_called_so(library):
    library.folder.mkdir()
    junk = library.folder / "junk.soften"
    junk.write_bytes(b"junk")
    with raises_saying(RecordingError, "is not a recording of Soften"):
        library.delete(junk)
    assert junk.exists()


def test_a_link_is_named_and_what_it_leads_to_stays(tmp_path, library, record):
    path = put(library, record, STARTED)
    elsewhere = tmp_path / "elsewhere.soften"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)
    with raises_saying(RecordingError, f"is a link to {elsewhere}"):
        library.delete(path)
    assert elsewhere.exists()
    (entry,) = library.entries()
    assert said(entry.error) == f"{path} is a link to a place outside this folder."


def test_what_sqlite_left_of_a_recording_that_is_gone_goes_too(library, record, names_in):
    path = put(library, record, STARTED)
    path.with_name(path.name + "-wal").write_bytes(b"left")
    path.unlink()
    library.delete(path)
    assert names_in(library.folder) == []


def test_delete_leaves_alone_what_is_not_ours(tmp_path, library):
    thesis = tmp_path / "thesis.docx"
    thesis.write_text("years")
    with raises_saying(RecordingError, "leaves it alone"):
        library.delete(thesis)
    folder = tmp_path / "folder.soften"
    folder.mkdir()
    with raises_saying(RecordingError, "is not a recording of Soften"):
        library.delete(folder)
    assert thesis.exists()
    assert folder.exists()
