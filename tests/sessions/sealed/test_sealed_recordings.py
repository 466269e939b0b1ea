"""A sealed recording is the same recording, and nobody reads it without its passphrase."""

import hashlib
import random
import sqlite3
import sys
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from biofeedback.app.recordings.verifying import verify
from biofeedback.app.replaying.replay import replay
from biofeedback.errors import RecordingError, SoftenError, UsageError
from biofeedback.events import Note, Numbered, Tick
from sessions import extras
from sessions.copying import mend
from sessions.index.recording_index import RecordingIndex
from sessions.index.store import INDEX_NAME
from sessions.later.notes import LaterNote, add_note
from sessions.later.tags import write_tag
from sessions.library import Library
from sessions.library.giving import give
from sessions.opened_file import is_recording, looks_like_recording
from sessions.reader import Recording
from sessions.recorder import Recorder
from sessions.recording_file import create, write
from sessions.sealed.header import PAGE_BYTES, has_seal, is_sealed
from sessions.sealed.passphrases import GIVEN, ITERATIONS, Passphrase
from sessions.side_files import side_files
from tests.rigs import programs
from tests.rigs.recorded_practice import record as record_practice
from tests.rigs.said_errors import said
from tests.sessions.sealed.conftest import OTHER, SEAL

ROOT = Path(__file__).resolve().parents[3]
SECRET = "the garden behind the house"
NOTED = datetime(2026, 3, 3, 9, 5, tzinfo=UTC)


@pytest.fixture
def sealed(tmp_path):
    """A small recording with secret words, sealed and closed."""
    return make(tmp_path / "one.soften", SEAL)


def make(path, seal):
    connection = create(path, {"practice": SECRET, "closed": "yes"}, {}, seal and GIVEN.remember(seal))
    with closing(connection):
        write(connection, [Numbered(1, Tick(t_s=1.0)), Numbered(2, Note(t_s=2.0, kind="note", text=SECRET))])
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA journal_mode = DELETE")
    return path


def code_of(act):
    with pytest.raises(SoftenError) as caught:
        act()
    said(caught.value)  # there is a sentence
    return str(caught.value.code)


def test_every_event_comes_back_as_it_was_to_the_last_bit(tmp_path, one_of_each):
    plain, sealed = tmp_path / "plain.soften", tmp_path / "sealed.soften"
    items = [Numbered(place, event) for place, event in enumerate(one_of_each, 1)]
    for path, seal in ((plain, None), (sealed, GIVEN.remember(SEAL))):
        with closing(create(path, {"practice": "schön"}, {"rmssd_ms": 2}, seal)) as connection:
            write(connection, items)
    with Recording(plain) as one, Recording(sealed) as other:
        assert [repr(item) for item in one.events()] == [repr(item) for item in other.events()]
        assert (one.facts, one.versions, one.sources) == (other.facts, other.versions, other.sources)
        assert repr(one.duration_s) == repr(other.duration_s)
        other.check()


def test_a_whole_practice_replays_bit_for_bit(tmp_path):
    path = record_practice(tmp_path / "one.soften", seal=SEAL)
    assert is_sealed(path)
    assert not any(each.exists() for each in side_files(path))
    with Recording(path) as recording:
        report = replay(recording)
    assert report.identical
    assert report.numbers > 500


def test_the_file_is_as_the_standard_form_says(sealed):
    """Anybody with the passphrase reads it without Soften, by the four settings that docs/recording.md gives."""
    connection = apsw.Connection(str(sealed))
    for setting in ("cipher = 'chacha20'", f"kdf_iter = {ITERATIONS}", "key = 'rosemary by the eastern gate'"):
        connection.execute(f"PRAGMA {setting}").fetchall()
    assert connection.execute("SELECT text FROM note").fetchall() == [(SECRET,)]
    connection.close()


def test_without_the_passphrase_it_is_sealed_and_with_another_it_stays_so(sealed):
    before = sealed.read_bytes()
    GIVEN.forget()
    assert code_of(lambda: Recording(sealed)) == "sealed"
    GIVEN.remember(OTHER)
    assert code_of(lambda: Recording(sealed)) == "sealed-otherwise"
    assert code_of(lambda: add_note(sealed, LaterNote(NOTED, "x"))) == "sealed-otherwise"
    GIVEN.remember(SEAL)
    with Recording(sealed) as recording:
        assert recording.facts["practice"] == SECRET
    assert sealed.read_bytes() == before


