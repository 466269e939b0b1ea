"""The shelf names, lists, finds and deletes."""

import math
from datetime import datetime, timedelta, timezone

import pytest

from biofeedback.errors import RecordingError
from biofeedback.events import Beat, Tick
from sessions.library import Shelf

STARTED = datetime(2026, 11, 22, 14, 5, 9, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def shelf(tmp_path):
    return Shelf(tmp_path / "shelf")


def put(shelf, record, started, practice="compassionate_pause", beats=0):
    path = shelf.new_path(started, practice)
    events = [Beat(source="s", index=index, arrived_s=float(index), rr_ms=800.0) for index in range(beats)]
    record(path, [*events, Tick(t_s=60.0)], {"practice": practice, "started_at": started.isoformat()})
    return path


def test_a_name_says_when_and_what(shelf):
    assert shelf.new_path(STARTED, "compassionate_pause") == (
        shelf.folder / "2026-11-22_14-05-09_compassionate_pause.soften"
    )
    assert not shelf.folder.exists()


@pytest.mark.parametrize(
    ("practice", "stem"),
    [
        ("../../etc/passwd", "etc-passwd"),
        ("Mitgefühl & Ruhe", "Mitgefühl-Ruhe"),
        ("???", "practice"),
        ("a" * 300, "a" * 60),
    ],
)
def test_a_name_stays_a_file_name(shelf, practice, stem):
    assert shelf.new_path(STARTED, practice) == shelf.folder / f"2026-11-22_14-05-09_{stem}.soften"


def test_a_name_that_is_taken_is_not_given_again(shelf, record):
    first = put(shelf, record, STARTED)
    second = put(shelf, record, STARTED)
    assert second.stem == f"{first.stem}_2"
    assert shelf.new_path(STARTED, "compassionate_pause").stem == f"{first.stem}_3"


def test_entries_say_what_is_there_and_begin_with_the_newest(shelf, record):
    old = put(shelf, record, STARTED - timedelta(days=400), beats=3)
    # By the wall clock earlier, by the sun later.
    west = put(shelf, record, STARTED.astimezone(timezone(timedelta(hours=-8))) + timedelta(hours=1), "soften")
    new = put(shelf, record, STARTED)
    (shelf.folder / "notes.txt").write_text("not ours")
    entries = shelf.entries()
    assert [entry.path for entry in entries] == [west, new, old]
    oldest = entries[-1]
    assert oldest.name == old.stem
    assert oldest.started == STARTED - timedelta(days=400)
    assert (oldest.practice, oldest.length_s, oldest.beats) == ("compassionate_pause", 60.0, 3)
    assert (oldest.ended_unexpectedly, oldest.trouble) == (False, "")


def test_what_cannot_be_read_is_listed_with_its_reason(shelf, record):
    put(shelf, record, STARTED)
    (shelf.folder / "2026-11-23_08-00-00_empty.soften").write_bytes(b"")
    (shelf.folder / "junk.soften").write_bytes(b"junk")
    empty, _, junk = shelf.entries()
    assert "cut off" in empty.trouble
    assert f"{empty.started:%Y-%m-%d %H:%M:%S}" == "2026-11-23 08:00:00"
    assert empty.started.tzinfo is not None
    assert math.isnan(empty.length_s)
    assert (empty.beats, empty.ended_unexpectedly) == (None, True)
    assert junk.started is None
    assert "not a recording" in junk.trouble


def test_a_recording_in_progress_is_listed_as_without_an_end(shelf, open_recording):
    open_recording(shelf.new_path(STARTED, "soften"))
    (entry,) = shelf.entries()
    assert entry.ended_unexpectedly
    assert (entry.practice, entry.trouble) == ("compassionate_pause", "")


def test_a_shelf_that_does_not_exist_is_empty(shelf):
    assert shelf.entries() == []
    with pytest.raises(RecordingError, match="no recording 'x'"):
        shelf.find("x")


def test_a_shelf_that_is_no_folder_is_said(tmp_path):
    (tmp_path / "shelf").write_text("")
    with pytest.raises(RecordingError, match="cannot be read"):
        Shelf(tmp_path / "shelf").entries()


def test_find_takes_a_path_a_name_or_a_beginning(shelf, record):
    first = put(shelf, record, STARTED)
    second = put(shelf, record, STARTED)
    other = put(shelf, record, STARTED + timedelta(days=1))
    assert shelf.find(other) == shelf.find(str(other)) == other
    assert shelf.find(other.name) == shelf.find(other.stem) == shelf.find("2026-11-23") == other
    assert shelf.find(first.stem) == first
    with pytest.raises(RecordingError, match="Several") as caught:
        shelf.find("2026-11-22")
    assert first.stem in str(caught.value)
    assert second.stem in str(caught.value)
    assert other.stem not in str(caught.value)


@pytest.mark.parametrize("text", ["", "1999", "x" * 5000, "*", "\0"])
def test_find_says_kindly_that_there_is_none(shelf, record, text):
    put(shelf, record, STARTED)
    with pytest.raises(RecordingError, match="soften sessions list"):
        shelf.find(text)


def test_delete_takes_what_belongs_to_it_and_nothing_else(shelf, record, names_in):
    path = put(shelf, record, STARTED)
    other = put(shelf, record, STARTED)
    for ending in ("-wal", "-shm", "-journal", ".bak"):
        path.with_name(path.name + ending).write_bytes(b"")
    shelf.delete(path)
    assert names_in(shelf.folder) == sorted([other.name, path.name + ".bak"])
    with pytest.raises(RecordingError, match="no file"):
        shelf.delete(path)


def test_delete_also_takes_what_cannot_be_read(shelf):
    shelf.folder.mkdir()
    junk = shelf.folder / "junk.soften"
    junk.write_bytes(b"junk")
    shelf.delete(junk)
    assert not junk.exists()


def test_delete_leaves_alone_what_is_not_ours(tmp_path, shelf):
    thesis = tmp_path / "thesis.docx"
    thesis.write_text("years")
    with pytest.raises(RecordingError, match="leaves it alone"):
        shelf.delete(thesis)
    folder = tmp_path / "folder.soften"
    folder.mkdir()
    with pytest.raises(RecordingError, match="cannot be deleted"):
        shelf.delete(folder)
    assert thesis.exists()
    assert folder.exists()
