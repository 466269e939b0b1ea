"""Looking at a recording changes nothing on the disk, whatever lies beside it, and shows the same in all states."""

import os
import stat
import struct
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from biofeedback.app.recordings.verifying import verify
from biofeedback.error_codes import RecordingErrorCode
from biofeedback.errors import RecordingError
from biofeedback.events import Marker, Numbered, Tick
from sessions import looking
from sessions.arrays.read import read
from sessions.connection import opened
from sessions.copying import mend
from sessions.exports.formats import export
from sessions.exports.names import ExportFormat
from sessions.index.summary import read_entry
from sessions.later.notes import LaterNote, add_note
from sessions.looking import Looking
from sessions.nameless import OwnWords
from sessions.reader import Recording
from sessions.recording_file import create, mark_closed, tidy, write
from sessions.sealed.passphrases import GIVEN, Passphrase
from tests.rigs.suite import programs
from tests.rigs.words.said_errors import raises_saying

ROOT = Path(__file__).resolve().parents[2]
SEAL = Passphrase("rosemary by the eastern gate")
SECRET = "lavender under the window"
FACTS = {"practice": "compassionate_pause", "started_at": "2026-11-22T14:05:09+01:00", "sensor": "simulated"}
NOTED = datetime(2026, 11, 23, 9, 5, tzinfo=UTC)
KEPT = [Numbered(1, Tick(t_s=1.0)), Numbered(2, Marker(t_s=2.0, label=SECRET)), Numbered(3, Tick(t_s=3.0))]

WRITER = """
import os, sys
from pathlib import Path
from biofeedback.events import Numbered, Tick
from sessions.connection import opened
from sessions.recording_file import write
from sessions.sealed.passphrases import GIVEN, passphrase_in
GIVEN.remember(passphrase_in(sys.stdin.buffer.readline()))
connection = opened(Path(sys.argv[1]), "rw")
if sys.argv[2] == "journal":
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO tick VALUES (?, 0.0)", ((number,) for number in range(100, 20_000)))
    connection.execute("DELETE FROM fact")
else:
    connection.execute("PRAGMA journal_mode = WAL")
    write(connection, [Numbered(4, Tick(t_s=4.0))])
for line in sys.stdin.buffer:
    write(connection, [Numbered(int(line), Tick(t_s=float(line)))])
    print("written", flush=True)
os._exit(9)
"""


def killed(path, how, *numbers):
    """Let another program write into a recording, and die at once; ``numbers`` are ticks it writes before."""
    lines = "".join(f"{number}\n" for number in numbers)
    given = f"rosemary by the eastern gate\n{lines}".encode()
    command = [sys.executable, "-c", WRITER, str(path), how]
    assert programs.run(command, cwd=ROOT, input=given, stdout=subprocess.DEVNULL, check=False).returncode == 9


def closed(path):
    pass


def with_journal(path):
    killed(path, "journal")


def with_log(path):
    killed(path, "log")


def with_log_alone(path):
    killed(path, "log")
    path.with_name(f"{path.name}-shm").unlink()


def with_header_alone(path):
    with closing(opened(path, "rw")) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


def with_empty_log(path):
    with_header_alone(path)
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).touch(mode=0o600)


def with_beginning_of_a_log(path):
    with_log(path)
    os.truncate(path.with_name(f"{path.name}-wal"), 32)


def with_log_of_another(path):
    with_log(path)
    with path.with_name(f"{path.name}-wal").open("rb+") as file:
        file.write(b"not a log")


STATES = {
    closed: 3,
    with_journal: 3,
    with_log: 4,
    with_log_alone: 4,
    with_header_alone: 3,
    with_empty_log: 3,
    with_beginning_of_a_log: 3,
    with_log_of_another: 3,
}
"""What may lie on the disk, and how many events each is to show."""


@pytest.fixture
def made(tmp_path):
    """Return a function that makes a recording in a state, sealed or not, in a folder of its own."""
    GIVEN.remember(SEAL)

    def make(state, seal=None):
        folder = tmp_path / f"{state.__name__}-{seal is not None}"
        path = folder / "one.soften"
        with closing(create(path, FACTS, {}, seal)) as connection:
            write(connection, KEPT)
            mark_closed(connection)
            tidy(connection)
        state(path)
        return path

    yield make
    GIVEN.forget()


@pytest.fixture
def passing(tmp_path, monkeypatch):
    """The folder for passing files, which is looked at."""
    folder = tmp_path / "passing"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def on_disk(folder):
    """Everything that is there: names, bytes, moments and permissions."""
    return {
        str(each.relative_to(folder)): (
            each.lstat().st_mtime_ns,
            each.lstat().st_mode,
            each.is_file() and each.read_bytes(),
        )
        for each in (folder, *folder.rglob("*"))
    }