def test_two_keyboards_write_the_same_letter(tmp_path):
    path = make(tmp_path / "one.soften", Passphrase("sch\u00f6n"))
    GIVEN.forget()
    GIVEN.remember(Passphrase("scho\u0308n"))
    with Recording(path) as recording:
        assert recording.count(Note) == 1


def test_a_damaged_beginning_is_told_from_another_passphrase(sealed):
    data = bytearray(sealed.read_bytes())
    data[300] ^= 1
    sealed.write_bytes(data)
    assert code_of(lambda: Recording(sealed)) == "sealed-beginning-damaged"
    GIVEN.forget()
    GIVEN.remember(OTHER)
    assert code_of(lambda: Recording(sealed)) == "sealed-otherwise"


def test_every_changed_byte_is_noticed(tmp_path):
    path = make(tmp_path / "one.soften", SEAL)
    data = path.read_bytes()
    chance = random.Random(20261130)
    for place in chance.sample(range(24, len(data)), 40):
        changed = bytearray(data)
        changed[place] ^= 1 << chance.randrange(8)
        path.write_bytes(changed)
        with pytest.raises(RecordingError):
            read_all(path)


def flipped(data):
    data[len(data) // 2] ^= 1


def swapped(data):
    last = len(data) - PAGE_BYTES
    data[2 * PAGE_BYTES : 3 * PAGE_BYTES], data[last:] = data[last:], data[2 * PAGE_BYTES : 3 * PAGE_BYTES]


def cut_in_half(data):
    del data[len(data) // 2 :]


def cut_by_a_byte(data):
    del data[-1]


@pytest.mark.parametrize("spoil", [flipped, swapped, cut_in_half, cut_by_a_byte])
def test_where_pages_are_damaged_nobody_is_sent_in_a_circle(sealed, tmp_path, spoil):
    data = bytearray(sealed.read_bytes())
    spoil(data)
    sealed.write_bytes(data)
    verdict = verify(sealed, quick=True)
    found = verdict.looked.found if verdict.looked else (verdict.refused,)
    assert "sealed-pages-damaged" in [str(each.code) for each in found]
    assert not any("soften sessions mend" in said(each) for each in found)
    copy = tmp_path / "copy.soften"
    assert code_of(lambda: mend(sealed, copy)) == "sealed-pages-damaged"
    assert not copy.exists()
    assert sealed.read_bytes() == data


def read_all(path):
    with Recording(path) as recording:
        list(recording.events())
        recording.check()


def test_what_comes_after_is_sealed_too(sealed):
    add_note(sealed, LaterNote(NOTED, "words of the evening"))
    write_tag(sealed, "lavender", NOTED, is_there=True)
    with Recording(sealed) as recording:
        assert [note.text for note in recording.later_notes()] == ["words of the evening"]
        assert recording.tags() == ("lavender",)
    for word in (b"words of the evening", b"lavender", SECRET.encode(), b"CREATE TABLE"):
        assert word not in sealed.read_bytes()


def test_an_unfinished_step_is_taken_back_with_the_right_key_alone(tmp_path):
    """A wrong passphrase beside a journal would cut the file short; it is looked at before anything is written."""
    path = make(tmp_path / "one.soften", SEAL)
    run_child(HALFWAY, path)
    journal = path.with_name(f"{path.name}-journal")
    assert journal.stat().st_size > 512
    before = path.read_bytes(), journal.read_bytes()
    GIVEN.forget()
    GIVEN.remember(OTHER)
    assert code_of(lambda: Recording(path)) == "sealed-otherwise"
    assert (path.read_bytes(), journal.read_bytes()) == before
    GIVEN.remember(SEAL)
    with Recording(path) as recording:
        assert [item.number for item in recording.events()] == [1, 2]
        recording.check()


HALFWAY = """
import os, signal
connection = opened(Path(sys.argv[1]), "rw")
connection.execute("PRAGMA cache_size = 0")
connection.execute("BEGIN IMMEDIATE")
connection.execute("UPDATE note SET text = 'half a step'")
for number in range(100, 1000):
    connection.execute("INSERT INTO tick VALUES (?, ?)", (number, 1.0))
os.kill(os.getpid(), signal.SIGKILL)
"""


def run_child(code, path):
    head = (
        "import sys\nfrom pathlib import Path\nfrom sessions.connection import opened\n"
        "from sessions.sealed.passphrases import GIVEN, passphrase_in\n"
        "GIVEN.remember(passphrase_in(sys.stdin.buffer.read()))\n"
    )
    programs.run(
        [sys.executable, "-c", head + code, str(path)], cwd=ROOT, input=b"rosemary by the eastern gate\n", check=False
    )


def test_what_does_not_seal_records_nothing(tmp_path, library_in_clear):
    path = tmp_path / "one.soften"
    assert code_of(lambda: create(path, {"practice": SECRET}, {}, SEAL)) == "does-not-seal"
    assert list(tmp_path.iterdir()) == []


def test_what_does_not_seal_opens_nothing_sealed_and_says_why(sealed, library_in_clear):
    assert code_of(lambda: Recording(sealed)) == "does-not-seal"


def test_a_recorder_without_the_library_names_what_brings_it(tmp_path, monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    monkeypatch.setattr(extras, "import_module", missing)
    recorder = Recorder(tmp_path / "one.soften", {}, lambda error: None, seal=SEAL)
    with pytest.raises(UsageError) as caught:
        recorder.start(None)
    assert "pip install 'soften[sealed]'" in said(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_plain_recordings_import_nothing_of_it(tmp_path):
    code = (
        "import sys\nfrom pathlib import Path\nfrom sessions.reader import Recording\n"
        "from sessions.recording_file import create\npath = Path(sys.argv[1])\n"
        "create(path, {'practice': 'x'}, {}).close()\nRecording(path).close()\n"
        "assert not {'apsw', 'sessions.sealed.opening', 'sessions.sealed.connection'} & sys.modules.keys()\n"
    )
    programs.run([sys.executable, "-c", code, str(tmp_path / "one.soften")], cwd=ROOT, check=True)


@given(data=st.binary(max_size=200))
def test_bytes_of_chance_are_no_sealed_recording(data):
    assert not has_seal(data)


@pytest.mark.parametrize("seed", range(3))
def test_a_file_of_chance_is_no_recording(tmp_path, seed):
    path = tmp_path / "one.soften"
    path.write_bytes(random.Random(seed).randbytes(20_000))
    assert not is_recording(path)
    assert not looks_like_recording(path)
    assert code_of(lambda: Recording(path)) == "no-recording"


def test_a_sealed_database_of_somebody_else_is_none_of_ours(tmp_path):
    path = make(tmp_path / "one.soften", SEAL)
    run_child("opened(Path(sys.argv[1]), 'rw').execute('PRAGMA application_id = 7')", path)
    assert code_of(lambda: Recording(path)) == "other-database"


def test_the_library_lists_it_as_sealed_finds_it_and_deletes_it(sealed):
    library = Library(sealed.parent)
    GIVEN.forget()
    (entry,) = library.entries()
    assert entry.error is not None
    assert entry.error.code == "sealed"
    assert (entry.practice, entry.beats) == ("", None)
    assert library.find("one") == sealed
    library.delete(sealed)
    assert list(sealed.parent.iterdir()) == []


def test_a_passphrase_shows_itself_to_nobody():
    passphrase = Passphrase("rosemary")
    assert "rosemary" not in f"{passphrase!r} {passphrase!s} {vars(UsageError)}"
    with pytest.raises(TypeError):
        passphrase.__reduce__()


@pytest.mark.parametrize(("text", "code"), [("", "passphrase-empty"), ("x" * 5000, "passphrase-too-long")])
def test_a_passphrase_that_is_none_is_refused(text, code):
    assert code_of(lambda: Passphrase(text)) == code


def test_recordings_of_one_passphrase_open_with_one_derivation(tmp_path, monkeypatch):
    paths = [make(tmp_path / f"{place}.soften", SEAL) for place in range(3)]
    GIVEN.forget()
    derived = []
    real = hashlib.pbkdf2_hmac
    monkeypatch.setattr("hashlib.pbkdf2_hmac", lambda *given: derived.append(1) or real(*given))
    GIVEN.remember(Passphrase("rosemary by the eastern gate"))
    for path in paths:
        Recording(path).close()
    assert len(derived) == 1
    # Each page has a nonce of its own all the same: no two pages of the three files are alike.
    pages = [path.read_bytes()[place : place + 4096] for path in paths for place in range(0, 8192, 4096)]
    assert len(set(pages)) == len(pages)


def test_errors_have_the_codes_of_the_sqlite_of_python(sealed):
    from sessions.connection import opened

    with closing(opened(sealed, "ro")) as connection:
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("SELECT * FROM nothing")
        assert caught.value.sqlite_errorcode == sqlite3.SQLITE_ERROR
        with pytest.raises(sqlite3.OperationalError) as caught:
            connection.execute("DELETE FROM note")
        assert caught.value.sqlite_errorcode == sqlite3.SQLITE_READONLY
    with closing(opened(sealed, "rw")) as connection:
        with pytest.raises(sqlite3.IntegrityError):
            connection.execute("INSERT INTO note VALUES (2, 2.0, 'note', 'twice')")
        with suppress(ZeroDivisionError), connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DELETE FROM note")
            raise ZeroDivisionError
        assert connection.execute("SELECT count(*) FROM note").fetchone() == (1,)
        with connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("DELETE FROM note")
        assert connection.execute("SELECT count(*) FROM note").fetchone() == (0,)


def test_two_programs_do_not_write_at_once(sealed):
    from sessions.connection import opened

    with closing(opened(sealed, "rw", wait_s=0.0)) as one, closing(opened(sealed, "rw", wait_s=0.0)) as other:
        one.execute("BEGIN IMMEDIATE")
        with pytest.raises(sqlite3.OperationalError) as caught:
            other.execute("BEGIN IMMEDIATE")
        assert caught.value.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
        one.execute("ROLLBACK")


def test_files_are_for_the_users_eyes_alone(tmp_path):
    path = tmp_path / "one.soften"
    with closing(create(path, {}, {}, GIVEN.remember(SEAL))) as connection:
        write(connection, [Numbered(1, Tick(t_s=1.0))])
        for each in tmp_path.iterdir():
            assert each.stat().st_mode & 0o077 == 0


def test_the_index_keeps_that_a_recording_is_sealed_and_nothing_of_it(tmp_path):
    folder = tmp_path / "sessions"
    path = make(folder / "2026-03-03_09-05-00_sealed.soften", SEAL)
    write_tag(path, "lavender", NOTED, is_there=True)
    index = RecordingIndex(folder)
    (entry,) = index.refresh()
    assert (entry.entry.practice, entry.note, entry.tags) == (SECRET, SECRET, ("lavender",))
    GIVEN.forget()
    for known in (index.known(), index.refresh(), RecordingIndex(folder).known(), RecordingIndex(folder).refresh()):
        (entry,) = known
        assert entry.entry.error is not None
        assert entry.entry.error.code == "sealed"
        assert entry.entry.started is not None  # its name says so
        assert (entry.entry.practice, entry.note, entry.tags) == ("", "", ())
    kept = (folder / INDEX_NAME).read_bytes()
    assert SECRET.encode() not in kept
    assert b"lavender" not in kept
    GIVEN.remember(SEAL)
    for again in (index, RecordingIndex(folder)):
        assert again.refresh()[0].entry.practice == SECRET


def test_whoever_lists_recordings_is_not_asked_for_passphrases(sealed, monkeypatch):
    asked = []
    monkeypatch.setattr(GIVEN, "asks", lambda path, again: asked.append((path, again)) or [OTHER, SEAL][again])
    GIVEN.forget()
    Library(sealed.parent).entries()
    RecordingIndex(sealed.parent).refresh()
    assert not asked
    with Recording(sealed) as recording:
        assert recording.facts["practice"] == SECRET
    assert asked == [(sealed, False), (sealed, True)]


def test_it_is_given_to_somebody_as_it_is_and_one_that_was_cut_off_with_its_passphrase(tmp_path):
    path = make(tmp_path / "one.soften", SEAL)
    GIVEN.forget()
    path = give(path, tmp_path / "fern")
    GIVEN.remember(SEAL)
    assert Recording(path).count(Note) == 1
    run_child(HALFWAY, path)
    GIVEN.forget()
    assert code_of(lambda: give(path, tmp_path / "willow")) == "sealed"
    GIVEN.remember(SEAL)
    path = give(path, tmp_path / "willow")
    assert [each.name for each in path.parent.iterdir()] == ["one.soften"]
    with Recording(path) as recording:
        assert [item.number for item in recording.events()] == [1, 2]
