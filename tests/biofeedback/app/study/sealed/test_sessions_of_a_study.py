"""Sessions are begun by code alone, never two at once, never over one another, and say nothing of the condition."""

import csv
import shutil
import signal
import subprocess
import sys

import pytest

from biofeedback.app.study.sealed.beginning import held, next_session, ready, running, was_opened
from biofeedback.app.study.sealed.sessions_there import SessionState, recording_path, sessions_there
from biofeedback.app.study.sealed.study_file import KEY, read_study
from biofeedback.app.study.sealed.unsealing import openings_known, unseal
from biofeedback.error_codes import AllocationErrorCode, RecordingErrorCode, SealErrorCode, StudyCodeErrorCode
from biofeedback.errors import SoftenError, UsageError
from sessions.sealed.passphrases import Passphrase
from sessions.studies import sealed_allocation
from sessions.studies.sealed_allocation import Opening, SealedAllocation
from tests.rigs.studies.small_studies import SEAL, make_study, write_donors, write_protocol, write_recording
from tests.rigs.suite import programs
from tests.rigs.words.spoken_commands import run
from tests.ui.terminal.test_own_words import NobodyAnswers


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The folder of a study that is made once; each test has a copy of it."""
    folder = tmp_path_factory.mktemp("made")
    make_study(folder, participants=4, sessions=2)
    return folder


@pytest.fixture
def study(made, tmp_path):
    shutil.copytree(made, tmp_path, dirs_exist_ok=True)
    return read_study(tmp_path / "study")


def code_of(act):
    with pytest.raises(SoftenError) as caught:
        act()
    return caught.value.code


def recorded(study, participant, session, attempt=1, **how):
    return write_recording(recording_path(study, participant, session, attempt), 2.0, **how)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_session_that_is_left_at_the_questions_before_it_leaves_nothing(tmp_path, monkeypatch, number):
    protocol = write_protocol(tmp_path / "lights.toml")
    protocol.write_text(protocol.read_text().replace("[protocol]", '[protocol]\nforms_before = ["how_it_is"]'))
    study = make_study(tmp_path)
    monkeypatch.setattr(sys, "stdin", NobodyAnswers(number))
    words = ("--participant", "P01", "--sensor", "simulated", "--speed", "100", "--terminal", "--no-sound")
    said = run("study", "begin", str(study.folder), *words, data=tmp_path / "data")
    assert "How calm" in said.out
    assert said.code not in (0, 2)
    assert next_session(study, "P01") == (1, 1)
    assert list((study.folder / "recordings").iterdir()) == []


def test_who_comes_next_to_what(study):
    assert next_session(study, "P01") == (1, 1)
    recorded(study, "P01", 1)
    assert next_session(study, "P01") == (2, 1)
    assert next_session(study, "P02") == (1, 1)
    recorded(study, "P01", 2)
    assert code_of(lambda: next_session(study, "P01")) is AllocationErrorCode.SESSIONS_DONE
    assert code_of(lambda: next_session(study, "P01", 1)) is AllocationErrorCode.SESSION_THERE
    assert next_session(study, "P01", again=True) == (2, 2)
    assert next_session(study, "P01", 1, again=True) == (1, 2)
    recorded(study, "P01", 1, 2)
    assert next_session(study, "P01", 1, again=True) == (1, 3)


@pytest.mark.parametrize("ended", ["", "early"])
def test_a_session_without_an_end_is_not_passed_over(study, ended):
    recorded(study, "P01", 1, ended=ended)
    assert code_of(lambda: next_session(study, "P01")) is AllocationErrorCode.SESSION_NOT_WHOLE
    assert next_session(study, "P01", again=True) == (1, 2)
    assert next_session(study, "P01", 2) == (2, 1)


def test_a_wrong_participant_or_session_is_refused(study):
    for code in ("P05", "P1", "p01x"):
        assert code_of(lambda code=code: next_session(study, code)) is AllocationErrorCode.PARTICIPANT_UNKNOWN
    for code in ("", "P01_2", "../P01", "Ann Smith", "JD1984"):
        with pytest.raises(UsageError) as caught:
            next_session(study, code)
        assert caught.value.code in StudyCodeErrorCode
        assert not code or code not in str(caught.value)
    for session in (0, 3, -1):
        session_of = lambda session=session: next_session(study, "P01", session)  # noqa: E731
        assert code_of(session_of) is AllocationErrorCode.SESSION_UNKNOWN


def test_what_is_there_is_told(study):
    recorded(study, "P01", 1)
    recorded(study, "P01", 2, ended="early")
    recorded(study, "P02", 1, ended="")
    recorded(study, "P02", 1, 2)
    (study.folder / "recordings" / "P03_1.soften").write_text("nothing")
    (study.folder / "recordings" / "letter.soften").write_text("nothing")
    assert [(each.participant, each.session, each.attempt, each.state) for each in sessions_there(study)] == [
        ("P01", 1, 1, SessionState.COMPLETE),
        ("P01", 2, 1, SessionState.EARLY),
        ("P02", 1, 1, SessionState.CUT_OFF),
        ("P02", 1, 2, SessionState.COMPLETE),
        ("P03", 1, 1, SessionState.UNREADABLE),
    ]
    assert [each.session for each in sessions_there(study, "P01")] == [1, 2]


def test_a_session_is_made_ready_without_a_passphrase(study):
    made = ready(study, "P02", 2)
    with SealedAllocation(study.folder / KEY, SEAL) as key:
        place = key.assignment_of("P02")
        (donor,) = [each.file for each in key.donors() if each[:2] == ("P02", 2)]
    assert made.session.condition == place.condition
    assert (made.session.study, made.session.participant, made.session.session) == (study.name, "P02", "2")
    assert made.session.donor == study.folder / "donors" / donor
    assert made.session.blinded
    assert made.output == study.folder / "recordings" / "P02_2.soften"
    assert made.protocol.name == "lights"


def test_everybody_has_a_donor_and_seeds_are_of_no_key(study):
    made = [ready(study, code, 1).session for code in study.participants]
    assert all(each.donor is not None and each.donor.exists() for each in made)
    again = [ready(study, code, 1).session for code in study.participants]
    assert [each.seed for each in made] != [each.seed for each in again]
    assert [each.condition for each in made] == [each.condition for each in again]


def test_two_operators_cannot_have_one_participant_at_once(study):
    with held(study, "P01"):
        assert code_of(lambda: held(study, "P01").__enter__()) is AllocationErrorCode.SESSION_HELD
        with held(study, "P02"):
            pass
    with held(study, "P01"):
        pass


def test_another_program_has_a_participant_until_it_ends_however_it_ends(study):
    program = (
        "import sys; from pathlib import Path; from biofeedback.app.study.sealed.beginning import held;"
        "from biofeedback.app.study.sealed.study_file import read_study;"
        "it = held(read_study(Path(sys.argv[1])), 'P01'); it.__enter__(); print('has it', flush=True); sys.stdin.read()"
    )
    words = [sys.executable, "-c", program, str(study.folder)]
    with programs.start(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout.readline() == "has it\n"
        assert code_of(lambda: held(study, "P01").__enter__()) is AllocationErrorCode.SESSION_HELD
        other.kill()
        other.wait()
        with held(study, "P01"):
            pass


@pytest.mark.parametrize("damage", [lambda path: path.write_bytes(b"no lock" * 99), lambda path: path.mkdir()])
def test_a_lock_that_is_none_is_no_session_that_goes_on(study, damage):
    with held(study, "P01"):
        pass
    lock = study.folder / ".running" / "P01" / "held"
    lock.unlink()
    damage(lock)
    assert code_of(lambda: held(study, "P01").__enter__()) is AllocationErrorCode.NOT_WRITTEN


def test_a_folder_that_cannot_be_written_is_told(study):
    (study.folder / ".running").write_text("in the way")
    assert code_of(lambda: held(study, "P01").__enter__()) is AllocationErrorCode.NOT_WRITTEN


@pytest.mark.parametrize(
    ("file", "change", "code"),
    [
        ("lights.toml", lambda path: path.write_text(path.read_text() + "\n"), AllocationErrorCode.PROTOCOL_CHANGED),
        ("lights.toml", lambda path: path.unlink(), AllocationErrorCode.PROTOCOL_GONE),
        ("running.sealed", lambda path: path.unlink(), AllocationErrorCode.RUNNING_GONE),
        ("running.secret", lambda path: path.unlink(), AllocationErrorCode.RUNNING_GONE),
        ("running.secret", lambda path: path.write_text("another\n"), SealErrorCode.OTHER_PASSPHRASE),
        ("running.sealed", lambda path: path.write_bytes(path.read_bytes()[:8192]), AllocationErrorCode.DAMAGED),
        ("running.sealed", lambda path: path.write_text("nothing"), AllocationErrorCode.DAMAGED),
    ],
)
def test_what_a_session_needs_and_is_not_as_it_was_is_told_whoever_comes(study, file, change, code):
    change(study.folder / file)
    for participant in study.participants:
        assert code_of(lambda participant=participant: ready(study, participant, 1)) is code


def test_a_donor_that_was_changed_is_told_whoever_comes(study):
    """In every condition: else an error would tell it."""
    for path in (study.folder / "donors").iterdir():
        path.write_bytes(path.read_bytes()[:-4096])
    for participant in study.participants:
        assert code_of(lambda who=participant: ready(study, who, 1)) is AllocationErrorCode.DONOR_CHANGED
    for path in (study.folder / "donors").iterdir():
        path.unlink()
    for participant in study.participants:
        assert code_of(lambda who=participant: ready(study, who, 1)) is AllocationErrorCode.DONOR_CHANGED


def test_a_changed_list_of_people_or_protocol_is_noticed(study, tmp_path):
    more = study.path.read_text().replace('"P04"', '"P99"')
    study.path.write_text(more)
    assert code_of(lambda: ready(read_study(study.folder), "P01", 1)) is AllocationErrorCode.STUDY_CHANGED
    other = make_study(tmp_path, "other")
    for name in ("running.sealed", "running.secret"):
        (other.folder / name).write_bytes((study.folder / name).read_bytes())
    assert code_of(lambda: ready(other, "P01", 1)) is AllocationErrorCode.OF_ANOTHER


def test_the_key_is_opened_once_and_for_all(study):
    opened = unseal(study, study.folder / KEY, told_by="AB", why="all done", passphrase=SEAL)
    assert [(each.told_by, each.why) for each in opened.openings] == [("AB", "all done")]
    with (study.folder / "allocation.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [each["participant"] for each in rows] == list(study.participants)
    acted_upon = [ready(study, code, 1).session.condition for code in study.participants]
    assert [each["condition"] for each in rows] == acted_upon
    assert {each["donors"].count(" ") for each in rows} == {1}
    again = unseal(study, study.folder / KEY, passphrase=SEAL)
    assert len(again.openings) == 2
    assert len((study.folder / "openings.csv").read_text().splitlines()) == 3


@pytest.mark.parametrize("gone", [(), ("openings.csv", "allocation.csv"), ("running.sealed", "running.secret")])
def test_an_opening_cannot_be_taken_back(study, gone):
    unseal(study, study.folder / KEY, passphrase=SEAL)
    for name in gone:
        (study.folder / name).unlink()
    assert len(openings_known(study)) == 1
    if "running.secret" not in gone:
        assert not ready(study, "P01", 1).session.blinded


def test_an_opening_is_kept_before_anything_is_shown(study, monkeypatch):
    """Where the disk is full at any moment, either nothing was shown, or it is kept that it was."""
    (study.folder / "openings.csv").mkdir()
    assert code_of(lambda: unseal(study, study.folder / KEY, passphrase=SEAL)) is AllocationErrorCode.NOT_WRITTEN
    (study.folder / "openings.csv").rmdir()
    assert not (study.folder / "allocation.csv").exists()
    assert ready(study, "P01", 1).session.blinded
    (study.folder / "allocation.csv").mkdir()
    assert code_of(lambda: unseal(study, study.folder / KEY, passphrase=SEAL)) is AllocationErrorCode.NOT_WRITTEN
    assert not ready(study, "P01", 1).session.blinded
    assert len(openings_known(study)) == 1


def test_a_key_that_cannot_be_written_is_not_kept_as_opened(study, monkeypatch):
    monkeypatch.setattr(sealed_allocation, "_WAIT_S", 0.0)
    with SealedAllocation(study.folder / KEY, SEAL, writes=True) as other, other.recording(Opening("", "", "")):
        assert code_of(lambda: unseal(study, study.folder / KEY, passphrase=SEAL)) is RecordingErrorCode.HELD
        assert not was_opened(study)
    assert ready(study, "P01", 1).session.blinded


def test_a_key_is_opened_though_the_running_file_is_gone_and_that_is_told(study):
    (study.folder / "running.sealed").unlink()
    opened = unseal(study, study.folder / KEY, passphrase=SEAL)
    assert opened.missed.code is AllocationErrorCode.RUNNING_GONE
    assert (study.folder / "allocation.csv").exists()


def test_a_key_that_is_gone_damaged_or_of_another_study_shows_nothing(study, tmp_path):
    key = study.folder / KEY
    other = make_study(tmp_path, "other")
    assert code_of(lambda: unseal(study, tmp_path / "no.key", passphrase=SEAL)) is AllocationErrorCode.KEY_GONE
    wrong = Passphrase("thyme by the northern wall")
    assert code_of(lambda: unseal(study, key, passphrase=wrong)) is SealErrorCode.OTHER_PASSPHRASE
    assert code_of(lambda: unseal(study, other.folder / KEY, passphrase=SEAL)) is AllocationErrorCode.OF_ANOTHER
    key.write_bytes(key.read_bytes()[:8192])
    assert code_of(lambda: unseal(study, key, passphrase=SEAL)) is AllocationErrorCode.DAMAGED
    assert not (study.folder / "allocation.csv").exists()
    assert ready(study, "P01", 1).session.blinded


def test_donors_of_the_running_file_are_those_of_the_key(tmp_path):
    write_donors(tmp_path / "donors of old", write_protocol(tmp_path / "lights.toml"), 5)
    study = make_study(tmp_path, participants=20, seed=20261130)  # with another one, one of the five may not be drawn
    with running(study) as program, SealedAllocation(study.folder / KEY, SEAL) as key:
        assert program.donors() == key.donors()
        assert {each.file for each in program.donors()} == {f"donor-{number}.soften" for number in range(1, 6)}
        for condition in ("genuine", "borrowed"):  # a donor tells no condition
            codes = {each.participant for each in key.assignments() if each.condition == condition}
            assert len({each.file for each in key.donors() if each.participant in codes}) >= 4
    assert not was_opened(study)
