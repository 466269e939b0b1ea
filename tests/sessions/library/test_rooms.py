"""Rooms among recordings: what was kept is found with the others, and what guests recorded is gone at the end."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from biofeedback.events import Tick
from sessions.index.recording_index import RecordingIndex
from sessions.library import Library
from sessions.library.giving import give
from sessions.library.room_names import is_room, rooms_in
from sessions.library.rooms import RoomFolder, delete_guests_left_over, delete_seat, mark_guests
from sessions.library.whole_folder import kept_in, move_all, recordings_in
from tests.rigs.suite import programs

STARTED = datetime(2026, 11, 30, 9, 31, 5, tzinfo=UTC)
ANA = "0123456789abcdef"

DYING = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from sessions.library.rooms import RoomFolder, mark_guests
room = RoomFolder(Path(sys.argv[1]), datetime(2026, 11, 30, 9, 31, 5, tzinfo=UTC))
for name in ("Fern", "Moss"):
    mark_guests(room.new_recording(name), is_guests=True)
mark_guests(room.new_recording("Moss"), is_guests=False)
print(room.path, flush=True)
sys.stdin.readline()
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def shelf(tmp_path):
    return tmp_path / "shelf"


@pytest.fixture
def put(record):
    def into(path):
        record(path, [Tick(t_s=60.0)], {"practice": "compassionate_pause"})
        return path

    return into


def test_recordings_of_a_room_are_found_with_the_others(shelf, put):
    own = put(Library(shelf).new_path(STARTED))
    room = RoomFolder(shelf, STARTED)
    fern, whole = put(room.new_recording("Fern")), put(room.new_recording("room"))
    (shelf / "something else").mkdir()
    (shelf / "something else" / "a.soften").touch()
    library = Library(shelf)
    assert library.paths() == [own, fern, whole]
    assert {entry.path for entry in library.entries()} == {own, fern, whole}
    assert library.find("2026-11-30_09-31-05_Fern") == fern
    index = RecordingIndex(shelf)
    assert {each.entry.path for each in index.refresh()} == {own, fern, whole}
    assert {each.entry.path for each in RecordingIndex(shelf).known()} == {own, fern, whole}
    assert recordings_in(shelf) == 3
    library.delete(fern)
    assert {each.entry.path for each in RecordingIndex(shelf).known()} == {own, whole}
    room.close()
    assert room.path.exists()
    library.delete(whole)
    assert not room.path.exists()


def test_two_rooms_of_one_second_have_folders_of_their_own(shelf):
    first, second = RoomFolder(shelf, STARTED), RoomFolder(shelf, STARTED)
    assert (first.path.name, second.path.name) == ("2026-11-30_09-31-05 room", "2026-11-30_09-31-05 room 2")
    assert rooms_in(shelf) == [first.path, second.path]
    assert not is_room(shelf)
    first.close()
    second.close()
    assert rooms_in(shelf) == []


def test_what_guests_of_a_running_room_recorded_stays(shelf, put):
    room = RoomFolder(shelf, STARTED)
    fern = room.new_recording("Fern")
    mark_guests(fern, is_guests=True)
    put(fern)
    assert delete_guests_left_over(shelf) == 0
    assert fern.exists()
    delete_seat(fern)
    room.close()
    assert not room.path.exists()


def test_what_a_killed_program_left_of_guests_is_gone_and_what_they_kept_is_not(shelf, put):
    command = [sys.executable, "-c", DYING, str(shelf)]
    with programs.start(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as dying:
        folder = dying.stdout.readline().strip()
        room = next(each for each in rooms_in(shelf) if str(each) == folder)
        paths = {name: room / f"2026-11-30_09-31-05_{name}.soften" for name in ("Fern", "Moss", "room")}
        for path in paths.values():
            put(path)
        assert delete_guests_left_over(shelf) == 0
        dying.stdin.write("\n")
        dying.stdin.flush()
        dying.wait(60.0)
    assert delete_guests_left_over(shelf) == 1
    assert sorted(each.name for each in room.iterdir()) == [paths["Moss"].name, paths["room"].name]
    assert delete_guests_left_over(shelf) == 0


def test_a_room_moves_with_all_others_and_what_is_given_leaves_it(shelf, put, tmp_path):
    room = RoomFolder(shelf, STARTED)
    fern = put(room.new_recording("Fern"))
    room.close()
    other = tmp_path / "other"
    assert move_all(shelf, other).done == 1
    assert not room.path.exists()
    moved = other / fern.relative_to(shelf)
    assert Library(other).paths() == [moved]
    given = give(moved, Library(other).of(ANA).folder)
    assert Library(other).of(ANA).paths() == [given]
    assert rooms_in(other) == []
    assert given in kept_in(other)
