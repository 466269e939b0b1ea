"""A recording that was cut off at any byte opens as far as it goes, and says how far that is."""

import dataclasses
import random
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime

import pytest

from biofeedback.app.replaying.replay import replay
from biofeedback.errors import RecordingError
from biofeedback.events import Beat, Packet, Tick
from sessions.later.notes import LaterNote, add_note
from sessions.library import Library
from sessions.reader import Recording
from sessions.salvage.salvage import salvage
from tests.rigs.files.recorded_practice import record as record_practice
from tests.rigs.files.spoiled_recordings import PAGE
from tests.rigs.suite.long_forms import short_and_long
from tests.rigs.words.said_errors import said


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return record_practice(tmp_path_factory.mktemp("whole") / "2026-03-03_09-05-00_whole.soften", "three_breaths")


def events_of(path):
    with Recording(path) as recording:
        return dict(recording.events())


def is_of(event, truth):
    """Whether an event is as it was, but for facts of it that lay on a page which is not there."""
    if repr(event) == repr(truth):
        return True
    without = [dataclasses.replace(each, facts=()) for each in (event, truth)]
    return repr(without[0]) == repr(without[1]) and set(map(repr, event.facts)) < set(map(repr, truth.facts))


@pytest.mark.parametrize("random_cuts", short_and_long(50, 200))
def test_cut_at_any_byte_it_opens_as_far_as_it_goes(tmp_path, record, one_of_each, random_cuts):
    record(tmp_path / "whole.soften", one_of_each * 8)
    good, truth = (tmp_path / "whole.soften").read_bytes(), events_of(tmp_path / "whole.soften")
    chance = random.Random(14)
    borders = {border + beside for border in range(PAGE, len(good), PAGE) for beside in (-1, 0, 1)}
    path, counts = tmp_path / "cut.soften", []
    for at in sorted({*(chance.randrange(100, len(good)) for _ in range(random_cuts)), *borders}):
        path.write_bytes(good[:at])
        with Recording(path) as recording:
            assert recording.salvage.pages == len(good) // PAGE
            assert recording.salvage.pages_there <= at // PAGE
            assert recording.ended_unexpectedly
            found = list(recording.events())
            assert said(recording.remarks[0]).startswith(f"{path} was cut off or is damaged")
        assert all(is_of(event, truth[number]) for number, event in found), at
        counts.append(len(found))
    assert counts == sorted(counts)  # the more of the file there is, the more of its events
    assert counts[0] == 0
    assert counts[-1] > len(truth) * 0.9


@pytest.mark.parametrize("at", [0, 1, 15, 16, 99])
def test_before_its_header_is_whole_there_is_nothing_in_it(whole, tmp_path, at):
    path = tmp_path / "cut.soften"
    path.write_bytes(whole.read_bytes()[:at])
    with pytest.raises(RecordingError) as caught:
        Recording(path)
    so_far = "nothing that was recorded can be read" if at else "cut off before the first moment was kept"
    assert so_far in said(caught.value)


