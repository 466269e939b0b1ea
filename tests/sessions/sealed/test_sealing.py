"""A recording is sealed, or its seal opened for good, by a copy that is the same to the last bit."""

import gzip
import signal
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from biofeedback.errors import RecordingError
from biofeedback.events import Numbered
from sessions.connection import opened
from sessions.later.notes import LaterNote, add_note
from sessions.reader import Recording
from sessions.recording_file import create, mark_closed, tidy, write
from sessions.sealed import sealing
from sessions.sealed.header import is_sealed
from sessions.sealed.passphrases import GIVEN
from sessions.sealed.sealing import reseal
from sessions.side_files import part_file
from tests.rigs.suite import programs
from tests.sessions.sealed.conftest import OTHER, SEAL

ROOT = Path(__file__).resolve().parents[3]
OLDER = sorted((ROOT / "tests" / "sessions" / "older").glob("*.soften.gz"))
SECRET = "the garden behind the house"


@pytest.fixture
def plain(tmp_path, one_of_each):
    path = tmp_path / "one.soften"
    with closing(create(path, {"practice": SECRET}, {"rmssd_ms": 2})) as connection:
        write(connection, [Numbered(place, event) for place, event in enumerate(one_of_each, 1)])
        mark_closed(connection)
        tidy(connection)
    add_note(path, LaterNote(datetime(2026, 3, 3, 9, 5, tzinfo=UTC), SECRET))
    return path


def all_of(path):
    with closing(opened(path, "ro")) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        schema = connection.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall()
        marks = [connection.execute(f"PRAGMA {mark}").fetchone() for mark in ("application_id", "user_version")]
        return schema, marks, {name: connection.execute(f"SELECT * FROM {name}").fetchall() for name in names}


def test_there_and_back_nothing_is_changed_and_nothing_lies_beside(plain):
    before, stamp = all_of(plain), plain.stat().st_mtime_ns
    reseal(plain, SEAL)
    assert is_sealed(plain)
    assert SECRET.encode() not in plain.read_bytes()
    assert all_of(plain) == before
    reseal(plain, OTHER)
    assert all_of(plain) == before
    GIVEN.forget()
    GIVEN.remember(SEAL)
    with pytest.raises(RecordingError, match="sealed-otherwise"):
        Recording(plain)
    GIVEN.remember(OTHER)
    reseal(plain, None)
    assert not is_sealed(plain)
    assert all_of(plain) == before
    assert plain.stat().st_mtime_ns == stamp
    assert plain.stat().st_mode & 0o777 == 0o600
    assert list(plain.parent.iterdir()) == [plain]


def test_it_stays_plain_where_it_cannot_be_sealed(plain, library_in_clear):
    before = plain.read_bytes()
    with pytest.raises(Exception, match="does-not-seal"):
        reseal(plain, SEAL)
    assert plain.read_bytes() == before
    assert list(plain.parent.iterdir()) == [plain]


def test_one_that_another_program_writes_is_left_alone(plain):
    with closing(sqlite3.connect(plain)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE x (y)")
        other.commit()
        with pytest.raises(RecordingError, match="recording-held"):
            reseal(plain, SEAL)
    assert not is_sealed(plain)


def test_a_copy_that_differs_takes_no_place(plain, monkeypatch):
    before, copy = plain.read_bytes(), sealing._copy

    def badly(source, target):
        copy(source, target)
        target.execute("UPDATE beat SET rr_ms = rr_ms + 1e-9")

    monkeypatch.setattr(sealing, "_copy", badly)
    with pytest.raises(RecordingError, match="seal-not-changed"):
        reseal(plain, SEAL)
    assert plain.read_bytes() == before
    assert list(plain.parent.iterdir()) == [plain]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL there")
def test_a_kill_before_the_copy_is_in_its_place_leaves_the_recording_as_it_was(plain):
    before = plain.read_bytes()
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom sessions.sealed import sealing\n"
        "from sessions.sealed.passphrases import Passphrase\n"
        "Path.replace = lambda *given: os.kill(os.getpid(), signal.SIGKILL)\n"
        "sealing.reseal(Path(sys.argv[1]), Passphrase(sys.stdin.readline()))\n"
    )
    done = programs.run([sys.executable, "-c", code, str(plain)], cwd=ROOT, input=b"rosemary", check=False)
    assert done.returncode == -signal.SIGKILL
    assert plain.read_bytes() == before
    assert is_sealed(part_file(plain))
    reseal(plain, SEAL)
    assert list(plain.parent.iterdir()) == [plain]


@pytest.mark.parametrize("older", OLDER, ids=lambda path: path.stem)
def test_recordings_of_older_versions_are_sealed_as_they_are(tmp_path, older):
    path, kept = tmp_path / "one.soften", tmp_path / "kept.soften"
    for each in (path, kept):
        each.write_bytes(gzip.decompress(older.read_bytes()))
    before = all_of(path)
    reseal(path, SEAL)
    assert all_of(path) == before
    with Recording(path) as recording, Recording(kept) as known:
        assert [repr(item) for item in recording.events()] == [repr(item) for item in known.events()]


def test_a_link_is_left_alone(plain, tmp_path):
    link = tmp_path / "link.soften"
    link.symlink_to(plain)
    with pytest.raises(RecordingError, match="ordinary"):
        reseal(link, SEAL)
    assert not is_sealed(plain)
