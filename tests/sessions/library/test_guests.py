"""Guests: what they recorded is gone at the end, also when the program dies, and nothing else is."""

import subprocess
import sys
from datetime import UTC, datetime

import pytest

from biofeedback.events import Tick
from sessions.index.recording_index import RecordingIndex
from sessions.library import Library, people
from sessions.library.giving import give
from sessions.library.guests import GuestFolder, delete_left_over
from tests.rigs.suite import programs

STARTED = datetime(2026, 11, 22, 14, 5, 9, tzinfo=UTC)
ANA = "0123456789abcdef"

DYING = """
import os, sys
from pathlib import Path
from sessions.library.guests import GuestFolder
guest = GuestFolder(Path(sys.argv[1]))
print(guest.folder, flush=True)
os.kill(os.getpid(), 9)
"""


def put(library, record):
    path = library.new_path(STARTED)
    record(path, [Tick(t_s=60.0)], {"practice": "compassionate_pause"})
    return path


@pytest.fixture
def shelf(tmp_path):
    return tmp_path / "shelf"


def test_at_the_end_it_is_gone(shelf, record):
    own, hers = put(Library(shelf), record), put(Library(shelf).of(ANA), record)
    with GuestFolder(shelf) as guest:
        put(Library(guest.folder), record)
        RecordingIndex(guest.folder).refresh()
        assert people.guests_in(shelf) == (guest.key,)
        assert people.keys_in(shelf) == (ANA,)
        assert [each.folder for each in Library(shelf).of_everybody()] == [shelf, hers.parent]
    assert not guest.folder.exists()
    assert own.exists()
    assert hers.exists()


def test_what_was_given_stays(shelf, record):
    with GuestFolder(shelf) as guest:
        kept = give(put(Library(guest.folder), record), Library(shelf).of(ANA).folder)
    assert kept.exists()
    assert people.guests_in(shelf) == ()


def test_a_guest_of_a_running_program_stays(shelf, record):
    with GuestFolder(shelf) as guest:
        path = put(Library(guest.folder), record)
        assert delete_left_over(shelf) == 0
        assert path.exists()


def test_a_guest_of_a_program_that_died_is_gone_at_the_next_start(shelf, record):
    ran = programs.run([sys.executable, "-c", DYING, str(shelf)], stdout=subprocess.PIPE, text=True)
    folder = people.folder_of(shelf, people.guests_in(shelf)[0])
    assert str(folder) == ran.stdout.strip()
    left = put(Library(folder), record)
    own, hers = put(Library(shelf), record), put(Library(shelf).of(ANA), record)
    assert delete_left_over(shelf) == 1
    assert not left.exists()
    assert not folder.exists()
    assert own.exists()
    assert hers.exists()
    assert delete_left_over(shelf) == 0


def test_what_is_no_recording_is_left(shelf, record):
    guest = GuestFolder(shelf)
    note = guest.folder / "a letter.txt"
    note.write_text("Thank you.")
    put(Library(guest.folder), record)
    guest.close()
    assert sorted(each.name for each in guest.folder.iterdir()) == ["a letter.txt", "held"]
    assert delete_left_over(shelf) == 0
    assert note.exists()


def test_a_folder_that_nobody_made_for_a_guest_is_left(shelf, record):
    path = put(Library(people.folder_of(shelf, f"guest-{ANA}")), record)
    assert delete_left_over(shelf) == 0
    assert path.exists()