def test_what_is_left_is_shown_and_replayed(whole, tmp_path):
    good = whole.read_bytes()
    path = tmp_path / "2026-03-03_09-05-00_cut.soften"
    path.write_bytes(good[: len(good) * 9 // 10])
    (entry,) = Library(tmp_path).entries()
    assert entry.error is None
    assert entry.remarked
    assert entry.ended_unexpectedly
    assert entry.practice == "three_breaths"
    with Recording(path) as recording:
        report = replay(recording)
    assert report.equal
    assert report.beats > 0


def test_nothing_is_written_beside_what_was_cut(whole, tmp_path):
    path = tmp_path / "cut.soften"
    for beyond in (0, 100):
        path.write_bytes(whole.read_bytes()[: 40 * PAGE + beyond])
        before = path.read_bytes()
        with pytest.raises(RecordingError) as caught:
            add_note(path, LaterNote(datetime(2026, 12, 1, tzinfo=UTC), "softer"))
        assert "cannot be kept" in said(caught.value)
        assert path.read_bytes() == before


@pytest.fixture
def unfinished(tmp_path, open_recording, until):
    """Return a recording as it lies there when its program was killed, the log beside it, and its events."""
    opened = open_recording(tmp_path / "open.soften")
    events = []
    for k in range(600):
        packet = Packet(source="s", channel="c", arrived_s=k / 7, data=bytes(k % 200))
        events += [packet, Beat(source="s", index=k, arrived_s=k / 7, rr_ms=800 + k / 3), Tick(t_s=float(k))]
    opened.publish(*events[:900])
    until(lambda: len(events_of(tmp_path / "open.soften")) == 900)
    opened.publish(*events[900:])
    until(lambda: len(events_of(tmp_path / "open.soften")) == len(events))
    folder = tmp_path / "killed"
    folder.mkdir()
    for ending in ("", "-wal"):
        shutil.copy(tmp_path / f"open.soften{ending}", folder / f"killed.soften{ending}")
    opened.finish()
    return folder / "killed.soften", dict(enumerate(events, start=1))


def copied(path, folder, file_bytes=None, log_bytes=None):
    """Copy a recording and its log, each cut off at a byte."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for name, cut in ((path.name, file_bytes), (f"{path.name}-wal", log_bytes)):
        (folder / name).write_bytes(path.with_name(name).read_bytes()[:cut])
    return folder / path.name


def test_a_log_cut_at_any_byte_costs_what_was_committed_after_it(unfinished, tmp_path):
    path, truth = unfinished
    size = path.with_name("killed.soften-wal").stat().st_size
    counts = []
    for at in [*range(0, size, max(1, size // 25)), size]:
        found = events_of(copied(path, tmp_path / "cut", log_bytes=at))
        assert repr(found) == repr({number: truth[number] for number in range(1, len(found) + 1)})
        counts.append(len(found))
    assert counts == sorted(counts)
    assert (counts[0], counts[-1]) == (0, len(truth))


def test_with_its_log_a_file_that_was_cut_lacks_what_was_in_neither(unfinished, tmp_path):
    path, truth = unfinished
    size = path.stat().st_size
    lacked = 0
    for at in range(100, size, size // 10):
        with Recording(copied(path, tmp_path / "cut", file_bytes=at)) as recording:
            found = dict(recording.events())
            assert recording.ended_unexpectedly
            lacked += recording.salvage is not None
        assert {*map(repr, found.items())} <= {*map(repr, truth.items())}
        assert len(found) == len(truth)  # all that was written since the first commit is in the log
    assert lacked > 0
    assert repr(events_of(copied(path, tmp_path / "cut"))) == repr(truth)


def test_a_recording_in_pages_of_another_size_with_long_rows(tmp_path):
    """Trees of several levels, rows over several pages, keys of their own: read as SQLite reads them."""
    path = tmp_path / "small.soften"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA page_size = 512")
        connection.execute("CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID")
        connection.execute(
            'CREATE TABLE packet (number INTEGER PRIMARY KEY, "source" TEXT NOT NULL, "channel" TEXT NOT NULL, '
            '"arrived_s" REAL, "data" BLOB NOT NULL) STRICT'
        )
        connection.execute('CREATE TABLE tick (number INTEGER PRIMARY KEY, "t_s" REAL) STRICT')
        facts = ((f"name {k * 7919 % 997}", "x" * (k % 900)) for k in range(400))
        connection.executemany("INSERT OR IGNORE INTO fact VALUES (?, ?)", facts)
        packets = ((2 * k, "s", "c", k / 3, bytes(k * 37 % 3000)) for k in range(700))
        connection.executemany("INSERT INTO packet VALUES (?, ?, ?, ?, ?)", packets)
        connection.executemany("INSERT INTO tick VALUES (?, ?)", ((2 * k + 1, float(k)) for k in range(9000)))
        kept = {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in ("fact", "packet", "tick")}
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'tick'").fetchone()[0]
    found, told = salvage(path, 4)
    with closing(found):
        assert {name: found.execute(f"SELECT * FROM {name}").fetchall() for name in kept} == kept
    assert told.whole
    data = bytearray(path.read_bytes())
    data[(root - 1) * 512] = 0  # the page that leads to all others of the table
    path.write_bytes(data)
    found, told = salvage(path, 4)
    with closing(found):
        assert found.execute("SELECT * FROM tick").fetchall() == kept["tick"]
    assert not told.whole
