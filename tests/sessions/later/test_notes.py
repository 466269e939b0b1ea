"""What is written beside a recording afterwards: all of it stays, and the recording replays as before."""

import gzip
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from biofeedback.app.replaying.replay import replay
from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from sessions.later.notes import LaterNote, add_note
from sessions.reader import Recording
from sessions.sharing import OwnWords, share
from tests.rigs.files.recorded_practice import record

OLDER = Path(__file__).parents[1] / "older"
FIRST = LaterNote(datetime.fromisoformat("2026-03-04T08:00:00+01:00"), "Softer around the jaw.")
SECOND = LaterNote(datetime.fromisoformat("2027-11-04T08:00:00+02:00"), "Softer.")


def everything(path):
    with Recording(path) as recording:
        return list(recording.events()), recording.facts, recording.versions, recording.remarks, replay(recording)


def notes(path):
    with Recording(path) as recording:
        return recording.later_notes()


def test_every_version_of_a_note_stays_and_the_recording_is_as_it_was(tmp_path):
    path = record(tmp_path / "a.soften", note="Warm hands.")
    before = everything(path)
    assert before[-1].identical
    assert notes(path) == ()
    add_note(path, FIRST)
    add_note(path, SECOND)
    assert notes(path) == (FIRST, SECOND)
    assert repr(everything(path)) == repr(before)
    assert [each.name for each in tmp_path.iterdir()] == ["a.soften"]


@pytest.mark.parametrize("version", [1, 2, 3])
def test_older_recordings_take_notes_too(tmp_path, version):
    path = tmp_path / "older.soften"
    path.write_bytes(gzip.decompress((OLDER / f"version_{version}.soften.gz").read_bytes()))
    with Recording(path) as recording:
        before = list(recording.events())
    add_note(path, FIRST)
    with Recording(path) as recording:
        assert repr(list(recording.events())) == repr(before)
        assert recording.later_notes() == (FIRST,)


def test_a_copy_to_give_away_has_no_words(tmp_path):
    path = record(tmp_path / "a.soften")
    add_note(path, FIRST)
    copy = tmp_path / "copy.soften"
    share(path, copy, OwnWords(words=frozenset(), is_channel=lambda _: True))
    assert notes(copy) == ()
    assert b"jaw" not in copy.read_bytes()


def test_what_is_no_note_of_ours_is_passed_over(tmp_path):
    path = record(tmp_path / "a.soften")
    add_note(path, FIRST)
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("INSERT INTO later_note (written_at, text) VALUES ('some day', 'x')")
    add_note(path, SECOND)
    assert notes(path) == (FIRST, SECOND)


def test_a_note_that_cannot_be_written_is_told_and_changes_nothing(tmp_path):
    path = record(tmp_path / "a.soften")
    before = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordingError) as told:
            add_note(path, FIRST)
    assert told.value.code is RecordingErrorCode.NOTE_NOT_KEPT
    assert path.read_bytes() == before
