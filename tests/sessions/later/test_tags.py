"""Words of one's own for finding a recording again: added, removed, and nothing recorded is touched by them."""

import sqlite3
from contextlib import closing
from datetime import datetime

import pytest

from biofeedback.app.replaying.replay import replay
from biofeedback.errors import RecordingError
from sessions.later.tags import LONGEST_TAG, write_tag
from sessions.reader import Recording
from tests.rigs.files.recorded_practice import record

AT = datetime.fromisoformat("2026-03-04T08:00:00+01:00")


def tags(path):
    with Recording(path) as recording:
        return recording.tags()


def test_words_are_added_and_removed_and_the_recording_replays_as_before(tmp_path):
    path = record(tmp_path / "a.soften")
    assert tags(path) == ()
    for word, is_there in (("evening", True), ("after work", True), ("evening", False), ("rain", True)):
        write_tag(path, word, AT, is_there=is_there)
    assert tags(path) == ("after work", "rain")
    write_tag(path, "rain", AT, is_there=True)
    write_tag(path, "   ", AT, is_there=True)
    write_tag(path, "x" * 100, AT, is_there=True)
    assert tags(path) == ("after work", "rain", "x" * LONGEST_TAG)
    with Recording(path) as recording:
        assert replay(recording).identical
        assert recording.remarks == ()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT count(*) FROM later_tag").fetchone() == (6,)


def test_what_others_put_there_is_passed_over(tmp_path):
    path = record(tmp_path / "a.soften")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE later_tag (number, written_at, tag, is_there)")
        connection.executemany(
            "INSERT INTO later_tag VALUES (?, '', ?, 1)", [(1, b"\x00"), (2, None), (3, "a\nb"), (4, 7)]
        )
    assert tags(path) == ("a b",)


def test_a_word_that_cannot_be_kept_is_said(tmp_path):
    path = tmp_path / "a.soften"
    path.write_text("nothing of ours" * 100)
    with pytest.raises(RecordingError):
        write_tag(path, "rain", AT, is_there=True)