def look_in_every_way(path, elsewhere):
    with Recording(path) as recording:
        list(recording.events())
        recording.check()
        count = recording.count(Tick) + recording.count(Marker)
        assert recording.facts["practice"] == "compassionate_pause"
    verify(path)
    assert read_entry(path).entry.error is None
    assert list(read(path).events.name) == [SECRET]
    export(path, [ExportFormat.CSV], elsewhere, OwnWords(words=frozenset(), is_channel=bool), replace=True)
    return count


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("seal", [None, SEAL], ids=["plain", "sealed"])
def test_looking_changes_nothing_and_leaves_nothing(made, passing, tmp_path, state, seal):
    path = made(state, seal)
    before = on_disk(path.parent)
    assert look_in_every_way(path, tmp_path / "out") == STATES[state]
    assert on_disk(path.parent) == before
    assert list(passing.iterdir()) == []


@pytest.mark.parametrize("state", STATES)
def test_a_copy_is_made_only_of_what_cannot_be_read_in_place(made, passing, state):
    path = made(state, SEAL)
    with Recording(path) as recording:
        (folder,) = passing.iterdir() if state in (with_journal, with_log_alone) else (None,)
        assert (recording.looking.at == path) == (folder is None)
        if folder is not None:
            assert stat.S_IMODE(folder.stat().st_mode) == 0o700
            for each in folder.iterdir():
                assert stat.S_IMODE(each.stat().st_mode) == 0o600
                assert SECRET.encode() not in each.read_bytes()
                assert b"CREATE TABLE" not in each.read_bytes()
    assert list(passing.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
@pytest.mark.parametrize("state", STATES)
def test_a_folder_that_may_not_be_written_is_read_alike(made, passing, state):
    path = made(state)
    path.parent.chmod(0o500)
    try:
        with Recording(path) as recording:
            assert len(list(recording.events())) == STATES[state]
    finally:
        path.parent.chmod(0o700)


def test_what_was_being_written_is_told_and_mended(made, tmp_path):
    path = made(with_journal)
    verdict = verify(path)
    assert [each.code for each in verdict.looked.found] == ["step-unfinished"]
    mend(path, tmp_path / "mended.soften")
    assert verify(tmp_path / "mended.soften").looked.found == ()


def test_a_recording_is_read_while_another_program_writes_on(made, passing):
    """Nothing is copied, and each look shows what was written by then."""
    path = made(closed)
    command = [sys.executable, "-c", WRITER, str(path), "log"]
    with programs.start(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        writer.stdin.write(b"rosemary by the eastern gate\n")
        for number in (5, 6, 7):
            writer.stdin.write(b"%d\n" % number)
            writer.stdin.flush()
            assert writer.stdout.readline() == b"written\n"
            with Recording(path) as recording:
                assert recording.looking.at == path
                assert [each.number for each in recording.events(Tick)][-1] == number
        writer.stdin.close()
        writer.wait()
    before = on_disk(path.parent)
    with Recording(path) as recording:
        assert recording.count(Tick) == 6
    assert on_disk(path.parent) == before


def test_a_note_waits_until_nobody_of_this_program_looks_any_more(made, monkeypatch):
    """SQLite lets nobody write a log that is looked at without an index in the same program."""
    path = made(with_log)
    recording = Recording(path)
    monkeypatch.setattr("sessions.connection.time.sleep", lambda _: recording.close())
    add_note(path, LaterNote(NOTED, "soft rain"))
    with Recording(path) as after:
        assert [note.text for note in after.later_notes()] == ["soft rain"]
        assert after.count(Tick) == 3


def test_a_journal_of_a_stranger_takes_no_other_file_away(made, tmp_path):
    """A journal that names a file of several journals has SQLite delete that file; ours never does."""
    path = made(with_journal)
    other = tmp_path / "other"
    other.write_bytes(b"")
    journal = path.with_name("one.soften-journal")
    name = str(other).encode()
    tail = struct.pack(">I", len(name)) + struct.pack(">I", sum(name)) + bytes.fromhex("d9d505f920a163d7")
    with journal.open("ab") as file:
        file.write(struct.pack(">I", 262145) + name + tail)
    with Recording(path) as recording:
        assert len(list(recording.events())) == 3
    assert other.exists()


def test_a_copy_that_cannot_be_made_is_said(made, monkeypatch, tmp_path):
    path = made(with_journal)
    monkeypatch.setattr(looking, "_copied", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with raises_saying(RecordingError, "passing copy") as caught:
        Recording(path)
    assert caught.value.code is RecordingErrorCode.CUT_OFF


def test_a_file_that_is_changed_all_the_time_is_held_by_another(made, monkeypatch):
    path = made(with_journal)
    copy_file = looking._copy_file

    def touch(source, target):
        copy_file(source, target)
        os.utime(path, ns=(0, path.stat().st_mtime_ns + 1_000_000))

    monkeypatch.setattr(looking, "_copy_file", touch)
    with raises_saying(RecordingError, "held by another program"):
        Recording(path)


def test_sealed_and_unknown_is_asked_for_by_its_own_name(made):
    path = made(with_journal, SEAL)
    GIVEN.forget()
    with raises_saying(RecordingError, str(path)):
        Recording(path)


def test_looking_ends_with_its_copy(made, passing):
    path = made(with_log_alone)
    with Looking(path) as place, closing(place.open()) as connection:
        assert connection.execute("SELECT count(*) FROM tick").fetchone() == (3,)
    assert list(passing.iterdir()) == []
