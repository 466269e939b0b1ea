"""The index of the recordings: it says what the files say, and is made anew whenever it cannot be trusted."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import threading
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from biofeedback.error_codes import RecordingErrorCode
from sessions.index import recording_index
from sessions.index.entry import read, written
from sessions.index.recording_index import RecordingIndex
from sessions.index.store import INDEX_NAME
from sessions.index.summary import read_entry
from sessions.later.notes import LaterNote, add_note
from sessions.later.tags import write_tag
from sessions.library import Library
from tests.rigs.files.hostile_text import HOSTILE
from tests.rigs.files.recorded_practice import record
from tests.rigs.suite import programs

WRITTEN = datetime.fromisoformat("2026-03-04T08:00:00+01:00")
NAMES = ("2026-03-03_09-05-00_a.soften", "2026-03-04_09-05-00_b.soften", "2026-03-05_09-05-00_c.soften")


@pytest.fixture(scope="module")
def recording(tmp_path_factory):
    return record(tmp_path_factory.mktemp("recordings") / "a.soften", note="Softer around the jaw.")


@pytest.fixture
def folder(recording, tmp_path):
    folder = tmp_path / "sessions"
    folder.mkdir()
    for name in NAMES:
        shutil.copy(recording, folder / name)
    return folder


@pytest.fixture
def reads(monkeypatch):
    """Which recordings were read."""
    names = []

    def counted(path):
        names.append(path.name)
        return read_entry(path)

    monkeypatch.setattr(recording_index, "read_entry", counted)
    return names


def said(entries):
    return [(each.entry.path.name, written(each)) for each in entries]


def test_it_says_what_the_recording_says(folder):
    (entry, *_) = RecordingIndex(folder).refresh()
    assert [each.path.name for each in Library(folder).entries()] == [
        each.entry.path.name for each in RecordingIndex(folder).known()
    ]
    assert entry.entry == Library(folder).entries()[0]
    assert entry.title == "A compassionate pause"
    assert entry.note == "Softer around the jaw."
    assert entry.simulated
    assert 55.0 < entry.heart_rate_bpm.low <= entry.heart_rate_bpm.median <= entry.heart_rate_bpm.high < 75.0
    assert 0.0 < entry.coherence_share.median <= 1.0
    assert 0.35 <= entry.warmth_share <= 1.0


def test_an_entry_comes_back_as_it_was(folder):
    for entry in RecordingIndex(folder).refresh():
        assert said([read(entry.entry.path, written(entry))]) == said([entry])


def test_what_did_not_change_is_not_read_again(folder, reads):
    first = RecordingIndex(folder).refresh()
    assert sorted(reads) == sorted(NAMES)
    reads.clear()
    assert said(RecordingIndex(folder).known()) == said(first)
    assert said(RecordingIndex(folder).refresh()) == said(first)
    assert reads == []


def test_a_note_and_a_tag_are_seen_though_the_clock_stands_still(folder, reads):
    index = RecordingIndex(folder)
    index.refresh()
    reads.clear()
    path = folder / NAMES[1]
    times = path.stat()
    add_note(path, LaterNote(WRITTEN, "Softer."))
    write_tag(path, "after work", WRITTEN, is_there=True)
    write_tag(path, " evening \n light ", WRITTEN, is_there=True)
    write_tag(path, "after work", WRITTEN, is_there=False)
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    changed = {each.entry.path.name: each for each in index.refresh()}[NAMES[1]]
    assert reads == [NAMES[1]]
    assert (changed.note, changed.tags) == ("Softer.", ("evening light",))


def test_a_deleted_recording_leaves_nothing_in_the_index(folder):
    index = RecordingIndex(folder)
    write_tag(folder / NAMES[0], "moonlight", WRITTEN, is_there=True)
    index.refresh()
    assert b"moonlight" in (folder / INDEX_NAME).read_bytes()
    Library(folder).delete(folder / NAMES[0])
    assert b"moonlight" not in (folder / INDEX_NAME).read_bytes()
    assert len(index.known()) == 2
    (folder / NAMES[1]).unlink()  # by whatever else
    assert [each.entry.path.name for each in index.known()] == [NAMES[2]]
    assert len(index.refresh()) == 1
    with closing(sqlite3.connect(folder / INDEX_NAME)) as connection:
        assert connection.execute("SELECT count(*) FROM recording").fetchone() == (1,)


def damage_not_sqlite(path):
    path.write_bytes(b"nothing of ours" * 500)


def damage_cut(path):
    path.write_bytes(path.read_bytes()[:1500])


def damage_middle(path):
    data = bytearray(path.read_bytes())
    data[4096:8192] = b"\xff" * len(data[4096:8192])
    path.write_bytes(bytes(data))


def damage_version(path):
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9999")


def damage_rows(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE recording SET entry = '[1, 2'")


def damage_others(path):
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TRIGGER t AFTER INSERT ON recording BEGIN DELETE FROM recording; END")


def damage_empty(path):
    path.write_bytes(b"")


@pytest.mark.parametrize(
    "damage",
    [damage_not_sqlite, damage_cut, damage_middle, damage_version, damage_rows, damage_others, damage_empty],
)
def test_whatever_became_of_the_index_it_is_made_anew(folder, reads, damage):
    before = said(RecordingIndex(folder).refresh())
    damage(folder / INDEX_NAME)
    index = RecordingIndex(folder)
    index.known()
    assert said(index.refresh()) == before
    reads.clear()
    assert said(RecordingIndex(folder).known()) == before
    assert said(RecordingIndex(folder).refresh()) == before
    assert reads == []


def test_the_index_is_for_the_owners_eyes_alone(folder):
    before = os.umask(0)
    try:
        RecordingIndex(folder).refresh()
    finally:
        os.umask(before)
    assert stat.S_IMODE((folder / INDEX_NAME).stat().st_mode) == 0o600
    assert [each.name for each in folder.iterdir() if each.suffix != ".soften"] == [INDEX_NAME]


def test_an_index_that_leads_elsewhere_is_left_alone(folder, tmp_path):
    elsewhere = tmp_path / "diary"
    elsewhere.write_text("mine")
    (folder / INDEX_NAME).symlink_to(elsewhere)
    assert len(RecordingIndex(folder).refresh()) == 3
    assert elsewhere.read_text() == "mine"


def test_a_pipe_in_its_place_holds_nobody_up(folder):
    os.mkfifo(folder / INDEX_NAME)
    index = RecordingIndex(folder)
    assert index.known() == []
    assert len(index.refresh()) == 3
    assert len(index.known()) == 3


def test_where_nothing_can_be_written_all_is_known_as_long_as_the_program_runs(folder, monkeypatch):
    def refuse(*_args, **_options):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("sessions.index.store.os.open", refuse)
    index = RecordingIndex(folder)
    assert len(index.refresh()) == 3
    assert len(index.known()) == 3
    assert not (folder / INDEX_NAME).exists()


def test_an_index_held_by_another_window_holds_nobody_up(folder):
    RecordingIndex(folder).refresh()
    with closing(sqlite3.connect(folder / INDEX_NAME, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        index = RecordingIndex(folder)
        assert index.known() == []
        assert len(index.refresh()) == 3
    assert len(RecordingIndex(folder).known()) == 3


def test_two_windows_at_once_do_not_harm_it(folder, recording):
    for number in range(20):
        shutil.copy(recording, folder / f"2026-04-{number + 1:02d}_08-00-00_x.soften")
    program = (
        "import sys; from pathlib import Path; from sessions.index.recording_index import RecordingIndex; "
        "print(len(RecordingIndex(Path(sys.argv[1])).refresh()))"
    )
    root = Path(__file__).parents[3]
    both = [
        programs.start([sys.executable, "-c", program, str(folder)], cwd=root, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    assert [each.communicate(timeout=120)[0].strip() for each in both] == ["23", "23"]
    with closing(sqlite3.connect(folder / INDEX_NAME)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM recording").fetchone() == (23,)


def test_two_threads_read_each_recording_once(folder, reads):
    index = RecordingIndex(folder)
    threads = [threading.Thread(target=index.refresh) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(reads) == sorted(NAMES)


def test_progress_is_told_and_it_stops_when_nobody_waits(folder):
    told = []
    RecordingIndex(folder).refresh(lambda done, of: told.append((done, of)))
    assert told == [(0, 3), (1, 3), (2, 3)]
    shutil.copy(folder / NAMES[0], folder / "2026-03-09_09-05-00_d.soften")
    index = RecordingIndex(folder)
    assert len(index.refresh(wanted=lambda: False)) == 3
    assert len(index.refresh()) == 4


def test_broken_unfinished_and_foreign_files_are_shown_as_such(folder, open_recording, tmp_path):
    (folder / "2026-05-01_08-00-00_empty.soften").write_bytes(b"")
    (folder / "2026-05-02_08-00-00_text.soften").write_text("no recording " * 100)
    (folder / "2026-05-03_08-00-00_cut.soften").write_bytes((folder / NAMES[0]).read_bytes()[:9000])
    (tmp_path / "outside.soften").write_bytes((folder / NAMES[0]).read_bytes())
    (folder / "2026-05-04_08-00-00_link.soften").symlink_to(tmp_path / "outside.soften")
    unfinished = open_recording(folder / "2026-05-05_08-00-00_now.soften")
    found = {each.entry.path.name[:10]: each for each in RecordingIndex(folder).refresh()}
    assert found["2026-05-05"].entry.ended_unexpectedly
    assert found["2026-05-05"].entry.error is None
    codes = {day: each.entry.error.code for day, each in found.items() if each.entry.error is not None}
    assert codes["2026-05-01"] is RecordingErrorCode.EMPTY
    assert codes["2026-05-02"] is RecordingErrorCode.NO_RECORDING
    assert codes["2026-05-04"] is RecordingErrorCode.LEADS_OUT
    assert "2026-05-03" not in codes  # read as far as it goes
    assert found["2026-05-03"].entry.remarked
    assert found["2026-05-03"].entry.ended_unexpectedly
    again = {each.entry.path.name[:10]: each for each in RecordingIndex(folder).known()}
    assert {day: each.entry.error.facts for day, each in again.items() if each.entry.error is not None} == {
        day: each.entry.error.facts for day, each in found.items() if each.entry.error is not None
    }
    unfinished.finish()
    (now,) = [each for each in RecordingIndex(folder).refresh() if each.entry.path.name.startswith("2026-05-05")]
    assert not now.entry.ended_unexpectedly


@pytest.mark.parametrize(
    "name",
    [
        "\x1b[2J.soften",
        "<img src=x>.soften",
        "a\nb.soften",
        "\u202egnp.soften",
        "'; DROP TABLE recording; --.soften",
        "%s%n?x=1#y.soften",
        os.fsdecode(b"\xff\xfe.soften"),
        "é" * 100 + ".soften",
    ],
)
def test_hostile_names_are_kept_as_they_are(folder, name):
    shutil.copy(folder / NAMES[0], folder / name)
    RecordingIndex(folder).refresh()
    assert name in [each.entry.path.name for each in RecordingIndex(folder).known()]
    Library(folder).delete(folder / name)
    assert name not in [each.entry.path.name for each in RecordingIndex(folder).known()]


def test_hostile_words_come_back_as_they_are(folder):
    add_note(folder / NAMES[0], LaterNote(WRITTEN, HOSTILE))
    write_tag(folder / NAMES[0], "'; DROP TABLE recording; --\ud800", WRITTEN, is_there=True)
    RecordingIndex(folder).refresh()
    (entry,) = [each for each in RecordingIndex(folder).known() if each.entry.path.name == NAMES[0]]
    assert entry.note == HOSTILE
    assert entry.tags == ("'; DROP TABLE recording; --?",)


def test_a_folder_that_is_not_there_has_nothing_and_stays_away(tmp_path):
    index = RecordingIndex(tmp_path / "nowhere")
    assert (index.known(), index.refresh()) == ([], [])
    assert not (tmp_path / "nowhere").exists()
