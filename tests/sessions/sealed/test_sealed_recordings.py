"""A sealed recording is the same recording, and nobody reads it without its passphrase."""

import hashlib
import sqlite3
import sys
from contextlib import closing, suppress

import apsw
import pytest

from biofeedback.app.replaying.replay import replay
from biofeedback.errors import UsageError
from biofeedback.events import Note, Numbered, Tick
from sessions import extras
from sessions.later.notes import LaterNote, add_note
from sessions.later.tags import write_tag
from sessions.reader import Recording
from sessions.recorder import Recorder
from sessions.recording_file import create, write
from sessions.sealed.header import is_sealed
from sessions.sealed.passphrases import GIVEN, ITERATIONS, Passphrase
from sessions.side_files import side_files
from tests.rigs.files.recorded_practice import record as record_practice
from tests.rigs.files.sealed_files import HALFWAY, NOTED, ROOT, SECRET, code_of, make, run_child
from tests.rigs.suite import programs
from tests.rigs.words.said_errors import said
from tests.sessions.sealed.conftest import OTHER, SEAL


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
